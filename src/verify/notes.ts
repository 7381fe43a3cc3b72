import { base64, utf8Text } from "../core/bytes.ts"
import { finding } from "../core/finding.ts"
import { actHash } from "../authority/act.ts"
import { type Constitution } from "../authority/constitution.ts"
import { cosignaturesOf, parseCheckpoint } from "../notes/checkpoint.ts"
import { isFrom, parseNote } from "../notes/note.ts"
import { parseVerifierKey, type VerifierKey } from "../notes/key.ts"
import { openUrnCheckpoint, type UrnKeyTerm } from "../notes/urn-key-term.ts"
import { type ActPaper } from "./act-papers.ts"
import { done, type Remark } from "./checks.ts"
import { type RootClaim } from "./claims.ts"
import { type History } from "./history.ts"
import { ceremonyClaims } from "./holder-notes.ts"
import { type Papers, papersOf } from "./papers.ts"
import { type Judges, memberSigners } from "./signatures.ts"

/** Every root of the journal that the acts and the checkpoints of a bundle name, whoever signed them. */
export function rootClaims(papers: Papers, acts: ReadonlyMap<number, ActPaper>): readonly RootClaim[] {
  const ofActs = [...acts.values()].map(({ path, act }) => ({ at: path, ...act.journal }))
  const ofCheckpoints = papersOf(papers, "checkpoint").flatMap(({ path, bytes }) => {
    const checkpoint = parseCheckpoint(parseNote(utf8Text(bytes) ?? "")?.text ?? "")
    return checkpoint === undefined ? [] : [{ at: path, size: checkpoint.size, root: base64(checkpoint.root) }]
  })
  return [...ofActs, ...ofCheckpoints, ...ceremonyClaims(papers)]
}

/** How far the urn key signed the journal. */
export interface Coverage {
  /** Checkpoints with its signature. */
  readonly checkpoints: number
  /** Entries up to the last of them. */
  readonly signed: number
  /** Checkpoints that at least one witness cosigned. */
  readonly witnessed: number
  /** The witnesses whom the authority named. */
  readonly witnesses: readonly WitnessCoverage[]
}

/** How far a witness vouches for the journal. */
export interface WitnessCoverage {
  readonly name: string
  /** That it cosigned. */
  readonly checkpoints: number
  /** Entries of the longest of these; 0 if there is none. */
  readonly size: number
}

/**
 * Checks that the key which the urn had then signed every checkpoint, and nobody else but witnesses whom the authority
 * named; and that none was left out since: one follows every change of phase, so that at most the last change may still be without.
 */
export function* checkCheckpoints(
  papers: Papers,
  { phases }: History,
  { witnesses }: Constitution,
  urnKeys: readonly UrnKeyTerm[],
): Generator<Remark, Coverage, undefined> {
  const witnessKeys = witnesses.flatMap((text) => parseVerifierKey(text) ?? [])
  const cosigned = new Map(witnessKeys.map((witness) => [witness, { name: witness.name, checkpoints: 0, size: 0 }]))
  let [made, signed, witnessed] = [0, 0, 0]
  const checkpoints = papersOf(papers, "checkpoint")
  for (const { path, file, bytes } of checkpoints) {
    const source = utf8Text(bytes) ?? ""
    const opened = openUrnCheckpoint(source, urnKeys)
    if ("fault" in opened) {
      yield finding("CHECKPOINT_FORM", path, { fault: opened.fault })
      continue
    }
    if (opened.checkpoint.size !== file.size) yield finding("CHECKPOINT_FORM", path, { fault: "name" })
    made++
    signed = Math.max(signed, opened.checkpoint.size)
    const cosigners = yield* checkCosigners(source, path, opened.term.key, witnessKeys)
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
  // One that cannot be read was found wrong already.
  if (signed < phases.before && made === checkpoints.length) {
    yield finding("CHECKPOINT_MISSING", "checkpoints", { entry: phases.before, signed })
  }
  yield done("A4", Math.max(1, checkpoints.length))
  return { checkpoints: made, signed, witnessed, witnesses: [...cosigned.values()] }
}

function* checkCosigners(
  source: string,
  path: string,
  urnKey: VerifierKey,
  witnesses: readonly VerifierKey[],
): Generator<Remark, ReadonlySet<VerifierKey>, undefined> {
  const note = parseNote(source)
  if (note === undefined) return new Set()
  const { valid } = cosignaturesOf(note, witnesses)
  for (const signature of note.signatures) {
    if (isFrom(signature, urnKey) || valid.some(({ witness }) => isFrom(signature, witness))) continue
    yield finding("CHECKPOINT_STRANGER", path, { name: signature.name })
  }
  return new Set(valid.map(({ witness }) => witness))
}

const titles = { reserved: "reservation", declined: "refusal", absent: "absence" } as const

/**
 * Checks the reservations and refusals: each is a note about that act which the member signed; so is a note of a member's
 * absence, which another may have signed. The journal records exactly these.
 */
export function* checkAnswers(papers: Papers, history: History, { of }: Judges): Generator<Remark, void, undefined> {
  const answers = papersOf(papers, "answer")
  const seen = new Set<string>()
  for (const { path, file, bytes } of answers) {
    const { act: number, member, answer } = file
    const known = history.acts.get(number)
    const source = utf8Text(bytes) ?? ""
    const key = `${answer} ${member}`
    seen.add(`${number} ${key}`)
    if (known?.answers.get(key) !== actHash(source)) {
      yield finding("ANSWER_UNRECORDED", path, { member })
      continue
    }
    const note = parseNote(source)
    const paper = known.paper
    const beginning = [
      `urne${history.created?.rehearsal === true ? " rehearsal" : ""} ${titles[answer]} v1`,
      `election ${history.created?.uuid ?? ""}`,
      `act ${number} ${paper?.hash ?? ""}`,
      `member ${member}`,
      "text ",
    ].join("\n")
    const members = of.get(number)
    // Of an act whose signatories are not known something else is wrong already.
    if (members === undefined) continue
    const { valid, strange } = note === undefined ? { valid: [], strange: [""] } : memberSigners(note, members)
    const signedBy = valid.length === 1 && strange.length === 0 && (answer === "absent" || valid[0] === member)
    if (note?.text.startsWith(beginning) !== true || !signedBy) yield finding("ANSWER_NOTE", path, { member })
  }
  for (const { number, answers: recorded } of history.acts.values()) {
    for (const key of recorded.keys()) {
      if (seen.has(`${number} ${key}`)) continue
      yield finding("ANSWER_UNRECORDED", `act:${number}`, { member: key.slice(key.indexOf(" ") + 1) })
    }
  }
  yield done("A5", answers.length)
}
