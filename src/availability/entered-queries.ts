import { hasRegister, type ProvedEntry, registerEntries, type RegisterFile } from "../register/queries.ts"
import { type EnteredSilence, enteredSilence, saysAgain } from "./entered.ts"
import type { Silence } from "./silence.ts"

/**
 * Lists the apparent interruptions that were entered, in order.
 *
 * @throws UrneError `entry-altered`, `act-altered`
 */
export function enteredSilences(file: RegisterFile): readonly ProvedEntry<"silence.found">[] {
  return hasRegister(file) ? registerEntries(file, "silence.found") : []
}

/** Returns the number under which a silence was entered before; `undefined` if it says something new. */
export function numberOf(entered: readonly EnteredSilence[], silence: Silence): number | undefined {
  const now = enteredSilence(entered.length + 1, silence)
  const last = entered.findLast((before) => saysAgain(before, now))
  return last?.silence
}
