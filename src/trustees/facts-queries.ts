import type { AuthorityTable } from "../authority/table.ts"
import { sha256Hex } from "../core/hash.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { Sha256 } from "../journal/event.ts"
import type { JournalTable } from "../journal/table.ts"
import { certifiedKeys } from "./certified-queries.ts"
import { provenPossessions, provenTrustees } from "./proven-queries.ts"
import { openSignedReply } from "./signed-reply.ts"
import type { StoredPossession, Trustee, TrusteesRow, TrusteesTable } from "./table.ts"

/** What an act `seal` states about the keys of the urn. */
export interface TrusteesFacts {
  readonly mandatory: number
  /** How many holders of how many are needed; `undefined` without a threshold. */
  readonly threshold: { readonly needed: number; readonly holders: number } | undefined
  readonly key: string
  readonly trustees: Sha256
  /** Holders who have not proved since the ceremony that they can use their key. */
  readonly unchecked: readonly string[]
}

interface TrusteesFactsFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
  readonly trustees: TrusteesTable
}

/** Returns `undefined` before the ceremony is over. @throws UrneError `election-file-altered` */
export function trusteesFacts(file: TrusteesFactsFile): TrusteesFacts | undefined {
  const row = provenTrustees(file)
  if (row === undefined) return undefined
  const facts = factsOf(file, row)
  const proven = provenOwners(file, row.holders, facts.trustees)
  return {
    ...facts,
    unchecked: row.holders.filter(({ owner }) => !proven.has(owner)).map(({ holder }) => holder),
  }
}

/** Returns what the rows of the file say, whether or not it is what was recorded, for callers who compare the two. */
export function storedTrusteesFacts(file: TrusteesFactsFile): Omit<TrusteesFacts, "unchecked"> | undefined {
  const row = file.trustees.get()
  return row === undefined ? undefined : factsOf(file, row)
}

function factsOf({ election }: TrusteesFactsFile, row: TrusteesRow): Omit<TrusteesFacts, "unchecked"> {
  const { mandatory, threshold } = election.get().definition.trustees
  return {
    mandatory: mandatory.length,
    threshold: threshold === null ? undefined : { needed: threshold.needed, holders: threshold.holders.length },
    key: row.publicKey,
    trustees: `sha256:${sha256Hex(row.body)}`,
  }
}

/**
 * Finds the holders whose proof was received. Where the authority certified a holder's key, the proof counts only if
 * signed with it over this structure.
 */
function provenOwners(file: TrusteesFactsFile, trustees: readonly Trustee[], structure: Sha256): ReadonlySet<number> {
  const { uuid } = file.election.get()
  const keys = certifiedKeys(file)
  const holders = new Map(trustees.map(({ owner, holder }) => [owner, holder]))
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
    provenPossessions(file)
      .filter(isProven)
      .map(({ owner }) => owner),
  )
}
