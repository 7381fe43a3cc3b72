import type { Command } from "commander"
import type { Choice } from "../belenios/choice.ts"
import type { Election } from "../belenios/election.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import { ballotText, type GivenReceipt, receiptText } from "../screens/voter.ts"
import { safe } from "../terminal/output.ts"
import { attempts } from "../terminal/prompt.ts"
import type { VotingSession } from "../urn/cast-operations.ts"
import type { BallotReceipt } from "../urn/receipt-queries.ts"
import { type App, globalsOf } from "./app.ts"
import { examples } from "./commander.ts"
import { chosenAnswers, readCode } from "./voter.ts"

interface VoteOptions {
  readonly codeFile?: string
  readonly choice?: readonly string[]
  readonly receipt?: string
  readonly out?: string
  readonly force?: boolean
  /** Shows no choice on the screen, where the next person would read it. */
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
      await app.onElection<GivenReceipt>(
        cast,
        (session) => vote(session, { ...given, quiet: globalsOf(cast).quiet === true }),
        {
          human: (receipt, screen) => {
            const { cast: heading, trackerHelp: help } = screen.labels.urn
            return receiptText(receipt, screen, { heading, help })
          },
        },
      )
    })
  examples(cast, app.labels.command, [
    "urne cast",
    "urne cast --code-file code.txt --choice 1=2 --receipt receipt.txt --yes",
  ])
}

async function vote(session: ElectionSession, given: VoteOptions) {
  const { castVote, requireOpen } = await import("../urn/cast-operations.ts")
  const { file, world } = session
  // Anything besides the ballot that can go wrong should do so before it is accepted.
  const urnKey = await session.urnKey()
  await requireWritable(session, given.receipt, given.force)
  requireOpen(file, world.now())
  // The next voter must not read anything of this one's choice.
  const receipt = await session.erasing(async () => {
    const booth = await enterBooth(session, given)
    const choices = await confirmedChoices(session, booth.election, given)
    return castVote(file, booth, choices, urnKey, world)
  })
  await writeReceipt(session, receipt, given)
  return { ...receipt, path: given.receipt }
}

/** Asks for the code. A voter who mistypes it at a terminal is asked again, and never types it anywhere else. */
async function enterBooth(session: ElectionSession, given: VoteOptions): Promise<VotingSession> {
  const { beginVote } = await import("../urn/cast-operations.ts")
  const { file, world } = session
  const asked = given.codeFile === undefined && session.prompt.interactive
  for (let left = asked ? attempts : 1; ; left--) {
    const code = await readCode(session, given.codeFile)
    try {
      const booth = beginVote(file, code, world.now())
      // Nothing that was said of a mistyped code stands above the ballot.
      if (asked && left < attempts) session.prompt.clear()
      return booth
    } catch (error) {
      if (left === 1 || !isUnknownCode(error)) throw error
      session.show(session.explain(error))
    }
  }
}

/** Whether the code is unknown, as opposed to one that is right but may not vote. */
function isUnknownCode(error: unknown): error is UrneError {
  if (!(error instanceof UrneError)) return false
  const { code, params } = error as UrneError
  if (code === "not-a-code") return true
  return code === "ballot-refused" && "finding" in params && params.finding.code === "BALLOT_CREDENTIAL"
}

/** Shows the voter's choices and has them confirmed. A voter who sees a mistake chooses again. */
async function confirmedChoices(session: Session, election: Election, given: VoteOptions): Promise<readonly Choice[]> {
  const { urn } = session.screen.labels
  const instead = { word: urn.changeWord, text: urn.change(urn.changeWord) }
  let choices: readonly Choice[] = []
  for (;;) {
    choices = await chosenAnswers(session, election.questions, given.choice, choices)
    if (given.quiet !== true) session.show(`\n${ballotText(election, choices, session.screen)}\n`)
    const chosenHere = given.choice === undefined
    if (await session.prompt.confirm(urn.confirm, urn.confirmWord, chosenHere ? instead : undefined)) return choices
  }
}

/**
 * Writes the receipt. The ballot is in the urn whatever happens to the file, so the voter is shown the receipt in any
 * case.
 */
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

async function requireWritable({ world }: Session, path: string | undefined, force = false): Promise<void> {
  if (path !== undefined) await world.files.requireWritable(path, { force: force && "receipt" })
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
  const { makeArchivedBallot, readArchivedElection } = await import("../urn/cast-operations.ts")
  const { isRehearsalName } = await import("../definition/election-name.ts")
  const archived = await readArchivedElection(path, session.world)
  const { election } = archived
  const { random, files } = session.worldOf({
    rehearsal: isRehearsalName(election.name),
    uuid: election.uuid,
    size: () => 0,
  })
  const code = await readCode(session, given.codeFile)
  const choices = await chosenAnswers(session, election.questions, given.choice)
  const body = makeArchivedBallot(archived, code, choices, random)
  const ballot = utf8Text(body) ?? ""
  const { out, force = false } = given
  if (out !== undefined) await files.writeWhole(out, `${ballot}\n`, { force: force && "ballot" })
  return { ballot, path: out }
}
