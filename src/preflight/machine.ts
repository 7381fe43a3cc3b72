/** Judges what only the machine knows on which the checks are run: its clock, its disk, its files. */
import { instantText } from "../core/instant.ts"
import { failed, type Found, notRun, passed, warned } from "./found.ts"

/** What was seen of the machine. */
export interface Machine {
  /** The instant that another clock showed, and the one that this machine's clock showed at the same time, if somebody compared. */
  readonly clock: { readonly shown: number; readonly here: number } | undefined
  /** How many bytes are free where the election file lies. */
  readonly free: number
  /** Secret files that were found here, and how many of them others may read; `undefined` where a system has no such rights. */
  readonly secrets: { readonly files: number; readonly readable: number } | undefined
  readonly urnKey: "there" | "absent" | "other"
  /** The state that the last backup holds, made on this machine, and when it was made. */
  readonly backup: { readonly size: number; readonly at: string } | undefined
}

/** Clocks that people read show minutes, so that two of them agree where they differ by a minute and a half at most. */
const mostDifference = 90

export function clockCheck({ clock }: Machine): Found {
  if (clock === undefined) return notRun()
  const seconds = Math.round(Math.abs(clock.shown - clock.here) / 1000)
  const facts = { clock: instantText(clock.here), seconds }
  return seconds <= mostDifference ? passed(facts) : failed(facts)
}

/** A ballot without any answer, in bytes, and what each answer adds. Measured, and rounded up. */
const bytesOfBallot = 1200
const bytesOfAnswer = 1000
/** The file has each ballot and its log; a backup, a record and an archive that is verified hold it once more each. */
const copies = 4

/** Estimates how many bytes an election needs until its end. @param answers - of all questions, blank votes included */
export function neededBytes(voters: number, answers: number): number {
  return voters * (bytesOfBallot + bytesOfAnswer * answers) * copies
}

const megabyte = 1_000_000

/** @param needed - bytes */
export function diskCheck({ free }: Machine, needed: number): Found {
  const facts = { needed: Math.ceil(needed / megabyte), free: Math.floor(free / megabyte) }
  if (free < needed) return failed(facts)
  return free < 2 * needed ? warned(facts) : passed(facts)
}

export function secretsCheck({ secrets }: Machine): Found {
  if (secrets === undefined) return notRun()
  return secrets.readable > 0 ? failed({ ...secrets }) : passed({ ...secrets })
}

export function urnKeyCheck({ urnKey }: Machine): Found {
  return urnKey === "there" ? passed() : failed({ key: urnKey })
}

/** @param sealed - the number of the entry by which the urn was sealed; `undefined` before */
export function backupCheck(
  { backup }: Machine,
  { size, sealed }: { size: number; sealed: number | undefined },
): Found {
  if (backup === undefined) return sealed === undefined ? notRun() : failed()
  const facts = { at: backup.at, behind: Math.max(0, size - backup.size) }
  return sealed !== undefined && backup.size < sealed ? failed(facts) : passed(facts)
}
