import { type Act, statementOf } from "../authority/act.ts"
import { parseInstant } from "../core/instant.ts"
import type { AddedTime } from "../register/incident-event.ts"

/**
 * Checks that an act orders what a decision about an incident says. Time that is added for everybody has to be what the
 * act adds; a channel may get less of it than others, and never more. A decision that adds no time may be ordered by
 * any act, since only the reason of the act says what it is about.
 */
export function ordersNot(
  act: Pick<Act, "kind" | "statements"> | undefined,
  hours: readonly AddedTime[],
): { readonly rule: "absent" | "kind" | "minutes"; readonly minutes: number } | undefined {
  if (act === undefined) return { rule: "absent", minutes: 0 }
  if (hours.length === 0) return undefined
  if (act.kind !== "extend") return { rule: "kind", minutes: 0 }
  const minutes = addedBy(act)
  const holds = hours.every((one) => (one.channel === undefined ? one.minutes === minutes : one.minutes <= minutes))
  return holds ? undefined : { rule: "minutes", minutes }
}

/** Returns by how many whole minutes an act extends the vote. */
function addedBy(act: Pick<Act, "statements">): number {
  const [closes, before] = ["closes", "instead-of"].map((key) => parseInstant(statementOf(act, key) ?? ""))
  return closes === undefined || before === undefined ? 0 : Math.floor((closes - before) / 60_000)
}
