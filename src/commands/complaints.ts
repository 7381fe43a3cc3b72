import type { Command } from "commander"
import type { Numbered } from "../complaints/operations.ts"
import type { WholeComplaint, WholeObservation } from "../complaints/whole.ts"
import { instantText } from "../core/instant.ts"
import {
  type Complainant,
  complainants,
  type ComplaintOutcome,
  complaintOutcomes,
  type Observer,
  observers,
} from "../core/vocabulary.ts"
import type { ElectionSession } from "../election/session.ts"
import { formatLocalTime } from "../language/language.ts"
import {
  complaintScreen,
  complaintTable,
  observationTable,
  type ShownComplaint,
  type ShownComplaints,
} from "../screens/complaint.ts"
import { hashJson } from "../terminal/json.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import { safe, safeLines } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"
import { choiceOf, lineIfAny, lineOf } from "./facts.ts"
import {
  requireRegisterWritable,
  requiredText,
  writersNames,
  writingKey,
  type WritingOptions,
  writingOptions,
} from "./writing.ts"

/** `urne complaint …` and `urne observation …`: what people have the authority put on record. */
export function complaintCommands(program: Command, app: App): void {
  const { commands } = app.labels.complaints
  const complaint = program.command("complaint").description(commands.complaint)
  addCommand(complaint, app)
  answerCommand(complaint, app)
  listCommand(complaint, app)
  showCommand(complaint, app)
  receiptCommand(complaint, app)
  const observation = program.command("observation").description(commands.observation)
  observeCommand(observation, app)
  observationListCommand(observation, app)
}

/**
 * Complaints are answered within a day unless somebody says otherwise: most votes are counted and proclaimed on the
 * evening or the day after, and an answer that comes later puts nothing right. Periods before a court last days, and are
 * not touched by it.
 */
const usualHours = "24"
const mostHours = 720

/** An entry that was written: the number that it got among its kind, its place and its hour. */
interface Written {
  readonly number: number
  readonly entry: number
  /** RFC 3339, UTC. */
  readonly at: string
  readonly published: boolean
}

function writtenOf({ rank, number, at }: Numbered, published: boolean): Written {
  return { number: rank, entry: number, at: instantText(at), published }
}

interface AddOptions extends WritingOptions {
  readonly role?: Complainant
  readonly name?: string
  readonly contact?: string
  readonly incident?: string
  readonly answerWithin?: string
  readonly public?: boolean
}

function addCommand(complaint: Command, app: App): void {
  const { commands, options, done } = app.labels.complaints
  const add = writingOptions(
    complaint.command("add").description(commands.add).argument("[text]", options.complaint),
    app,
  )
  add
    .addOption(choiceOption("--role <role>", options.role, complainants))
    .option("--name <name>", options.name)
    .option("--contact <text>", options.contact)
    .option("--incident <number>", options.incident)
    .option("--answer-within <hours>", options.within)
    .option("--public", options.public)
    .action(async (typed: string | undefined, given: AddOptions) => {
      await app.onElection<Written & { readonly role: Complainant; readonly due: number; readonly timezone: string }>(
        add,
        async (session) => {
          const { enterComplaint } = await import("../complaints/operations.ts")
          await requireRegisterWritable(session)
          const hours = wholeNumber("--answer-within", given.answerWithin ?? usualHours, 1, mostHours)
          const incident = await knownIncident(session, given.incident)
          const { ask } = session.screen.labels.complaints
          const role = await roleOf(session, complainants, given.role, ask.role)
          const name = await lineOf(session, "--name", given.name, ask.name)
          const contact = await lineIfAny(session, "--contact", given.contact, ask.contact)
          const text = await requiredText(session, typed, "TEXT", ask.text)
          const key = await writingKey(session, given)
          const published = given.public === true
          const facts = { role, name, contact, incident, hours, text, published }
          const made = enterComplaint(session.file, facts, [key], session.world)
          const { timezone } = session.file.election.get().definition
          return { ...writtenOf(made, published), role, due: made.due, timezone }
        },
        {
          human: ({ number, due, timezone }, { count, language }) =>
            `${done.entered(count(number), formatLocalTime(due, timezone, language))}\n`,
          json: ({ number, entry, at, role, due, published }) => ({
            ...{ number, entry, at, role, published },
            due: instantText(due),
          }),
        },
      )
    })
  examples(add, app.labels.command, [
    "urne complaint add 'The list names me twice' --role voter --name 'Max Made-up' --key anne.key",
    "urne complaint add 'The second desk opened late' --public --role delegate --name 'Jo Invented' --answer-within 2 --key desk-1.key",
  ])
}

