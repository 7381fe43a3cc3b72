import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { recordFolder } from "../core/file-names.ts"
import { shellWord } from "../core/shell-word.ts"
import { readUnfinished } from "../core/unfinished.ts"
import type { World } from "../core/world.ts"
import type { ElectionSession } from "../election/session.ts"
import type { Step } from "../guide/advice.ts"
import type { Status } from "../guide/queries.ts"
import type { MachineMemory } from "../journal/machine-memory.ts"
import { commandOfStep, requestsFolder, type Surroundings } from "../screens/next-command.ts"
import type { NextStep } from "../screens/next-step.ts"
import { globalsOf } from "./app.ts"

/** Finds what `status` would advise after this command, so that no command advises anything else. */
export async function nextStepAfter(command: Command, session: ElectionSession): Promise<NextStep> {
  const { file, world } = session
  const { statusOf } = await import("../guide/queries.ts")
  const { lifecycleOf } = await import("../election/lifecycle.ts")
  const found = statusOf(file, lifecycleOf(world), world.now(), await memoryOf(session))
  const around = await surroundings(found, session)
  const step = stepHere(found.advice.step, around)
  return { step, next: onFile(globalsOf(command).file, commandOfStep(step, found, around)) }
}

/**
 * Reads what this machine remembers about an election, or returns `undefined` if the environment names no place for it.
 */
export async function memoryOf({ file, world, state }: ElectionSession): Promise<MachineMemory | undefined> {
  const { memoryPath } = await import("../journal/seen.ts")
  const { readMemory } = await import("../journal/machine-memory.ts")
  const path = memoryPath(state, file.election.get().uuid)
  return path === undefined ? undefined : readMemory(world.files, path)
}

/** Adds the named file to a command, since the next command needs it as well. */
export function onFile(file: string | undefined, command: string | undefined): string | undefined {
  return file === undefined ? command : command?.replace(/^urne/, `urne --file ${shellWord(file)}`)
}

/**
 * Returns the step after the next, if files show that the next was taken although no entry says so, and the one before it
 * where a file is missing that it needs.
 */
export function stepHere(step: Step, { record, invited, urnKey, before }: Surroundings): Step {
  if (step === "open" && before !== undefined) return before
  if (step === "cast" && !urnKey) return "bring-urn-key"
  if (step === "export" && record !== undefined) return "verify"
  return step === "invite-holders" && invited ? "await-replies" : step
}

/** Finds what else decides about the next command: the files in this folder, and the hour. */
export async function surroundings(
  status: Status,
  { world: { files, now }, path, file, findUrnKey }: Pick<ElectionSession, "world" | "path" | "file" | "findUrnKey">,
): Promise<Surroundings> {
  const names = await files.list(".")
  const anew = status.advice.step === "open-anew"
  const hours = anew ? (await import("../guide/new-hours.ts")).newHours(status, now()) : undefined
  const mayBeInvited = status.advice.step === "invite-holders" && names.includes(requestsFolder)
  const requests = mayBeInvited ? await files.list(requestsFolder) : []
  const invited = requests.some((name) => name.endsWith("-join.request.json"))
  const usualRecord = recordFolder(path, file.election.get().definition.locale)
  const record = status.advice.step === "export" ? await publishedRecord(file, names, usualRecord, files) : undefined
  const urnKey = status.advice.step !== "cast" || (await urnKeyPath(findUrnKey)) !== undefined
  const before = status.advice.step === "open" ? await beforeOpening(file) : undefined
  return { names, record, usualRecord, hours, invited, urnKey, before }
}

/** Says whether checks before the vote stand in the way of an opening. */
async function beforeOpening(file: ElectionSession["file"]): Promise<Surroundings["before"]> {
  const { preflightStanding } = await import("../preflight/queries.ts")
  const { run, open } = preflightStanding(file)
  if (open.length > 0) return "settle-preflight"
  return run === undefined && file.election.get().definition.profile !== undefined ? "preflight" : undefined
}

/** Returns where the urn key is. A file with its usual name that holds another key, or is damaged, is not it. */
export async function urnKeyPath(find: ElectionSession["findUrnKey"]): Promise<string | undefined> {
  try {
    return (await find())?.path
  } catch (error) {
    if (error instanceof UrneError) return undefined
    throw error
  }
}

/**
 * Finds a record of this election with the proclamation in effect. Checkpoints do not tell it: where the urn key is lost, the
 * last entries have none.
 */
async function publishedRecord(
  file: ElectionSession["file"],
  names: readonly string[],
  usual: string,
  files: World["files"],
): Promise<string | undefined> {
  const { fileName } = await import("../bundle/layout.ts")
  const { effectiveActs } = await import("../authority/proven-acts.ts")
  const { uuid } = file.election.get()
  const act = effectiveActs(file, "proclaim").at(-1)?.number ?? 0
  const inside = [fileName({ kind: "archive", uuid }), fileName({ kind: "act", act, deed: "proclaim" })]
  for (const name of names.filter((each) => readUnfinished(each) === undefined)) {
    const there = await Promise.all(inside.map((file) => files.kind(`${name}/${file}`)))
    if (!there.includes(undefined)) return name
  }
  return names.find((name) => name === usual)
}
