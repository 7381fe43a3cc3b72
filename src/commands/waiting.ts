import type { Command } from "commander"
import type { ActProgress } from "../authority/act-queries.ts"
import { isCancelled } from "../core/cancellation.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import { formatInstant } from "../language/language.ts"
import type { Decided } from "../screens/urn-reports.ts"
import { type ClockJump, countDown } from "../terminal/countdown.ts"
import { warningsText } from "../terminal/refusal.ts"
import type { Awaited } from "../urn/awaited-queries.ts"
import { type App, globalsOf, type Rendering, type Visit } from "./app.ts"

/** How often the election file is read while the program waits for an hour, in milliseconds: acts may move the hour. */
const lookEvery = 20_000

/** An hour to wait for, and what to do at it. Each step opens the election file and leaves it to others again. */
export interface Waited<Done> {
  /** @param decided - whether the act was decided here */
  readonly awaited: (session: ElectionSession, decided: boolean) => Promise<Awaited>
  /** Has the act decided if it is not. If there is a report afterwards, what was due is done already. */
  readonly decide: (session: ElectionSession) => Promise<Decided<Done>>
  /** Does what is due. If it was done in the meantime, it returns the same. */
  readonly act: (session: ElectionSession) => Promise<Done>
}

/**
 * Waits for the hour and does what is due then. The file is closed during the wait, so other commands can work on it;
 * what they decide is followed. If the decision lacks signatures, the wait ends with what there is.
 *
 * @throws UrneError `annulled-meanwhile`, `clock-jumped`, `wait-cancelled`, and what the steps throw
 */
export async function onElectionWaiting<Done extends { readonly report: unknown }>(
  app: App,
  command: Command,
  waited: Waited<Done>,
  rendering: Rendering<Decided<Done>>,
): Promise<void> {
  if (globalsOf(command).at !== undefined) throw new UrneError("options-exclude", { option: "--at", other: "--wait" })
  await loadParts()
  await app.onElectionInVisits(
    command,
    async (visit, session) => {
      const waiting = new Waiting(app, command, visit, session)
      try {
        return await waiting.run(waited)
      } catch (error) {
        if (isCancelled(error) && waiting.began) throw new UrneError("wait-cancelled", {}, { cause: error })
        throw error
      }
    },
    rendering,
  )
}

class Waiting {
  /** Whether the wait has begun, so that Ctrl-C ends it and not a question. */
  began = false
  private said = ""
  /** The number of the due notice that was last told of. */
  private toldOfNotice = 0
  private jump: ClockJump | undefined
  private readonly app: App
  private readonly visit: Visit
  private readonly session: Session
  private readonly silent: boolean
  private readonly sure: boolean

  constructor(app: App, command: Command, visit: Visit, session: Session) {
    const { quiet, json, clockIsRight } = globalsOf(command)
    this.app = app
    this.visit = visit
    this.session = session
    this.silent = quiet === true || json === true
    this.sure = clockIsRight === true
  }

  async run<Done extends { readonly report: unknown }>({ awaited, decide, act }: Waited<Done>): Promise<Decided<Done>> {
    let decision: ActProgress | undefined
    const look = () =>
      this.look(async (session) => {
        if (this.began) await this.tellOfNotice(session)
        return awaited(session, decision !== undefined)
      })
    for (;;) {
      const next = await look()
      const dueByJump = this.jump !== undefined && next.state !== "hour" && next.state !== "annulled"
      if (dueByJump) await this.confirmClock()
      this.jump = undefined
      switch (next.state) {
        case "annulled":
          throw new UrneError("annulled-meanwhile", {})
        case "decision": {
          if (this.began) this.ring()
          const decided = await this.look(decide)
          decision = decided.decision
          if (decided.report !== undefined || (await look()).state === "decision") return decided
          break
        }
        case "due": {
          const done = await this.look(act)
          if (this.began) this.ring()
          return { decision, ...done }
        }
        default:
          if (!this.began) await this.look((session) => this.warnOfUrnKey(session))
          await this.passTime(next)
      }
    }
  }

