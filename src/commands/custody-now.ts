import type { CustodyReport } from "../custody/report.ts"
import type { ElectionSession } from "../election/session.ts"

/**
 * Says whether a complete copy can be restored, or nothing if nobody ever entered anything about copies. Custody decides
 * nothing, so a register in which another program wrote, of which others tell, counts as none here.
 */
export async function custodyNow({ file, world }: ElectionSession): Promise<CustodyReport | undefined> {
  if (file.register.size() === 0) return undefined
  const { hasCustody, readCustodyReport } = await import("../custody/report-queries.ts")
  const { isAlteredRegister } = await import("../register/queries.ts")
  try {
    return hasCustody(file) ? readCustodyReport(file, world.now()) : undefined
  } catch (error) {
    if (!isAlteredRegister(error)) throw error
    return undefined
  }
}
