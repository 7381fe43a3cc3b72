import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import type { SigningKey } from "../notes/key.ts"
import { referencedJson, watchedJson } from "../screens/watch-json.ts"
import { type ReferencedPages, referencedScreen, servedText, watchedScreen } from "../screens/watch.ts"
import type { Watched } from "../watch/course.ts"
import { type App, globalsOf, type Visit } from "./app.ts"
import { examples, handDown } from "./commander.ts"
import { Watching } from "./watching.ts"
import { requireRegisterWritable, writingKey, type WritingOptions, writingOptions } from "./writing.ts"

/** `urne watch`: asks the official addresses again and again, and enters when they answered, and with what. */
export function watchCommands(program: Command, app: App): void {
  const watch = watchCommand(program, app)
  handDown(watch)
  referenceCommand(watch, app)
}

interface WatchOptions extends WritingOptions {
  readonly every?: string
  readonly until?: string
  readonly once?: boolean
}

function watchCommand(program: Command, app: App): Command {
  const { commands, options } = app.labels.watch
  const watch = writingOptions(program.command("watch").description(commands.watch), app)
  watch
    .option("--every <seconds>", options.every)
    .option("--until <hour>", options.until)
    .option("--once", options.once)
    .action(async (given: WatchOptions) => {
      if (globalsOf(watch).at !== undefined) throw new UrneError("options-exclude", { option: "--at", other: "watch" })
      await app.onElectionInVisits<Watched>(watch, (visit, session) => watchAll(app, watch, visit, session, given), {
        human: watchedScreen,
        json: watchedJson,
        status: ({ ended }) => (ended === "cancelled" ? 130 : 0),
      })
    })
  examples(watch, app.labels.command, [
    "urne watch --once --key desk-1.key",
    "urne watch --every 60 --until 2014-11-29T20:00 --key desk-1.key",
  ])
  return watch
}

async function watchAll(
  app: App,
  command: Command,
  visit: Visit,
  session: Session,
  given: WatchOptions,
): Promise<Watched> {
  const { watchRule } = await import("../watch/probe.ts")
  const every = everyOf(given.every) ?? watchRule.every
  const begun = await visit(async (election) => {
    const { watchedUrls } = await import("../watch/queries.ts")
    await requireRegisterWritable(election)
    const urls = watchedUrls(election.file)
    const until = given.until === undefined ? undefined : await hourOf(election, given.until)
    const { prompt } = election
    if (given.key === undefined && !prompt.interactive) throw new UrneError("missing-option", { option: "--key" })
    return { urls, until, key: await writingKey(election, given) }
  })
  const { quiet, json } = globalsOf(command)
  const silent = quiet === true || json === true
  const watching = new Watching(app, visit, session, { ...begun, every, once: given.once === true, silent })
  return watching.run()
}

/** Reads an hour as clocks in the election's zone show it. @throws UrneError `invalid-option` */
async function hourOf({ file, screen }: ElectionSession, typed: string): Promise<number | undefined> {
  const { hourText } = await import("../urn/hour-text.ts")
  const { parseInstant } = await import("../core/instant.ts")
  return parseInstant(hourText(typed, file.election.get().definition.timezone, screen.language, "--until"))
}

/** Reads `60` or `60s`. @throws UrneError `invalid-option` */
function everyOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const [, seconds] = /^(\d{1,4})s?$/.exec(given) ?? []
  const [least, most] = [5, 3600]
  if (seconds === undefined || Number(seconds) < least || Number(seconds) > most) {
    throw new UrneError("invalid-option", { option: "--every", value: given, wanted: { form: "number", least, most } })
  }
  return Number(seconds) * 1000
}

function referenceCommand(watch: Command, app: App): void {
  const { commands, options } = app.labels.watch
  const command = watch.command("reference").description(commands.reference).argument("<url...>", options.url)
  writingOptions(command, app).action(async (urls: readonly string[], given: WritingOptions) => {
    await app.onElection<ReferencedPages>(command, (session) => reference(session, urls, given), {
      human: referencedScreen,
      json: referencedJson,
    })
  })
  examples(command, app.labels.command, ["urne watch reference https://vote.example.org/ --key desk-1.key"])
}

/** Shows what each address serves, and enters it as what it should serve. */
async function reference(
  session: ElectionSession,
  urls: readonly string[],
  given: WritingOptions,
): Promise<ReferencedPages> {
  const { file, world, screen } = session
  const { enterReferences, servedPage } = await import("../watch/operations.ts")
  await requireRegisterWritable(session)
  const pages = []
  for (const url of urls) {
    const page = await servedPage(file, url, world)
    session.show(servedText(page, screen))
    pages.push(page)
  }
  const key: SigningKey = await writingKey(session, given)
  return { pages: enterReferences(file, pages, key, world) }
}