  /**
   * Opens the file for one step. Once the wait has begun, the step is tried again while another command holds the file.
   */
  private async look<T>(step: (session: ElectionSession) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await this.visit(step)
      } catch (error) {
        const isBusy = error instanceof UrneError && error.code === "busy"
        if (!isBusy || !this.began) throw error
        await this.app.io.pause(1000)
        if (this.app.io.signal.aborted) throw new UrneError("cancelled", {}, { cause: error })
      }
    }
  }

  private async passTime(next: Extract<Awaited, { readonly state: "hour" | "batches" }>): Promise<void> {
    const { io, labels, language } = this.app
    const { waiting } = labels.urn
    const zone = this.app.zone ?? "UTC"
    const said =
      next.state === "batches"
        ? waiting.batches(next.batches.join(", "))
        : `${waiting.hours[next.of](formatInstant(next.hour, zone, language))}${next.suspended ? ` ${waiting.suspended}` : ""}`
    // It is printed again if an act moved the hour, or if the vote was suspended.
    if (said !== this.said) this.say(this.said === "" ? `${said} ${waiting.howToEnd}` : said)
    this.said = said
    this.began = true
    this.jump = await countDown(io, next.state === "hour" ? next.hour : undefined, lookEvery, {
      ...{ output: io.err, silent: this.silent },
      text: waiting.left,
    })
    if (this.jump === undefined) return
    const spoken = (instant: number) => formatInstant(instant, zone, language)
    this.say(waiting.jumped(spoken(this.jump.before), spoken(this.jump.now)))
  }

  /** An hour that came only because the clock jumped is not believed until somebody looks at another clock. */
  private async confirmClock(): Promise<void> {
    if (this.jump === undefined || this.sure) return
    const { prompt } = this.session
    const { before, now } = this.jump
    if (!prompt.interactive) {
      throw new UrneError("clock-jumped", { before: instantText(before), now: instantText(now) })
    }
    this.ring()
    const { waiting } = this.app.labels.urn
    const spoken = formatInstant(now, this.app.zone ?? "UTC", this.app.language)
    await prompt.confirm(waiting.confirmClock(spoken), waiting.clockWord)
  }

  /** Warns before the wait, and not only at the hour, that this machine lacks the key that signs what happens then. */
  private async warnOfUrnKey({ urnKey, screen, show }: ElectionSession): Promise<void> {
    try {
      await urnKey()
    } catch (error) {
      if (!(error instanceof UrneError)) throw error
      show(warningsText([error as UrneError], this.app.catalogue, screen).join(""))
    }
  }

  /** Rings once for each notice that is due while somebody waits here. What is wrong with notices holds up nothing. */
  private async tellOfNotice({ file, world }: ElectionSession): Promise<void> {
    const { noticesNow } = await import("../guide/notice-queries.ts")
    const found = noticesNow(file, world.now())
    if ("code" in found || found.due === undefined || found.due.number <= this.toldOfNotice) return
    const { number, at } = found.due
    this.toldOfNotice = number
    const { labels, language, zone = "UTC" } = this.app
    this.say(labels.notices.dueNow(number, formatInstant(at, zone, language)))
    this.ring()
  }

  private say(text: string): void {
    if (!this.silent) this.session.show(`${text}\n`)
  }

  private ring(): void {
    const { err } = this.app.io
    if (err.terminal && !this.silent) err.write("\u0007")
  }
}

/**
 * Loads what the hour will need. Somebody may install another version during the wait, and then the files of this one
 * are gone.
 */
function loadParts(): Promise<unknown> {
  return Promise.all([
    import("../authority/decision-operations.ts"),
    import("../authority/urn-key-queries.ts"),
    import("../custody/decrypted.ts"),
    import("../election/lifecycle.ts"),
    import("../guide/notice-queries.ts"),
    import("../journal/checkpoint-operations.ts"),
    import("../journal/machine-memory.ts"),
    import("../journal/urn-key-search.ts"),
    import("../urn/freeze-operations.ts"),
    import("../urn/open-operations.ts"),
  ])
}
