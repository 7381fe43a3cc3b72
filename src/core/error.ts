import type { Refusals } from "./refusals.ts"

export type ErrorCode = keyof Refusals

/**
 * A refusal, on which the user can act. Its words are in `language/`, its exit status in `terminal/exit.ts`. Anything
 * else that is thrown is a bug.
 */
export class UrneError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "UrneError"
  readonly code: Code
  readonly params: Refusals[Code]

  constructor(code: Code, params: Refusals[Code], options: { readonly cause?: unknown } = {}) {
    super(code, options)
    this.code = code
    this.params = params
  }
}
