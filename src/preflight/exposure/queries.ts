import { UrneError } from "../../core/error.ts"
import { parseInstant } from "../../core/instant.ts"
import type { Definition } from "../../definition/definition.ts"
import { registerEntries, type RegisterFile } from "../../register/queries.ts"
import { hostsOf } from "../lookalikes/host.ts"
import type { Target } from "./examine.ts"

/**
 * Returns the official hosts that are meant: those that were named, or all.
 *
 * @throws UrneError `host-not-official`
 */
export function officialHosts(
  { addresses }: Pick<Definition, "addresses">,
  named: readonly string[],
): readonly string[] {
  const official = hostsOf(addresses)
  const hosts = [...new Set(named.map((one) => one.toLowerCase()))]
  const other = hosts.find((one) => !official.includes(one))
  if (other !== undefined || official.length === 0) throw new UrneError("host-not-official", { host: other, official })
  return hosts.length === 0 ? official : hosts
}

/**
 * Requires that whoever runs each host has authorised the examination, and that this is in force.
 *
 * @throws UrneError `host-not-authorised`, `no-register`, `entry-altered`
 */
export function requireAuthorised(file: RegisterFile, hosts: readonly string[], now: number): void {
  const inForce = registerEntries(file, "exposure.authorised")
    .map(({ entry }) => entry)
    .filter(({ until }) => (parseInstant(until) ?? 0) > now)
  const missing = hosts.filter((host) => !inForce.some((one) => one.hosts.includes(host)))
  if (missing.length > 0) throw new UrneError("host-not-authorised", { hosts: missing })
}

/** Lists what is examined: one address a host and port. */
export function targetsOf({ addresses, opens, closes, roll }: Definition, hosts: readonly string[]): readonly Target[] {
  const columns = { id: roll.id, others: [...roll.name, ...roll.address] }
  const urls = addresses.map((address) => new URL(address)).filter(({ hostname }) => hosts.includes(hostname))
  const first = urls.filter(({ host }, i) => urls.findIndex((one) => one.host === host) === i)
  return first.map(({ href }) => ({ address: href, closes, year: new Date(opens).getUTCFullYear(), columns }))
}
