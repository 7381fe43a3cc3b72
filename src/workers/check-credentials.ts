import { credentialPointFindings } from "../belenios/public-credentials.ts"
import type { Finding } from "../core/finding.ts"
import { electionOf } from "./check-ballots.ts"

/** A part of the list of public credentials of an election. */
export interface CredentialChunk {
  /** The bytes of the election, as the archive holds them. */
  readonly election: Uint8Array
  /** 32 bytes each (RFC 8032). */
  readonly points: Uint8Array
  /** The rank of the first of them in the list, from 1. */
  readonly first: number
  readonly at: string
  /** 32 random bytes for this check. */
  readonly seed: Uint8Array
}

/** Finds what is wrong with the points of these credentials. */
export function checkCredentials({ election, points, first, at, seed }: CredentialChunk): readonly Finding[] {
  return credentialPointFindings(electionOf(election).engine, points, first, at, seed)
}
