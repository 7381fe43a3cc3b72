import type { Command } from "commander"
import { type Informed, informed } from "../core/vocabulary.ts"
import type { Incident } from "../incidents/incident.ts"
import type { EnteredEvent } from "../incidents/operations.ts"
import type { Choice } from "../terminal/prompt.ts"
import type { App } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"
import { aboutIncident, enter, entered, type EventOf } from "./entering.ts"
import { choiceOf, lineOf, numbered, numberOf } from "./facts.ts"
import type { WritingOptions } from "./writing.ts"

/** How an incident goes on: who is told, whether it is closed, and what was wrong in its entries. */
export function courseCommands(incident: Command, app: App): void {
  tellCommand(incident, app)
  turnCommands(incident, app)
  correctCommand(incident, app)
}

function tellCommand(incident: Command, app: App): void {
  const { options, ask, done } = app.labels.incidents
  const tell = aboutIncident(incident, "tell", app)
  tell
    .addOption(choiceOption("--whom <name>", options.whom, informed))
    .option("--what <text>", options.what)
    .action(async (typed: string, given: WritingOptions & { readonly whom?: Informed; readonly what?: string }) => {
      await app.onElection(
        tell,
        (session) =>
          enter<EventOf<"incident.told">>(session, given, typed, async ({ number }) => ({
            event: {
              type: "incident.told",
              incident: number,
              whom: await choiceOf(session, "--whom", given.whom, ask.whom, app.labels.incidents.informed),
              what: await lineOf(session, "--what", given.what, ask.toldWhat),
            },
          })),
        entered<EnteredEvent<EventOf<"incident.told">>>(({ event }) => done.told(event.incident)),
      )
    })
  examples(tell, app.labels.command, [
    "urne incident tell 1 --whom data-protection --what 'By the form on their site' --key anne.key",
  ])
}

function turnCommands(incident: Command, app: App): void {
  const { options, ask, done } = app.labels.incidents
  for (const [name, type] of [
    ["close", "incident.closed"],
    ["reopen", "incident.reopened"],
  ] as const) {
    const turn = aboutIncident(incident, name, app)
    turn
      .option("--reason <text>", options.reason)
      .action(async (typed: string, given: WritingOptions & { readonly reason?: string }) => {
        await app.onElection(
          turn,
          (session) =>
            enter<EventOf<"incident.closed" | "incident.reopened">>(
              session,
              given,
              typed,
              async ({ number }) => ({
                event: { type, incident: number, reason: await lineOf(session, "--reason", given.reason, ask.reason) },
              }),
              name === "close" ? "open" : "closed",
            ),
          entered<EnteredEvent<EventOf<"incident.closed" | "incident.reopened">>>(({ event }) =>
            (name === "close" ? done.closed : done.reopened)(event.incident),
          ),
        )
      })
    const reason = name === "close" ? "All votes came in" : "It began again"
    examples(turn, app.labels.command, [`urne incident ${name} 1 --reason '${reason}' --key anne.key`])
  }
}

function correctCommand(incident: Command, app: App): void {
  const { options, ask, done } = app.labels.incidents
  const correct = aboutIncident(incident, "correct", app)
  correct
    .option("--entry <number>", options.entry)
    .option("--what <text>", options.what)
    .action(async (typed: string, given: WritingOptions & { readonly entry?: string; readonly what?: string }) => {
      await app.onElection(
        correct,
        (session) =>
          enter<EventOf<"incident.corrected">>(
            session,
            given,
            typed,
            async ({ number, incident: about }) => ({
              event: {
                type: "incident.corrected",
                incident: number,
                entry: await numberOf(session, "--entry", given.entry, ask.entry, correctable(about)),
                what: await lineOf(session, "--what", given.what, ask.correction),
              },
            }),
            "any",
          ),
        entered<EnteredEvent<EventOf<"incident.corrected">>>(({ event }) =>
          done.corrected(event.incident, event.entry),
        ),
      )
    })
  examples(correct, app.labels.command, [
    "urne incident correct 1 --entry 12 --what 'It was said at 22:40' --key anne.key",
  ])
}

/** Lists the entries about an incident that have words of their own. */
function correctable(incident: Incident): readonly Choice<number>[] {
  const { observations, claims, evidence, conclusions, decisions, told } = incident
  const judgements = claims.flatMap((claim) => claim.judgements.map(({ entry, reason }) => ({ entry, what: reason })))
  const turns = incident.turns.map(({ entry, reason }) => ({ entry, what: reason }))
  const title = { entry: incident.entry, what: incident.title }
  return [
    title,
    ...observations,
    ...claims,
    ...evidence,
    ...judgements,
    ...conclusions,
    ...decisions,
    ...told,
    ...turns,
  ]
    .map(({ entry, what }) => numbered(entry, what))
    .toSorted((a, b) => a.value - b.value)
}
