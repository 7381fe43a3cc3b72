import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { Readable } from "node:stream"
import { ballotTracker } from "../../src/belenios/ballot.ts"
import { utf8 } from "../../src/core/bytes.ts"
import { instantText } from "../../src/core/instant.ts"
import type { World } from "../../src/core/world.ts"
import { checkpointIfDue } from "../../src/journal/checkpoint-operations.ts"
import { decide } from "../../src/rehearsal/act-operations.ts"
import { addUp, decryptUrn } from "../../src/rehearsal/count-operations.ts"
import { hour, memberKeyPath, minute, type Stage } from "../../src/rehearsal/stage.ts"
import {
  beginVoting,
  closeVoting,
  encryptBatches,
  readLetters,
  voteAtBooth,
} from "../../src/rehearsal/vote-operations.ts"
import type { SimulatedVote } from "../../src/rehearsal/votes.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { electionToSeal } from "../support/staged-election.ts"
import { noNetwork, uncancelled } from "../support/tools.ts"
import type { Inspection } from "./kill-inspection.ts"

/** The commands that are killed. */
export const killed = ["cast", "ballots import", "seal", "notice", "close", "minutes sign"] as const
export type Killed = (typeof killed)[number]

/** The end of a process, without a status if it was killed. */
export interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** A command to be killed: its folders, its words, and what it says when it has done its work. */
export interface Scene {
  /** The folder of a run, by its number: a copy for each, or one for all if each is about another voter. */
  readonly place: (run: number) => string
  readonly discard: (place: string) => void
  readonly argv: (run: number) => readonly string[]
  readonly input: (run: number) => string
  /** Finds the trackers of the ballots that this output acknowledges. */
  readonly acknowledged: (out: string) => readonly string[]
  /** Whether the command, run again after it was killed, has reached its end. */
  readonly isDone: (again: Ended, now: Inspection, killed: Inspection) => boolean
  /** What comes next in an election, and has to work on what was left. */
  readonly next?: readonly string[]
}

export const electionName = "assembly.urne"
export const program = new URL("../../bin/urne.js", import.meta.url).pathname

/** Prepares the scene of a command in a folder. @param size - kills for `cast`, ballots of the batch for `ballots import` */
export async function sceneOf(command: Killed, folder: string, size: number): Promise<Scene> {
  const prepared = join(folder, "prepared")
  mkdirSync(prepared)
  switch (command) {
    case "cast":
      return castScene(prepared, size)
    case "ballots import":
      return importScene(prepared, folder, size)
    case "seal":
      return actScene(prepared, folder, "seal", "sealed")
    case "notice":
      return noticeScene(prepared, folder)
    case "close":
      return actScene(prepared, folder, "close", "frozen")
    case "minutes sign":
      return minutesScene(prepared, folder)
  }
}

async function castScene(prepared: string, kills: number): Promise<Scene> {
  const stage = await openElection(prepared, kills + 1)
  const codes = (await readLetters(stage)).map(({ code }) => code)
  const at = closeFile(stage, minute)
  return {
    place: () => prepared,
    discard: () => undefined,
    argv: () => ["cast", "--code-file", "-", "--choice", "1=1", "--yes", "--json", "--at", at],
    input: (run) => `${codes[run] ?? ""}\n`,
    acknowledged: (out) => [/"tracker": "([^"]+)"/.exec(out)?.[1] ?? ""],
    // Voters who had voted when the command died are told so; everybody else votes now.
    isDone: (again, now, before) =>
      again.status === 0
        ? now.ballots === before.ballots + 1
        : again.status === 4 && again.err.includes("BALLOT_REVOTE") && now.ballots === before.ballots,
  }
}

async function importScene(prepared: string, folder: string, size: number): Promise<Scene> {
  const stage = await openElection(prepared, size)
  const votes = (await readLetters(stage)).map((elector): SimulatedVote => ({ ...elector, choices: [[1]] }))
  const batches = [{ channel: "office", number: 1, votes }]
  const [batch] = await encryptBatches(stage, { batches, booth: [], late: undefined })
  if (batch === undefined) throw new Error("no batch was written")
  const at = closeFile(stage, minute)
  const lines = readFileSync(join(prepared, batch.path), "utf8").trimEnd().split("\n")
  return {
    ...copies(prepared, folder),
    argv: () => ["ballots", "import", batch.path, "--note", batch.note, "--json", "--at", at],
    // A report that was printed acknowledges as many lines as it says.
    acknowledged: (out) =>
      lines.slice(0, Number(/"accepted": (\d+)/.exec(out)?.[1])).map((line) => ballotTracker(utf8(line))),
    isDone: (again, now) => again.status === 0 && now.ballots === size,
  }
}

