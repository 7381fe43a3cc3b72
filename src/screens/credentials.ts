/** What the officer is shown after codes are drawn and letters are printed, and what anybody is shown of a code. */
import { must } from "../core/must.ts"
import { shellWord } from "../core/shell-word.ts"
import type { GeneratedCredentials } from "../credentials/generate-operations.ts"
import type { PrintedLetters } from "../credentials/print-operations.ts"
import type { CodeCheck } from "../credentials/queries.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"

/** Says where the codes are and with which keys they open. */
export function generatedScreen(result: GeneratedCredentials, { labels, count }: Screen): string {
  const { generated, keyMade, keyUsed, keepApart } = labels.credentials
  return `${[
    generated(count(result.issued), count(result.reserve), safe(result.officerFile)),
    ...result.officers.map(({ name, keyPath, created }) => (created ? keyMade : keyUsed)(safe(name), safe(keyPath))),
    keepApart,
  ].join("\n")}\n`
}

/** Lists the files of letters, and the letters that somebody has to look at or print apart. */
export function printedScreen(result: PrintedLetters, screen: Screen): string {
  const { printed, part, letters, flaws, lookAt, member, apart, printApart, faults } = screen.labels.credentials
  const parts = table(
    screen,
    [part, letters, "SHA-256"],
    result.parts.map(({ name, letters: count, sha256 }) => [safe(name), count, sha256]),
  )
  const flawed = result.flawed.map((letter) => [
    safe(letter.member),
    must(result.parts[letter.part - 1], "file of a letter").name,
    letter.flaws.map((flaw) => flaws[flaw]).join(", "),
  ])
  const warning = flawed.length === 0 ? "" : `\n${lookAt}\n${table(screen, [member, part, ""], flawed)}`
  const [first] = result.apart
  const left = result.apart.map((letter) => [safe(letter.member), faults[letter.fault]])
  const missing =
    first === undefined
      ? ""
      : `\n${screen.style.red(apart)}\n${table(screen, [member, ""], left)}\n${printApart(shellWord(safe(first.member)))}\n`
  return `${printed(screen.count(result.letters), safe(result.folder))}\n\n${parts}${warning}${missing}`
}

/** Says what a code does. Others may read the screen too, so it tells no tracker, channel, hour or choice. */
export function codeScreen({ opens, state, voted }: CodeCheck, { labels }: Screen): string {
  const { states, votedStates } = labels.credentials
  return `${voted && state === "usable" ? votedStates[opens ? "last-counts" : "refused"] : states[state]}\n`
}
