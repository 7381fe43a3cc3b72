import type { Constitution } from "../../authority/constitution.ts"
import { lossOf } from "../../authority/lost-state.ts"
import { base64, utf8Text } from "../../core/bytes.ts"
import { cosignaturesOf, parseCheckpoint } from "../../notes/checkpoint.ts"
import { parseVerifierKey, type VerifierKey } from "../../notes/key.ts"
import { isFrom, parseNote } from "../../notes/note.ts"
import { openUrnCheckpoint, type UrnKeyTerm } from "../../notes/urn-key-term.ts"
import type { History } from "../journal/history.ts"
import type { RootClaim } from "../journal/root-claims.ts"
import type { OpenReport } from "../open-report.ts"
import type { ActPaper } from "../source/act-papers.ts"
import { type Papers, papersOf } from "../source/papers.ts"
import { ceremonyClaims } from "./holder-notes.ts"

/** Lists every root of the journal that the acts and the checkpoints of a bundle name, whoever signed them. */
export function rootClaims(papers: Papers, acts: ReadonlyMap<number, ActPaper>): readonly RootClaim[] {
  const ofActs = [...acts.values()].flatMap(({ path, act }) => {
    const { kept } = lossOf(act)
    const ofLoss = kept === undefined ? [] : [{ at: path, size: kept.size, root: base64(kept.root) }]
    return [{ at: path, ...act.journal }, ...ofLoss]
  })
  const ofCheckpoints = papersOf(papers, "checkpoint").flatMap(({ path, bytes }) => {
    const checkpoint = parseCheckpoint(parseNote(utf8Text(bytes) ?? "")?.text ?? "")
    return checkpoint === undefined ? [] : [{ at: path, size: checkpoint.size, root: base64(checkpoint.root) }]
  })
  return [...ofActs, ...ofCheckpoints, ...ceremonyClaims(papers)]
}

/** How much of the journal the urn key has signed. */
export interface Coverage {
  /** How many checkpoints bear its signature. */
  readonly checkpoints: number
  /** How many entries the last of them covers. */
  readonly signed: number
  /** How many checkpoints at least one witness cosigned. */
  readonly witnessed: number
  /** The witnesses whom the authority named. */
  readonly witnesses: readonly WitnessCoverage[]
}

/** How much of the journal a witness vouches for. */
export interface WitnessCoverage {
  readonly name: string
  /** How many checkpoints it cosigned. */
  readonly checkpoints: number
  /** How many entries the longest of these covers, or 0. */
  readonly size: number
}

/**
 * Checks that the urn's key of that time signed every checkpoint, and that nobody else did but witnesses whom the
 * authority named. It also checks that none is missing: one follows every change of phase, so at most the last change
 * may still be without one.
 */
export function checkCheckpoints(
  papers: Papers,
  { phases }: History,
  constitution: Constitution | undefined,
  urnKeys: readonly UrnKeyTerm[],
  report: OpenReport,
): Coverage | undefined {
  const checkpoints = papersOf(papers, "checkpoint")
  const present = Math.max(constitution === undefined ? 0 : 1, checkpoints.length)
  // Without an authority nobody vouches for the key of the urn.
  report.done("A4", present, constitution === undefined ? 0 : present)
  if (constitution === undefined) return undefined
  const witnessKeys = constitution.witnesses.flatMap((text) => parseVerifierKey(text) ?? [])
  const cosigned = new Map(witnessKeys.map((witness) => [witness, { name: witness.name, checkpoints: 0, size: 0 }]))
  let [made, signed, witnessed] = [0, 0, 0]
  for (const { path, file, bytes } of checkpoints) {
    const source = utf8Text(bytes) ?? ""
    const opened = openUrnCheckpoint(source, urnKeys)
    if ("fault" in opened) {
      report.fail("CHECKPOINT_FORM", path, { fault: opened.fault })
      continue
    }
    if (opened.checkpoint.size !== file.size) report.fail("CHECKPOINT_FORM", path, { fault: "name" })
    made++
    signed = Math.max(signed, opened.checkpoint.size)
    const cosigners = checkCosigners(source, path, opened.term.key, witnessKeys, report)
    if (cosigners.size > 0) witnessed++
    for (const witness of cosigners) {
      const {
        name,
        checkpoints: before,
        size,
      } = cosigned.get(witness) ?? { name: witness.name, checkpoints: 0, size: 0 }
      cosigned.set(witness, { name, checkpoints: before + 1, size: Math.max(size, opened.checkpoint.size) })
    }
  }
  // A checkpoint that cannot be read already has a finding.
  if (signed < phases.before && made === checkpoints.length) {
    report.fail("CHECKPOINT_MISSING", "checkpoints", { entry: phases.before, signed })
  }
  return { checkpoints: made, signed, witnessed, witnesses: [...cosigned.values()] }
}

function checkCosigners(
  source: string,
  path: string,
  urnKey: VerifierKey,
  witnesses: readonly VerifierKey[],
  report: OpenReport,
): ReadonlySet<VerifierKey> {
  const note = parseNote(source)
  if (note === undefined) return new Set()
  const { valid } = cosignaturesOf(note, witnesses)
  for (const signature of note.signatures) {
    if (isFrom(signature, urnKey) || valid.some(({ witness }) => isFrom(signature, witness))) continue
    report.fail("CHECKPOINT_STRANGER", path, { name: signature.name })
  }
  return new Set(valid.map(({ witness }) => witness))
}
