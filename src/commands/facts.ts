import { UrneError } from "../core/error.ts"
import type { ElectionSession } from "../election/session.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import { safe } from "../terminal/output.ts"
import type { Choice } from "../terminal/prompt.ts"

/** The fields of an entry are given by options; a missing one is asked for at a terminal. */

/** Returns one line of text. @throws UrneError `invalid-option`, `no-terminal` */
export async function lineOf(
  session: ElectionSession,
  option: string,
  given: string | undefined,
  question: string,
  initial?: string,
): Promise<string> {
  const { isLine, longestLine } = await import("../definition/plain-text.ts")
  if (given !== undefined) return givenLine(option, given)
  if (initial !== undefined && !session.prompt.interactive) return initial
  const { line } = session.screen.labels.incidents.ask
  const check = (typed: string) => isLine(typed.trim()) || line(longestLine)
  return (await session.prompt.text(question, option, { check, ...startingWith(initial) })).trim()
}

/** Does the same for an optional line. Without a terminal it is left out unless it is given. */
export async function lineIfAny(
  session: ElectionSession,
  option: string,
  given: string | undefined,
  question: string,
  initial?: string,
): Promise<string | undefined> {
  const { isLine, longestLine } = await import("../definition/plain-text.ts")
  if (given !== undefined) return givenLine(option, given)
  if (!session.prompt.interactive) return initial
  const { line } = session.screen.labels.incidents.ask
  const check = (typed: string) => typed.trim() === "" || isLine(typed.trim()) || line(longestLine)
  const typed = (await session.prompt.text(question, option, { check, ...startingWith(initial) })).trim()
  return typed === "" ? undefined : typed
}

async function givenLine(option: string, given: string): Promise<string> {
  const { requireLine } = await import("../definition/plain-text.ts")
  requireLine(option, given.trim())
  return given.trim()
}

/** Requires a short name, as components, copies and people have one. @throws UrneError `invalid-option` */
export async function requireShort(option: string, value: string): Promise<void> {
  const { isIdentifier } = await import("../register/shape.ts")
  if (isIdentifier(value)) return
  throw new UrneError("invalid-option", { option, value, wanted: { form: "short-name" } })
}

/** Returns one of a few words. @throws UrneError `no-terminal` */
export async function choiceOf<Word extends string>(
  session: ElectionSession,
  option: string,
  given: Word | undefined,
  question: string,
  names: Readonly<Record<Word, string>>,
  proposed?: Word,
): Promise<Word> {
  if (given !== undefined) return given
  if (proposed !== undefined && !session.prompt.interactive) return proposed
  const choices = (Object.entries(names) as [Word, string][]).map(([value, name]) => ({ name, value }))
  return session.prompt.choice(question, option, choices, proposed)
}

/** Returns a number from a list that is shown. @throws UrneError `invalid-option`, `no-terminal` */
export async function numberOf(
  session: ElectionSession,
  option: string,
  given: string | undefined,
  question: string,
  known: readonly Choice<number>[],
): Promise<number> {
  if (given !== undefined) return wholeNumber(option, given, 1, largestNumber)
  if (known.length === 0) throw new UrneError("no-terminal", { option })
  return session.prompt.choice(question, option, known)
}

/**
 * Returns numbers from a list that is shown, or none. Without a terminal there are none unless they are given.
 *
 * @throws UrneError `invalid-option`
 */
export async function numbersOf(
  session: ElectionSession,
  option: string,
  given: readonly string[] | undefined,
  question: string,
  known: readonly Choice<number>[],
): Promise<readonly number[]> {
  if (given !== undefined) return given.map((one) => wholeNumber(option, one, 1, largestNumber))
  return session.prompt.interactive && known.length > 0 ? session.prompt.choices(question, option, known) : []
}

/** Makes a numbered item of a list. */
export function numbered(number: number, text: string): Choice<number> {
  return { name: `${number}. ${safe(text)}`, value: number }
}

/** Returns a past instant in the form of entries. @throws UrneError `invalid-option`, `no-terminal` */
export async function hourOf(
  session: ElectionSession,
  option: string,
  given: string | undefined,
  question: string,
  initial?: string,
): Promise<string> {
  if (given === undefined && initial !== undefined && !session.prompt.interactive) return initial
  const typed = given ?? (await askHour(session, option, question, { initial, mayBeEmpty: false }))
  return pastHour(session, option, typed)
}

/** Does the same for an optional instant. */
export async function hourIfAny(
  session: ElectionSession,
  option: string,
  given: string | undefined,
  question: string,
  initial?: string,
): Promise<string | undefined> {
  if (given === undefined && !session.prompt.interactive) return initial
  const typed = given ?? (await askHour(session, option, question, { initial, mayBeEmpty: true }))
  return typed === "" ? undefined : pastHour(session, option, typed)
}

async function askHour(
  session: ElectionSession,
  option: string,
  question: string,
  { initial, mayBeEmpty }: { readonly initial: string | undefined; readonly mayBeEmpty: boolean },
): Promise<string> {
  const { localTime } = await import("../screens/local-time.ts")
  const { parseInstant } = await import("../core/instant.ts")
  const { timezone } = session.file.election.get().definition
  const { instant } = session.screen.labels.incidents.ask
  const known = initial === undefined ? undefined : parseInstant(initial)
  const proposed = known ?? (mayBeEmpty ? undefined : session.world.now())
  const check = async (typed: string) => {
    if (mayBeEmpty && typed.trim() === "") return true
    try {
      await pastHour(session, option, typed)
      return true
    } catch (error) {
      if (error instanceof UrneError) return instant
      throw error
    }
  }
  return ask(
    session,
    option,
    question,
    proposed === undefined ? undefined : localTime(proposed, timezone, session.screen),
    check,
  )
}

/** Asks until the answer passes a check that may take time. */
async function ask(
  { prompt, show }: ElectionSession,
  option: string,
  question: string,
  initial: string | undefined,
  check: (typed: string) => Promise<true | string>,
): Promise<string> {
  for (;;) {
    const typed = (await prompt.text(question, option, startingWith(initial))).trim()
    const right = await check(typed)
    if (right === true) return typed
    show(`${right}\n`)
  }
}

/** Reads an hour that is not in the future, since what is entered has happened. */
async function pastHour({ file, screen, world }: ElectionSession, option: string, text: string): Promise<string> {
  const { hourText } = await import("../urn/hour-text.ts")
  const { must } = await import("../core/must.ts")
  const { parseInstant } = await import("../core/instant.ts")
  const { timezone } = file.election.get().definition
  const hour = hourText(text, timezone, screen.language, option)
  // The machine's clock may be a little behind the one on the wall.
  if (must(parseInstant(hour), "an hour that was read") <= world.now() + 60_000) return hour
  throw new UrneError("invalid-option", { option, value: text, wanted: { form: "past-hour", zone: timezone } })
}

function startingWith(initial: string | undefined): { readonly initial?: string } {
  return initial === undefined ? {} : { initial }
}
