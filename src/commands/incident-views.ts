import type { Command } from "commander"
import { instantText } from "../core/instant.ts"
import type { Deadline } from "../incidents/deadline.ts"
import type { PieceState } from "../incidents/evidence-file.ts"
import type { Incidents } from "../incidents/fold.ts"
import type { Entered, Incident } from "../incidents/incident.ts"
import { incidentScreen, incidentTable, interventionTable, type ShownIncident } from "../screens/incident.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import type { Screen } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { writersNames } from "./writing.ts"

interface Listed extends Incidents {
  readonly deadlines: readonly Deadline[]
  readonly timezone: string
}

/** `urne incident list` and `urne incident show`. */
export function incidentViews(incident: Command, app: App): void {
  const { commands } = app.labels.incidents
  const list = incident.command("list").description(commands.list)
  list.action(async () => {
    await app.onElection(
      list,
      async ({ file }): Promise<Listed> => {
        const { openIncidents, recordedIncidents } = await import("../incidents/queries.ts")
        const { timezone } = file.election.get().definition
        return { ...recordedIncidents(file), deadlines: openIncidents(file).deadlines, timezone }
      },
      {
        human: (listed, screen) =>
          `${incidentTable(listed.incidents, listed.timezone, screen)}${faultsText(listed, screen)}`,
        json: ({ incidents, faults, deadlines }) => ({
          incidents: incidents.map(incidentJson),
          deadlines: deadlines.map(deadlineJson),
          faults,
        }),
      },
    )
  })
  examples(list, app.labels.command, ["urne incident list"])

  const show = incident.command("show").description(commands.show).argument("<incident>")
  show.action(async (typed: string) => {
    await app.onElection(
      show,
      async ({ file, world, path }): Promise<ShownIncident> => {
        const { deadlinesAbout, requireIncident } = await import("../incidents/queries.ts")
        const { pieceState } = await import("../incidents/evidence-file.ts")
        const found = requireIncident(file, wholeNumber("INCIDENT", typed, 1, largestNumber))
        const pieces: PieceState[] = []
        for (const { sha256 } of found.evidence) pieces.push(await pieceState(sha256, path, world.files))
        const { timezone } = file.election.get().definition
        const deadlines = deadlinesAbout(file, found)
        return { incident: found, deadlines, pieces, now: world.now(), timezone, names: await writersNames(file) }
      },
      {
        human: incidentScreen,
        json: ({ incident: found, deadlines, pieces }) => ({
          ...incidentJson(found),
          evidence: found.evidence.map((one, i) => ({ ...dated(one), kept: pieces[i] })),
          deadlines: deadlines.map(deadlineJson),
        }),
      },
    )
  })
  examples(show, app.labels.command, ["urne incident show 1"])
}

/** `urne intervention list`. */
export function interventionList(intervention: Command, app: App): void {
  const list = intervention.command("list").description(app.labels.incidents.commands.interventionList)
  list.action(async () => {
    await app.onElection(
      list,
      async ({ file }) => {
        const { recordedIncidents } = await import("../incidents/queries.ts")
        return { ...recordedIncidents(file), timezone: file.election.get().definition.timezone }
      },
      {
        human: ({ interventions, timezone }, screen) => interventionTable(interventions, timezone, screen),
        json: ({ interventions }) => ({ interventions: interventions.map(dated) }),
      },
    )
  })
  examples(list, app.labels.command, ["urne intervention list"])
}

function faultsText({ faults }: Incidents, { labels: { incidents }, style }: Screen): string {
  if (faults.length === 0) return ""
  const lines = faults.map(({ entry, rule }) => `  ${incidents.fault(entry, rule)}\n`)
  return `\n${style.red(incidents.faults(faults.length))}\n${lines.join("")}`
}

/** Gives an entry with its instants in the form for programs, without what its place in the list already says. */
function dated(one: Entered): object {
  const { at, corrections, ...rest } = one
  const fields = Object.entries(rest).filter(
    ([name]) => name !== "type" && (name !== "incident" || "intervention" in one),
  )
  return {
    ...(Object.fromEntries(fields) as object),
    at: instantText(at),
    corrections: corrections.map((each) => ({ ...each, at: instantText(each.at) })),
  }
}

function incidentJson(incident: Incident): object {
  const { claims, decisions, ...rest } = incident
  const [observations, evidence, conclusions, told, turns] = [
    rest.observations,
    rest.evidence,
    rest.conclusions,
    rest.told,
    rest.turns,
  ].map((list: readonly Entered[]) => list.map(dated))
  return {
    ...dated(rest),
    ...{ observations, evidence, conclusions, told, turns },
    claims: claims.map((claim) => ({ ...dated(claim), judgements: claim.judgements.map(dated) })),
    decisions: decisions.map(({ authorised, ...one }) => ({
      ...dated(one),
      ...(authorised === undefined ? {} : { authorised: dated(authorised) }),
    })),
  }
}

function deadlineJson({ due, met, ...rest }: Deadline): object {
  return { ...rest, due: instantText(due), ...(met === undefined ? {} : { met: instantText(met) }) }
}
