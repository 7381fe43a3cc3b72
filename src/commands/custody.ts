import type { Command } from "commander"
import type { Statement } from "../authority/act.ts"
import type { LostState } from "../authority/lost-state.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { ShownLoss } from "../custody/kept-state.ts"
import type { ElectionSession } from "../election/session.ts"
import type { DecryptedHere } from "../journal/machine-memory.ts"
import { type BackedUp, backupScreen, type Encrypted, encryptedScreen, recoverScreen } from "../screens/custody.ts"
import { hashJson, rootJson } from "../terminal/json.ts"
import { wholeNumber } from "../terminal/options.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { custodyGroup } from "./custody-register.ts"
import { decide, signingOptions, type SigningOptions } from "./deciding.ts"
import { decisionReason } from "./reason.ts"
import { restoreCommand } from "./restore.ts"

export function custodyCommands(program: Command, app: App): void {
  backupCommand(program, app)
  restoreCommand(program, app)
  recoverCommand(program, app)
  custodyGroup(program, app)
}

function backupCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.custody
  const backup = program.command("backup").description(commands.backup).argument("[file]")
  backup
    .option("--to <recipient...>", options.to)
    .option("--to-file <file>", options.toFile)
    .action(async (path: string | undefined, given: BackupOptions) => {
      if (given.to === undefined && given.toFile === undefined) {
        await app.onElection(backup, (session) => makeBackup(session, path), {
          human: backupScreen,
          json: ({ sha256, root, ...rest }) => ({ ...rest, root: rootJson(root), sha256: hashJson(sha256) }),
        })
        return
      }
      await app.onElection(backup, (session) => encryptBackup(session, path, given), {
        human: encryptedScreen,
        json: encryptedJson,
      })
    })
  examples(backup, app.labels.command, [
    "urne backup",
    "urne backup /media/usb/congress-20h.urne-backup",
    "urne backup /media/usb/congress-20h.urne-backup.age --to-file recipients.txt",
  ])
}

interface BackupOptions {
  readonly to?: readonly string[]
  readonly toFile?: string
}

/** Copies the election, remembers that, and says what no copy of the file holds. */
async function makeBackup(session: ElectionSession, named: string | undefined): Promise<BackedUp> {
  const { file, world, absolute, path: original, findUrnKey } = session
  const { backUp } = await import("../custody/operations.ts")
  const { leftOut } = await import("../custody/left-out.ts")
  const { backupName } = await import("../core/file-names.ts")
  const path = named ?? backupName(original, world.now())
  await requireUnambiguous(session, path)
  const made = await backUp(file, { path, absolute: absolute(path) }, world)
  await rememberBackup(session, path, { size: made.entries, root: made.root })
  const urnKey = await findUrnKey().catch(() => undefined)
  return { ...made, leftOut: await leftOut(world.files, original, urnKey?.path) }
}

async function encryptBackup(
  session: ElectionSession,
  named: string | undefined,
  { to = [], toFile }: BackupOptions,
): Promise<Encrypted> {
  const { file, world, path: original, findUrnKey } = session
  const { backUpEncrypted } = await import("../custody/encrypted-operations.ts")
  const { recipientsOf } = await import("../custody/recipients.ts")
  const { encryptedBackupName } = await import("../core/file-names.ts")
  const recipients = await recipientsOf(to, toFile, world.files)
  const path = named ?? encryptedBackupName(original, world.now())
  await requireUnambiguous(session, path)
  const urnKey = await findUrnKey().catch(() => undefined)
  const source = { store: file.store, path: original, urnKey: urnKey?.path }
  const made = await backUpEncrypted(source, { path, recipients }, world)
  const { entries: size, root } = made.manifest.journal
  await rememberBackup(session, path, { size, root })
  return made
}

/** @throws UrneError `backup-ambiguous` */
async function requireUnambiguous({ absolute, path: original }: ElectionSession, path: string): Promise<void> {
  const { isAmbiguous } = await import("../custody/left-out.ts")
  if (!isAmbiguous(absolute(path), absolute(original), absolute("."))) return
  throw new UrneError("backup-ambiguous", { path, instead: path.replace(/\.urne$/, ".urne-backup") })
}

async function rememberBackup(
  { file, world, state, absolute }: ElectionSession,
  path: string,
  copied: { readonly size: number; readonly root: string },
): Promise<void> {
  const { memoryPath } = await import("../journal/seen.ts")
  const { remember } = await import("../journal/machine-memory.ts")
  const at = instantText(world.now())
  const memory = memoryPath(state, file.election.get().uuid)
  await remember(world.files, memory, { backup: { ...copied, at, path: absolute(path) } })
}

function encryptedJson({ path, sha256, recipients, manifest }: Encrypted) {
  const { journal, register, files, leftOut } = manifest
  return {
    ...{ path, sha256: hashJson(sha256), entries: journal.entries, root: rootJson(journal.root), recipients },
    register: { entries: register.entries, root: rootJson(register.root) },
    files: files.map((one) => ({ ...one, sha256: hashJson(one.sha256) })),
    leftOut,
  }
}

