/** Who has signed and who may still sign, while members come to the terminal in turn. */
import type { ActProgress } from "../authority/act-queries.ts"
import type { RemainingSigner } from "../authority/key-search-queries.ts"
import type { OpenedKey } from "../authority/member-operations.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { personText } from "./act-summary.ts"
import { missingText } from "./act.ts"

/** Writes `Anne Levade (anne) has signed; missing: 1 more signature`. */
export function signedText(before: ActProgress, after: ActProgress, { key }: OpenedKey, screen: Screen): string {
  const { authority } = screen.labels
  const member = after.signed.find((one) => !before.signed.includes(one))
  const said =
    member === undefined
      ? authority.hadSigned(safe(key.name))
      : authority.hasSigned(personText(member, after.names, screen))
  if (after.state !== "pending" || after.missing === undefined) return said
  return authority.stillMissing(said, missingText(after.missing, screen))
}

/** Writes `1  Anne Levade (anne)  anne.key`, one line per member. */
export function signersText(signers: readonly RemainingSigner[], { labels }: Screen): string {
  const people = signers.map(({ member, name }) => labels.act.person(safe(name), safe(member)))
  const width = Math.max(0, ...people.map((person) => person.length))
  const { keyElsewhere, withoutHalf } = labels.authority
  const lines = signers.map(({ path, publicHalf }, i) => {
    const key = path === undefined ? keyElsewhere : publicHalf ? safe(path) : withoutHalf(safe(path))
    return `  ${String(i + 1).padStart(2)}  ${(people[i] ?? "").padEnd(width)}  ${key}\n`
  })
  return `\n${labels.authority.signersNow}\n${lines.join("")}\n`
}
