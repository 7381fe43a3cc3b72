/** Quotes a word for a POSIX shell where it needs quotes. */
export function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** Splits a line that `shellWord` made into the arguments that a program takes, without a shell. */
export function shellWords(line: string): readonly string[] {
  const words = line.match(/(?:[^\s'\\]|'[^']*'|\\.)+/g) ?? []
  return words.map((word) =>
    word.replace(/'([^']*)'|\\(.)/g, (_, quoted?: string, one?: string) => quoted ?? one ?? ""),
  )
}
