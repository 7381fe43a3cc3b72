import type { Command } from "commander"
import { instantText } from "../core/instant.ts"
import { type AttendanceRole, attendanceRoles } from "../core/vocabulary.ts"
import type { Attendance, LogLine } from "../register/evening-queries.ts"
import type { ProvedEntry } from "../register/queries.ts"
import type { Names } from "../screens/act-summary.ts"
import { attendanceScreen, logScreen } from "../screens/register.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"
import {
  requiredText,
  requireRegisterWritable,
  writersNames,
  writingKey,
  type WritingOptions,
  writingOptions,
} from "./writing.ts"

/** `urne log …`, the log book, and `urne attendance …`, the attendance sheet. */
export function eveningCommands(program: Command, app: App): void {
  const { commands } = app.labels.register
  const log = program.command("log").description(commands.log)
  logAddCommand(log, app)
  logListCommand(log, app)
  const attendance = program.command("attendance").description(commands.attendance)
  inCommand(attendance, app)
  outCommand(attendance, app)
  attendanceListCommand(attendance, app)
}

/** An entry that was written: its number and its hour. */
interface Written {
  readonly entry: number
  /** RFC 3339, UTC. */
  readonly at: string
}

function writtenOf({ number, at }: ProvedEntry): Written {
  return { entry: number, at: instantText(at) }
}

function logAddCommand(log: Command, app: App): void {
  const { commands, options, done } = app.labels.register
  const add = writingOptions(log.command("add").description(commands.logAdd).argument("[text]", options.text), app)
  add
    .option("--public", options.public)
    .action(async (text: string | undefined, given: WritingOptions & { readonly public?: boolean }) => {
      await app.onElection<Written & { readonly published: boolean }>(
        add,
        async (session) => {
          const { noteInLog } = await import("../register/evening-operations.ts")
          await requireRegisterWritable(session)
          const line = await requiredText(session, text, "TEXT", session.screen.labels.register.ask.text)
          const published = given.public === true
          const key = await writingKey(session, given)
          return { ...writtenOf(noteInLog(session.file, { text: line, published }, [key], session.world)), published }
        },
        {
          human: ({ entry, published }, { count }) =>
            `${published ? done.notedPublic(count(entry)) : done.noted(count(entry))}\n`,
        },
      )
    })
  examples(add, app.labels.command, [
    "urne log add 'The lamp of the second desk failed' --key anne.key",
    "urne log add 'The hall is open' --public --key desk-1.key",
  ])
}

function logListCommand(log: Command, app: App): void {
  const list = log.command("list").description(app.labels.register.commands.logList)
  list.action(async () => {
    let names: Names = {}
    await app.onElection<{ readonly lines: readonly LogLine[] }>(
      list,
      async ({ file }) => {
        const { logBook } = await import("../register/evening-queries.ts")
        names = await writersNames(file)
        return { lines: logBook(file) }
      },
      { human: ({ lines }, screen) => logScreen(lines, names, screen) },
    )
  })
  examples(list, app.labels.command, ["urne log list"])
}

interface InOptions extends WritingOptions {
  readonly role?: AttendanceRole
}

function inCommand(attendance: Command, app: App): void {
  const { commands, options, done } = app.labels.register
  const enter = writingOptions(attendance.command("in").description(commands.in).argument("[name]", options.name), app)
  enter
    .addOption(choiceOption("--role <role>", options.role, attendanceRoles))
    .action(async (name: string | undefined, given: InOptions) => {
      await app.onElection<Written & { readonly role: AttendanceRole; readonly name: string }>(
        enter,
        async (session) => {
          const { enterAttendance } = await import("../register/evening-operations.ts")
          await requireRegisterWritable(session)
          const { ask, roles } = session.screen.labels.register
          const who = await requiredText(session, name, "NAME", ask.name)
          const choices = attendanceRoles.map((value) => ({ name: roles[value], value }))
          const role = given.role ?? (await session.prompt.choice(ask.role, "--role", choices))
          const key = await writingKey(session, given)
          return {
            ...writtenOf(enterAttendance(session.file, { role, name: who }, [key], session.world)),
            ...{ role, name: who },
          }
        },
        {
          human: ({ role, name: who }, { labels: { register } }) =>
            `${done.entered(safe(who), register.roles[role])}\n`,
        },
      )
    })
  examples(enter, app.labels.command, ["urne attendance in 'Max Made-up' --role bailiff --key anne.key"])
}

function outCommand(attendance: Command, app: App): void {
  const { commands, options, done } = app.labels.register
  const leave = writingOptions(attendance.command("out").description(commands.out).argument("<name>", options.who), app)
  leave.action(async (who: string, given: WritingOptions) => {
    await app.onElection<Written & { readonly entered: number; readonly name: string }>(
      leave,
      async (session) => {
        const { leaveAttendance } = await import("../register/evening-operations.ts")
        const { findPresent } = await import("../register/evening-queries.ts")
        await requireRegisterWritable(session)
        const { entry: entered, name } = findPresent(session.file, who)
        const key = await writingKey(session, given)
        return { ...writtenOf(leaveAttendance(session.file, entered, [key], session.world)), entered, name }
      },
      { human: ({ name }) => `${done.left(safe(name))}\n` },
    )
  })
  examples(leave, app.labels.command, [
    "urne attendance out 'Max Made-up' --key anne.key",
    "urne attendance out 3 --key anne.key",
  ])
}

function attendanceListCommand(attendance: Command, app: App): void {
  const list = attendance.command("list").description(app.labels.register.commands.attendanceList)
  list.action(async () => {
    await app.onElection<{ readonly people: readonly Attendance[] }>(
      list,
      async ({ file }) => {
        const { attendanceSheet } = await import("../register/evening-queries.ts")
        return { people: attendanceSheet(file) }
      },
      {
        human: ({ people }, screen) => attendanceScreen(people, screen),
        json: ({ people }) => ({ people: people.map(({ to, ...rest }) => ({ ...rest, to: to ?? null })) }),
      },
    )
  })
  examples(list, app.labels.command, ["urne attendance list"])
}
