import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { base64, utf8 } from "../../src/core/bytes.ts"
import type { FindingCode } from "../../src/core/finding.ts"
import { sha256 } from "../../src/core/hash.ts"
import type { ActKind } from "../../src/core/vocabulary.ts"
import { signCheckpoint } from "../../src/notes/checkpoint.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { keptAuthority, type KeptElection, keptFormats, keptRecord, keptVerdicts } from "../support/kept-elections.ts"
import { minuted } from "../support/minuted.ts"
import { noticed } from "../support/noticed.ts"
import { type Recorder, signatureLine } from "../support/recorder.ts"
import { TestWorld } from "../support/script.ts"
import { putStamps, stamped } from "../support/stamped.ts"
import { type StoryOptions, type StoryTampering, tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

/**
 * Tests docs/record.md with a reader that was written from it alone, in another language (second-reader.py). It has to
 * accept every record that `verify` accepts, and both have to refuse those that are altered.
 */
const program = new URL("second-reader.py", import.meta.url).pathname

/** If an interpreter is named, as `.ci/run` does, these tests fail without it. Otherwise they are skipped. */
const named = process.env["PYTHON"]
const python = named ?? "python3"
const isThere = spawnSync(python, ["-c", "import sys; sys.exit(sys.version_info < (3, 11))"]).status === 0
const reading = describe.skipIf(named === undefined && !isThere)

interface Answer {
  readonly status: number | null
  readonly faults: readonly string[]
  /** How often the reader made each check. */
  readonly counts: Readonly<Record<string, number>>
}

function read(folder: string, ...options: readonly string[]): Answer {
  const { status, stdout, stderr } = spawnSync(python, [program, folder, ...options], { encoding: "utf8" })
  expect(stderr).toBe("")
  const lines = stdout.trimEnd().split("\n")
  const end = lines.findIndex((line) => line.startsWith("not looked at"))
  const counts = lines.slice(0, end).map((line): readonly [string, number] => {
    const [, check = "", count = ""] = /^([A-Z]\d+) +(\d+) looked at$/.exec(line) ?? []
    return [check, Number(count)]
  })
  return {
    status,
    faults: lines.slice(end + 1),
    counts: Object.fromEntries(counts),
  }
}

function withFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "urne-record-"))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function readFiles(files: ReadonlyMap<string, Uint8Array>, ...options: readonly string[]): Answer {
  return withFolder((folder) => {
    for (const [name, bytes] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), bytes)
    }
    return read(folder, ...options)
  })
}

interface Altered {
  readonly name: string
  readonly made: () => { readonly files: ReadonlyMap<string, Uint8Array> }
  /** The finding of `verify`. */
  readonly code: FindingCode
  /** The line that the second reader prints. */
  readonly fault: RegExp
}

const open = { short: true, until: "open" } as const
const early = { until: "sealed" } as const

function alter(
  name: string,
  code: FindingCode,
  fault: RegExp,
  tampering: StoryTampering,
  options: StoryOptions = open,
): Altered {
  return { name, code, fault, made: () => tell(tampering, options) }
}

const signers = (kind: ActKind, ...members: readonly string[]): StoryTampering => ({
  signers: (usual, act) => (act.kind === kind ? members : usual),
})

/** Changes the file of the acts of one kind: text and signatures. */
const onNote = (kind: ActKind, change: (source: string, recorder: Recorder) => string): StoryTampering => ({
  note: (source, act, recorder) => (act.kind === kind ? change(source, recorder) : source),
})

const secondUrnKey = ({ urnKey }: Recorder): SigningKey => ({ name: urnKey.name, seed: sha256("second urn") })

function checkpointBy(recorder: Recorder, key: SigningKey): void {
  const size = recorder.tree.size()
  recorder.write(
    `checkpoints/${String(size).padStart(9, "0")}.txt`,
    signCheckpoint({ size, root: recorder.tree.root() }, key),
  )
}

/** Appoints a second key of the urn, then signs a checkpoint with the key given. */
const appointing = (key: (recorder: Recorder) => SigningKey) => (recorder: Recorder) => {
  const text = verifierKeyText(verifierOf(secondUrnKey(recorder)))
  recorder.act("appoint", [{ key: "urn-key", value: text }], ["petra", "simon", "dan"])
  checkpointBy(recorder, key(recorder))
}