interface RecoverOptions extends SigningOptions {
  readonly reason?: string
  readonly checkpoint?: string
  /** How many entries are not lost; `true` without a number. */
  readonly lostAfter?: string | true
  readonly clock?: boolean
  readonly batch?: readonly string[]
}

function recoverCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.custody
  const recover = signingOptions(program.command("recover").description(commands.recover), app)
  recover
    .option("--reason <text>", options.reason)
    .option("--checkpoint <file>", options.checkpoint)
    .option("--lost-after [entries]", options.lostAfter)
    .option("--clock", options.clock)
    .option("--batch <channel:number...>", options.batch)
    .action(async (given: RecoverOptions) => {
      await app.onElection(
        recover,
        async (session) => {
          const progress = await decide(session, "recover", await recovery(session, app, given), given)
          const decrypted = await decryptedHolders(session, app)
          return { ...progress, decrypted, beforeClose: await isBeforeClose(session) }
        },
        {
          human: recoverScreen,
          json: ({ beforeClose, decrypted, ...rest }) => ({
            ...{ ...rest, beforeClose },
            decrypted: decrypted.map((one) => ({ ...one, tally: hashJson(one.tally) })),
          }),
        },
        { restored: true },
      )
    })
  examples(recover, app.labels.command, [
    "urne recover --reason 'The disk failed at 21:10; this is the copy of 21:00'",
    "urne recover --checkpoint checkpoint-20h.txt --batch site:12 --reason 'The machine burnt; this is the copy of 19:00'",
    "urne recover --lost-after --reason 'The machine died at 21:10; this copy of 20:00 is all that is left'",
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
 * Whether nobody can have decrypted yet, in what was lost neither: the hour of closing moves later only, and the urn is
 * not frozen before it.
 */
async function isBeforeClose({ file, world }: ElectionSession): Promise<boolean> {
  const { closingAhead } = await import("../urn/closing-hour.ts")
  const closes = closingAhead(file)
  return closes !== undefined && world.now() < closes
}

/**
 * Collects what the act will state: what is lost, as far as this machine, a note or the user says so, and the instant
 * that a wrong clock wrote.
 */
async function recovery(
  session: ElectionSession,
  app: App,
  { reason, checkpoint, lostAfter, clock, batch = [] }: RecoverOptions,
): Promise<readonly Statement[]> {
  const { livingAct, readAct } = await import("../authority/act-queries.ts")
  const { lifecycleOf } = await import("../election/lifecycle.ts")
  const { file, world } = session
  const living = livingAct(file, lifecycleOf(world), world.now())
  const pending = living?.kind === "recover" ? readAct(living) : undefined
  const { lossStatements } = await import("../custody/loss-queries.ts")
  const loss = lossStatements(file, {
    seen: await seenHere(session, app),
    shown: checkpoint === undefined ? undefined : await shownBy(session, checkpoint),
    after: lostAfter === undefined ? undefined : sizeKept(lostAfter, file.journal.size()),
    pending,
    namesBatches: batch.length > 0,
  })
  const stated = [...loss, ...(clock === true ? [await wrongInstant(session, pending !== undefined)] : [])]
  // Nobody is asked for a reason before it is known that there is something to give up.
  if (stated.length === 0) throw new UrneError("nothing-to-recover", {})
  return [
    ...stated,
    ...batch.map((value) => ({ key: "batch", value: value.replace(":", " ") })),
    await decisionReason(session, "recover", reason, stated),
  ]
}

/** Reads how many entries are not lost. Without a number these are all that the file has. */
function sizeKept(given: string | true, size: number): number | "last" {
  return given === true ? "last" : wholeNumber("--lost-after", given, 1, size)
}

/** Returns the highest state that this machine has seen of the election, if it keeps any. */
async function seenHere({ file, state }: ElectionSession, app: App): Promise<LostState | undefined> {
  const { readSeen, seenPath } = await import("../journal/seen.ts")
  const path = seenPath(state, file.election.get().uuid)
  return path === undefined ? undefined : readSeen(app.io.files, path)
}

/** Returns what a kept note shows to be lost. @throws UrneError `file-absent`, `not-a-checkpoint` */
async function shownBy({ file, world }: ElectionSession, path: string): Promise<ShownLoss | undefined> {
  const { readShownLoss } = await import("../custody/kept-state.ts")
  return readShownLoss(file, path, world.files)
}

/** Returns the instant of the last entry, while it is still in the future. @throws UrneError `nothing-to-recover` */
async function wrongInstant({ file, world }: ElectionSession, isPending: boolean): Promise<Statement> {
  const { clockStanding } = await import("../journal/clock-queries.ts")
  const { instantText } = await import("../core/instant.ts")
  const { state, last } = clockStanding(file.journal, world.now(), undefined)
  // An act proposed while the clock was wrong may be signed once the clock is right.
  if (last === undefined || (state !== "behind" && !isPending)) throw new UrneError("nothing-to-recover", {})
  return { key: "clock", value: instantText(last) }
}
