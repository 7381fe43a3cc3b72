import type { UrneError } from "../core/error.ts"
import type { Catalogue, Text } from "../language/catalogue.ts"
import { type Envelope, errorJson } from "./json.ts"
import { safe, type Screen } from "./output.ts"

/** A refusal as people read it: the findings if there are any, the fact, what to do next. */
export function refusalText(error: UrneError, catalogue: Catalogue, { style }: Screen): string {
  const { error: errorWord, hint: hintWord } = catalogue.labels.command
  const { message, hint } = textOf(error, catalogue)
  const lines = [
    ...findingLines(error, catalogue),
    `${style.red(errorWord)} ${safe(message)}`,
    ...(hint === undefined ? [] : [`${style.cyan(hintWord)} ${safe(hint)}`]),
  ]
  return `${lines.join("\n")}\n`
}

/** A refusal as scripts read it: one JSON object. */
export function refusalJson(
  error: UrneError,
  catalogue: Catalogue,
  { begin, warnings = [] }: { readonly begin: Envelope; readonly warnings?: readonly UrneError[] },
): string {
  return errorJson(begin, refusalObject(error, catalogue), warningsJson(warnings, catalogue))
}

/** A refusal that stops nothing: the command did its work, and the reader must know this all the same. */
export function warningText(error: UrneError, catalogue: Catalogue, { style }: Screen): string {
  const { warning, hint: hintWord } = catalogue.labels.command
  const { message, hint } = textOf(error, catalogue)
  const lines = [
    `${style.yellow.bold(warning)} ${safe(message)}`,
    ...(hint === undefined ? [] : [`${style.cyan(hintWord)} ${safe(hint)}`]),
  ]
  return `${lines.join("\n")}\n`
}

/** A refusal or a warning as a value of JSON: the code, its words, and what they were made with. */
function refusalObject(error: UrneError, catalogue: Catalogue): object {
  return { code: error.code, ...textOf(error, catalogue), params: error.params }
}

/** What is said beside a result or a refusal, where there is something. */
export function warningsJson(warnings: readonly UrneError[], catalogue: Catalogue): { readonly warnings?: object[] } {
  return warnings.length === 0 ? {} : { warnings: warnings.map((one) => refusalObject(one, catalogue)) }
}

function textOf(error: UrneError, catalogue: Catalogue): Text {
  return (catalogue.refusals[error.code] as (params: unknown) => Text)(error.params)
}

function findingLines(error: UrneError, catalogue: Catalogue): readonly string[] {
  const findings = "findings" in error.params ? error.params.findings : []
  return findings.map(({ at, code, params }) => {
    const say = catalogue.findings[code] as (params: unknown) => string
    return `${safe(at)}: ${safe(say(params))} [${code}]`
  })
}
