import { UrneError } from "../core/error.ts"
import type { AttestedCheck } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import { isDate } from "../definition/local-time.ts"
import type { SigningKey } from "../notes/key.ts"
import { appendEntry } from "../register/operations.ts"
import type { FoundCheck, PreflightEvent } from "../register/preflight-event.ts"
import type { ProvedEntry, RegisterFile } from "../register/queries.ts"
import type { Store } from "../store/store.ts"
import { recordedRuns } from "./queries.ts"
import type { Setting } from "./setting.ts"

type WrittenFile = RegisterFile & { readonly store: Store }
type Clock = Pick<World, "now" | "random">

/** A run that was entered. */
export interface EnteredRun extends ProvedEntry {
  readonly run: number
}

/**
 * Enters what the checks found, signed by whoever ran them.
 *
 * @throws UrneError what `appendEntry` throws
 */
export function enterRun(
  file: WrittenFile,
  checks: readonly FoundCheck[],
  { software, profile }: Pick<Setting, "software" | "profile">,
  keys: readonly SigningKey[],
  world: Clock,
): EnteredRun {
  return file.store.write(() => {
    const run = recordedRuns(file).runs.length + 1
    const event: PreflightEvent = {
      ...{ type: "preflight.run", run, software, checks },
      ...(profile === undefined ? {} : { profile }),
    }
    return { ...appendEntry(file, keys, event, world), run }
  })
}

/** What somebody attests of something that no program sees. */
export interface Attestation {
  readonly check: AttestedCheck
  readonly status: "pass" | "fail"
  readonly day: string | undefined
  readonly paper: { readonly sha256: `sha256:${string}`; readonly name: string } | undefined
  readonly note: string
}

/**
 * Requires that a day is one, and that letters were posted on some day: the days before the vote are counted from it.
 *
 * @throws UrneError `missing-option`, `invalid-option`
 */
export function requireDay(check: AttestedCheck, day: string | undefined): void {
  if (day === undefined && check === "letters-posted") throw new UrneError("missing-option", { option: "--day" })
  if (day === undefined || isDate(day)) return
  throw new UrneError("invalid-option", { option: "--day", value: day, wanted: { form: "day" } })
}

/**
 * Enters what somebody attests.
 *
 * @throws UrneError `missing-option`, `invalid-option`, and what `appendEntry` throws
 */
export function enterAttestation(
  file: WrittenFile,
  { check, status, day, paper, note }: Attestation,
  keys: readonly SigningKey[],
  world: Clock,
): ProvedEntry {
  requireDay(check, day)
  return file.store.write(() =>
    appendEntry(
      file,
      keys,
      {
        ...{ type: "preflight.attested", check, status },
        ...(day === undefined ? {} : { day }),
        ...(paper === undefined ? {} : { sha256: paper.sha256 }),
        private: { done: note, ...(paper === undefined ? {} : { name: paper.name }) },
      },
      world,
    ),
  )
}
