import { isCredential } from "../belenios/credential.ts"
import type { RollFindings } from "../core/finding-codes.ts"
import type { FindingParams } from "../core/finding.ts"
import type { RollRules } from "../definition/definition.ts"
import { compatibleText, foldedText, forbiddenCharacter } from "../definition/plain-text.ts"
import { type Columns, isHeader, isTitleOf } from "./columns.ts"
import type { Row } from "./csv.ts"
import type { Ineligible, Voter } from "./voter.ts"

/** A reason for refusing a row, which may have several. */
export type Refusal = {
  [Code in keyof RollFindings]: { readonly code: Code; readonly params: FindingParams[Code] }
}[keyof RollFindings]

/** The longest field that the definition names, in UTF-16 units. */
const fieldLimit = 200
/** The limit of one weight, and of all weights together: beyond it the encrypted tally could not be opened. */
export const weightLimit = 100_000_000_000n

/**
 * Reads rows by the definition's columns. A member who may not vote is a voter with a reason; only what cannot be read
 * is refused. Fields at the end of a row may be missing if the definition does not name them, and empty ones may
 * follow.
 *
 * @param isWhole - whether every byte of the file was decoded: a letter that is lost then was lost before
 */
export function rowReader(
  rules: RollRules,
  columns: Columns,
  { isWhole }: { readonly isWhole: boolean },
): (row: Row) => Voter | readonly Refusal[] {
  const { wanted, least } = columns
  const lost = isWhole ? "roll-letters-lost" : "roll-undecoded"
  const column = (name: string, { several = false, isPrinted = false } = {}) =>
    fieldReader(name, columns.positionOf(name), { several, isPrinted, lost })
  const idOf = column(rules.id, { isPrinted: true })
  const idPosition = columns.positionOf(rules.id)
  // This is asked of every row, nearly all of which differ from the header in this field.
  const isTitle = (fields: readonly string[]) => isTitleOf(fields[idPosition] ?? "", rules.id)
  const nameOf = rules.name.map((name) => column(name, { several: true, isPrinted: true }))
  const addressOf = addressLines(rules).map((names) =>
    names.map((name) => column(name, { several: true, isPrinted: true })),
  )
  const eligible = Object.entries(rules.eligible).map(([name, values]) => ({
    ...{ column: name, read: column(name), values: values.map(plain) },
  }))
  const weightField = rules.weight === null ? undefined : column(rules.weight)
  const postcodeOf = rules.postcode === null ? undefined : column(rules.postcode, { several: true })
  const groupOf = rules.group === null ? undefined : column(rules.group)

  return ({ line, fields }) => {
    const { length } = fields
    if (length < least) return [{ code: "roll-row-short", params: { columns: length, wanted: least } }]
    if (length > wanted && fields.slice(wanted).some((field) => field.trim() !== "")) {
      return [{ code: "roll-row-long", params: { columns: length, wanted } }]
    }
    if (isTitle(fields) && isHeader(fields, rules)) return [{ code: "roll-header-again", params: {} }]
    const refusals: Refusal[] = []
    const ineligible = firstFailure(eligible, fields, refusals)
    const id = compatibleText(idOf(fields, refusals))
    const name = joined(nameOf, fields, refusals)
    const address: string[] = []
    for (const parts of addressOf) {
      const text = joined(parts, fields, refusals)
      if (text.includes("\n")) address.push(...text.split("\n").filter((one) => one !== ""))
      else if (text !== "") address.push(text)
    }
    const weight =
      weightField === undefined ? 1n : weightOf(rules.weight ?? "", weightField(fields, refusals), ineligible, refusals)
    if (isUnseen(id)) refusals.push({ code: "roll-id-missing", params: { column: rules.id } })
    if (isUnseen(name)) refusals.push({ code: "roll-name-missing", params: { column: rules.name.join(", ") } })
    const postcode = postcodeOf === undefined ? "" : oneLine(postcodeOf(fields, refusals))
    const group = groupOf === undefined ? "" : groupOf(fields, refusals)
    if (refusals.length > 0) return distinct(refusals)
    const key = foldedText(id)
    return { line, id, key, name: oneLine(name), address, postcode, group: group || undefined, weight, ineligible }
  }
}

