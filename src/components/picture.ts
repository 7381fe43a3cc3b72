/** Draws which component runs on which: boxes in rows, those that carry below, and an arrow to each that carries. */
import type { Catalogue } from "../language/catalogue.ts"
import { svgLength, svgText, svgWords } from "../paper/svg.ts"
import { lastOf } from "./fold.ts"
import type { WholeComponent } from "./whole.ts"

/** Pixels. */
const box = { width: 200, height: 84, beside: 30, below: 64 } as const
const edge = { side: 20, top: 56, bottom: 20 } as const
/** No box is wider than so many letters of 13 pixels; the table has the whole names. */
const longest = 24

const grey = "#5f6368"
const blue = "#1f5fa8"

interface Place {
  readonly x: number
  readonly y: number
}

/**
 * Draws what is in use. It is plain SVG without outside parts.
 *
 * @param full - also operators that are not published
 */
export function componentsPicture(
  name: string,
  components: readonly WholeComponent[],
  { labels, full }: { readonly labels: Catalogue["labels"]["components"]; readonly full: boolean },
): string {
  const inUse = components.filter((one) => lastOf(one).until === undefined)
  const rows = rowsOf(inUse)
  const widest = Math.max(1, ...rows.map((row) => row.length))
  const width = Math.max(420, 2 * edge.side + widest * (box.width + box.beside) - box.beside)
  const height = edge.top + rows.length * (box.height + box.below) - box.below + edge.bottom
  const places = new Map(
    rows.flatMap((row, i) => {
      const left = (width - row.length * (box.width + box.beside) + box.beside) / 2
      const y = edge.top + i * (box.height + box.below)
      return row.map((one, k): [string, Place] => [one.name, { x: left + k * (box.width + box.beside), y }])
    }),
  )
  const title = labels.map.title(name)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="DejaVu Sans, Arial, sans-serif" font-size="13" fill="#202124">`,
    `<title>${svgWords(title)}</title>`,
    `<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8Z" fill="${grey}"/></marker></defs>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    svgText(edge.side, 30, title, 'font-size="16" font-weight="bold"'),
    ...inUse.flatMap((one) => arrowsOf(one, places)),
    ...inUse.map((one) => boxOf(one, places.get(one.name) ?? { x: 0, y: 0 }, labels, full)),
    "</svg>",
    "",
  ].join("\n")
}

/** Puts each component above all that it runs on. Where components run on each other in a circle, it is cut somewhere. */
function rowsOf(components: readonly WholeComponent[]): readonly (readonly WholeComponent[])[] {
  const known = new Map(components.map((one) => [one.name, lastOf(one).runsOn]))
  const depths = new Map<string, number>()
  const depthOf = (name: string, above: ReadonlySet<string>): number => {
    const found = depths.get(name)
    if (found !== undefined) return found
    const under = (known.get(name) ?? []).filter((one) => known.has(one) && !above.has(one))
    const seen = new Set([...above, name])
    const depth = Math.max(0, ...under.map((one) => depthOf(one, seen) + 1))
    depths.set(name, depth)
    return depth
  }
  const rows: WholeComponent[][] = []
  for (const one of components) {
    const depth = depthOf(one.name, new Set([one.name]))
    while (rows.length <= depth) rows.push([])
    rows[depth]?.push(one)
  }
  return rows.reverse()
}

function arrowsOf(one: WholeComponent, places: ReadonlyMap<string, Place>): readonly string[] {
  const from = places.get(one.name)
  if (from === undefined) return []
  return lastOf(one).runsOn.flatMap((name) => {
    const to = places.get(name)
    if (to === undefined) return []
    const down = to.y > from.y
    const [y1, y2] = down ? [from.y + box.height, to.y] : [from.y, to.y + box.height]
    const [x1, x2] = [svgLength(from.x + box.width / 2), svgLength(to.x + box.width / 2)]
    return [`<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${grey}" marker-end="url(#end)"/>`]
  })
}

function boxOf(one: WholeComponent, { x, y }: Place, labels: Catalogue["labels"]["components"], full: boolean): string {
  const { kind, operator, published, place } = lastOf(one)
  const middle = x + box.width / 2
  const line = (row: number, text: string, attributes = "") =>
    svgText(middle, y + row, shortened(text), `text-anchor="middle"${attributes}`)
  return [
    `<rect x="${svgLength(x)}" y="${y}" width="${box.width}" height="${box.height}" rx="4" fill="#f1f3f4" stroke="${blue}"/>`,
    line(19, one.name, ' font-weight="bold"'),
    line(38, full || published ? operator : labels.map.unnamed, full || published ? "" : ` fill="${grey}"`),
    line(57, labels.kinds[kind], ` font-size="11" fill="${grey}"`),
    line(74, place, ` font-size="11" fill="${grey}"`),
  ].join("\n")
}

function shortened(text: string): string {
  const letters = Array.from(text)
  return letters.length <= longest ? text : `${letters.slice(0, longest - 1).join("")}…`
}
