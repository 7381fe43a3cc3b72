import { UrneError } from "../core/error.ts"
import type { Definition } from "../definition/definition.ts"

/**
 * Warns of people whose key files lie in one folder with the urn, if they can together open it, or decide. What is
 * shared among several protects only where it is not kept in one place.
 *
 * @param at - the folder of the election file: whose key file is in it
 */
export function keysTogether(
  { trustees, authority }: Pick<Definition, "trustees" | "authority">,
  at: { readonly holder: (id: string) => boolean; readonly member: (id: string) => boolean },
): readonly UrneError[] {
  const { mandatory, threshold } = trustees
  const sharing = threshold?.holders.filter(at.holder) ?? []
  const opens = mandatory.every(at.holder) && sharing.length >= (threshold?.needed ?? 0)
  const members = authority.members.filter(({ id }) => at.member(id))
  const decides = members.length >= authority.quorum.total
  return [
    ...(opens ? [new UrneError("keys-together", { of: "holders", names: [...mandatory, ...sharing] })] : []),
    ...(decides ? [new UrneError("keys-together", { of: "members", names: members.map(({ name }) => name) })] : []),
  ]
}