/** Replaces text in a file of the record, and makes its manifest again. */
function inFile(name: string, from: string | RegExp, to: string): StoryTampering {
  return {
    files: (files) => {
      const text = new TextDecoder().decode(files.get(name))
      expect(text).toMatch(from)
      files.set(name, utf8(text.replace(from, to)))
    },
  }
}

/** Changes one bit of a note's last signature: base64 of 68 bytes ends in a padded group. */
const flipped = (source: string) =>
  source.replace(/(.)(.{8})\n$/, (_, one: string, rest: string) => `${one === "A" ? "B" : "A"}${rest}\n`)

const altered: readonly Altered[] = [
  alter(
    "a signature with a bit changed",
    "ACT_SIGNATURE",
    /^A2 acts\/0003-open\.txt: .*no member's/,
    onNote("open", flipped),
  ),
  alter(
    "an act signed by a substitute who never entered",
    "ACT_SIGNATURE",
    /^A2 acts\/0003-open\.txt: the signature of urne\.example\/eric is no member's/,
    signers("open", "petra", "simon", "dan", "eric"),
  ),
  alter(
    "an act signed by a member who left",
    "ACT_SIGNATURE",
    /^A2 acts\/0004-seal\.txt: the signature of urne\.example\/dora is no member's/,
    signers("seal", "petra", "simon", "dan", "dora"),
    early,
  ),
  alter(
    "a substitute whom the constitution does not name",
    "ACT_AUTHORITY",
    /^A3 acts\/0003-replace\.txt: dora has another substitute/,
    {
      act: (act) =>
        act.kind !== "replace" || act.number !== 3
          ? act
          : {
              ...act,
              statements: act.statements.map((one) => ({ ...one, value: one.value.replace(/^eric/, "erin") })),
            },
      signers: (usual) => usual.map((member) => (member === "eric" ? "dan" : member)),
    },
    early,
  ),
  alter(
    "an act that one member too few signed",
    "ACT_QUORUM",
    /^A3 .*open\.txt: has no quorum: 2 of 3$/,
    signers("open", "petra", "dan"),
  ),
  alter(
    "an act that no president signed",
    "ACT_QUORUM",
    /^A3 .*open\.txt: has no quorum: 0 of 1 president$/,
    signers("open", "simon", "dan", "dina"),
  ),
  alter(
    "a constitution that not every member signed",
    "ACT_QUORUM",
    /^A3 acts\/0001-constitute\.txt: has no quorum: 4 of 5$/,
    signers("constitute", "petra", "simon", "dora", "dan"),
  ),
  alter(
    "a quorum that two groups can both meet",
    "ACT_AUTHORITY",
    /^A3 acts\/0001-constitute\.txt: a quorum is not more than half/,
    {
      constitution: (made) => ({ ...made, quorum: { ...made.quorum, total: 2 } }),
    },
  ),
  alter("an act that is gone", "ACT_UNRECORDED", /^C2 acts\/0002-seal\.txt: is missing/, {
    files: (files) => void files.delete("acts/0002-seal.txt"),
  }),
  alter(
    "signatures in another order than the journal's",
    "ACT_SIGNERS",
    /^C2 acts\/0003-open\.txt: is signed by \['simon', 'petra', 'dan'\]/,
    onNote("open", (source) => source.replace(/(— .*\n)(— .*\n)/, "$2$1")),
  ),
  alter(
    "an act that the journal takes for another",
    "ACT_TEXT",
    /^C2 acts\/0003-open\.txt: is another text/,
    onNote("open", (source, recorder) => {
      const text = source.slice(0, source.indexOf("\n\n") + 1).replace(/closes 2026-11-2./, "closes 2026-11-29")
      const lines = ["petra", "simon", "dan"].map((member) => signatureLine(text, recorder.keyOf(member)))
      return `${text}\n${lines.map((line) => `${line}\n`).join("")}`
    }),
  ),
  alter("an act that does not follow the one before it", "ACT_PREVIOUS", /^K2 acts\/0003-open\.txt: does not follow/, {
    act: (act) => (act.kind === "open" ? { ...act, previous: undefined } : act),
  }),
  alter("an act that took effect after it expired", "ACT_EXPIRED", /^K3 acts\/0003-open\.txt:/, {
    act: (act) => (act.kind === "open" ? { ...act, expires: act.proposed + 60_000 } : act),
  }),
  alter(
    "an act whose entry leads elsewhere",
    "JOURNAL_PHASE",
    /^K1 journal entry \d+: leads to open, and not to sealed/,
    {
      entry: (event) => (event.type === "act.effective" && event.kind === "seal" ? { ...event, phase: "open" } : event),
    },
  ),
  alter("an act in effect as another kind", "JOURNAL_ACT", /^K2 acts\/0003-open\.txt: takes effect as another act/, {
    entry: (event) => (event.type === "act.effective" && event.kind === "open" ? { ...event, kind: "recover" } : event),
  }),
  alter("a recovery that keeps another journal", "JOURNAL_ROOT", /^I3 acts\/\d+-recover\.txt: keeps a state/, {
    after: (recorder) => {
      const kept = { key: "lost-after", value: `${recorder.journal().size} ${base64(sha256("another"))}` }
      recorder.act("recover", [kept, { key: "reason", value: "The machine died" }], ["petra", "simon", "dan"])
      recorder.checkpoint()
    },
  }),
  alter("a checkpoint by another key", "CHECKPOINT_FORM", /^A4 checkpoints\/\d+\.txt: is not signed by the urn key/, {
    checkpoint: (source, size, { tree, urnKey }) =>
      size < 15 ? source : signCheckpoint({ size, root: tree.root() }, { ...urnKey, seed: sha256("another urn") }),
  }),
  alter(
    "a checkpoint by the urn key that was replaced",
    "CHECKPOINT_FORM",
    /^A4 checkpoints\/\d+\.txt: is not signed by the urn key/,
    {
      after: appointing(({ urnKey }) => urnKey),
    },
  ),
  alter(
    "a checkpoint that a stranger signed too",
    "CHECKPOINT_STRANGER",
    /^A4 checkpoints\/\d+\.txt: has a signature by a stranger/,
    {
      checkpoint: (source, _, recorder) =>
        `${source}${signatureLine(source.slice(0, source.indexOf("\n\n") + 1), recorder.keyOf("zoe"))}\n`,
    },
  ),
  alter("checkpoints that are gone", "CHECKPOINT_MISSING", /^A4 checkpoints: no checkpoint covers entry/, {
    files: (files) => {
      const names = [...files.keys()].filter((name) => name.startsWith("checkpoints/"))
      for (const name of names.slice(1)) files.delete(name)
    },
  }),
  alter(
    "a changed definition",
    "DEFINITION_HASH",
    /^K5 definition\.yaml: is another than entry 1 says/,
    inFile("definition.yaml", "Congress", "Congrees"),
  ),
  alter(
    "an entry that was changed, with the manifest made again",
    "JOURNAL_ROOT",
    /^I3 acts\/0002-seal\.txt: states another state/,
    inFile("journal.jsonl", /"rows":9/, '"rows":8'),
  ),
  alter(
    "an entry with a space",
    "JOURNAL_FORM",
    /^I2 journal entry \d+: it is not canonical JSON/,
    inFile("journal.jsonl", /"rows":9/, '"rows": 9'),
  ),
  alter("a line of the manifest that is gone", "FILE_UNLISTED", /^C1 acts\/0003-open\.txt: is not listed/, {
    bundle: (files) => {
      const manifest = new TextDecoder().decode(files.get("manifest.sha256"))
      files.set("manifest.sha256", utf8(manifest.replace(/.*0003-open.*\n/, "")))
    },
  }),
  alter("a file that was changed and not its line in the manifest", "FILE_HASH", /^I1 README\.txt: has another hash/, {
    bundle: (files) => void files.set("README.txt", utf8("Trust us.\n")),
  }),
]

