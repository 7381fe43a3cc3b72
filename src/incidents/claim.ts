import type { Claimant, ClaimStatus } from "../core/vocabulary.ts"

/**
 * Says to which status a claim may pass from each. A claim begins as asserted. Only evidence supports or refutes it,
 * and new evidence may turn that again. A withdrawn claim stays withdrawn: to assert it anew is another claim.
 */
export const transitions: Readonly<Record<ClaimStatus, readonly ClaimStatus[]>> = {
  asserted: ["supported", "refuted", "withdrawn"],
  supported: ["refuted", "withdrawn"],
  refuted: ["supported", "withdrawn"],
  withdrawn: [],
}

/** Whether a status has to be shown by evidence. To withdraw a claim, nothing has to be shown. */
export function needsEvidence(status: ClaimStatus): boolean {
  return status === "supported" || status === "refuted"
}

/** Whether the name of a claimant may be public. Operators and voters are never named, whatever they assert. */
export function isNamedInPublic(claimant: Claimant): boolean {
  return claimant !== "operator" && claimant !== "voter"
}
