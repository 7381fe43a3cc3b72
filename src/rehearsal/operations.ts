import { authorityFingerprint } from "../authority/queries.ts"
import { UrneError } from "../core/error.ts"
import { must } from "../core/must.ts"
import type { World } from "../core/world.ts"
import type { Definition } from "../definition/definition.ts"
import { checkpointIfDue } from "../journal/checkpoint-operations.ts"
import { rehearsalStateFolder } from "../journal/seen.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { checkRollOf } from "../roll/operations.ts"
import { sourcesOf } from "../roll/report.ts"
import type { ElectionResult } from "../tally/result.ts"
import { archiveBytes } from "../urn/archive-queries.ts"
import type { Report } from "../verify/report/report.ts"
import { decide } from "./act-operations.ts"
import { addUp, decryptUrn, proclaim } from "./count-operations.ts"
import { differencesFrom } from "./expected-result.ts"
import type { Rehearsal } from "./outcome.ts"
import { constituteAuthority, drawCodes, makeUrnKeys, prepareRoll, printAllLetters } from "./prepare-operations.ts"
import { bundlePath, publish, verifyRecord } from "./publish-operations.ts"
import type { RehearsalRequest, RollSource } from "./script.ts"
import { codesPath, type Stage, type Theatre } from "./stage.ts"
import { lengthOf, type Step, type StepName, stepTaker, type TakeStep } from "./step.ts"
import { markFinished, markUnfinished } from "./unfinished.ts"
import {
  beginVoting,
  checkKeys,
  closeVoting,
  encryptBatches,
  readLetters,
  receiveBatches,
  voteAtBooth,
} from "./vote-operations.ts"
import { isResultOf, turnoutCount } from "./votes.ts"
import { allVotes, planVoting, type Shares, type VotingPlan } from "./voting-plan.ts"

/**
 * Holds a whole election through the operations of the commands, with a simulated clock and randomness that follows
 * from the seed. The same request gives the same record, byte for byte, whatever the number of threads.
 *
 * @param began - told of each step before it begins
 * @throws UrneError `rehearsal-too-small` before anything is made where the members are invented, and whatever an
 * operation refuses
 */
export async function rehearse(
  request: RehearsalRequest,
  theatre: Theatre,
  world: World,
  began: (step: StepName) => void,
): Promise<Rehearsal> {
  if ("members" in request.roll) requireEnough(request, request.roll.members)
  else await requireRows(request.definition, request.roll, world)
  const steps: Step[] = []
  const take = stepTaker(world, steps, began)
  const stage = await take(
    "constitute",
    async () => {
      await beginFolder(request, world)
      return constituteAuthority(request, theatre, world)
    },
    ({ definition }) => ({ count: definition.authority.members.length }),
  )
  const { file, folder, electionPath } = stage
  try {
    checkpoint(stage)
    const step = checkpointing(stage, take)
    const keep = phaseKeeper(stage, request.keepPhases)
    await prepare(stage, request, step)
    const plan = await vote(stage, request.shares, step, keep)
    const result = await count(stage, step, keep)
    const { verdict, findings } = await conclude(stage, step)
    await markFinished(folder, world)
    const { expect } = request
    const differences = expect === undefined ? null : differencesFrom(expect, result)
    return {
      ...{ folder, file: electionPath, bundle: bundlePath(stage), uuid: file.election.get().uuid },
      authority: must(authorityFingerprint(file), "fingerprint of the authority"),
      result,
      agrees: isResultOf(stage.definition.questions, allVotes(plan), result),
      verdict,
      findings,
      steps,
      differences,
    }
  } finally {
    file.store.close()
  }
}

/** Marks the folder as unfinished, and gives the rehearsal a state folder of its own. */
async function beginFolder({ folder, definition, by }: RehearsalRequest, world: World): Promise<void> {
  const words = catalogueOf(definition.locale).labels.rehearsal
  await markUnfinished(folder, words.unfinished, by, world)
  await world.files.writeWhole(`${folder}/${rehearsalStateFolder}/README.txt`, words.stateFolder)
}

/**
 * Requires that the voters of a rehearsal reach the minimum below which nothing is decrypted. @throws UrneError
 * `rehearsal-too-small`
 */
function requireEnough(
  { definition, shares: { turnout }, minimumPlace: place }: RehearsalRequest,
  members: number,
): void {
  const { minimumBallots: minimum } = definition
  const voters = turnoutCount(members, turnout)
  if (voters < minimum) throw new UrneError("rehearsal-too-small", { members, voters, minimum, place })
}

/**
 * Requires that a member file can be imported, before anything is made. A pipe is skipped, since it can be read only
 * once.
 */
async function requireRows(
  definition: Definition,
  roll: Extract<RollSource, { readonly path: string }>,
  world: World,
): Promise<void> {
  if (roll.path === "-") return
  const request = { paths: [roll.path], skipRefused: roll.skipRefused }
  const { refusal } = await checkRollOf(definition, { ...world, progress: () => undefined }, request)
  if (refusal !== undefined) throw refusal
}

