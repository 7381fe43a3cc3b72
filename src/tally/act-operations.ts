import { signersAmong } from "../authority/act-file.ts"
import { statementOf, type Statement } from "../authority/act.ts"
import { missingSignatures } from "../authority/authority.ts"
import { judgeBefore, readAct } from "../authority/operations.ts"
import type { AuthorityTable } from "../authority/table.ts"
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

/**
 * The tally that may be decrypted: the one that an act `unseal` in effect names, as its SHA-256. Whoever can write to the
 * file could have put the act there, so the signatures under every act are checked again.
 */
export function unsealedTally(file: { readonly authority: AuthorityTable }): string | undefined {
  const effective = file.authority.acts().filter(({ state }) => state === "effective")
  const signed = effective.every((stored) => {
    const act = readAct(stored)
    const judge = judgeBefore(file, act)
    const lines = file.authority.signatures(stored.number).map(({ line }) => line)
    const signers = signersAmong(judge, { text: stored.text, lines }).map(({ member }) => member)
    return missingSignatures(judge, act.kind, new Set(signers)) === undefined
  })
  const unseal = effective.findLast(({ kind }) => kind === "unseal")
  if (!signed || unseal === undefined) return undefined
  return statementOf(readAct(unseal), "encrypted-tally")?.replace(/^sha256:/, "")
}
