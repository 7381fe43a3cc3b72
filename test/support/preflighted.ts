import type { Act } from "../../src/authority/act.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { type PreflightCheck, preflightChecks, type PreflightStatus } from "../../src/core/vocabulary.ts"
import { checkKey, runKey, runText } from "../../src/preflight/ledger.ts"
import type { FoundCheck } from "../../src/register/preflight-event.ts"
import { registered, type RegisterTampering, type Told, writtenRegister } from "./registered.ts"
import type { StoryTampering } from "./story.ts"

/** What checks before the vote found in one run: those that did not pass. */
export type Run = Readonly<Partial<Record<PreflightCheck, PreflightStatus>>>

/** The evening of `registered` has six entries, so the first run is the seventh. */
const firstRun = 7

export interface Preflighted {
  /** The runs before the opening; by default one in which the clock failed. */
  readonly runs?: readonly Run[]
  /** Acts *override*: the run that each names (from 1), and the checks; by default one of the clock. */
  readonly overrides?: readonly { readonly run: number; readonly checks: readonly string[] }[]
  /** The run that *open* names: the last one by default, none if `null`. */
  readonly opened?: number | null
  /** Changes what an act states of a run, or says that it states more. */
  readonly stated?: (value: string, act: Act) => string | readonly string[] | undefined
  /** Changes what an entry tells. */
  readonly tells?: (tells: Told["tells"], run: number) => Told["tells"]
  readonly definition?: (text: string) => string
}

function checksOf(run: Run): readonly FoundCheck[] {
  return preflightChecks.map((check) => ({ check, status: run[check] ?? "pass" }))
}

/** Makes a story of which the register has runs of the checks before the vote, and whose acts name them. */
export function preflighted(change: Preflighted = {}): StoryTampering {
  const { runs = [{ clock: "fail" }], overrides = [{ run: 1, checks: ["clock"] }], definition } = change
  const opened = change.opened === undefined ? runs.length : change.opened
  const entries = runs.map((run, i): Told => {
    const tells = { type: "preflight.run", run: i + 1, software: "urne 0.3.0", checks: checksOf(run) }
    return {
      tells: change.tells?.(tells as unknown as Told["tells"], i + 1) ?? (tells as unknown as Told["tells"]),
      ...{ minute: 6, by: ["petra"] },
    }
  })
  const tampering: RegisterTampering = { told: (one, i) => (i === firstRun - 1 ? [one, ...entries] : one) }
  return {
    ...registered(tampering),
    ...(definition === undefined ? {} : { definition }),
    sealed: (recorder) => {
      for (const { run, checks } of overrides) {
        const statements = [
          { key: runKey, value: String(run) },
          ...checks.map((check) => ({ key: checkKey, value: check })),
          { key: "reason", value: "The other clock is slow" },
        ]
        recorder.act("override", statements, ["petra", "dan", "dora"])
      }
    },
    act: (act, recorder) => {
      const named = act.kind === "open" ? opened : Number(act.statements.find(({ key }) => key === runKey)?.value)
      if ((act.kind !== "open" && act.kind !== "override") || named === null) return act
      const { lines } = writtenRegister(recorder, tampering)
      const entry = firstRun - 1 + named
      const hash = `sha256:${sha256Hex((lines[entry - 1] ?? "").trimEnd())}`
      const honest = runText({ entry, hash, checks: checksOf(runs[named - 1] ?? {}) })
      const stated = change.stated === undefined ? honest : (change.stated(honest, act) ?? [])
      const values = typeof stated === "string" ? [stated] : stated
      const others = act.statements.filter(({ key }) => key !== runKey)
      return { ...act, statements: [...values.map((value) => ({ key: runKey, value })), ...others] }
    },
  }
}
