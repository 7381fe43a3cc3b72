/** Checks the states of the logs that a notice names, and its instants. */
import { base64 } from "../../core/bytes.ts"
import { instantText } from "../../core/instant.ts"
import type { NamedState } from "../../notices/notice.ts"
import { isPoint, toldAt } from "../../notices/told.ts"
import { type GivenUpClock, mayFollow } from "../../register/order.ts"
import type { History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import type { EnteredNotice, NoticeContext, ReadNotice } from "./read.ts"

/**
 * Checks that the states are those of this journal and this register, that the journal’s was public anyway, and that none
 * newer was by then. What the register tells is compared where the text is.
 */
export function checkStates(
  { path, notice }: ReadNotice,
  { journal, register }: NoticeContext,
  givenUp: readonly GivenUpClock[],
  report: OpenReport,
): void {
  const { history, rootsAt } = journal
  const isOwn = (log: "journal" | "register", { size, root }: NamedState, own: string | undefined, most: number) => {
    if (size <= most && own === base64(root)) return true
    report.fail("NOTICE_STATE", path, { log, size, rule: size > most ? "cut" : "root" })
    return false
  }
  const { size } = notice.journal
  if (isOwn("journal", notice.journal, rootsAt.get(size), history.entries)) {
    const point = history.told.find(({ number }) => number === size)
    const isNamed = point !== undefined && isPoint(point)
    const newer = history.told.find((one) => one.number > size && isPoint(one))
    if (!isNamed) report.fail("NOTICE_STATE", path, { log: "journal", size, rule: "point" })
    else if (newer !== undefined && !mayFollow(notice.at, toldAt(newer), givenUp)) {
      report.fail("NOTICE_STATE", path, { log: "journal", size, rule: "passed" })
    }
  }
  // Without a register, the check of its entries says already that it does not name the notice.
  if (register === undefined) return
  const { register: named } = notice
  isOwn("register", named, register.rootsAt.get(named.size), register.size)
}

/** Checks that a notice is dated after the one before it and after what it names, and before its entry. */
export function checkInstants(
  { path, notice }: ReadNotice,
  {
    before,
    entry,
    history,
    givenUp,
  }: {
    readonly before: ReadNotice | undefined
    readonly entry: EnteredNotice | undefined
    readonly history: History
    readonly givenUp: readonly GivenUpClock[]
  },
  report: OpenReport,
): void {
  const { at } = notice
  const fail = (other: number, rule: "notice" | "journal" | "entry") => {
    report.fail("NOTICE_TIME", path, { at: instantText(at), other: instantText(other), rule })
  }
  const point = history.told.find(({ number }) => number === notice.journal.size)
  if (before !== undefined && !mayFollow(before.notice.at, at, givenUp)) fail(before.notice.at, "notice")
  if (point !== undefined && !mayFollow(toldAt(point), at, givenUp)) fail(toldAt(point), "journal")
  if (entry !== undefined && !mayFollow(at, entry.at, givenUp)) fail(entry.at, "entry")
}
