/** Who holds which copy, and whether a complete one can be restored, as people read it. */
import type { HiddenCustody } from "../custody/custody-queries.ts"
import type { Custody, CustodyStep, HeldCopy } from "../custody/fold.ts"
import { ageWords, proofWords } from "../custody/report-words.ts"
import type { CustodyReport, PartOfCustody } from "../custody/report.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { localTime } from "./local-time.ts"

export interface ShownCustody {
  readonly custody: Custody
  readonly hidden: ReadonlyMap<number, HiddenCustody>
  readonly timezone: string
}

export function copyTable({ custody: { copies }, timezone }: ShownCustody, screen: Screen): string {
  const { columns, kinds, controllers, ends, noCopies } = screen.labels.custody
  if (copies.length === 0) return `${noCopies}\n`
  const rows = copies.map(({ name, kind, holder, control, end, chain }) => {
    const last = chain.at(-1) ?? chain[0]
    return [
      ...[safe(name), kinds[kind], safe(holder), localTime(last.at, timezone, screen)],
      end === undefined ? controllers[control] : ends[end],
    ]
  })
  return table(screen, [columns.copy, columns.kind, columns.holder, columns.since, columns.control], rows)
}

export function copyScreen(
  { copy, hidden, timezone }: ShownCustody & { readonly copy: HeldCopy },
  screen: Screen,
): string {
  const { custody, command } = screen.labels
  const { name, kind, sha256, read, control, holder, end, chain } = copy
  const lines = [
    command.titled(safe(name), `${custody.kinds[kind]}, ${custody.controllers[control]}`),
    end === undefined ? custody.heldBy(safe(holder)) : custody.ends[end],
    ...(sha256 === undefined ? [custody.noHash] : [`${sha256} ${read ? custody.hashRead : custody.hashTold}`]),
    "",
    ...chain.flatMap((step) => stepLines(step, hidden.get(step.entry) ?? {}, timezone, screen)),
  ]
  return `${lines.join("\n")}\n`
}

function stepLines(
  { entry, by, what, at, holder, seal, otherSeal }: CustodyStep,
  { where, medium, condition, reason }: HiddenCustody,
  timezone: string,
  screen: Screen,
): readonly string[] {
  const { custody, command } = screen.labels
  const told = [
    what === "recorded" || what === "transferred" ? custody.steps[what](safe(holder)) : custody.ends[what],
    ...[where, medium, condition, reason].flatMap((text) => (text === undefined ? [] : [safe(text)])),
    ...(seal === undefined ? [] : [custody.sealed(safe(seal))]),
    custody.signedBy(by.map(safe).join(", "), screen.count(entry)),
  ]
  const line = hanging("  ", command.titled(localTime(at, timezone, screen), told.join(", ")), screen)
  return otherSeal ? [line, `    ${screen.style.yellow(custody.otherSeal)}`] : [line]
}

/** The first line: the one answer. */
export function answerLine({ answer, entries, restorable }: CustodyReport, { labels, count }: Screen): string {
  const { answers, upTo } = labels.custody
  const reach = restorable === undefined ? "" : ` ${upTo(count(restorable), count(entries))}`
  return `${answers[answer]}${reach}`
}

export function reportScreen(report: CustodyReport, screen: Screen): string {
  const { custody } = screen.labels
  const { answer } = report
  const line = answerLine(report, screen)
  const said =
    answer === "yes" ? screen.style.green(line) : answer === "no" ? screen.style.red(line) : screen.style.yellow(line)
  return `${custody.question}\n${said}\n\n${report.parts.map((part) => partLines(part, screen)).join("\n")}\n`
}

function partLines(part: PartOfCustody, screen: Screen): string {
  const { custody, command } = screen.labels
  const { state, holders, command: next } = part
  const head = hanging("  ", command.titled(partName(part, screen), partWords(part, screen)), screen)
  const lines = [
    head,
    ...(holders.length === 0 ? [] : [`    ${custody.heldBy(holders.map(safe).join(", "))}`]),
    ...(next === undefined ? [] : [`    ${custody.toProve} ${inWords(next, screen)}`]),
  ]
  return state === "proven" ? lines.join("\n") : screen.style.yellow(lines.join("\n"))
}

/** Writes what is to be filled in, which stands in capitals, in the language of the screen. */
function inWords(command: string, { labels }: Screen): string {
  const { placeholders } = labels.command.help
  return command.replace(/\b[A-Z]{2,}\b/g, (word) => (placeholders[word.toLowerCase()] ?? word).toUpperCase())
}

function partName({ part, of }: PartOfCustody, { labels }: Pick<Screen, "labels">): string {
  return of === undefined ? labels.custody.neededParts[part] : labels.custody.holderPart(safe(of))
}

/** What was proved of a part, by what, and how old that is. */
function partWords({ state, proof, days, isOld }: PartOfCustody, screen: Pick<Screen, "labels" | "count">): string {
  const { custody } = screen.labels
  if (proof === undefined) return custody.states[state]
  const words = safe(`${proofWords(proof, custody)}${ageWords({ days, isOld }, custody, screen.count)}`)
  return screen.labels.command.titled(custody.states[state], words)
}
