import { dirname } from "node:path"
import type { Command } from "commander"
import type { ActProgress } from "../authority/act-queries.ts"
import type { Statement } from "../authority/act.ts"
import type { Signers } from "../authority/decision-operations.ts"
import type { RemainingSigner } from "../authority/key-search-queries.ts"
import type { OpenedKey } from "../authority/member-operations.ts"
import { isCancelled } from "../core/cancellation.ts"
import { UrneError } from "../core/error.ts"
import { peopleNamed } from "../core/person-named.ts"
import type { ActKind } from "../core/vocabulary.ts"
import type { Definition } from "../definition/definition.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import { personText } from "../screens/act-summary.ts"
import { actWords, missingText, signaturesText } from "../screens/act.ts"
import { signedText, signersText } from "../screens/signers.ts"
import { wholeNumber } from "../terminal/options.ts"
import { safe, type Screen } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { asksPassphrase, withPassphrase } from "./passphrases.ts"

/** The options of every command that proposes or signs an act. The nth passphrase file opens the nth key. */
export interface SigningOptions {
  readonly key?: readonly string[]
  readonly passphraseFile?: readonly string[]
  readonly sign?: boolean
  readonly validFor?: string
}

export function signingOptions(command: Command, app: App): Command {
  const { options } = app.labels.authority
  return keyOptions(command, app).option("--valid-for <hours>", options.validFor).option("--no-sign", options.noSign)
}

/** The options of a command that signs what was proposed before. */
export function keyOptions(command: Command, app: App): Command {
  const { options } = app.labels.authority
  return command
    .option("-k, --key <file...>", options.key)
    .option("--passphrase-file <file...>", options.passphraseFile)
}

/**
 * Proposes an act, shows its text and has it signed: with the keys named, or else at a terminal by members in turn
 * until its quorum is met. Without a terminal it stops there and says who is missing. Running it again continues. Keys
 * that open without a question are opened first: if one does not, nothing is proposed.
 */
export async function decide(
  session: ElectionSession,
  kind: ActKind,
  given: readonly Statement[],
  options: SigningOptions,
): Promise<ActProgress> {
  const { decideAct } = await import("../authority/decision-operations.ts")
  const { lifecycleOf } = await import("../election/lifecycle.ts")
  const { file, world } = session
  const validity = validityOf(options.validFor)
  const proposal = { kind, given, ...(validity === undefined ? {} : { validity }) }
  return untilCancelled(signersOf(session, options), (signers) =>
    decideAct(file, lifecycleOf(world), proposal, signers, world),
  )
}

/** Has the pending act signed, as `decide` does. */
export async function signWaiting(session: ElectionSession, options: SigningOptions): Promise<ActProgress> {
  const { signWaitingAct } = await import("../authority/decision-operations.ts")
  const { lifecycleOf } = await import("../election/lifecycle.ts")
  const { file, world } = session
  return untilCancelled(signersOf(session, options), (signers) =>
    signWaitingAct(file, lifecycleOf(world), signers, world),
  )
}

/** Tells a person who cancels after the act was shown that it remains pending. @throws UrneError `signing-cancelled` */
async function untilCancelled(
  signers: Signers,
  work: (signers: Signers) => Promise<ActProgress>,
): Promise<ActProgress> {
  let shown: ActProgress | undefined
  const show = async (pending: ActProgress) => {
    shown = pending
    await signers.show?.(pending)
  }
  try {
    return await work({ ...signers, show })
  } catch (error) {
    if (shown === undefined || !isCancelled(error)) throw error
    throw new UrneError("signing-cancelled", { act: shown.act }, { cause: error })
  }
}

/** Returns who signs here: the owners of the named keys, or else members in turn at a terminal, or else nobody. */
function signersOf(session: ElectionSession, options: SigningOptions): Signers {
  if (options.sign !== false && (options.key ?? []).length > 0) return keysGiven(session, options)
  if (options.sign !== false && session.prompt.interactive) return membersInTurn(session)
  return { next: () => Promise.resolve(undefined) }
}

/** Returns the keys that options name. A key whose passphrase has to be typed is opened after the act was shown. */
function keysGiven(session: ElectionSession, { key: paths = [], passphraseFile }: SigningOptions): Signers {
  let keys: Iterator<OpenedKey | (() => Promise<OpenedKey>)> = [].values()
  return {
    ready: async () => {
      const given: (OpenedKey | (() => Promise<OpenedKey>))[] = []
      for (const [i, path] of paths.entries()) {
        const file = passphraseFile?.[i]
        const open = () => openKey(session, path, file)
        // A file that is missing or holds no key is reported before the act is proposed.
        given.push((await asksPassphrase(session, path, file)) ? open : await open())
      }
      keys = given.values()
      return given.filter((key) => typeof key !== "function")
    },
    show: async (pending) => {
      await showSubject(session, pending.kind)
      session.show(`${actWords(pending, session.screen)}\n\n`)
    },
    next: async () => {
      const key = keys.next()
      if (key.done === true) return undefined
      return typeof key.value === "function" ? key.value() : key.value
    },
    signed: toldAtTerminal(session),
  }
}

