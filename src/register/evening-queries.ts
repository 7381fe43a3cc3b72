import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { AttendanceRole, Role } from "../core/vocabulary.ts"
import { foldedText } from "../definition/plain-text.ts"
import { hasRegister, privateOf, registerEntries, type RegisterFile } from "./queries.ts"

/** Somebody on the attendance sheet. */
export interface Attendance {
  /** The number of the entry that says that the person came. */
  readonly entry: number
  readonly role: AttendanceRole
  readonly name: string
  /** RFC 3339, UTC. */
  readonly from: string
  readonly to: string | undefined
}

/** Lists everybody who came, in the order of their coming, and when they left. */
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

/**
 * Finds somebody who is present, by name or by the number of the entry.
 *
 * @throws UrneError `not-present`, `present-twice`, and what `registerEntries` throws
 */
export function findPresent(file: RegisterFile, who: string): Attendance {
  const found = presentNow(file).filter(
    ({ entry, name }) => who === String(entry) || foldedText(name) === foldedText(who),
  )
  const [one, ...others] = found
  if (one === undefined) throw new UrneError("not-present", { who })
  if (others.length > 0) throw new UrneError("present-twice", { who, entries: found.map(({ entry }) => entry) })
  return one
}

/** A role of which the authority's quorum demands more people than are present by the attendance sheet. */
export interface AbsentRole {
  readonly role: Role
  readonly wanted: number
  readonly present: number
}

/** Lists the roles of which the definition demands more people than are present. */
export function absentRoles(file: RegisterFile): readonly AbsentRole[] {
  if (!hasRegister(file)) return []
  const { roles } = file.election.get().definition.authority.quorum
  const present = presentNow(file)
  return Object.entries(roles).flatMap(([name, wanted]) => {
    const role = name as Role
    const there = present.filter((one) => one.role === role).length
    return there < wanted ? [{ role, wanted, present: there }] : []
  })
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
