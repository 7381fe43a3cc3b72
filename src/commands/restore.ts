import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { shellWord } from "../core/shell-word.ts"
import { type DrillLevel, drillLevels } from "../core/vocabulary.ts"
import type { Drill } from "../custody/drill.ts"
import type { Restored } from "../custody/restore-operations.ts"
import type { Session } from "../election/session.ts"
import { drillScreen, type DrillsHeld, restoredScreen } from "../screens/restore.ts"
import { hashJson, rootJson } from "../terminal/json.ts"
import { safe } from "../terminal/output.ts"
import { attempts } from "../terminal/prompt.ts"
import type { App } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"
import { drillRecorder } from "./drill-record.ts"
import { drillTools, openRestored, seenOf } from "./drilling.ts"
import { readSecret } from "./passphrases.ts"
import { type WritingOptions, writingOptions } from "./writing.ts"

interface RestoreOptions extends WritingOptions {
  readonly identity?: readonly string[]
  readonly identityPassphraseFile?: readonly string[]
  readonly out?: string
  readonly drill?: boolean
  readonly level?: DrillLevel
  readonly place?: string
}

/** `urne restore`: an election from a copy alone, for good or as a drill. */
export function restoreCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.custody
  const restore = writingOptions(
    program.command("restore").description(commands.restore).argument("<file...>", options.copies),
    app,
  )
  restore
    .option("--identity <file...>", options.identity)
    .option("--identity-passphrase-file <file...>", options.identityPassphraseFile)
    .option("--out <path>", options.restoreOut)
    .option("--drill", options.drill)
    .addOption(choiceOption("--level <level>", options.level, drillLevels))
    .option("--place <text>", options.drillPlace)
    .action(async (paths: readonly string[], given: RestoreOptions) => {
      refuseContradictions(paths, given)
      await (given.drill === true ? drill(restore, app, paths, given) : restoreOne(restore, app, paths[0] ?? "", given))
    })
  examples(restore, app.labels.command, [
    "urne restore congress-20h.urne-backup.age --identity president.txt --out restored",
    "urne restore --drill congress-20h.urne-backup.age --identity president.txt --key anne.key",
    "urne restore --drill congress-20h.urne-backup.age --identity president.txt --level bytes --key anne.key --out drill.note",
  ])
}

/** @throws UrneError `missing-option`, `options-exclude`, `excess-arguments` */
function refuseContradictions(paths: readonly string[], given: RestoreOptions): void {
  const isDrill = given.drill === true
  if (!isDrill && given.out === undefined) throw new UrneError("missing-option", { option: "--out" })
  if (!isDrill && paths.length > 1)
    throw new UrneError("excess-arguments", { command: "restore", takes: 1, fileOptions: [] })
  for (const name of ["level", "key", "place"] as const) {
    if (!isDrill && given[name] !== undefined) throw new UrneError("missing-option", { option: "--drill" })
  }
  if (isDrill && given.out !== undefined && given.key === undefined) {
    throw new UrneError("missing-option", { option: "--key" })
  }
}

async function restoreOne(command: Command, app: App, path: string, given: RestoreOptions): Promise<void> {
  await app.run<Restored>(
    command,
    async (session) => {
      const { restoreCopy } = await import("../custody/restore-operations.ts")
      const openers = await openersOf(session, [path], given)
      const tools = { open: openRestored(app, session), seen: (uuid: string) => seenOf(app, session, uuid) }
      return restoreCopy({ path, openers, out: given.out ?? "" }, tools, session.world)
    },
    {
      human: (restored, screen) => restoredScreen(restored, nextCommand(restored), screen),
      json: (restored) => restoredJson(restored),
    },
  )
}

/** The command that goes on from a restored election. */
function nextCommand({ path, standing: { relation } }: Restored): readonly string[] {
  const file = ["urne", "--file", `${path}/election.urne`]
  const isOlder = relation === "behind" || relation === "another"
  return isOlder ? [...file, "recover", "--reason", "REASON"] : [...file, "status"]
}

function restoredJson(restored: Restored) {
  const { path, copy, made, uuid, rehearsal, journal, register, missing, standing } = restored
  const next = nextCommand(restored)
  return {
    ...{ path, copy: { ...copy, sha256: hashJson(copy.sha256) }, ...(made === undefined ? {} : { made }) },
    ...{ uuid, rehearsal, entries: journal.entries, root: rootJson(journal.root) },
    register: { entries: register.entries, root: rootJson(register.root) },
    ...{ missing, standing, next, nextText: next.map(shellWord).join(" ") },
  }
}

async function drill(command: Command, app: App, paths: readonly string[], given: RestoreOptions): Promise<void> {
  await app.onElectionInVisits<DrillsHeld>(
    command,
    async (visit, session) => {
      const { drillCopy } = await import("../custody/drill-operations.ts")
      const { level = "verified" } = given
      const recorder =
        given.key === undefined ? undefined : await drillRecorder(command, app, { visit, session }, given)
      const openers = await openersOf(session, paths, given)
      const drills: Drill[] = []
      for (const path of paths) {
        drills.push(await drillCopy({ path, openers, level }, drillTools(app, session), session.world))
      }
      return { drills, recorded: (await recorder?.(drills)) ?? [] }
    },
    {
      human: drillScreen,
      json: drillsJson,
      // What a copy lacks is the result of the drill, so it is told on standard output.
      status: ({ drills }) => (drills.every(({ faults }) => faults.length === 0) ? 0 : 5),
    },
  )
}

function drillsJson({ drills, recorded }: DrillsHeld) {
  return {
    drills: drills.map(({ path, sha256, level, seconds, held, parts, faults, inside }) => ({
      ...{
        path,
        sha256: hashJson(sha256),
        level,
        passed: faults.length === 0,
        seconds,
        held: instantText(held),
        parts,
      },
      faults,
      ...(inside === undefined
        ? {}
        : { uuid: inside.uuid, entries: inside.journal.entries, root: rootJson(inside.journal.root) }),
    })),
    recorded,
  }
}

/** Reads the identities that open the copies. Plain copies need none. */
async function openersOf(
  session: Session,
  paths: readonly string[],
  { identity = [], identityPassphraseFile = [] }: RestoreOptions,
): Promise<readonly string[]> {
  const { kindOfCopy } = await import("../custody/unpacking.ts")
  const { files } = session.world
  const found: string[] = []
  for (const [i, path] of identity.entries()) {
    found.push(...(await identitiesIn(session, path, identityPassphraseFile[i])))
  }
  if (found.length > 0) return found
  for (const path of paths) {
    // A copy that is none is told apart when it is opened.
    const kind = await kindOfCopy(path, files).catch(() => undefined)
    if (kind === "encrypted") throw new UrneError("missing-option", { option: "--identity" })
  }
  return found
}

async function identitiesIn(session: Session, path: string, file: string | undefined): Promise<readonly string[]> {
  const { readIdentities } = await import("../custody/identities.ts")
  const question = session.screen.labels.authority.passphraseOf(safe(path))
  const isAsked = file === undefined && session.prompt.interactive
  for (let left = isAsked ? attempts : 1; ; left--) {
    try {
      return await readIdentities(path, session.world.files, () =>
        readSecret(session, question, "--identity-passphrase-file", file),
      )
    } catch (error) {
      if (left === 1 || !(error instanceof UrneError) || error.code !== "wrong-passphrase") throw error
      session.show(session.explain(error as UrneError))
    }
  }
}
