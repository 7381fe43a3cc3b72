/**
 * Checks what the register says of the checks before the vote: that the runs of them follow each other, that acts which
 * override them or open the urn name a run and what it came to, and that nothing was wanting then that no act overrides.
 */
import { statementsOf } from "../../authority/act.ts"
import type { Definition } from "../../definition/definition.ts"
import { demandedChecks } from "../../definition/profiles.ts"
import { wanting } from "../../preflight/found.ts"
import {
  isOverridden,
  type Override,
  overriddenBy,
  type RecordedRun,
  runKey,
  runNamed,
  runsOf,
} from "../../preflight/ledger.ts"
import type { ActHistory, History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import { actPlace } from "../source/act-papers.ts"
import { registerPlace } from "./entries.ts"
import type { RegisterFacts } from "./register.ts"

/** Where a record has no register that can be read, nothing was looked at before the vote. */
export function checkPreflight(
  register: RegisterFacts | undefined,
  { history, definition }: { readonly history: History; readonly definition: Definition | undefined },
  report: OpenReport,
): void {
  if (register === undefined) return
  const { runs, faults } = runsOf(register.entries)
  for (const { entry, rule } of faults) report.fail("REGISTER_PREFLIGHT", registerPlace(entry), { rule, about: "run" })
  const overrides: Override[] = []
  let looked = runs.length + faults.length
  for (const act of history.inEffect) {
    if (act.paper === undefined || !isAbout(act, definition)) continue
    looked++
    const run = runNamed(runs, act.paper.act)
    if (typeof run === "string") {
      report.fail("REGISTER_PREFLIGHT", actPlace(act.number), { rule: run, about: runKey })
      continue
    }
    if (act.kind === "override") overrides.push(readOverride(act.paper, run, report))
    else checkOpening(act.number, run, { runs, overrides, definition }, report)
  }
  report.done("R13", looked)
}

/** An act *override* names a run always, an act *open* where one was there, or where the definition names a profile. */
function isAbout({ kind, paper }: ActHistory, definition: Definition | undefined): boolean {
  if (kind === "override") return true
  const isStated = paper !== undefined && statementsOf(paper.act, runKey).length > 0
  return kind === "open" && (isStated || definition?.profile !== undefined)
}

function readOverride({ act }: Pick<Override, "act">, run: RecordedRun, report: OpenReport): Override {
  const found = wanting(run.checks, overriddenBy(act))
  for (const check of overriddenBy(act)) {
    if (found.some((one) => one.check === check)) continue
    report.fail("REGISTER_PREFLIGHT", actPlace(act.number), { rule: "sound", about: check })
  }
  return { act, run }
}

function checkOpening(
  number: number,
  run: RecordedRun,
  {
    runs,
    overrides,
    definition,
  }: {
    readonly runs: readonly RecordedRun[]
    readonly overrides: readonly Override[]
    readonly definition: Definition | undefined
  },
  report: OpenReport,
): void {
  for (const { check } of wanting(run.checks, demandedChecks(definition ?? {}))) {
    if (isOverridden(runs, overrides, check, run)) continue
    report.fail("REGISTER_PREFLIGHT", actPlace(number), { rule: "open", about: check })
  }
}
