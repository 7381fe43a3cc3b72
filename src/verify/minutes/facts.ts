/** Reads what minutes tell off a record, as the checks before learned it. */
import { statementOf, statementsOf } from "../../authority/act.ts"
import type { Authority } from "../../authority/authority.ts"
import { membersOf } from "../../authority/constitution.ts"
import { lossOf } from "../../authority/lost-state.ts"
import { silencesBy } from "../../availability/entered.ts"
import { complaintsOf } from "../../complaints/fold.ts"
import { utf8Text } from "../../core/bytes.ts"
import { type Format, statedFormat } from "../../core/format.ts"
import { parseInstant } from "../../core/instant.ts"
import { must } from "../../core/must.ts"
import type { WriterRole } from "../../core/vocabulary.ts"
import { type Definition, rulesOf } from "../../definition/definition.ts"
import { type IncidentEntry, incidentsOf } from "../../incidents/fold.ts"
import { publicEntry } from "../../incidents/public-entry.ts"
import type {
  Attendance,
  MinutedAct,
  MinutedQuestion,
  MinutedSuspension,
  MinutesFacts,
  Remark,
  Reservation,
} from "../../minutes/facts.ts"
import type { MinutesNote } from "../../minutes/note.ts"
import type { SignedEntry } from "../../register/entry.ts"
import { membersAt } from "../acts/members-at.ts"
import type { ReadSuspension } from "../acts/suspensions.ts"
import type { Facts } from "../facts.ts"
import type { ActHistory, History } from "../journal/history.ts"
import { papersOf } from "../source/papers.ts"

/** What only the authority knows of an entry of the register: its private part, by the number of the entry. */
export type PrivateParts = ReadonlyMap<number, Readonly<Record<string, string>>>

/**
 * Gathers what the minutes of a record tell. Acts and members are those up to the result, and the register is as long as
 * the note says.
 *
 * @param privates - for the full version; a record has none of it
 * @returns `undefined` where the record has no result, or one that could not be read
 */
export function minutesFacts(
  facts: Facts,
  { drawn, register }: Pick<MinutesNote, "drawn" | "register">,
  privates: PrivateParts = new Map(),
): MinutesFacts | undefined {
  const { journal, definition, archive, setup, votes } = facts
  const { created, roll, frozen, tallied, opened, closes } = journal?.history ?? {}
  const result = archive?.result
  if (journal === undefined || definition === undefined || setup === undefined || votes === undefined) return undefined
  if (created === undefined || roll === undefined || frozen === undefined || tallied === undefined) return undefined
  if (opened === undefined || closes === undefined || result === undefined) return undefined
  const { history } = journal
  const acts = actsUpToResult(history)
  const entries = register === "altered" ? [] : (facts.register ?? []).filter(({ number }) => number <= register.size)
  return {
    ...{ uuid: created.uuid, name: definition.name, authority: definition.authority.name },
    ...{ rehearsal: created.rehearsal, locale: definition.locale, timezone: definition.timezone, drawn },
    members: membersAtResult(history).map(({ id, name, role }) => ({ id, name, role })),
    registered: roll.eligible,
    acts: acts.map((act) => minutedAct(act, namesOf(acts))),
    urgent: (facts.suspensions ?? []).map(minutedSuspension),
    reservations: reservationsOf(facts, acts),
    ...{ opened, closes, frozen: frozen.instant },
    counts: history.counted.map(({ event }) => ({ at: instantOf(event.at), voters: event.voters })),
    ballots: { accepted: tallied.ballots, counted: tallied.counted, grace: frozen.event.grace },
    weight: BigInt(tallied.weight),
    weighted: definition.roll.weight !== null,
    questions: questionsOf(definition, votes, statedFormat(created)),
    attendance: attendanceOf(entries, privates),
    remarks: remarksOf(entries, privates, namesOf(acts)),
    ...complaintsIn(entries, privates),
    notices: entries.flatMap(({ entry, at }) => (entry.type === "notice.issued" ? [{ number: entry.number, at }] : [])),
    incidents: incidentsOf(entries.flatMap((entry) => incidentEntry(entry, privates) ?? [])),
    silences: register === "altered" ? new Map() : silencesBy(entries, register.size),
    result: { height: result.height, hash: result.hash },
    register,
  }
}

function actsUpToResult({ inEffect, resultEntry = 0 }: History): readonly ActHistory[] {
  return inEffect.filter(({ entry = Infinity }) => entry <= resultEntry)
}

/** Returns the members of the authority when the result was there, with their keys. */
export function membersAtResult(history: History): Authority["members"] {
  return membersAt(history, history.resultEntry ?? 0)
}

type Names = ReadonlyMap<string, string>

/** Names everybody who was a member by then, by identifiers. */
function namesOf(acts: readonly ActHistory[]): Names {
  const members = acts.flatMap(({ paper }) => (paper === undefined ? [] : (membersOf(paper.act) ?? [])))
  return new Map(members.map(({ id, name }) => [id, name]))
}

