import { preflighted, type Preflighted } from "../../support/preflighted.ts"
import { type Mutant, mutant } from "./mutant.ts"

const open = { short: true, until: "open" } as const

function broken(name: string, change: Preflighted, code: Parameters<typeof mutant>[1] = "REGISTER_PREFLIGHT"): Mutant {
  return mutant(name, code, () => preflighted(change), open)
}

const held = (text: string) => `${text}profile: association\n`
const sound = { runs: [{ drill: "warn" }], overrides: [] } as const
/** Changes the statement of acts of one kind. */
const stating =
  (
    kind: string,
    change: (value: string) => string | readonly string[] | undefined,
  ): NonNullable<Preflighted["stated"]> =>
  (value, act) =>
    act.kind === kind ? change(value) : value

/** The checks before the vote: what was run, and what acts say of it. */
export const preflightMutants: readonly Mutant[] = [
  broken("a first run of the checks that says it is the second", {
    ...{ ...sound, opened: null },
    tells: (tells) => ({ ...tells, run: 2 }),
  }),
  broken("two runs of the checks with one number", {
    ...{ runs: [{}, {}], overrides: [], opened: 1 },
    tells: (tells) => ({ ...tells, run: 1 }),
  }),
  broken("an opening that names an entry which is no run of the checks", {
    ...{ ...sound, stated: stating("open", (value) => value.replace(/^\d+/u, "5")) },
  }),
  broken("an opening that names another entry in the place of the run", {
    ...{ ...sound, stated: stating("open", (value) => value.replace(/sha256:.{8}/u, "sha256:01234567")) },
  }),
  broken("an opening that states fewer warnings than there were", {
    ...{ ...sound, stated: stating("open", (value) => value.replace("24 pass, 1 warn", "25 pass, 0 warn")) },
  }),
  broken("an opening that names two runs", { ...sound, stated: stating("open", (value) => [value, value]) }),
  broken("an opening that names a run in other words", {
    ...{ ...sound, stated: stating("open", (value) => value.replace("not run", "left")) },
  }),
  broken("an opening though a check failed that nobody overrode", { runs: [{ clock: "fail" }], overrides: [] }),
  broken("an opening though another check failed than was overridden", { runs: [{ clock: "fail", disk: "fail" }] }),
  broken("an act that overrides a check which passed", {
    ...{ runs: [{ clock: "fail" }], overrides: [{ run: 1, checks: ["clock", "disk"] }] },
  }),
  broken("an act that overrides a check which only warned", {
    ...{ runs: [{ clock: "warn" }], overrides: [{ run: 1, checks: ["clock"] }] },
  }),
  broken("an act that overrides a check and names no run", { stated: stating("override", () => undefined) }),
  broken("an opening over a check that passed after it was overridden, and failed again", {
    ...{ runs: [{ clock: "fail" }, {}, { clock: "fail" }], overrides: [{ run: 1, checks: ["clock"] }] },
  }),
  broken("an opening over a check that is overridden in a later run only", {
    ...{ runs: [{ clock: "fail" }, { clock: "fail" }], overrides: [{ run: 2, checks: ["clock"] }], opened: 1 },
  }),
  broken("an opening without a run of the checks, though the definition names a profile", {
    ...{ ...sound, opened: null, definition: held },
  }),
  broken("an opening without a check that the profile of the definition demands", {
    ...{ runs: [{ backup: "not-run" }], overrides: [], definition: held },
  }),
  broken(
    "a run of the checks that leaves one out",
    { ...sound, opened: null, tells: (tells) => ({ ...tells, checks: (tells["checks"] as []).slice(1) }) },
    "REGISTER_FORM",
  ),
  broken(
    "a run of the checks with a fact of no known name",
    {
      ...{ ...sound, opened: null },
      tells: (tells) => ({
        ...tells,
        checks: (tells["checks"] as { check: string; status: string }[]).map((one) => ({
          ...one,
          facts: { who: "Jo" },
        })),
      }),
    },
    "REGISTER_FORM",
  ),
  broken(
    "a run of the checks with a fact that tells a whole sentence",
    {
      ...{ ...sound, opened: null },
      tells: (tells) => ({
        ...tells,
        checks: (tells["checks"] as { check: string; status: string }[]).map((one) => ({
          ...{ ...one, facts: { level: "Jo, who <was> here!" } },
        })),
      }),
    },
    "REGISTER_FORM",
  ),
  mutant(
    "an act that overrides a check in an election that has no register for it",
    "JOURNAL_PHASE",
    () => ({
      sealed: (recorder) => {
        const reason = { key: "reason", value: "The other clock is slow" }
        recorder.act("override", [{ key: "check", value: "clock" }, reason], ["petra", "dan", "dora"])
      },
    }),
    { ...open, format: 2 },
  ),
]
