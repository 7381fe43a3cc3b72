import type { Claimant, ClaimStatus } from "../core/vocabulary.ts"

/**
 * To which status a claim may pass from each. It is asserted first. Only evidence supports or refutes it; new evidence
 * may turn that again, and what was withdrawn stays so, since whoever asserts it anew makes a new claim.
 */
export const transitions: Readonly<Record<ClaimStatus, readonly ClaimStatus[]>> = {
  asserted: ["supported", "refuted", "withdrawn"],
  supported: ["refuted", "withdrawn"],
  refuted: ["supported", "withdrawn"],
  withdrawn: [],
}

/** Whether a status has to be shown by evidence. Whoever withdraws what they said shows nothing. */
export function needsEvidence(status: ClaimStatus): boolean {
  return status === "supported" || status === "refuted"
}

/** Whether the name of a claimant may be public. Operators and voters stay unnamed, whatever they assert. */
export function isNamedInPublic(claimant: Claimant): boolean {
  return claimant !== "operator" && claimant !== "voter"
}
