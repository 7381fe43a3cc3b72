import type { FaultyLetterFile, LetterBatch, LetterFile } from "../letters/letter-file.ts"

/** Makes one file of letters. Only threads that make letters load the code that makes documents. */
export async function makeLetters(batch: LetterBatch): Promise<LetterFile | FaultyLetterFile> {
  const { makeLetterFile } = await import("../letters/letter-file.ts")
  return makeLetterFile(batch)
}
