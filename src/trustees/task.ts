import type { Proof } from "../belenios/schnorr.ts"
import type { Sha256 } from "../journal/event.ts"
import type { ThresholdPlace } from "./holder.ts"
import type { JournalPoint } from "./journal-point.ts"

/** What a holder is asked to do, in the order of the steps. `commit` and `deal` are for holders of a threshold only. */
export type Task =
  | { readonly step: "join"; readonly journal: JournalPoint; readonly place: ThresholdPlace | undefined }
  | { readonly step: "commit"; readonly certificates: readonly string[] }
  | { readonly step: "deal"; readonly commitments: readonly string[] }
  | { readonly step: "finish"; readonly journal: JournalPoint; readonly polynomials: readonly string[] }
  | { readonly step: "check"; readonly journal: JournalPoint }
  | { readonly step: "decrypt"; readonly tally: string }
export type Step = Task["step"]
/** The steps that make the keys. The other steps use them. */
export type CeremonyStep = Exclude<Step, "check" | "decrypt">

export type TaskAnswer =
  /**
   * A mandatory holder's key, or the certificate of a holder of the threshold. The proof shows possession of that key,
   * or of the certificate's signing key.
   */
  | { readonly step: "join"; readonly publicKey: string; readonly proof: Proof }
  | { readonly step: "join"; readonly certificate: string; readonly proof: Proof }
  /**
   * The hash of a polynomial that is already drawn, so that the last to speak cannot choose its own after seeing the
   * others.
   */
  | { readonly step: "commit"; readonly commitment: string }
  | { readonly step: "deal"; readonly polynomial: string }
  | { readonly step: "finish"; readonly output: string; readonly proof: Proof }
  /**
   * The size of the journal that the request named. A signed answer adds the hash of the structure that the holder
   * checked.
   */
  | { readonly step: "check"; readonly size: number; readonly proof: Proof; readonly trustees?: Sha256 }
  /** The partial decryption, and our proof that its factors belong to this tally. */
  | { readonly step: "decrypt"; readonly share: string; readonly proof: string }
