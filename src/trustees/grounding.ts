import { judgeChain } from "../authority/act-chain.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { parseDefinition } from "../definition/parse.ts"
import type { CeremonyState } from "./ceremony.ts"
import { type CertifiedKeys, keysByHolder, requireCertified } from "./certified.ts"
import { type Holder, holdersOf } from "./holder.ts"
import type { SignedRequest } from "./signed-request.ts"

/** What a request rests on, after the holder's own machine has checked its acts and its definition. */
export interface Grounded {
  /** The ceremony before any answer. */
  readonly begun: CeremonyState
  readonly holder: Holder
  readonly keys: CertifiedKeys
}

/**
 * Checks what a request says about the election: the acts have the signatures that their quorums require, the first act
 * is the anchor and names the definition, and the acts certify the holders' keys.
 *
 * @param path - of the request, for refusals
 * @throws UrneError `request-groundless`, `holder-unknown`, `holder-keys-absent`
 */
export function groundOf(request: SignedRequest, path: string): Grounded {
  const { uuid, rehearsal, authority: anchor, origin, ground } = request
  const groundless = (rule: "acts" | "authority" | "definition"): never => {
    throw new UrneError("request-groundless", { path, rule })
  }
  const chain = judgeChain(ground.acts) ?? groundless("acts")
  if (chain.anchor !== anchor || chain.first.uuid !== uuid || chain.first.rehearsal !== rehearsal) {
    return groundless("authority")
  }
  const parsed = parseDefinition(ground.definition)
  const named = chain.authority.constitution.definition === `sha256:${sha256Hex(ground.definition)}`
  if (!named || "findings" in parsed) return groundless("definition")
  const holders = holdersOf(parsed.definition.trustees)
  const ids = holders.map(({ id }) => id)
  const holder = holders.find(({ id }) => id === request.holder)
  if (holder === undefined) throw new UrneError("holder-unknown", { holder: request.holder, holders: ids })
  const keys = keysByHolder(chain.authority.holderKeys)
  requireCertified(request.asked.step === "join" ? ids : [holder.id], keys)
  const { name: election } = parsed.definition
  return { begun: { uuid, rehearsal, authority: anchor, election, origin, holders, answers: [] }, holder, keys }
}
