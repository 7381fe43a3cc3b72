/** The register, the log book, the attendance sheet and the writers, as people read them. */
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { CopyPart } from "../core/vocabulary.ts"
import { countsOf } from "../preflight/found.ts"
import type { Attendance, LogLine } from "../register/evening-queries.ts"
import type { FigureEvent, TableGroup } from "../register/figure-event.ts"
import type { AddedTime } from "../register/incident-event.ts"
import type { ListedEntry, ListedRegister, ShownEntry } from "../register/list-queries.ts"
import type { FoundCheck } from "../register/preflight-event.ts"
import type { ListedWriter } from "../register/writer-queries.ts"
import { safe, safeLines, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { type Names, personText } from "./act-summary.ts"
import { rootText } from "./fingerprint.ts"
import { localTime } from "./local-time.ts"

function zoneOf({ zone }: Screen): string {
  return zone ?? "UTC"
}

function hour(instant: string, screen: Screen): string {
  return localTime(must(parseInstant(instant), "instant of an entry"), zoneOf(screen), screen)
}

function people(ids: readonly string[], names: Names, screen: Screen): string {
  return ids.map((id) => personText(id, names, screen)).join(", ")
}

/** Fields of an entry that are shown elsewhere, or for programs only. */
const elsewhere: readonly string[] = ["type", "at", "signed", "private", "key", "since", "bins", "proof"]

/** Fields that hold an instant, which is shown in the zone of the column of hours. */
const instants: readonly string[] = ["from", "until", "said", "due", "of", "heldAt", "to", "handed", "ended", "proven"]

/**
 * Writes the value of a field: words of a list in the screen's language, an hour, minutes that are added, or the text
 * itself.
 */
function valueWords(name: string, value: unknown, screen: Screen): string {
  const { register, components, incidents, complaints, papers, preflight, lookalikes, watch } = screen.labels
  if (instants.includes(name)) return hour(String(value), screen)
  if (name === "hours") {
    const added = value as readonly AddedTime[]
    return added.map(({ minutes, channel }) => incidents.addedTime(minutes, channel && safe(channel))).join(", ")
  }
  if (name === "checks") return preflight.counts(countsOf(value as readonly FoundCheck[]))
  if (name === "parts")
    return (value as readonly CopyPart[]).map((one) => screen.labels.custody.copyParts[one]).join(", ")
  if (name === "passed") return value === true ? screen.labels.command.yes : screen.labels.command.no
  if (["runsOn", "hosts", "names", "findings"].includes(name))
    return (value as readonly string[]).map((one) => safe(one)).join(", ")
  if (name === "groups") return (value as readonly TableGroup[]).map((group) => groupWords(group, screen)).join(", ")
  // Seconds of planned time.
  if (name === "S" || name === "g") return screen.labels.availability.seconds(Number(value))
  const { causes, effects, findings: finding, claimants: claimant, informed: whom } = incidents
  const status = { ...incidents.statuses, ...preflight.statuses }
  const lists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    ...{ role: register.roles, cause: causes, effect: effects, finding, claimant, status, whom },
    ...{ outcome: complaints.outcomes, paper: papers.attached, state: { ...register.silenceStates, ...watch.states } },
    ...{ failure: watch.failures },
    ...{
      rate: register.rateSides,
      source: register.turnoutSources,
      kind: components.kinds,
      check: preflight.checks,
      how: lookalikes.sources,
    },
  }
  const text = String(value)
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined
  return list !== undefined && Object.hasOwn(list, text) ? (list[text] ?? "") : safe(text)
}

function groupWords({ names, voters, registered }: TableGroup, { labels, count }: Screen): string {
  const { withoutGroup, merged } = labels.turnout
  const all = names.map((name) => (name === null ? withoutGroup : safe(name)))
  const group = all.length === 1 ? (all[0] ?? "") : merged(all)
  return labels.register.groupRow(group, count(voters), count(registered))
}

function fieldWords(of: object, screen: Screen): readonly string[] {
  const { fields } = screen.labels.register
  return Object.entries(of as Readonly<Record<string, unknown>>)
    .filter(([name]) => !elsewhere.includes(name))
    .map(([name, value]) => {
      const said = valueWords(name, value, screen)
      return Object.hasOwn(fields, name) ? `${fields[name as keyof typeof fields]} ${said}` : said
    })
}

