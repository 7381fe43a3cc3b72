import { sha256 } from "../../../src/core/hash.ts"
import type { ActKind } from "../../../src/core/vocabulary.ts"
import { signNote } from "../../../src/notes/note.ts"
import { registered, type RegisterTampering, statedRegister, type Told } from "../../support/registered.ts"
import { type Mutant, mutant } from "./mutant.ts"

const open = { short: true, until: "open" } as const

function changed(name: string, code: Parameters<typeof mutant>[1], change: RegisterTampering): Mutant {
  return mutant(name, code, () => registered(change), open)
}

/** Changes what one entry says. */
const told = (number: number, change: (one: Told) => Told | readonly Told[]): RegisterTampering => ({
  told: (one, i) => (i === number ? change(one) : one),
})
const by = (number: number, ...names: readonly string[]) => told(number, (one) => ({ ...one, by: names }))
const tells = (number: number, fields: Told["tells"]) =>
  told(number, (one) => ({ ...one, tells: { ...one.tells, ...fields } }))
const body = (number: number, change: (body: string) => string): RegisterTampering => ({
  body: (text, i) => (i === number ? change(text) : text),
})
const stranger = { name: "urne/stranger", seed: sha256("stranger") }

/** The register of a record: what is dated and signed beside the ballots. */
export const registerMutants: readonly Mutant[] = [
  changed("a checkpoint of the register that a stranger signed", "REGISTER_CHECKPOINT", {
    note: (source) => signNote(source.slice(0, source.indexOf("\n\n") + 1), stranger),
  }),
  changed("a checkpoint of the register whose signature is of another text", "REGISTER_CHECKPOINT", {
    note: (source) => source.replace("\n6\n", "\n7\n"),
  }),
  changed("a checkpoint of the journal in the place of the register’s", "REGISTER_CHECKPOINT", {
    checkpoint: (text) => text.replace("/register\n", "\n"),
  }),
  changed("a checkpoint of the register that is longer than any can be", "REGISTER_CHECKPOINT", {
    note: (source) => source + "— x AAAAAA==\n".repeat(10_000),
  }),
  changed("a register without its checkpoint", "REGISTER_MISSING", {
    files: (files) => void files.delete("register.txt"),
  }),
  changed("a checkpoint without its register", "REGISTER_MISSING", {
    files: (files) => void files.delete("register.jsonl"),
  }),
  changed("a register whose last entry is gone", "REGISTER_CUT", {
    entries: (lines) => lines.slice(0, lines.lastIndexOf("\n", lines.length - 2) + 1),
  }),
  changed("a register that goes on after its checkpoint", "REGISTER_CUT", {
    checkpoint: () => `urne/4nPVWowQtAwLwB/register\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`,
  }),
  changed("a checkpoint of another register of the same length", "REGISTER_ROOT", {
    checkpoint: (text) => text.replace(/\n6\n.*\n/, `\n6\n${Buffer.alloc(32).toString("base64")}\n`),
  }),
  changed(
    "an entry of the register that is no JSON",
    "REGISTER_FORM",
    body(6, () => "an entry"),
  ),
  changed(
    "an entry of the register with blanks",
    "REGISTER_FORM",
    body(6, (text) => text.replace(",", ", ")),
  ),
  changed("an entry of the register of an unknown type", "REGISTER_FORM", tells(6, { type: "ballot.cast" })),
  changed("an entry of the register with a field more", "REGISTER_FORM", tells(5, { journal: 12 })),
  changed("a commitment that is none", "REGISTER_FORM", tells(4, { private: "Jo Invented" })),
  changed("an entry of the register whose line does not end", "REGISTER_FORM", {
    entries: (lines) => lines.trimEnd(),
  }),
  changed(
    "an entry of the register that is longer than any",
    ["REGISTER_FORM"],
    body(6, (text) => text + " ".repeat(200_000)),
  ),
  changed("a register that is longer than any", "REGISTER_SIZE", {
    entries: () => "\n".repeat(16 * 1024 * 1024 + 1),
  }),
  changed(
    "entries of the register that go back in time",
    "REGISTER_TIME",
    told(3, (one) => ({ ...one, minute: 0 })),
  ),
  changed("an entry of the register that was signed for another place", "REGISTER_SIGNATURE", {
    text: (text, number) => (number === 6 ? text.replace("entry 6", "entry 7") : text),
  }),
  changed("an entry of the register that was signed in another election", "REGISTER_SIGNATURE", {
    text: (text, number) => (number === 2 ? text.replace(/election .*/, "election 9xDrMnXn4cUuGk") : text),
  }),
  changed("an entry of the register after other entries than were signed", "REGISTER_SIGNATURE", {
    text: (text, number) => (number === 2 ? text.replace(/after .*/, `after ${"A".repeat(43)}=`) : text),
  }),
  changed("an entry of the register by a stranger", "REGISTER_SIGNATURE", by(4, "stranger")),
  changed(
    "an entry of the register by a writer who was removed",
    "REGISTER_SIGNATURE",
    told(6, (one) => [one, { tells: { type: "log.noted", text: "Still here" }, minute: 6, by: ["desk-1"] }]),
  ),
  changed("an entry of the register with a line more that is no signature", "REGISTER_SIGNATURE", {
    lines: (lines, number) => (number === 4 ? [...lines, "no signature"] : lines),
  }),
  changed("a line of the log book that only the urn signed", "REGISTER_SIGNERS", by(4, "urn")),
  changed("a writer whom one member removed and no member signed", "REGISTER_SIGNERS", by(6, "desk-1")),
  changed(
    "a writer whom one member let write",
    ["REGISTER_SIGNERS", "REGISTER_SIGNATURE", "REGISTER_WRITER", "REGISTER_REFERENCE"],
    by(1, "petra"),
  ),
  changed(
    "somebody removed from the writers who never was one",
    "REGISTER_WRITER",
    told(6, (one) => [one, { ...one, tells: { ...one.tells, type: "writer.removed", writer: "nobody" } }]),
  ),
  changed("a writer who is let write twice", "REGISTER_WRITER", {
    told: (one, number) =>
      number === 1
        ? [one, { ...one, minute: 0 }]
        : number === 5
          ? { ...one, tells: { ...one.tells, entered: 4 } }
          : one,
  }),
  changed(
    "somebody who leaves twice",
    "REGISTER_REFERENCE",
    told(5, (one) => [one, one]),
  ),
  ...complaintMutants(),
  ...componentMutants(),
  ...custodyMutants(),
  changed("somebody who leaves and never came", "REGISTER_REFERENCE", tells(5, { entered: 2 })),
  mutant("a register in an election of a format without it", "FILE_UNKNOWN", () => registered(), {
    ...{ short: true, until: "open", format: 2 },
  }),
  stated("an act that does not state the register", (value, kind) => (kind === "close" ? undefined : value)),
  stated("a seal that does not state the register", (value, kind) => (kind === "seal" ? undefined : value)),
  stated("a seal that states another register", (value, kind) =>
    kind === "seal" ? `1 ${Buffer.alloc(32).toString("base64")}` : value,
  ),
  stated("an act that states the register in another form", (value, kind) =>
    kind === "close" ? value.replace(" ", " sha256:") : value,
  ),
  stated("an act whose members saw that another program had written to the register", (value, kind) =>
    kind === "close" ? "altered" : value,
  ),
  stated("an act that states more entries of the register than there are", (value) => value.replace("6 ", "7 ")),
  stated("an act that states another register", (value) =>
    value.replace(/^4 .*/, `4 ${Buffer.alloc(32).toString("base64")}`),
  ),
  mutant(
    "a record without the register that acts state",
    ["REGISTER_STATED"],
    () => {
      const whole = statedRegister()
      return {
        ...whole,
        files: (files, recorder) => {
          whole.files?.(files, recorder)
          for (const name of ["register.jsonl", "register.txt"]) files.delete(name)
        },
      }
    },
    { short: true },
  ),
]

