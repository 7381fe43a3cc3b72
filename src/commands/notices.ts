import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import type { ElectionSession } from "../election/session.ts"
import type { IssuedNotice, NoticeStanding } from "../notices/queries.ts"
import type { Names } from "../screens/act-summary.ts"
import { issuedScreen, noticeLines, noticesScreen, nothingDue, shownNotice } from "../screens/notices.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples, handDown } from "./commander.ts"
import { keyOptions, type SigningOptions } from "./deciding.ts"
import {
  type ContentOptions,
  contentOptions,
  type Done,
  doneJson,
  dueJson,
  noticeJson,
  requestOf,
} from "./notice-content.ts"
import { apartCommands } from "./notices-apart.ts"
import { asksPassphrase } from "./passphrases.ts"
import { membersKeys, requireRegisterWritable, writersNames } from "./writing.ts"

interface IssueOptions extends SigningOptions, ContentOptions {}

/** `urne notice …`: numbered notices that members sign, and that `verify` computes again. */
export function noticeCommands(program: Command, app: App): void {
  const notice = issueCommand(program, app)
  handDown(notice)
  apartCommands(notice, app)
  listCommand(notice, app)
  showCommand(notice, app)
  exportCommand(notice, app)
}

function issueCommand(program: Command, app: App): Command {
  const notice = program.command("notice").description(app.labels.notices.commands.notice)
  let names: Names = {}
  contentOptions(keyOptions(notice, app), app).action(async (given: IssueOptions) => {
    await app.onElection<Done>(
      notice,
      async (session) => {
        const done = await issue(session, given)
        if (done.issued !== undefined) names = await writersNames(session.file)
        return done
      },
      {
        human: ({ issued, next }, screen) =>
          issued === undefined ? nothingDue(next, screen) : issuedScreen(issued, names, screen),
        json: doneJson,
      },
    )
  })
  examples(notice, app.labels.command, [
    "urne notice",
    "urne notice --due --key anne.key bruno.key",
    "urne notice --statement 'We are looking into it' --cites 1 --key anne.key bruno.key",
    "urne notice --correct 1:12 --key anne.key bruno.key",
  ])
  return notice
}

/** Drafts a notice, shows it and has it signed. Where one is asked for only if it is due, nothing else is done. */
async function issue(session: ElectionSession, given: IssueOptions): Promise<Done> {
  const { file, world } = session
  const { draftNotice, noticeStanding, signersOfNotice } = await import("../notices/queries.ts")
  const { countForNotice, issueNotice } = await import("../notices/operations.ts")
  await requireRegisterWritable(session)
  const request = await requestOf(given)
  const due = () => noticeStanding(file, world.now())
  const standing = due()
  if (given.due === true && standing.due.length === 0) return { issued: undefined, next: standing.next }
  const needed = signersOfNotice(file, world.now())
  const { key: paths = [] } = given
  if (paths.length > 0 && paths.length < needed) throw new UrneError("signers-missing", { members: needed })
  // What cannot be drafted or signed is refused before voters are counted for it.
  draftNotice(file, request, world.now())
  const ready = (await areReady(session, given)) ? await membersKeys(session, given, needed) : undefined
  countForNotice(file, world.now())
  const draft = draftNotice(file, request, world.now())
  // Another command may have answered what was due while keys were opened here.
  if (given.due === true && draft.notice.answers.length === 0) return { issued: undefined, next: due().next }
  session.show(`${noticeLines(draft.text)}\n`)
  const keys = ready ?? (await membersKeys(session, given, needed))
  try {
    return { issued: issueNotice(file, draft, request, keys, world), next: due().next }
  } catch (error) {
    // A schedule that fires twice at once issues one: whoever comes second is told the same as whoever comes late.
    const isAnswered = given.due === true && error instanceof UrneError && error.code === "notice-stale"
    if (!isAnswered || due().due.length > 0) throw error
    return { issued: undefined, next: due().next }
  }
}

/** Whether the keys can be opened without asking anybody, or nobody can be asked: then before anything is done. */
async function areReady(session: ElectionSession, { key = [], passphraseFile }: SigningOptions): Promise<boolean> {
  if (!session.prompt.interactive) return true
  if (key.length === 0) return false
  for (const [i, path] of key.entries()) if (await asksPassphrase(session, path, passphraseFile?.[i])) return false
  return true
}

