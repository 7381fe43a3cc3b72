/**
 * Says what stands for a value of the user's in a language: `<file>` becomes `<fichier>`.
 *
 * @param text - as an option or a command is written: `--key <file...>`
 * @param words - by the English ones; a word that is not there stays
 */
export function inOwnWords(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/(?<=[<[=:])[a-z]+(?=[\]>.=:])/g, (word) => words[word] ?? word)
}
