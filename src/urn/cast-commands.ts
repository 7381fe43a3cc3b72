import type { Command } from "commander"
import type { Choice } from "../belenios/choice.ts"
import type { Election } from "../belenios/election.ts"
import type { Question } from "../belenios/question.ts"
import { type App, type ElectionSession, globalsOf, type Session } from "../cli/app.ts"
import { examples } from "../cli/commander.ts"
import { safe, type Screen } from "../cli/output.ts"
import { attempts } from "../cli/prompt.ts"
import { readSecret } from "../cli/secrets.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { BallotReceipt } from "./accept-operations.ts"
import type { VotingSession } from "./cast-operations.ts"

interface VoteOptions {
  readonly codeFile?: string
  readonly choice?: readonly string[]
  readonly receipt?: string
  readonly out?: string
  readonly force?: boolean
  /** Whoever wants nothing shown sees no choice on the screen: the next one at it would read it. */
  readonly quiet?: boolean
}

export function castCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const cast = program.command("cast").description(commands.cast)
  cast
    .option("--code-file <file>", options.codeFile)
    .option("--choice <question=answer...>", options.choice)
    .option("--receipt <file>", options.receipt)
    .option("--force", options.force)
    .action(async (given: VoteOptions) => {
      await app.onElection<BallotReceipt & { readonly path: string | undefined }>(
        cast,
        (session) => vote(session, { ...given, quiet: globalsOf(cast).quiet === true }),
        { human: receiptScreen },
      )
    })
  examples(cast, app.labels.command, [
    "urne cast",
    "urne cast --code-file code.txt --choice 1=2 --receipt receipt.txt --yes",
  ])
}

async function vote(session: ElectionSession, given: VoteOptions) {
  const { castVote, requireOpen } = await import("./cast-operations.ts")
  const { election, world } = session
  // Everything that can go wrong beside the ballot goes wrong before it.
  const urnKey = await session.urnKey()
  await requireWritable(session, given.receipt, given.force)
  requireOpen(election, world.now())
  // The next voter reads nothing of this one's choice.
  const receipt = await session.erasing(async () => {
    const booth = await enterBooth(session, given)
    const choices = await confirmedChoices(session, booth.election, given)
    return castVote(election, booth, choices, urnKey, world)
  })
  await writeReceipt(session, receipt, given)
  return { ...receipt, path: given.receipt }
}

/** Asks for the code; whoever mistypes it at a terminal is asked again, and does not type it anywhere else. */
async function enterBooth(session: ElectionSession, given: VoteOptions): Promise<VotingSession> {
  const { beginVote } = await import("./cast-operations.ts")
  const { election, world } = session
  const asked = given.codeFile === undefined && session.prompt.interactive
  for (let left = asked ? attempts : 1; ; left--) {
    const code = await readCode(session, given)
    try {
      return beginVote(election, code, world.now())
    } catch (error) {
      if (left === 1 || !isUnknownCode(error)) throw error
      session.show(session.explain(error))
    }
  }
}

/** As opposed to a code that is right and may not vote. */
function isUnknownCode(error: unknown): error is UrneError {
  if (!(error instanceof UrneError)) return false
  const { code, params } = error as UrneError
  if (code === "not-a-code") return true
  return code === "ballot-refused" && "finding" in params && params.finding.code === "BALLOT_CREDENTIAL"
}

/** What the voter chose, read again and confirmed; whoever sees a mistake chooses again. */
async function confirmedChoices(session: Session, election: Election, given: VoteOptions): Promise<readonly Choice[]> {
  const { urn } = session.screen.labels
  const instead = { word: urn.changeWord, text: urn.change(urn.changeWord) }
  for (;;) {
    const choices = await chooseAnswers(session, election.questions, given)
    if (given.quiet !== true) session.show(`\n${summary(election, choices, session.screen)}\n`)
    const chosenHere = given.choice === undefined
    if (await session.prompt.confirm(urn.confirm, urn.confirmWord, chosenHere ? instead : undefined)) return choices
  }
}

/** The ballot is in the urn whatever happens to the file, so its voter is given the receipt in any case. */
async function writeReceipt(session: Session, { receipt, tracker }: BallotReceipt, given: VoteOptions): Promise<void> {
  const { receipt: path, force = false } = given
  if (path === undefined) return
  try {
    await session.world.files.writeWhole(path, receipt, { force: force && "receipt" })
  } catch (error) {
    if (!(error instanceof UrneError)) throw error
    session.show(receipt)
    const { params } = error as UrneError
    const cause = "cause" in params ? params.cause : "EEXIST"
    throw new UrneError("receipt-unwritten", { path, tracker, cause, receipt }, { cause: error })
  }
}

async function readCode(session: Session, { codeFile }: VoteOptions): Promise<string> {
  return readSecret(session, session.screen.labels.urn.code, "--code-file", codeFile)
}

async function requireWritable({ world }: Session, path: string | undefined, force = false): Promise<void> {
  if (path !== undefined) await world.files.requireWritable(path, { force: force && "receipt" })
}

