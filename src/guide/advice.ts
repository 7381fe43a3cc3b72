import type { ActKind, Phase } from "../core/vocabulary.ts"

/** The state of an election, as far as the next step depends on it. */
export interface Standing {
  readonly phase: Phase
  /** In milliseconds, like all instants here. */
  readonly now: number
  /** How the clock compares with the last entry, unless it may be right. */
  readonly clock: { readonly state: "behind" | "ahead"; readonly last: number } | undefined
  /** Whether the act that can still be signed gives up the wrong instant. */
  readonly pendingClock: boolean
  /** An act that can still be signed and would lead to something. */
  readonly pendingAct: ActKind | undefined
  /** Whether an act can still be signed that would lead to nothing, and so blocks the right one. */
  readonly vainAct: boolean
  readonly roll: boolean
  /**
   * Whether there can be no result, because fewer may vote, or fewer ballots count, than the definition requires for a
   * decryption.
   */
  readonly hopeless: boolean
  readonly trustees: boolean
  /** Whether holders have answered from elsewhere. */
  readonly apart: boolean
  /** Whether members certified keys of holders, with which these sign their answers. */
  readonly certified: boolean
  /** Holders who have not proved since the ceremony that they can use their share. */
  readonly unchecked: readonly string[]
  readonly credentials: boolean
  readonly printed: boolean
  /** Acts in effect that wait for their hour. */
  readonly opening: { readonly decided: boolean; readonly opens: number; readonly closes: number }
  readonly closing: { readonly decided: boolean; readonly freezable: number; readonly batchesAwaited: boolean }
  readonly tallied: boolean
  /** Whether a backup was made since the freeze. A holder decrypts only one tally, so that file must not be lost. */
  readonly backedUp: boolean
  /** Whether shares are still needed; `false` once a result can be computed. */
  readonly sharesNeeded: boolean
}

/** The steps of an election, in order. Each has a sentence in `language/`. */
export type Step =
  | "define"
  | "make-key"
  | "init"
  | "constitute"
  | "sign"
  | "withdraw"
  | "await-clock"
  | "recover-clock"
  | "init-anew"
  | "import-roll"
  | "hold-ceremony"
  | "invite-holders"
  | "await-replies"
  | "generate-credentials"
  | "print-letters"
  | "check-trustees"
  | "seal"
  // Where checks before the vote stand in the way.
  | "preflight"
  | "settle-preflight"
  | "open"
  | "open-anew"
  | "await-opening"
  | "begin-vote"
  | "cast"
  // Where the urn key is not at hand.
  | "bring-urn-key"
  | "resume"
  | "close"
  | "await-grace"
  | "await-batches"
  | "freeze"
  | "tally"
  | "backup"
  | "unseal"
  | "decrypt"
  | "compute-result"
  | "proclaim"
  | "export"
  | "verify"
  | "annul"
  | "ended"
  // Steps where there is no election file.
  | "answer-request"
  | "sign-act"
  | "find-file"
  | "keep-key"

/** The next step, and the instant from which it can be taken if that is later. */
export interface Advice {
  readonly step: Step
  readonly from?: number
}

/** Returns what the authority does next. Whoever only follows this gets from a definition to a verified record. */
export function nextStep(standing: Standing): Advice {
  if (standing.clock?.state === "behind") return clockAdvice(standing, standing.clock.last)
  if (standing.vainAct) return { step: "withdraw" }
  if (standing.pendingAct !== undefined) return { step: "sign" }
  switch (standing.phase) {
    case "draft":
      return { step: "constitute" }
    case "constituted":
      return { step: preparation(standing) }
    case "sealed":
      return opening(standing)
    case "open":
      return { step: "cast" }
    case "suspended":
      return { step: "resume" }
    case "closed":
      return closing(standing)
    case "frozen":
      if (standing.hopeless) return { step: "annul" }
      if (!standing.tallied) return { step: "tally" }
      return { step: standing.backedUp ? "unseal" : "backup" }
    case "unsealed":
      if (standing.hopeless) return { step: "annul" }
      return { step: standing.sharesNeeded ? "decrypt" : "compute-result" }
    case "tallied":
      return { step: "proclaim" }
    case "proclaimed":
      return { step: "export" }
    case "annulled":
      return { step: "ended" }
  }
}

/** When the clock is at most this far (milliseconds) behind the last entry, the advice is to wait. */
const shortWait = 10 * 60 * 1000

/**
 * Advises on a wrong clock. Nothing can be written while the last entry is in the future; only an act gives its instant
 * up.
 */
function clockAdvice({ now, phase, pendingAct, pendingClock }: Standing, last: number): Advice {
  if (last - now <= shortWait) return { step: "await-clock", from: last }
  if (phase === "draft") return { step: "init-anew" }
  if (pendingAct === undefined) return { step: "recover-clock" }
  return { step: pendingClock ? "sign" : "withdraw" }
}

function preparation(standing: Standing): Step {
  if (!standing.roll) return "import-roll"
  // Until credentials exist, a larger roll may replace this one.
  if (standing.hopeless) return standing.credentials ? "annul" : "import-roll"
  if (!standing.trustees) return ceremony(standing)
  if (!standing.credentials) return "generate-credentials"
  if (!standing.printed) return "print-letters"
  return standing.unchecked.length > 0 ? "check-trustees" : "seal"
}

function ceremony({ apart, certified }: Standing): Step {
  if (apart) return "await-replies"
  // A holder needs a key of its own to sign answers from elsewhere. In one room nobody would need it.
  return certified ? "invite-holders" : "hold-ceremony"
}

function opening({ opening: { decided, opens, closes }, now }: Standing): Advice {
  if (now >= closes) return { step: "open-anew" }
  if (!decided) return { step: "open" }
  return now < opens ? { step: "await-opening", from: opens } : { step: "begin-vote" }
}

function closing({ closing: { decided, freezable, batchesAwaited }, now }: Standing): Advice {
  if (!decided) return { step: "close" }
  if (now < freezable) return { step: "await-grace", from: freezable }
  return { step: batchesAwaited ? "await-batches" : "freeze" }
}
