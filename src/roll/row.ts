import { type FindingParams } from "../core/finding.ts"
import type { RollFindings } from "../core/finding-codes.ts"
import type { RollRules } from "../definition/definition.ts"
import { foldedText, forbiddenCharacter } from "../definition/plain-text.ts"
import type { Columns } from "./columns.ts"
import type { Row } from "./csv.ts"
import type { Ineligible, Voter } from "./voter.ts"

/** Why a row is refused; a row may have several reasons. */
export type Refusal = {
  [Code in keyof RollFindings]: { readonly code: Code; readonly params: FindingParams[Code] }
}[keyof RollFindings]

/** UTF-16 units of one field that the definition names. */
const fieldLimit = 200
/** Also the limit of all weights together: beyond, the encrypted tally could not be opened. */
export const weightLimit = 100_000_000_000n

/**
 * Reads rows by the definition's columns. A member who may not vote is a voter with its reason; only what cannot be read
 * is refused.
 */
export function rowReader(rules: RollRules, columns: Columns): (row: Row) => Voter | readonly Refusal[] {
  const read = fieldReader(columns)
  const eligible = Object.entries(rules.eligible).map(([column, values]) => ({ column, values: values.map(plain) }))
  const lines = addressLines(rules)

  return ({ line, fields }) => {
    const { length } = fields
    const wanted = columns.wanted
    if (length < wanted) return [{ code: "roll-row-short", params: { columns: length, wanted } }]
    if (length > wanted) return [{ code: "roll-row-long", params: { columns: length, wanted } }]
    const refusals: Refusal[] = []
    const field = (column: string, several = false) => read(fields, column, several, refusals)
    const ineligible = firstFailure(eligible, field)
    const id = field(rules.id).normalize("NFKC").trim()
    const name = rules.name
      .map((column) => field(column, true))
      .filter((part) => part !== "")
      .join(" ")
    const address = lines.flatMap((parts) => {
      const text = parts.map((column) => field(column, true)).filter((part) => part !== "")
      return text
        .join(parts.length > 1 ? " " : "")
        .split("\n")
        .filter((one) => one !== "")
    })
    const weight = weightOf(rules.weight, field, ineligible, refusals)
    if (id === "") refusals.push({ code: "roll-id-missing", params: { column: rules.id } })
    if (name === "") refusals.push({ code: "roll-name-missing", params: { column: rules.name.join(", ") } })
    const postcode = rules.postcode === null ? "" : field(rules.postcode, true)
    const group = rules.group === null ? "" : field(rules.group)
    if (refusals.length > 0) return distinct(refusals)
    return {
      ...{ line, id, key: foldedText(id), name: oneLine(name), address, postcode: oneLine(postcode) },
      ...{ group: group === "" ? undefined : group, weight, ineligible },
    }
  }
}

type Field = (column: string, several?: boolean) => string

/** Reads one field; `several` allows the line ends of a field that was quoted. */
function fieldReader(columns: Columns) {
  return (fields: readonly string[], column: string, several: boolean, refusals: Refusal[]): string => {
    const raw = fields[columns.positionOf(column)] ?? ""
    const isTidy = tidy.test(raw)
    const text = isTidy ? raw : plain(raw)
    if (text.length > fieldLimit) {
      refusals.push({ code: "roll-field-long", params: { column, length: text.length, limit: fieldLimit } })
    }
    if (isTidy || text === "") return text
    const character = forbiddenCharacter(several ? text.replaceAll("\n", "") : text)
    if (character === "U+FFFD") refusals.push({ code: "roll-undecoded", params: { column } })
    else if (character !== undefined) refusals.push({ code: "roll-character", params: { column, character } })
    return text
  }
}

function firstFailure(
  eligible: readonly { readonly column: string; readonly values: readonly string[] }[],
  field: Field,
): Ineligible | undefined {
  for (const { column, values } of eligible) {
    const value = field(column)
    if (!values.includes(value)) return { column, value }
  }
  return undefined
}

function weightOf(
  column: string | null,
  field: Field,
  ineligible: Ineligible | undefined,
  refusals: Refusal[],
): bigint {
  if (column === null) return 1n
  const value = field(column)
  const weight = /^[1-9]\d{0,11}$/.test(value) ? BigInt(value) : 0n
  if (weight > 0n && weight <= weightLimit) return weight
  if (ineligible === undefined) refusals.push({ code: "roll-weight", params: { column, value: value.slice(0, 40) } })
  return 0n
}

/** A line for each column of the address, except that the postal code stands before what follows it. */
function addressLines({ address, postcode }: RollRules): readonly (readonly string[])[] {
  const lines: string[][] = []
  for (const [i, column] of address.entries()) {
    if (i > 0 && address[i - 1] === postcode) lines.at(-1)?.push(column)
    else lines.push([column])
  }
  return lines
}

/** Nearly every field: Latin letters as NFC has them, single blanks between words. `plain` would leave it as it is. */
const tidy = /^[!-~\u00a1-\u00ac\u00ae-\u024f’]+(?: [!-~\u00a1-\u00ac\u00ae-\u024f’]+)*$/

/** NFC, each line without outer blanks and with single ones inside; blank lines go. */
function plain(text: string): string {
  const lines = text.normalize("NFC").split("\n")
  return lines
    .map((line) => line.trim().replace(/[ \u00a0]+/g, " "))
    .filter((line) => line !== "")
    .join("\n")
}

function oneLine(text: string): string {
  return text.replaceAll("\n", " ")
}

/** A column may serve twice; its fault is told once. */
function distinct(refusals: readonly Refusal[]): readonly Refusal[] {
  const keys = refusals.map((refusal) => JSON.stringify(refusal))
  return refusals.filter((_, i) => keys.indexOf(keys[i] ?? "") === i)
}