/** The choices of the options, or those that the voter makes at the terminal, question by question. */
async function chooseAnswers(
  session: Session,
  questions: readonly Question[],
  { choice }: VoteOptions,
): Promise<readonly Choice[]> {
  const { parseChoices } = await import("./choices.ts")
  const { choiceFindings } = await import("../belenios/choice.ts")
  const choices: Choice[] = choice === undefined ? [] : [...parseChoices(questions, choice)]
  if (choice === undefined) for (const question of questions) choices.push(await ask(session, question))
  const findings = choiceFindings(questions, choices, "--choice")
  if (findings.length > 0) throw new UrneError("faulty-artefact", { path: "--choice", findings })
  return choices
}

async function ask({ prompt, screen, show }: Session, question: Question): Promise<Choice> {
  const { urn } = screen.labels
  const { answers, blank, min, max } = question
  const listed = answers.map((answer, index) => ({ name: safe(answer), value: index }))
  const marked = (chosen: readonly number[]) => answers.map((_, index) => (chosen.includes(index) ? 1 : 0))
  if (max === 1) {
    const others = [
      ...(min === 0 ? [{ name: urn.noAnswer, value: undefined }] : []),
      ...(blank ? [{ name: urn.blank, value: "blank" as const }] : []),
    ]
    const chosen = await prompt.choice<number | "blank" | undefined>(
      urn.chooseOne(safe(question.question)),
      "--choice",
      [...listed, ...others],
    )
    return chosen === "blank" ? chosen : marked(chosen === undefined ? [] : [chosen])
  }
  const blankLine = blank ? [{ name: urn.blank, value: -1 }] : []
  for (;;) {
    const title = urn.chooseSome(safe(question.question), min, max)
    const chosen = await prompt.choices<number>(title, "--choice", [...listed, ...blankLine])
    if (chosen.length === 1 && chosen[0] === -1) return "blank"
    if (!chosen.includes(-1) && chosen.length >= min && chosen.length <= max) return marked(chosen)
    show(`${urn.someOutOfBounds(min, max)}\n`)
  }
}

function summary({ questions }: Election, choices: readonly Choice[], { labels, style }: Screen): string {
  const lines = questions.flatMap(({ question, answers }, rank) => {
    const choice = choices[rank] ?? []
    const chosen = choice === "blank" ? [labels.urn.blank] : answers.filter((_, index) => choice[index] === 1).map(safe)
    return [
      `  ${safe(question)}`,
      ...(chosen.length === 0 ? [labels.urn.noAnswer] : chosen).map((one) => `    ${style.bold(one)}`),
    ]
  })
  return `${labels.urn.summary}\n${lines.join("\n")}\n`
}

function receiptScreen(
  { tracker, receipt, path }: BallotReceipt & { readonly path: string | undefined },
  { labels, style }: Screen,
): string {
  const { urn } = labels
  const kept = path === undefined ? `${urn.receiptFollows}\n\n${receipt}` : `${urn.receiptWritten(safe(path))}\n`
  return `${urn.cast}\n${labels.command.titled(urn.tracker, style.bold(tracker))}\n${urn.trackerHelp}\n${kept}`
}

export function encryptCommand(ballots: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const encrypt = ballots.command("encrypt").description(commands.ballotsEncrypt).argument("<archive>")
  encrypt
    .option("--code-file <file>", options.codeFile)
    .option("--choice <question=answer...>", options.choice)
    .option("--out <file>", options.out)
    .option("--force", options.force)
    .action(async (path: string, given: VoteOptions) => {
      await app.run(encrypt, (session) => encryptBallot(session, path, given), {
        human: ({ ballot, path: written }, { labels }) =>
          written === undefined ? `${ballot}\n` : `${labels.urn.ballotWritten(safe(written))}\n`,
      })
    })
  examples(encrypt, app.labels.command, [
    "urne ballots encrypt congress.bel --code-file code.txt --choice 1=blank",
    "urne ballots encrypt congress.bel --code-file code.txt --choice 1=2 | urne ballots import - --channel office",
  ])
}

async function encryptBallot(session: Session, path: string, given: VoteOptions) {
  const { makeArchivedBallot, readArchivedElection } = await import("./cast-operations.ts")
  const { isRehearsalName } = await import("../definition/election-name.ts")
  const archived = await readArchivedElection(path, session.world)
  const { election } = archived
  const { random, files } = session.worldOf({
    rehearsal: isRehearsalName(election.name),
    uuid: election.uuid,
    size: () => 0,
  })
  const code = await readCode(session, given)
  const choices = await chooseAnswers(session, election.questions, given)
  const body = makeArchivedBallot(archived, code, choices, random)
  const ballot = utf8Text(body) ?? ""
  const { out, force = false } = given
  if (out !== undefined) await files.writeWhole(out, `${ballot}\n`, { force: force && "ballot" })
  return { ballot, path: out }
}
