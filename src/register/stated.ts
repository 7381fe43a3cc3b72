/** What an act states of the register, so that nobody can afterwards leave it out or put another in its place. */
import { type Act, type Statement, statementsOf } from "../authority/act.ts"
import { lostStateText, parseLostState } from "../authority/lost-state.ts"
import type { ActKind } from "../core/vocabulary.ts"
import type { LogHead } from "../journal/log.ts"

/** The acts that state the register, each of them everything written before it. */
export const statingKinds: readonly ActKind[] = ["seal", "close", "proclaim"]
export const statedKey = "register"

/** What is given for such an act if the members go on without the register. */
export function registerGiven({ withoutRegister }: { readonly withoutRegister?: boolean }): readonly Statement[] {
  return withoutRegister === true ? [{ key: statedKey, value: statedRegisterText("altered") }] : []
}

/** `altered`: another program wrote to the register, so that the members could not say what it held. */
export type StatedRegister = LogHead | "altered"

/** Writes `none`, `altered` or `SIZE ROOT`. */
export function statedRegisterText(stated: StatedRegister): string {
  if (stated === "altered") return stated
  return stated.size === 0 ? "none" : lostStateText(stated)
}

/** Reads what an act states, and returns `undefined` unless it states this once and in this form. */
export function statedRegisterOf(act: Pick<Act, "statements">): StatedRegister | undefined {
  const [value, ...more] = statementsOf(act, statedKey)
  return value === undefined || more.length > 0 ? undefined : parseStatedRegister(value)
}

export function parseStatedRegister(value: string): StatedRegister | undefined {
  if (value === "altered") return value
  return value === "none" ? { size: 0, root: new Uint8Array() } : parseLostState(value)
}
