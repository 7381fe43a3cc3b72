import type { Finding } from "../core/finding.ts"
import type { Catalogue } from "../language/catalogue.ts"
import { firstFindings } from "../terminal/findings.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import type { PartReport } from "../verify/divided/shard.ts"
import type { AttestedFigures } from "../verify/register/attested.ts"
import type { Report } from "../verify/report/report.ts"
import { rootText } from "./fingerprint.ts"

export interface ReportView {
  /** Whether the reader asked for a result. */
  readonly final: boolean
  /** Whether this is a rehearsal whose name does not say so. */
  readonly lacksMark: boolean
}

export function reportScreen(
  report: Report,
  { final, lacksMark }: ReportView,
  screen: Screen,
  catalogue: Catalogue,
): string {
  const { labels, style } = screen
  const { verify } = labels
  if (report.format !== null && report.needs !== null) {
    const verdict = style.yellow.bold(verify.verdicts["NEWER FORMAT"])
    return `${verdict}\n${verify.newerFormat(String(report.format), report.needs)}\n`
  }
  const lines: string[] = []
  if (report.election !== null) {
    const mark = lacksMark ? ` — ${style.yellow(labels.guide.rehearsal)}` : ""
    lines.push(`${style.bold(safe(report.election.name))} (${safe(report.election.uuid)})${mark}`)
  }
  if (report.phase !== null) lines.push(`${labels.guide.phase} ${labels.lifecycle.phases[report.phase]}`)
  const { entries, signedEntries, checkpoints, witnessedCheckpoints } = report.figures
  if (entries !== null && signedEntries !== null) {
    const figures = [entries, signedEntries, checkpoints ?? 0, witnessedCheckpoints ?? 0].map(screen.count)
    lines.push(verify.journal(...(figures as [string, string, string, string])))
  }
  lines.push("", checksTable(report, screen).trimEnd())
  if (report.stopped) lines.push(verify.stopped)
  lines.push("", verify.sheet)
  const width = Math.max(0, ...report.fingerprints.map(({ name }) => verify.fingerprints[name].length))
  for (const { name, value } of report.fingerprints) {
    // What the papers of the night give in groups is compared with them here.
    const said = name === "journal" ? value.replace(/(?<= ).*/, rootText) : value
    lines.push(hanging(`  ${verify.fingerprints[name].padEnd(width)}  `, safe(said), screen))
  }
  lines.push(...resultLines(report, screen), ...askedLines(report, screen))
  const [verdict, notes] = [verdictLine(report, final, screen), verdictNotes(report, screen)]
  const unconfirmed = unconfirmedLines(report, catalogue, screen)
  const beside = besideLines(report, catalogue, screen)
  if (report.findings.length === 0) lines.push("", verdict, ...notes, ...beside, ...unconfirmed)
  else {
    // The last lines are those that people read: that the record does not verify, and why.
    const said = [...notes, ...beside, ...unconfirmed]
    lines.push(
      ...(said.length === 0 ? [] : ["", ...said]),
      "",
      ...findingLines(report.findings, catalogue, screen),
      verdict,
    )
  }
  return `${lines.join("\n")}\n`
}

function checksTable({ checks }: Report, screen: Screen): string {
  const { verify } = screen.labels
  const rows = checks.map(({ check, status, present, checked, findings }) => [
    check,
    verify.checks[check],
    findings > 0 ? screen.style.red(verify.findings(findings)) : verify.statuses[status],
    status === "absent" ? "" : `${screen.count(checked)}/${screen.count(present)}`,
  ])
  return table(
    screen,
    [verify.columns.number, verify.columns.check, verify.columns.status, verify.columns.checked],
    rows,
  )
}

function findingLines(
  found: readonly (Finding & { readonly check: string })[],
  catalogue: Catalogue,
  { style }: Screen,
): readonly string[] {
  const lines = found.map(({ check, code, at, params }) => {
    const say = catalogue.findings[code] as (params: unknown) => string
    return `${style.red(`${check} ${code}`)} ${safe(at)}: ${safe(say(params))}`
  })
  return firstFindings(lines, catalogue)
}