/** Lets members come to the terminal one after another. A mistake of one is reported, and the next may continue. */
function membersInTurn(session: ElectionSession): Signers {
  const refused = (refusal: UrneError) => {
    session.show(session.explain(refusal))
  }
  return {
    show: async (pending) => {
      await showSubject(session, pending.kind)
      // Each question lists those who may sign.
      session.show(`${actWords(pending, session.screen)}\n${signaturesText(pending, session.screen)}`)
    },
    next: (progress) => keyOfNext(session, progress, refused),
    signed: toldAtTerminal(session),
    refused,
  }
}

/** Returns the key of the next member, or `undefined` if nobody comes. */
async function keyOfNext(
  session: ElectionSession,
  progress: ActProgress,
  refused: (refusal: UrneError) => void,
): Promise<OpenedKey | undefined> {
  const { missing } = progress
  for (let isAgain = false; missing !== undefined; isAgain = true) {
    const { act, authority } = session.screen.labels
    const signers = await signersAtHand(session, progress)
    session.show(signersText(signers, session.screen))
    const question = authority.nextKey(missingText(missing, session.screen))
    const typed = (await session.prompt.text(question, "--key", { refused: isAgain })).trim()
    if (typed === "") return undefined
    const called = signersMeant(typed, signers)
    const meant = called.length === 1 ? called[0] : undefined
    if (meant === undefined && !(await mayBeFile(session, typed))) {
      if (called.length > 1) {
        const people = called.map(({ member, name }) => act.person(safe(name), safe(member)))
        session.show(`${authority.severalCalled(safe(typed), people.join(", "))}\n`)
        continue
      }
      const signed = signedAlready(typed, progress)
      if (signed === undefined) refused(new UrneError("member-unknown", { name: typed, members: peopleOf(progress) }))
      else session.show(`${authority.hadSigned(personText(signed, progress.names, session.screen))}\n`)
      continue
    }
    if (meant !== undefined && meant.path === undefined) {
      session.show(`${authority.keyNotHere(act.person(safe(meant.name), safe(meant.member)))}\n`)
      continue
    }
    try {
      return await openKey(session, meant?.path ?? typed)
    } catch (error) {
      if (!(error instanceof UrneError) || isCancelled(error)) throw error
      refused(error as UrneError)
    }
  }
  return undefined
}

/** Finds the member whose identifier or name was typed, among those who have signed. */
function signedAlready(typed: string, { signed, names }: ActProgress): string | undefined {
  const [one, other] = peopleNamed(
    typed,
    signed.map((member) => ({ member, name: names[member] ?? "" })),
  )
  return other === undefined ? one?.member : undefined
}

/** Lists the members as people know them, each with the identifier. */
function peopleOf({ names }: ActProgress): readonly string[] {
  return Object.entries(names).map(([id, name]) => `${name} (${id})`)
}

/** Whether the typed text names a key file, if only by its form. */
async function mayBeFile({ world }: ElectionSession, typed: string): Promise<boolean> {
  return /[/\\.]/.test(typed) || (await world.files.kind(typed)) !== undefined
}

async function openKey(session: ElectionSession, path: string, passphraseFile?: string): Promise<OpenedKey> {
  const { openMemberKey } = await import("../authority/member-operations.ts")
  return withPassphrase(session, path, passphraseFile, (passphrase) =>
    openMemberKey({ path, passphrase }, session.world),
  )
}

/** Says at a terminal who has signed and who is missing. */
function toldAtTerminal({ prompt, screen, show }: ElectionSession): NonNullable<Signers["signed"]> {
  return (before, after, key) => {
    if (prompt.interactive) show(`${signedText(before, after, key, screen)}\n`)
  }
}

/** Shows what an act names only by its hash: the ballot to be sealed, or the result to be proclaimed. */
async function showSubject({ file, world, screen, show }: ElectionSession, kind: ActKind): Promise<void> {
  await showDefined(kind, file.election.get().definition, screen, { show })
  if (kind !== "proclaim") return
  const { electionResult } = await import("../tally/result-queries.ts")
  const { resultScreen } = await import("../screens/result.ts")
  show(`${resultScreen(await electionResult(file, world.now()), screen)}\n`)
}

/** Shows the election that an act constitutes or seals, since the act names it by its hash. */
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

/** Lists those who may still sign, with the keys in the working folder and in that of the election file. */
async function signersAtHand(
  { file, world, path }: ElectionSession,
  progress: ActProgress,
): Promise<readonly RemainingSigner[]> {
  const { remainingSigners } = await import("../authority/key-search-queries.ts")
  const target = (await world.files.target(path)) ?? path
  return remainingSigners(file, progress, [".", dirname(path), dirname(target)], world.files)
}

/** Finds the members whose number, identifier or name was typed. Anything else is taken for a key file. */
function signersMeant(typed: string, signers: readonly RemainingSigner[]): readonly RemainingSigner[] {
  const numbered = signers.filter((_, i) => typed === String(i + 1))
  return numbered.length > 0 ? numbered : peopleNamed(typed, signers)
}

function validityOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber("--valid-for", text, 1, 9999) * 3_600_000
}
