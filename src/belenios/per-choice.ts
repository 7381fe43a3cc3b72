/** Tables of an election: one row a question, with one element a choice or a ciphertext of the tally. */

export type Table<T> = readonly (readonly T[])[]

/** Question and choice are counted from 0. */
export function mapTable<T, U>(table: Table<T>, change: (element: T, question: number, choice: number) => U): Table<U> {
  return table.map((row, question) => row.map((element, choice) => change(element, question, choice)))
}

/** @throws RangeError if the table has no such element */
export function elementAt<T>(table: Table<T>, question: number, choice: number): T {
  const element = table[question]?.[choice]
  if (element === undefined) throw new RangeError(`no element ${question}, ${choice}`)
  return element
}
