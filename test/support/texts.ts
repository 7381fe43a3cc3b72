import { sample } from "./reference.ts"

/** Lists every text of a catalogue, with the names of its parameters where their values go. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value.replace(/‹[^›]*›/g, " ")]
  if (typeof value === "function") {
    const said = sample(value as (...params: unknown[]) => unknown)
    // A text that only repeats its parameter says nothing.
    return typeof said === "function" ? [] : textsOf(said)
  }
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(textsOf)
  return []
}
