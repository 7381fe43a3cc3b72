import type { Command } from "commander"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import { batchesScreen, importScreen } from "../screens/batches.ts"
import { hashJson } from "../terminal/json.ts"
import { safe } from "../terminal/output.ts"
import type { BatchStanding } from "../urn/channel-queries.ts"
import type { ImportReport } from "../urn/intake/import-operations.ts"
import type { App } from "./app.ts"
import { encryptCommand } from "./cast.ts"
import { examples } from "./commander.ts"
import { withPassphrase } from "./passphrases.ts"

export function ballotCommands(program: Command, app: App): void {
  const ballots = program.command("ballots").description(app.labels.urn.commands.ballots)
  encryptCommand(ballots, app)
  announceCommand(ballots, app)
  importCommand(ballots, app)
  batchesCommand(ballots, app)
  noteCommand(ballots, app)
}

interface ImportOptions {
  readonly channel?: string
  readonly note?: string
}

function importCommand(ballots: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const take = ballots.command("import").description(commands.ballotsImport).argument("<file>")
  take
    .option("--channel <name>", options.channel)
    .option("--note <file>", options.note)
    .action(async (path: string, { channel, note }: ImportOptions) => {
      await app.onElection<ImportReport>(
        take,
        async ({ file, world, findUrnKey, warn }) => {
          const { importBallots } = await import("../urn/intake/import-operations.ts")
          const request = { path, channel: namedChannel(file, channel), ...(note === undefined ? {} : { note }) }
          const report = await importBallots(file, request, world, (await findUrnKey())?.key)
          // The channel signed that the file holds no ballot, but the person who brings it may not know.
          if (report.lines === 0) warn(new UrneError("no-ballots", { path, lines: 0, batch: report.batch }))
          if (file.store.isLogHeld()) warn(new UrneError("log-held", { path: file.store.path }))
          return report
        },
        {
          human: (report, screen) => importScreen(report, screen, app.catalogue),
          status: ({ refused }) => (refused > 0 ? 3 : 0),
        },
      )
    })
  examples(take, app.labels.command, [
    "urne ballots import ballots.jsonl --channel office",
    "urne ballots import site-12.jsonl --channel site --note site-12.note",
  ])
}

function announceCommand(ballots: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const announce = ballots.command("announce").description(commands.ballotsAnnounce).argument("<note...>")
  announce.option("--channel <name>", options.channel).action(async (paths: string[], { channel }: ImportOptions) => {
    await app.onElection<{ readonly batches: readonly BatchStanding[] }>(
      announce,
      async ({ file, world }) => {
        const { announceBatches } = await import("../urn/announce-operations.ts")
        return { batches: await announceBatches(file, namedChannel(file, channel), paths, world) }
      },
      { human: batchesScreen },
    )
  })
  examples(announce, app.labels.command, ["urne ballots announce site-11.note site-12.note --channel site"])
}

/** A single channel need not be named. */
function namedChannel({ election }: ElectionSession["file"], channel: string | undefined): string {
  const { channels } = election.get().definition
  const named = channel ?? (channels.length === 1 ? channels[0] : undefined)
  if (named === undefined) throw new UrneError("missing-option", { option: "--channel" })
  return named
}

function batchesCommand(ballots: Command, app: App): void {
  const batches = ballots.command("batches").description(app.labels.urn.commands.ballotsBatches)
  batches.action(async () => {
    await app.onElection<{ readonly batches: readonly BatchStanding[] }>(
      batches,
      async ({ file }) => {
        const { listBatches } = await import("../urn/channel-queries.ts")
        return { batches: listBatches(file) }
      },
      { human: batchesScreen },
    )
  })
  examples(batches, app.labels.command, ["urne ballots batches"])
}

interface NoteOptions {
  readonly election?: string
  readonly channel?: string
  readonly previous?: string
  readonly arrivals?: string
  readonly key: string
  readonly passphraseFile?: string
  readonly out?: string
  readonly force?: boolean
}

function noteCommand(ballots: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const note = ballots.command("note").description(commands.ballotsNote).argument("<file>")
  note
    .option("--election <uuid>", options.election)
    .option("--channel <name>", options.channel)
    .option("--previous <note>", options.previous)
    .option("--arrivals <file>", options.arrivals)
    .requiredOption("-k, --key <file>", options.key)
    .option("--passphrase-file <file>", options.passphraseFile)
    .option("--out <file>", options.out)
    .option("--force", options.force)
    .action(async (path: string, given: NoteOptions) => {
      await app.run(note, (session) => signBatch(session, path, given), {
        human: ({ note: text, path: written }, { labels }) =>
          written === undefined ? text : `${labels.urn.noteWritten(safe(written))}\n`,
        json: ({ sha256, ...rest }) => ({ ...rest, sha256: hashJson(sha256) }),
      })
    })
  examples(note, app.labels.command, [
    "urne ballots note site-1.jsonl --election 9xDrMnXn4cUuGk --channel site --key site.key --out site-1.note",
    "urne ballots note site-2.jsonl --previous site-1.note --key site.key --out site-2.note",
    "urne ballots note site-2.jsonl --previous site-1.note --arrivals site-2.csv --key site.key --out site-2.note",
  ])
}

async function signBatch(session: Session, path: string, given: NoteOptions) {
  const { makeBatchNote } = await import("../urn/announce-operations.ts")
  const { ballotSource } = await import("../urn/intake/read.ts")
  const { openMemberKey } = await import("../authority/member-operations.ts")
  const { world } = session
  const { election, channel, previous, arrivals, out, force = false } = given
  if (previous === undefined && election === undefined) throw new UrneError("missing-option", { option: "--election" })
  if (previous === undefined && channel === undefined) throw new UrneError("missing-option", { option: "--channel" })
  const { key } = await withPassphrase(session, given.key, given.passphraseFile, (passphrase) =>
    openMemberKey({ path: given.key, passphrase }, world),
  )
  const request =
    previous === undefined
      ? { uuid: election ?? "", channel: channel ?? "" }
      : { previous: { path: previous, note: await noteIn(previous, world) } }
  const sheet = arrivals === undefined ? undefined : await sheetIn(arrivals, world)
  const { batch, note } = await makeBatchNote(request, await ballotSource(path, false, world), key, sheet)
  if (out !== undefined) await world.files.writeWhole(out, note, { force: force && "batch" })
  const { arrivals: bins, ...head } = batch
  return { ...head, note, bins: bins?.length ?? 0, path: out }
}

/** Reads a sheet of arrivals. */
async function sheetIn(path: string, { files }: Pick<World, "files">) {
  const text = utf8Text(await files.read(path, 65_536))
  if (text === undefined) throw new UrneError("batch-arrivals", { path, line: 1, rule: "form" })
  return { path, text }
}

/** Returns the note of a file, even if its line ends were changed on the way. */
async function noteIn(path: string, { files }: Pick<World, "files">): Promise<string> {
  const { restoredNote } = await import("../notes/note.ts")
  return restoredNote(utf8Text(await files.read(path, 65_536)) ?? "")
}