type FieldReader = (fields: readonly string[], refusals: Refusal[]) => string

interface FieldRules {
  /** Whether a quoted field may contain line ends. */
  readonly several: boolean
  /** Whether the field is printed on letters. */
  readonly isPrinted: boolean
  readonly lost: "roll-letters-lost" | "roll-undecoded"
}

/** Reads the field of one column. */
function fieldReader(column: string, position: number, { several, isPrinted, lost }: FieldRules): FieldReader {
  return (fields, refusals) => {
    const raw = fields[position] ?? ""
    const isTidy = tidy.test(raw)
    const text = isTidy ? raw : plain(raw)
    if (text.length > fieldLimit) {
      refusals.push({ code: "roll-field-long", params: { column, length: text.length, limit: fieldLimit } })
    }
    if (isPrinted && text.length >= codeLength && text.split(/\s/).some(isCredential)) {
      refusals.push({ code: "roll-like-code", params: { column } })
    }
    if (isTidy || text === "") return text
    const character = forbiddenCharacter(several ? text.replaceAll("\n", "") : text)
    if (character === "U+FFFD") refusals.push({ code: lost, params: { column } })
    else if (character !== undefined) refusals.push({ code: "roll-character", params: { column, character } })
    return text
  }
}

/** The length of a voting code with its hyphens. */
const codeLength = 25

/** Whether a text shows nothing at all: blanks, joiners and fillers are no name. */
function isUnseen(text: string): boolean {
  return /^[\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text)
}

/** Joins the fields that are not empty with blanks. */
function joined(readers: readonly FieldReader[], fields: readonly string[], refusals: Refusal[]): string {
  let text = ""
  for (const read of readers) {
    const field = read(fields, refusals)
    if (field !== "") text = text === "" ? field : `${text} ${field}`
  }
  return text
}

interface Condition {
  readonly column: string
  readonly read: FieldReader
  readonly values: readonly string[]
}

function firstFailure(
  eligible: readonly Condition[],
  fields: readonly string[],
  refusals: Refusal[],
): Ineligible | undefined {
  for (const { column, read, values } of eligible) {
    const value = read(fields, refusals)
    if (!values.includes(value)) return { column, value }
  }
  return undefined
}

function weightOf(column: string, value: string, ineligible: Ineligible | undefined, refusals: Refusal[]): bigint {
  const weight = /^[1-9]\d{0,11}$/.test(value) ? BigInt(value) : 0n
  if (weight > 0n && weight <= weightLimit) return weight
  if (ineligible === undefined) refusals.push({ code: "roll-weight", params: { column, value: value.slice(0, 40) } })
  return 0n
}

/** Gives each column of the address a line, except that the postal code shares the line of what follows it. */
function addressLines({ address, postcode }: RollRules): readonly (readonly string[])[] {
  const lines: string[][] = []
  for (const [i, column] of address.entries()) {
    if (i > 0 && address[i - 1] === postcode) lines.at(-1)?.push(column)
    else lines.push([column])
  }
  return lines
}

/**
 * Matches nearly every field: Latin letters as NFC has them, and single blanks between words. `plain` would leave it as
 * it is.
 */
const tidy = /^[!-~\u00a1-\u00ac\u00ae-\u024f’]+(?: [!-~\u00a1-\u00ac\u00ae-\u024f’]+)*$/

/** Normalises to NFC, trims each line, makes inner blanks single and removes blank lines. */
function plain(text: string): string {
  const lines = text.normalize("NFC").split("\n")
  return lines
    .map((line) => line.trim().replace(/[ \u00a0]+/g, " "))
    .filter((line) => line !== "")
    .join("\n")
}

function oneLine(text: string): string {
  return text.includes("\n") ? text.replaceAll("\n", " ") : text
}

/** A column may be used twice, but its fault is reported once. */
function distinct(refusals: readonly Refusal[]): readonly Refusal[] {
  const keys = refusals.map((refusal) => JSON.stringify(refusal))
  return refusals.filter((_, i) => keys.indexOf(keys[i] ?? "") === i)
}
