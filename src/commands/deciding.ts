import type { Command } from "commander"
import { dirname } from "node:path"
import type { Signer } from "../authority/key-search-queries.ts"
import { isCancelled } from "../core/cancellation.ts"
import { UrneError } from "../core/error.ts"
import type { ActKind } from "../core/vocabulary.ts"
import type { Statement } from "../authority/act.ts"
import type { OpenedKey } from "../authority/member-operations.ts"
import type { Definition } from "../definition/definition.ts"
import { actWords, missingText, soFar } from "../screens/act.ts"
import { personText } from "../screens/act-summary.ts"
import type { App } from "./app.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import { wholeNumber } from "../terminal/options.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { asksPassphrase, withPassphrase } from "./passphrases.ts"
import { type ActProgress } from "../authority/act-queries.ts"

/** The options of every command that proposes or signs an act. The nth passphrase file opens the nth key. */
export interface SigningOptions {
  readonly key?: readonly string[]
  readonly passphraseFile?: readonly string[]
  readonly sign?: boolean
  readonly validFor?: string
}

export function signingOptions(command: Command, app: App): Command {
  const { options } = app.labels.authority
  return command
    .option("-k, --key <file...>", options.key)
    .option("--passphrase-file <file...>", options.passphraseFile)
    .option("--valid-for <hours>", options.validFor)
    .option("--no-sign", options.noSign)
}

/**
 * Proposes an act, shows its text and has it signed: by the keys named, then at a terminal by members in turn until its
 * quorum is met. Without a terminal it stops there and says who is missing. Re-running continues. Keys that open without
 * a question are opened first: if one does not, nothing is proposed.
 */
export async function decide(
  session: ElectionSession,
  kind: ActKind,
  given: readonly Statement[],
  options: SigningOptions,
): Promise<ActProgress> {
  const { proposeAct, requireProposable } = await import("../authority/operations.ts")
  const { lifecycleOf } = await import("../election/lifecycle.ts")
  const lifecycle = lifecycleOf(session.world)
  const validity = validityOf(options.validFor)
  const proposal = { kind, given, ...(validity === undefined ? {} : { validity }) }
  if (keyPaths(options).length > 0) requireProposable(session.election, lifecycle, proposal, session.world.now())
  const keys = await keysGiven(session, options)
  const progress = proposeAct(session.election, lifecycle, proposal, session.world.now())
  return signWith(session, progress, keys, options)
}

/** Has the pending act signed: see `decide`. */
export async function collectSignatures(
  session: ElectionSession,
  pending: ActProgress,
  options: SigningOptions,
): Promise<ActProgress> {
  return signWith(session, pending, await keysGiven(session, options), options)
}

/** A key named by an option; it is opened once the act was shown where its passphrase is to be typed. */
type GivenKey = OpenedKey | (() => Promise<OpenedKey>)

function keyPaths({ sign, key }: SigningOptions): readonly string[] {
  return sign === false ? [] : (key ?? [])
}

async function keysGiven(session: ElectionSession, options: SigningOptions): Promise<readonly GivenKey[]> {
  const keys: GivenKey[] = []
  for (const [i, path] of keyPaths(options).entries()) {
    const file = options.passphraseFile?.[i]
    const open = () => openKey(session, path, file)
    // A file that is not there, or is none of a key, is missed before the act is proposed.
    keys.push((await asksPassphrase(session, path, file)) ? open : await open())
  }
  return keys
}

async function openKey(session: ElectionSession, path: string, passphraseFile?: string): Promise<OpenedKey> {
  const { openMemberKey } = await import("../authority/member-operations.ts")
  return withPassphrase(session, path, passphraseFile, (passphrase) =>
    openMemberKey({ path, passphrase }, session.world),
  )
}

async function signWith(
  session: ElectionSession,
  pending: ActProgress,
  keys: readonly GivenKey[],
  options: SigningOptions,
): Promise<ActProgress> {
  if (options.sign === false) return pending
  try {
    if (keys.length === 0 && !session.prompt.interactive) return pending
    await showSubject(session, pending.kind)
    if (keys.length > 0) return await signByKeys(session, pending, keys)
    // Who may sign is listed with each question.
    session.show(`${actWords(pending, session.screen)}\n${soFar(pending, session.screen)}`)
    return await signInTurn(session, pending)
  } catch (error) {
    if (!isCancelled(error)) throw error
    throw new UrneError("signing-cancelled", { act: pending.act }, { cause: error })
  }
}

/** What an act is about and names by its hash alone: the ballot that is sealed, the result that is proclaimed. */
async function showSubject({ election, world, screen, show }: ElectionSession, kind: ActKind): Promise<void> {
  await showDefined(kind, election.election.get().definition, screen, { show })
  if (kind !== "proclaim") return
  const { electionResult } = await import("../tally/result-queries.ts")
  const { resultScreen } = await import("./result.ts")
  show(`${resultScreen(await electionResult(election, world.now()), screen)}\n`)
}