function stated(name: string, change: (value: string, kind: ActKind) => string | undefined): Mutant {
  return mutant(name, "REGISTER_STATED", () => statedRegister({}, change), { short: true })
}

/** What follows an observation, an incident and a complaint without following from them. */
function complaintMutants(): readonly Mutant[] {
  const observation = { type: "observation.entered", observation: 1, role: "delegate", text: "The seals are whole" }
  const incident = { type: "incident.opened", incident: 1, title: "The site" }
  const due = "2026-11-21T12:00:00Z"
  const complaint = {
    type: "complaint.entered",
    complaint: 1,
    role: "voter",
    due,
    incident: 1,
    private: "0".repeat(64),
  }
  const answer = { type: "complaint.answered", complaint: 1, answer: 1, outcome: "upheld", act: 1, text: "It was so" }
  const sound = [observation, incident, complaint, answer]
  /** Adds entries of a member after the evening, with one of them changed, or one more. */
  const entered = (...all: readonly Told["tells"][]) =>
    told(6, (one) => [one, ...all.map((tells) => ({ tells, minute: 6, by: ["petra"] }))])
  const broken = (name: string, ...all: readonly Told["tells"][]) =>
    changed(name, "REGISTER_COMPLAINT", entered(...all))
  return [
    broken("an observation whose number was given before", ...sound, observation),
    broken("a complaint whose number leaves one out", ...sound, { ...complaint, complaint: 3 }),
    broken("a complaint about an incident that nobody entered", observation, { ...complaint, incident: 2 }),
    broken("a complaint to be answered before it was made", ...sound, {
      ...complaint,
      complaint: 2,
      due: "2026-11-20T12:00:00Z",
    }),
    broken("an answer to a complaint that nobody entered", ...sound, { ...answer, complaint: 2 }),
    broken("an answer whose number was given before", ...sound, answer),
    broken("an answer that names an incident that nobody entered", ...sound, { ...answer, answer: 2, incident: 2 }),
    broken("an answer that names an act that is not in effect", ...sound, { ...answer, answer: 2, act: 99 }),
    changed("an answer to a complaint that only the urn signed", "REGISTER_SIGNERS", {
      told: (one, i) =>
        i === 6
          ? [
              one,
              { tells: incident, minute: 6, by: ["dan"] },
              { tells: complaint, minute: 6, by: ["dan"] },
              { tells: answer, minute: 6, by: ["urn"] },
            ]
          : one,
    }),
    changed(
      "a complaint that gives a name away",
      "REGISTER_FORM",
      entered(incident, { ...complaint, name: "Jo Invented" }),
    ),
    changed(
      "an answer that says nothing",
      "REGISTER_FORM",
      entered(incident, complaint, { type: "complaint.answered", complaint: 1, answer: 1, outcome: "noted" }),
    ),
  ]
}

