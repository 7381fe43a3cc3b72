/** Checks the entries of a register one after the other, with the keys that count at the instant of each. */
import { type ComplaintLedger, complaintLedger } from "../../complaints/ledger.ts"
import { instantText, parseInstant } from "../../core/instant.ts"
import { must } from "../../core/must.ts"
import type { LogHead } from "../../journal/log.ts"
import { parseVerifierKey } from "../../notes/key.ts"
import type { UrnKeyTerm } from "../../notes/urn-key-term.ts"
import { type RegisterOf, type SignedEntry, signedTextOf, signersOfEntry } from "../../register/entry.ts"
import { type PublishedEntry, signersNeeded } from "../../register/event.ts"
import { type GivenUpClock, mayFollow } from "../../register/order.ts"
import { isFreeKey, memberTerms, suffices, termsAfter, termsAt, type WriterTerm } from "../../register/writer.ts"
import { clockOf } from "../journal/act-entries.ts"
import type { History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"

/** What the entries so far say, and what is known from elsewhere. */
export interface EntryReading {
  readonly of: RegisterOf
  readonly givenUp: readonly GivenUpClock[]
  readonly terms: readonly WriterTerm[]
  /** The instant of the last entry, in milliseconds. */
  readonly before: number
  /** Entries by which somebody came who has not left. */
  readonly present: Set<number>
  readonly complaints: ComplaintLedger
  /** The numbers of the acts in effect, which answers to complaints may name. */
  readonly acts: ReadonlySet<number>
  /** How many entries certify or remove writers, and how many name another entry. */
  readonly writers: number
  readonly references: number
  /** The entries that count, in order: their signatures hold and are enough for their types. */
  readonly counting: SignedEntry[]
}

/** Names the place of an entry, for findings. */
export function registerPlace(number: number): string {
  return `register:${number}`
}

/** Begins with the keys of members and of the urn, as the acts in effect certify them. */
export function startReading({ created, inEffect }: History, urnKeys: readonly UrnKeyTerm[]): EntryReading {
  const acts = inEffect.flatMap(({ paper, effective }) =>
    paper === undefined || effective === undefined ? [] : [{ paper, at: effective }],
  )
  const urn = urnKeys.map(({ key }): WriterTerm => ({ id: "urn", of: "urn", key, from: 0, to: Infinity }))
  return {
    of: { uuid: created?.uuid ?? "", rehearsal: created?.rehearsal === true },
    givenUp: acts.flatMap(({ paper, at }) => {
      const clock = parseInstant(clockOf(paper) ?? "")
      return clock === undefined ? [] : [{ clock, at }]
    }),
    terms: [...memberTerms(acts.map(({ paper, at }) => ({ act: paper.act, at }))), ...urn],
    complaints: complaintLedger(),
    acts: new Set(inEffect.map(({ number }) => number)),
    ...{ before: 0, present: new Set<number>(), writers: 0, references: 0, counting: [] },
  }
}

/** Checks one entry: its instant, its signatures, and what it says of writers and of earlier entries. */
export function readEntry(
  reading: EntryReading,
  entry: PublishedEntry,
  before: LogHead,
  report: OpenReport,
): EntryReading {
  const place = registerPlace(before.size + 1)
  const at = must(parseInstant(entry.at), "instant of an entry that was read")
  const { of, givenUp, terms } = reading
  if (!mayFollow(reading.before, at, givenUp)) {
    report.fail("REGISTER_TIME", place, { at: entry.at, last: instantText(reading.before) })
  }
  const standing = termsAt(terms, at)
  const signers = signersOfEntry(signedTextOf(of, before, entry), entry.signed, standing)
  const next = { ...reading, before: at }
  if (signers === undefined) {
    report.fail("REGISTER_SIGNATURE", place, {})
    return next
  }
  const needed = signersNeeded[entry.type]
  const members = standing.filter((term) => term.of === "member").length
  if (!suffices(needed, signers, members)) {
    report.fail("REGISTER_SIGNERS", place, { type: entry.type, signed: signers.map(({ id }) => id) })
    return next
  }
  const number = before.size + 1
  reading.counting.push({ number, at, entry, signers })
  return afterEntry(next, entry, { number, at }, report)
}

/** Follows what an entry that counts says of writers and of earlier entries. */
function afterEntry(
  reading: EntryReading,
  entry: PublishedEntry,
  { number, at }: { readonly number: number; readonly at: number },
  report: OpenReport,
): EntryReading {
  const { terms, present, complaints, acts, writers, references } = reading
  const place = registerPlace(number)
  switch (entry.type) {
    case "writer.certified": {
      const key = parseVerifierKey(entry.key)
      const isFree = key !== undefined && isFreeKey(terms, entry.writer, key)
      if (!isFree) report.fail("REGISTER_WRITER", place, { writer: entry.writer, rule: "key" })
      return { ...reading, terms: isFree ? termsAfter(terms, entry, at) : terms, writers: writers + 1 }
    }
    case "writer.removed": {
      const isThere = terms.some(({ id, of }) => of === "writer" && id === entry.writer)
      if (!isThere) report.fail("REGISTER_WRITER", place, { writer: entry.writer, rule: "nobody" })
      return { ...reading, terms: termsAfter(terms, entry, at), writers: writers + 1 }
    }
    case "attendance.entered":
      present.add(number)
      return reading
    case "attendance.left": {
      if (!present.delete(entry.entered)) report.fail("REGISTER_REFERENCE", place, { entry: entry.entered })
      return { ...reading, references: references + 1 }
    }
    case "observation.entered":
    case "complaint.entered":
    case "complaint.answered": {
      const isUnknown = entry.type === "complaint.answered" && entry.act !== undefined && !acts.has(entry.act)
      const rule = complaints.take(entry, at) ?? (isUnknown ? "unknown-act" : undefined)
      const rank = entry.type === "observation.entered" ? entry.observation : entry.complaint
      if (rule !== undefined) report.fail("REGISTER_COMPLAINT", place, { rule, number: rank })
      return { ...reading, references: references + 1 }
    }
    default:
      // An incident is known from its opening on, so that a complaint may name it.
      complaints.take(entry, at)
      return reading
  }
}
