import type { Informed } from "../core/vocabulary.ts"
import type { Incident } from "./incident.ts"

/** By when somebody has to be told about an incident, and when that was done. All in milliseconds. */
export interface Deadline {
  readonly incident: number
  readonly whom: Informed
  readonly due: number
  readonly met: number | undefined
}

/**
 * The authority has to be told at once (R211-571), which this program takes to mean within an hour. The authority for
 * data protection has to be told about a breach of personal data within 72 hours after it was noticed (GDPR, article
 * 33), which is taken to be when an observation of it was entered.
 */
const [forAuthority, forDataProtection] = [3_600_000, 72 * 3_600_000]

/** @param isMember - whether a writer is a member of the authority, which then knows what that member entered */
export function deadlinesOf(incident: Incident, isMember: (writer: string) => boolean): readonly Deadline[] {
  const breach = incident.observations.find(({ effect }) => effect === "disclosure")
  const authority = {
    incident: incident.number,
    whom: "authority" as const,
    due: incident.at + forAuthority,
    met: isMember(incident.writer) ? incident.at : toldAt(incident, "authority", isMember),
  }
  if (breach === undefined) return [authority]
  const protection = {
    incident: incident.number,
    whom: "data-protection" as const,
    due: breach.at + forDataProtection,
    met: toldAt(incident, "data-protection", () => true),
  }
  return [authority, protection]
}

function toldAt({ told }: Incident, whom: Informed, isVouchedBy: (writer: string) => boolean): number | undefined {
  return told.find((one) => one.whom === whom && isVouchedBy(one.writer))?.at
}
