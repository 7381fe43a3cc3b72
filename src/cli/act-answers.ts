import type { ActProgress } from "../authority/operations.ts"
import { safe, type Screen } from "./output.ts"

/** What members said of an act besides signing it, a line each; nothing where nobody did. */
export function answersText({ answers, signed, state }: ActProgress, { labels }: Screen): string {
  const { answered } = labels.authority
  const lines = answers.map(({ member, kind, reason, by }) =>
    answered[kind]({ member: safe(member), reason: safe(reason), by: safe(by) }),
  )
  const refused = answers.filter(({ member, kind }) => kind === "declined" && !signed.includes(member))
  const open = state === "pending" && refused.length > 0
  if (open) lines.push(answered.afterAll(refused.map(({ member }) => safe(member)).join(", ")))
  return lines.map((line) => `${line}\n`).join("")
}
