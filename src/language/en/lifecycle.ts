import type { ActKind, Phase, Role } from "../../core/vocabulary.ts"

const phases: Record<Phase, string> = {
  draft: "in preparation",
  constituted: "constituted",
  sealed: "sealed",
  open: "open",
  suspended: "suspended",
  closed: "closed",
  frozen: "frozen",
  unsealed: "unsealed",
  tallied: "tallied (PROVISIONAL)",
  proclaimed: "proclaimed",
  annulled: "annulled",
}

const acts: Record<ActKind, string> = {
  constitute: "constitute the authority",
  replace: "replace a member",
  appoint: "appoint keys",
  seal: "seal the urn",
  override: "override checks before the vote",
  open: "open the vote",
  suspend: "suspend the vote",
  resume: "resume the vote",
  extend: "extend the vote",
  close: "close the vote",
  unseal: "unseal the urn",
  proclaim: "proclaim the result",
  recover: "go on from a restored file",
  annul: "annul the election",
}

const roles: Record<Role, string> = {
  president: "president",
  secretary: "secretary",
  delegate: "delegate",
  member: "member",
}

/** A role as it stands beside the name of whoever has it, in words that suit any person. */
const offices: Record<Role, string> = roles

export const labels = { phases, acts, roles, offices }