/** What breaks the rules by which components of the system and their versions follow each other. */
function componentMutants(): readonly Mutant[] {
  const facts = { kind: "host", place: "Toulouse, France", from: "2026-11-01T08:00:00Z", private: "0".repeat(64) }
  const added = (component: string, more: Told["tells"] = {}) => ({
    ...{ type: "component.added", component, ...facts },
    ...more,
  })
  const changed2 = (component: string, before: number, more: Told["tells"] = {}) => ({
    ...{ type: "component.changed", component, version: 2, before, ...facts },
    ...more,
  })
  /** Adds entries of a member after the evening, from entry 7 on. */
  const entered = (...all: readonly Told["tells"][]) =>
    told(6, (one) => [one, ...all.map((tells) => ({ tells, minute: 6, by: ["petra"] }))])
  const broken = (name: string, ...all: readonly Told["tells"][]) =>
    changed(name, "REGISTER_COMPONENT", entered(...all))
  return [
    broken("a component that is registered twice", added("site"), added("site")),
    broken("a version of a component that nobody registered", added("site"), changed2("mail", 7)),
    broken(
      "a version of a component that names another entry as the one before it",
      added("site"),
      changed2("site", 6),
    ),
    broken("a version of a component that leaves one out", added("site"), changed2("site", 7, { version: 3 })),
    broken(
      "a component that goes out of use before it is in use",
      added("site"),
      changed2("site", 7, { until: "2026-10-01T08:00:00Z" }),
    ),
    broken("a component that runs on one which nobody registered", added("site", { runsOn: ["web-1"] })),
    broken("a component that runs on itself", added("site"), changed2("site", 7, { runsOn: ["site"] })),
    broken(
      "a component whose operator is named though the definition says nothing of it",
      added("site", { operator: "Jo" }),
    ),
    changed("a component that gives a contact away", "REGISTER_FORM", entered(added("site", { contact: "Jo" }))),
    changed(
      "a component that nobody runs",
      "REGISTER_FORM",
      entered({ type: "component.added", component: "site", kind: "site", place: "Toulouse", from: facts.from }),
    ),
    changed(
      "a change of a component that says it is the first version",
      "REGISTER_FORM",
      entered(changed2("site", 7, { version: 1 })),
    ),
    changed(
      "a watched address that is none",
      "REGISTER_FORM",
      entered({ type: "probe.turned", url: "vote.example", state: "up", from: facts.from }),
    ),
    changed(
      "a watched address in a state that there is not",
      "REGISTER_FORM",
      entered({ type: "probe.turned", url: "https://vote.example/", state: "fine", from: facts.from }),
    ),
    changed("a component that only the urn signed", "REGISTER_SIGNERS", {
      told: (one, i) => (i === 6 ? [one, { tells: added("site"), minute: 6, by: ["urn"] }] : one),
    }),
  ]
}

