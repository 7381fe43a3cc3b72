import { basename } from "node:path"
import type { Command } from "commander"
import type { EnteredEvent } from "../incidents/operations.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { aboutIncident, enter, entered, type EventOf } from "./entering.ts"
import { lineOf } from "./facts.ts"
import { claimCommands } from "./incident-claims.ts"
import { courseCommands } from "./incident-course.ts"
import { decisionCommands } from "./incident-decisions.ts"
import { observedFacts, observedOptions, type ObservedOptions, openCommand } from "./incident-open.ts"
import { incidentViews } from "./incident-views.ts"
import type { WritingOptions } from "./writing.ts"

/** `urne incident …`: what was seen, which causes are alleged, which evidence there is, and what was decided. */
export function incidentCommands(program: Command, app: App): void {
  const incident = program.command("incident").description(app.labels.incidents.commands.incident)
  openCommand(incident, app)
  observeCommand(incident, app)
  evidenceCommand(incident, app)
  claimCommands(incident, app)
  decisionCommands(incident, app)
  courseCommands(incident, app)
  incidentViews(incident, app)
}

function observeCommand(incident: Command, app: App): void {
  const { done } = app.labels.incidents
  const observe = aboutIncident(incident, "observe", app)
  observedOptions(observe, app).action(async (typed: string, given: ObservedOptions) => {
    await app.onElection(
      observe,
      (session) =>
        enter<EventOf<"incident.observed">>(session, given, typed, async ({ number, incident: { observations } }) => ({
          event: {
            type: "incident.observed",
            incident: number,
            observation: observations.length + 1,
            ...(await observedFacts(session, given)),
          },
        })),
      entered<EnteredEvent<EventOf<"incident.observed">>>(({ event }) =>
        done.observed(event.incident, event.observation),
      ),
    )
  })
  examples(observe, app.labels.command, [
    "urne incident observe 1 --what 'The site answered again' --from 2014-11-28T22:00 --effect none --key anne.key",
  ])
}

function evidenceCommand(incident: Command, app: App): void {
  const { options, ask, done } = app.labels.incidents
  const evidence = aboutIncident(incident, "evidence", app, "<file>")
  evidence
    .option("--what <text>", options.what)
    .action(async (typed: string, path: string, given: WritingOptions & { readonly what?: string }) => {
      let kept = ""
      await app.onElection(
        evidence,
        async (session) => {
          const { keepEvidence, measured } = await import("../incidents/evidence-file.ts")
          const { files } = session.world
          const piece = await measured(path, files)
          const done = await enter<EventOf<"incident.evidenced">>(
            session,
            given,
            typed,
            async ({ number, incident: { evidence: before } }) => {
              const what = await lineOf(session, "--what", given.what, ask.evidenceWhat)
              return {
                event: {
                  type: "incident.evidenced",
                  incident: number,
                  evidence: before.length + 1,
                  ...{ what, ...piece, private: { name: basename(path) } },
                },
                // The file is kept before the register says that it is.
                before: async () => {
                  kept = await keepEvidence(path, piece, session.path, files)
                },
              }
            },
          )
          return { ...done, path: kept }
        },
        entered<EnteredEvent<EventOf<"incident.evidenced">> & { readonly path: string }>(({ event, path: place }) =>
          done.evidenced(event.incident, event.evidence, safe(place)),
        ),
      )
    })
  examples(evidence, app.labels.command, [
    "urne incident evidence 1 firewall.log --what 'Log of the firewall, 20:00 to 22:30' --key anne.key",
  ])
}