function checkpoint({ file, urnKey, clock }: Stage): void {
  checkpointIfDue(file, urnKey, clock.now())
}

/** Signs a checkpoint after each step where one is due, as the terminal does after each command. */
function checkpointing(stage: Stage, take: TakeStep): TakeStep {
  return (name, work, figures) =>
    take(
      name,
      async () => {
        const made = await work()
        checkpoint(stage)
        return made
      },
      figures,
    )
}

type KeepPhase = (phase: string) => Promise<void>

/** Keeps the archive of each phase, alone in a folder and named for its election, as belenios-tool needs it. */
function phaseKeeper({ file, folder, world }: Stage, wanted: boolean): KeepPhase {
  let number = 0
  return async (phase) => {
    number++
    const path = `${folder}/phases/${String(number).padStart(2, "0")}-${phase}/${file.election.get().uuid}.bel`
    if (wanted) await world.files.writeWhole(path, archiveBytes(file))
  }
}

async function prepare(stage: Stage, request: RehearsalRequest, step: TakeStep): Promise<void> {
  const { world } = stage
  const { report } = await step(
    "roll",
    () => prepareRoll(stage, request.roll),
    ({ report }) => ({ count: report.rows, bytes: sourcesOf(report).reduce((sum, { bytes }) => sum + bytes, 0) }),
  )
  requireEnough(request, report.eligible)
  await step(
    "trustees",
    () => makeUrnKeys(stage),
    ({ holders }) => ({ count: holders.length }),
  )
  await step(
    "credentials",
    () => drawCodes(stage),
    async ({ issued, reserve }) => ({ count: issued + reserve, bytes: await lengthOf(world, [codesPath(stage)]) }),
  )
  await step(
    "letters",
    () => printAllLetters(stage),
    async ({ letters, parts, folder }) => {
      const files = parts.map(({ name }) => `${folder}/${name}`)
      return { count: letters, bytes: await lengthOf(world, files) }
    },
  )
}

async function vote(stage: Stage, shares: Shares, step: TakeStep, keep: KeepPhase): Promise<VotingPlan> {
  const { world, definition } = stage
  await step(
    "seal",
    async () => {
      await checkKeys(stage)
      return decide(stage, "seal")
    },
    ({ signed }) => ({ count: signed.length, bytes: archiveLength(stage) }),
  )
  await keep("sealed")
  await step(
    "open",
    () => beginVoting(stage),
    () => ({ count: 1 }),
  )
  await keep("open")
  const plan = planVoting(world.random, definition, await readLetters(stage), shares)
  const batches = await step(
    "encrypt",
    () => encryptBatches(stage, plan),
    async (written) => ({
      count: written.reduce((sum, { ballots }) => sum + ballots, 0),
      bytes: await lengthOf(
        world,
        written.map(({ path }) => path),
      ),
    }),
  )
  await step(
    "cast",
    () => voteAtBooth(stage, plan),
    (receipts) => ({ count: receipts.length }),
  )
  await keep("voting")
  await step(
    "import",
    () =>
      receiveBatches(stage, batches, () => {
        checkpoint(stage)
      }),
    (reports) => ({ count: reports.reduce((sum, { accepted }) => sum + accepted, 0), bytes: archiveLength(stage) }),
  )
  await keep("voted")
  await step(
    "close",
    () => closeVoting(stage, plan),
    ({ ballots }) => ({ count: ballots }),
  )
  await keep("frozen")
  return plan
}

function archiveLength({ file }: Stage): number {
  let bytes = 0
  for (const block of archiveBytes(file)) bytes += block.length
  return bytes
}

async function count(stage: Stage, step: TakeStep, keep: KeepPhase): Promise<ElectionResult> {
  await step(
    "tally",
    () => addUp(stage),
    ({ counted }) => ({ count: counted }),
  )
  await keep("counted")
  await step(
    "decrypt",
    () => decryptUrn(stage),
    ({ shares }) => ({ count: shares.length, bytes: archiveLength(stage) }),
  )
  await keep("tallied")
  const result = await step(
    "proclaim",
    () => proclaim(stage),
    () => ({ count: 1 }),
  )
  await keep("proclaimed")
  return result
}

async function conclude(stage: Stage, step: TakeStep): Promise<Report> {
  const { world } = stage
  await step(
    "export",
    () => publish(stage),
    async ({ path, files }) => ({ count: files, bytes: await folderLength(world, path) }),
  )
  return step(
    "verify",
    () => verifyRecord(stage),
    ({ figures }) => ({ count: figures.accepted ?? 0 }),
  )
}

/** Adds up the bytes of a bundle's files. Its folders have no folders in them. */
async function folderLength(world: World, folder: string): Promise<number> {
  const paths: string[] = []
  for (const name of await world.files.list(folder)) {
    const path = `${folder}/${name}`
    if ((await world.files.kind(path)) !== "folder") paths.push(path)
    else for (const inner of await world.files.list(path)) paths.push(`${path}/${inner}`)
  }
  return lengthOf(world, paths)
}
