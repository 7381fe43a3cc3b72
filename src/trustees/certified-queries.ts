import { currentAuthority } from "../authority/act-queries.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { hasFeature } from "../core/format.ts"
import type { ElectionTable } from "../definition/table.ts"
import { electionFormat } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { type CertifiedKeys, keysByHolder } from "./certified.ts"
import type { Ground } from "./signed-request.ts"

interface CertifyingFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
}

/** Whether holders with certified keys sign their answers in this election. */
export function isSignedCeremony({ journal }: Pick<CertifyingFile, "journal">): boolean {
  return hasFeature(electionFormat(journal), "signed-ceremony")
}

/** Lists the keys that acts in effect certify for holders. An election of an older format has none. */
export function certifiedKeys(file: CertifyingFile): CertifiedKeys {
  const authority = isSignedCeremony(file) ? currentAuthority(file) : undefined
  return keysByHolder(authority?.holderKeys ?? [])
}

/** Collects what convinces a holder elsewhere of who certified whose key. */
export function groundFor({ election, authority }: CertifyingFile): Ground {
  const effective = authority.acts().filter(({ state }) => state === "effective")
  return {
    definition: election.get().definitionText,
    acts: effective.map(({ number, text }) => ({ text, lines: authority.signatures(number).map(({ line }) => line) })),
  }
}
