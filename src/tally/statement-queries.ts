import { type ActProgress, type AuthorityFile, livingAct, progressOf } from "../authority/act-queries.ts"
import { givenStatements, type Statement } from "../authority/act.ts"
import { sameStatements } from "../authority/constitution.ts"
import type { Lifecycle } from "../authority/deed.ts"
import { effectiveActs } from "../authority/proven-acts.ts"
import { UrneError } from "../core/error.ts"
import type { TallyResult } from "../journal/event.ts"
import { lastEntry } from "../journal/operations.ts"
import { archivedResult } from "../record/archived-queries.ts"
import { statedKey } from "../register/stated.ts"
import { computedTally, type TallyFile } from "./computed-queries.ts"

/**
 * Makes what the act `unseal` states: which ballots were counted, and into which encrypted tally. Nobody uses a share
 * for another one.
 *
 * @throws UrneError `not-ready` before the encrypted tally is computed, `too-few-ballots`
 */
export function unsealStatements(file: Pick<TallyFile, "journal" | "election">): readonly Statement[] {
  const frozen = lastEntry(file.journal, "urn.frozen")?.event
  const computed = computedTally(file)
  if (frozen === undefined || computed === undefined) {
    throw new UrneError("not-ready", { kind: "unseal", missing: [{ thing: "tally" }] })
  }
  const { ballots, counted, minimumBallots, weight, tally } = computed
  // The holders would refuse it, so nobody should sign in vain.
  if (counted < minimumBallots) throw new UrneError("too-few-ballots", { counted, minimum: minimumBallots })
  return [
    { key: "end-ballots", value: `${frozen.height} ${frozen.head}` },
    { key: "ballots", value: `${ballots} accepted ${counted} counted` },
    { key: "weight", value: String(weight) },
    { key: "encrypted-tally", value: `sha256:${tally}` },
  ]
}

/**
 * Makes what the act `proclaim` states: the archive's Result, as the archive has it, and the documents that are
 * published with it.
 *
 * @param given - statements `document`, each `NAME sha256:…`
 * @throws UrneError `not-ready` before there is a result, `election-file-altered`
 */
export function proclaimStatements(
  file: Pick<TallyFile, "journal" | "urn" | "authority">,
  given: readonly Statement[],
): readonly Statement[] {
  const result = requireResultEntry(file)
  archivedResult(file, result)
  return [
    { key: "result", value: `${result.height} ${result.head}` },
    { key: "votes", value: `sha256:${result.result}` },
    ...given.filter(({ key }) => key === "document"),
  ]
}

/** Returns the bytes whose hash the act `proclaim` states. @throws UrneError what `proclaimStatements` throws */
export function resultText(file: Pick<TallyFile, "journal" | "urn" | "authority">): string {
  return new TextDecoder().decode(archivedResult(file, requireResultEntry(file)))
}

function requireResultEntry({ journal }: Pick<TallyFile, "journal">): TallyResult {
  const result = lastEntry(journal, "tally.result")?.event
  if (result === undefined) throw new UrneError("not-ready", { kind: "proclaim", missing: [{ thing: "result" }] })
  return result
}

/**
 * Returns the proclamation in effect, if it says all that another would, since proclaiming the same again decides
 * nothing.
 *
 * @throws UrneError what `proclaimStatements` throws
 */
export function standingProclamation<File extends AuthorityFile & Pick<TallyFile, "urn">>(
  file: File,
  lifecycle: Lifecycle<File>,
  given: readonly Statement[],
  now: number,
): ActProgress | undefined {
  const act = effectiveActs(file, "proclaim").at(-1)
  if (act === undefined || livingAct(file, lifecycle, now) !== undefined) return undefined
  // What was written in the register since then makes no other proclamation.
  const asBefore = given.some(({ key }) => key === statedKey) ? [] : givenStatements(act, [statedKey])
  const stated = lifecycle.deeds.proclaim.state(file, [...given, ...asBefore])
  return sameStatements(act.statements, stated) ? progressOf(file, act) : undefined
}
