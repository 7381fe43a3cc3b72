/**
 * The state of custody: whether the authority holds a complete, restorable copy that no vendor can withhold. Each part that
 * is needed has what was proved of it, by what, and who holds it.
 */
import type { CopyPart, CustodyAnswer, CustodyKind, CustodyState, DrillLevel, NeededPart } from "../core/vocabulary.ts"
import type { Custody, HeldCopy, HeldDrill } from "./fold.ts"

/** By what a part was proved. Instants are milliseconds. */
export type CustodyProof =
  | { readonly by: "drill"; readonly drill: number; readonly level: DrillLevel; readonly at: number }
  /** The hash was computed from the copy itself when it was entered. */
  | { readonly by: "hash"; readonly copy: string; readonly at: number }
  | { readonly by: "medium"; readonly at: number }
  /** The journal has a proof that the trustee has the key. It tells no hour. */
  | { readonly by: "possession" }

export interface PartOfCustody {
  readonly part: NeededPart
  /** The trustee whose key this is. */
  readonly of: string | undefined
  readonly state: CustodyState
  readonly proof: CustodyProof | undefined
  /** How old the proof is in whole days, and whether that is more than seven. */
  readonly days: number | undefined
  readonly isOld: boolean
  /** The identifiers of those who hold it. */
  readonly holders: readonly string[]
  /** The command that would prove it, with words in capitals to be replaced. */
  readonly command: string | undefined
}

export interface CustodyReport {
  readonly answer: CustodyAnswer
  /** How many entries the journal has, and up to which of them the best copy that was proved can restore. */
  readonly entries: number
  readonly restorable: number | undefined
  readonly parts: readonly PartOfCustody[]
}

export interface CustodyFacts {
  readonly custody: Custody
  /** How many entries of the journal the copy of a drill has, by the number of its entry. */
  readonly reach: ReadonlyMap<number, number>
  readonly entries: number
  readonly now: number
  readonly trustees: {
    readonly mandatory: readonly string[]
    readonly threshold: { readonly needed: number; readonly holders: readonly string[] } | undefined
  }
  /** The trustees whose proofs of possession the journal has. */
  readonly possessed: ReadonlySet<string>
  readonly hasCodes: boolean
  readonly lettersPrinted: boolean
}

const day = 24 * 3600 * 1000
/** A proof that is older is told as old, in days: nobody knows what became of the medium since. */
const oldAfter = 7

const drillCommand = "urne restore --drill FILE --identity IDENTITY --key KEY"
const mediumCommand = "urne custody medium FILE --key KEY"
const copyCommand = (kind: CustodyKind) =>
  `urne custody copy NAME --kind ${kind} --of-file FILE --holder PERSON --place PLACE --medium MEDIUM --key KEY`

export function custodyReport(facts: CustodyFacts): CustodyReport {
  const parts = [
    copiedPart(facts, "election", ["encrypted-backup", "election"]),
    copiedPart(facts, "urn-key", ["urn-key", "encrypted-backup"]),
    ...(facts.hasCodes ? [officerPart(facts)] : []),
    ...facts.trustees.mandatory.map((holder) => holderPart(facts, holder)),
    ...thresholdParts(facts),
    copiedPart(facts, "definition", ["definition", "encrypted-backup", "election"]),
    ...(facts.lettersPrinted ? [copiedPart(facts, "letters", ["letters", "encrypted-backup"])] : []),
  ]
  const states = parts.map(({ state }) => state)
  const answer = states.every((state) => state === "proven")
    ? "yes"
    : states.some((state) => state === "failed" || state === "lost" || state === "withheld")
      ? "no"
      : "not-proven"
  const best = soundDrills(facts)[0]
  return {
    answer,
    entries: facts.entries,
    restorable: best === undefined ? undefined : facts.reach.get(best.entry),
    parts,
  }
}

/** Whether the authority has a copy in hand, which no vendor can withhold. */
function isHeld({ end, control }: HeldCopy): boolean {
  return end === undefined && control === "authority"
}

/**
 * Lists the drills that count: every entry was proved, the copy is one that the authority holds, and no later drill of it
 * failed. The one that reaches furthest comes first.
 */
function soundDrills({ custody: { copies, drills }, reach }: CustodyFacts): readonly HeldDrill[] {
  const held = new Set(copies.filter(isHeld).map(({ sha256 }) => sha256))
  return drills
    .filter((one) => one.passed && one.level !== "structure" && held.has(one.copy))
    .filter((one) => drills.findLast(({ copy }) => copy === one.copy)?.passed === true)
    .toSorted((a, b) => (reach.get(b.entry) ?? 0) - (reach.get(a.entry) ?? 0) || b.held - a.held)
}

