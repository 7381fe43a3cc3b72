/** The public display: a screen for a projector, centred in the terminal. */
import type { Display } from "../guide/display-queries.ts"
import { formatInstant } from "../language/language.ts"
import { safe, type Screen, wrappedLine } from "../terminal/output.ts"
import { systemZoneOffset } from "../terminal/zone.ts"
import { localClock } from "./local-time.ts"
import { lastLine } from "./turnout-line.ts"

export function displayScreen(display: Display, screen: Screen): string {
  const { labels, style, columns, rows, terminal } = screen
  const { guide, lifecycle, command } = labels
  const { phase, turnout, act, rehearsal, name } = display
  const paragraphs = [
    style.bold(safe(name)),
    ...(rehearsal ? [style.yellow(guide.rehearsal)] : []),
    style.bold(lifecycle.phases[phase]),
    "",
    ...clockLines(display),
    "",
    hoursLine(display, screen),
    `${labels.turnout.line} ${lastLine(turnout, screen)}`,
    "",
    ...(act === null
      ? []
      : [
          command.titled(guide.display.act, lifecycle.acts[act.kind]),
          command.titled(guide.display.signed, listed(act.signed, screen)),
          command.titled(guide.display.awaited, listed(act.awaited, screen)),
          "",
        ]),
    noticeLine(display, screen),
  ]
  const lines = paragraphs.flatMap((line) => wrappedLine(line, columns - 2).split("\n"))
  const above = terminal ? Math.max(0, Math.floor((rows - lines.length) / 2)) : 0
  return `${"\n".repeat(above)}${lines.map((line) => centred(line, columns)).join("\n")}\n`
}

/** What is said once somebody ended the display, which changed nothing. */
export function displayEnded({ labels }: Screen): string {
  return `${labels.guide.display.ended}\n`
}

function listed(names: readonly string[], { labels }: Screen): string {
  return names.length === 0 ? labels.guide.display.nobody : names.map(safe).join(", ")
}

function noticeLine({ notice, turnout }: Display, { labels, language }: Screen): string {
  const { display } = labels.guide
  if (notice === null) return display.noNotice
  if (notice === "altered") return display.noticesAltered
  return display.lastNotice(notice.number, formatInstant(notice.at, turnout.timezone, language, systemZoneOffset))
}

function hoursLine({ now, phase, turnout }: Display, { labels, language }: Screen): string {
  const { display } = labels.guide
  const { opens, closes, timezone: zone } = turnout
  const left = (until: number) => {
    const minutes = Math.max(0, Math.ceil((until - now) / 60_000))
    return display.duration(Math.floor(minutes / 60), minutes % 60)
  }
  const hour = (instant: number) => localClock(instant, zone).slice(0, 5)
  if (phase === "sealed" && now < opens) return display.opensIn(left(opens), hour(opens))
  if (phase === "open" || phase === "suspended") return display.closesIn(left(closes), hour(closes))
  const said = (instant: number) => formatInstant(instant, zone, language, systemZoneOffset)
  return `${labels.guide.hours} ${said(opens)} → ${said(closes)}`
}

/** The digits of the clock, each of five lines of four characters; a space is left blank. */
const figures: Readonly<Record<string, readonly string[]>> = {
  "0": ["████", "█  █", "█  █", "█  █", "████"],
  "1": ["  ██", "   █", "   █", "   █", "   █"],
  "2": ["████", "   █", "████", "█   ", "████"],
  "3": ["████", "   █", "████", "   █", "████"],
  "4": ["█  █", "█  █", "████", "   █", "   █"],
  "5": ["████", "█   ", "████", "   █", "████"],
  "6": ["████", "█   ", "████", "█  █", "████"],
  "7": ["████", "   █", "   █", "   █", "   █"],
  "8": ["████", "█  █", "████", "█  █", "████"],
  "9": ["████", "█  █", "████", "   █", "████"],
  ":": ["  ", "██", "  ", "██", "  "],
}

function clockLines({ now, turnout }: Display): readonly string[] {
  const clock = Array.from(localClock(now, turnout.timezone))
  return Array.from({ length: 5 }, (_, row) => clock.map((figure) => figures[figure]?.[row] ?? "").join("  "))
}

const styles = /\u001b\[[0-9;]*m/g

/** Centres a line. Lines of the clock are laid out, and keep their leading blanks. */
function centred(line: string, columns: number): string {
  const width = Array.from(line.replace(styles, "")).length
  return `${" ".repeat(Math.max(0, Math.floor((columns - width) / 2)))}${line}`.trimEnd()
}
