import type { Command } from "commander"
import { instantText } from "../core/instant.ts"
import { type WriterRole, writerRoles } from "../core/vocabulary.ts"
import type { ListedWriter } from "../register/writer-queries.ts"
import { writersScreen } from "../screens/register.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"
import { keyOptions, type SigningOptions } from "./deciding.ts"
import {
  membersKeys,
  requireRegisterWritable,
  textCheck,
  writingKey,
  type WritingOptions,
  writingOptions,
} from "./writing.ts"

/** `urne writer …`: people who may write to the register and decide nothing. */
export function writerCommands(program: Command, app: App): void {
  const writer = program.command("writer").description(app.labels.register.commands.writer)
  addCommand(writer, app)
  listCommand(writer, app)
  removeCommand(writer, app)
}

interface AddOptions extends SigningOptions {
  readonly role?: WriterRole
  readonly name?: string
}

interface WriterChanged {
  readonly writer: string
  readonly entry: number
  /** RFC 3339, UTC. */
  readonly at: string
}

function addCommand(writer: Command, app: App): void {
  const { commands, options, done } = app.labels.register
  const add = keyOptions(writer.command("add").description(commands.writerAdd).argument("<file>", options.pub), app)
  add
    .addOption(choiceOption("--role <role>", options.writerRole, writerRoles))
    .option("--name <name>", options.writerName)
    .action(async (path: string, given: AddOptions) => {
      await app.onElection<WriterChanged>(
        add,
        async (session) => {
          const { memberOfKey } = await import("../authority/member-key.ts")
          const { readVerifierKey } = await import("../authority/member-operations.ts")
          const { certifyWriter, requireWritersKey } = await import("../register/writer-operations.ts")
          const { membersNeeded } = await import("../register/writer-queries.ts")
          await requireRegisterWritable(session)
          const { file, world, screen, prompt } = session
          const key = await readVerifierKey(path, world)
          const id = memberOfKey(key.name)
          requireWritersKey(file, id, key)
          const { ask, roles } = screen.labels.register
          const check = await textCheck(session)
          const name = given.name ?? (await prompt.text(ask.writerName, "--name", { check }))
          const choices = writerRoles.map((value) => ({ name: roles[value], value }))
          const role = given.role ?? (await prompt.choice(ask.role, "--role", choices))
          const members = await membersKeys(session, given, membersNeeded(file))
          const { number, at } = certifyWriter(file, { writer: id, role, name, key }, members, world)
          return { writer: id, entry: number, at: instantText(at) }
        },
        { human: ({ writer: id }) => `${done.certified(safe(id))}\n` },
      )
    })
  examples(add, app.labels.command, [
    "urne writer add desk-1.key.pub --role desk --name 'Jo Invented' --key anne.key bruno.key",
  ])
}

function listCommand(writer: Command, app: App): void {
  const list = writer.command("list").description(app.labels.register.commands.writerList)
  list.action(async () => {
    await app.onElection<{ readonly writers: readonly ListedWriter[] }>(
      list,
      async ({ file }) => {
        const { listedWriters } = await import("../register/writer-queries.ts")
        return { writers: listedWriters(file) }
      },
      { human: ({ writers }, screen) => writersScreen(writers, screen) },
    )
  })
  examples(list, app.labels.command, ["urne writer list"])
}

function removeCommand(writer: Command, app: App): void {
  const { commands, options, done } = app.labels.register
  const remove = writingOptions(
    writer.command("remove").description(commands.writerRemove).argument("<id>", options.writer),
    app,
  )
  remove
    .option("--reason <text>", options.reason)
    .action(async (id: string, given: WritingOptions & { readonly reason?: string }) => {
      await app.onElection<WriterChanged>(
        remove,
        async (session) => {
          const { removeWriter, requireWriter } = await import("../register/writer-operations.ts")
          await requireRegisterWritable(session)
          const { file, world, screen, prompt } = session
          requireWriter(file, id)
          const { ask } = screen.labels.register
          const check = await textCheck(session)
          const reason = given.reason ?? (await prompt.text(ask.reason, "--reason", { check }))
          const key = await writingKey(session, given)
          const { number, at } = removeWriter(file, { writer: id, reason }, [key], world)
          return { writer: id, entry: number, at: instantText(at) }
        },
        { human: () => `${done.removed(safe(id))}\n` },
      )
    })
  examples(remove, app.labels.command, ["urne writer remove desk-1 --reason 'The stick was lost' --key anne.key"])
}
