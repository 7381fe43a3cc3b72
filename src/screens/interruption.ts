import type { Silence } from "../availability/silence.ts"
import type { Span } from "../availability/spans.ts"
import { instantText } from "../core/instant.ts"
import type { Screen } from "../terminal/output.ts"
import { localTime } from "./local-time.ts"

/** Says in `status` that voting seems interrupted, while the vote goes on. */
export function interruptionText(
  { from, to, ballots, expected, provisional }: Silence,
  zone: string,
  screen: Screen,
): string {
  const { labels, count } = screen
  const { availability } = labels
  const [begin, end] = [localTime(from, zone, screen), localTime(to, zone, screen)]
  return provisional
    ? availability.statusNow(begin, count(ballots), count(expected))
    : availability.status(begin, end, count(ballots), count(expected))
}

/** Gives an apparent interruption as programs read it. */
export function silenceJson(silence: Silence): object {
  return { ...silence, ...spanJson(silence) }
}

export function spanJson({ from, to }: Span): object {
  return { from: instantText(from), to: instantText(to) }
}
