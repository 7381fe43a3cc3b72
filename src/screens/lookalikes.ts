/** The names that look like those of the vote, as people read them. */
import { lookalikeClasses, nameStandings } from "../core/lookalike.ts"
import { type CheckedName, type CheckedNames, standing, standingCounts } from "../preflight/lookalikes/checked.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"

/** What the command did besides. */
export interface ShownNames extends CheckedNames {
  /** Whether there are more than were asked for. */
  readonly more: boolean
  readonly faults: readonly { readonly line: number; readonly text: string }[]
  readonly written: string | undefined
  readonly entry: number | undefined
}

/** So many names that exist are listed; the file has all of them. */
const listed = 40

export function lookalikesScreen(shown: ShownNames, screen: Screen): string {
  const { labels, count, style } = screen
  const { lookalikes: words } = labels
  const { names, hosts, how, more } = shown
  const next = String(Math.min(names.length * 10, 1_000_000))
  const lines = [
    ...(more ? [words.more(count(names.length), next)] : []),
    ...(how === undefined ? [words.unasked] : []),
    ...(how === "resolver" ? [words.freeMeans] : []),
    ...(shown.written === undefined ? [] : [words.written(safe(shown.written))]),
    ...(shown.entry === undefined ? (how === undefined ? [] : [words.notEntered]) : [words.entered(shown.entry)]),
  ]
  return [
    `${style.bold(words.title(hosts.map((one) => safe(one)).join(", "), count(names.length)))}\n`,
    `\n${how === undefined ? examplesTable(names, screen) : standingsTable(names, screen)}\n`,
    ...(how === "resolver" ? [existingText(shown, screen)] : []),
    ...faultsText(shown, screen),
    ...lines.map((line) => `${line}\n`),
  ].join("")
}

function byClass(names: readonly CheckedName[]) {
  return lookalikeClasses
    .map((each) => ({ each, of: names.filter((one) => one.class === each) }))
    .filter(({ of }) => of.length > 0)
}

function examplesTable(names: readonly CheckedName[], screen: Screen): string {
  const { classes, columns } = screen.labels.lookalikes
  const rows = byClass(names).map(({ each, of }) => {
    const [first, second] = [of[0], of[Math.floor(of.length / 2)]]
    const examples = [...new Set([first?.unicode ?? "", second?.unicode ?? ""])]
    return [classes[each], of.length, examples.map((one) => safe(one)).join("  ")]
  })
  return table(screen, [columns.class, columns.names, columns.examples], rows)
}

function standingsTable(names: readonly CheckedName[], screen: Screen): string {
  const { classes, columns } = screen.labels.lookalikes
  const rows = byClass(names).map(({ each, of }) => {
    const counts = standingCounts({ names: of })
    return [classes[each], of.length, ...nameStandings.map((one) => counts[one])]
  })
  return table(screen, [columns.class, columns.names, ...nameStandings.map((one) => columns[one])], rows)
}

function existingText(shown: ShownNames, screen: Screen): string {
  const { classes, columns, existing, otherExisting, noneExists } = screen.labels.lookalikes
  const found = standing(shown, "exists")
  if (found.length === 0) return `${noneExists}\n\n`
  const rows = found.slice(0, listed).map((one) => {
    const seen = one.unicode === one.name ? safe(one.name) : `${safe(one.name)}\n${safe(one.unicode)}`
    return [seen, classes[one.class]]
  })
  const rest = found.length > listed ? `${otherExisting(screen.count(found.length - listed))}\n` : ""
  const title = screen.style.yellow(existing(screen.count(found.length)))
  return `${title}\n${table(screen, [columns.name, columns.class], rows)}${rest}\n`
}

function faultsText({ faults }: ShownNames, screen: Screen): readonly string[] {
  const { badLines, badLine } = screen.labels.lookalikes
  if (faults.length === 0) return []
  const lines = faults.map(({ line, text }) => `${hanging("  ", badLine(line, safe(text)), screen)}\n`)
  return [`${screen.style.yellow(badLines)}\n`, ...lines, "\n"]
}
