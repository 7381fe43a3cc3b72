/** Why a time-stamp, or what is given as one, is refused: a rule for each thing that is checked. */
export const timeStampRules = [
  /** Its bytes are not DER, or not of the shape that the standard gives; the detail names the part. */
  "form",
  /** The time-stamping service refused the request; the detail gives its reasons. */
  "rejected",
  /** What is signed is something else than the statement of a time-stamp (TSTInfo). */
  "content-type",
  /** It has no signature, or several. */
  "signers",
  /** It does not bring the certificate of the one who signed it. */
  "signer-absent",
  /** A certificate that it brings cannot be read. */
  "certificate-form",
  /** A signed attribute stands twice, or names another type of content. */
  "attributes",
  /** The signature covers another statement. */
  "digest",
  /** The signature does not say with which certificate it was made. */
  "certificate-unnamed",
  /** The signature names its certificate by SHA-1 alone, for which another certificate could be made. */
  "certificate-sha1",
  /** The signature was made with another certificate of the same key. */
  "certificate-other",
  /** An algorithm that is too weak, or that is not known here; the detail names it. */
  "algorithm",
  "signature",
  /** The statement has another version of the format. */
  "version",
  /** What was stamped is named by another hash than SHA-256. */
  "imprint-algorithm",
  /** It stamps something else. */
  "imprint",
  /** It answers another request. */
  "nonce",
  /** It was made under another policy than the one that was asked for. */
  "policy",
  /** Its accuracy is none. */
  "accuracy",
  /** It has an extension that must be understood, and is not known here. */
  "extension",
  /** It names another service than its certificate. */
  "service-name",
  /** The certificate is not one for time-stamps and nothing else. */
  "purpose",
  /** The certificate's key may not sign. */
  "key-usage",
  /** A certificate above it may not issue certificates, or not this one. */
  "issuer",
  /** A certificate has an extension that must be understood, and is not known here. */
  "certificate-extension",
  /** A certificate was not yet, or no longer, valid at the instant of the stamp; the detail says from when to when. */
  "validity",
  /** Its certificates do not lead to any of the roots that are given. */
  "root",
] as const

export type TimeStampRule = (typeof timeStampRules)[number]
