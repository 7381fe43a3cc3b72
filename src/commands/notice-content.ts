import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { DueNotice } from "../notices/facts.ts"
import type { IssuedNotice, NoticeRequest } from "../notices/queries.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import type { App } from "./app.ts"

/** What the authority adds to a notice, and whether it is drafted only if one is due. */
export interface ContentOptions {
  readonly due?: boolean
  readonly statement?: string
  readonly cites?: readonly string[]
  readonly correct?: readonly string[]
}

export function contentOptions(command: Command, app: App): Command {
  const { options } = app.labels.notices
  return command
    .option("--due", options.due)
    .option("--statement <text>", options.statement)
    .option("--cites <incident...>", options.cites)
    .option("--correct <number:line...>", options.correct)
}

/** @throws UrneError `notice-statement`, `missing-option`, `invalid-option` */
export async function requestOf({ statement, cites = [], correct = [] }: ContentOptions): Promise<NoticeRequest> {
  const { longestStatement, statementOfText } = await import("../notices/notice.ts")
  const lines = statement === undefined ? [] : statementOfText(statement)
  if (statement !== undefined && lines.length === 0) throw new UrneError("notice-statement", longestStatement)
  if (statement === undefined && cites.length > 0) throw new UrneError("missing-option", { option: "--statement" })
  return {
    statement: lines,
    cites: [...new Set(cites.map((one) => wholeNumber("--cites", one, 1, largestNumber)))],
    corrects: correct.map((one) => {
      const [number = "", line = ""] = one.split(":")
      const notice = wholeNumber("--correct", number, 1, largestNumber)
      return { notice, line: wholeNumber("--correct", line, 1, largestNumber) }
    }),
  }
}

/** What a command did: it issued a notice, or none was due. */
export interface Done {
  readonly issued: IssuedNotice | undefined
  readonly next: DueNotice | undefined
}

export function doneJson({ issued, next }: Done): object {
  return {
    issued: issued === undefined ? null : noticeJson(issued),
    next: next === undefined ? null : dueJson(next),
  }
}

export function noticeJson({ number, notice, hash, entry, signers }: IssuedNotice): object {
  const { at, answers, corrects, cites } = notice
  return { number, at: instantText(at), sha256: hash, entry, signers, answers, corrects, cites }
}

export function dueJson({ number, at }: DueNotice): object {
  return { number, at: instantText(at) }
}