/** Judges what copies hold: by drills, or by the hash of a copy of this part alone. */
function copiedPart(facts: CustodyFacts, part: CopyPart & NeededPart, kinds: readonly CustodyKind[]): PartOfCustody {
  const { custody } = facts
  const relevant = custody.copies.filter(({ kind }) => kinds.includes(kind))
  const holders = [...new Set(relevant.filter(isHeld).map(({ holder }) => holder))]
  const drill = soundDrills(facts).find(({ parts }) => parts.includes(part))
  if (drill !== undefined) {
    const holding = custody.copies.filter((one) => isHeld(one) && one.sha256 === drill.copy)
    const proof = { by: "drill", drill: drill.drill, level: drill.level, at: drill.held } as const
    return proven(facts, { part, of: undefined, holders: holding.map(({ holder }) => holder) }, proof)
  }
  const alone = part === "election" ? undefined : relevant.find((one) => one.kind === part && one.read && isHeld(one))
  if (alone !== undefined) {
    const proof = { by: "hash", copy: alone.name, at: alone.chain[0].at } as const
    return proven(facts, { part, of: undefined, holders }, proof)
  }
  return {
    ...{ part, of: undefined, proof: undefined, days: undefined, isOld: false, holders },
    ...{ state: stateWithout(custody, relevant), command: commandFor(facts, part, relevant) },
  }
}

function stateWithout({ drills }: Custody, relevant: readonly HeldCopy[]): CustodyState {
  const standing = relevant.filter(({ end }) => end === undefined)
  if (relevant.length > 0 && standing.length === 0) return "lost"
  if (standing.length > 0 && !standing.some(isHeld)) return "withheld"
  const hasFailed = ({ sha256 }: HeldCopy) => drills.findLast(({ copy }) => copy === sha256)?.passed === false
  return standing.some((one) => isHeld(one) && hasFailed(one)) ? "failed" : "unproven"
}

function commandFor({ custody }: CustodyFacts, part: CopyPart, relevant: readonly HeldCopy[]): string {
  if (part !== "election") {
    const hasBackup = relevant.some((one) => isHeld(one) && one.kind === "encrypted-backup")
    const isUntried = relevant.every((one) => !custody.drills.some(({ copy }) => copy === one.sha256))
    return hasBackup && isUntried ? drillCommand : copyCommand(part === "evidence" ? "other" : part)
  }
  if (relevant.some((one) => isHeld(one) && one.sha256 !== undefined)) return drillCommand
  const isDrilled = custody.drills.some(({ passed }) => passed)
  return isDrilled ? copyCommand("encrypted-backup") : "urne backup --to RECIPIENT"
}

function officerPart(facts: CustodyFacts): PartOfCustody {
  const found = facts.custody.media.findLast(({ medium }) => medium === "officer")
  const who = { part: "officer", of: undefined } as const
  if (found === undefined) return unproven(who, `${mediumCommand} --codes CODES`)
  return proven(facts, { ...who, holders: [found.holder] }, { by: "medium", at: found.proven })
}

function holderPart(facts: CustodyFacts, holder: string): PartOfCustody {
  const who = { part: "holder", of: holder } as const
  const found = facts.custody.media.findLast((one) => one.medium === "holder" && one.holder === holder)
  if (found !== undefined) return proven(facts, { ...who, holders: [holder] }, { by: "medium", at: found.proven })
  if (facts.possessed.has(holder)) return proven(facts, { ...who, holders: [holder] }, { by: "possession" })
  return unproven(who, mediumCommand)
}

/** Takes as many trustees of the threshold as are needed: those with the best proof first. */
function thresholdParts(facts: CustodyFacts): readonly PartOfCustody[] {
  const { threshold } = facts.trustees
  if (threshold === undefined) return []
  const all = threshold.holders.map((holder) => holderPart(facts, holder))
  const rank = ({ state, proof }: PartOfCustody) => (state !== "proven" ? 2 : proof?.by === "medium" ? 0 : 1)
  return all.toSorted((a, b) => rank(a) - rank(b)).slice(0, threshold.needed)
}

function unproven(who: Pick<PartOfCustody, "part" | "of">, command: string): PartOfCustody {
  return { ...who, state: "unproven", proof: undefined, days: undefined, isOld: false, holders: [], command }
}

function proven(
  { now }: CustodyFacts,
  who: Pick<PartOfCustody, "part" | "of" | "holders">,
  proof: CustodyProof,
): PartOfCustody {
  const days = proof.by === "possession" ? undefined : Math.max(0, Math.floor((now - proof.at) / day))
  return { ...who, state: "proven", proof, days, isOld: (days ?? 0) > oldAfter, command: undefined }
}
