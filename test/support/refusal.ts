import { expect } from "vitest"
import type { ErrorCode } from "../../src/core/error.ts"

/** Makes a refusal of this code to compare what is thrown with, with these parameters among its own if any are given. */
export const refusal = (code: ErrorCode, params: object = {}): Error =>
  expect.objectContaining({
    name: "UrneError",
    code,
    params: expect.objectContaining(params) as object,
  }) as Error

/** Tests ask this much of a refusal; nothing of it is there where nothing was refused. */
export interface Refused {
  readonly code?: ErrorCode
  readonly params?: object
}

/** Returns the refusal of an act. */
export function refusalOf(act: () => unknown): Refused {
  try {
    act()
  } catch (error) {
    return refusedBy(error)
  }
  return {}
}

/** Returns the refusal in a promise. */
export async function refusalOfPromise(promise: Promise<unknown>): Promise<Refused> {
  return promise.then(() => ({}), refusedBy)
}

function refusedBy(error: unknown): Refused {
  const { code, params } = error as Required<Refused>
  return { code, params }
}
