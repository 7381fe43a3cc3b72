import { noteText } from "../../../src/authority/act-file.ts"
import { type Act, actHash, actText, type Statement } from "../../../src/authority/act.ts"
import { type AnswerKind, fileName } from "../../../src/bundle/layout.ts"
import { base64, utf8 } from "../../../src/core/bytes.ts"
import { sha256 } from "../../../src/core/hash.ts"
import type { ActKind } from "../../../src/core/vocabulary.ts"
import { cosign, signCheckpoint } from "../../../src/notes/checkpoint.ts"
import { parseVerifierKey, verifierKey, verifierKeyText, verifierOf } from "../../../src/notes/key.ts"
import { noteSource, parseNote, signNote, signText, withSignature } from "../../../src/notes/note.ts"
import { fail, type Recorder, signatureLine } from "../../support/recorder.ts"
import type { StoryTampering } from "../../support/story.ts"
import { type Mutant, mutant } from "./mutant.ts"

/** Changes the acts of one kind before anybody signs them. */
export function onAct(kind: ActKind, change: (act: Act, recorder: Recorder) => Act): StoryTampering {
  return { act: (act, recorder) => (act.kind === kind ? change(act, recorder) : act) }
}

/** Changes the file of the acts of one kind. */
function onNote(kind: ActKind, change: (source: string, act: Act, recorder: Recorder) => string): StoryTampering {
  return { note: (source, act, recorder) => (act.kind === kind ? change(source, act, recorder) : source) }
}

/** States something else under one key. */
function stating(kind: ActKind, key: string, change: (value: string) => string): StoryTampering {
  return onAct(kind, (act) => ({
    ...act,
    statements: act.statements.map((each): Statement => (each.key === key ? { key, value: change(each.value) } : each)),
  }))
}

const signing = (kind: ActKind, ...members: readonly string[]): StoryTampering => ({
  signers: (usual, act) => (act.kind === kind ? members : usual),
})

/** Adds one more signature line to the file of an act. */
const withLine = (source: string, line: string) => `${source}${line}\n`
const zeros = "0".repeat(64)
const otherHash = (value: string) => value.replace(/sha256:[0-9a-f]{64}/, `sha256:${zeros}`)

const short = { short: true, until: "open" } as const
const early = { until: "sealed" } as const

/** Adds an act that was duly proposed and signed, but that the journal does not mention. */
const unrecorded: StoryTampering = {
  files: (files, recorder) => {
    const last = recorder.acts.at(-1)?.act ?? fail("no act")
    const act = {
      ...last,
      number: last.number + 1,
      kind: "recover" as const,
      journal: recorder.journal(),
      statements: [],
    }
    const text = actText(act)
    files.set(
      fileName({ kind: "act", act: act.number, deed: act.kind }),
      utf8(noteText(text, [signatureLine(text, recorder.keyOf("petra"))])),
    )
  },
}

/** Lets the authority recover, and states what this makes of the journal. */
function recovering(
  stated: (journal: Act["journal"]) => readonly (readonly [key: string, value: string])[],
): StoryTampering {
  return {
    after: (recorder) => {
      const statements = stated(recorder.journal()).map(([key, value]) => ({ key, value }))
      recorder.act("recover", [...statements, { key: "reason", value: "The machine died" }], ["petra", "dan", "dina"])
      recorder.checkpoint()
    },
  }
}

/** Gives two members of the constitution one key, under two names. */
const oneKeyForTwo: StoryTampering = {
  key: (key) => (key.name.endsWith("/dan") ? { ...key, seed: sha256("member", "dina") } : key),
}

/** Names the urn's key after another election, and signs every checkpoint with it. */
function otherUrnKey(): StoryTampering {
  const key = { name: "urne/9xDrMnXn4cUuGk", seed: sha256("another urn") }
  return {
    constitution: (made) => ({ ...made, urnKey: verifierKeyText(verifierOf(key)) }),
    checkpoint: (_, size, { tree }) => signCheckpoint({ size, root: tree.root() }, key),
  }
}

