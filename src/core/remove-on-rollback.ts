import { UrneError } from "./error.ts"
import type { Files } from "./world.ts"

/**
 * Runs a transaction for which files were written beforehand, and removes these files where it surely did not commit.
 * Two files cannot commit together, and a file that no transaction knows would block the next attempt.
 *
 * @param paths - of files that this command wrote
 */
export async function removingOnRollback<T>(
  { remove }: Pick<Files, "remove">,
  paths: readonly string[],
  transaction: () => T,
) {
  try {
    return transaction()
  } catch (error) {
    if (surelyUndone(error)) for (const path of paths) await remove(path).catch(() => undefined)
    throw error
  }
}

/**
 * Whether nothing was committed. After an I/O error nobody knows whether the end of the transaction reached the disk,
 * but a full disk took none of it.
 */
function surelyUndone(error: unknown): boolean {
  if (!(error instanceof UrneError)) return false
  const refusal = error as UrneError
  return refusal.code !== "storage" || !("cause" in refusal.params) || refusal.params.cause.startsWith("SQLITE_FULL")
}
