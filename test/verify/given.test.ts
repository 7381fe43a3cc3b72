import { execFileSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { Readable } from "node:stream"
import { gzipSync } from "node:zlib"
import * as fc from "fast-check"
import { afterAll, afterEach, describe, expect, test } from "vitest"
import { sha256 } from "../../src/core/hash.ts"
import { languages } from "../../src/core/vocabulary.ts"
import { parseNote, signNote } from "../../src/notes/note.ts"
import { parseReceipt, signReceipt } from "../../src/notes/receipt.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import { openSource } from "../../src/verify/source/source.ts"
import { tarBytes, tarTime } from "../campaign/mutants/mutant.ts"
import { fail } from "../support/recorder.ts"
import { TestWorld } from "../support/script.ts"
import { tell } from "../support/story.ts"
import { uncancelled } from "../support/tools.ts"

const story = tell({}, { short: true, small: true, until: "open" })
const tar = tarBytes(story.files, tarTime(story))
const archive = [...story.files].find(([name]) => name.endsWith(".bel")) ?? fail("no archive")
const world = new TestWorld()
afterAll(() => {
  world.remove()
})
afterEach(() => {
  for (const name of ["record", "given"]) rmSync(join(world.cwd, name), { recursive: true, force: true })
})

function put(name: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(join(world.cwd, name)), { recursive: true })
  writeFileSync(join(world.cwd, name), bytes)
}

function publish(folder = "record", files: ReadonlyMap<string, Uint8Array> = story.files): void {
  for (const [name, bytes] of files) put(`${folder}/${name}`, bytes)
}

async function verified(...options: readonly string[]): Promise<{ readonly status: number; readonly said: string }> {
  const status = await world.run("verify", "--quiet", ...options)
  return { status, said: world.out + world.err }
}

/** Makes files of which one exists, with these bytes. */
function fileWith(bytes: Uint8Array): Parameters<typeof openSource>[0] {
  const only = async function* () {
    yield await Promise.resolve(bytes)
  }
  const files = diskFiles("/nowhere", Readable.from([]), uncancelled)
  return { files: { ...files, kind: () => Promise.resolve("file"), stream: only }, signal: uncancelled }
}

describe("a path that is not a record is refused, with what to do", () => {
  const hostile = "SQLite format 3\0".padEnd(1024, "x")
  test.each<[string, () => void, string, RegExp, RegExp]>([
    ["an empty folder", () => mkdirSync(join(world.cwd, "given")), "given", /an empty folder/, /un dossier vide/],
    [
      "a folder of other things",
      () => put("given/README.txt", "x"),
      "given",
      /nothing of a record/,
      /ne contient rien/,
    ],
    ["the folder above a record", () => publish("given/record"), "given", /mean given\/record\?/, /given\/record \?/],
    ["the same, with a slash", () => publish("given/record"), "given/", /mean given\/record\?/, /given\/record \?/],
    ["an election file", () => put("given", hostile), "given", /urne export --out/, /urne export --out/],
    ["a zip", () => put("given", "PK\x03\x04 and so on"), "given", /unpack it first/, /décompressez-le d’abord/],
    ["a tar.gz", () => put("given", gzipSync(tar)), "given", /unpack it first/, /décompressez-le d’abord/],
    ["an empty file", () => put("given", ""), "given", /an empty file/, /un fichier vide/],
    ["a text", () => put("given", "name: x\n"), "given", /neither a record nor/, /ni un dossier public ni/],
    ["a tar of nothing", () => put("given", new Uint8Array(1024)), "given", /another program/, /un autre logiciel/],
    [
      "a tar of another program",
      () => {
        publish()
        execFileSync("tar", ["-C", world.cwd, "-cf", join(world.cwd, "given"), "record"])
      },
      "given",
      /another program.*\n.*unpack it first/,
      /un autre logiciel.*\n.*décompressez-le d’abord/,
    ],
  ])("%s", async (_, make, path, english, french) => {
    make()
    for (const [language, text] of [["en", english] as const, ["fr", french] as const]) {
      const { status, said } = await verified(path, "--lang", language)
      expect(said).toMatch(text)
      expect(said).not.toMatch(/NOT RUN|undefined/)
      expect(status).toBe(3)
    }
  })
})