/** A schedule issues the second notice, which is due, with the votes that were counted for it. */
async function noticeScene(prepared: string, folder: string): Promise<Scene> {
  const stage = await openElection(prepared, 30, { publish: '{ cell: 2, turnout: { at: ["22:00"] } }' })
  const votes = (await readLetters(stage))
    .slice(0, 10)
    .map((elector): SimulatedVote => ({ ...elector, choices: [[1]] }))
  await voteAtBooth(stage, { booth: votes, batches: [], late: undefined })
  const signed = signedBy(stage, 2)
  const [due = 0] = stage.definition.publish.turnout.due
  runOnce(prepared, ["notice", ...signed, "--at", instantText(stage.clock.now() + minute)])
  stage.clock.moveTo(due)
  const at = closeFile(stage, minute)
  return {
    ...copies(prepared, folder),
    argv: () => ["notice", "--due", ...signed, "--at", at],
    acknowledged: () => [],
    // Whatever was left of the first run, there is one notice more, and no other is due.
    isDone: (again, now) => again.status === 0 && now.notices === 2,
    next: ["notice", "show", "2", "--at", at],
  }
}

/** Two members sign the minutes of a vote whose result is there, with a line of the log book in them. */
async function minutesScene(prepared: string, folder: string): Promise<Scene> {
  const stage = await staged(prepared, 12)
  const voters = (await readLetters(stage)).slice(0, 5)
  const booth = voters.map((elector): SimulatedVote => ({ ...elector, choices: [[1]] }))
  const steps = [
    () => decide(stage, "seal"),
    () => beginVoting(stage),
    () => voteAtBooth(stage, { booth, batches: [], late: undefined }),
    () => closeVoting(stage, { late: undefined }),
    () => addUp(stage),
    () => decryptUrn(stage),
  ]
  for (const step of steps) {
    await step()
    // Minutes are drawn up of a record that verifies, which has a checkpoint of each phase.
    checkpointIfDue(stage.file, stage.urnKey, stage.clock.now())
  }
  const signed = signedBy(stage, 2)
  const at = closeFile(stage, hour)
  runOnce(prepared, ["log", "add", "The hall is empty", ...signedBy(stage, 1), "--at", at])
  return {
    ...copies(prepared, folder),
    argv: () => ["minutes", "sign", ...signed, "--at", at],
    acknowledged: () => [],
    // Minutes may be signed again: those of the first run are whole or not there, and one more are there now.
    isDone: (again, now, before) => again.status === 0 && now.minutes === before.minutes + 1,
    next: ["proclaim", ...signed, "--at", at],
  }
}

function signedBy(stage: Stage, members: number): readonly string[] {
  const keys = stage.definition.authority.members.slice(0, members).map(({ id }) => memberKeyPath(stage, id))
  return ["--key", ...keys, "--passphrase-file", ...keys.map(() => "passphrase.txt")]
}

/** Runs the program to its end, to prepare a scene. */
function runOnce(folder: string, argv: readonly string[]): void {
  const env = { ...process.env, XDG_STATE_HOME: join(folder, "state") }
  execFileSync(process.execPath, [program, ...argv], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] })
}

async function actScene(
  prepared: string,
  folder: string,
  kind: "seal" | "close",
  phase: Inspection["phase"],
): Promise<Scene> {
  const stage = kind === "seal" ? await staged(prepared, 12) : await openElection(prepared, 12)
  if (kind === "close") {
    const votes = (await readLetters(stage))
      .slice(0, 5)
      .map((elector): SimulatedVote => ({ ...elector, choices: [[1]] }))
    await voteAtBooth(stage, { booth: votes, batches: [], late: undefined })
    stage.clock.moveTo(stage.definition.closes)
  }
  const signed = signedBy(stage, 2)
  const at = closeFile(stage, hour)
  return {
    ...copies(prepared, folder),
    argv: () => [kind, ...signed, "--at", at],
    acknowledged: () => [],
    // Work that was done when the command died is not done twice.
    isDone: (again, now, before) =>
      now.phase === phase && (again.status === 0 || (again.status === 4 && before.phase === phase)),
  }
}

function copies(prepared: string, folder: string): Pick<Scene, "place" | "discard" | "input"> {
  return {
    place: (run) => {
      const place = join(folder, String(run))
      cpSync(prepared, place, { recursive: true })
      return place
    },
    discard: (place) => {
      rmSync(place, { recursive: true })
    },
    input: () => "",
  }
}

async function openElection(folder: string, members: number, changes?: Changes): Promise<Stage> {
  const stage = await staged(folder, members, changes)
  await decide(stage, "seal")
  await beginVoting(stage)
  return stage
}

type Changes = Parameters<typeof electionToSeal>[3]

async function staged(folder: string, members: number, changes?: Changes): Promise<Stage> {
  const world: World = {
    now: () => 0,
    random: seededRandom("kill"),
    files: diskFiles(folder, Readable.from([]), uncancelled),
    network: noNetwork,
    jobs: 1,
    signal: uncancelled,
    progress: () => undefined,
    software: "urne 0.0.0-test",
  }
  return electionToSeal(folder, members, world, changes)
}

/** Closes the file. From then on the program opens it, this much later. */
function closeFile({ file, clock }: Stage, later: number): string {
  file.store.close()
  return instantText(clock.now() + later)
}
