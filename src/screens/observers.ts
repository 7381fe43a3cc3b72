/** What observers hold, and what two of them find out, as people read it. */
import { memberNames } from "../authority/constitution.ts"
import { base64 } from "../core/bytes.ts"
import { verifierKeyText } from "../notes/key.ts"
import { parseBareNote } from "../observers/bare.ts"
import type { Comparison, LogComparison } from "../observers/comparison.ts"
import type { MadeObserverFile } from "../observers/export-queries.ts"
import type { JudgedObserverFile, JudgedState } from "../observers/judged.ts"
import { headOf, type LogKind, logKinds, type Shown } from "../observers/shown.ts"
import type { ProvenSplit, SplitProof } from "../observers/split.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { personText } from "./act-summary.ts"
import { fingerprintText, rootText } from "./fingerprint.ts"
import { localTime } from "./local-time.ts"

export function exportedScreen(made: MadeObserverFile & { readonly path: string }, screen: Screen): string {
  const { labels, count } = screen
  const { exported, behind, giveToAll } = labels.observers
  const { path, notices, journal, register } = made
  const late = made.public > journal ? `${screen.style.yellow(behind(count(made.public)))}\n` : ""
  return `${exported(safe(path), count(notices), count(journal), count(register))}\n${late}${giveToAll}\n`
}

/** Tells what an observer file says. Everything in it was verified before. */
export function observerScreen(judged: JudgedObserverFile, screen: Screen): string {
  const { observers: labels, lifecycle } = screen.labels
  const { definition, shown, authority, acts, anchor } = judged
  const names = memberNames(judged.everyMember)
  const people = (ids: readonly string[]) => ids.map((id) => personText(id, names, screen)).join(", ")
  const listed = acts.map(({ number, kind }) => labels.act(number, lifecycle.acts[kind])).join(", ")
  const notices = judged.notices.map(({ notice, signers }) => [
    String(notice.number),
    localTime(notice.at, definition.timezone, screen),
    people(signers),
  ])
  const { notice, issued, signers } = labels.columns
  return [
    `${screen.style.bold(labels.title(safe(definition.name), safe(shown.uuid)))}\n`,
    ...(shown.rehearsal ? [`${labels.rehearsal}\n`] : []),
    `\n${fingerprintText(anchor, screen, { apart: true })}\n`,
    `${labels.members(people(authority.members.map(({ id }) => id)))}\n${labels.acts(listed)}\n`,
    `${screen.labels.notices.text.zone(safe(definition.timezone))}\n\n`,
    notices.length === 0 ? `${labels.noNotices}\n` : table(screen, [notice, issued, signers], notices),
    ...logKinds.map((kind) => `\n${statesText(kind, judged.logs[kind].states, definition.timezone, screen)}`),
    `\n${labels.sound}\n`,
  ].join("")
}

function statesText(kind: LogKind, states: readonly JudgedState[], zone: string, screen: Screen): string {
  const { observers: labels } = screen.labels
  if (states.length === 0) return `${labels.noStates(kind)}\n`
  const rows = states.map(({ size, root, cosigned }) => [
    screen.count(size),
    rootText(base64(root)),
    cosigned.map(({ witness, at }) => labels.cosigned(safe(witness), localTime(at, zone, screen))).join("; "),
  ])
  const { root, cosigned } = labels.columns
  const isCosigned = states.some((state) => state.cosigned.length > 0)
  const heads = [labels.columns[kind], root, ...(isCosigned ? [cosigned] : [])]
  return table(
    screen,
    heads,
    rows.map((row) => row.slice(0, heads.length)),
  )
}

/** What a comparison told, with the two sides and where the proof was written. */
export interface ComparedSides extends Comparison {
  readonly first: Shown
  readonly second: Shown
  readonly written: string | undefined
}