/** Writes a key with the same name and the same public key, but of the type that witnesses have. */
function asWitnessKey(text: string): string {
  const { name, publicKey } = parseVerifierKey(text) ?? fail("no key")
  return verifierKeyText(verifierKey(name, publicKey, "cosignature") ?? fail("no key"))
}

const recordActs: readonly Mutant[] = [
  mutant(
    "two acts of one number, of which the journal knows one",
    "ACT_UNRECORDED",
    {
      files: (files, recorder) => {
        const { act } = recorder.acts[0] ?? fail("no act")
        const text = actText({ ...act, kind: "replace" })
        const lines = ["petra", "simon"].map((member) => signatureLine(text, recorder.keyOf(member)))
        files.set(fileName({ kind: "act", act: 1, deed: "replace" }), utf8(noteText(text, lines)))
      },
    },
    short,
  ),
  mutant(
    "an act with a blank line in it",
    "ACT_FORM",
    onNote("proclaim", (source) => source.replace("\nact", "\n\nact")),
  ),
  mutant(
    "an act in the file of another number",
    "ACT_FORM",
    { files: (files) => void files.set("acts/0009-recover.txt", files.get("acts/0003-open.txt") ?? fail("no act")) },
    short,
  ),
  mutant(
    "an act whose file is gone",
    "ACT_UNRECORDED",
    { files: (files) => void files.delete("acts/0002-replace.txt") },
    early,
  ),
  mutant("an act that the journal does not know", "ACT_UNRECORDED", unrecorded, short),
  mutant(
    "an act with another text, signed by all",
    "ACT_TEXT",
    onNote("open", (_, act, recorder) => {
      const text = actText({ ...act, statements: [...act.statements, { key: "note", value: "And so on." }] })
      return noteText(
        text,
        ["petra", "simon", "dan"].map((member) => signatureLine(text, recorder.keyOf(member))),
      )
    }),
    short,
  ),
  mutant(
    "an act of another election",
    "ACT_ELECTION",
    onAct("open", (act) => ({ ...act, uuid: "9xDrMnXn4cUuGk" })),
    short,
  ),
  mutant(
    "an act of a rehearsal",
    "ACT_ELECTION",
    onAct("open", (act) => ({ ...act, rehearsal: true })),
    short,
  ),
  mutant(
    "an act that follows another act",
    "ACT_PREVIOUS",
    onAct("open", (act) => ({ ...act, previous: { number: 1, text: `sha256:${zeros}` } })),
    short,
  ),
  mutant(
    "an act that follows none",
    "ACT_PREVIOUS",
    onAct("open", (act) => ({ ...act, previous: undefined })),
    short,
  ),
  mutant(
    "an act that names an older journal",
    "ACT_JOURNAL",
    onAct("open", (act, { bodies }) => {
      return { ...act, journal: { size: 0, root: rootOfNothing, ...(bodies.length === 0 ? act.journal : {}) } }
    }),
    short,
  ),
  mutant(
    "an act that names no archive",
    "ACT_ARCHIVE",
    onAct("close", (act) => ({ ...act, archive: undefined })),
  ),
  mutant(
    "an act that names an archive before the seal",
    "ACT_ARCHIVE",
    onAct("constitute", (act) => ({ ...act, archive: { height: 0, hash: zeros } })),
    { short: true, until: "constituted" },
  ),
  mutant(
    "an act that names another archive",
    "ARCHIVE_HEAD",
    onAct("close", (act) => ({ ...act, archive: { height: act.archive?.height ?? 0, hash: zeros } })),
  ),
  mutant(
    "an act proposed after its entry",
    "ACT_TIME",
    onAct("open", (act) => ({ ...act, proposed: act.proposed + 3_600_000 })),
    short,
  ),
  mutant(
    "an act proposed long before its entry",
    "ACT_TIME",
    onAct("open", (act) => ({ ...act, proposed: act.proposed - 3_600_000 })),
    short,
  ),
  mutant(
    "an act that expires before it is proposed",
    ["ACT_TIME", "ACT_EXPIRED"],
    onAct("open", (act) => ({ ...act, expires: act.proposed - 60_000 })),
    short,
  ),
  mutant(
    "an act that had expired",
    "ACT_EXPIRED",
    onAct("open", (act) => ({ ...act, expires: act.proposed + 60_000 })),
    short,
  ),
]

