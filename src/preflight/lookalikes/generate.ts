/** Makes the names that look like those of the vote. It asks nobody. */
import { type LookalikeClass, lookalikeClasses } from "../../core/lookalike.ts"
import { homoglyphPairs, homoglyphs } from "./homoglyph.ts"
import { asciiName, type Host, hostOf, registered, shownName } from "./host.ts"
import { insertions, replacements } from "./keyboard.ts"
import {
  additions,
  bitFlips,
  hyphenations,
  omissions,
  plurals,
  repetitions,
  subdomains,
  transpositions,
  vowelSwaps,
} from "./spelling.ts"
import { otherEnds, withWords } from "./words.ts"

export interface Lookalike {
  /** As the DNS has it: `xn--exmple-cua.org`. */
  readonly name: string
  /** As people see it: `exàmple.org`. */
  readonly unicode: string
  readonly class: LookalikeClass
}

type Maker = (host: Host, year: number) => Iterable<string>

/** Changes the label that was registered. Labels before it are its owner's alone, and nobody else can have them. */
const ofLabel = (change: (label: string) => Iterable<string>): Maker =>
  function* ({ label, suffix }) {
    // What is registered in other letters than those of the keyboard is changed as people see it.
    for (const other of change(shownName(label))) yield `${other}.${suffix}`
  }

const makers: Readonly<Record<LookalikeClass, Maker>> = {
  "top-level": ({ label, suffix }) => otherEnds(suffix).map((end) => `${label}.${end}`),
  "missing-dot": missingDots,
  word: ({ label, suffix }, year) =>
    [...new Set([suffix, "com"])].flatMap((end) => withWords(label, year).map((one) => `${one}.${end}`)),
  hyphenation: ofLabel(hyphenations),
  omission: ofLabel(omissions),
  transposition: ofLabel(transpositions),
  repetition: ofLabel(repetitions),
  plural: ofLabel(plurals),
  replacement: ofLabel(replacements),
  "vowel-swap": ofLabel(vowelSwaps),
  homoglyph: ofLabel(homoglyphs),
  insertion: ofLabel(insertions),
  addition: ofLabel(additions),
  subdomain: ofLabel(subdomains),
  bitsquatting: ofLabel(bitFlips),
  "homoglyph-pair": ofLabel(homoglyphPairs),
}

/** A dot that was forgotten, or made a hyphen: `voteexample.org`, `wwwexample.org`, `example-org.com`. */
function missingDots({ before, label, suffix }: Host): readonly string[] {
  const last = suffix.split(".").join("")
  const joined = [...new Set([before.join("."), "www"])].filter((one) => one !== "")
  const fronts = joined.flatMap((one) => [one.replaceAll(".", ""), `${one.replaceAll(".", "-")}-`])
  const names = fronts.flatMap((front) => [`${front}${label}.${suffix}`, `${front}${label}.com`])
  return [...names, ...[`${label}${last}`, `${label}-${last}`].flatMap((one) => [`${one}.${suffix}`, `${one}.com`])]
}

/**
 * Makes each look-alike of some hosts once, those most likely first: class after class, and in each host after host. It
 * never makes an official name, one below it, or one that the DNS could not have.
 *
 * @param hosts - names; those without a suffix, and numbers, have no look-alikes
 * @param year - of the election
 */
export function* lookalikesOf(hosts: readonly string[], year: number): Generator<Lookalike, void> {
  const split = hosts.flatMap((one) => hostOf(one) ?? [])
  const seen = new Set(split.map(registered))
  const own = [...seen].map((name) => `.${name}`)
  for (const each of lookalikeClasses) {
    for (const host of split) {
      for (const made of makers[each](host, year)) {
        const name = asciiName(made)
        if (name === undefined || seen.has(name) || own.some((end) => name.endsWith(end))) continue
        seen.add(name)
        yield { name, unicode: shownName(name), class: each }
      }
    }
  }
}
