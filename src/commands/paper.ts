import { basename } from "node:path"
import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { instantText } from "../core/instant.ts"
import { type AttachedPaper, attachedPapers } from "../core/vocabulary.ts"
import type { PieceState } from "../incidents/evidence-file.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { Attached } from "../papers/attached-queries.ts"
import type { PaperKind } from "../papers/paper.ts"
import type { Names } from "../screens/act-summary.ts"
import { attachedTable } from "../screens/attached.ts"
import { hashJson } from "../terminal/json.ts"
import { wholeNumber } from "../terminal/options.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { choiceArgument, choiceOption, examples } from "./commander.ts"
import { choiceOf, lineOf } from "./facts.ts"
import { requireRegisterWritable, writersNames, writingKey, type WritingOptions, writingOptions } from "./writing.ts"

const kinds = [
  "zero-report",
  "closing-report",
  "proclamation",
  "mark-off-sheet",
  "log-book",
] as const satisfies readonly PaperKind[]

interface PrintOptions {
  readonly out?: string
  readonly rows?: string
}

/** `urne paper …`: papers to print, and scans of those that people signed. */
export function paperCommands(program: Command, app: App): void {
  const paper = program.command("paper").description(app.labels.papers.commands.paper)
  printCommand(paper, app)
  attachCommand(paper, app)
  listCommand(paper, app)
}

function printCommand(paper: Command, app: App): void {
  const { commands, options } = app.labels.papers
  const print = paper.command("print").description(commands.print)
  print
    .addArgument(choiceArgument("<paper>", kinds))
    .option("--out <file>", options.out)
    .option("--rows <n>", options.rows)
    .action(async (kind: PaperKind, given: PrintOptions) => {
      const rows = wholeNumber("--rows", given.rows ?? "36", 1, 2000)
      await app.onElection(
        print,
        async ({ file, world }) => {
          const { paperOf } = await import("../papers/print-queries.ts")
          if (kind === "proclamation") {
            const { requireResult } = await import("../tally/combine-operations.ts")
            requireResult(file, world.now())
          }
          const { locale } = file.election.get().definition
          const path = given.out ?? catalogueOf(locale).labels.papers.fileNames[kind]
          await world.files.requireWritable(path)
          const { bytes, pages } = await paperOf(file, kind, { rows, now: world.now() })
          await world.files.writeWhole(path, bytes)
          return { paper: kind, path, pages, sha256: sha256Hex(bytes) }
        },
        {
          human: ({ path, pages }, { labels: { papers } }) => `${papers.written(safe(path), papers.pages(pages))}\n`,
          json: ({ sha256, ...rest }) => ({ ...rest, sha256: hashJson(sha256) }),
        },
      )
    })
  examples(print, app.labels.command, [
    "urne paper print zero-report",
    "urne paper print log-book --rows 100 --out log-book.pdf",
  ])
}

interface AttachOptions extends WritingOptions {
  readonly as?: AttachedPaper
  readonly what?: string
}

/** A scan that was attached, and the path of its copy. */
interface Made extends Pick<Attached, "entry" | "at" | "paper" | "sha256" | "size"> {
  readonly path: string
}

function attachCommand(paper: Command, app: App): void {
  const { commands, options } = app.labels.papers
  const attach = writingOptions(
    paper.command("attach").description(commands.attach).argument("<scan>", options.scan),
    app,
  )
  attach
    .addOption(choiceOption("--as <paper>", options.as, attachedPapers))
    .option("--what <text>", options.what)
    .action(async (scan: string, given: AttachOptions) => {
      await app.onElection<Made>(
        attach,
        async (session) => {
          const { keepEvidence } = await import("../incidents/evidence-file.ts")
          const { readScan } = await import("../papers/scan-queries.ts")
          const { attachPaper } = await import("../papers/attached-operations.ts")
          const { files } = session.world
          await requireRegisterWritable(session)
          const { piece, form } = await readScan(scan, files)
          const { ask, attached } = session.screen.labels.papers
          const kind = await choiceOf(session, "--as", given.as, ask.as, attached)
          const what = await lineOf(session, "--what", given.what, ask.what)
          const key = await writingKey(session, given)
          // The scan is kept before the register says that it is.
          const path = await keepEvidence(scan, piece, session.path, files)
          const facts = { paper: kind, what, name: basename(scan), ...piece }
          const { number: entry, at } = attachPaper(session.file, facts, [key], session.world)
          if (form === undefined) session.warn(new UrneError("scan-form", { path: scan }))
          return { entry, at, paper: kind, ...piece, path }
        },
        {
          human: ({ entry, paper: kind, path }, { labels: { papers }, count }) =>
            `${papers.kept(papers.attached[kind], count(entry), safe(path))}\n${papers.carry}\n`,
          json: ({ at, ...rest }) => ({ ...rest, at: instantText(at) }),
        },
      )
    })
  examples(attach, app.labels.command, [
    "urne paper attach scan.pdf --as closing-report --what 'Closing report, signed by all' --key anne.key",
  ])
}

function listCommand(paper: Command, app: App): void {
  const list = paper.command("list").description(app.labels.papers.commands.list)
  list.action(async () => {
    let names: Names = {}
    await app.onElection<{ readonly papers: readonly (Attached & { readonly kept: PieceState })[] }>(
      list,
      async ({ file, world, path }) => {
        const { pieceState } = await import("../incidents/evidence-file.ts")
        const { attachedPapers: all } = await import("../papers/attached-queries.ts")
        const attached = all(file)
        const papers: (Attached & { readonly kept: PieceState })[] = []
        for (const one of attached) papers.push({ ...one, kept: await pieceState(one.sha256, path, world.files) })
        names = attached.length === 0 ? {} : await writersNames(file)
        return { papers }
      },
      {
        human: ({ papers }, screen) => attachedTable(papers, names, screen),
        json: ({ papers }) => ({ papers: papers.map(({ at, ...rest }) => ({ ...rest, at: instantText(at) })) }),
      },
    )
  })
  examples(list, app.labels.command, ["urne paper list"])
}
