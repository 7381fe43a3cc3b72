import type { UrneError } from "../core/error.ts"
import type { Catalogue, Text } from "../language/catalogue.ts"
import { safe, safeJson, type Screen } from "./output.ts"

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
export function refusalJson(error: UrneError, catalogue: Catalogue, warnings: readonly UrneError[] = []): string {
  const { code, params } = error
  const said = warnings.length === 0 ? {} : { warnings: warnings.map((one) => warningJson(one, catalogue)) }
  return `${safeJson(JSON.stringify({ error: { code, ...textOf(error, catalogue), params }, ...said }))}\n`
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

/** The same as a value of the JSON that the command prints. */
export function warningJson(error: UrneError, catalogue: Catalogue): object {
  return { code: error.code, ...textOf(error, catalogue), params: error.params }
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
