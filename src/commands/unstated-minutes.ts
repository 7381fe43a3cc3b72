import { UrneError } from "../core/error.ts"
import type { ElectionSession } from "../election/session.ts"
import type { SignedMinutes } from "../minutes/queries.ts"

/**
 * Warns of minutes that the proclamation in effect does not state: whoever signed them takes them for those that the record
 * will hold. After an annulment nothing is proclaimed any more, and there would be no way out to name.
 */
export async function unstatedMinutes(
  { file, world }: ElectionSession,
  minutes: SignedMinutes,
): Promise<readonly UrneError[]> {
  const { currentPhase } = await import("../journal/operations.ts")
  const { unstatedBy } = await import("../minutes/queries.ts")
  const unstated = currentPhase(file.journal, world.now()) === "proclaimed" ? unstatedBy(file, minutes) : undefined
  return unstated === undefined ? [] : [new UrneError("minutes-not-proclaimed", unstated)]
}

/**
 * Does the same for the minutes that were signed last, if there are any. Nothing rests on them yet, so those that another
 * program wrote are told of, and hold nothing up.
 */
export async function lastMinutesUnstated(session: ElectionSession): Promise<readonly UrneError[]> {
  const { file } = session
  if (file.minutes.last() === undefined) return []
  const { standingMinutes } = await import("../minutes/queries.ts")
  try {
    const last = standingMinutes(file)
    return last === undefined ? [] : await unstatedMinutes(session, last)
  } catch (error) {
    if (!(error instanceof UrneError) || error.code !== "election-file-altered") throw error
    return [error]
  }
}
