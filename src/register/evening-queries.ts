import { instantText } from "../core/instant.ts"
import type { AttendanceRole } from "./event.ts"
import { privateOf, registerEntries, type RegisterFile } from "./queries.ts"

/** Somebody on the attendance sheet. */
export interface Attendance {
  /** The number of the entry by which the person came. */
  readonly entry: number
  readonly role: AttendanceRole
  readonly name: string
  /** RFC 3339, UTC. */
  readonly from: string
  readonly to: string | undefined
}

/** Lists everybody who came, in the order in which they did, and when they left. */
export function attendanceSheet(file: RegisterFile): readonly Attendance[] {
  const left = new Map(registerEntries(file, "attendance.left").map(({ entry, at }) => [entry.entered, at]))
  return registerEntries(file, "attendance.entered").map((found) => {
    const to = left.get(found.number)
    return {
      entry: found.number,
      role: found.entry.role,
      name: privateOf(file, found)?.name ?? "",
      from: instantText(found.at),
      to: to === undefined ? undefined : instantText(to),
    }
  })
}

/** Lists those who came and have not left. */
export function presentNow(file: RegisterFile): readonly Attendance[] {
  return attendanceSheet(file).filter(({ to }) => to === undefined)
}

/** A line of the log book. */
export interface LogLine {
  readonly entry: number
  readonly at: string
  readonly by: readonly string[]
  readonly text: string
  readonly published: boolean
}

/** Lists the log book, oldest line first. */
export function logBook(file: RegisterFile): readonly LogLine[] {
  return registerEntries(file, "log.noted").map((found) => ({
    entry: found.number,
    at: instantText(found.at),
    by: found.signers.map(({ id }) => id),
    text: found.entry.text ?? privateOf(file, found)?.text ?? "",
    published: found.entry.text !== undefined,
  }))
}