function minutedAct({ number, kind, effective, entry = 0, signed, paper }: ActHistory, names: Names): MinutedAct {
  const closes = kind === "extend" && paper !== undefined ? statementOf(paper.act, "closes") : undefined
  return {
    ...{ number, kind, at: effective ?? 0, entry },
    signers: [...signed].map((id) => names.get(id) ?? id),
    reason: paper === undefined ? undefined : statementOf(paper.act, "reason"),
    closes: closes === undefined ? undefined : parseInstant(closes),
    kept: paper === undefined ? undefined : lossOf(paper.act).kept?.size,
    missing: kind === "close" && paper !== undefined ? statementsOf(paper.act, "missing") : [],
  }
}

function minutedSuspension({ recorded, suspension, signers = [] }: ReadSuspension): MinutedSuspension {
  const { number, until, reason } = suspension
  return {
    ...{ number, at: recorded.instant, entry: recorded.entry, until, reason },
    signers: signers.map(({ name }) => name),
  }
}

/** Reads the notes of reservations, refusals and absences about these acts, which other checks compare with the journal. */
function reservationsOf({ papers }: Facts, acts: readonly ActHistory[]): readonly Reservation[] {
  if (papers === undefined) return []
  const names = namesOf(acts)
  const numbers = new Set(acts.map(({ number }) => number))
  return papersOf(papers, "answer").flatMap(({ file: { act, member, answer }, bytes }) => {
    const [, text] = /\ntext ([^\n]+)\n\n/.exec(utf8Text(bytes) ?? "") ?? []
    if (text === undefined || !numbers.has(act)) return []
    return [{ act, member: names.get(member) ?? member, kind: answer, text }]
  })
}

function questionsOf(
  definition: Definition,
  votes: NonNullable<Facts["votes"]>,
  format: Format,
): readonly MinutedQuestion[] {
  const rules = rulesOf(definition, format)
  return definition.questions.map(({ question, answers, blank }, index) => {
    const row = votes[index] ?? []
    const [blanks, chosen] = blank ? [row[0] ?? 0n, row.slice(1)] : [null, row]
    return {
      question,
      answers: answers.map((answer, place) => ({ answer, votes: chosen[place] ?? 0n })),
      blank: blanks,
      rule: rules[index],
    }
  })
}

function attendanceOf(entries: readonly SignedEntry[], privates: PrivateParts): readonly Attendance[] {
  const left = new Map(
    entries.flatMap(({ entry, at }) => (entry.type === "attendance.left" ? [[entry.entered, at] as const] : [])),
  )
  return entries.flatMap(({ number, at, entry }) => {
    if (entry.type !== "attendance.entered") return []
    const name = privates.get(number)?.["name"]
    return [{ role: entry.role, from: at, until: left.get(number), ...(name === undefined ? {} : { name }) }]
  })
}

/**
 * Lists the lines of the log book that may be read: those that are public, and the others for the full version. Members
 * are named; the names of other writers are private, so their identifiers stand for them.
 */
function remarksOf(entries: readonly SignedEntry[], privates: PrivateParts, names: Names): readonly Remark[] {
  const parts = new Map<string, WriterRole>()
  return entries.flatMap(({ number, at, entry, signers }): readonly Remark[] => {
    if (entry.type === "writer.certified") parts.set(entry.writer, entry.role)
    if (entry.type !== "log.noted") return []
    const text = entry.text ?? privates.get(number)?.["text"]
    const writer = signers.find(({ of }) => of !== "urn")
    if (text === undefined || writer === undefined) return []
    return writer.of === "member"
      ? [{ at, text, writer: names.get(writer.id) ?? writer.id, of: "member" }]
      : [{ at, text, writer: writer.id, of: parts.get(writer.id) ?? "observer" }]
  })
}

/** Reads observations and complaints, with what is private of them where that is known. */
function complaintsIn(
  entries: readonly SignedEntry[],
  privates: PrivateParts,
): Pick<MinutesFacts, "observations" | "complaints"> {
  const told = complaintsOf(entries)
  const textOf = ({ entry, text }: { readonly entry: number; readonly text: string | undefined }) =>
    text ?? privates.get(entry)?.["text"]
  const nameOf = ({ entry }: { readonly entry: number }) => privates.get(entry)?.["name"]
  return {
    observations: told.observations.map((one) => {
      const { number, at, role } = one
      return { number, at, role, name: nameOf(one), text: textOf(one) }
    }),
    complaints: told.complaints.map((one) => {
      const { number, at, role, due } = one
      const answers = one.answers.map((answer) => {
        const { outcome, act } = answer
        return { at: answer.at, outcome, act, text: textOf(answer) }
      })
      return { number, at, role, due, answers, name: nameOf(one), text: textOf(one) }
    }),
  }
}

/** Reads what an entry tells of an incident or an intervention, with what is private of it where that is known. */
function incidentEntry(entry: SignedEntry, privates: PrivateParts): IncidentEntry | undefined {
  const told = publicEntry(entry)
  const content = privates.get(entry.number)
  if (told === undefined || content === undefined) return told
  return { ...told, event: { ...told.event, private: content } as IncidentEntry["event"] }
}

function instantOf(text: string): number {
  return must(parseInstant(text), "instant of an entry that was read")
}
