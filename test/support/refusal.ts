import { expect } from "vitest"
import type { ErrorCode } from "../../src/core/error.ts"

/** A refusal of this code, to be compared with what is thrown; with these parameters among its own, if any are given. */
export const refusal = (code: ErrorCode, params: object = {}): Error =>
  expect.objectContaining({
    name: "UrneError",
    code,
    params: expect.objectContaining(params) as object,
  }) as Error

/** What is asked of a refusal: nothing where there was none. */
export interface Refused {
  readonly code?: ErrorCode
  readonly params?: object
}

/** How an act is refused. */
export function refusalOf(act: () => unknown): Refused {
  try {
    act()
  } catch (error) {
    return refusedBy(error)
  }
  return {}
}

/** How what is promised is refused. */
export async function refusalOfPromise(promise: Promise<unknown>): Promise<Refused> {
  return promise.then(() => ({}), refusedBy)
}

function refusedBy(error: unknown): Refused {
  const { code, params } = error as Required<Refused>
  return { code, params }
}
