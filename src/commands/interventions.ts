import type { Command } from "commander"
import type { EnteredEvent } from "../incidents/operations.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { enterAny, entered, type EventOf } from "./entering.ts"
import { hourIfAny, hourOf, lineIfAny, lineOf } from "./facts.ts"
import { interventionList } from "./incident-views.ts"
import { type WritingOptions, writingOptions } from "./writing.ts"

/** `urne intervention …`: who did what on the system of the vote, when and why. */
export function interventionCommands(program: Command, app: App): void {
  const intervention = program.command("intervention").description(app.labels.incidents.commands.intervention)
  addCommand(intervention, app)
  correctCommand(intervention, app)
  interventionList(intervention, app)
}

interface AddOptions extends WritingOptions {
  readonly what?: string
  readonly why?: string
  readonly from?: string
  readonly until?: string
  readonly component?: string
  readonly incident?: string
  readonly who?: string
}

function addCommand(intervention: Command, app: App): void {
  const { commands, options, ask, done } = app.labels.incidents
  const add = writingOptions(intervention.command("add").description(commands.interventionAdd), app)
  add
    .option("--what <text>", options.what)
    .option("--why <text>", options.why)
    .option("--from <hour>", options.from)
    .option("--until <hour>", options.until)
    .option("--component <name>", options.component)
    .option("--incident <number>", options.incident)
    .option("--who <name>", options.who)
    .action(async (given: AddOptions) => {
      await app.onElection(
        add,
        (session) =>
          enterAny<EventOf<"intervention.added">>(session, given, async ({ interventions }) => {
            const about = given.incident
            const what = await lineOf(session, "--what", given.what, ask.interventionWhat)
            const why = await lineOf(session, "--why", given.why, ask.interventionWhy)
            const from = await hourOf(session, "--from", given.from, ask.from)
            const until = await hourIfAny(session, "--until", given.until, ask.until)
            const component = await lineIfAny(session, "--component", given.component, ask.component)
            const who = await lineOf(session, "--who", given.who, ask.who)
            return {
              event: {
                type: "intervention.added",
                intervention: interventions.length + 1,
                what,
                why,
                from,
                ...(until === undefined ? {} : { until }),
                ...(component === undefined ? {} : { component }),
                ...(about === undefined ? {} : { incident: wholeNumber("--incident", about, 1, largestNumber) }),
                private: { who },
              },
            }
          }),
        entered<EnteredEvent<EventOf<"intervention.added">>>(({ event }) => done.intervention(event.intervention)),
      )
    })
  examples(add, app.labels.command, [
    "urne intervention add --what 'The server was restarted' --why 'It answered nobody' --from 2014-11-28T21:50 --who 'Night desk' --incident 1 --key desk.key",
  ])
}

function correctCommand(intervention: Command, app: App): void {
  const { commands, options, ask, done } = app.labels.incidents
  const correct = writingOptions(
    intervention.command("correct").description(commands.interventionCorrect).argument("<number>"),
    app,
  )
  correct
    .option("--what <text>", options.what)
    .action(async (typed: string, given: WritingOptions & { readonly what?: string }) => {
      await app.onElection(
        correct,
        (session) =>
          enterAny<EventOf<"intervention.corrected">>(session, given, async () => ({
            event: {
              type: "intervention.corrected",
              intervention: wholeNumber("NUMBER", typed, 1, largestNumber),
              what: await lineOf(session, "--what", given.what, ask.correction),
            },
          })),
        entered<EnteredEvent<EventOf<"intervention.corrected">>>(({ event }) =>
          done.interventionCorrected(event.intervention),
        ),
      )
    })
  examples(correct, app.labels.command, [
    "urne intervention correct 1 --what 'The server was restarted at 21:40' --key desk.key",
  ])
}
