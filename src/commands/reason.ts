import type { Statement } from "../authority/act.ts"
import type { Proposal } from "../authority/proposal-queries.ts"
import type { ActKind } from "../core/vocabulary.ts"
import type { ElectionSession } from "../election/session.ts"

/**
 * Returns the reason of a decision as its act states it: one line, to be read aloud. At a terminal it is asked for if
 * no option gives it, once the decision can be taken at all. A pending act of the kind already states one.
 *
 * @param others - the act's other statements
 * @throws UrneError `wrong-phase`, `act-pending`, `no-terminal`, `invalid-option`
 */
export async function decisionReason(
  session: ElectionSession,
  kind: ActKind,
  reason: string | undefined,
  others: readonly Statement[] = [],
): Promise<Statement> {
  const stated = reason === undefined ? await statedAlready(session, { kind, given: others }, "reason") : undefined
  return { key: "reason", value: stated ?? (await reasonOfDecision(session, reason)) }
}

/** Returns the reason that an option gives, or asks for it. @throws UrneError `no-terminal`, `invalid-option` */
export async function reasonOfDecision(session: ElectionSession, reason: string | undefined): Promise<string> {
  return reason === undefined ? reasonAsked(session) : line(reason)
}

/**
 * Returns the value that a pending act of this kind already states under a key, before anybody is asked for it.
 *
 * @throws UrneError `wrong-phase`, `act-pending` if such an act cannot be proposed
 */
export async function statedAlready(
  { file, world }: ElectionSession,
  proposal: Proposal,
  key: string,
): Promise<string | undefined> {
  const { standingProposal } = await import("../authority/proposal-queries.ts")
  const { statementOf } = await import("../authority/act.ts")
  const { lifecycleOf } = await import("../election/lifecycle.ts")
  // Nobody is asked for what could not be written.
  file.store.requireWritable()
  const standing = standingProposal(file, lifecycleOf(world), proposal, world.now())
  return standing === undefined ? undefined : statementOf(standing, key)
}

async function reasonAsked({ prompt, screen }: ElectionSession): Promise<string> {
  const { isLine, longestLine } = await import("../definition/plain-text.ts")
  const { authority } = screen.labels
  const check = (typed: string) => isLine(typed.trim()) || authority.reasonForm(longestLine)
  return (await prompt.text(authority.askReason, "--reason", { check })).trim()
}

async function line(text: string): Promise<string> {
  const { requireLine } = await import("../definition/plain-text.ts")
  const reason = text.trim()
  requireLine("--reason", reason)
  return reason
}