/** Returns one of a few roles, or asks for it by its name. */
async function roleOf<Role extends Complainant | Observer>(
  session: ElectionSession,
  all: readonly Role[],
  given: Role | undefined,
  question: string,
): Promise<Role> {
  const { roles } = session.screen.labels.register
  const names = Object.fromEntries(all.map((role) => [role, roles[role]])) as Readonly<Record<Role, string>>
  return choiceOf(session, "--role", given, question, names)
}

/** Reads the number of an incident, which has to exist before anybody is asked for anything. */
async function knownIncident({ file }: ElectionSession, typed: string | undefined): Promise<number | undefined> {
  if (typed === undefined) return undefined
  const { requireIncident } = await import("../incidents/queries.ts")
  return requireIncident(file, wholeNumber("--incident", typed, 1, largestNumber)).number
}

interface AnswerOptions extends WritingOptions {
  readonly outcome?: ComplaintOutcome
  readonly act?: string
  readonly incident?: string
  readonly public?: boolean
}

function answerCommand(complaint: Command, app: App): void {
  const { commands, options, done, outcomes } = app.labels.complaints
  const answer = writingOptions(
    complaint.command("answer").description(commands.answer).argument("<number>").argument("[text]", options.answer),
    app,
  )
  answer
    .addOption(choiceOption("--outcome <outcome>", options.outcome, complaintOutcomes))
    .option("--act <number>", options.act)
    .option("--incident <number>", options.incident)
    .option("--public", options.public)
    .action(async (typed: string, text: string | undefined, given: AnswerOptions) => {
      await app.onElection<Written & { readonly complaint: number; readonly outcome: ComplaintOutcome }>(
        answer,
        async (session) => {
          const { enterAnswer, requireAnswerable } = await import("../complaints/operations.ts")
          await requireRegisterWritable(session)
          const about = wholeNumber("NUMBER", typed, 1, largestNumber)
          const act = given.act === undefined ? undefined : wholeNumber("--act", given.act, 1, largestNumber)
          requireAnswerable(session.file, { complaint: about, act })
          const incident = await knownIncident(session, given.incident)
          const { ask } = session.screen.labels.complaints
          const outcome = await choiceOf(session, "--outcome", given.outcome, ask.outcome, outcomes)
          const said = await requiredText(session, text, "TEXT", ask.answer)
          const key = await writingKey(session, given)
          const published = given.public === true
          const facts = { complaint: about, outcome, act, incident, text: said, published }
          const made = enterAnswer(session.file, facts, [key], session.world)
          return { ...writtenOf(made, published), complaint: about, outcome }
        },
        {
          human: ({ complaint: about, outcome }, { count }) => `${done.answered(count(about), outcomes[outcome])}\n`,
          json: ({ number, ...rest }) => ({ ...rest, answer: number }),
        },
      )
    })
  examples(answer, app.labels.command, [
    "urne complaint answer 1 'The second line was struck out before the vote' --outcome upheld --key anne.key",
  ])
}

/** Reads everything that is on record, with the names of those who signed it. */
async function readAll({ file, world }: ElectionSession): Promise<ShownComplaints> {
  const { recordedComplaints } = await import("../complaints/queries.ts")
  const { hasRegister } = await import("../register/queries.ts")
  const { timezone } = file.election.get().definition
  const names = hasRegister(file) ? await writersNames(file) : {}
  return { ...recordedComplaints(file), names, now: world.now(), timezone }
}

function listCommand(complaint: Command, app: App): void {
  const list = complaint.command("list").description(app.labels.complaints.commands.list)
  list.action(async () => {
    await app.onElection(list, readAll, {
      human: complaintTable,
      json: ({ complaints, faults }) => ({ complaints: complaints.map(complaintJson), faults }),
    })
  })
  examples(list, app.labels.command, ["urne complaint list"])
}

function showCommand(complaint: Command, app: App): void {
  const show = complaint.command("show").description(app.labels.complaints.commands.show).argument("<number>")
  show.action(async (typed: string) => {
    await app.onElection(
      show,
      async ({ file, world }): Promise<ShownComplaint> => {
        const { requireComplaint } = await import("../complaints/queries.ts")
        const found = requireComplaint(file, wholeNumber("NUMBER", typed, 1, largestNumber))
        const { timezone } = file.election.get().definition
        return { complaint: found, names: await writersNames(file), now: world.now(), timezone }
      },
      { human: complaintScreen, json: ({ complaint: found }) => complaintJson(found) },
    )
  })
  examples(show, app.labels.command, ["urne complaint show 1"])
}

