import type { Cause, Effect, IncidentFinding } from "../core/vocabulary.ts"

/**
 * Maps our words to those of VERIS 1.4.1 (Vocabulary for Event Recording and Incident Sharing), by their places in its
 * schema, so that incidents of elections can be compared with others.
 */
const ofCauses: Readonly<Record<Cause, string>> = {
  "capacity-shortage": "action.error.variety.Capacity shortage",
  misconfiguration: "action.error.variety.Misconfiguration",
  "publishing-error": "action.error.variety.Publishing error",
  misdelivery: "action.error.variety.Misdelivery",
  "programming-error": "action.error.variety.Programming error",
  "maintenance-error": "action.error.variety.Maintenance error",
  malfunction: "action.error.variety.Malfunction",
  "denial-of-service": "action.hacking.variety.DoS",
  intrusion: "action.hacking.variety.Unknown",
  "stolen-codes": "action.hacking.variety.Use of stolen creds",
  forgery: "action.social.variety.Forgery",
  "power-failure": "action.environmental.variety.Power failure",
  unknown: "action.unknown",
}

const ofEffects: Readonly<Record<Effect, string | undefined>> = {
  interruption: "attribute.availability.variety.Interruption",
  degradation: "attribute.availability.variety.Degradation",
  loss: "attribute.availability.variety.Loss",
  disclosure: "attribute.confidentiality",
  alteration: "attribute.integrity",
  none: undefined,
}

const ofFindings: Readonly<Record<IncidentFinding, string>> = {
  suspected: "security_incident.Suspected",
  confirmed: "security_incident.Confirmed",
  "near-miss": "security_incident.Near miss",
  "false-positive": "security_incident.False positive",
}

export const verisCause = (cause: Cause): string => ofCauses[cause]
export const verisEffect = (effect: Effect): string | undefined => ofEffects[effect]
export const verisFinding = (finding: IncidentFinding): string => ofFindings[finding]
