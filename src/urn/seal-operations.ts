/** Seals the urn: everything that the vote rests on is frozen, and the archive begins. */
import type { Act } from "../authority/act.ts"
import { utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { Missing } from "../core/refusals.ts"
import { rollIsIntact } from "../roll/queries.ts"
import { trusteesFacts } from "../trustees/facts-queries.ts"
import { provenTrustees } from "../trustees/proven-queries.ts"
import { appendAfter } from "./archive-operations.ts"
import { timestampOf } from "./archive-queries.ts"
import { credentialsBody, electionFor, hashOf, type SealFile } from "./seal-queries.ts"
import { sealedBy } from "./seal.ts"

/**
 * Begins the archive with the setup that an act `seal` states, in the transaction that puts the act into effect.
 *
 * @throws UrneError `not-ready` where the roll or the credentials are not those that the journal registered
 */
export function enactSeal(file: SealFile, act: Act): void {
  const sealed = sealedBy(act)
  const trustees = trusteesFacts(file)
  const structure = provenTrustees(file)
  if (sealed === undefined || trustees === undefined || structure === undefined)
    throw new Error("an act that seals nothing")
  const credentials = credentialsBody(file)
  const missing: Missing[] = [
    ...(rollIsIntact(file) ? [] : [{ thing: "roll" } as const]),
    ...(sealed.credentials.list === hashOf(credentials) ? [] : [{ thing: "credentials" } as const]),
  ]
  if (missing.length > 0) throw new UrneError("not-ready", { kind: "seal", missing })
  // The act is already in effect here, so only an empty archive shows that it has not begun.
  if (file.urn.lastNumber() > 0 || file.urn.timestamp() !== undefined) {
    throw new UrneError("election-file-altered", { part: "archive", at: "archive#0" })
  }
  file.urn.begin(timestampOf(act))
  appendAfter(file, undefined, {
    type: "Setup",
    election: electionFor(file, trustees).body,
    trustees: utf8(structure.body),
    credentials,
  })
}