/** What breaks the rules by which copies change hands, drills are numbered, and media are proved. */
function custodyMutants(): readonly Mutant[] {
  const secret = "0".repeat(64)
  const [hash, since] = [`sha256:${"1".repeat(64)}`, "2026-11-20T10:00:00Z"]
  const stick = (more: Told["tells"] = {}) => ({
    ...{ type: "custody.recorded", copy: "stick", kind: "encrypted-backup", sha256: hash, read: true, holder: "petra" },
    ...{ since, control: "authority", private: secret },
    ...more,
  })
  const handed = (more: Told["tells"] = {}) => ({
    ...{ type: "custody.transferred", copy: "stick", giver: "petra", receiver: "simon" },
    ...{ handed: "2026-11-20T11:00:00Z", control: "authority", private: secret },
    ...more,
  })
  const lost = { type: "custody.ended", copy: "stick", end: "lost", ended: "2026-11-20T11:30:00Z", private: secret }
  const drill = (number: number) => ({
    ...{ type: "drill.held", drill: number, level: "bytes", passed: true, seconds: 1, copy: hash },
    ...{ parts: ["election"], heldAt: since, private: secret },
  })
  const medium = (more: Told["tells"] = {}) => ({
    ...{ type: "medium.proven", medium: "holder", holder: "registry", proven: since, register: "6 x", private: secret },
    ...more,
  })
  /** Adds entries after the evening, from entry 7 on, which both sides of a hand-over sign. */
  const entered = (by: readonly string[], ...all: readonly Told["tells"][]) =>
    told(6, (one) => [one, ...all.map((tells) => ({ tells, minute: 6, by }))])
  const both = ["petra", "simon"]
  const broken = (name: string, ...all: readonly Told["tells"][]) =>
    changed(name, "REGISTER_CUSTODY", entered(both, ...all))
  return [
    broken("a copy that is recorded twice", stick(), stick()),
    broken("a hand-over of a copy that nobody recorded", handed()),
    broken("a hand-over by somebody who does not hold the copy", stick(), handed({ giver: "dan", receiver: "petra" })),
    broken("a hand-over to whoever holds the copy", stick(), handed({ receiver: "petra" })),
    broken("a hand-over before the copy was held", stick(), handed({ handed: "2026-11-20T09:00:00Z" })),
    broken("a hand-over of a copy that was lost", stick(), lost, handed({ handed: "2026-11-20T11:40:00Z" })),
    changed("a hand-over that one side signed", "REGISTER_CUSTODY", entered(["petra"], stick(), handed())),
    broken("a drill that leaves a number out", drill(2)),
    broken("a medium without a proof", medium()),
    broken("a medium whose proof is bound to another register", medium({ proof: "{}", register: "5 x" })),
    broken("a medium whose proof shows no key", medium({ proof: "{}" })),
    broken("a medium that opened another file of codes", medium({ medium: "officer", codes: hash })),
    changed("a copy that gives its place away", "REGISTER_FORM", entered(both, stick({ where: "The town hall" }))),
    changed(
      "a drill that tells the length of the journal",
      "REGISTER_FORM",
      entered(both, { ...drill(1), entries: 9 }),
    ),
  ]
}
