import { utf8, utf8Text } from "../core/bytes.ts"
import { csvLine } from "../core/csv.ts"
import type { Random } from "../core/world.ts"
import type { RollRules } from "../definition/definition.ts"
import { syntheticColumns, syntheticRoll } from "./synthetic-roll.ts"

/** Weights to use where the definition has any. Most members have one vote. */
const weights = ["1", "1", "1", "2", "5"]

/**
 * Writes a synthetic member file with the columns that a definition names, in blocks: `members` who may vote, and a few
 * more who may not where the definition says who may.
 */
export function* fittedRoll(random: Random, rules: RollRules, members: number): Generator<Uint8Array, void, undefined> {
  const columns = columnsOf(rules)
  let lines = csvLine(columns)
  let rest = ""
  let row = 0
  for (const block of syntheticRoll(random, members)) {
    const parts = (rest + (utf8Text(block) ?? "")).split("\r\n")
    rest = parts.pop() ?? ""
    for (const line of parts) {
      // The first line is the header.
      const values = row === 0 ? undefined : valuesOf(rules, line.split(";"), row)
      if (values !== undefined) lines += csvLine(columns.map((column) => values.get(column) ?? ""))
      row++
    }
    yield utf8(lines)
    lines = ""
  }
}

function columnsOf({ id, name, address, postcode, group, weight, eligible }: RollRules): readonly string[] {
  const single = [postcode, group, weight].filter((column) => column !== null)
  return [...new Set([id, ...name, ...address, ...single, ...Object.keys(eligible)])]
}

/**
 * Makes the cells of one member by column. Returns `undefined` for a member who may not vote, where every member may.
 */
function valuesOf(rules: RollRules, fields: readonly string[], row: number): ReadonlyMap<string, string> | undefined {
  const [
    number = "",
    surname = "",
    firstName = "",
    street = "",
    postcode = "",
    town = "",
    country = "",
    group = "",
    dues,
  ] = fields
  const isPaid = dues === syntheticColumns.eligible.cotisation[0]
  const tests = Object.entries(rules.eligible)
  if (!isPaid && tests.length === 0) return undefined
  const values = new Map<string, string>()
  const set = (column: string | null | undefined, value: string) => {
    if (column !== null && column !== undefined && !values.has(column)) values.set(column, value)
  }
  for (const [column, accepted] of tests) set(column, isPaid ? (accepted[0] ?? "") : otherThan(accepted))
  set(rules.id, number)
  const [last, first] = rules.name
  set(last, first === undefined ? `${surname} ${firstName}` : surname)
  set(first, firstName)
  set(rules.postcode, postcode)
  const lines = rules.postcode === null ? [street, `${postcode} ${town}`, country] : [street, town, country]
  for (const column of rules.address) if (!values.has(column)) set(column, lines.shift() ?? "")
  set(rules.group, group)
  set(rules.weight, weights[row % weights.length] ?? "1")
  return values
}

function otherThan(accepted: readonly string[]): string {
  let value = "n"
  while (accepted.includes(value)) value += "n"
  return value
}
