/**
 * Reads acts as they stand: how far each has come, who judges it, and whether the pending one can still take effect.
 */
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { ActKind } from "../core/vocabulary.ts"
import type { ElectionTable } from "../definition/table.ts"
import { currentPhase } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { Store } from "../store/store.ts"
import { type Act, parseAct } from "./act.ts"
import { type ActAnswer, readAnswer } from "./answer.ts"
import { type Authority, judgeOf, missingSignatures, type UrnKeyTerm } from "./authority.ts"
import { memberNames, sameStatements } from "./constitution.ts"
import type { Lifecycle } from "./deed.ts"
import { type DecidedFile, type ProvenAct, provenActs, provenAuthority, waitingAct } from "./proven-acts.ts"
import type { Shortfall } from "./quorum.ts"
import type { AuthorityTable, StoredAct } from "./table.ts"

/** The tables that decisions need. */
export interface AuthorityFile {
  readonly store: Store
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
}

/** How far an act has come. */
export interface ActProgress {
  readonly act: number
  readonly kind: ActKind
  readonly state: StoredAct["state"]
  readonly text: string
  /** RFC 3339, UTC. */
  readonly expires: string
  /** The members whose signatures are their own. */
  readonly signed: readonly string[]
  /** The members in whose names the file has lines that are not their signatures. */
  readonly invalid: readonly string[]
  /** The members who have neither signed nor refused to. */
  readonly unsigned: readonly string[]
  /** Reservations, refusals and absences. A refusal binds nobody: the member may still sign. */
  readonly answers: readonly ActAnswer[]
  /** What the quorum still lacks, if anything. */
  readonly missing: Shortfall | undefined
  /** The names of the members who may judge it, by their identifiers. */
  readonly names: Readonly<Record<string, string>>
}

/**
 * Returns the authority as the acts in effect have made it, or `undefined` before the constitution. @throws UrneError
 * `act-altered`
 */
export function currentAuthority(file: DecidedFile): Authority | undefined {
  return provenAuthority(file)
}

/**
 * Lists the keys of the urn that the authority certified, oldest first; the last one signs now. Before the constitution
 * it is the key made with the file, which the members will certify or not.
 */
export function certifiedUrnKeys(file: DecidedFile & Pick<AuthorityFile, "election">): readonly UrnKeyTerm[] {
  return currentAuthority(file)?.urnKeys ?? [{ key: file.election.get().urnKey, from: 0 }]
}

/** Reads the act of a row of this file, every text of which `proposeAct` wrote. */
export function readAct(stored: StoredAct): Act {
  const act = parseAct(stored.text)
  if (act === undefined) throw new Error(`act ${stored.number} cannot be read`)
  return act
}

/** Finds the act whose number was typed, or the last one. @throws UrneError `no-act-pending`, `no-such-act` */
export function storedAct({ authority }: Pick<AuthorityFile, "authority">, number: string | undefined): StoredAct {
  const acts = authority.acts()
  const found = number === undefined ? acts.at(-1) : acts.find((act) => String(act.number) === number)
  if (found !== undefined) return found
  if (number === undefined) throw new UrneError("no-act-pending", {})
  throw new UrneError("no-such-act", { act: number, acts: acts.length })
}

/** Returns the pending act, unless it can no longer take effect. Of such an act only its end remains to be written. */
export function livingAct<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  now: number,
): StoredAct | undefined {
  const pending = waitingAct(file)
  return pending === undefined || causeOfDeath(file, lifecycle, pending, now) !== undefined ? undefined : pending
}

/** Says why a pending act can no longer take effect: its time is over, or what it states is no longer true. */
export function causeOfDeath<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  pending: StoredAct,
  now: number,
): "expired" | "stale" | undefined {
  const act = readAct(pending)
  if (now >= act.expires) return "expired"
  return isStale(file, lifecycle, act, now) ? "stale" : undefined
}

export function isStale<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  act: Act,
  now: number,
): boolean {
  const deed = lifecycle.deeds[act.kind]
  if (!deed.phases.includes(currentPhase(file.journal, now))) return true
  try {
    return !sameStatements(deed.state(file, deed.given(act)), act.statements)
  } catch (error) {
    if (error instanceof UrneError) return true
    throw error
  }
}

/** Says how far any act of the file has come. @throws UrneError `act-altered` */
export function progressOf(file: AuthorityFile, { number }: Pick<StoredAct, "number">): ActProgress {
  const { stored, act, judge, signed, invalid } = provenAct(file, number)
  const answers = file.authority.answers().filter((answer) => answer.act === stored.number)
  const heard = new Set([...signed, ...answers.flatMap(({ kind, member }) => (kind === "declined" ? [member] : []))])
  return {
    act: stored.number,
    kind: stored.kind,
    state: stored.state,
    text: stored.text,
    expires: instantText(act.expires),
    signed,
    invalid,
    unsigned: judge.members.map(({ id }) => id).filter((id) => !heard.has(id)),
    answers: answers.map(readAnswer),
    missing: stored.state === "effective" ? undefined : missingSignatures(judge, act.kind, new Set(signed)),
    names: memberNames(judge.members),
  }
}

/**
 * Says how far an act has come for somebody who only reads. One that can no longer take effect waits for nobody: it
 * counts as dropped, although the next decision has yet to write so.
 *
 * @throws UrneError `act-altered`
 */
export function progressNow<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  act: Pick<StoredAct, "number">,
  now: number,
): ActProgress {
  const progress = progressOf(file, act)
  const isDead = progress.state === "pending" && livingAct(file, lifecycle, now) === undefined
  return isDead ? { ...progress, state: "dropped" } : progress
}

/** Returns the act of this number, proved. */
export function provenAct(file: DecidedFile, number: number): ProvenAct {
  const found = provenActs(file).find(({ stored }) => stored.number === number)
  if (found === undefined) throw new Error(`there is no act ${number}`)
  return found
}

/** Returns the authority that judges an act of this file: as it was after the acts in effect before it. */
export function judgeBefore(file: DecidedFile, act: Act): Authority {
  const judge = judgeOf(provenAuthority(file, act.number), act)
  if (judge === undefined) throw new Error(`act ${act.number} has no authority to judge it`)
  return judge
}
