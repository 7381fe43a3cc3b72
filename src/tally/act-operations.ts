import type { Statement } from "../authority/act.ts"
import { UrneError } from "../core/error.ts"
import { lastEntry } from "../journal/operations.ts"
import { computedTally, type TallyFile } from "./operations.ts"

/**
 * What the act `unseal` states: which ballots were counted, and into which encrypted tally. Nobody uses a share for
 * another one.
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
  // The holders would refuse it: nobody signs for nothing.
  if (counted < minimumBallots) throw new UrneError("too-few-ballots", { counted, minimum: minimumBallots })
  return [
    { key: "end-ballots", value: `${frozen.height} ${frozen.head}` },
    { key: "ballots", value: `${ballots} accepted ${counted} counted` },
    { key: "weight", value: String(weight) },
    { key: "encrypted-tally", value: `sha256:${tally}` },
  ]
}

/**
 * What the act `proclaim` states: the archive's Result, and the documents that are published with it.
 *
 * @param given statements `document`, each `NAME sha256:…`
 * @throws UrneError `not-ready` before there is a result
 */
export function proclaimStatements(
  { journal }: Pick<TallyFile, "journal">,
  given: readonly Statement[],
): readonly Statement[] {
  const result = lastEntry(journal, "tally.result")?.event
  if (result === undefined) throw new UrneError("not-ready", { kind: "proclaim", missing: [{ thing: "result" }] })
  return [
    { key: "result", value: `${result.height} ${result.head}` },
    { key: "votes", value: `sha256:${result.result}` },
    ...given.filter(({ key }) => key === "document"),
  ]
}
