import type { Command } from "commander"
import type { Statement } from "../authority/act.ts"
import type { LostState } from "../authority/lost-state.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { ElectionSession } from "../election/session.ts"
import type { DecryptedHere } from "../journal/machine-memory.ts"
import { type BackedUp, backupScreen, recoverScreen } from "../screens/custody.ts"
import { hashJson, rootJson } from "../terminal/json.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { decide, signingOptions, type SigningOptions } from "./deciding.ts"
import { decisionReason } from "./reason.ts"

export function custodyCommands(program: Command, app: App): void {
  backupCommand(program, app)
  recoverCommand(program, app)
}

function backupCommand(program: Command, app: App): void {
  const { commands } = app.labels.custody
  const backup = program.command("backup").description(commands.backup).argument("[file]")
  backup.action(async (path: string | undefined) => {
    await app.onElection(backup, (session) => makeBackup(session, app, path), {
      human: backupScreen,
      json: ({ sha256, root, ...rest }) => ({ ...rest, root: rootJson(root), sha256: hashJson(sha256) }),
    })
  })
  examples(backup, app.labels.command, ["urne backup", "urne backup /media/usb/congress-20h.urne-backup"])
}

/** Copies the election, remembers that, and says what no copy of the file holds. */
async function makeBackup(session: ElectionSession, app: App, named: string | undefined): Promise<BackedUp> {
  const { file, world, absolute, path: original, findUrnKey, state } = session
  const { backUp } = await import("../custody/operations.ts")
  const { isAmbiguous, leftOut } = await import("../custody/left-out.ts")
  const { memoryPath } = await import("../journal/seen.ts")
  const { remember } = await import("../journal/machine-memory.ts")
  const { backupName } = await import("../core/file-names.ts")
  const path = named ?? backupName(original, world.now())
  if (isAmbiguous(absolute(path), absolute(original), absolute("."))) {
    throw new UrneError("backup-ambiguous", { path, instead: path.replace(/\.urne$/, ".urne-backup") })
  }
  const made = await backUp(file, { path, absolute: absolute(path) }, world)
  const { entries: size, root } = made
  const at = instantText(world.now())
  const memory = memoryPath(state, file.election.get().uuid)
  await remember(world.files, memory, { backup: { size, root, at, path: absolute(path) } })
  const urnKey = await findUrnKey().catch(() => undefined)
  return { ...made, leftOut: await leftOut(world.files, original, urnKey?.path) }
}

interface RecoverOptions extends SigningOptions {
  readonly reason?: string
  readonly checkpoint?: string
  readonly clock?: boolean
  readonly batch?: readonly string[]
}

function recoverCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.custody
  const recover = signingOptions(program.command("recover").description(commands.recover), app)
  recover
    .option("--reason <text>", options.reason)
    .option("--checkpoint <file>", options.checkpoint)
    .option("--clock", options.clock)
    .option("--batch <channel:number...>", options.batch)
    .action(async (given: RecoverOptions) => {
      await app.onElection(
        recover,
        async (session) => {
          const progress = await decide(session, "recover", await recovery(session, app, given), given)
          return { ...progress, decrypted: await decryptedHolders(session, app) }
        },
        {
          human: recoverScreen,
          json: ({ decrypted, ...rest }) => ({
            ...rest,
            decrypted: decrypted.map((one) => ({ ...one, tally: hashJson(one.tally) })),
          }),
        },
        { restored: true },
      )
    })
  examples(recover, app.labels.command, [
    "urne recover --reason 'The disk failed at 21:10; this is the copy of 21:00'",
    "urne recover --checkpoint checkpoint-20h.txt --batch site:12 --reason 'The machine burnt; this is the copy of 19:00'",
    "urne recover --clock --reason 'The clock stood a year ahead while the roll was imported'",
  ])
}

/** Lists who has decrypted which tally, as far as the file and this machine know. Holders' files refuse any other. */
async function decryptedHolders({ file, state }: ElectionSession, app: App): Promise<readonly DecryptedHere[]> {
  const { memoryPath } = await import("../journal/seen.ts")
  const { readMemory } = await import("../journal/machine-memory.ts")
  const { decryptedAnywhere } = await import("../custody/decrypted.ts")
  const memory = memoryPath(state, file.election.get().uuid)
  return decryptedAnywhere(file, await readMemory(app.io.files, memory))
}

/**
 * Collects what the act will state: what is lost, as far as this machine or a note shows it, and the instant that a
 * wrong clock wrote.
 */
async function recovery(
  session: ElectionSession,
  app: App,
  { reason, checkpoint, clock, batch = [] }: RecoverOptions,
): Promise<readonly Statement[]> {
  const { lostStateText } = await import("../authority/lost-state.ts")
  const lost = await lostState(session, app, checkpoint, batch.length > 0)
  const stated = [
    ...(lost === undefined ? [] : [{ key: "lost", value: lostStateText(lost) }]),
    ...(clock === true ? [await wrongInstant(session)] : []),
  ]
  // Nobody is asked for a reason before it is known that there is something to give up.
  if (stated.length === 0) throw new UrneError("nothing-to-recover", {})
  return [
    ...stated,
    ...batch.map((value) => ({ key: "batch", value: value.replace(":", " ") })),
    await decisionReason(session, "recover", reason, stated),
  ]
}

/**
 * Returns the state that the file no longer has: that of a note, or the highest that this machine has seen. If the user
 * names batches that an earlier recovery forgot, it is the state that this recovery gave up.
 */
async function lostState(
  { file, world, state }: ElectionSession,
  app: App,
  checkpoint: string | undefined,
  again: boolean,
): Promise<LostState | undefined> {
  const { hasState } = await import("../authority/statement-queries.ts")
  const { readSeen, seenPath } = await import("../journal/seen.ts")
  const path = seenPath(state, file.election.get().uuid)
  const seen = path === undefined ? undefined : await readSeen(app.io.files, path)
  const missed = seen === undefined || hasState(file.journal, seen) ? undefined : seen
  if (checkpoint !== undefined) {
    const { readKeptState } = await import("../custody/kept-state.ts")
    const kept = await readKeptState(file, checkpoint, world.files)
    // This machine has seen more than an older note says.
    return missed !== undefined && missed.size > kept.size ? missed : kept
  }
  if (missed !== undefined || !again) return missed
  const { lastLostState } = await import("../authority/recover-queries.ts")
  return lastLostState(file)
}

/** Returns the instant of the last entry, while it is still in the future. @throws UrneError `nothing-to-recover` */
async function wrongInstant({ file, world }: ElectionSession): Promise<Statement> {
  const { clockStanding } = await import("../journal/clock-queries.ts")
  const { instantText } = await import("../core/instant.ts")
  const { livingAct } = await import("../authority/act-queries.ts")
  const { lifecycleOf } = await import("../election/lifecycle.ts")
  const pending = livingAct(file, lifecycleOf(world), world.now())
  const { state, last } = clockStanding(file.journal, world.now(), undefined)
  // An act proposed while the clock was wrong may be signed once the clock is right.
  if (last === undefined || (state !== "behind" && pending?.kind !== "recover")) {
    throw new UrneError("nothing-to-recover", {})
  }
  return { key: "clock", value: instantText(last) }
}
