import type { Command } from "commander"
import type { EnterableSilences } from "../availability/queries.ts"
import type { Silence } from "../availability/silence.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { type Effect, effects } from "../core/vocabulary.ts"
import type { ElectionSession } from "../election/session.ts"
import type { Incident } from "../incidents/incident.ts"
import type { SigningKey } from "../notes/key.ts"
import type { SilenceBins } from "../register/figure-event.ts"
import type { IncidentObserved, IncidentOpened } from "../register/incident-event.ts"
import { figuresToSign } from "../screens/register.ts"
import { systemZoneOffset } from "../terminal/zone.ts"
import type { App } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"
import { enterAll, entered } from "./entering.ts"
import { choiceOf, hourIfAny, hourOf, lineIfAny, lineOf } from "./facts.ts"
import { type WritingOptions, writingOptions } from "./writing.ts"

/** The fields of an observation, as options give them. */
export interface ObservedOptions extends WritingOptions {
  readonly what?: string
  readonly from?: string
  readonly until?: string
  readonly effect?: Effect
  readonly component?: string
  readonly seenBy?: string
}

interface OpenOptions extends ObservedOptions {
  readonly title?: string
}

/** `urne incident open`: an incident begins with a first observation. */
export function openCommand(incident: Command, app: App): void {
  const { commands, options, ask, done } = app.labels.incidents
  const open = writingOptions(incident.command("open").description(commands.open), app)
  open.option("--title <text>", options.title)
  observedOptions(open, app).action(async (given: OpenOptions) => {
    await app.onElection(
      open,
      async (session) => {
        const { must } = await import("../core/must.ts")
        const made = await enterAll<IncidentOpened | IncidentObserved>(session, given, async ({ incidents }) => {
          const number = incidents.length + 1
          const proposed = await proposalFor(session, given, incidents)
          if (proposed !== undefined) session.show(`${app.labels.incidents.proposal.found}\n`)
          const title = await lineOf(session, "--title", given.title, ask.title, proposed?.title)
          const facts = await observedFacts(session, given, proposed)
          const figures = proposed?.figures
          return {
            ...(figures === undefined ? {} : await figuresAhead(session, figures)),
            events: [
              { type: "incident.opened", incident: number, title },
              { type: "incident.observed", incident: number, observation: 1, ...facts },
            ],
          }
        })
        return must(made[0], "an entry that was made")
      },
      entered(({ event }) => done.opened("incident" in event ? (event.incident ?? 0) : 0)),
    )
  })
  examples(open, app.labels.command, [
    "urne incident open",
    "urne incident open --title 'No vote arrives' --what 'The site answers nobody' --from 2014-11-28T20:15 --effect interruption --key anne.key",
  ])
}

export function observedOptions(command: Command, app: App): Command {
  const { options } = app.labels.incidents
  return command
    .option("--what <text>", options.what)
    .option("--from <hour>", options.from)
    .option("--until <hour>", options.until)
    .addOption(choiceOption("--effect <effect>", options.effect, effects))
    .option("--component <name>", options.component)
    .option("--seen-by <name>", options.seenBy)
}

/** Enters the figures of an apparent interruption before the observation that rests on them, and shows them before that. */
async function figuresAhead(session: ElectionSession, figures: Figures) {
  const { appendSilence } = await import("../availability/entered-operations.ts")
  const { enteredSilences, numberOf } = await import("../availability/entered-queries.ts")
  const { enteredSilence } = await import("../availability/entered.ts")
  const { file, world, screen } = session
  const before = enteredSilences(file).map(({ entry }) => entry)
  if (numberOf(before, figures.silence) === undefined) {
    session.show(figuresToSign("silence.found", enteredSilence(before.length + 1, figures.silence), screen))
  }
  return {
    ahead: (events: readonly (IncidentOpened | IncidentObserved)[], key: SigningKey) => {
      const { number } = appendSilence(file, figures, [key], world)
      return events.map((event) => (event.type === "incident.observed" ? { ...event, silence: number } : event))
    },
  }
}

/** What is entered of an apparent interruption. */
interface Figures {
  readonly silence: Silence
  readonly bins: SilenceBins
}

