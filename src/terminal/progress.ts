import type { Language } from "../core/vocabulary.ts"
import type { Progress, Work } from "../core/world.ts"
import type { Catalogue } from "../language/catalogue.ts"
import { formatCount } from "../language/language.ts"
import type { Output } from "./output.ts"

/**
 * In milliseconds. Progress is shown once work has lasted this long; a terminal redraws it as often, other output gets
 * a line every ten seconds.
 */
const patience = 1000
const redraw = 250
const lineEvery = 10_000

interface Line {
  readonly progress: Progress
  /** Removes the line before something else is written there. Work that goes on draws it again. */
  readonly clear: () => void
  readonly end: () => void
}

/** Shows how far long work has come: on a terminal a bar with rate and time left, otherwise a line every 10 s. */
export function progressLine(
  output: Output,
  now: () => number,
  language: Language,
  labels: Catalogue["labels"]["command"],
): Line {
  let current: { work: Work; began: number; shown: number; done: number } | undefined
  let drawn = false

  function clear(): void {
    if (drawn) output.write("\r\u001b[K")
    drawn = false
  }

  function end(): void {
    clear()
    current = undefined
  }

  function progress(work: Work, done: number, total: number): void {
    const time = now()
    // The same work that starts over counts as new, as with batch after batch of ballots.
    if (current?.work !== work || done < current.done) {
      end()
      current = { work, began: time, shown: time + (output.terminal ? patience - redraw : 0), done }
    }
    current.done = done
    const elapsed = time - current.began
    if (elapsed < patience || time - current.shown < (output.terminal ? redraw : lineEvery)) return
    current.shown = time
    const line = progressText(labels.work[work], done, total, elapsed)
    if (!output.terminal) output.write(`${line}\n`)
    else {
      output.write(`\r\u001b[K${line.slice(0, output.columns - 1)}`)
      drawn = true
    }
    if (done >= total) end()
  }

  function progressText(label: string, done: number, total: number, elapsed: number): string {
    const rate = (done * 1000) / elapsed
    const left = rate > 0 ? Math.ceil((total - done) / rate) : 0
    const share = total > 0 ? Math.floor((100 * done) / total) : 100
    const filled = Math.floor(share / 5)
    const bar = output.terminal ? `[${"#".repeat(filled)}${".".repeat(20 - filled)}] ` : ""
    const counts = `${formatCount(done, language)}/${formatCount(total, language)}`
    return `${label} ${bar}${share} % ${counts} ${formatCount(Math.round(rate), language)}/s ${labels.remaining(left)}`
  }

  return { progress, clear, end }
}

export const noProgress: Progress = () => undefined
