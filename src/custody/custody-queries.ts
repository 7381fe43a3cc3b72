import { UrneError } from "../core/error.ts"
import { nearest } from "../core/nearest.ts"
import {
  hasRegister,
  privateOf,
  type PrivateOf,
  provedRegister,
  registerEntries,
  type RegisterFile,
} from "../register/queries.ts"
import { type Custody, custodyOf, type HeldCopy } from "./fold.ts"
import { custodyTypes } from "./ledger.ts"

const nothing: Custody = { copies: [], drills: [], media: [], faults: [] }

/**
 * Reads who holds what from the register.
 *
 * @throws UrneError `entry-altered`, `act-altered`
 */
export function recordedCustody(file: RegisterFile): Custody {
  return hasRegister(file) ? custodyOf(provedRegister(file).entries) : nothing
}

/** @throws UrneError `no-such-copy`, and what `recordedCustody` throws */
export function requireCopy(file: RegisterFile, name: string): HeldCopy {
  const { copies } = recordedCustody(file)
  const found = copies.find((one) => one.name === name)
  if (found !== undefined) return found
  const known = copies.map((one) => one.name)
  throw new UrneError("no-such-copy", { name, known, suggestion: nearest(name, known) })
}

/** What is not published of an entry about copies. */
export type HiddenCustody = Partial<
  PrivateOf<"custody.recorded"> &
    PrivateOf<"custody.transferred"> &
    PrivateOf<"custody.ended"> &
    PrivateOf<"drill.held"> &
    PrivateOf<"medium.proven">
>

/** Reads what is not published of all entries about copies, by their numbers. @throws UrneError `election-file-altered` */
export function hiddenCustody(file: RegisterFile): ReadonlyMap<number, HiddenCustody> {
  if (!hasRegister(file)) return new Map()
  const found = registerEntries(file, ...custodyTypes)
  return new Map(found.map((one) => [one.number, (privateOf(file, one) ?? {}) as HiddenCustody]))
}