/** Says what is in an entry: its kind, and its texts, both public and private. */
function entryWords({ event, private: hidden }: ListedEntry, screen: Screen): string {
  const { labels } = screen
  const { events, hiddenMark } = labels.register
  const secret = fieldWords(hidden ?? {}, screen)
  const all = [...fieldWords(event, screen), ...(secret.length === 0 ? [] : [`${secret.join(", ")} ${hiddenMark}`])]
  return labels.command.titled(events[event.type], all.join(", "))
}

/** Says which figures will be signed, before anybody is asked for a key. */
export function figuresToSign(type: FigureEvent["type"], figures: object, screen: Screen): string {
  const { labels } = screen
  const words = fieldWords(figures, screen).join(", ")
  return `${labels.register.toSign}\n  ${labels.command.titled(labels.register.events[type], words)}\n`
}

export function registerScreen({ size, signed, root, entries }: ListedRegister, names: Names, screen: Screen): string {
  const { labels, count } = screen
  const { columns, fingerprint, nothing, unsigned } = labels.register
  if (size === 0) return `${nothing}\n`
  const rows = entries.map((listed) => [
    listed.number,
    hour(listed.at, screen),
    people(listed.by, names, screen),
    entryWords(listed, screen),
  ])
  const head = [columns.number, columns.at(zoneOf(screen)), columns.by, columns.what]
  const tail = signed < size ? `${unsigned(count(size - signed))}\n` : ""
  return `${table(screen, head, rows)}\n${fingerprint(count(size))} ${rootText(root)}\n${tail}`
}

export function entryScreen(shown: ShownEntry, names: Names, screen: Screen): string {
  const { register } = screen.labels
  const head = `${shown.number}  ${hour(shown.at, screen)}  ${people(shown.by, names, screen)}`
  const { opening, checkpoint } = shown
  const parts = [
    `${head}\n${entryWords(shown, screen)}\n`,
    `${safe(shown.body)}\n`,
    ...(opening === null ? [] : [`${register.opening}\n  ${safe(opening.content)}\n  ${opening.key}\n`]),
    `${shown.proof.join("\n")}${shown.proof.length === 0 ? "" : "\n"}`,
    checkpoint === null ? `${register.notSigned}\n` : safeLines(checkpoint),
  ]
  return parts.filter((part) => part !== "").join("\n")
}

export function logScreen(lines: readonly LogLine[], names: Names, screen: Screen): string {
  const { columns, noLog, publicMark } = screen.labels.register
  if (lines.length === 0) return `${noLog}\n`
  const rows = lines.map(({ entry, at, by, text, published }) => [
    entry,
    hour(at, screen),
    people(by, names, screen),
    `${safeLines(text)}${published ? ` ${publicMark}` : ""}`,
  ])
  return table(screen, [columns.number, columns.at(zoneOf(screen)), columns.by, columns.text], rows)
}

export function attendanceScreen(sheet: readonly Attendance[], screen: Screen): string {
  const { columns, roles, noAttendance, presentNow } = screen.labels.register
  if (sheet.length === 0) return `${noAttendance}\n`
  const rows = sheet.map(({ entry, role, name, from, to }) => [
    entry,
    safe(name),
    roles[role],
    hour(from, screen),
    to === undefined ? presentNow : hour(to, screen),
  ])
  const head = [columns.number, columns.name, columns.role, columns.from(zoneOf(screen)), columns.to]
  return table(screen, head, rows)
}

export function writersScreen(writers: readonly ListedWriter[], screen: Screen): string {
  const { columns, roles, noWriters, mayWrite, removed } = screen.labels.register
  if (writers.length === 0) return `${noWriters}\n`
  const rows = writers.map(({ writer, name, role, from, to, reason }) => [
    safe(writer),
    safe(name),
    roles[role],
    hour(from, screen),
    to === null ? mayWrite : removed(hour(to, screen), safe(reason ?? "")),
  ])
  const head = [columns.writer, columns.name, columns.role, columns.from(zoneOf(screen)), columns.to]
  return table(screen, head, rows)
}
