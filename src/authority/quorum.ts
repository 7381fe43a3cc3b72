import { type Role, roles } from "../core/vocabulary.ts"

/** How many members must sign an act: a total, and a minimum of some roles within it. */
export interface Quorum {
  readonly total: number
  readonly roles: Readonly<Partial<Record<Role, number>>>
}

export interface Signer {
  readonly member: string
  readonly role: Role
}

/** What a quorum still lacks; empty when it is met. */
export interface Shortfall {
  readonly total: number
  readonly roles: Readonly<Partial<Record<Role, number>>>
}

/**
 * Says what a quorum lacks, or returns `undefined` when it is met. Each member counts once, however often the name
 * occurs in `signers`.
 */
export function shortfall(quorum: Quorum, signers: readonly Signer[]): Shortfall | undefined {
  const distinct = [...new Map(signers.map((signer) => [signer.member, signer])).values()]
  const missingRoles: Partial<Record<Role, number>> = {}
  for (const role of roles) {
    const missing = (quorum.roles[role] ?? 0) - distinct.filter((signer) => signer.role === role).length
    if (missing > 0) missingRoles[role] = missing
  }
  const total = Math.max(0, quorum.total - distinct.length)
  return total === 0 && Object.keys(missingRoles).length === 0 ? undefined : { total, roles: missingRoles }
}

/** Writes `3 president 1 delegate 2`, as the act that constitutes the authority states a quorum. */
export function quorumText(quorum: Quorum): string {
  const minima = roles.flatMap((role) => (quorum.roles[role] === undefined ? [] : [`${role} ${quorum.roles[role]}`]))
  return [String(quorum.total), ...minima].join(" ")
}

export function parseQuorum(text: string): Quorum | undefined {
  const [total = "", ...rest] = text.split(" ")
  if (!isCount(total) || rest.length % 2 !== 0) return undefined
  const minima: Partial<Record<Role, number>> = {}
  for (let i = 0; i < rest.length; i += 2) {
    const role = roles.find((known) => known === rest[i])
    const count = rest[i + 1] ?? ""
    if (role === undefined || minima[role] !== undefined || !isCount(count)) return undefined
    minima[role] = Number(count)
  }
  const quorum = { total: Number(total), roles: minima }
  return quorumText(quorum) === text ? quorum : undefined
}

const isCount = (text: string) => /^[1-9]\d{0,3}$/.test(text)
