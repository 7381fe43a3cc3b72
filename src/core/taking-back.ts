import { UrneError } from "./error.ts"
import type { Files } from "./world.ts"

/**
 * Runs the transaction that files were written for beforehand; where it surely did not happen, they are removed. Two files
 * cannot commit together, and what no transaction knows of stands in the way of the next attempt.
 *
 * @param paths of files that this command wrote
 */
export async function takingBack<T>({ remove }: Pick<Files, "remove">, paths: readonly string[], transaction: () => T) {
  try {
    return transaction()
  } catch (error) {
    if (surelyUndone(error)) for (const path of paths) await remove(path).catch(() => undefined)
    throw error
  }
}

/** After a failing medium nobody knows whether the end of the transaction reached it; a full one took none of it. */
function surelyUndone(error: unknown): boolean {
  if (!(error instanceof UrneError)) return false
  const refusal = error as UrneError
  return refusal.code !== "storage" || !("cause" in refusal.params) || refusal.params.cause.startsWith("SQLITE_FULL")
}
