import { type Authority, authorityAfter } from "../../authority/authority.ts"
import type { History } from "../journal/history.ts"

/** Returns the members of the authority as the acts in effect up to this entry of the journal had made it, with their keys. */
export function membersAt({ inEffect }: Pick<History, "inEffect">, entry: number): Authority["members"] {
  let authority: Authority | undefined
  for (const { paper, entry: at = Infinity } of inEffect) {
    if (paper !== undefined && at <= entry) authority = authorityAfter(authority, paper.act, at) ?? authority
  }
  return authority?.members ?? []
}
