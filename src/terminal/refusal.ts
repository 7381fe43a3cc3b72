import type { UrneError } from "../core/error.ts"
import type { Catalogue } from "../language/catalogue.ts"
import type { Text } from "../language/texts.ts"
import { parseInstant } from "../core/instant.ts"
import { formatInstant } from "../language/language.ts"
import { firstFindings } from "./findings.ts"
import { type Envelope, errorJson } from "./json.ts"
import { safe, type Screen } from "./output.ts"
import { systemZoneOffset } from "./zone.ts"

/** A refusal as people read it: the findings if there are any, the fact, what to do next. */
export function refusalText(error: UrneError, catalogue: Catalogue, { style, zone }: Screen): string {
  const { error: errorWord, hint: hintWord } = catalogue.labels.command
  const { message, hint } = textOf(error, catalogue, zone)
  const lines = [
    ...firstFindings(findingLines(error, catalogue), catalogue, refusedRows(error)),
    `${style.red(errorWord)} ${safe(message)}`,
    ...(hint === undefined ? [] : [`${style.cyan(hintWord)} ${safe(hint)}`]),
  ]
  return `${lines.join("\n")}\n`
}

/** A refusal as scripts read it: one JSON object. */
export function refusalJson(
  error: UrneError,
  catalogue: Catalogue,
  { begin, warnings = [], zone }: RefusalSetting,
): string {
  return errorJson(begin, refusalObject(error, catalogue, zone), warningsJson(warnings, catalogue, zone))
}

interface RefusalSetting {
  readonly begin: Envelope
  readonly warnings?: readonly UrneError[]
  /** Of the election that was open, if one was. */
  readonly zone?: string | undefined
}

/** Refusals that stop nothing: the command did its work, and the reader must know them all the same. */
export function warningsText(
  warnings: readonly UrneError[],
  catalogue: Catalogue,
  { style, zone }: Screen,
): readonly string[] {
  const { warning, hint: hintWord } = catalogue.labels.command
  const texts = warnings.map((one) => textOf(one, catalogue, zone))
  return texts.map(({ message, hint }, i) => {
    // What is to be done about several is said once, below the last of them.
    const said = hint === undefined || hint === texts[i + 1]?.hint ? "" : `${style.cyan(hintWord)} ${safe(hint)}\n`
    return `${style.yellow.bold(warning)} ${safe(message)}\n${said}`
  })
}

/** A refusal or a warning as a value of JSON: the code, its words, and what they were made with. */
function refusalObject(error: UrneError, catalogue: Catalogue, zone: string | undefined): object {
  return { code: error.code, ...textOf(error, catalogue, zone), params: error.params }
}

/** What is said beside a result or a refusal, where there is something. */
export function warningsJson(
  warnings: readonly UrneError[],
  catalogue: Catalogue,
  zone: string | undefined,
): { readonly warnings?: object[] } {
  return warnings.length === 0 ? {} : { warnings: warnings.map((one) => refusalObject(one, catalogue, zone)) }
}

function textOf({ code, params }: UrneError, catalogue: Catalogue, zone: string | undefined): Text {
  const said = zone === undefined ? params : hoursInWords(code, params, zone, catalogue)
  return (catalogue.refusals[code] as (params: unknown) => Text)(said)
}

/**
 * Instants as people of this election read a clock. What somebody typed is repeated as it was typed. Seconds are said of
 * clocks only, of which they can be the whole difference.
 */
function hoursInWords(code: string, params: object, zone: string, { language }: Catalogue): object {
  const seconds = code.startsWith("clock-")
  return Object.fromEntries(
    Object.entries(params as Readonly<Record<string, unknown>>).map(([name, value]) => {
      const instant = typeof value === "string" && name !== "value" ? parseInstant(value) : undefined
      return [name, instant === undefined ? value : formatInstant(instant, zone, language, systemZoneOffset, seconds)]
    }),
  )
}

function refusedRows(error: UrneError): number {
  return error.code === "rows-refused" ? (error as UrneError<"rows-refused">).params.refused : 0
}

function findingLines(error: UrneError, catalogue: Catalogue): readonly string[] {
  const findings = "findings" in error.params ? error.params.findings : []
  return findings.map(({ at, code, params }) => {
    const say = catalogue.findings[code] as (params: unknown) => string
    return `${safe(at)}: ${safe(say(params))} [${code}]`
  })
}
