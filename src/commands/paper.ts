import type { Command } from "commander"
import { sha256Hex } from "../core/hash.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { PaperKind } from "../papers/paper.ts"
import { hashJson } from "../terminal/json.ts"
import { wholeNumber } from "../terminal/options.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { choiceArgument, examples } from "./commander.ts"

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

export function paperCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.papers
  const paper = program.command("paper").description(commands.paper)
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
