/**
 * Checks what the register says of copies: that each is handed over by who holds it, with both signatures, that drills are
 * numbered, and that the proofs of media were made with the trustees' keys, of this election, at this state of the register.
 */
import { encodePoint } from "../../belenios/group.ts"
import { publicKeysOf, type TrusteeItem } from "../../belenios/trustees.ts"
import type { CustodyRule } from "../../core/vocabulary.ts"
import { type AboutCustody, custodyLedger, isAboutCustody, subjectOf } from "../../custody/ledger.ts"
import { showsKey } from "../../custody/medium.ts"
import type { Definition } from "../../definition/definition.ts"
import type { OpenReport } from "../open-report.ts"
import { registerPlace } from "./entries.ts"
import type { RegisterFacts } from "./register.ts"

interface CustodyContext {
  readonly uuid: string
  readonly definition: Definition | undefined
  /** The trustees of the archive; `undefined` where there is none yet, or it cannot be read. */
  readonly trustees: readonly TrusteeItem[] | undefined
  /** The digest of the file of codes that the journal has. */
  readonly codes: string | undefined
}

/** Where a record has no register that can be read, it has no copies. */
export function checkCustody(register: RegisterFacts | undefined, context: CustodyContext, report: OpenReport): void {
  if (register === undefined) return
  const ledger = custodyLedger()
  const keys = keysOf(context)
  let [looked, checked] = [0, 0]
  for (const { number, entry, signers } of register.entries) {
    if (!isAboutCustody(entry)) continue
    looked++
    const rule =
      ledger.take(
        entry,
        signers.map(({ id }) => id),
      ) ?? mediumRule(entry, number, keys, context)
    if (rule !== undefined && rule !== "unknown-key") {
      report.fail("REGISTER_CUSTODY", registerPlace(number), { rule, name: subjectOf(entry) })
    }
    if (rule !== "unknown-key") checked++
  }
  report.done("R12", looked, checked)
}

function keysOf({ definition, trustees }: CustodyContext): ReadonlyMap<string, string> | undefined {
  if (definition === undefined || trustees === undefined) return undefined
  const { mandatory, threshold } = definition.trustees
  // The archive has the keys in the order of the definition: mandatory trustees, then those of the threshold.
  const ids = [...mandatory, ...(threshold?.holders ?? [])]
  const keys = publicKeysOf(trustees).map(({ publicKey }) => encodePoint(publicKey))
  return new Map(ids.map((id, i) => [id, keys[i] ?? ""]))
}

/** Before the seal no record has the trustees' keys, and nothing is said of a proof. */
function mediumRule(
  entry: AboutCustody,
  number: number,
  keys: ReadonlyMap<string, string> | undefined,
  { uuid, codes }: CustodyContext,
): CustodyRule | "unknown-key" | undefined {
  if (entry.type !== "medium.proven") return undefined
  if (entry.medium === "officer") return entry.codes === codes ? undefined : "proof"
  if (entry.register.split(" ")[0] !== String(number - 1)) return "register"
  if (keys === undefined) return "unknown-key"
  const publicKey = keys.get(entry.holder)
  return publicKey !== undefined && showsKey({ uuid, publicKey }, entry) ? undefined : "proof"
}
