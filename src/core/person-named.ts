/** Finds people by what others type for their names. */
import { bareText } from "./bare-text.ts"

/**
 * Returns the people whom a text names: by their identifier or their whole name, or else by a part of the name, such as
 * the first name. Case and accents do not matter. Whoever takes one of several that it returns would guess.
 */
export function peopleNamed<Person extends { readonly member: string; readonly name: string }>(
  typed: string,
  people: readonly Person[],
): readonly Person[] {
  const wanted = folded(typed)
  if (wanted === "") return []
  const whole = people.filter(({ member, name }) => [member, name].some((one) => folded(one) === wanted))
  return whole.length > 0 ? whole : people.filter(({ name }) => ` ${folded(name)} `.includes(` ${wanted} `))
}

function folded(text: string): string {
  return bareText(text).toLowerCase()
}
