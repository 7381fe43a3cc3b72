import type { ActProgress } from "../authority/act-queries.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { personText } from "./act-summary.ts"

/** Lists what members said about an act besides signing it, one per line; empty if nobody did. */
export function answersText({ answers, signed, state, names }: ActProgress, screen: Screen): string {
  const { answered } = screen.labels.authority
  const person = (id: string) => personText(id, names, screen)
  const lines = answers.map(({ member, kind, reason, by }) =>
    answered[kind]({ member: person(member), reason: safe(reason), by: person(by) }),
  )
  const refused = answers.filter(({ member, kind }) => kind === "declined" && !signed.includes(member))
  const open = state === "pending" && refused.length > 0
  if (open) lines.push(answered.afterAll(refused.map(({ member }) => person(member)).join(", ")))
  return lines.map((line) => `${line}\n`).join("")
}
