/** The curve of the turnout as an SVG picture. */
import { svgLength, svgText, svgWords } from "../paper/svg.ts"
import { type CurvePoint, topOf } from "./curve.ts"

export interface PictureTexts {
  readonly title: string
  /** The last figure in words, below the title. */
  readonly subtitle: string
  /** What the curve does not show. */
  readonly remark: string
  readonly percent: (tenths: number) => string
  readonly hour: (instant: number) => string
}

export interface Picture {
  /** Milliseconds. */
  readonly from: number
  readonly to: number
  readonly points: readonly CurvePoint[]
  readonly texts: PictureTexts
}

const size = { width: 960, height: 480 }
const frame = { left: 72, right: 24, top: 84, bottom: 72 }
const area = { width: size.width - frame.left - frame.right, height: size.height - frame.top - frame.bottom }
const colours = { ink: "#1f2933", faint: "#d5dbe1", curve: "#1d4f91", fill: "#dbe7f5" }

/** Draws the picture. Any given text stays text in it, and never becomes markup. */
export function turnoutPicture({ from, to, points, texts }: Picture): string {
  const top = topOf(points)
  const x = (at: number) => svgLength(frame.left + (area.width * (at - from)) / Math.max(1, to - from))
  const y = (share: number) => svgLength(frame.top + area.height * (1 - share / top))
  const base = frame.top + area.height
  const path = points.map(({ at, share }, i) => `${i === 0 ? "M" : "L"}${x(at)} ${y(share)}`).join("")
  const [first, last] = [points[0], points.at(-1)]
  const filled =
    first === undefined || last === undefined || points.length < 2
      ? []
      : [`<path d="${path}L${x(last.at)} ${base}L${x(first.at)} ${base}Z" fill="${colours.fill}"/>`]
  const levels = Array.from({ length: Math.round(top * 10) + 1 }, (_, tenth) => tenth).filter(
    (tenth) => top <= 0.5 || tenth % 2 === 0,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" font-family="sans-serif" font-size="14" fill="${colours.ink}">`,
    `<title>${svgWords(texts.title)}</title>`,
    `<rect width="${size.width}" height="${size.height}" fill="#ffffff"/>`,
    svgText(frame.left, 34, texts.title, `font-size="20" font-weight="bold"`),
    svgText(frame.left, 58, texts.subtitle),
    ...filled,
    ...levels.flatMap((tenth) => [
      `<line x1="${frame.left}" x2="${size.width - frame.right}" y1="${y(tenth / 10)}" y2="${y(tenth / 10)}" stroke="${colours.faint}"/>`,
      svgText(frame.left - 8, y(tenth / 10) + 5, texts.percent(tenth), `text-anchor="end"`),
    ]),
    ...ticks(from, to).flatMap((at) => [
      `<line x1="${x(at)}" x2="${x(at)}" y1="${base}" y2="${base + 6}" stroke="${colours.ink}"/>`,
      svgText(x(at), base + 24, texts.hour(at), `text-anchor="middle"`),
    ]),
    ...(points.length < 2
      ? []
      : [`<path d="${path}" fill="none" stroke="${colours.curve}" stroke-width="2.5" stroke-linejoin="round"/>`]),
    ...points.map(({ at, share }) => `<circle cx="${x(at)}" cy="${y(share)}" r="4" fill="${colours.curve}"/>`),
    svgText(frame.left, size.height - 16, texts.remark, `font-size="12"`),
    "</svg>",
    "",
  ].join("\n")
}

/** Returns the instants that are named below the curve: at most nine, a whole number of hours apart, with both ends. */
function ticks(from: number, to: number): readonly number[] {
  const hour = 3_600_000
  const step = [1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 744].find((hours) => (to - from) / (hours * hour) <= 8) ?? 1488
  const found: number[] = []
  for (let at = from; at <= to; at += step * hour) found.push(at)
  return found
}