/** The election that an act constitutes or seals: the act names it by its hash. */
export async function showDefined(
  kind: ActKind,
  definition: Definition,
  screen: Screen,
  { show }: Pick<Session, "show">,
): Promise<void> {
  if (kind !== "constitute" && kind !== "seal") return
  const { definitionScreen } = await import("../screens/definition.ts")
  show(`${screen.labels.act.asDefined}\n\n${definitionScreen(definition, screen)}\n`)
}

async function signByKeys(
  session: ElectionSession,
  pending: ActProgress,
  keys: readonly GivenKey[],
): Promise<ActProgress> {
  const { requireSigners } = await import("../authority/member-operations.ts")
  session.show(`${actWords(pending, session.screen)}\n\n`)
  requireSigners(
    session.election,
    pending,
    keys.filter((key) => typeof key !== "function"),
  )
  let progress = pending
  for (const key of keys) {
    if (progress.state !== "pending") break
    progress = await sign(session, progress, typeof key === "function" ? await key() : key)
  }
  return progress
}

/** Signs, and says at a terminal who has signed and who is missing. */
async function sign(session: ElectionSession, before: ActProgress, key: OpenedKey): Promise<ActProgress> {
  const { signPendingAct } = await import("../authority/member-operations.ts")
  const { lifecycleOf } = await import("../election/lifecycle.ts")
  const after = await signPendingAct(session.election, lifecycleOf(session.world), key, before, session.world)
  if (session.prompt.interactive) session.show(`${signedText(before, after, key, session.screen)}\n`)
  return after
}

/** `Anne Levade (anne) has signed; missing: 1 more signature`. */
function signedText(before: ActProgress, after: ActProgress, { key }: OpenedKey, screen: Screen): string {
  const { authority } = screen.labels
  const member = after.signed.find((one) => !before.signed.includes(one))
  const said =
    member === undefined
      ? authority.hadSigned(safe(key.name))
      : authority.hasSigned(personText(member, after.names, screen))
  if (after.state !== "pending" || after.missing === undefined) return said
  return authority.stillMissing(said, missingText(after.missing, screen))
}

/** Members come to the terminal one after another; a mistake of one is said, and the next may go on. */
async function signInTurn(session: ElectionSession, pending: ActProgress): Promise<ActProgress> {
  const { labels } = session.screen
  let progress = pending
  while (progress.state === "pending" && progress.missing !== undefined) {
    const signers = await signersHere(session, progress)
    session.show(signersText(signers, session.screen))
    const question = labels.authority.nextKey(missingText(progress.missing, session.screen))
    const typed = (await session.prompt.text(question, "--key")).trim()
    if (typed === "") break
    try {
      progress = await sign(session, progress, await openKey(session, keyMeant(typed, signers)))
    } catch (error) {
      if (!(error instanceof UrneError) || isCancelled(error)) throw error
      // The act that this screen shows is no more: nobody else is asked to sign it.
      if (hasEnded(error as UrneError)) throw error
      session.show(session.explain(error as UrneError))
    }
  }
  return progress
}

/** Those who may still sign, with the keys that lie where the command runs, or where the election file is. */
async function signersHere(
  { election, world, path }: ElectionSession,
  progress: ActProgress,
): Promise<readonly Signer[]> {
  const { signersAtHand } = await import("../authority/key-search-queries.ts")
  const target = (await world.files.target(path)) ?? path
  return signersAtHand(election, progress, [".", dirname(path), dirname(target)], world.files)
}

/** `1  Anne Levade (anne)  anne.key`, a line a member. */
function signersText(signers: readonly Signer[], { labels }: Screen): string {
  const people = signers.map(({ member, name }) => labels.act.person(safe(name), safe(member)))
  const width = Math.max(0, ...people.map((person) => person.length))
  const lines = signers.map(({ path }, i) => {
    const key = path === undefined ? labels.authority.keyElsewhere : safe(path)
    return `  ${String(i + 1).padStart(2)}  ${(people[i] ?? "").padEnd(width)}  ${key}\n`
  })
  return `\n${labels.authority.signersNow}\n${lines.join("")}\n`
}

/** The key file of the member whose number, identifier or name was typed; otherwise what was typed is the file itself. */
function keyMeant(typed: string, signers: readonly Signer[]): string {
  const same = (text: string) => text.normalize("NFC").toLowerCase()
  const meant = signers.filter(
    ({ member, name }, i) => typed === String(i + 1) || [member, name].some((one) => same(one) === same(typed)),
  )
  return (meant.length === 1 ? meant[0]?.path : undefined) ?? typed
}

/** Whether the act at which a member was to sign can no longer be signed by anybody. */
function hasEnded({ code }: UrneError): boolean {
  return code === "act-stale" || code === "act-expired" || code === "no-act-pending" || code === "act-altered"
}

function validityOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber("--valid-for", text, 1, 9999) * 3_600_000
}
