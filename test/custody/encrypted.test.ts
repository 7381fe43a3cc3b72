import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { encryptToRecipients } from "../../src/core/age-file.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { copyManifestBytes, manifestName, parseCopyManifest } from "../../src/custody/copy-manifest.ts"
import { openCopy } from "../../src/custody/copy-reading.ts"
import { tarBlocks } from "../../src/custody/copy-tar.ts"
import { backUpEncrypted } from "../../src/custody/encrypted-operations.ts"
import { type AgeKey, ageKey, blocksOf, inside, listed, signedBy, terminalOf } from "../support/custody.ts"
import { refusalOfPromise } from "../support/refusal.ts"
import type { TestWorld } from "../support/script.ts"
import { TestElection } from "../urn/test-election.ts"

const opened: { remove: () => void }[] = []
afterEach(() => {
  for (const one of opened.splice(0)) one.remove()
})

interface Place {
  readonly election: TestElection
  readonly world: TestWorld
  readonly key: AgeKey
}

/** Makes an election with a scan of a paper and a piece that lies in no entry, and the keys of several people beside it. */
async function place(): Promise<Place> {
  const election = new TestElection({ onDisk: true }).ready()
  opened.push(election)
  const world = await terminalOf(election, "a")
  opened.push(world)
  writeFileSync(join(world.cwd, "scan.pdf"), "%PDF-1.7 a sheet")
  const attach = ["paper", "attach", "scan.pdf", "--as", "other", "--what", "A sheet", ...signedBy("a")]
  expect(await world.run(...attach), world.err).toBe(0)
  writeFileSync(join(world.cwd, "ada.trustee-key"), "a secret")
  writeFileSync(join(world.cwd, "codes.age"), "a secret")
  return { election, world, key: await ageKey() }
}

const scan = sha256Hex("%PDF-1.7 a sheet")

async function backUp(world: TestWorld, ...argv: readonly string[]): Promise<Record<string, unknown>> {
  expect(await world.run("backup", ...argv, "--json"), world.err).toBe(0)
  return JSON.parse(world.out) as Record<string, unknown>
}

