/** Whether a complete copy can be restored, on paper. */
import { ageWords, proofWords } from "../custody/report-words.ts"
import type { CustodyReport } from "../custody/report.ts"
import type { NamedElection } from "../definition/named-election.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { formatCount, formatLocalTime } from "../language/language.ts"
import type { PaperContent } from "./paper.ts"

export function custodyPaper({ locale, timezone }: NamedElection, report: CustodyReport, now: number): PaperContent {
  const { custody } = catalogueOf(locale).labels
  const count = (value: number) => formatCount(value, locale)
  const { answer, entries, restorable, parts } = report
  const reach = restorable === undefined ? "" : ` ${custody.upTo(count(restorable), count(entries))}`
  const { columns, neededParts, holderPart, states } = custody
  return {
    title: custody.paperTitle,
    mark: catalogueOf(locale).labels.register.hiddenMark,
    date: now,
    blocks: [
      { kind: "paragraph", text: formatLocalTime(now, timezone, locale) },
      { kind: "paragraph", text: custody.question },
      { kind: "paragraph", text: `${custody.answers[answer]}${reach}` },
      {
        kind: "table",
        columns: [columns.part, columns.state, columns.proof, columns.holder].map((title) => ({ share: 1, title })),
        rows: parts.map(({ part, of, state, proof, days, isOld, holders, command }) => {
          const words = proof === undefined ? (command ?? "") : proofWords(proof, custody)
          const age = ageWords({ days, isOld }, custody, count)
          return [
            of === undefined ? neededParts[part] : holderPart(of),
            ...[states[state], `${words}${age}`, holders.join(", ")],
          ]
        }),
      },
    ],
  }
}
