/** What a holder's program demands of a record before it decrypts. It is the same wherever the holder is. */
import { statementOf } from "../authority/act.ts"
import { encodePoint } from "../belenios/group.ts"
import { type OpenedTally, parseEncryptedTally } from "../belenios/tally.ts"
import { publicKeysOf } from "../belenios/trustees.ts"
import { UrneError } from "../core/error.ts"
import type { Finding } from "../core/finding.ts"
import { hasFeature, statedFormat } from "../core/format.ts"
import { sha256Hex } from "../core/hash.ts"
import { type CheckId, checks } from "./checks.ts"
import type { Facts } from "./facts.ts"
import { openReport } from "./open-report.ts"
import type { Source } from "./source/source.ts"
import { runStages } from "./stages.ts"
import type { Tools } from "./tools.ts"

/** A tally that may be decrypted, with the facts of its record that the holder needs. */
export interface DecryptableTally {
  readonly uuid: string
  readonly rehearsal: boolean
  /** `sha256:` of the act that constituted the authority. */
  readonly authority: `sha256:${string}`
  /** φ of the election. */
  readonly fingerprint: string
  /** The keys of all holders, as texts of points, in the order of their numbers. */
  readonly publicKeys: readonly string[]
  readonly tally: OpenedTally
  /** SHA-256 of the encrypted tally's bytes, in hexadecimal. */
  readonly hash: string
  /** How many ballots were counted. */
  readonly counted: number
  /** The tally that the act `unseal` in effect names, as `hash`. */
  readonly unsealed: string | undefined
  /** The number of ballots below which nothing is decrypted, from the definition whose hash the authority signed. */
  readonly minimumBallots: number
}

/** What is wrong with a record, and which checks could not be made. A record without either may be decrypted. */
export interface Objections {
  readonly findings: readonly Finding[]
  readonly unchecked: readonly CheckId[]
}

/**
 * Returns the tally of a record that passes every check of `verify` (archive, acts, ballots and encrypted tally) with
 * the authority named, but for those of what stands beside ballots and result. A check that was not made never counts as
 * passed, and nothing is taken from an earlier audit.
 *
 * @param authority - the trust anchor that the holder's file has kept since its key was made
 * @returns the tally, or why it must not be decrypted
 * @throws UrneError `tally-absent`, `act-needed` where the record is sound but has not come so far; `cancelled`
 */
export async function decryptableTally(
  source: Source,
  authority: `sha256:${string}`,
  { pool, random, progress }: Pick<Tools, "pool" | "random" | "progress">,
): Promise<DecryptableTally | Objections> {
  const found = await verifiedFacts(source, authority, { pool, random, progress })
  return "findings" in found ? found : tallyOf(found, authority)
}

/** Returns what a record says that passes every check with the authority named, or why it does not. */
export async function verifiedFacts(
  source: Source,
  authority: `sha256:${string}`,
  { pool, random, progress }: Pick<Tools, "pool" | "random" | "progress">,
): Promise<Facts | Objections> {
  const expectations = { authority: authority.replace(/^sha256:/, ""), checkpoints: [], receipts: [], trackers: [] }
  const report = openReport()
  const facts = await runStages(source, expectations, { pool, random, progress }, report)
  const { findings, done } = report.outcomes
  const isFinished = (id: CheckId) => {
    const made = done.get(id)
    return made !== undefined && made.checked === made.present
  }
  const format = statedFormat(facts.journal?.history.created ?? {})
  const wanted = checks.filter(
    ({ id, scope, since, beside }) =>
      beside === undefined && (scope !== "asked" || id === "A1") && (since === undefined || hasFeature(format, since)),
  )
  const unchecked = wanted.flatMap(({ id }) => (isFinished(id) ? [] : [id]))
  return findings.length > 0 || unchecked.length > 0 ? { findings, unchecked } : facts
}

function tallyOf(
  { definition, journal, archive, setup }: Facts,
  authority: DecryptableTally["authority"],
): DecryptableTally {
  const stated = archive?.tally
  if (stated === undefined || setup?.trustees === undefined) throw new UrneError("tally-absent", {})
  const created = journal?.history.created
  const unseal = journal?.history.inEffect.findLast(({ kind }) => kind === "unseal")?.paper?.act
  const { value: tally } = parseEncryptedTally(setup.election.questions, stated.encryptedTally, "tally")
  if (definition === undefined || created === undefined || unseal === undefined || tally === undefined) {
    throw new UrneError("act-needed", { kind: "unseal" })
  }
  return {
    uuid: setup.election.uuid,
    rehearsal: created.rehearsal,
    authority,
    fingerprint: setup.election.fingerprint,
    publicKeys: publicKeysOf(setup.trustees).map(({ publicKey }) => encodePoint(publicKey)),
    tally,
    hash: sha256Hex(stated.encryptedTally),
    counted: stated.numTallied,
    unsealed: statementOf(unseal, "encrypted-tally")?.replace(/^sha256:/, ""),
    minimumBallots: definition.minimumBallots,
  }
}