describe("an encrypted copy", () => {
  test("holds what a restored election needs, of one state, and nobody's secret", async () => {
    const { world, key } = await place()
    const said = await backUp(world, "all.age", "--to", key.recipient)
    const { manifest, files } = await inside(join(world.cwd, "all.age"), key.identity)
    expect([...files.keys()]).toEqual([
      "election.urne",
      "election.urn-key",
      "definition.yaml",
      `election-evidence/${scan}.pdf`,
    ])
    expect(files.get("election.urn-key")).toEqual(readFileSync(join(world.cwd, "election.urn-key")))
    expect(files.get(`election-evidence/${scan}.pdf`)?.toString()).toBe("%PDF-1.7 a sheet")
    expect(files.get("definition.yaml")?.toString()).toContain("Congrès")
    for (const { name, sha256, size } of manifest.files) {
      expect([sha256Hex(files.get(name) ?? ""), files.get(name)?.length]).toEqual([sha256, size])
    }
    expect(manifest.register.entries).toBe(1)
    expect(manifest.leftOut).toEqual([
      { kind: "member", path: "a.key", why: "secret" },
      { kind: "holder", path: "ada.trustee-key", why: "secret" },
      { kind: "officer", path: "codes.age", why: "secret" },
    ])
    expect(said).toMatchObject({ entries: manifest.journal.entries, recipients: [key.recipient] })
    expect(said["sha256"]).toBe(`sha256:${sha256Hex(readFileSync(join(world.cwd, "all.age")))}`)
    expect(statSync(join(world.cwd, "all.age")).mode & 0o077).toBe(0)
    expect(listed(world).filter((name) => name.startsWith(".urne") || name.includes(".part"))).toEqual([])
  })

  test("can be opened by each recipient, also those of a file, and names nobody else", async () => {
    const { world, key } = await place()
    const other = await ageKey()
    writeFileSync(join(world.cwd, "to.txt"), `# the two who can restore\n\n${key.recipient}\r\n${other.recipient}\n`)
    await backUp(world, "all.age", "--to-file", "to.txt", "--to", key.recipient)
    for (const { identity } of [key, other]) await inside(join(world.cwd, "all.age"), identity)
    expect(readFileSync(join(world.cwd, "all.age"), "latin1").match(/^-> /gm)).toHaveLength(2)
    const stranger = await ageKey()
    expect(await refusalOfPromise(inside(join(world.cwd, "all.age"), stranger.identity))).toMatchObject({
      code: "copy-unopened",
    })
  })

  test("says which evidence is not there, or is not what was entered", async () => {
    const { world, key } = await place()
    const folder = join(world.cwd, "election-evidence")
    writeFileSync(join(folder, `${scan}.pdf`), "another sheet")
    writeFileSync(join(folder, "notes.txt"), "mine")
    const altered = await backUp(world, "first.age", "--to", key.recipient)
    expect(altered["leftOut"]).toEqual(
      expect.arrayContaining([
        { kind: "evidence", path: `election-evidence/${scan}.pdf`, why: "altered" },
        { kind: "evidence", path: "election-evidence/notes.txt", why: "foreign" },
      ]),
    )
    rmSync(folder, { recursive: true })
    rmSync(join(world.cwd, "election.urn-key"))
    expect(await world.run("--lang", "en", "backup", "second.age", "--to", key.recipient)).toBe(0)
    expect(world.out).toMatch(/election\.urn-key: +the urn key, not here/)
    expect(world.out.replace(/\s+/g, "")).toContain(`sha256:${scan}:evidence,nothere`)
  })

  test("holds the sums of letters, and no letter", async () => {
    const { world, key } = await place()
    const sums = `${"a".repeat(64)}  courriers-001.pdf\n`
    for (const [folder, text] of [
      ["courriers", sums],
      ["iso", `${"a".repeat(64)}  other.iso\n`],
    ] as const) {
      mkdirSync(join(world.cwd, folder))
      writeFileSync(join(world.cwd, folder, "SHA256SUMS"), text)
      writeFileSync(join(world.cwd, folder, "courriers-001.pdf"), "a code")
    }
    await backUp(world, "all.age", "--to", key.recipient)
    const { files } = await inside(join(world.cwd, "all.age"), key.identity)
    expect([...files].slice(4).map(([name, bytes]) => [name, bytes.toString()])).toEqual([
      ["election-letters/001-SHA256SUMS", sums],
    ])
  })

  test("has a name of its own beside the election, and replaces nothing", async () => {
    const { world, key } = await place()
    const said = await backUp(world, "--to", key.recipient)
    expect(said["path"]).toMatch(/^election-\d{8}T\d{4}Z\.urne-backup\.age$/)
    expect(await world.run("backup", "--to", key.recipient)).toBe(4)
    expect(world.err).toContain("urne-backup.age already exists")
    expect(await world.run("backup", "again.urne", "--to", key.recipient)).toBe(4)
    expect(existsSync(join(world.cwd, "again.urne"))).toBe(false)
    // The copy beside the election is nobody's secret file.
    const plain = await backUp(world, "plain.urne-backup")
    expect(JSON.stringify(plain["leftOut"])).not.toContain("urne-backup.age")
    expect(plain["leftOut"]).toContainEqual({ kind: "evidence", path: "election-evidence", why: "beside" })
  })

  test("is refused for what is no public key, and a secret one is never shown", async () => {
    const { world, key } = await place()
    expect(await world.run("--lang", "en", "backup", "all.age", "--to", "age1abc")).toBe(2)
    expect(world.err).toContain("age1abc is no public key of age")
    expect(await world.run("backup", "all.age", "--to", key.identity)).toBe(2)
    expect(world.err + world.out).not.toContain("AGE-SECRET-KEY")
    writeFileSync(join(world.cwd, "to.txt"), `${key.recipient}\nssh-ed25519 AAAA\n`)
    expect(await world.run("--lang", "en", "backup", "all.age", "--to-file", "to.txt")).toBe(2)
    expect(world.err).toContain("line 2 of to.txt")
    writeFileSync(join(world.cwd, "to.txt"), "# nobody\n")
    expect(await world.run("backup", "all.age", "--to-file", "to.txt")).toBe(3)
    expect(existsSync(join(world.cwd, "all.age"))).toBe(false)
  })

  test("is gone again where the medium gives back something else than was written", async () => {
    const { election, key } = await place()
    const { files } = election.world
    const faulty = {
      ...files,
      stream: async function* (path: string) {
        for await (const block of files.stream(path)) {
          const bytes = Uint8Array.from(block)
          if (path === "all.age") bytes[bytes.length - 40]! ^= 1
          yield bytes
        }
      },
    }
    const world = { ...election.world, files: faulty }
    const source = { store: election.file.store, path: join(election.folder, "election.urne"), urnKey: undefined }
    const target = { path: "all.age", recipients: [key.recipient] }
    expect(await refusalOfPromise(backUpEncrypted(source, target, world))).toMatchObject({
      code: "copy-faulty",
      params: { rule: "damaged" },
    })
    expect(existsSync(join(election.folder, "all.age"))).toBe(false)
    // The same medium, sound.
    await backUpEncrypted(source, target, election.world)
    expect(existsSync(join(election.folder, "all.age"))).toBe(true)
  })
})

