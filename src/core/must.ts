/**
 * A value that has to be there: what was proved, written or demanded before implies it. Where it is missing all the same the
 * program is wrong, and stops before it shows or writes something in its place.
 *
 * @param what what it is, for whoever reads the report of the bug
 */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`${what}: not there`)
  return value
}
