/**
 * The proof that the urn showed two histories: two notes that one of its keys signed, of which no log can hold both. Anybody can
 * verify it who has that key, with nothing else at hand.
 */
import { base64, equalBytes, fromBase64 } from "../core/bytes.ts"
import { parseVerifierKey, type VerifierKey, verifierKeyText } from "../notes/key.ts"
import { verifyConsistency } from "../notes/merkle.ts"
import { type BareNote, openBareNote, parseBareNote } from "./bare.ts"

export interface SplitProof {
  readonly urnKey: VerifierKey
  /** The note of the shorter state, and of the longer, which may be of the same size. */
  readonly first: string
  readonly second: string
  /**
   * Where the sizes differ: the root that the log of the second note had at the size of the first, and the proof that this
   * log continues it (RFC 6962 section 2.1.2).
   */
  readonly between: { readonly root: Uint8Array; readonly proof: readonly Uint8Array[] } | undefined
}

const firstLine = "urne split v1"

/** Whether a text claims to be such a proof, of any version. */
export function isSplitProof(text: string): boolean {
  return /^urne split v\d+\n/.test(text)
}

export function splitProofText({ urnKey, first, second, between }: SplitProof): string {
  const middle =
    between === undefined
      ? []
      : [`root ${base64(between.root)}`, ...between.proof.map((hash) => `proof ${base64(hash)}`)]
  const head = [firstLine, `urn-key ${verifierKeyText(urnKey)}`, ...middle]
  return `${head.join("\n")}\n\nfirst\n${first}\nsecond\n${second}`
}

/** Reads such a proof, and returns `undefined` unless writing it again gives the same text. What it proves is another question. */
export function parseSplitProof(text: string): SplitProof | undefined {
  const [, head = "", first = "", second = ""] = form.exec(text) ?? []
  const lines = head.split("\n").map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)])
  const of = (key: string) => lines.flatMap(([one, value = ""]) => (one === key ? [value] : []))
  const urnKey = parseVerifierKey(of("urn-key")[0] ?? "")
  const root = fromBase64(of("root")[0] ?? "")
  const proof = of("proof").map(fromBase64)
  if (urnKey === undefined || root === undefined || !proof.every((hash) => hash !== undefined)) return undefined
  const between = root.length === 0 ? undefined : { root, proof }
  const split = { urnKey, first, second, between }
  return splitProofText(split) === text ? split : undefined
}

const form = /^urne split v1\n([^]*?)\n\nfirst\n([^]*?\n)\nsecond\n([^]*\n)$/

/** Two signed states that no log can hold both. */
export interface ProvenSplit {
  readonly first: BareNote
  readonly second: BareNote
}

/** Returns the two states if the proof holds: the key signed both, and no log can hold both. */
export function provenSplit({ urnKey, first: one, second: other, between }: SplitProof): ProvenSplit | undefined {
  const [first, second] = [parseBareNote(one), parseBareNote(other)]
  if (first === undefined || second === undefined) return undefined
  if ([first, second].some((note) => "fault" in openBareNote(note, [urnKey]))) return undefined
  const isOneLog = first.uuid === second.uuid && first.rehearsal === second.rehearsal && first.log === second.log
  if (!isOneLog || first.size > second.size) return undefined
  if (first.size === second.size) {
    const isSplit = between === undefined && !equalBytes(first.root, second.root)
    return isSplit ? { first, second } : undefined
  }
  if (between === undefined || equalBytes(between.root, first.root)) return undefined
  const { root: fromRoot, proof } = between
  const isProven = verifyConsistency({ from: first.size, fromRoot, to: second.size, toRoot: second.root, proof })
  return isProven ? { first, second } : undefined
}