const rootOfNothing = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

const signatures: readonly Mutant[] = [
  mutant(
    "a signature by a stranger",
    "ACT_SIGNATURE",
    onNote("open", (source, act, recorder) => withLine(source, signatureLine(actText(act), recorder.keyOf("zoe")))),
    short,
  ),
  mutant(
    "a signature of another act",
    "ACT_SIGNATURE",
    onNote("open", (source, act, recorder) =>
      withLine(source, signatureLine(actText({ ...act, number: 7 }), recorder.keyOf("dina"))),
    ),
    short,
  ),
  mutant(
    "a signature with a bit changed",
    "ACT_SIGNATURE",
    onNote("open", (source, act, recorder) =>
      withLine(
        source,
        signatureLine(actText(act), recorder.keyOf("dina")).replace(/A|B/, (digit) => (digit === "A" ? "C" : "D")),
      ),
    ),
    short,
  ),
  mutant(
    "a signature by a member who left",
    "ACT_SIGNATURE",
    onNote("seal", (source, act, recorder) => withLine(source, signatureLine(actText(act), recorder.keyOf("dora")))),
    early,
  ),
  mutant(
    "a signature that the journal does not know",
    "ACT_SIGNERS",
    onNote("open", (source, act, recorder) => withLine(source, signatureLine(actText(act), recorder.keyOf("dina")))),
    short,
  ),
  mutant(
    "a signature that is only in the journal",
    "ACT_SIGNERS",
    {
      ...signing("open", "petra", "simon", "dan", "dina"),
      ...onNote("open", (source) => source.replace(/\n[^\n]*dina [^\n]*\n$/, "\n")),
    },
    short,
  ),
  mutant(
    "signatures in another order than the journal's",
    "ACT_SIGNERS",
    onNote("open", (source) => source.replace(/\n\n(.*)\n(.*)\n/, "\n\n$2\n$1\n")),
    short,
  ),
  mutant("an act signed by two of three", "ACT_QUORUM", signing("open", "petra", "simon"), short),
  mutant(
    "an act signed by four without the president",
    "ACT_QUORUM",
    signing("open", "simon", "dora", "dan", "dina"),
    short,
  ),
  mutant("an act signed by nobody", "ACT_QUORUM", signing("open"), short),
  mutant(
    "an act signed by the same member twice",
    ["ACT_QUORUM", "ACT_SIGNERS"],
    {
      ...signing("open", "petra", "simon"),
      ...onNote("open", (source, act, recorder) =>
        withLine(source, signatureLine(actText(act), recorder.keyOf("petra"))),
      ),
    },
    short,
  ),
  mutant(
    "a constitution that one member did not sign",
    "ACT_QUORUM",
    signing("constitute", "petra", "simon", "dora", "dan"),
    short,
  ),
  mutant("two members with one key", "ACT_AUTHORITY", oneKeyForTwo, short),
  mutant(
    "a constitution in which two groups can decide against each other",
    ["ACT_AUTHORITY", "DEFINITION_AUTHORITY"],
    { constitution: (made) => ({ ...made, quorum: { total: 2, roles: {} } }) },
    short,
  ),
  mutant(
    "a constitution with more witnesses than anybody would check",
    "ACT_AUTHORITY",
    {
      constitution: (made) => ({ ...made, witnesses: made.witnesses.flatMap((each) => Array<string>(251).fill(each)) }),
    },
    { short: true, until: "constituted" },
  ),
  mutant(
    "a constitution without a usable key for the urn",
    ["ACT_AUTHORITY", "CHECKPOINT_FORM"],
    { constitution: (made) => ({ ...made, urnKey: "urne/4nPVWowQtAwLwB+00000000+AA" }) },
    short,
  ),
  mutant(
    "a constitution whose key for the urn is of the type that witnesses have",
    ["ACT_AUTHORITY", "CHECKPOINT_FORM"],
    { constitution: (made) => ({ ...made, urnKey: asWitnessKey(made.urnKey) }) },
    short,
  ),
  mutant(
    "an act in effect before there is an authority",
    ["ACT_AUTHORITY", "JOURNAL_PHASE"],
    { before: (recorder) => void recorder.act("recover", [], []) },
    { short: true, until: "constituted" },
  ),
  mutant(
    "a recovery that keeps a state of another journal",
    "JOURNAL_ROOT",
    recovering(({ size }) => [["lost-after", `${size} ${base64(sha256("another"))}`]]),
    early,
  ),
  mutant(
    "a recovery that keeps more than there is",
    ["ACT_STATEMENT", "JOURNAL_ROOT"],
    recovering(({ size }) => [["lost-after", `${size + 1} ${base64(sha256("later"))}`]]),
    early,
  ),
  mutant(
    "a recovery that keeps two states",
    "ACT_STATEMENT",
    recovering(({ size, root }) => [
      ["lost-after", `${size} ${root}`],
      ["lost-after", `${size} ${root}`],
    ]),
    early,
  ),
  mutant(
    "a recovery whose loss had parted before what it keeps",
    "ACT_STATEMENT",
    recovering(({ size, root }) => [
      ["lost", `${size} ${base64(sha256("lost"))}`],
      ["lost-after", `${size} ${root}`],
    ]),
    early,
  ),
  mutant("a second constitution", ["ACT_AUTHORITY", "JOURNAL_PHASE"], {
    act: (act) => (act.kind === "close" ? { ...act, kind: "constitute" } : act),
    entry: (event) => ("kind" in event && event.kind === "close" ? { ...event, kind: "constitute" } : event),
  }),
  mutant(
    "a substitute with another role",
    "ACT_AUTHORITY",
    stating("replace", "member", (value) => value.replace("delegate", "president")),
    early,
  ),
  mutant(
    "a reservation that another member signed",
    "ANSWER_NOTE",
    answered((text) => text, "dan"),
    early,
  ),
  mutant(
    "a refusal that another member signed",
    "ANSWER_NOTE",
    answered((text) => text, "dan", "declined"),
    early,
  ),
  mutant(
    "an absence that passes for a refusal",
    "ANSWER_NOTE",
    answered((text) => text.replace("refusal", "absence"), "dan", "declined"),
    early,
  ),
  mutant(
    "an absence that nobody of the authority signed",
    "ANSWER_NOTE",
    answered((text) => text, "registry", "absent"),
    early,
  ),
  mutant(
    "a reservation about another act",
    "ANSWER_NOTE",
    answered((text) => text.replace(/act 3 sha256:.*/, `act 3 sha256:${zeros}`)),
    early,
  ),
  mutant(
    "a reservation of two lines",
    "ANSWER_NOTE",
    answered((text) => `${text}more of it\n`),
    early,
  ),
  mutant(
    "a reservation without a word",
    "ANSWER_NOTE",
    answered((text) => text.replace(/text .*/, "text ")),
    early,
  ),
  mutant(
    "a reservation that is gone",
    "ANSWER_UNRECORDED",
    { files: (files) => void files.delete("reservations/0003-reserved-dina.txt") },
    early,
  ),
  mutant(
    "a reservation that the journal does not know",
    "ANSWER_UNRECORDED",
    {
      files: (files) =>
        void files.set(
          "reservations/0003-declined-dan.txt",
          files.get("reservations/0003-reserved-dina.txt") ?? fail("no note"),
        ),
    },
    early,
  ),
]

