/** Folds what is asked, poll by poll, into the few entries that the register needs. */
import { instantText } from "../core/instant.ts"
import type { ProbeState } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"
import type { ProbeEvent } from "../register/probe-event.ts"
import { stateOf, type WatchedPage } from "./fold.ts"
import { type Probe, watchRule } from "./probe.ts"

/** How far watching an address has come. Instants are milliseconds. */
export interface Course {
  readonly url: string
  /** The state that the register tells. */
  readonly state: ProbeState
  /** What was served, where that is another page than it should be. */
  readonly served: Sha256 | undefined
  /** A state that has to be seen again before it is entered. */
  readonly pending: { readonly state: ProbeState; readonly from: number; readonly times: number } | undefined
  /** When it was last asked. */
  readonly asked: number | undefined
  /** What came of all questions that no entry tells of yet. */
  readonly window: Window | undefined
  readonly endings: readonly Sha256[]
  readonly totals: Pick<Window, "polls" | "failed" | "slowest">
}

interface Window {
  readonly from: number
  readonly to: number
  readonly polls: number
  readonly failed: number
  readonly slowest: number
}

/** What the course was, and what has to be entered. */
export interface Step {
  readonly course: Course
  readonly events: readonly ProbeEvent[]
}

/** Why watching ended. */
export type WatchEnd = "once" | "until" | "frozen" | "cancelled"

/** What watching came to. */
export interface Watched {
  readonly ended: WatchEnd
  readonly courses: readonly Course[]
  /** How many entries were made, and the incidents that were opened. */
  readonly entries: number
  readonly incidents: readonly number[]
}

/** Where certificates may not end before: the close of the vote, in milliseconds. */
export interface Watch {
  readonly every: number
  readonly closes: number
  /** Whether nobody goes on asking: then only what is another than before is entered. */
  readonly once: boolean
}

/** Begins to watch. If somebody watched before and did not say when they ended, they ended when they last asked. */
export function beginCourse(url: string, page: WatchedPage | undefined, { once }: Watch): Step {
  const known = stateOf(page)
  const left = !once && known !== "unwatched" && page?.seen !== undefined ? page.seen : undefined
  const course: Course = {
    ...{ url, pending: undefined, asked: undefined, window: undefined, endings: page?.endings ?? [] },
    state: left === undefined ? known : "unwatched",
    served: page?.turns.at(-1)?.event.sha256,
    totals: { polls: 0, failed: 0, slowest: 0 },
  }
  return { course, events: left === undefined ? [] : [unwatched(url, left)] }
}

/** How long nobody may ask before it counts as not watched. */
function gapAfter(every: number): number {
  return Math.max(3 * every, every + 60_000)
}

/** Takes in one answer. @param at - when it was asked for, in milliseconds */
export function stepCourse(before: Course, probe: Probe, at: number, watch: Watch): Step {
  const { asked } = before
  const isGap = asked !== undefined && Math.abs(at - asked) > gapAfter(watch.every)
  const broken = isGap ? endCourse(before) : { course: before, events: [] }
  const turned = turn(broken.course, probe, at)
  const counted = { ...turned.course, ...counts(turned.course, probe, at), asked: at }
  const due = watch.once ? { course: counted, events: [] } : summed(counted, at)
  const ending = certificateEvents(due.course, probe, at, watch)
  const course = { ...due.course, endings: [...due.course.endings, ...ending.map(({ sha256 }) => sha256)] }
  return { course, events: [...broken.events, ...turned.events, ...due.events, ...ending] }
}

/** Ends watching, or the part of it before a time in which nobody asked. */
export function endCourse(course: Course): Step {
  const { url, asked, window } = course
  if (asked === undefined) return { course, events: [] }
  const summary = window === undefined ? [] : [seen(url, window)]
  const rest = { ...course, window: undefined, pending: undefined, asked: undefined }
  if (course.state === "unwatched") return { course: rest, events: summary }
  return { course: { ...rest, state: "unwatched" }, events: [...summary, unwatched(url, asked)] }
}

/** States that one answer does not make: a single failure, or a single slow answer, happens to every address. */
const doubted: readonly ProbeState[] = ["down", "slow"]

function turn(course: Course, { state, answered, failure, sha256 }: Probe, at: number): Step {
  const { pending, url } = course
  const served = state === "changed" ? sha256 : undefined
  if (state === course.state && (state !== "changed" || served === course.served)) {
    return { course: { ...course, pending: undefined }, events: [] }
  }
  const isSame = pending?.state === state
  const next = { state, from: isSame ? pending.from : at, times: isSame ? pending.times + 1 : 1 }
  if (doubted.includes(state) && next.times < watchRule.failures) {
    return { course: { ...course, pending: next }, events: [] }
  }
  const event: ProbeEvent = {
    ...{ type: "probe.turned", url, state, from: instantText(next.from) },
    ...(answered === undefined ? {} : { answered }),
    ...(failure === undefined ? {} : { failure }),
    ...(served === undefined ? {} : { sha256: served }),
  }
  return { course: { ...course, state, served, pending: undefined }, events: [event] }
}

function counts(
  { window, totals }: Course,
  { state, milliseconds }: Probe,
  at: number,
): Pick<Course, "window" | "totals"> {
  const failed = state === "down" ? 1 : 0
  const slowest = state === "down" ? 0 : milliseconds
  const { from, ...before } = window ?? { from: at, polls: 0, failed: 0, slowest: 0 }
  const add = (to: Course["totals"]) => ({
    ...{ polls: to.polls + 1, failed: to.failed + failed, slowest: Math.max(to.slowest, slowest) },
  })
  return { window: { from, to: at, ...add(before) }, totals: add(totals) }
}

/** Enters what came of all questions, once enough time has passed. */
function summed(course: Course, at: number): Step {
  const { window, state, url } = course
  const after = state === "down" ? watchRule.summaryDown : watchRule.summary
  if (window === undefined || at - window.from < after) return { course, events: [] }
  return { course: { ...course, window: undefined }, events: [seen(url, window)] }
}

function certificateEvents({ url, endings }: Course, { certificate }: Probe, at: number, { closes }: Watch) {
  if (certificate === undefined) return []
  const { until, sha256: digits } = certificate
  const sha256: Sha256 = `sha256:${digits}`
  if (!isEnding(until, at, closes) || endings.includes(sha256)) return []
  return [{ type: "certificate.ending" as const, url, until: instantText(until), sha256 }]
}

/** Whether a certificate that ends then ends before the vote does, or soon. Instants are milliseconds. */
export function isEnding(until: number, now: number, closes: number): boolean {
  return until < Math.max(closes, now + watchRule.certificate)
}

function seen(url: string, { from, to, ...rest }: Window): ProbeEvent {
  return { type: "probe.seen", url, from: instantText(from), to: instantText(to), ...rest }
}

function unwatched(url: string, from: number): ProbeEvent {
  return { type: "probe.turned", url, state: "unwatched", from: instantText(from) }
}
