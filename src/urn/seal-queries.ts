/** Computes what a seal freezes: from the journal for the act, and from the tables as they are now. */
import type { Statement } from "../authority/act.ts"
import type { AuthorityTable } from "../authority/table.ts"
import type { Election } from "../belenios/election.ts"
import { decodePoint } from "../belenios/group.ts"
import type { PublicCredential } from "../belenios/public-credentials.ts"
import { concat } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { Missing } from "../core/refusals.ts"
import { publicListBlocks } from "../credentials/public-list.ts"
import type { CredentialsGenerated, RollImported, Sha256 } from "../journal/event.ts"
import { lastEntry } from "../journal/operations.ts"
import { rollIsIntact } from "../roll/queries.ts"
import type { RollTable } from "../roll/table.ts"
import { storedTrusteesFacts, trusteesFacts, type TrusteesFacts } from "../trustees/facts-queries.ts"
import type { TrusteesTable } from "../trustees/table.ts"
import type { UrnFile } from "./archive-queries.ts"
import { type Sealed, sealedStatements } from "./seal.ts"
import { electionOf } from "./setup.ts"

/** The tables that the seal reads, and the archive that it begins. */
export interface SealFile extends UrnFile {
  readonly authority: AuthorityTable
  readonly roll: RollTable
  readonly trustees: TrusteesTable
}

/**
 * Makes what the act `seal` states: the hash of everything that it freezes, as the journal has it. Whether the tables
 * agree takes long to check in a large election, and is checked when the act takes effect.
 *
 * @param software - the program that seals, and its version
 * @throws UrneError `not-ready`, with everything that is missing
 */
export function sealStatements(file: SealFile, software: string): readonly Statement[] {
  const roll = lastEntry(file.journal, "roll.imported")?.event
  const trustees = trusteesFacts(file)
  const generated = lastEntry(file.journal, "credentials.generated")?.event
  // There must be exactly one credential a member, so a list made from another roll does not count.
  const credentials = generated !== undefined && generated.issued === roll?.eligible ? generated : undefined
  const { minimumBallots: minimum } = file.election.get().definition
  const enough = roll !== undefined && roll.eligible >= minimum
  if (enough && trustees?.unchecked.length === 0 && credentials !== undefined) {
    return sealedStatements(journalled(file, { roll, trustees, credentials }, software))
  }
  const missing: Missing[] = [
    ...(roll === undefined ? [{ thing: "roll" } as const] : []),
    ...(roll === undefined || enough ? [] : [{ thing: "voters", eligible: roll.eligible, minimum } as const]),
    ...(trustees === undefined ? [{ thing: "trustees" } as const] : []),
    ...(trustees?.unchecked ?? []).map((holder) => ({ thing: "possession", holder }) as const),
    ...(credentials === undefined ? [{ thing: "credentials" } as const] : []),
  ]
  throw new UrneError("not-ready", { kind: "seal", missing })
}

interface Facts {
  readonly roll: RollImported
  readonly trustees: TrusteesFacts
  readonly credentials: CredentialsGenerated
}

function journalled(file: SealFile, { roll, trustees, credentials }: Facts, software: string): Sealed {
  const { issued, reserve, credentials: list, reserveKeys: reserveList } = credentials
  return {
    definition: hashOf(file.election.get().definitionText),
    electionFingerprint: electionFor(file, trustees).fingerprint,
    roll: { members: roll.eligible, commitment: roll.roll },
    credentials: { issued, reserve, list, reserveList },
    trustees: { mandatory: trustees.mandatory, threshold: trustees.threshold, structure: trustees.trustees },
    software,
  }
}

/** Makes the election that would be sealed now. */
export function electionFor({ election }: Pick<SealFile, "election">, { key }: Pick<TrusteesFacts, "key">): Election {
  const { uuid, definition } = election.get()
  const publicKey = decodePoint(key)
  if (publicKey === undefined) throw new Error("the trustees' key is not a point")
  return electionOf(definition, uuid, publicKey)
}

/**
 * Computes anew what the tables hold of everything that a seal freezes; returns `undefined` where a part is missing.
 */
export function sealableNow(file: SealFile, software: string): Sealed | undefined {
  const roll = lastEntry(file.journal, "roll.imported")?.event
  const trustees = storedTrusteesFacts(file)
  if (roll === undefined || trustees === undefined) return undefined
  const { mandatory, threshold, trustees: structure } = trustees
  return {
    definition: hashOf(file.election.get().definitionText),
    electionFingerprint: decodePoint(trustees.key) === undefined ? "" : electionFor(file, trustees).fingerprint,
    roll: { members: file.roll.counts().eligible, commitment: rollIsIntact(file) ? roll.roll : "" },
    credentials: {
      issued: file.credentials.count("issued"),
      reserve: file.credentials.count("reserve"),
      list: hashOf(credentialsBody(file)),
      reserveList: hashOf(reserveBody(file)),
    },
    trustees: { mandatory, threshold, structure },
    software,
  }
}

/** Writes the public list of credentials, reserve included, as it stands in the archive. */
export function credentialsBody({ credentials }: Pick<SealFile, "credentials">): Uint8Array {
  return listBody(() => credentials.all())
}

/**
 * Writes the list of the keys in reserve, in the form of the public list. It is published beside it, so that everyone
 * knows them.
 */
function reserveBody({ credentials }: Pick<SealFile, "credentials">): Uint8Array {
  const reserve = credentials.reserve()
  return listBody(() => reserve)
}

/**
 * Writes the same for publication, and proves that it is what the journal recorded when the credentials were drawn.
 *
 * @throws UrneError `election-file-altered`
 */
export function provedReserve(file: Pick<SealFile, "credentials" | "journal">): Uint8Array {
  const body = reserveBody(file)
  if (lastEntry(file.journal, "credentials.generated")?.event.reserveKeys === hashOf(body)) return body
  throw new UrneError("election-file-altered", { part: "credentials", at: undefined })
}

function listBody(credentials: () => Iterable<PublicCredential>): Uint8Array {
  return concat(...publicListBlocks(credentials))
}

export function hashOf(body: Uint8Array | string): Sha256 {
  return `sha256:${sha256Hex(body)}`
}
