import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import type { RegisterReport } from "../register/checkpoint-queries.ts"
import type { ExportedRegister } from "../register/export-operations.ts"
import type { ListedRegister, ShownEntry } from "../register/list-queries.ts"
import type { Names } from "../screens/act-summary.ts"
import { entryScreen, registerScreen } from "../screens/register.ts"
import { hashJson, rootJson } from "../terminal/json.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { writersNames } from "./writing.ts"

/** `urne register …`: the register as a whole. */
export function registerCommands(program: Command, app: App): void {
  const register = program.command("register").description(app.labels.register.commands.register)
  listCommand(register, app)
  showCommand(register, app)
  checkCommand(register, app)
  exportCommand(register, app)
}

function listCommand(register: Command, app: App): void {
  const { commands, options } = app.labels.register
  const list = register.command("list").description(commands.list)
  list
    .option("--last <n>", options.last)
    .option("--type <prefix>", options.type)
    .action(async (given: { readonly last?: string; readonly type?: string }) => {
      let names: Names = {}
      await app.onElection<ListedRegister>(
        list,
        async ({ file }) => {
          const { listRegister } = await import("../register/list-queries.ts")
          if (given.type !== undefined) await requireType(given.type)
          const last = wholeNumber("--last", given.last ?? "50", 1, largestNumber)
          names = await writersNames(file)
          return listRegister(file, { last, type: given.type })
        },
        {
          human: (listed, screen) => registerScreen(listed, names, screen),
          json: ({ root, entries, ...rest }) => ({ ...rest, root: rootJson(root), entries }),
        },
      )
    })
  examples(list, app.labels.command, ["urne register list", "urne register list --type log --last 500"])
}

/** Refuses a misspelt type, since an empty list would pass for an answer. @throws UrneError `invalid-option` */
async function requireType(prefix: string): Promise<void> {
  const { registerEventTypes } = await import("../register/shape.ts")
  if (registerEventTypes.some((type) => type.startsWith(prefix))) return
  const allowed = [...new Set(registerEventTypes.map((type) => type.slice(0, type.indexOf("."))))]
  throw new UrneError("invalid-option", { option: "--type", value: prefix, wanted: { form: "choice", allowed } })
}

function showCommand(register: Command, app: App): void {
  const show = register.command("show").description(app.labels.register.commands.show).argument("<number>")
  show.action(async (number: string) => {
    let names: Names = {}
    await app.onElection<ShownEntry>(
      show,
      async ({ file }) => {
        const { showEntry } = await import("../register/list-queries.ts")
        const shown = showEntry(file, wholeNumber("NUMBER", number, 1, largestNumber))
        names = await writersNames(file)
        return shown
      },
      {
        human: (shown, screen) => entryScreen(shown, names, screen),
        json: ({ root, proof, ...rest }) => ({ ...rest, root: rootJson(root), proof: proof.map(rootJson) }),
      },
    )
  })
  examples(show, app.labels.command, ["urne register show 12", "urne register show 12 --json"])
}

function checkCommand(register: Command, app: App): void {
  const check = register.command("check").description(app.labels.register.commands.check)
  check.action(async () => {
    await app.onElection<RegisterReport>(
      check,
      async ({ file }) => {
        const { checkRegister } = await import("../register/checkpoint-queries.ts")
        return checkRegister(file)
      },
      {
        human: ({ size, signed, private: hidden }, { labels, count }) => {
          const { checked, unsigned } = labels.register
          const tail = signed < size ? `${unsigned(count(size - signed))}\n` : ""
          return `${checked(count(size), count(hidden))}\n${tail}`
        },
        json: ({ root, ...rest }) => ({ ...rest, root: hashJson(root) }),
      },
    )
  })
  examples(check, app.labels.command, ["urne register check"])
}

function exportCommand(register: Command, app: App): void {
  const { commands, options } = app.labels.register
  const command = register.command("export").description(commands.export)
  command
    .requiredOption("--out <folder>", options.out)
    .option("--full", options.full)
    .action(async ({ out, full = false }: { readonly out: string; readonly full?: boolean }) => {
      await app.onElection<ExportedRegister>(
        command,
        async (session) => {
          const { exportRegister } = await import("../register/export-operations.ts")
          await session.world.files.requireWritable(out)
          await session.signRegister()
          const written = await exportRegister(session.file, { path: out, full }, session.world)
          const { entries: signed, size: entries } = written
          if (signed < entries) session.warn(new UrneError("register-tail-unsigned", { entries, signed }))
          return written
        },
        {
          human: ({ path, entries, private: hidden }, { labels, count }) => {
            const { written, writtenFull } = labels.register
            const said = full
              ? writtenFull(count(entries), count(hidden), safe(path))
              : written(count(entries), safe(path))
            return `${said}\n`
          },
        },
      )
    })
  examples(command, app.labels.command, [
    "urne register export --out register",
    "urne register export --full --out register-for-the-court",
  ])
}
