/** A word as it is typed into a shell (POSIX), quoted where it must be. */
export function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** The words of a line that `shellWord` made, as a program takes them: no shell is needed to run it. */
export function shellWords(line: string): readonly string[] {
  const words = line.match(/(?:[^\s'\\]|'[^']*'|\\.)+/g) ?? []
  return words.map((word) =>
    word.replace(/'([^']*)'|\\(.)/g, (_, quoted?: string, one?: string) => quoted ?? one ?? ""),
  )
}
