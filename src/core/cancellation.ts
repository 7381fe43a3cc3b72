import { UrneError } from "./error.ts"

/** A place at which work may stop, because nothing is half done there. @throws UrneError `cancelled` */
export function cancellationPoint(signal: AbortSignal): void {
  if (signal.aborted) throw new UrneError("cancelled", {})
}

/** Whether somebody cancelled, by Ctrl-C or at a question. */
export function isCancelled(error: unknown): error is UrneError<"cancelled"> {
  return error instanceof UrneError && error.code === "cancelled"
}

/** The same blocks, as long as nobody cancels. @throws UrneError `cancelled` between two of them */
export async function* untilCancelled<T>(
  blocks: AsyncIterable<T> | Iterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  for await (const block of blocks) {
    cancellationPoint(signal)
    yield block
  }
}
