/**
 * Writes and reads what a part of a divided audit says: one line of canonical JSON a block, first of credentials and
 * then of ballots. The same blocks of an archive give the same lines on every machine, so any of them can be made again
 * and compared.
 */
import type { Election } from "../../belenios/election.ts"
import { pointBytes, pointText } from "../../belenios/group.ts"
import { choiceCount, ciphertextCount } from "../../belenios/question.ts"
import { base64, concat, fromBase64 } from "../../core/bytes.ts"
import type { Finding } from "../../core/finding.ts"
import { canonicalJson, type Json, tryParseJson } from "../../core/json.ts"
import type { AuditedBallots } from "../../workers/audit-ballots.ts"
import type { PartialSum } from "../../workers/sum-ballots.ts"
import type { CredentialList } from "../archive/credential-list.ts"
import { checks } from "../checks.ts"

/** Writes what is wrong with the points of some credentials. */
export function credentialLine(findings: readonly Finding[]): string {
  return canonicalJson({ findings: findings as unknown as Json })
}

export function parseCredentialLine(line: string): readonly Finding[] | undefined {
  const { findings } = (tryParseJson(line) ?? {}) as { findings?: Json }
  return readFindings(findings, ["E3"])
}

/** Writes what was found about some ballots, with the rank of each credential in place of its text. */
export function ballotLine(
  { findings, credentials, ballots, alphas, sum }: AuditedBallots,
  list: Pick<CredentialList, "rankOf">,
): string {
  const ranks = new Uint32Array(credentials.length)
  const strangers: [number, string][] = []
  for (const [index, credential] of credentials.entries()) {
    if (credential === undefined) continue
    const rank = list.rankOf(credential)
    if (rank === undefined) strangers.push([index, credential])
    else ranks[index] = rank + 1
  }
  return canonicalJson({
    alphas: base64(bytesOf(alphas)),
    ballots: base64(bytesOf(ballots)),
    // Few ballots have findings, so those that do are numbered from 0 within the block.
    findings: findings.flatMap((found, index) => (found.length === 0 ? [] : [[index, found as unknown as Json]])),
    ranks: base64(bytesOf(ranks)),
    strangers,
    sum: sum === undefined ? null : sumJson(sum),
  })
}

/** Reads a line, and returns `undefined` if it cannot be about this many ballots of this election. */
export function parseBallotLine(
  line: string,
  count: number,
  { questions }: Pick<Election, "questions">,
  list: Pick<CredentialList, "size" | "points">,
): AuditedBallots | undefined {
  const read = (tryParseJson(line) ?? {}) as Record<string, Json>
  const ranks = wordsOf(read["ranks"], Uint32Array)
  const ballots = wordsOf(read["ballots"], BigUint64Array)
  const alphas = wordsOf(read["alphas"], BigUint64Array)
  const strangers = pairsOf(read["strangers"], count)
  const findings = pairsOf(read["findings"], count)
  const sum = read["sum"] === null ? null : readSum(read["sum"], questions.map(choiceCount))
  if (ranks?.length !== count || ballots?.length !== count || alphas === undefined) return undefined
  if (strangers === undefined || findings === undefined || sum === undefined) return undefined
  const credentials = Array.from(ranks, (rank) =>
    rank === 0 || rank > list.size ? undefined : pointText(list.points(rank - 1, rank)),
  )
  for (const [index, text] of strangers) if (typeof text === "string") credentials[index] = text
  const found: (readonly Finding[])[] = Array.from({ length: count }, () => [])
  for (const [index, some] of findings) {
    const these = readFindings(some, ["E4", "E5", "E6", "K8"])
    if (these === undefined) return undefined
    found[index] = these
  }
  const opened = credentials.filter((credential) => credential !== undefined).length
  if (alphas.length !== opened * ciphertextCount(questions)) return undefined
  return { findings: found, credentials, ballots, alphas, sum: sum ?? undefined }
}

function sumJson({ sum, ballots, weight }: PartialSum): Json {
  const points = sum.flatMap((row) => row.flatMap(({ alpha, beta }) => [alpha, beta]))
  return {
    ballots,
    points: base64(concat(...points.flatMap((text) => pointBytes(text) ?? []))),
    weight: String(weight),
  }
}

/** The engine will see what the points encode. */
function readSum(json: Json | undefined, counts: readonly number[]): PartialSum | undefined {
  const { ballots, points, weight } = (json ?? {}) as Record<string, Json>
  const bytes = typeof points === "string" ? fromBase64(points) : undefined
  if (typeof ballots !== "number" || typeof weight !== "string" || !/^\d{1,20}$/.test(weight)) return undefined
  if (bytes?.length !== 64 * counts.reduce((total, count) => total + count, 0)) return undefined
  let at = 0
  const next = () => pointText(bytes.subarray(at, (at += 32)))
  const sum = counts.map((count) => Array.from({ length: count }, () => ({ alpha: next(), beta: next() })))
  return { sum, ballots, weight: BigInt(weight) }
}

/** Reads items numbered below `count`. */
function pairsOf(json: Json | undefined, count: number): readonly (readonly [number, Json])[] | undefined {
  if (!Array.isArray(json)) return undefined
  const pairs = (json as readonly Json[]).flatMap((pair) => {
    const [index, thing] = Array.isArray(pair) ? (pair as readonly Json[]) : []
    return typeof index === "number" && index >= 0 && index < count && thing !== undefined
      ? [[index, thing] as const]
      : []
  })
  return pairs.length === json.length ? pairs : undefined
}

/** Reads findings that these checks may make, with the parameters that the program wrote. */
function readFindings(json: Json | undefined, of: readonly string[]): readonly Finding[] | undefined {
  const codes: readonly string[] = checks.flatMap(({ id, codes }) => (of.includes(id) ? codes : []))
  if (!Array.isArray(json)) return undefined
  const good = (json as readonly Json[]).every((one) => {
    const { code, at, params } = (one ?? {}) as Record<string, Json>
    return codes.includes(code as string) && typeof at === "string" && params !== null && typeof params === "object"
  })
  return good ? json : undefined
}

type Words = Uint32Array | BigUint64Array

/** Bytes with the lowest first, as on every machine that runs this. */
function bytesOf(words: Words): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
}

function wordsOf<T extends Words>(
  json: Json | undefined,
  Words: { readonly BYTES_PER_ELEMENT: number; new (buffer: ArrayBufferLike): T },
): T | undefined {
  const bytes = typeof json === "string" ? fromBase64(json) : undefined
  return bytes === undefined || bytes.length % Words.BYTES_PER_ELEMENT !== 0 ? undefined : new Words(bytes.buffer)
}
