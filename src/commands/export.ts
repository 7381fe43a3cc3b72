import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { isArchiveName, recordFolder } from "../core/file-names.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { lastMinutesUnstated } from "./unstated-minutes.ts"

interface ExportOptions {
  readonly out?: string
  readonly tar?: string
  readonly atSize?: string
  readonly force?: boolean
  readonly withoutRegister?: boolean
  readonly withoutStamps?: boolean
}

export function recordCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.record
  const command = program.command("export").description(commands.export)
  command
    .option("--out <folder>", options.out)
    .option("--tar <file>", options.tar)
    .option("--at-size <n>", options.atSize)
    .option("--force", options.force)
    .option("--without-register", options.withoutRegister)
    .option("--without-stamps", options.withoutStamps)
    .action(async (given: ExportOptions) => {
      await app.onElection(
        command,
        async (session) => {
          const { file, world, path, findUrnKey, signRegister, warn } = session
          // What is asked is looked at before anything is signed.
          const request = requestOf(given, recordFolder(path, file.election.get().definition.locale))
          const { exportRecord } = await import("../record/export-operations.ts")
          const { checkpointDue, checkpointIfDue } = await import("../journal/checkpoint-operations.ts")
          // A checkpoint that could not be signed when it was due is signed now, and covers everything before it.
          const isDue = !file.store.db.readonly && checkpointDue(file.journal, world.now())
          const urnKey = isDue ? await findUrnKey() : undefined
          if (urnKey !== undefined) {
            const { isCertified } = await import("../authority/urn-key-queries.ts")
            checkpointIfDue(file, urnKey.key, world.now(), (key) => isCertified(file, key))
          }
          await signRegister()
          const exported = await exportRecord(file, request, world)
          const { size: entries, signed } = exported.register
          if (given.withoutRegister !== true && signed < entries && exported.size === file.journal.size()) {
            warn(new UrneError("register-tail-unsigned", { entries, signed }))
          }
          if (exported.size === file.journal.size()) {
            for (const warning of await lastMinutesUnstated(session)) warn(warning)
          }
          return exported
        },
        {
          human: (exported, { labels, count }) =>
            `${labels.record.exported(safe(exported.path), count(exported.files), count(exported.size))}\n`,
        },
      )
    })
  examples(command, app.labels.command, ["urne export --out record", "urne export --tar record.tar"])
}

function requestOf({ out, tar, atSize, force, ...left }: ExportOptions, usual: string) {
  if (out !== undefined && tar !== undefined) {
    throw new UrneError("options-exclude", { option: "--tar", other: "--out" })
  }
  if (out !== undefined && isArchiveName(out)) throw new UrneError("folder-like-archive", { path: out })
  const kind = tar === undefined ? ("folder" as const) : ("tar" as const)
  const size = atSize === undefined ? undefined : wholeNumber("--at-size", atSize, 1, largestNumber)
  const [withoutRegister, withoutStamps] = [left.withoutRegister === true, left.withoutStamps === true]
  return { path: tar ?? out ?? usual, kind, size, force: force === true, withoutRegister, withoutStamps }
}
