import type { Complaint } from "../complaints/fold.ts"
import type { ElectionSession } from "../election/session.ts"

/**
 * Lists the complaints that nobody has answered, or nothing if there are none. Nothing is loaded for it if nothing was
 * ever entered. Complaints decide nothing, so a register in which another program wrote, of which others tell, counts as
 * none here.
 */
export async function unansweredNow({ file }: ElectionSession): Promise<readonly Complaint[] | undefined> {
  if (file.register.size() === 0) return undefined
  const { unansweredComplaints } = await import("../complaints/queries.ts")
  const { isAlteredRegister } = await import("../register/queries.ts")
  try {
    const open = unansweredComplaints(file)
    return open.length === 0 ? undefined : open
  } catch (error) {
    if (!isAlteredRegister(error)) throw error
    return undefined
  }
}
