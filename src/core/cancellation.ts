import { UrneError } from "./error.ts"

/** Marks a point where work may stop because nothing is half done. @throws UrneError `cancelled` */
export function cancellationPoint(signal: AbortSignal): void {
  if (signal.aborted) throw new UrneError("cancelled", {})
}

/** Whether the error says that somebody cancelled, by Ctrl-C or at a prompt. */
export function isCancelled(error: unknown): error is UrneError<"cancelled"> {
  return error instanceof UrneError && error.code === "cancelled"
}

/** Passes the blocks on until somebody cancels. @throws UrneError `cancelled` between two blocks */
export async function* untilCancelled<T>(
  blocks: AsyncIterable<T> | Iterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  for await (const block of blocks) {
    cancellationPoint(signal)
    yield block
  }
}
