/** What is known of notices now: the last that was issued, and the one that is due. */
import { UrneError } from "../core/error.ts"
import { currentPhase } from "../journal/operations.ts"
import type { DueNotice } from "../notices/facts.ts"
import { type NoticeFile, noticeStanding } from "../notices/queries.ts"
import { isAlteredRegister } from "../register/queries.ts"

export interface NoticesNow {
  /** The last that was issued; its instant is in milliseconds. */
  readonly last: DueNotice | undefined
  /** The last hour of the definition that has passed without a notice, while the vote goes on or is to be frozen. */
  readonly due: DueNotice | undefined
}

/**
 * Reads both, or gives the refusal where another program wrote to the notices or to the register: nothing of the vote
 * rests on them, and it goes on.
 *
 * @param now - in milliseconds
 */
export function noticesNow(file: NoticeFile, now: number): NoticesNow | UrneError {
  try {
    const { issued, due } = noticeStanding(file, now)
    const last = issued.at(-1)
    const isVote = ["open", "suspended", "closed"].includes(currentPhase(file.journal, now))
    return {
      last: last && { number: last.number, at: last.notice.at },
      due: isVote ? due.at(-1) : undefined,
    }
  } catch (error) {
    if (isAlteredNotices(error)) return error
    throw error
  }
}

function isAlteredNotices(error: unknown): error is UrneError {
  if (isAlteredRegister(error)) return true
  if (!(error instanceof UrneError) || error.code !== "election-file-altered") return false
  return (error as UrneError<"election-file-altered">).params.part === "notices"
}
