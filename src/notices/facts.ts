/** All that a notice says, computed from what was published before it. `verify` makes the same of a record. */
import { type EnteredSilence, silencesBy } from "../availability/entered.ts"
import { type HoursOffered, hoursOffered } from "../availability/hours.ts"
import { intersection } from "../availability/spans.ts"
import type { Definition } from "../definition/definition.ts"
import { type IncidentEntry, incidentsOf } from "../incidents/fold.ts"
import type { Incident } from "../incidents/incident.ts"
import { type Outage, outagesOf } from "../incidents/outages.ts"
import type { SignedEntry } from "../register/entry.ts"
import type { Notice } from "./notice.ts"
import { type Told, type ToldEntry, toldOf } from "./told.ts"

/** A notice that was issued before. */
export interface EarlierNotice {
  readonly notice: Notice
  /** The text of the note, without its signatures. */
  readonly text: string
}

/** What notices are made of. */
export interface NoticeGround {
  readonly definition: Definition
  /** In the order of the journal. */
  readonly told: readonly ToldEntry[]
  /** The public entries about incidents, in the order of the register. */
  readonly incidents: readonly IncidentEntry[]
  /** The entries of the register, of which the figures of apparent interruptions are told. */
  readonly register: readonly Pick<SignedEntry, "number" | "entry">[]
  /** Those that were issued, by their numbers. */
  readonly earlier: ReadonlyMap<number, EarlierNotice>
  /** How many voted, of the frozen urn. */
  readonly finalVoters: number | undefined
}

export interface NoticeFacts {
  readonly notice: Notice
  readonly definition: Definition
  readonly told: Told
  readonly hours: HoursOffered
  /** Interruptions that people declared, of the hours promised so far. */
  readonly outages: readonly Outage[]
  readonly turnout: {
    readonly registered: number | undefined
    /** Of the frozen urn, or as it was counted last; none before anything was published. */
    readonly voters: number | undefined
    readonly at: number | undefined
    readonly isFinal: boolean
    /** The number of the notice that gave the same count. */
    readonly sameAs: number | undefined
  }
  /** Those that are open, and those that were closed since the notice before. */
  readonly incidents: readonly Incident[]
  readonly cited: readonly Incident[]
  /** The apparent interruptions of the register, by their numbers. */
  readonly silences: ReadonlyMap<number, EnteredSilence>
  readonly due: {
    readonly answered: DueNotice | undefined
    /** Those that were due before it, and did not appear. */
    readonly missing: readonly DueNotice[]
    readonly next: DueNotice | undefined
  }
  /** The lines that this notice corrects, as they stood there. */
  readonly corrected: readonly { readonly notice: number; readonly line: number; readonly said: string }[]
}

/** An instant of the definition at which a notice is due. */
export interface DueNotice {
  /** From 1 on. */
  readonly number: number
  /** Milliseconds. */
  readonly at: number
}

function dueNotices({ publish }: Definition): readonly DueNotice[] {
  return publish.turnout.due.map((at, i) => ({ number: i + 1, at }))
}

/** Lists the instants up to this one that none of these notices answered. */
export function unanswered(
  definition: Definition,
  earlier: Iterable<Pick<Notice, "answers">>,
  at: number,
): readonly DueNotice[] {
  const answered = new Set([...earlier].flatMap(({ answers }) => answers))
  return dueNotices(definition).filter((due) => due.at <= at && !answered.has(due.number))
}

/**
 * Computes what a notice says. `undefined` where the record lacks what it needs: the notice before it, a line or an incident
 * that it names, or how many voted of the frozen urn.
 */
export function noticeFacts(ground: NoticeGround, notice: Notice): NoticeFacts | undefined {
  const { definition, finalVoters } = ground
  const { number, at, journal, register, answers, corrects, cites } = notice
  const before = ground.earlier.get(number - 1)?.notice
  if (before === undefined && number > 1) return undefined
  const told = toldOf(
    ground.told.filter((entry) => entry.number <= journal.size),
    definition,
    at,
  )
  const { incidents } = incidentsOf(ground.incidents.filter((entry) => entry.number <= register.size))
  const lost = outagesOf(incidents, at)
  const hours = hoursOffered(
    told.hours,
    {
      "apparent-interruption": { undecidable: "no-arrivals" },
      "failed-probe": { undecidable: "no-probes" },
      "declared-outage": { spans: lost },
    },
    at,
  )
  const sofar = { from: hours.promised.from, to: hours.until }
  const cited = cites.flatMap((cite) => incidents.find((one) => one.number === cite) ?? [])
  const corrected = corrects.flatMap(({ notice: wrong, line }) => {
    const said = wrong < number ? ground.earlier.get(wrong)?.text.split("\n")[line - 1] : undefined
    return said === undefined || said === "" ? [] : [{ notice: wrong, line, said }]
  })
  if (cited.length < cites.length || corrected.length < corrects.length) return undefined
  const { frozen, counted, registered } = told
  if (frozen !== undefined && finalVoters === undefined) return undefined
  const all = dueNotices(definition)
  return {
    ...{ notice, definition, told, hours, cited, corrected },
    outages: lost.filter((outage) => intersection([sofar], [outage]).length > 0),
    turnout: {
      registered,
      voters: frozen === undefined ? counted?.voters : finalVoters,
      at: frozen?.at ?? counted?.at,
      isFinal: frozen !== undefined,
      sameAs:
        before !== undefined && counted !== undefined && counted.number <= before.journal.size ? number - 1 : undefined,
    },
    silences: silencesBy(ground.register, register.size),
    incidents: incidents.filter(({ state, turns }) => {
      return state === "open" || (turns.at(-1)?.entry ?? 0) > (before?.register.size ?? 0)
    }),
    due: {
      answered: all.find((due) => due.number === answers.at(-1)),
      missing: all.filter((due) => answers.slice(0, -1).includes(due.number)),
      next: all.find((due) => due.at > at),
    },
  }
}
