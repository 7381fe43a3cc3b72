import type { Command } from "commander"
import {
  type Cause,
  causes,
  type Claimant,
  claimants,
  type ClaimStatus,
  claimStatuses,
  findingsOfIncidents,
  type IncidentFinding,
} from "../core/vocabulary.ts"
import type { EnteredEvent } from "../incidents/operations.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import type { App } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"
import { aboutIncident, enter, entered, type EventOf } from "./entering.ts"
import { choiceOf, hourOf, lineIfAny, lineOf, numbered, numbersOf } from "./facts.ts"
import type { WritingOptions } from "./writing.ts"

/** What is alleged of an incident, what evidence makes of it, and what is concluded. */
export function claimCommands(incident: Command, app: App): void {
  claimCommand(incident, app)
  judgeCommand(incident, app)
  concludeCommand(incident, app)
}

interface ClaimOptions extends WritingOptions {
  readonly cause?: Cause
  readonly what?: string
  readonly claimant?: Claimant
  readonly by?: string
  readonly said?: string
  readonly where?: string
}

function claimCommand(incident: Command, app: App): void {
  const { options, ask, done } = app.labels.incidents
  const claim = aboutIncident(incident, "claim", app)
  claim
    .addOption(choiceOption("--cause <cause>", options.cause, causes))
    .option("--what <text>", options.what)
    .addOption(choiceOption("--claimant <name>", options.claimant, claimants))
    .option("--by <name>", options.by)
    .option("--said <hour>", options.said)
    .option("--where <text>", options.where)
    .action(async (typed: string, given: ClaimOptions) => {
      await app.onElection(
        claim,
        (session) =>
          enter<EventOf<"incident.claimed">>(session, given, typed, async ({ number, incident: { claims } }) => {
            const words = app.labels.incidents
            const cause = await choiceOf(session, "--cause", given.cause, ask.cause, words.causes)
            const what = await lineOf(session, "--what", given.what, ask.claimWhat)
            const claimant = await choiceOf(session, "--claimant", given.claimant, ask.claimant, words.claimants)
            const by = await lineIfAny(session, "--by", given.by, ask.by)
            const said = await hourOf(session, "--said", given.said, ask.said)
            const where = await lineOf(session, "--where", given.where, ask.where)
            const { isNamedInPublic } = await import("../incidents/claim.ts")
            const isPublic = isNamedInPublic(claimant)
            return {
              event: {
                type: "incident.claimed",
                incident: number,
                claim: claims.length + 1,
                ...{ cause, what, claimant, said, where },
                ...(by !== undefined && isPublic ? { by } : {}),
                ...(by !== undefined && !isPublic ? { private: { by } } : {}),
              },
            }
          }),
        entered<EnteredEvent<EventOf<"incident.claimed">>>(({ event }) => done.claimed(event.incident, event.claim)),
      )
    })
  examples(claim, app.labels.command, [
    "urne incident claim 1 --cause intrusion --what 'An outside attack was observed' --claimant organiser --said 2014-11-28T22:30 --where 'progress point' --key anne.key",
  ])
}

interface JudgeOptions extends WritingOptions {
  readonly status?: Exclude<ClaimStatus, "asserted">
  readonly evidence?: readonly string[]
  readonly reason?: string
}

function judgeCommand(incident: Command, app: App): void {
  const { options, ask, done, statuses } = app.labels.incidents
  const judge = aboutIncident(incident, "judge", app, "<number>")
  const judged = { supported: statuses.supported, refuted: statuses.refuted, withdrawn: statuses.withdrawn }
  judge
    .addOption(
      choiceOption(
        "--status <status>",
        options.status,
        claimStatuses.filter((one) => one !== "asserted"),
      ),
    )
    .option("--evidence <number...>", options.evidenceNumbers)
    .option("--reason <text>", options.reason)
    .action(async (typed: string, claim: string, given: JudgeOptions) => {
      await app.onElection(
        judge,
        (session) =>
          enter<EventOf<"incident.judged">>(session, given, typed, async ({ number, incident: { evidence } }) => {
            const status = await choiceOf(session, "--status", given.status, ask.status, judged)
            const { needsEvidence } = await import("../incidents/claim.ts")
            const pieces = needsEvidence(status) ? evidence.map((one) => numbered(one.evidence, one.what)) : []
            return {
              event: {
                ...{ type: "incident.judged", incident: number, status },
                claim: wholeNumber("NUMBER", claim, 1, largestNumber),
                evidence: await numbersOf(session, "--evidence", given.evidence, ask.evidenceNumbers, pieces),
                reason: await lineOf(session, "--reason", given.reason, ask.reason),
              },
            }
          }),
        entered<EnteredEvent<EventOf<"incident.judged">>>(({ event }) =>
          done.judged(event.incident, event.claim, statuses[event.status]),
        ),
      )
    })
  examples(judge, app.labels.command, [
    "urne incident judge 1 1 --status refuted --evidence 1 2 --reason 'The logs show no attack' --key anne.key",
  ])
}

interface ConcludeOptions extends WritingOptions {
  readonly finding?: IncidentFinding
  readonly what?: string
  readonly claim?: readonly string[]
}

function concludeCommand(incident: Command, app: App): void {
  const { options, ask, done } = app.labels.incidents
  const conclude = aboutIncident(incident, "conclude", app)
  conclude
    .addOption(choiceOption("--finding <name>", options.finding, findingsOfIncidents))
    .option("--what <text>", options.what)
    .option("--claim <number...>", options.claimNumbers)
    .action(async (typed: string, given: ConcludeOptions) => {
      await app.onElection(
        conclude,
        (session) =>
          enter<EventOf<"incident.concluded">>(session, given, typed, async ({ number, incident: about }) => {
            const supported = about.claims.filter(({ status }) => status === "supported")
            const { findings } = app.labels.incidents
            return {
              event: {
                type: "incident.concluded",
                incident: number,
                conclusion: about.conclusions.length + 1,
                finding: await choiceOf(session, "--finding", given.finding, ask.finding, findings),
                what: await lineOf(session, "--what", given.what, ask.conclusionWhat),
                claims: await numbersOf(
                  session,
                  "--claim",
                  given.claim,
                  ask.claimNumbers,
                  supported.map((one) => numbered(one.claim, one.what)),
                ),
              },
            }
          }),
        entered<EnteredEvent<EventOf<"incident.concluded">>>(({ event }) =>
          done.concluded(event.incident, event.conclusion),
        ),
      )
    })
  examples(conclude, app.labels.command, [
    "urne incident conclude 1 --finding confirmed --what 'The site was too small' --claim 2 --key anne.key",
  ])
}
