/**
 * Draws the hours of a vote: how ballots came in, and below it what each source says was lost. Plain SVG without
 * outside parts.
 */
import type { Language } from "../core/vocabulary.ts"
import type { Catalogue } from "../language/catalogue.ts"
import { formatCount } from "../language/language.ts"
import { svgLength, svgText, svgWords } from "../paper/svg.ts"
import type { Availability } from "./availability.ts"
import type { Span } from "./spans.ts"

/** Pixels: the whole picture, the field of the arrivals, and the rows below it. */
const width = 960
const field = { left: 190, right: 940, top: 64, bottom: 284 } as const
const row = { height: 16, step: 26, first: 316 } as const
const hour = 3_600_000
/** Possible hours between two marks of the axis; the first that leaves room is taken. */
const steps = [1, 2, 3, 6, 12, 24, 48, 168] as const
const mostMarks = 13

const red = "#b3261e"
const blue = "#1f5fa8"
const grey = "#5f6368"

interface Drawing {
  readonly labels: Catalogue["labels"]["availability"]
  readonly language: Language
  /** Writes what clocks show at an instant, a day and an hour: `2014-11-28 20:15`, in French `28/11/2014 20:15`. */
  readonly local: (instant: number) => string
}

export function availabilityPicture(found: Availability, drawing: Drawing): string {
  const { offered, timezone, name } = found
  const { labels } = drawing
  const [from, to] = [offered.promised.from, Math.max(offered.promised.to, offered.promised.from + 1)]
  const x = (instant: number) =>
    field.left + ((Math.min(to, Math.max(from, instant)) - from) / (to - from)) * (field.right - field.left)
  const rows = [
    bar(labels.timeline.offered, offered.offeredSpans, 0, { x, colour: blue, undecidable: undefined }),
    ...offered.rows.map(({ source, spans, undecidable }, i) =>
      bar(labels.sources[source], spans, i + 1, {
        ...{ x, colour: red },
        undecidable: undecidable === null ? undefined : labels.notDecidable,
      }),
    ),
  ]
  const height = row.first + rows.length * row.step + 44
  const end = height - 38
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="DejaVu Sans, Arial, sans-serif" font-size="13" fill="#202124">`,
    `<title>${svgWords(labels.title(name))}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    svgText(20, 30, labels.title(name), 'font-size="18" font-weight="bold"'),
    ...marks(found, drawing, { x, end }),
    ...shades(found, x),
    ...curve(found, drawing, x),
    ...rows,
    svgText(field.left, height - 10, timezone, `fill="${grey}"`),
    "</svg>",
    "",
  ].join("\n")
}

type Place = (instant: number) => number

/** Draws the hours of the clock below the rows, with the date at each midnight. */
function marks(
  { offered: { promised } }: Availability,
  { local }: Drawing,
  { x, end }: { readonly x: Place; readonly end: number },
): readonly string[] {
  const step = hour * (steps.find((hours) => (promised.to - promised.from) / (hours * hour) < mostMarks) ?? 168)
  const count = Math.min(2 * mostMarks, Math.floor((promised.to - promised.from) / step) + 1)
  let day = ""
  return Array.from({ length: count }, (_, i) => promised.from + i * step).flatMap((instant) => {
    const [date = "", time = ""] = local(instant).split(" ")
    const isNewDay = date !== day
    day = date
    const at = svgLength(x(instant))
    return [
      `<line x1="${at}" y1="${field.top}" x2="${at}" y2="${end}" stroke="#e0e0e0"/>`,
      svgText(x(instant), end + 14, time, `text-anchor="middle" fill="${grey}" font-size="11"`),
      ...(isNewDay
        ? [svgText(x(instant), field.top - 8, date, `text-anchor="middle" fill="${grey}" font-size="11"`)]
        : []),
    ]
  })
}

function shades({ arrivals }: Availability, x: Place): readonly string[] {
  const silences = arrivals?.state === "decided" ? arrivals.silences : []
  return silences.map(({ from, to, provisional }) => {
    const dashes = provisional ? ` stroke="${red}" stroke-dasharray="4 3"` : ""
    const box = `x="${svgLength(x(from))}" y="${field.top}" width="${svgLength(Math.max(1, x(to) - x(from)))}" height="${field.bottom - field.top}"`
    return `<rect ${box} fill="${red}" fill-opacity="0.16"${dashes}/>`
  })
}

/**
 * Draws the running sum of the ballots, straight from the end of each bin to that of the next: nothing finer is known.
 */
function curve(
  { bins, offered: { promised } }: Availability,
  { labels, language }: Drawing,
  x: Place,
): readonly string[] {
  const total = bins.reduce((sum, { ballots }) => sum + ballots, 0)
  const frame = `<path d="M${field.left} ${field.top}V${field.bottom}H${field.right}" fill="none" stroke="${grey}"/>`
  if (total === 0) return [frame, svgText(field.left + 12, field.top + 24, labels.chart.none, `fill="${grey}"`)]
  const y = (ballots: number) => svgLength(field.bottom - (ballots / total) * (field.bottom - field.top - 10))
  let sum = 0
  const points = bins.map(({ to, ballots }) => `${svgLength(x(to))} ${y((sum += ballots))}`)
  const start = `${svgLength(x(bins[0]?.from ?? promised.from))} ${y(0)}`
  const top = labels.chart.ballots(formatCount(total, language))
  return [
    frame,
    `<path d="M${[start, ...points].join("L")}" fill="none" stroke="${blue}" stroke-width="2"/>`,
    svgText(field.left - 8, field.top + 14, top, `text-anchor="end" fill="${grey}"`),
    svgText(field.left - 8, field.bottom, "0", `text-anchor="end" fill="${grey}"`),
  ]
}

function bar(
  label: string,
  spans: readonly Span[],
  place: number,
  { x, colour, undecidable }: { readonly x: Place; readonly colour: string; readonly undecidable: string | undefined },
): string {
  const top = row.first + place * row.step
  const boxes = spans.map(({ from, to }) => {
    const box = `x="${svgLength(x(from))}" y="${top}" width="${svgLength(Math.max(1, x(to) - x(from)))}" height="${row.height}"`
    return `<rect ${box} fill="${colour}"/>`
  })
  const back = `<rect x="${field.left}" y="${top}" width="${field.right - field.left}" height="${row.height}" fill="#f1f3f4"/>`
  const nothing =
    undecidable === undefined
      ? []
      : [svgText(field.left + 8, top + 13, undecidable, `fill="${grey}" font-style="italic"`)]
  return [svgText(field.left - 8, top + 13, label, 'text-anchor="end"'), back, ...boxes, ...nothing].join("\n")
}
