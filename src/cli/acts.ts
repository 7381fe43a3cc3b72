import type { Command } from "commander"
import { isCancelled } from "../core/cancellation.ts"
import { UrneError } from "../core/error.ts"
import { type ActKind, type Role, roles } from "../core/vocabulary.ts"
import type { Statement } from "../authority/act.ts"
import type { OpenedKey } from "../authority/member-operations.ts"
import type { ActProgress } from "../authority/operations.ts"
import type { Shortfall } from "../authority/quorum.ts"
import { type App, type ElectionSession } from "./app.ts"
import { wholeNumber } from "./options.ts"
import { safe, safeLines, type Screen } from "./output.ts"
import { asksPassphrase, withPassphrase } from "./secrets.ts"

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
  const { lifecycleOf } = await import("../lifecycle.ts")
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
    if (keys.length > 0) return await signByKeys(session, pending, keys)
    if (!session.prompt.interactive) return pending
    session.show(`${actScreen(pending, session.screen)}\n`)
    return await signInTurn(session, pending)
  } catch (error) {
    if (!isCancelled(error)) throw error
    throw new UrneError("signing-cancelled", { act: pending.act }, { cause: error })
  }
}

async function signByKeys(
  session: ElectionSession,
  pending: ActProgress,
  keys: readonly GivenKey[],
): Promise<ActProgress> {
  const { requireSigners } = await import("../authority/member-operations.ts")
  session.show(`${actText(pending, session.screen)}\n\n`)
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
  const { lifecycleOf } = await import("../lifecycle.ts")
  const after = await signPendingAct(session.election, lifecycleOf(session.world), key, before, session.world)
  if (session.prompt.interactive) session.show(`${signedText(before, after, key.key.name, session.screen)}\n`)
  return after
}

/** `anne-levade has signed; missing: 1 more signature`. */
function signedText(before: ActProgress, after: ActProgress, name: string, screen: Screen): string {
  const { authority } = screen.labels
  const member = after.signed.find((one) => !before.signed.includes(one))
  const said = member === undefined ? authority.hadSigned(safe(name)) : authority.hasSigned(safe(member))
  if (after.state !== "pending" || after.missing === undefined) return said
  return authority.stillMissing(said, missingText(after.missing, screen))
}

/** Members come to the terminal one after another; a mistake of one is said, and the next may go on. */
async function signInTurn(session: ElectionSession, pending: ActProgress): Promise<ActProgress> {
  const { labels } = session.screen
  let progress = pending
  while (progress.state === "pending" && progress.missing !== undefined) {
    const question = labels.authority.nextKey(missingText(progress.missing, session.screen))
    const path = (await session.prompt.text(question, "--key")).trim()
    if (path === "") break
    try {
      progress = await sign(session, progress, await openKey(session, path))
    } catch (error) {
      if (!(error instanceof UrneError) || isCancelled(error)) throw error
      // The act that this screen shows is no more: nobody else is asked to sign it.
      if (hasEnded(error as UrneError)) throw error
      session.show(session.explain(error as UrneError))
    }
  }
  return progress
}

/** Whether the act at which a member was to sign can no longer be signed by anybody. */
function hasEnded({ code }: UrneError): boolean {
  return code === "act-stale" || code === "act-expired" || code === "no-act-pending" || code === "act-altered"
}

function validityOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber("--valid-for", text, 1, 9999) * 3_600_000
}

/** An act as it is read before it is signed, with how far it has come. */
export function actScreen(progress: ActProgress, screen: Screen): string {
  const { labels } = screen
  const { state, signed, unsigned, missing, invalid } = progress
  const lines = [
    actText(progress, screen),
    "",
    ...(signed.length > 0 ? [labels.command.titled(labels.authority.signedBy, signed.map(safe).join(", "))] : []),
  ]
  if (invalid.length > 0) lines.push(invalidText(invalid, screen))
  if (state === "pending" && missing !== undefined) {
    lines.push(labels.command.titled(labels.authority.missing, missingText(missing, screen)))
    lines.push(labels.command.titled(labels.authority.mayStillSign, unsigned.map(safe).join(", ")))
  }
  return `${lines.join("\n")}\n`
}

/** Lines that stand in the file in members' names and count for nothing. */
export function invalidText(invalid: readonly string[], { labels, style }: Screen): string {
  return style.red(labels.authority.invalidLines(invalid.length, invalid.map(safe).join(", ")))
}

function actText({ act, kind, state, text }: ActProgress, { labels, style }: Screen): string {
  const title = style.bold(
    `${labels.authority.actTitle(act, labels.lifecycle.acts[kind])} — ${labels.authority[state]}`,
  )
  const lines = safeLines(text.trimEnd())
    .split("\n")
    .map((line) => `  ${line}`)
  return [title, "", ...lines].join("\n")
}

/** `2 more signatures, 1 president`. */
export function missingText(missing: Shortfall, { labels }: Screen): string {
  const ofRoles = roles.flatMap((role: Role) =>
    missing.roles[role] === undefined
      ? []
      : [labels.authority.ofRole(missing.roles[role], labels.lifecycle.roles[role])],
  )
  const total = missing.total > 0 ? [labels.authority.oneMore(missing.total)] : []
  return [...total, ...ofRoles].join(", ")
}

/** What is printed once an act was proposed or signed. */
export function actOutcome(progress: ActProgress, screen: Screen): string {
  const { labels, style } = screen
  const { act, kind, state, signed, missing, invalid } = progress
  const { titled } = labels.command
  const title = titled(labels.authority.actTitle(act, labels.lifecycle.acts[kind]), style.bold(labels.authority[state]))
  const by = signed.length === 0 ? "" : `\n${titled(labels.authority.signedBy, signed.map(safe).join(", "))}`
  const lacks =
    state === "pending" && missing !== undefined
      ? `\n${titled(labels.authority.missing, missingText(missing, screen))}`
      : ""
  const junk = invalid.length === 0 ? "" : `\n${invalidText(invalid, screen)}`
  return `${title}${by}${lacks}${junk}\n`
}
