/**
 * The verifier. It sees the files of a record and what the reader wants them compared with, and nothing else.
 *
 * It shares with the program that writes records what can be read in only one way: the grammar of acts, notes and
 * definitions (`authority/act.ts`, `notes/`, `definition/parse.ts`), the names of files (`bundle/`), the shape of
 * events (`journal/event.ts`), the rules by which an act makes an authority of the one before it and a quorum is met
 * (`authority/authority.ts`, `constitution.ts`), which `docs/record.md` states and a reader in another language applies as
 * well, and the arithmetic of the protocol (`belenios/`, on the threads of `workers/`), which a second engine and another
 * program check.
 *
 * It shares, too, how notices and minutes are worded (`notices/`, `minutes/`), which is stated nowhere else. Their figures it
 * reads off the record; minutes are drawn up by it in the first place (`minutes/facts.ts`), from a record that passed every
 * check, so that what members sign is what it will find. The rules of figures that people attest (`availability/entered.ts`,
 * `turnout/entered.ts`) are shared as well, and what makes a time-stamp sound. None of this is in a verdict.
 *
 * It derives by itself whatever else decides: which phase follows which (`journal/phase-entries.ts`), what each act must
 * state and whose signatures stand under it (`journal/act-entries.ts`, `acts/signatures.ts`), what an urgent suspension may do
 * (`acts/suspensions.ts`), which ballots count (`ballots/ballots.ts`), what the journal must say about the urn
 * (`journal/urn-entries.ts`) and what the archive must hold (`archive/agreement.ts`). It calls no operation of the writer, so
 * that a mistake there is found and not repeated.
 */
import { isNewer } from "../core/format.ts"
import type { Expectations } from "./expectations.ts"
import { openReport } from "./open-report.ts"
import { newerReport, type Report, reportOf } from "./report/report.ts"
import { recordFormat } from "./source/record-format.ts"
import type { Source } from "./source/source.ts"
import { runStages } from "./stages.ts"
import type { Tools } from "./tools.ts"

/** Verifies a record or an archive, and reports all of it. */
export async function verify(source: Source, expectations: Expectations, tools: Tools): Promise<Report> {
  const format = await recordFormat(source)
  if (format !== null && isNewer(format)) return newerReport(format)
  const report = openReport()
  const facts = await runStages(source, expectations, tools, report)
  return reportOf({ source, format, expectations, relied: tools.relied, outcomes: report.outcomes, facts })
}
