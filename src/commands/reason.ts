import type { Statement } from "../authority/act.ts"
import type { Proposal } from "../authority/operations.ts"
import { UrneError } from "../core/error.ts"
import type { ActKind } from "../core/vocabulary.ts"
import type { ElectionSession } from "../election/session.ts"

/** Of a line of an act, in characters. */
const most = 500

/**
 * Why a decision is taken, as its act states it: one line, read aloud. At a terminal it is asked where no option gives it, once the
 * decision can be taken at all; an act of the kind that waits already for signatures has said it.
 *
 * @param others what else is given for the act
 * @throws UrneError `wrong-phase`, `act-pending`, `no-terminal`, `invalid-option`
 */
export async function decisionReason(
  session: ElectionSession,
  kind: ActKind,
  reason: string | undefined,
  others: readonly Statement[] = [],
): Promise<Statement> {
  const value = reason === undefined ? await reasonAsked(session, { kind, given: others }) : await line(reason)
  return { key: "reason", value }
}

async function reasonAsked(session: ElectionSession, proposal: Proposal): Promise<string> {
  const { election, world, prompt, screen } = session
  const { standingProposal } = await import("../authority/operations.ts")
  const { statementOf } = await import("../authority/act.ts")
  const { lifecycleOf } = await import("../election/lifecycle.ts")
  const { isLine } = await import("../definition/plain-text.ts")
  const standing = standingProposal(election, lifecycleOf(world), proposal, world.now())
  const stated = standing === undefined ? undefined : statementOf(standing, "reason")
  if (stated !== undefined) return stated
  const { authority } = screen.labels
  const check = (typed: string) => isLine(typed.trim()) || authority.reasonForm(most)
  return (await prompt.text(authority.askReason, "--reason", { check })).trim()
}

async function line(text: string): Promise<string> {
  const { isLine } = await import("../definition/plain-text.ts")
  const reason = text.trim()
  if (isLine(reason)) return reason
  throw new UrneError("invalid-option", { option: "--reason", value: text, wanted: { form: "line", most } })
}