/** Puts another note in the place of a reservation, and its hash into the journal. */
function answered(change: (text: string) => string, signer = "dina", kind: AnswerKind = "reserved"): StoryTampering {
  let source = ""
  return {
    entry: (event) => {
      if (event.type !== "act.reserved") return event
      const text = [
        `urne ${{ reserved: "reservation", declined: "refusal", absent: "absence" }[kind]} v1`,
        "election 4nPVWowQtAwLwB",
        `act 3 ${source}`,
        "member dina",
        "text The notice was short.",
        "",
      ].join("\n")
      const key = { name: `urne.example/${signer}`, seed: sha256("member", signer) }
      answer = signNote(change(text), key)
      return { ...event, type: `act.${kind}`, note: actHash(answer) }
    },
    note: (file, act) => {
      if (act.number === 3) source = actHash(actText(act))
      return file
    },
    files: (files) => {
      files.delete("reservations/0003-reserved-dina.txt")
      files.set(`reservations/0003-${kind}-dina.txt`, utf8(answer))
    },
  }
}
let answer = ""

const statementCases: readonly (readonly [ActKind, string, (value: string) => string, object?])[] = [
  ["seal", "definition", otherHash],
  ["seal", "election-fingerprint", () => "L0RvFW5I70yrPFnegXm0h1JQmHSWZjhGqKK4eQwiOZs"],
  ["seal", "roll", (value) => value.replace("7 members", "8 members")],
  ["seal", "credentials", (value) => value.replace("7 issued 1", "6 issued 2")],
  ["seal", "credentials", otherHash],
  ["seal", "credentials", (value) => value.replace(/reserve sha256:.*$/, `reserve sha256:${zeros}`)],
  ["seal", "trustees", (value) => value.replace("2 of 3", "3 of 3")],
  ["seal", "trustees", otherHash],
  ["seal", "urn", () => "3 ballots"],
  ["open", "urn", () => "3 ballots"],
  ["suspend", "closes", () => "2026-11-21T20:00:00Z", {}],
  ["resume", "closes", () => "2026-11-21T20:00:00Z", {}],
  ["extend", "instead-of", () => "2026-11-21T18:00:00Z", {}],
  ["close", "closes", () => "2026-11-21T18:00:00Z"],
  ["unseal", "end-ballots", (value) => value.replace(/ .*/, ` ${zeros}`)],
  ["unseal", "ballots", (value) => value.replace("6 accepted", "7 accepted")],
  ["unseal", "ballots", (value) => value.replace("6 counted", "5 counted")],
  ["unseal", "weight", () => "7"],
  ["unseal", "encrypted-tally", otherHash],
  ["proclaim", "result", (value) => value.replace(/ .*/, ` ${zeros}`)],
  ["proclaim", "votes", otherHash],
]

