import type { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import type { Catalogue } from "../language/catalogue.ts"
import { formatInstant } from "../language/language.ts"
import type { Text } from "../language/texts.ts"
import { firstFindings } from "./findings.ts"
import { type Envelope, errorJson } from "./json.ts"
import { safe, type Screen } from "./output.ts"
import { systemZoneOffset } from "./zone.ts"

/** Writes a refusal for people: the findings if there are any, what is wrong, what to do next. */
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

/** Writes a refusal for scripts, as one JSON object. */
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
  /** The zone of the election that was open, if one was. */
  readonly zone?: string | undefined
}

/** Writes refusals that stop nothing: the command did its work, but the reader must know them. */
export function warningsText(
  warnings: readonly UrneError[],
  catalogue: Catalogue,
  { style, zone }: Screen,
): readonly string[] {
  const { warning, hint: hintWord } = catalogue.labels.command
  const texts = warnings.map((one) => textOf(one, catalogue, zone))
  return texts.map(({ message, hint }, i) => {
    // A hint that several share is given once, below the last of them.
    const said = hint === undefined || hint === texts[i + 1]?.hint ? "" : `${style.cyan(hintWord)} ${safe(hint)}\n`
    return `${style.yellow.bold(warning)} ${safe(message)}\n${said}`
  })
}

/** Makes a JSON value of a refusal or a warning: the code, its words, and their parameters. */
function refusalObject(error: UrneError, catalogue: Catalogue, zone: string | undefined): object {
  return { code: error.code, ...textOf(error, catalogue, zone), params: error.params }
}

/** Makes the member for warnings beside a result or a refusal, where there are any. */
export function warningsJson(
  warnings: readonly UrneError[],
  catalogue: Catalogue,
  zone: string | undefined,
): { readonly warnings?: object[] } {
  return warnings.length === 0 ? {} : { warnings: warnings.map((one) => refusalObject(one, catalogue, zone)) }
}

/** Returns what a refusal says is so, without what to do about it. */
export function messageOf(error: UrneError, catalogue: Catalogue, zone?: string): string {
  return safe(textOf(error, catalogue, zone).message)
}

function textOf({ code, params }: UrneError, catalogue: Catalogue, zone: string | undefined): Text {
  const said = zone === undefined ? params : hoursInWords(code, params, zone, catalogue)
  return (catalogue.refusals[code] as (params: unknown) => Text)(said)
}

/**
 * Words instants as people of this election read a clock. What the user typed is repeated as typed. Seconds are given
 * only about clocks, where they can be the whole difference.
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
