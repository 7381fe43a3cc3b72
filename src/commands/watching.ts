import { UrneError } from "../core/error.ts"
import { isBeyond } from "../core/vocabulary.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import type { SigningKey } from "../notes/key.ts"
import type { ProbeEvent } from "../register/probe-event.ts"
import { certificateText, probeText, turnText } from "../screens/watch.ts"
import type { Course, Step, Watch, Watched, WatchEnd } from "../watch/course.ts"
import type { WatchedPage } from "../watch/fold.ts"
import type { Probe } from "../watch/probe.ts"
import type { App, Visit } from "./app.ts"

export interface WatchSettings {
  readonly urls: readonly string[]
  readonly key: SigningKey
  /** Milliseconds between two questions to an address. */
  readonly every: number
  /** Milliseconds. */
  readonly until: number | undefined
  readonly once: boolean
  readonly silent: boolean
}

/** What the election file says each time that it is looked at. */
interface Look {
  readonly isOver: boolean
  /** The hour of closing, in milliseconds. */
  readonly closes: number
  readonly pages: ReadonlyMap<string, WatchedPage>
}

/** Asks all addresses in turns. The election file is open only while something is read or entered. */
export class Watching {
  private courses: readonly Course[] = []
  private entries = 0
  private incidents: readonly number[] = []
  private readonly app: App
  private readonly visit: Visit
  private readonly session: Session
  private readonly settings: WatchSettings

  constructor(app: App, visit: Visit, session: Session, settings: WatchSettings) {
    this.app = app
    this.visit = visit
    this.session = session
    this.settings = settings
  }

  async run(): Promise<Watched> {
    const { once } = this.settings
    await this.begin()
    const ended = await this.ask()
    if (!once) await this.end()
    return { ended, courses: this.courses, entries: this.entries, incidents: this.incidents }
  }

  private async begin(): Promise<void> {
    const { beginCourse } = await import("../watch/course.ts")
    const { recordedPages } = await import("../watch/queries.ts")
    const pages = await this.look(({ file }) => recordedPages(file))
    await this.take(this.settings.urls.map((url) => beginCourse(url, pages.get(url), this.watch(0))))
  }

  private async ask(): Promise<WatchEnd> {
    const { once, every, until } = this.settings
    const end = until ?? Infinity
    const { io } = this.app
    for (let turn = 0; ; turn++) {
      if (this.isCancelled()) return "cancelled"
      const look = await this.look((session) => lookAt(session))
      if (look.isOver) return "frozen"
      if (io.now() >= end) return "until"
      const began = io.now()
      await this.poll(look, turn === 0)
      if (once) {
        // Whether one answer was an accident, a second one tells.
        if (this.courses.some(({ pending }) => pending !== undefined)) await this.poll(look, false)
        return this.isCancelled() ? "cancelled" : "once"
      }
      await io.pause(Math.max(0, Math.min(began + every, end) - io.now()))
    }
  }

  /** Asks all addresses at once: one that is slow or gone holds up no other. */
  private async poll({ closes, pages }: Look, isFirst: boolean): Promise<void> {
    const { stepCourse } = await import("../watch/course.ts")
    const { isBrokenOff, judgeProbe, watchRule } = await import("../watch/probe.ts")
    const { referencesOf } = await import("../watch/queries.ts")
    const { network } = this.session.world
    const { timeout, mostBytes } = watchRule
    const steps = await Promise.all(
      this.courses.map(async (course): Promise<Step> => {
        const { url } = course
        const at = this.app.io.now()
        const answer = await network.request(url, { timeout, mostBytes })
        if (isBrokenOff(answer)) return { course, events: [] }
        const references = referencesOf(pages.get(url))
        const probe = judgeProbe(answer, references)
        if (isFirst) await this.tellFirst(url, probe, references.length, closes)
        return stepCourse(course, probe, at, this.watch(closes))
      }),
    )
    await this.take(steps)
  }

  private async end(): Promise<void> {
    const { endCourse } = await import("../watch/course.ts")
    await this.take(this.courses.map((course) => endCourse(course)))
  }

  /** Enters what the steps ask for, in one transaction, and keeps how far they came. */
  private async take(steps: readonly Step[]): Promise<void> {
    const events = steps.flatMap((step) => step.events)
    if (events.length > 0) {
      const { enterProbes } = await import("../watch/operations.ts")
      const { entries, incidents } = await this.look(({ file, world }) =>
        enterProbes(file, events, this.settings.key, world),
      )
      this.entries += entries.length
      this.incidents = [...this.incidents, ...incidents]
      this.tell(events, incidents)
    }
    this.courses = steps.map(({ course }) => course)
  }

  private watch(closes: number): Watch {
    return { every: this.settings.every, once: this.settings.once, closes }
  }

  private tell(events: readonly ProbeEvent[], incidents: readonly number[]): void {
    const { silent } = this.settings
    if (silent) return
    const screen = { ...this.session.screen, zone: this.app.zone }
    for (const event of events) {
      const said = turnText(event, screen)
      if (said !== undefined) this.session.show(`${said}\n`)
    }
    for (const number of incidents) this.session.show(`${this.app.labels.watch.incident(number)}\n`)
  }

  private async tellFirst(url: string, probe: Probe, references: number, closes: number): Promise<void> {
    if (this.settings.silent) return
    const screen = { ...this.session.screen, zone: this.app.zone }
    const { isEnding } = await import("../watch/course.ts")
    this.session.show(`${probeText(url, probe, references, screen)}\n`)
    const ending = probe.certificate
    if (ending !== undefined && isEnding(ending.until, this.app.io.now(), closes)) {
      this.session.show(`${certificateText(url, ending.until, screen)}\n`)
    }
  }

  private isCancelled(): boolean {
    return this.app.io.signal.aborted
  }

  /** Opens the file for one step, again and again while another command holds it. */
  private async look<T>(step: (session: ElectionSession) => T | Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await this.visit(step)
      } catch (error) {
        if (!(error instanceof UrneError) || error.code !== "busy" || this.isCancelled()) throw error
        await this.app.io.pause(1000)
      }
    }
  }
}

async function lookAt({ file, world }: ElectionSession): Promise<Look> {
  const { currentPhase } = await import("../journal/operations.ts")
  const { voteHours } = await import("../availability/hours-queries.ts")
  const { recordedPages } = await import("../watch/queries.ts")
  // Nobody votes any more once the urn is frozen, and nothing is left to watch.
  const isOver = isBeyond(currentPhase(file.journal, world.now()), ["closed"])
  return { isOver, closes: voteHours(file).promised.to, pages: recordedPages(file) }
}
