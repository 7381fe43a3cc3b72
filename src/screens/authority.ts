/** The members with their keys, and what they decided. */
import type { NewKey } from "../authority/member-operations.ts"
import type { AuthorityList } from "../authority/queries.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { fingerprintText } from "./fingerprint.ts"

/** Says where both halves of a new key are, and that one stays with its owner. */
export function keyScreen({ name, path, publicPath, publicKey }: NewKey, { labels }: Screen): string {
  const { keyWritten, publicKey: title, keepKey } = labels.authority
  const half = labels.command.titled(title, safe(publicPath))
  return `${keyWritten(safe(name), safe(path))}\n${half}\n  ${safe(publicKey)}\n${keepKey}\n`
}

/** Lists the members, the acts, the keys of others, and the fingerprint. */
export function authorityScreen(
  { members, acts, urnKeys, holderKeys, fingerprint }: AuthorityList,
  screen: Screen,
): string {
  const { labels } = screen
  const { columns, noActs } = labels.authority
  const people = table(
    screen,
    [columns.member, columns.role, columns.name, columns.key],
    members.map((one) => [safe(one.id), labels.lifecycle.offices[one.role], safe(one.name), safe(one.key ?? "—")]),
  )
  const decided = table(
    screen,
    [columns.act, columns.kind, columns.state, columns.signed],
    acts.map((one) => [
      one.number,
      labels.lifecycle.acts[one.kind],
      labels.authority[one.state],
      one.signed.map(safe).join(", "),
    ]),
  )
  const anchor = fingerprint === undefined ? "" : `\n${fingerprintText(fingerprint, screen)}`
  const keys = keyLines(urnKeys, holderKeys, screen)
  return `${people}\n${acts.length === 0 ? `${noActs}\n` : decided}${keys}${anchor}`
}

/** Lists keys that do not belong to members: the urn's with their terms, and those of holders that count now. */
function keyLines(
  urnKeys: AuthorityList["urnKeys"],
  holderKeys: AuthorityList["holderKeys"],
  { labels, count }: Screen,
): string {
  const { urnKeyTerm, signsSince, replacedAt } = labels.authority
  const ofUrn = urnKeys.map(({ key, from }, i) => {
    const next = urnKeys[i + 1]
    return urnKeyTerm(i + 1, safe(key), next === undefined ? signsSince(count(from)) : replacedAt(count(next.from)))
  })
  const current = [...new Map(holderKeys.map(({ holder, key }) => [holder, key]))]
  const ofHolders = current.map(([holder, key]) => labels.authority.holderKeyOf(safe(holder), safe(key)))
  return [...ofUrn, ...ofHolders].map((line) => `\n${line}`).join("") + (ofUrn.length > 0 ? "\n" : "")
}