const statements: readonly Mutant[] = [
  mutant(
    "an act that names the election otherwise",
    "ACT_STATEMENT",
    onAct("open", (act) => ({ ...act, name: "Election of somebody else" })),
    short,
  ),
  mutant(
    "an act that was dropped and names the election otherwise",
    "ACT_STATEMENT",
    {
      act: (act, recorder) => (recorder.acts.length === 1 ? { ...act, name: "Election of somebody else" } : act),
    },
    early,
  ),
  mutant("an urn key in the name of another election", "ACT_STATEMENT", otherUrnKey(), short),
  ...statementCases.map(([kind, key, change, options], index) =>
    mutant(
      `${kind} states another ${key} (${index + 1})`,
      "ACT_STATEMENT",
      stating(kind, key, change),
      options ?? { short: true },
    ),
  ),
  mutant(
    "a seal without the election's fingerprint",
    "ACT_STATEMENT",
    onAct("seal", (act) => ({
      ...act,
      statements: act.statements.filter(({ key }) => key !== "election-fingerprint"),
    })),
    { short: true, until: "sealed" },
  ),
  mutant(
    "a seal that states two fingerprints",
    "ACT_STATEMENT",
    onAct("seal", (act) => ({
      ...act,
      statements: act.statements.flatMap((each) =>
        each.key === "election-fingerprint" ? [each, { ...each, value: "x" }] : [each],
      ),
    })),
    { short: true, until: "sealed" },
  ),
  mutant(
    "a proclamation of another document",
    "ACT_STATEMENT",
    onAct("proclaim", (act) => ({
      ...act,
      statements: [...act.statements, { key: "document", value: `result.json sha256:${zeros}` }],
    })),
  ),
]

