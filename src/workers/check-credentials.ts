import { credentialPointFindings, type PublicCredential } from "../belenios/public-credentials.ts"
import { type Finding } from "../core/finding.ts"
import { electionOf } from "./check-ballots.ts"

/** A part of the list of public credentials of an election. */
export interface CredentialChunk {
  /** The bytes of the election, as the archive holds them. */
  readonly election: Uint8Array
  readonly credentials: readonly PublicCredential[]
  /** The rank of the first of them in the list, from 1. */
  readonly first: number
  readonly at: string
}

/** What is wrong with the points of these credentials. */
export function checkCredentials({ election, credentials, first, at }: CredentialChunk): readonly Finding[] {
  return credentialPointFindings(electionOf(election).engine, credentials, first, at)
}
