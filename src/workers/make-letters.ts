import type { FaultyLetterFile, LetterBatch, LetterFile } from "../letters/letter-file.ts"

/** One file of letters. What makes documents is loaded by the threads that make some, and by no others. */
export async function makeLetters(batch: LetterBatch): Promise<LetterFile | FaultyLetterFile> {
  const { makeLetterFile } = await import("../letters/letter-file.ts")
  return makeLetterFile(batch)
}
