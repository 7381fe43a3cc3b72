import { csvSheet } from "../core/csv.ts"
import { instantText } from "../core/instant.ts"
import type { Language } from "../core/vocabulary.ts"
import type { Catalogue } from "../language/catalogue.ts"
import type { Availability } from "./availability.ts"
import type { Silence } from "./silence.ts"

/** Writes the hours for a spreadsheet: a row per span with its source, and one per source that cannot judge. */
export function availabilitySheet(
  { offered, arrivals, channels }: Availability,
  labels: Catalogue["labels"]["availability"],
  language: Language,
): string {
  const { sheet, silence } = labels
  const head = [sheet.kind, sheet.from, sheet.to, sheet.seconds, sheet.ballots, sheet.expected]
  const figures = [`${silence.S} (s)`, `${silence.g} (s)`, "K", "n", silence.p]
  const span = (kind: string, from: number, to: number, seconds: number) => [
    ...[kind, instantText(from), instantText(to), `${Math.floor(seconds / 1000)}`],
  ]
  const { promised, until } = offered
  const rows = offered.rows.flatMap(({ source, spans, undecidable }) => {
    if (undecidable !== null) return [[labels.sources[source], "", "", labels.notDecidable]]
    return spans.map(({ from, to }) => {
      const found = arrivals?.state === "decided" && source === "apparent-interruption" ? arrivals.silences : []
      const one = found.find((silent) => silent.from <= from && to <= silent.to)
      const told = one === undefined ? [] : figuresOf(one)
      return [...span(labels.sources[source], from, to, to - from), ...told]
    })
  })
  const ofChannels = channels.flatMap((one) => {
    const name = labels.channel(one.channel)
    if (one.arrivals?.state !== "decided") return [[name, "", "", labels.notDecidable]]
    return one.arrivals.silences.map((silent) => [
      ...span(name, silent.from, silent.to, silent.to - silent.from),
      ...figuresOf(silent),
    ])
  })
  const all = [
    [...head, ...figures],
    span(sheet.promised, promised.from, until, offered.promisedSoFar),
    ...rows,
    ...ofChannels,
    span(sheet.offered, promised.from, until, offered.offered),
  ]
  const width = head.length + figures.length
  return csvSheet(
    all.map((cells) => [...cells, ...Array.from({ length: width - cells.length }, () => "")]),
    language,
  )
}

function figuresOf({ ballots, expected, S, g, K, n, p }: Silence): readonly string[] {
  return [ballots, expected, S, g, K, n, p].map(String)
}
