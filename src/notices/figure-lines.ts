import { type EnteredSilence, spanOfEntered } from "../availability/entered.ts"
import type { Catalogue } from "../language/catalogue.ts"

/** How figures and hours are written in a text that members sign. */
interface Writing {
  readonly labels: Catalogue["labels"]
  readonly hour: (instant: number) => string
  readonly count: (count: number) => string
}

/**
 * Tells the figures of the apparent interruption on which an observation rests. All of them stand in its entry of the
 * register, from which whoever reads the record computes p again. How many ballots came is not among them.
 */
export function figureLines(
  { silence }: { readonly silence?: number | undefined },
  silences: ReadonlyMap<number, EnteredSilence>,
  { labels, hour, count }: Writing,
): readonly string[] {
  const entered = silence === undefined ? undefined : silences.get(silence)
  if (entered === undefined) return []
  const { from, to } = spanOfEntered(entered)
  const { expected, p, K, S, g } = entered
  const { figures } = labels.notices.text.incidents
  return [
    figures(entered.silence, hour(from), hour(to), {
      expected: count(expected),
      p,
      K: count(K),
      S: count(S),
      g: count(g),
    }),
  ]
}
