import type { ProbeState } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"

/**
 * What was seen of the official addresses from one machine. Single answers are not entered: an entry says when a state began, and
 * one an hour what came of all questions since the last.
 */
export type ProbeEvent = PageReferenced | ProbeTurned | ProbeSeen | CertificateEnding

/** A page as it should be served, byte by byte. A page may have several. */
export interface PageReferenced {
  readonly type: "page.referenced"
  readonly url: string
  readonly sha256: Sha256
  /** Bytes. */
  readonly size: number
}

/** An address is in another state than before. `unwatched`: nobody asked from then on, so nobody knows. */
export interface ProbeTurned {
  readonly type: "probe.turned"
  readonly url: string
  readonly state: ProbeState
  /** When it was first seen so, or was last asked before nobody did. */
  readonly from: string
  /** The status of HTTP with which it answered. */
  readonly answered?: number
  /** Why it did not answer, or what is wrong with its certificate. */
  readonly failure?: string
  /** What was served instead of a reference. */
  readonly sha256?: Sha256
}

/** What came of all questions in a time. */
export interface ProbeSeen {
  readonly type: "probe.seen"
  readonly url: string
  readonly from: string
  readonly to: string
  readonly polls: number
  readonly failed: number
  /** Milliseconds, of those that were answered. */
  readonly slowest: number
}

/** A certificate ends before the vote does, or soon. */
export interface CertificateEnding {
  readonly type: "certificate.ending"
  readonly url: string
  readonly until: string
  /** Of the certificate in DER. */
  readonly sha256: Sha256
}