const kept = keptFormats.flatMap((format) =>
  Object.entries(keptVerdicts(format)).flatMap(([election, phases]) =>
    Object.entries(phases).map(([phase, { checks }]) => ({
      format,
      election: election as KeptElection,
      phase,
      checks,
    })),
  ),
)

const missing = isThere ? "" : `: there is no ${python} of version 3.11 or newer`
reading(`records as a second program reads them${missing}`, () => {
  test("the fixtures hold 32 records of each older format", () => {
    expect(kept).toHaveLength(32 * keptFormats.length)
  })

  test.each(kept)(
    "a record of format $format is accepted: $election, $phase",
    ({ format, election, phase, checks }) => {
      const record = keptRecord(election, phase, format)
      const authority = phase === "draft" ? [] : ["--authority", keptAuthority(election, format)]
      const answer = withFolder((folder) => {
        execFileSync("tar", ["-xf", "-"], { cwd: folder, input: record })
        return read(folder, ...authority)
      })
      expect(answer).toMatchObject({ status: 0, faults: [] })
      // The reader verified as many signatures as `verify` did.
      const signatures = Number(checks["A2"]?.split(" ")[1])
      expect(answer.counts["A2"] ?? 0).toBe(signatures)
      expect(answer.counts["A1"]).toBe(phase === "draft" ? undefined : 1)
    },
  )

  describe("a rehearsal", () => {
    const world = new TestWorld()
    beforeAll(async () => {
      expect(await world.run("rehearse", "--members", "16", "--turnout", "80", "--quiet"), world.err).toBe(0)
    })
    afterAll(() => {
      world.remove()
    })

    test("is accepted with its record and its spoken fingerprint", () => {
      const [, fingerprint = ""] = /--authority (sha256:[0-9a-f]{64})/.exec(world.out) ?? []
      const bundle = join(world.cwd, "rehearsal", "bundle")
      const answer = read(bundle, "--authority", fingerprint)
      expect(answer).toMatchObject({ status: 0, faults: [], counts: { A1: 1, A3: expect.any(Number) as number } })
      expect(read(bundle, "--authority", "0".repeat(32)).faults).toEqual([`A1 authority: is ${fingerprint}`])
    })
  })

  const honest: readonly StoryOptions[] = [
    {},
    { format: 1 },
    ...(["drafted", "constituted", "sealed", "open", "suspended", "extended", "frozen", "unsealed"] as const).map(
      (until) => ({ until }),
    ),
    { urgent: "resumes" },
    { urgent: "stays", short: true },
  ]
  test.each(honest)("an election with a substitute, a suspension and answers to acts is accepted: %o", (options) => {
    expect(readFiles(tell({}, options).files)).toMatchObject({ status: 0, faults: [] })
  })

  test("a record with notices, minutes and time-stamps is accepted", async () => {
    const several = stamped(
      [{ subject: "act", number: 1 }, { subject: "checkpoint" }, { subject: "notice", number: 1 }],
      {
        story: noticed(),
      },
    )
    expect(readFiles(tell(several, { short: true, until: "frozen" }).files)).toMatchObject({ status: 0, faults: [] })
    const { files } = await minuted({ files: putStamps([{ subject: "minutes" }]) })
    expect([...files.keys()]).toEqual(expect.arrayContaining(["minutes-signed.txt", "stamps/minutes-01.tsr"]))
    expect(readFiles(files)).toMatchObject({ status: 0, faults: [] })
  })

  test("checkpoints are signed by an appointed urn key from its appointment on", () => {
    const files = tell({ after: appointing((recorder) => secondUrnKey(recorder)) }, open).files
    expect(readFiles(files)).toMatchObject({ status: 0, faults: [] })
  })

  test.each(altered.map((each) => [each.name, each] as const))(
    "a record is refused: %s",
    async (_, { made, code, fault }) => {
      const { files } = made()
      const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }
      const report = await verify(memorySource(files), nothing, tools)
      expect(report.findings.map((finding) => finding.code)).toContain(code)
      const { status, faults } = readFiles(files)
      expect(status).toBe(1)
      expect(faults).toContainEqual(expect.stringMatching(fault))
      // Everything else that is wrong follows from this fault, and is not reported at each place.
      expect(faults.length, faults.join("\n")).toBeLessThan(12)
    },
  )
})
