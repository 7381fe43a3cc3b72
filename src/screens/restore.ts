/** An election that was restored from a copy, and drills that show whether one can be. */
import { shellWord } from "../core/shell-word.ts"
import type { Drill } from "../custody/drill.ts"
import type { Restored } from "../custody/restore-operations.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { rootText } from "./fingerprint.ts"

/** Says what was restored, what it lacks, how it stands to what was seen here, and how to go on. */
export function restoredScreen(restored: Restored, next: readonly string[], screen: Screen): string {
  const { labels, count, style } = screen
  const { custody, command } = labels
  const { path, copy, made, journal, register, missing, standing } = restored
  const lacks = missing.map(({ kind, path: name, why }) =>
    hanging("  ", command.titled(safe(name), `${custody.leftOutKinds[kind]}, ${custody.whyLeftOut[why]}`), screen),
  )
  const relation = custody.relations[standing.relation](count(standing.entries))
  const isOlder = standing.relation === "behind" || standing.relation === "another"
  const lines = [
    custody.restored(safe(path), custody.copyKinds[copy.kind]),
    custody.holdsLogs(count(journal.entries), count(register.entries)),
    `${custody.fingerprint} ${rootText(journal.root)}`,
    ...(made === undefined ? [] : [custody.madeAt(made)]),
    "",
    isOlder ? style.yellow(relation) : relation,
    ...(lacks.length === 0 ? [] : ["", style.yellow(custody.notRestored), ...lacks]),
    "",
    `${custody.goOn} ${next.map((word) => shellWord(safe(word))).join(" ")}`,
    ...(standing.relation === "never-seen" ? [custody.ifLost] : []),
  ]
  return `${lines.join("\n")}\n`
}

/** What became of a drill: its entry, or a note that was signed; `null` where nothing could be signed. */
export type RecordedDrill =
  | { readonly path: string; readonly drill: number; readonly entry: number; readonly at: string }
  | { readonly path: string; readonly note: string | null }

export interface DrillsHeld {
  readonly drills: readonly Drill[]
  readonly recorded: readonly RecordedDrill[]
}

export function drillScreen({ drills, recorded }: DrillsHeld, screen: Screen): string {
  const told = drills.map((drill) => {
    const record = recorded.find(({ path }) => path === drill.path)
    return `${drillLines(drill, screen).join("\n")}\n${recordedLine(record, screen)}`
  })
  return told.join("\n")
}

function drillLines({ path, sha256, level, seconds, faults, parts, inside }: Drill, screen: Screen): readonly string[] {
  const { labels, count, style } = screen
  const { custody } = labels
  const isPassed = faults.length === 0
  const verdict = isPassed ? custody.drillPassed(safe(path)) : custody.drillFailed(safe(path))
  return [
    isPassed ? style.green(verdict) : style.red(verdict),
    `  ${custody.drillLevel(custody.levels[level], count(seconds))}`,
    `  sha256 ${sha256}`,
    ...(inside === undefined
      ? []
      : [`  ${custody.holdsLogs(count(inside.journal.entries), count(inside.register.entries))}`]),
    ...(parts.length === 0 ? [] : [`  ${custody.holdsParts(parts.map((part) => custody.copyParts[part]).join(", "))}`]),
    ...faults.map(({ level: at, code, reason }) =>
      hanging("  ", labels.command.titled(custody.failedAt[at], `${safe(reason)} [${code}]`), screen),
    ),
  ]
}

function recordedLine(record: RecordedDrill | undefined, { labels: { custody }, count }: Screen): string {
  if (record === undefined) return `${custody.notRecorded}\n`
  if ("entry" in record) return `${custody.drillEntered(record.drill, count(record.entry))}\n`
  return `${record.note === null ? custody.nothingSigned : custody.drillNoted(safe(record.note))}\n`
}
