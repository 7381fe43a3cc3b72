import type { Refusals } from "./refusals.ts"

export type ErrorCode = keyof Refusals

/**
 * A refusal the user can act on. Its words are in `language/`, its exit status in `terminal/exit.ts`; anything else that is
 * thrown is a bug.
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
