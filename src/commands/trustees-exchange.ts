import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import type { Sha256 } from "../journal/event.ts"
import { answerScreen, type Received, receivedScreen } from "../screens/key-ceremony.ts"
import { safe } from "../terminal/output.ts"
import type { AnsweredRequest } from "../trustees/holder-operations.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { signingKeys } from "./holder-keys.ts"
import { nextStepAfter } from "./next-step.ts"
import { choosePassphrase, withPassphrase } from "./passphrases.ts"

/** Commands of a ceremony held apart: requests are carried to the holders, and replies carried back. */
export function exchangeCommands(trustees: Command, app: App): void {
  answerCommand(trustees, app)
  receiveCommand(trustees, app)
}

interface AnswerOptions {
  readonly key?: string
  readonly passphraseFile?: string
  readonly out?: string
  readonly record?: string
  readonly signWith?: string
  readonly signPassphraseFile?: string
  readonly force?: boolean
}

function answerCommand(trustees: Command, app: App): void {
  const { commands, options } = app.labels.trustees
  const answer = trustees.command("answer").description(commands.answer).argument("<request>")
  answer
    .option("-k, --key <file>", options.key)
    .option("--passphrase-file <file>", options.passphraseFile)
    .option("--out <file>", options.reply)
    .option("--sign-with <file>", options.signWith)
    .option("--sign-passphrase-file <file>", options.signPassphraseFile)
    .option("--record <path>", options.record)
    .option("--force", options.force)
    .action(async (path: string, given: AnswerOptions) => {
      await app.run<AnsweredRequest>(answer, (session) => answerHere(session, path, given), {
        human: answerScreen,
        json: ({ replyPath: path, ...rest }) => ({ ...rest, path }),
      })
    })
  examples(answer, app.labels.command, [
    "urne trustees answer ada-214-join.request.json --key ada.trustee-key --sign-with ada.key",
    "urne trustees answer ada-214-commit.request.json --key ada.trustee-key",
    "urne trustees answer ada-901-decrypt.request.json --key ada.trustee-key --record record/",
  ])
}

async function answerHere(session: Session, path: string, given: AnswerOptions): Promise<AnsweredRequest> {
  const { answerFromFile, askedBy, openHolderFile, readRequest } = await import("../trustees/holder-operations.ts")
  const { replyPathOf } = await import("../trustees/exchange-operations.ts")
  const request = await readRequest(path, session.world)
  const world = session.worldOf({ rehearsal: request.rehearsal, uuid: request.uuid, size: () => 0 })
  const { trustees } = session.screen.labels
  const asked = askedBy(request)
  const { key } = given
  if (key === undefined) {
    throw new UrneError("holder-key-unnamed", { holder: asked.holder, step: asked.step, request: path })
  }
  const there = (await world.files.kind(key)) !== undefined
  session.show(`${trustees.asked(safe(asked.election), safe(asked.holder), trustees.steps[asked.step])}\n`)
  // A holder may have a signing key as well, whose passphrase is asked for afterwards.
  if (!there && given.passphraseFile === undefined) {
    session.show(`${trustees.keyOf(safe(asked.holder), safe(key))}\n`)
  }
  const passphrase = there
    ? await withPassphrase(session, key, given.passphraseFile, async (typed) => {
        // It is tried while its owner is there, so that a mistake can be corrected at once.
        if (given.passphraseFile === undefined) await openHolderFile({ path: key, passphrase: typed }, world)
        return typed
      })
    : await choosePassphrase(session, given.passphraseFile, { rehearsal: request.rehearsal })
  const [signing] = await signingKeys(session, given.signWith, given.signPassphraseFile)
  const order = {
    request,
    path,
    key: { path: key, passphrase },
    ...(signing && { signing }),
    reply: given.out ?? replyPathOf(path),
    force: given.force === true,
  }
  return answerFromFile(order, (authority) => readPublished(given, authority, world), world)
}

async function readPublished({ record }: AnswerOptions, authority: Sha256, world: World) {
  const { verifiedRecord } = await import("./verified-record.ts")
  if (record === undefined) throw new UrneError("missing-option", { option: "--record" })
  return verifiedRecord(record, authority, world)
}

function receiveCommand(trustees: Command, app: App): void {
  const { commands, options } = app.labels.trustees
  const receive = trustees.command("receive").description(commands.receive).argument("<reply...>")
  receive
    .option("--out <folder>", options.requests, ".")
    .action(async (paths: readonly string[], { out }: { out: string }) => {
      await app.onElection<Received>(receive, (session) => receiveAll(session, paths, out, receive), {
        human: receivedScreen,
        json: ({ ceremony, possession, decryption }) => ({ ceremony, possession, decryption }),
        status: ({ decryption }) => (decryption?.shares.some(({ state }) => state === "refused") === true ? 5 : 0),
      })
    })
  examples(receive, app.labels.command, ["urne trustees receive replies/*.reply.json --out requests"])
}

async function receiveAll(
  session: ElectionSession,
  paths: readonly string[],
  out: string,
  command: Command,
): Promise<Received> {
  const { file, world } = session
  const { readReplies, receiveReplies } = await import("../trustees/exchange-operations.ts")
  const { receiveChecks } = await import("../trustees/check-operations.ts")
  const { receiveShares } = await import("../tally/decrypt-operations.ts")
  const replies = await readReplies(file, paths, world)
  const checks = replies.filter(({ reply }) => reply.answer.step === "check")
  const shares = replies.filter(({ reply }) => reply.answer.step === "decrypt")
  const ceremony = replies.filter((each) => !checks.includes(each) && !shares.includes(each))
  const made = ceremony.length === 0 ? undefined : await receiveReplies(file, ceremony, out, world)
  return {
    ceremony: made,
    possession: checks.length === 0 ? undefined : receiveChecks(file, checks, world.now()),
    decryption: shares.length === 0 ? undefined : receiveShares(file, shares, world.now()),
    advice: made?.established === true ? await nextStepAfter(command, session) : undefined,
  }
}