function onCheckpoint(change: (source: string, size: number, recorder: Recorder) => string): StoryTampering {
  let done = false
  return {
    checkpoint: (source, size, recorder) => {
      if (done || size < 10) return source
      done = true
      return change(source, size, recorder)
    },
  }
}

const noteOf = (source: string) => parseNote(source) ?? fail("no note")

const checkpoints: readonly Mutant[] = [
  mutant(
    "a checkpoint that another key signed",
    "CHECKPOINT_FORM",
    onCheckpoint((source, _, { urnKey }) => signNote(noteOf(source).text, { ...urnKey, seed: sha256("x") })),
    short,
  ),
  mutant(
    "a checkpoint with a forged signature",
    "CHECKPOINT_FORM",
    onCheckpoint((source, size, { urnKey, tree }) => {
      const [signature] = noteOf(signCheckpoint({ size: size - 1, root: tree.root() }, urnKey)).signatures
      return noteSource({ text: noteOf(source).text, signatures: signature ? [signature] : [] })
    }),
    short,
  ),
  mutant(
    "a checkpoint of another election",
    "CHECKPOINT_FORM",
    onCheckpoint((source, _, { urnKey }) =>
      signNote(noteOf(source).text.replace("4nPVWowQtAwLwB", "9xDrMnXn4cUuGk"), urnKey),
    ),
    short,
  ),
  mutant(
    "a checkpoint with a line more",
    "CHECKPOINT_FORM",
    onCheckpoint((source, _, { urnKey }) => signNote(`${noteOf(source).text}more\n`, urnKey)),
    short,
  ),
  mutant(
    "a checkpoint in the file of another size",
    "CHECKPOINT_FORM",
    {
      files: (files) =>
        void files.set("checkpoints/000000009.txt", files.get("checkpoints/000000008.txt") ?? fail("none")),
    },
    short,
  ),
  mutant(
    "a checkpoint signed by a stranger too",
    "CHECKPOINT_STRANGER",
    onCheckpoint((source) =>
      noteSource(
        withSignature(noteOf(source), signText(noteOf(source).text, { name: "urne.example/zoe", seed: sha256("zoe") })),
      ),
    ),
    short,
  ),
  mutant(
    "a checkpoint cosigned by nobody's witness",
    "CHECKPOINT_STRANGER",
    onCheckpoint((source, _, { now }) =>
      noteSource(
        withSignature(
          noteOf(source),
          cosign(noteOf(source).text, { name: "witness.example/zoe", seed: sha256("zoe") }, now),
        ),
      ),
    ),
    short,
  ),
  mutant(
    "a checkpoint with a witness's signature of another one",
    "CHECKPOINT_STRANGER",
    onCheckpoint((source, _, { now, witness }) =>
      noteSource({
        text: noteOf(source).text,
        signatures: [...noteOf(source).signatures.slice(0, 1), cosign("urne/4nPVWowQtAwLwB\n1\nx\n", witness, now)],
      }),
    ),
    short,
  ),
]

/** These records have something wrong in acts, signatures, quorums, statements or checkpoints. */
export const actMutants: readonly Mutant[] = [...recordActs, ...signatures, ...statements, ...checkpoints]
