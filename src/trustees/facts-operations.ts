import type { AuthorityTable } from "../authority/table.ts"
import { sha256Hex } from "../core/hash.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { Sha256 } from "../journal/event.ts"
import type { JournalTable } from "../journal/table.ts"
import { certifiedKeys } from "./certified-operations.ts"
import { openSignedReply } from "./signed-reply.ts"
import type { StoredPossession, TrusteesTable } from "./table.ts"

/** What the seal states of the keys of the urn. */
export interface TrusteesFacts {
  readonly mandatory: number
  /** How many of how many; none without a threshold. */
  readonly threshold: { readonly needed: number; readonly holders: number } | undefined
  readonly key: string
  readonly trustees: Sha256
  /** Holders who have not proven since the ceremony that they can use their key. */
  readonly unchecked: readonly string[]
}

interface TrusteesFactsFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
  readonly trustees: TrusteesTable
}

/** Nothing before the ceremony is over. */
export function trusteesFacts(file: TrusteesFactsFile): TrusteesFacts | undefined {
  const { election, trustees } = file
  const row = trustees.get()
  if (row === undefined) return undefined
  const { mandatory, threshold } = election.get().definition.trustees
  const structure: Sha256 = `sha256:${sha256Hex(row.body)}`
  const proven = provenOwners(file, structure)
  return {
    mandatory: mandatory.length,
    threshold: threshold === null ? undefined : { needed: threshold.needed, holders: threshold.holders.length },
    key: row.publicKey,
    trustees: structure,
    unchecked: trustees
      .all()
      .filter(({ owner }) => !proven.has(owner))
      .map(({ holder }) => holder),
  }
}

/** Holders whose proof came in; where the authority certified a holder's key, only under its signature over this structure. */
function provenOwners(file: TrusteesFactsFile, structure: Sha256): ReadonlySet<number> {
  const { uuid } = file.election.get()
  const keys = certifiedKeys(file)
  const holders = new Map(file.trustees.all().map(({ owner, holder }) => [owner, holder]))
  const isProven = ({ owner, note }: StoredPossession) => {
    const holder = holders.get(owner) ?? ""
    const certified = keys.get(holder)
    if (certified === undefined) return true
    const opened = openSignedReply(note ?? "", certified)
    if ("fault" in opened) return false
    const { reply } = opened
    const { answer } = reply
    return reply.uuid === uuid && reply.holder === holder && answer.step === "check" && answer.trustees === structure
  }
  return new Set(
    file.trustees
      .possessions()
      .filter(isProven)
      .map(({ owner }) => owner),
  )
}
