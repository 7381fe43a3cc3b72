import { auditBallots } from "./audit-ballots.ts"
import { checkBallots } from "./check-ballots.ts"
import { checkCredentials } from "./check-credentials.ts"
import { deriveKeys } from "./derive-keys.ts"
import { encryptBallots } from "./encrypt-ballots.ts"
import { makeLetters } from "./make-letters.ts"
import { compareCredentials } from "./self-check.ts"
import { sumBallots } from "./sum-ballots.ts"

/** Pure functions that may run on another thread, by name. Their inputs and outputs can be copied between threads. */
export const tasks = {
  auditBallots,
  checkBallots,
  checkCredentials,
  compareCredentials,
  deriveKeys,
  encryptBallots,
  makeLetters,
  sumBallots,
} as const

export type TaskName = keyof typeof tasks
export type TaskInput<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[0]
export type TaskOutput<Name extends TaskName> = Awaited<ReturnType<(typeof tasks)[Name]>>
