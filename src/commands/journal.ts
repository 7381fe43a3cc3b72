import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import type { ElectionFile } from "../election/file.ts"
import type { Names } from "../screens/act-summary.ts"
import { rootText } from "../screens/fingerprint.ts"
import { journalScreen, uncovered } from "../screens/journal.ts"
import { rootJson } from "../terminal/json.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import { safe, safeLines } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { witnessCommands } from "./witnesses.ts"

export function journalCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.journal
  const journal = program.command("journal").description(commands.journal)

  const list = journal.command("list").description(commands.list)
  list
    .option("--last <n>", options.last)
    .option("--type <prefix>", options.type)
    .action(async (given: { last?: string; type?: string }) => {
      let names: Names = {}
      await app.onElection(
        list,
        async ({ file }) => {
          const { listEntries } = await import("../journal/list-operations.ts")
          if (given.type !== undefined) await requireType(given.type)
          const last = wholeNumber("--last", given.last ?? "50", 1, largestNumber)
          names = await everybodysNames(file)
          return listEntries(file.journal, given.type === undefined ? { last } : { last, type: given.type })
        },
        { human: (listed, screen) => journalScreen(listed, names, screen), json: rooted },
      )
    })
  examples(list, app.labels.command, ["urne journal list", "urne journal list --type act --last 500"])

  const prove = journal.command("prove").description(commands.prove).argument("<number>")
  prove.action(async (number: string) => {
    await app.onElection(
      prove,
      async ({ file }) => {
        const { proveEntry } = await import("../journal/list-operations.ts")
        return proveEntry(file.journal, wholeNumber("NUMBER", number, 1, largestNumber))
      },
      {
        human: ({ body, proof, checkpoint }) => `${safe(body)}\n\n${proof.join("\n")}\n\n${safeLines(checkpoint)}`,
        json: (proven) => ({ ...rooted(proven), proof: proven.proof.map(rootJson) }),
      },
    )
  })
  examples(prove, app.labels.command, ["urne journal prove 12 --json"])

  checkpointCommands(program, app)
}

/** Names all members, including former ones. */
async function everybodysNames(file: ElectionFile): Promise<Names> {
  const { memberNames } = await import("../authority/constitution.ts")
  const { provenActs } = await import("../authority/proven-acts.ts")
  return memberNames(provenActs(file).flatMap(({ judge }) => judge.members))
}

/** Refuses a misspelt type, since an empty list would pass for an answer. @throws UrneError `invalid-option` */
async function requireType(prefix: string): Promise<void> {
  const { eventTypes } = await import("../journal/event.ts")
  if (eventTypes.some((type) => type.startsWith(prefix))) return
  const allowed = [...new Set(eventTypes.map((type) => type.slice(0, type.indexOf("."))))]
  throw new UrneError("invalid-option", { option: "--type", value: prefix, wanted: { form: "choice", allowed } })
}

function rooted(of: { readonly root: string }): object {
  return { ...of, root: rootJson(of.root) }
}

function checkpointCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.journal
  const checkpoint = program.command("checkpoint").description(commands.checkpoint)

  const show = checkpoint.command("show").description(commands.show)
  show.option("--out <file>", options.out).action(async ({ out }: { out?: string }) => {
    await app.onElection(
      show,
      async ({ file, urnKey, world, show: say, screen }) => {
        const { checkpointNow } = await import("../journal/list-operations.ts")
        if (out !== undefined) await world.files.requireWritable(out)
        const made = checkpointNow(file, await urnKey(), world.now())
        if (out !== undefined) await world.files.writeWhole(out, made.note)
        // It stands apart from the note, which somebody may be keeping in a file.
        if (made.size < made.entries) say(`${uncovered(made, screen)}\n`)
        return { ...made, path: out }
      },
      {
        human: ({ note, path, size, root }, { labels, count }) =>
          path === undefined
            ? safeLines(note)
            : `${labels.journal.written(count(size), safe(path))}\n${labels.journal.fingerprint(count(size))} ${rootText(root)}\n`,
        json: rooted,
      },
    )
  })
  examples(show, app.labels.command, ["urne checkpoint show --out checkpoint-20h.txt"])

  const check = checkpoint.command("check").description(commands.check).argument("<file>")
  check.action(async (path: string) => {
    await app.onElection(
      check,
      async ({ file, world }) => {
        const { checkKeptNote } = await import("../custody/kept-state.ts")
        return checkKeptNote(file, path, world.files)
      },
      {
        human: ({ checkpoint: kept, size }, { labels, count }) =>
          `${labels.journal.continues(count(kept), count(size))}\n`,
      },
    )
  })
  examples(check, app.labels.command, ["urne checkpoint check checkpoint-20h.txt", "urne checkpoint check receipt.txt"])

  witnessCommands(checkpoint, app)
}
