/** Opens the urn at its hour, with the zero report. */
import { currentAuthority } from "../authority/act-queries.ts"
import { type Act, type Statement, statementOf } from "../authority/act.ts"
import { effectiveActs } from "../authority/proven-acts.ts"
import { UrneError } from "../core/error.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import type { Role } from "../core/vocabulary.ts"
import { append, lastEntry, requirePhase } from "../journal/operations.ts"
import type { Store } from "../store/store.ts"
import { sealedElection } from "./archive-queries.ts"
import { type HoursFile, openStatements } from "./hours-queries.ts"

export interface OpeningFile extends HoursFile {
  readonly store: Store
}

/** A member of the authority, as the line under a report names them. */
export interface Signatory {
  readonly name: string
  readonly role: Role
}

/** Lists the members whose signature counts now. */
export function signatories(file: Pick<OpeningFile, "authority" | "journal">): readonly Signatory[] {
  return currentAuthority(file)?.members.map(({ name, role }) => ({ name, role })) ?? []
}

/** What is read aloud before the first voter: the urn is open, and empty. */
export interface ZeroReport {
  readonly uuid: string
  readonly name: string
  readonly opened: string
  readonly opens: string
  readonly closes: string
  /** The IANA name of the zone in which the hours are read. */
  readonly timezone: string
  readonly ballots: 0
  /** Who signs the report on paper. */
  readonly members: readonly Signatory[]
  /** φ of the sealed election. */
  readonly electionFingerprint: string
  /** The height of the archive's last event, which is its setup. */
  readonly height: number
  readonly head: string
  /** The journal entry that records the opening. */
  readonly entry: number
}

/**
 * Records that the urn is open, at or after the hour that the act `open` fixes and before any ballot. When called
 * again, it returns the same report.
 *
 * @param now - in milliseconds
 * @throws UrneError `wrong-phase`, `act-needed`, `not-before`, `opening-missed`
 */
export function openUrn(file: OpeningFile, now: number): ZeroReport {
  return file.store.write(() => {
    const { journal } = file
    if (lastEntry(journal, "urn.opened") === undefined) {
      requirePhase(journal, now, "sealed")
      const { opens, closes } = hoursOf(effectiveActs(file, "open").at(-1))
      if (now < opens) throw new UrneError("not-before", { kind: "open", hour: instantText(opens) })
      if (now >= closes) throw new UrneError("opening-missed", { closes: instantText(closes) })
      append(journal, now, { type: "urn.opened", phase: "open", closes: instantText(closes), ballots: 0 })
    }
    return zeroReport(file)
  })
}

/**
 * Requires that a vote with these hours can still be opened, before members sign for them.
 *
 * @param given - `opens` and `closes`, where they are not the definition's
 * @returns the hours that the act would state
 * @throws UrneError `wrong-phase`, `opening-missed`, `hour-refused`
 */
export function requireHoursAhead(file: OpeningFile, given: readonly Statement[], now: number): Hours {
  requirePhase(file.journal, now, "sealed")
  const stated = openStatements(file, given)
  const hour = (key: string) => parseInstant(stated.find((one) => one.key === key)?.value ?? "") ?? NaN
  const hours = { opens: hour("opens"), closes: hour("closes") }
  if (now >= hours.closes) throw new UrneError("opening-missed", { closes: instantText(hours.closes) })
  return hours
}

/** When a vote opens and closes, in milliseconds. */
export interface Hours {
  readonly opens: number
  readonly closes: number
}

/** Returns the hours that the definition, and every letter with it, promised, unless they are these. */
export function promisedInstead({ election }: Pick<OpeningFile, "election">, hours: Hours): Hours | undefined {
  const { opens, closes } = election.get().definition
  return opens === hours.opens && closes === hours.closes ? undefined : { opens, closes }
}

/** How far the opening has come: whether it is decided, and whether it is done. */
export interface Opening {
  /** The hour that the act `open` fixes; `undefined` before the act is in effect. */
  readonly opens: string | undefined
  readonly timezone: string
  /** Present once the urn is open. */
  readonly report: ZeroReport | undefined
  /** Whether the urn was already open, so that this is the same report again. */
  readonly reprint: boolean
}

/** Opens the urn if the act is in effect and its hour has come. @throws UrneError `wrong-phase`, `opening-missed` */
export function openWhenDue(file: OpeningFile, now: number): Opening {
  const act = effectiveActs(file, "open").at(-1)
  const { timezone } = file.election.get().definition
  if (act === undefined) return { opens: undefined, timezone, report: undefined, reprint: false }
  const { opens } = hoursOf(act)
  const reprint = lastEntry(file.journal, "urn.opened") !== undefined
  return { opens: instantText(opens), timezone, report: now < opens ? undefined : openUrn(file, now), reprint }
}

/**
 * Makes the report of the opening for paper, which somebody may ask for too early.
 *
 * @param now - in milliseconds
 * @throws UrneError `not-opened` if the opening is decided and not done, `act-needed` before that
 */
export function zeroReportAt(file: OpeningFile, now: number): ZeroReport {
  const act = effectiveActs(file, "open").at(-1)
  if (act !== undefined && lastEntry(file.journal, "urn.opened") === undefined) {
    const { opens } = hoursOf(act)
    throw new UrneError("not-opened", { hour: instantText(opens), due: now >= opens })
  }
  return zeroReport(file)
}

/** Makes the report of the opening. @throws UrneError `act-needed` before it */
export function zeroReport(file: OpeningFile): ZeroReport {
  const opened = lastEntry(file.journal, "urn.opened")
  const head = file.urn.eventAt(0)
  if (opened === undefined || head === undefined) throw new UrneError("act-needed", { kind: "open" })
  const { uuid, name, fingerprint } = sealedElection(file)
  const { opens } = hoursOf(effectiveActs(file, "open").at(-1))
  return {
    uuid,
    name,
    opened: opened.event.at,
    opens: instantText(opens),
    closes: opened.event.closes,
    timezone: file.election.get().definition.timezone,
    ballots: 0,
    members: signatories(file),
    electionFingerprint: fingerprint,
    height: 0,
    head: head.hash,
    entry: opened.number,
  }
}

function hoursOf(act: Act | undefined): Hours {
  const opens = parseInstant(act === undefined ? "" : (statementOf(act, "opens") ?? ""))
  const closes = parseInstant(act === undefined ? "" : (statementOf(act, "closes") ?? ""))
  if (opens === undefined || closes === undefined) throw new UrneError("act-needed", { kind: "open" })
  return { opens, closes }
}
