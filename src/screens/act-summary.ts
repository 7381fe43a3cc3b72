import { type Act, parseAct, type Statement, statementsOf } from "../authority/act.ts"
import { parseQuorum } from "../authority/quorum.ts"
import { parseInstant } from "../core/instant.ts"
import { type ActKind, actKinds, preflightChecks, roles } from "../core/vocabulary.ts"
import { formatInstant } from "../language/language.ts"
import { checkKey, runKey, statedRunOf } from "../preflight/ledger.ts"
import { parseStatedRegister } from "../register/stated.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { systemZoneOffset } from "../terminal/zone.ts"

/** A word or two, and the lines beside them. */
type Row = readonly [field: string, lines: readonly string[]]

/**
 * Says what an act says, in the reader's language and the election's time. It is shown above the exact text before
 * anybody signs. Every line is derived from that text. Hashes and keys, which nobody reads for their meaning, are only
 * in the text.
 *
 * @param text - of the act
 * @param names - of the members, by their identifiers
 */
export function actSummary(text: string, names: Names, screen: Screen): string {
  const act = parseAct(text)
  if (act === undefined) return ""
  const { fields, rehearsal } = screen.labels.act
  const name = safe(act.name)
  const rows: Row[] = [
    [fields.election, [act.rehearsal ? rehearsal(name) : name]],
    ...statedRows(act, names, screen),
    [fields.until, [instantWords(act.expires, screen)]],
  ]
  const width = Math.max(...rows.map(([field]) => field.length))
  return rows
    .flatMap(([field, lines]) =>
      lines.map((line, i) => `${hanging(`  ${(i === 0 ? field : "").padEnd(width)}  `, line, screen)}\n`),
    )
    .join("")
}

/** Names of people by the identifiers with which acts and commands name them. */
export type Names = Readonly<Record<string, string>>

/** Writes `Anne Levade (anne)`, or the identifier alone if no name is known. */
export function personText(id: string, names: Names, { labels }: Pick<Screen, "labels">): string {
  const name = Object.hasOwn(names, id) ? names[id] : undefined
  return name === undefined ? safe(id) : labels.act.person(safe(name), safe(id))
}

function instantWords(instant: number, { zone, language }: Screen): string {
  // Without the election's file its zone is not known, so the zone is always named.
  return formatInstant(instant, zone ?? "UTC", language, systemZoneOffset)
}

/** Words an hour that an act states. Anything else is shown as it is. */
function hourWords(text: string, screen: Screen): string {
  const instant = parseInstant(text)
  return instant === undefined ? safe(text) : instantWords(instant, screen)
}

function countWords(digits: string, { count }: Screen): string {
  return /^\d{1,15}$/.test(digits) ? count(Number(digits)) : safe(digits)
}

/** Words the statements in the order of the act, with those of one field together. */
function statedRows(act: Act, names: Names, screen: Screen): readonly Row[] {
  const rows = new Map<string, string[]>()
  for (const statement of act.statements) {
    const said = statedRow(statement, act, names, screen)
    if (said === undefined) continue
    const [field, line] = said
    rows.set(field, [...(rows.get(field) ?? []), line])
  }
  // No line of the text says this: it follows from the kind of the act (`quorumOf`).
  if (act.kind === "constitute" && !statesQuorum(act, "constitute")) {
    const { fields, forAct, everyMember } = screen.labels.act
    const all = forAct(everyMember, screen.labels.lifecycle.acts.constitute)
    rows.set(fields.signatures, [...(rows.get(fields.signatures) ?? []), all])
  }
  return [...rows]
}

/** Whether an act states a quorum of its own for acts of this kind. */
function statesQuorum(act: Act, kind: ActKind): boolean {
  return statementsOf(act, "quorum").some((value) => value.startsWith(`${kind} `))
}

