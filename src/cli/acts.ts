import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { type ActKind, type Role, roles } from "../core/vocabulary.ts"
import type { Statement } from "../authority/act.ts"
import type { KeyAccess } from "../authority/member-operations.ts"
import type { ActProgress } from "../authority/operations.ts"
import type { Shortfall } from "../authority/quorum.ts"
import { type App, type ElectionSession } from "./app.ts"
import { safe, safeLines, type Screen } from "./output.ts"
import { readPassphrase } from "./secrets.ts"

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
 * quorum is met. Without a terminal it stops there and says who is missing. Re-running continues.
 */
export async function decide(
  session: ElectionSession,
  kind: ActKind,
  given: readonly Statement[],
  options: SigningOptions,
): Promise<ActProgress> {
  const { proposeAct } = await import("../authority/operations.ts")
  const { lifecycleOf } = await import("../lifecycle.ts")
  const lifecycle = lifecycleOf(session.world)
  const validity = validityOf(options.validFor)
  const proposal = { kind, given, ...(validity === undefined ? {} : { validity }) }
  const progress = proposeAct(session.election, lifecycle, proposal, session.world.now())
  return collectSignatures(session, progress, options)
}

/** Has the pending act signed: see `decide`. */
export async function collectSignatures(
  session: ElectionSession,
  pending: ActProgress,
  options: SigningOptions,
): Promise<ActProgress> {
  const { signPendingAct } = await import("../authority/member-operations.ts")
  const { lifecycleOf } = await import("../lifecycle.ts")
  const lifecycle = lifecycleOf(session.world)
  const sign = (access: KeyAccess) => signPendingAct(session.election, lifecycle, access, session.world)
  let progress = pending
  if (options.sign === false) return progress
  const keys = options.key ?? []
  if (keys.length > 0 || session.prompt.interactive) session.show(`${actScreen(progress, session.screen)}\n`)
  for (const [i, path] of keys.entries()) {
    if (progress.state !== "pending") break
    const passphrase = await readPassphrase(session, path, options.passphraseFile?.[i])
    progress = await sign({ path, passphrase })
  }
  if (keys.length > 0 || !session.prompt.interactive) return progress
  return signInTurn(session, progress, sign)
}

/** Members come to the terminal one after another; a mistake of one is said, and the next may go on. */
async function signInTurn(
  session: ElectionSession,
  pending: ActProgress,
  sign: (access: KeyAccess) => Promise<ActProgress>,
): Promise<ActProgress> {
  const { labels } = session.screen
  let progress = pending
  while (progress.state === "pending" && progress.missing !== undefined) {
    const question = labels.authority.nextKey(missingText(progress.missing, session.screen))
    const path = (await session.prompt.text(question, "--key")).trim()
    if (path === "") break
    try {
      progress = await sign({ path, passphrase: await readPassphrase(session, path, undefined) })
    } catch (error) {
      if (!(error instanceof UrneError) || error.code === "cancelled") throw error
      session.show(session.explain(error as UrneError))
    }
  }
  return progress
}

function validityOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new UrneError("invalid-option", { option: "--valid-for", value: text, rule: "1…9999" })
  }
  return Number(text) * 3_600_000
}

/** An act as it is read before it is signed, with how far it has come. */
export function actScreen(progress: ActProgress, screen: Screen): string {
  const { labels, style } = screen
  const { act, kind, state, text, signed, unsigned, missing } = progress
  const lines = [
    style.bold(`${labels.authority.actTitle(act, labels.lifecycle.acts[kind])} — ${labels.authority[state]}`),
    "",
    ...safeLines(text.trimEnd())
      .split("\n")
      .map((line) => `  ${line}`),
    "",
    ...(signed.length > 0 ? [`${labels.authority.signedBy}: ${signed.map(safe).join(", ")}`] : []),
  ]
  if (state === "pending" && missing !== undefined) {
    lines.push(`${labels.authority.missing}: ${missingText(missing, screen)}`)
    lines.push(`${labels.authority.mayStillSign}: ${unsigned.map(safe).join(", ")}`)
  }
  return `${lines.join("\n")}\n`
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
  const { act, kind, state, signed, missing } = progress
  const title = `${labels.authority.actTitle(act, labels.lifecycle.acts[kind])}: ${style.bold(labels.authority[state])}`
  const by = signed.length === 0 ? "" : `\n${labels.authority.signedBy}: ${signed.map(safe).join(", ")}`
  const lacks =
    state === "pending" && missing !== undefined ? `\n${labels.authority.missing}: ${missingText(missing, screen)}` : ""
  return `${title}${by}${lacks}\n`
}
