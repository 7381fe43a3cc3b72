import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import type { ElectionSession } from "../election/session.ts"
import type { EnteredEvent } from "../incidents/operations.ts"
import type { AddedTime } from "../register/incident-event.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import type { Choice } from "../terminal/prompt.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { aboutIncident, enter, entered, type EventOf } from "./entering.ts"
import { lineOf, numbered, numberOf, numbersOf } from "./facts.ts"
import type { WritingOptions } from "./writing.ts"

/** What is proposed because of an incident, and which act orders it. */
export function decisionCommands(incident: Command, app: App): void {
  decideCommand(incident, app)
  authoriseCommand(incident, app)
}

interface DecideOptions extends WritingOptions {
  readonly what?: string
  readonly hours?: readonly string[]
  readonly ballots?: string
  readonly evidence?: readonly string[]
}

function decideCommand(incident: Command, app: App): void {
  const { options, ask, done } = app.labels.incidents
  const decide = aboutIncident(incident, "decide", app)
  decide
    .option("--what <text>", options.what)
    .option("--hours <channel=minutes...>", options.hours)
    .option("--ballots <n>", options.ballots)
    .option("--evidence <number...>", options.evidenceNumbers)
    .action(async (typed: string, given: DecideOptions) => {
      await app.onElection(
        decide,
        (session) =>
          enter<EventOf<"incident.decided">>(session, given, typed, async ({ number, incident: about }) => {
            const what = await lineOf(session, "--what", given.what, ask.decisionWhat)
            const hours = await addedTimes(session, given.hours)
            const ballots =
              given.ballots === undefined ? {} : { ballots: wholeNumber("--ballots", given.ballots, 0, largestNumber) }
            const pieces = about.evidence.map((one) => numbered(one.evidence, one.what))
            const evidence = await numbersOf(session, "--evidence", given.evidence, ask.restsOnEvidence, pieces)
            return {
              event: {
                type: "incident.decided",
                incident: number,
                decision: about.decisions.length + 1,
                what,
                ...(hours.length === 0 ? {} : { hours }),
                ...ballots,
                ...(evidence.length === 0 ? {} : { evidence }),
              },
            }
          }),
        entered<EnteredEvent<EventOf<"incident.decided">>>(({ event }) => done.decided(event.incident, event.decision)),
      )
    })
  examples(decide, app.labels.command, [
    "urne incident decide 1 --what 'The vote lasts an hour longer' --hours all=60 --key anne.key",
  ])
}

/**
 * Reads the time that is added, or asks for it with one question, since an act adds it for all unless options say more.
 */
async function addedTimes(
  session: ElectionSession,
  given: readonly string[] | undefined,
): Promise<readonly AddedTime[]> {
  const { channels } = session.file.election.get().definition
  if (given !== undefined) return given.map((one) => addedTime(one, channels))
  if (!session.prompt.interactive) return []
  const { ask } = session.screen.labels.incidents
  const check = (typed: string) => /^\s*(?:[1-9]\d{0,4})?\s*$/.test(typed) || ask.minutes
  const minutes = (await session.prompt.text(ask.addedMinutes, "--hours", { check })).trim()
  return minutes === "" ? [] : [{ minutes: Number(minutes) }]
}

/** Reads `site=30` or `all=30`. @throws UrneError `invalid-option`, `unknown-channel` */
function addedTime(text: string, channels: readonly string[]): AddedTime {
  const [, channel = "", minutes = ""] = /^([^=]+)=([1-9]\d{0,4})$/.exec(text) ?? []
  if (minutes === "") {
    throw new UrneError("invalid-option", { option: "--hours", value: text, wanted: { form: "added-time" } })
  }
  if (channel === "all") return { minutes: Number(minutes) }
  if (!channels.includes(channel)) throw new UrneError("unknown-channel", { channel, channels })
  return { channel, minutes: Number(minutes) }
}

function authoriseCommand(incident: Command, app: App): void {
  const { options, ask, done } = app.labels.incidents
  const authorise = aboutIncident(incident, "authorise", app, "<number>")
  authorise
    .option("--act <number>", options.act)
    .action(async (typed: string, decision: string, given: WritingOptions & { readonly act?: string }) => {
      await app.onElection(
        authorise,
        (session) =>
          enter<EventOf<"incident.authorised">>(session, given, typed, async ({ number }) => ({
            event: {
              type: "incident.authorised",
              incident: number,
              decision: wholeNumber("NUMBER", decision, 1, largestNumber),
              act: await numberOf(session, "--act", given.act, ask.act, await actsOf(session, app)),
            },
          })),
        entered<EnteredEvent<EventOf<"incident.authorised">>>(({ event }) =>
          done.authorised(event.incident, event.decision, event.act),
        ),
      )
    })
  examples(authorise, app.labels.command, ["urne incident authorise 1 1 --act 4 --key anne.key"])
}

/** Lists the acts in effect, the latest first. */
async function actsOf({ file }: ElectionSession, app: App): Promise<readonly Choice<number>[]> {
  const { provenActs } = await import("../authority/proven-acts.ts")
  const { acts } = app.labels.lifecycle
  const inEffect = provenActs(file).filter(({ stored }) => stored.state === "effective")
  return inEffect.map(({ act, stored }) => numbered(stored.number, acts[act.kind])).toReversed()
}