/** Says what was found in each part beside ballots and result, and that the verdict is not about it. */
function besideLines(
  { beside, corrected, stamps, attested }: Report,
  catalogue: Catalogue,
  screen: Screen,
): readonly string[] {
  const { verify, command } = screen.labels
  return beside.flatMap(({ part, state, findings, stopped }) => {
    const words =
      state === "faulty"
        ? screen.style.yellow(verify.besideFaulty(findings.length, screen.count(findings.length), stopped))
        : verify.beside[state]
    const told = {
      register: attested === null ? [] : attestedLines(attested, screen),
      notices: corrected.map(verify.corrected),
      minutes: [],
      stamps: stampLines(stamps, screen),
    }
    const more = told[part].map((line) => `  ${line}`)
    return [command.titled(verify.besideParts[part], words), ...more, ...findingLines(findings, catalogue, screen)]
  })
}

/** Says how many time-stamps hold, and from which services. */
function stampLines(stamps: Report["stamps"], { labels, count }: Screen): readonly string[] {
  const groups = new Map<string, Report["stamps"]>()
  for (const one of stamps) {
    const key = `${one.anchored} ${one.service}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].map((group) => {
    const [{ service, anchored } = { service: "", anchored: false }] = group
    return labels.verify.stamped(safe(service), group.length, count(group.length), anchored)
  })
}

/** Says what of the register's figures somebody attests, and what the ballot log proves. */
function attestedLines({ silences, tables, grouped }: AttestedFigures, { labels, count }: Screen): readonly string[] {
  const { attestedSilences, attestedGroups, provenTables } = labels.verify
  return [
    ...(silences === 0 ? [] : [attestedSilences(silences, count(silences))]),
    ...(tables === 0 ? [] : [provenTables(tables, count(tables))]),
    ...(grouped === 0 ? [] : [attestedGroups(grouped, count(grouped))]),
  ]
}

function resultLines({ result, figures }: Report, screen: Screen): readonly string[] {
  if (result === null) return []
  const { verify, command } = screen.labels
  const { titled } = command
  const lines = result.flatMap(({ question, blank, answers }) => [
    "",
    hanging("  ", safe(question), screen),
    ...answers.map(({ answer, votes }) => hanging("    ", titled(safe(answer), screen.count(votes)), screen)),
    ...(blank === null ? [] : [`    ${titled(verify.blank, screen.count(blank))}`]),
  ])
  return [...lines, `  ${verify.counted(screen.count(figures.counted ?? 0), screen.count(figures.accepted ?? 0))}`]
}

function askedLines({ asked }: Report, screen: Screen): readonly string[] {
  const { verify } = screen.labels
  return asked.map(({ tracker, height, state }) => verify.ballot[state](tracker, screen.count(height)))
}

function verdictLine(report: Report, final: boolean, { labels, style, count }: Screen): string {
  const { verify } = labels
  const bad = report.verdict === "INVALID" || report.verdict === "PARTIAL"
  const words =
    report.verdict === "INVALID"
      ? verify.invalid(report.findings.length, count(report.findings.length))
      : verify.verdicts[report.verdict]
  const verdict = bad ? style.red.bold(words) : style.green.bold(words)
  const notFinal =
    report.final || report.verdict === "INVALID" ? "" : ` — ${final ? style.red(verify.notFinal) : verify.notFinal}`
  return `${verdict}${notFinal}`
}

/** Says what was not verified of the record, or not by this program. */
function verdictNotes(report: Report, { labels, count }: Screen): readonly string[] {
  const { verify } = labels
  return [
    ...(report.verdict === "CONSISTENT" ? [verify.notPinned] : []),
    ...((report.figures.recovered ?? 0) > 0 ? [verify.recovered] : []),
    ...((report.figures.refusedShares ?? 0) > 0
      ? [verify.refusedShares(count(report.figures.refusedShares ?? 0))]
      : []),
    ...witnessNotes(report, { labels, count }),
    ...unsignedNote(report.figures, { labels, count }),
    ...relianceNotes(report, { labels, count }),
    ...(report.ignored.length > 0 ? [verify.ignored(safe(report.ignored.join(", ")))] : []),
  ]
}

/** Says which outsiders vouch for the journal, and how far. */
function witnessNotes(
  { kind, figures }: Report,
  { labels: { verify }, count }: Pick<Screen, "labels" | "count">,
): readonly string[] {
  if (kind !== "record") return []
  if (figures.witnessedCheckpoints === 0) return [verify.unwitnessed]
  return (figures.witnesses ?? []).map(({ name, checkpoints, size }) =>
    checkpoints === 0
      ? verify.witnessAbsent(safe(name))
      : verify.witnessed(safe(name), count(size), count(figures.entries ?? 0)),
  )
}

/** Lists what the reader gave and the record does not confirm, one per line, apart from the verdict on the record. */
function unconfirmedLines({ unconfirmed }: Report, catalogue: Catalogue, { labels, style }: Screen): readonly string[] {
  return unconfirmed.map(({ code, at, params }) => {
    const say = catalogue.findings[code] as (params: unknown) => string
    const place = code === "TRACKER_ABSENT" ? "" : `${safe(at)}: `
    return `${style.red.bold(labels.verify.notConfirmed)} ${place}${safe(say(params))}`
  })
}

/** Says which part of the journal only the holder of the file vouches for. */
function unsignedNote(
  { entries, signedEntries, checkpoints }: Report["figures"],
  { labels, count }: Pick<Screen, "labels" | "count">,
): readonly string[] {
  if (entries === null || signedEntries === null || signedEntries >= entries) return []
  const { noCheckpoint, unsigned } = labels.verify
  return [checkpoints === 0 ? noCheckpoint : unsigned(count(entries - signedEntries), count(entries))]
}

/** Says whose word was taken, and what the slow arithmetic found. */
function relianceNotes(
  { reliance, selfChecked }: Report,
  { labels: { audit }, count }: Pick<Screen, "labels" | "count">,
): readonly string[] {
  const notes: string[] = []
  if (reliance?.kind === "audit") notes.push(audit.since(count(reliance.ballots), safe(reliance.by), reliance.at))
  if (reliance?.kind === "parts") {
    const { parts, by, ballotsAgain, credentialsAgain } = reliance
    notes.push(audit.merged(count(parts), safe(by.join(", ")), count(ballotsAgain), count(credentialsAgain)))
  }
  if (selfChecked !== null) notes.push(audit.selfChecked(count(selfChecked.ballots), count(selfChecked.credentials)))
  return notes
}

/** Shows what a part of a divided audit found, and where it was written. */
export function partScreen(
  { shard, archive, ballots, credentials, findings, path, signer }: WrittenPart,
  screen: Screen,
  catalogue: Catalogue,
): string {
  const { labels, count, style } = screen
  const { audit } = labels
  const lines = [style.bold(audit.part(shard.index, shard.count))]
  const range = (of: PartReport["ballots"], text: typeof audit.ballots, none: string) =>
    of === null || of.to < of.from ? none : text(count(of.from), count(of.to), count(of.of))
  if (archive !== null) {
    lines.push(
      `  ${labels.command.titled(audit.archive, `${archive.height} ${archive.hash}`)}`,
      `  ${range(ballots, audit.ballots, audit.noBallots)}`,
      `  ${range(credentials, audit.credentials, audit.noCredentials)}`,
    )
  }
  lines.push("", ...findingLines(findings, catalogue, screen))
  if (path === null) return `${[...lines, style.red.bold(audit.noPart)].join("\n")}\n`
  if (findings.length === 0) lines.push(audit.clean)
  return `${[...lines, audit.partWritten(safe(path), safe(signer))].join("\n")}\n`
}

/** A part as its command reports it. Its bytes are in the file. */
export interface WrittenPart extends Omit<PartReport, "source"> {
  /** `null` if there is none. */
  readonly path: string | null
  readonly signer: string
}