describe("a copy that is not what it says", () => {
  const digest = "0".repeat(64)
  const root = `${"A".repeat(43)}=`
  const manifest = {
    ...{ uuid: "abc", rehearsal: false, software: "urne 0", made: "2014-11-28T18:00:00Z", leftOut: [] },
    ...{ journal: { entries: 1, root }, register: { entries: 0, root } },
    files: [{ name: "election.urne", size: 3, sha256: sha256Hex("urn") }],
  }
  const whole = (stated: object = manifest) => ({
    name: manifestName,
    bytes: Buffer.from(copyManifestBytes(stated as typeof manifest)),
  })
  const urn = { name: "election.urne", bytes: Buffer.from("urn") }

  /** Encrypts files as a copy, and reads all of it. */
  async function read(
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    change: (bytes: Buffer) => Uint8Array = (bytes) => bytes,
  ): Promise<void> {
    const parts = files.map(({ name, bytes }) => ({ name, size: bytes.length, blocks: [bytes] }))
    const tar: Uint8Array[] = []
    for await (const block of tarBlocks(parts, 0)) tar.push(Uint8Array.from(block))
    const changed = change(Buffer.concat(tar))
    const { recipient, identity } = await ageKey()
    const { content } = await encryptToRecipients([recipient], blocksOf(changed))
    const opened = await openCopy(content, [identity], "copy")
    for await (const { blocks } of opened.parts) while ((await blocks.next()).done !== true);
  }

  test.each([
    ["another content", [whole(), { ...urn, bytes: Buffer.from("uRn") }], { rule: "differs", part: "election.urne" }],
    ["another length", [whole(), { ...urn, bytes: Buffer.from("urne") }], { rule: "differs", part: "election.urne" }],
    ["a file that lacks", [whole()], { rule: "absent", part: "election.urne" }],
    ["a file too many", [whole(), urn, { name: "more", bytes: Buffer.from("x") }], { rule: "form" }],
    ["another order", [urn, whole()], { rule: "form" }],
    [
      "a name that leads out",
      [whole({ ...manifest, files: [{ name: "../election.urne", size: 3, sha256: digest }] })],
      { rule: "form" },
    ],
    ["a manifest of another form", [{ name: manifestName, bytes: Buffer.from("{}\n") }, urn], { rule: "form" }],
  ] as const)("is refused for %s", async (_, files, params) => {
    expect(await refusalOfPromise(read(files))).toMatchObject({ code: "copy-faulty", params })
  })

  test("is refused where bytes follow its end, or its end is cut", async () => {
    await read([whole(), urn])
    const fault = { code: "copy-faulty", params: { rule: "form" } }
    expect(
      await refusalOfPromise(read([whole(), urn], (tar) => Buffer.concat([tar, Buffer.alloc(512)]))),
    ).toMatchObject(fault)
    expect(await refusalOfPromise(read([whole(), urn], (tar) => tar.subarray(0, -512)))).toMatchObject(fault)
    expect(await refusalOfPromise(read([whole(), urn], (tar) => tar.subarray(0, 1100)))).toMatchObject(fault)
  })

  test("a manifest of a later program is told apart", async () => {
    const later = Buffer.from('{"format":"urne backup v2"}\n')
    expect(await refusalOfPromise(read([{ name: manifestName, bytes: later }]))).toMatchObject({ code: "newer-format" })
    expect(parseCopyManifest(copyManifestBytes(manifest))).toEqual(manifest)
  })
})

test("a workshop is gone however its work ends", async () => {
  const { world } = await place()
  const { files } = world.io()
  mkdirSync(join(world.cwd, "in"))
  let folder = ""
  const failing = files.inWorkshop("in/x", async (at) => {
    folder = at
    await files.writeWhole(join(at, "file"), "text")
    expect(statSync(at).mode & 0o077).toBe(0)
    throw new Error("it failed")
  })
  await expect(failing).rejects.toThrow("it failed")
  expect([existsSync(folder), listed(world, "in")]).toEqual([false, []])
})