/** A receipt, and the place where it was written, if it was. */
interface Receipt {
  readonly number: number
  readonly entry: number
  readonly due: number
  /** 64 hexadecimal digits. */
  readonly line: string
  readonly text: string
  readonly path: string | undefined
}

function receiptCommand(complaint: Command, app: App): void {
  const { commands, options, done } = app.labels.complaints
  const receipt = complaint.command("receipt").description(commands.receipt).argument("<number>")
  receipt.option("--out <file>", options.out).action(async (typed: string, { out }: { readonly out?: string }) => {
    await app.onElection<Receipt>(
      receipt,
      async (session) => {
        const { requireComplaint } = await import("../complaints/queries.ts")
        const { complaintReceipt, lineHash } = await import("../complaints/receipt.ts")
        const { namedElection } = await import("../definition/named-election.ts")
        const { showEntry } = await import("../register/list-queries.ts")
        const { files } = session.world
        const found = requireComplaint(session.file, wholeNumber("NUMBER", typed, 1, largestNumber))
        if (out !== undefined) await files.requireWritable(out)
        const shown = showEntry(session.file, found.entry)
        const names = await writersNames(session.file)
        const signers = found.by.map((id) => names[id] ?? id)
        const text = complaintReceipt(namedElection(session.file.election.get()), found, shown, signers)
        if (out !== undefined) await files.writeWhole(out, new TextEncoder().encode(text), { secret: true })
        const { number, entry, due } = found
        return { number, entry, due, line: lineHash(shown), text, path: out }
      },
      {
        human: ({ number, text, path }, { count }) =>
          path === undefined ? safeLines(text) : `${done.written(count(number), safe(path))}\n`,
        json: ({ number, due, line, path, ...rest }) => ({
          ...{ ...rest, complaint: number, due: instantText(due), line: hashJson(line) },
          ...(path === undefined ? {} : { path }),
        }),
      },
    )
  })
  examples(receipt, app.labels.command, ["urne complaint receipt 1", "urne complaint receipt 1 --out complaint-1.txt"])
}

interface ObserveOptions extends WritingOptions {
  readonly role?: Observer
  readonly name?: string
  readonly public?: boolean
}

function observeCommand(observation: Command, app: App): void {
  const { commands, options, done } = app.labels.complaints
  const add = writingOptions(
    observation.command("add").description(commands.observationAdd).argument("[text]", options.observation),
    app,
  )
  add
    .addOption(choiceOption("--role <role>", options.observer, observers))
    .option("--name <name>", options.name)
    .option("--public", options.public)
    .action(async (typed: string | undefined, given: ObserveOptions) => {
      await app.onElection<Written & { readonly role: Observer }>(
        add,
        async (session) => {
          const { enterObservation } = await import("../complaints/operations.ts")
          await requireRegisterWritable(session)
          const { ask } = session.screen.labels.complaints
          const role = await roleOf(session, observers, given.role, ask.observer)
          const name = await lineIfAny(session, "--name", given.name, ask.observerName)
          const text = await requiredText(session, typed, "TEXT", ask.observed)
          const key = await writingKey(session, given)
          const published = given.public === true
          const made = enterObservation(session.file, { role, name, text, published }, [key], session.world)
          return { ...writtenOf(made, published), role }
        },
        { human: ({ number }, { count }) => `${done.observed(count(number))}\n` },
      )
    })
  examples(add, app.labels.command, [
    "urne observation add 'The seals were shown to everybody' --public --role delegate --key anne.key",
  ])
}

function observationListCommand(observation: Command, app: App): void {
  const list = observation.command("list").description(app.labels.complaints.commands.observationList)
  list.action(async () => {
    await app.onElection(list, readAll, {
      human: observationTable,
      json: ({ observations, faults }) => ({
        observations: observations.map(observationJson),
        faults,
      }),
    })
  })
  examples(list, app.labels.command, ["urne observation list"])
}

function complaintJson({ at, due, contact, incident, answers, ...rest }: WholeComplaint): object {
  return {
    ...rest,
    at: instantText(at),
    due: instantText(due),
    ...(contact === undefined ? {} : { contact }),
    ...(incident === undefined ? {} : { incident }),
    answers: answers.map(({ act, incident: about, ...one }) => ({
      ...{ ...one, at: instantText(one.at) },
      ...(act === undefined ? {} : { act }),
      ...(about === undefined ? {} : { incident: about }),
    })),
  }
}

function observationJson({ at, name, ...rest }: WholeObservation): object {
  return { ...rest, at: instantText(at), ...(name === undefined ? {} : { name }) }
}
