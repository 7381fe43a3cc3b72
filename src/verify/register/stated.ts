/** Compares the register of a record with what the acts *seal*, *close* and *proclaim* state of it, and the minutes. */
import { statementsOf } from "../../authority/act.ts"
import { fileName } from "../../bundle/layout.ts"
import { equalBytes } from "../../core/bytes.ts"
import type { LogHead } from "../../journal/log.ts"
import { statedKey, statedRegisterOf, statingKinds } from "../../register/stated.ts"
import type { History } from "../journal/history.ts"
import { minutesNoteOf } from "../minutes/note.ts"
import type { OpenReport } from "../open-report.ts"
import { actPlace } from "../source/act-papers.ts"
import type { Papers } from "../source/papers.ts"

/** A state of the register, and the place of the act, or of the minutes, that state it. */
export interface Stated {
  readonly at: string
  readonly state: LogHead
}

/** Lists the states of the register that acts in effect name. An act that names none, or none that can be compared, is reported. */
export function statedByActs({ inEffect }: History, report: OpenReport): readonly Stated[] {
  const acts = inEffect.flatMap(({ kind, number, paper }) =>
    paper !== undefined && statingKinds.includes(kind) ? [{ act: paper.act, at: actPlace(number) }] : [],
  )
  if (acts.length === 0) report.absent("R8")
  else report.done("R8", acts.length)
  return acts.flatMap(({ act, at }) => {
    const state = statedRegisterOf(act)
    if (state !== undefined && state !== "altered") return [{ at, state }]
    const stated = statementsOf(act, statedKey).join(", ")
    report.fail("REGISTER_STATED", at, { rule: state === "altered" ? "altered" : "form", stated })
    return []
  })
}

/** Returns the state of the register on which the minutes rest, if there are minutes that can be read. */
export function statedByMinutes(papers: Papers): readonly Stated[] {
  const register = minutesNoteOf(papers)?.register
  return register === undefined || register === "altered"
    ? []
    : [{ at: fileName({ kind: "minutes-note" }), state: register }]
}

/** Compares the register as far as it was read with the acts that state it at this length. */
export function compareStated(stated: readonly Stated[], { size, root }: LogHead, report: OpenReport): void {
  for (const { at, state } of stated) {
    if (state.size !== size || equalBytes(state.root, root)) continue
    report.fail("REGISTER_STATED", at, { rule: "other", stated: String(size) })
  }
}

/** Reports the acts that state more entries than there are. */
export function compareLongest(stated: readonly Stated[], entries: number, report: OpenReport): void {
  for (const { at, state } of stated) {
    if (state.size > entries) report.fail("REGISTER_STATED", at, { rule: "cut", stated: String(state.size) })
  }
}