describe("a damaged record is always recognised as a record", () => {
  test("with any one of its files missing, and with these three", async () => {
    for (const name of story.files.keys()) {
      publish("record", new Map([...story.files].filter(([other]) => other !== name)))
      const { status, said } = await verified("record")
      expect(said, name).toContain("INVALID")
      expect(said.split(`${name}: the file is missing`).length, said).toBe(2)
      expect(status).toBe(5)
      rmSync(join(world.cwd, "record"), { recursive: true })
    }
    const three = ["manifest.sha256", "journal.jsonl", archive[0]]
    publish("record", new Map([...story.files].filter(([name]) => !three.includes(name))))
    expect((await verified("record")).status).toBe(5)
  })

  test.each([[[155]], [[0, 124]], [[300, 101]]])(
    "as a tar whose first header still has the checksum of its bytes (changed at %j)",
    async (places) => {
      const bytes = tar.slice()
      // The last byte counts for nothing; elsewhere the bytes change in pairs, so that their sum is kept.
      places.forEach((at, index) => (bytes[at] = (bytes[at] ?? 0) + (index === 0 ? 1 : -1)))
      const source = await openSource(fileWith(bytes), "record.tar")
      expect(source.faults).not.toBeUndefined()
    },
  )

  test("law: as a tar or a .bel with bytes changed, or cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(tar, archive[1]),
        fc.array(fc.tuple(fc.nat(2047), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 }),
        fc.option(fc.integer({ min: 160, max: 4000 })),
        async (whole, changes, length) => {
          const bytes = whole.slice(0, length ?? whole.length)
          // The beginning alone of a name says nothing, so where all else is cut away it stays.
          for (const [at, change] of changes) if (length === null || at >= 100) bytes[at] = (bytes[at] ?? 0) ^ change
          const source = await openSource(fileWith(bytes), "record.tar")
          expect(source.kind === "archive" || source.faults !== undefined || source.names.length > 0).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe("what a reader holds against a record is reported apart from the record:", () => {
  const receipt = story.receipts[0] ?? fail("no receipt")
  const text = parseNote(receipt)?.text ?? fail("no note")
  const promised = parseReceipt(text) ?? fail("no receipt")
  const checkpoint = Buffer.from(
    story.files.get([...story.files.keys()].find((name) => /^checkpoints/.test(name)) ?? "") ?? [],
  ).toString()
  const kept = parseNote(checkpoint)?.text ?? fail("no checkpoint")
  const stranger = { ...story.recorder.urnKey, seed: sha256("stranger") }
  const elsewhere = { ...stranger, name: story.recorder.urnKey.name.replace(promised.uuid, "9xDrMnXn4cUuGk") }

  test.each<[string, string, string]>([
    ["a receipt of another election", "--receipt", signReceipt({ ...promised, uuid: "9xDrMnXn4cUuGk" }, elsewhere)],
    ["a receipt of another key", "--receipt", signNote(text, stranger)],
    [
      "a receipt with a letter changed",
      "--receipt",
      receipt.replace(promised.tracker, `${promised.tracker.slice(1)}A`),
    ],
    [
      "a checkpoint of another election",
      "--checkpoint",
      signNote(kept.replaceAll(promised.uuid, "9xDrMnXn4cUuGk"), elsewhere),
    ],
    ["a checkpoint of another key", "--checkpoint", signNote(kept.replace(/^\d+$/m, "999"), stranger)],
  ])("%s is not confirmed, and the record stays as it is", async (_, option, source) => {
    publish()
    put("given", source)
    const { status, said } = await verified("record", option, "given")
    expect(said).toMatch(/^CONSISTENT/m)
    expect(said.trimEnd().split("\n").at(-1)).toMatch(/^NOT CONFIRMED: given: the (receipt|checkpoint) given: /)
    expect(said).not.toMatch(/INVALID|JOURNAL_|RECEIPT_BALLOT/)
    expect(status).toBe(5)
    expect((await verified("record", option, "given", "--lang", "fr")).said).toContain("NON CONFIRMÉ : given: ")
  })

  test("a tracker that is not there is not confirmed either, and the report says how to be sure", async () => {
    publish()
    const tracker = "A".repeat(43)
    const { status, said } = await verified("record", "--tracker", tracker, "--authority", story.anchor)
    expect(said).toMatch(/^VERIFIED/m)
    expect(said.trimEnd().split("\n").at(-1)).toMatch(
      new RegExp(`^NOT CONFIRMED: no ballot of this record has the tracker ${tracker}\\..*--receipt$`),
    )
    expect(status).toBe(5)
    await world.run("verify", "record", "--tracker", tracker, "--json")
    expect(JSON.parse(world.out)).toMatchObject({
      verdict: "CONSISTENT",
      findings: [],
      unconfirmed: [{ code: "TRACKER_ABSENT" }],
    })
  })

  test.each<[string, string, string]>([
    [
      "a receipt of the urn for a missing ballot",
      "--receipt",
      signReceipt({ ...promised, tracker: "A".repeat(43) }, story.recorder.urnKey),
    ],
    [
      "a receipt of the urn on another journal",
      "--receipt",
      signReceipt({ ...promised, before: { ...promised.before, root: sha256("x") } }, story.recorder.urnKey),
    ],
    [
      "a checkpoint of the urn on another journal",
      "--checkpoint",
      signNote(kept.replace(/[^\n]+\n$/, `${Buffer.from(sha256("x")).toString("base64")}\n`), story.recorder.urnKey),
    ],
    [
      "a checkpoint of the urn ahead of this record",
      "--checkpoint",
      signNote(kept.replace(/^\d+$/m, "999"), story.recorder.urnKey),
    ],
  ])("%s makes the record invalid", async (_, option, source) => {
    publish()
    put("given", source)
    const { status, said } = await verified("record", option, "given")
    expect(said.trimEnd().split("\n")).toContain("INVALID: 1 finding")
    expect(said).not.toContain("NOT CONFIRMED")
    expect(status).toBe(5)
  })

  test.each(["receipt", "checkpoint"])("a file that is no %s is wrong input", async (kind) => {
    publish()
    put("given", "name: x\n")
    const { status, said } = await verified("record", `--${kind}`, "given")
    expect(said).toContain(`given is not a ${kind}`)
    expect(status).toBe(3)
  })
})

test("leftovers of file managers are named without a finding; any other file is a finding", async () => {
  publish()
  const left = [".DS_Store", "acts/.DS_Store", "Thumbs.db", "checkpoints/desktop.ini"]
  for (const name of left) put(`record/${name}`, "x")
  const { status, said } = await verified("record")
  expect(said).toMatch(/^CONSISTENT/m)
  expect(said).toMatch(/^Ignored.*: \.DS_Store, Thumbs\.db, acts\/\.DS_Store, checkpoints\/desktop\.ini\.$/m)
  expect(status).toBe(0)
  for (const name of [".DS_Store.txt", "DS_Store", "._", "acts/old/acts.txt", ".Trashed"]) {
    put(`record/${name}`, "x")
    expect((await verified("record")).said, name).toMatch(/FILE_UNKNOWN|BUNDLE/)
    rmSync(join(world.cwd, "record", name))
    rmSync(join(world.cwd, "record/acts/old"), { recursive: true, force: true })
  }
})

test("a record that was carried on sticks of a Mac and of Windows is verified as it was, and their leftovers are named", async () => {
  publish()
  for (const name of readdirSync(join(world.cwd, "record"), { recursive: true, encoding: "utf8" })) {
    if (statSync(join(world.cwd, "record", name)).isFile())
      put(`record/${dirname(name)}/._${basename(name)}`, "Mac OS X")
  }
  const left = [
    ".fseventsd/fseventsd-uuid",
    "System Volume Information/IndexerVolumeGuid",
    "$RECYCLE.BIN/S-1-5/desktop.ini",
  ]
  left.push(
    "@eaDir/journal.jsonl@SynoEAStream",
    ".nfs00000000012ab34c00000001",
    "#recycle/x",
    ".fuse_hidden0000001200000003",
  )
  for (const name of [...left, "__MACOSX/acts/._0001-constitute.txt", ".Trash-1000/info/x"]) put(`record/${name}`, "x")
  mkdirSync(join(world.cwd, "record/.Trashes"), { mode: 0o000 })
  const { status, said } = await verified("record")
  expect(said).toMatch(/^CONSISTENT/m)
  expect(said).toMatch(/^Ignored.*\._journal\.jsonl/m)
  for (const name of [".fseventsd", "System Volume Information", ".Trashes"]) expect(said).toContain(name)
  expect(status).toBe(0)
})

test("a record whose line ends were changed is reported so, file by file", async () => {
  publish()
  const names = ["definition.yaml", "README.txt", "journal.jsonl", "acts/0001-constitute.txt"]
  for (const name of names) {
    const text = readFileSync(join(world.cwd, "record", name), "utf8")
    put(`record/${name}`, text.replaceAll("\n", "\r\n"))
  }
  const { status, said } = await verified("record")
  for (const name of names) expect(said).toMatch(new RegExp(`I1 FILE_HASH ${name}: only the line ends`))
  expect(said).not.toContain("the manifest says SHA-256")
  // People read the last lines: the verdict, and right above it the reason.
  expect(said.trimEnd().split("\n").slice(-2)).toEqual([
    expect.stringMatching(/^[AI]\d+ [A-Z_]+ \S+: /),
    expect.stringMatching(/^INVALID: \d+ findings$/),
  ])
  expect(status).toBe(5)
  // A file with other changes has another hash, whatever its line ends are.
  put("record/README.txt", "Nothing\r\n")
  expect((await verified("record")).said).toMatch(/FILE_HASH README\.txt: the manifest says/)
  put(
    "record/manifest.sha256",
    readFileSync(join(world.cwd, "record/manifest.sha256"), "utf8").replaceAll("\n", "\r\n"),
  )
  expect((await verified("record")).said).toMatch(/MANIFEST_FORM manifest\.sha256: only the line ends/)
})

/** Changes that mail programs and editors make to a text. */
const handled: readonly (readonly [string, (text: string) => string])[] = [
  ["CR LF", (text) => text.replaceAll("\n", "\r\n")],
  ["CR", (text) => text.replaceAll("\n", "\r")],
  ["no line end at the end", (text) => text.slice(0, -1)],
  ["empty lines around it", (text) => `\n${text}\n\r\n`],
  ["blanks at the ends of lines", (text) => text.replaceAll("\n", " \t\n")],
  ["a byte order mark", (text) => `\ufeff${text}`],
  ["the marks of an answer by mail", (text) => text.replace(/^/gm, "> ").replace(/> $/, "")],
  [
    "the coding of mail",
    (text) =>
      text
        .replaceAll("=", "=3D")
        .replaceAll("—", "=E2=80=94")
        .replace(/(.{60})/g, "$1=\r\n"),
  ],
  ["its dash read in another encoding", (text) => text.replaceAll("—", "â€”")],
]

test.each(handled)("a receipt and a checkpoint given by a reader are accepted with %s", async (_, made) => {
  publish()
  put("receipt", made(story.receipts[0] ?? ""))
  put("checkpoint", made(readFileSync(join(world.cwd, "record", lastCheckpoint()), "utf8")))
  const { status, said } = await verified("record", "--receipt", "receipt", "--checkpoint", "checkpoint")
  expect(said).toMatch(/^CONSISTENT/m)
  expect(said).not.toContain("NOT CONFIRMED")
  expect(status).toBe(0)
})

function lastCheckpoint(): string {
  return `checkpoints/${readdirSync(join(world.cwd, "record/checkpoints")).toSorted().at(-1) ?? ""}`
}

test.each(languages)("checks about ballots say how many ballots they checked (%s)", async (language) => {
  publish()
  const { said } = await verified("record", "--lang", language)
  for (const check of ["C4", "K7"])
    expect(said).toMatch(new RegExp(`${check} .*\\b${story.trackers.length}/${story.trackers.length}\\b`))
})