/** Values that are proposed for an observation. */
interface Proposal {
  readonly title: string
  readonly what: string
  readonly from: string
  readonly until: string | undefined
  readonly effect: Effect
  /** The figures of the apparent interruption, where they may be entered. */
  readonly figures: Figures | undefined
}

/** Takes the fields of an observation from the options, asks for the missing ones, and proposes what is known. */
export async function observedFacts(
  session: ElectionSession,
  given: ObservedOptions,
  proposed?: Proposal,
): Promise<Omit<IncidentObserved, "type" | "incident" | "observation">> {
  const { ask, effects: names } = session.screen.labels.incidents
  const what = await lineOf(session, "--what", given.what, ask.what, proposed?.what)
  const from = await hourOf(session, "--from", given.from, ask.from, proposed?.from)
  const until = await hourIfAny(session, "--until", given.until, ask.until, proposed?.until)
  const effect = await choiceOf(session, "--effect", given.effect, ask.effect, names, proposed?.effect)
  const component = await lineIfAny(session, "--component", given.component, ask.component)
  const seenBy = await lineIfAny(session, "--seen-by", given.seenBy, ask.seenBy)
  return {
    ...{ what, from, effect },
    ...(until === undefined ? {} : { until }),
    ...(component === undefined ? {} : { component }),
    ...(seenBy === undefined ? {} : { private: { seenBy } }),
  }
}

/**
 * Fills in an incident from the last apparent interruption that none covers yet, if no fact is given. Its texts are in
 * the election's language, since they are kept.
 *
 * @throws UrneError `no-interruption-found` if nobody can be asked instead
 */
async function proposalFor(
  session: ElectionSession,
  { title, what, from, until, effect }: OpenOptions,
  incidents: readonly Incident[],
): Promise<Proposal | undefined> {
  if ([title, what, from, until, effect].some((one) => one !== undefined)) return undefined
  const { unreportedSilence } = await import("../incidents/proposal.ts")
  const found = await silencesOf(session)
  const shown = unreportedSilence(found.shown, incidents)
  if (shown === undefined) {
    if (session.prompt.interactive) return undefined
    throw new UrneError("no-interruption-found", {})
  }
  const { silences, bins } = found.enterable
  const entered = silences.findLast(({ from, to }) => from < shown.to && shown.from < to)
  // How many ballots wait for their bin is shown on screens only: a dated text would say when they came.
  const silence = entered ?? { ...shown, ballots: shown.ballots === 0 ? 0 : found.enterable.mostIn(shown) }
  const { catalogueOf } = await import("../language/catalogues.ts")
  const { formatCount, formatLocalTime } = await import("../language/language.ts")
  const { locale, timezone } = session.file.election.get().definition
  const { proposal } = catalogueOf(locale).labels.incidents
  const hour = (instant: number) => formatLocalTime(instant, timezone, locale)
  const ended = silence.provisional ? undefined : silence.to
  return {
    title: proposal.title,
    what: proposal.what(
      hour(silence.from),
      ended === undefined ? undefined : hour(ended),
      formatCount(silence.ballots, locale),
      formatCount(silence.expected, locale),
    ),
    from: instantText(silence.from),
    until: ended === undefined ? undefined : instantText(ended),
    effect: "interruption",
    figures: entered && { silence: entered, bins },
  }
}

/**
 * Lists the apparent interruptions as screens show them, and those that may be entered. Altered arrivals are reported, and
 * do not prevent an incident from being opened.
 */
async function silencesOf({ file, world, warn }: ElectionSession): Promise<{
  readonly shown: readonly Silence[]
  readonly enterable: EnterableSilences
}> {
  const { availabilityOf, enterableSilences } = await import("../availability/queries.ts")
  try {
    const now = world.now()
    const { arrivals } = availabilityOf(file, now, systemZoneOffset, { spans: [] })
    const shown = arrivals?.state === "decided" ? arrivals.silences : []
    return { shown, enterable: enterableSilences(file, now, systemZoneOffset) }
  } catch (error) {
    if (!(error instanceof UrneError) || error.code !== "election-file-altered") throw error
    warn(error as UrneError)
    return { shown: [], enterable: { silences: [], bins: { since: "", bins: "" }, mostIn: () => 0 } }
  }
}