export function comparedScreen({ first, second, verdict, logs, written }: ComparedSides, screen: Screen): string {
  const { observers: labels } = screen.labels
  const heading = labels.verdicts[verdict]
  const loud = verdict === "split" ? screen.style.red.bold(heading) : screen.style.bold(heading)
  const isOther = first.uuid === second.uuid && first.rehearsal === second.rehearsal
  return [
    `${sideText(first, screen)}\n${sideText(second, screen)}\n\n${loud}\n`,
    ...(verdict === "different" && isOther && first.anchor !== second.anchor ? [`${labels.otherAuthority}\n`] : []),
    ...logs.map((log) => logLines(log, first, second, screen)),
    ...(written === undefined ? [] : [`${labels.written(safe(written))}\n`]),
    ...(verdict === "split" && written === undefined ? [`${labels.keepBoth}\n`] : []),
  ].join("")
}

function sideText({ path, kind, logs }: Shown, { labels: { observers: labels }, count }: Screen): string {
  const shown = logKinds.flatMap((log) => {
    const head = headOf(logs[log])
    return head === undefined ? [] : [labels.shows(log, count(head.size))]
  })
  return labels.side(safe(path), labels.kinds[kind], shown.length === 0 ? labels.showsNothing : shown.join(", "))
}

function logLines(
  { log, verdict, first, second, common, act, reason, proof }: LogComparison,
  a: Shown,
  b: Shown,
  { labels: { observers: labels }, count }: Screen,
): string {
  const name = labels.logs[log]
  const sizesOf = (of: SplitProof | undefined, otherwise: readonly [number, number]): readonly [string, string] => [
    count(parseBareNote(of?.first ?? "")?.size ?? otherwise[0]),
    count(parseBareNote(of?.second ?? "")?.size ?? otherwise[1]),
  ]
  const [sizeA, sizeB] = [count(first.size), count(second.size)]
  const shared = common > 0 ? [labels.common(name, count(common))] : []
  const lines = (): readonly string[] => {
    switch (verdict) {
      case "equal":
        return [labels.equal(name, sizeA)]
      case "prefix":
        return first.size < second.size
          ? [labels.prefix(name, safe(a.path), safe(b.path), sizeA)]
          : [labels.prefix(name, safe(b.path), safe(a.path), sizeB)]
      case "split":
        return [labels.split(name, ...sizesOf(proof, [first.size, second.size])), ...shared]
      case "declared":
        return [labels.declared(name, act ?? 0), ...shared]
      case "undecided":
        return undecided()
    }
  }
  const undecided = () => {
    if (reason === "other-key") return [labels.otherKey(name), ...shared, labels.askKey]
    if (reason === "unsigned") return [labels.unsigned(name, count(common))]
    const perhaps = act === undefined ? [] : [labels.perhapsDeclared(act)]
    const shorter = first.size < second.size ? a : b
    return [labels.apart(name, sizeA, sizeB), ...shared, ...perhaps, labels.askSpan(safe(shorter.path))]
  }
  return lines()
    .map((line) => `${line}\n`)
    .join("")
}

/** A proof of a split view that was verified, and how its key is known to be the urn's. */
export interface CheckedSplit {
  readonly proof: SplitProof
  readonly split: ProvenSplit
  /** The side that certifies the key, if one does; whether the key was given otherwise. */
  readonly certifiedBy: string | undefined
  readonly isGiven: boolean
}

export function splitScreen({ proof, split, certifiedBy, isGiven }: CheckedSplit, screen: Screen): string {
  const { observers: labels } = screen.labels
  const { first, second } = split
  const told =
    certifiedBy !== undefined
      ? labels.proof.certified(safe(certifiedBy))
      : isGiven
        ? labels.proof.given
        : labels.proof.key
  return [
    `${labels.proof.title(safe(first.uuid))}\n\n${screen.style.red.bold(labels.verdicts.split)}\n`,
    `${labels.split(labels.logs[first.log], screen.count(first.size), screen.count(second.size))}\n\n`,
    `${told}\n  ${safe(verifierKeyText(proof.urnKey))}\n`,
  ].join("")
}