function listCommand(notice: Command, app: App): void {
  const list = notice.command("list").description(app.labels.notices.commands.list)
  list.action(async () => {
    let names: Names = {}
    await app.onElection<NoticeStanding>(
      list,
      async ({ file, world }) => {
        const { noticeStanding } = await import("../notices/queries.ts")
        const standing = noticeStanding(file, world.now())
        names = await writersNames(file)
        return standing
      },
      {
        human: (standing, screen) => noticesScreen(standing, names, screen),
        json: ({ issued, due, next }) => ({
          notices: issued.map(noticeJson),
          due: due.map(dueJson),
          next: next === undefined ? null : dueJson(next),
        }),
      },
    )
  })
  examples(list, app.labels.command, ["urne notice list"])
}

function showCommand(notice: Command, app: App): void {
  const { commands, options } = app.labels.notices
  const show = notice.command("show").description(commands.show).argument("<number>")
  show.option("--lines", options.lines).action(async (typed: string, given: { readonly lines?: boolean }) => {
    await app.onElection<IssuedNotice>(
      show,
      async ({ file }) => {
        const { requireNotice } = await import("../notices/queries.ts")
        return requireNotice(file, wholeNumber("NUMBER", typed, 1, largestNumber))
      },
      {
        human: (found) => shownNotice(found, given.lines === true),
        json: (found) => ({ ...noticeJson(found), text: found.text, note: found.note }),
      },
    )
  })
  examples(show, app.labels.command, ["urne notice show 1", "urne notice show 1 --lines"])
}

interface ExportOptions {
  readonly out?: string
  readonly pdf?: string
  readonly html?: string
  readonly data?: string
}

interface Exported {
  readonly notice: IssuedNotice
  readonly written: readonly string[]
}

function exportCommand(notice: Command, app: App): void {
  const { commands, options } = app.labels.notices
  const command = notice.command("export").description(commands.export).argument("<number>")
  command
    .option("--out <file>", options.out)
    .option("--pdf <file>", options.pdf)
    .option("--html <file>", options.html)
    .option("--data <file>", options.data)
    .action(async (typed: string, given: ExportOptions) => {
      await app.onElection<Exported>(command, (session) => exportNotice(session, typed, given), {
        human: ({ notice: { number }, written }, { labels }) =>
          written.map((path) => `${labels.notices.written(number, safe(path))}\n`).join(""),
        json: ({ notice: { number, hash }, written }) => ({ number, sha256: hash, written }),
      })
    })
  examples(command, app.labels.command, [
    "urne notice export 1 --out notice-1.txt",
    "urne notice export 1 --pdf notice-1.pdf --html notice-1.html --data notice-1.json",
  ])
}

/** Writes the files that are asked for, none of them if there is no place for one. */
async function exportNotice(
  { file, world }: ElectionSession,
  typed: string,
  { out, pdf, html, data }: ExportOptions,
): Promise<Exported> {
  const { factsOf, requireNotice } = await import("../notices/queries.ts")
  const found = requireNotice(file, wholeNumber("NUMBER", typed, 1, largestNumber))
  const written = [out, pdf, html, data].filter((path) => path !== undefined)
  if (written.length === 0) throw new UrneError("missing-option", { option: "--out" })
  for (const path of written) await world.files.requireWritable(path)
  if (out !== undefined) await world.files.writeWhole(out, found.note)
  if (pdf !== undefined) {
    const { noticePaper } = await import("../papers/notice-queries.ts")
    await world.files.writeWhole(pdf, (await noticePaper(file, found)).bytes)
  }
  if (html !== undefined) {
    const { noticePage } = await import("../notices/notice-page.ts")
    const { name, locale: language } = file.election.get().definition
    await world.files.writeWhole(html, noticePage(found, { name, language }))
  }
  if (data !== undefined) {
    const { noticeData } = await import("../notices/notice-data.ts")
    await world.files.writeWhole(data, noticeData(factsOf(file, found), found.hash))
  }
  return { notice: found, written }
}