/** Words one statement, or returns nothing for a hash or a key. */
function statedRow(
  { key, value }: Statement,
  act: Act,
  names: Names,
  screen: Screen,
): readonly [field: string, line: string] | undefined {
  const { fields, ...say } = screen.labels.act
  const [first = "", second = "", ...others] = value.split(" ")
  const hour = () => hourWords(value, screen)
  const count = (digits = "") => countWords(digits, screen)
  switch (key) {
    case "authority":
      return [fields.authority, safe(value)]
    case "member": {
      const role = roles.find((one) => one === second)
      const person = say.person(safe(others.join(" ")), safe(first))
      return [
        act.kind === "constitute" ? fields.members : fields.enters,
        role === undefined ? safe(value) : say.personOf(person, role),
      ]
    }
    case "substitute":
      return [
        fields.substitutes,
        say.substitute(say.person(safe(others.join(" ")), safe(second)), personIn(act, first, names, screen)),
      ]
    case "replaces":
      return [fields.leaves, personText(value, names, screen)]
    case "quorum":
      return [fields.signatures, quorumWords(value, act, screen)]
    case "channel":
      return [fields.channels, safe(first)]
    case "holder-key":
      return [fields.holders, safe(first)]
    case "witness":
      return [fields.witnesses, safe(value.split("+")[0] ?? value)]
    case "publish":
      return [fields.published, publishedWords(first, [second, ...others], screen)]
    case "urn-key":
      return [fields.urnKey, act.kind === "constitute" ? say.certifiedUrnKey : say.newUrnKey]
    case "roll":
      return [fields.roll, say.members(count(first))]
    case "credentials":
      return [fields.credentials, say.credentials(count(first), count(others[0]))]
    case "trustees":
      return [fields.trustees, trusteesWords(value, screen)]
    case "urn":
      return [fields.urn, say.ballots(count(first))]
    case "opens":
      return [fields.opens, hour()]
    case "closes":
      return [fields.closes, hour()]
    case "instead-of":
      return [fields.insteadOf, hour()]
    case "clock":
      return [fields.clock, hour()]
    case "reason":
      return [fields.reason, safe(value)]
    case "missing":
      return [fields.without, say.batch(safe(first), Number(second))]
    case "batch":
      return [fields.resent, say.batch(safe(first), Number(second))]
    case "ballots":
      return [fields.counted, say.accepted(count(first), count(others[0]))]
    case "votes":
      return [fields.result, say.namedByHash]
    case "document":
      return [fields.documents, safe(first)]
    case "minutes":
      return [fields.minutes, value === "none" ? say.noMinutes : say.minutesByHash]
    case "register":
      return [fields.register, registerWords(value, screen)]
    case runKey:
      return [fields.preflight, runWords(act, screen)]
    case checkKey:
      return [fields.overrides, checkWords(value, screen)]
    case "lost":
      return [fields.lost, say.entries(count(first))]
    case "lost-after":
      return [fields.lostAfter, say.whatFollowed(count(first))]
    default:
      return undefined
  }
}

/** Words what an act states of a run of the checks before the vote. */
function runWords(act: Act, { labels: { preflight }, count }: Screen): string {
  const stated = statedRunOf(act)
  if (stated === undefined) return safe(statementsOf(act, runKey).join(" "))
  return preflight.ofRun(count(stated.entry), preflight.counts(stated.counts))
}

function checkWords(value: string, { labels }: Screen): string {
  const check = preflightChecks.find((one) => one === value)
  return check === undefined ? safe(value) : labels.preflight.checks[check]
}

/** Words `none`, `altered` or `12 ROOT`. */
function registerWords(value: string, screen: Screen): string {
  const say = screen.labels.act
  const stated = parseStatedRegister(value)
  if (stated === undefined) return safe(value)
  if (stated === "altered") return say.alteredRegister
  return stated.size === 0 ? say.emptyRegister : say.registerEntries(countWords(String(stated.size), screen))
}

/** Names a member by the act itself, or by what is known already. */
function personIn(act: Act, id: string, names: Names, screen: Screen): string {
  const own = statementsOf(act, "member").map((value) => value.split(" "))
  const name = own
    .find(([one]) => one === id)
    ?.slice(2)
    .join(" ")
  return personText(id, name === undefined ? names : { [id]: name }, screen)
}

/** Words `default 3 president 1` or `proclaim 4`. */
function quorumWords(value: string, act: Act, { labels }: Screen): string {
  const [kind = "", ...rest] = value.split(" ")
  const quorum = parseQuorum(rest.join(" "))
  if (quorum === undefined) return safe(value)
  const of = roles.flatMap((role) => (quorum.roles[role] === undefined ? [] : [[role, quorum.roles[role]] as const]))
  const text = labels.act.quorum(quorum.total, of)
  const named = actKinds.find((one) => one === kind)
  if (named !== undefined) return labels.act.forAct(text, labels.lifecycle.acts[named])
  return labels.act.forEveryAct(text)
}

/** Words `turnout national 12:00 20:00`, `results national` or `cell 10`. */
function publishedWords(what: string, [by = "", ...hours]: readonly string[], screen: Screen): string {
  const say = screen.labels.act
  const whose = safe(say.by[by] ?? by)
  switch (what) {
    case "turnout":
      return say.turnout(whose, hours.map(safe))
    case "results":
      return say.results(whose)
    case "cell":
      return say.cell(countWords(by, screen))
    default:
      return safe([what, by, ...hours].join(" "))
  }
}

/** Words `1 mandatory and 2 of 3 sha256:…`. */
function trusteesWords(value: string, { labels }: Screen): string {
  const [, mandatory, needed, holders] = /^(?:(\d+) mandatory)?(?: and )?(?:(\d+) of (\d+))? /.exec(value) ?? []
  const threshold = needed === undefined ? undefined : { needed: Number(needed), holders: Number(holders) }
  return labels.act.trustees(Number(mandatory ?? 0), threshold)
}
