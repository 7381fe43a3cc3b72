/** Sheets that are printed beforehand and filled in with a pen while no machine works. */
import type { Language } from "../core/vocabulary.ts"
import type { NamedElection } from "../definition/named-election.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { Block } from "../paper/flow.ts"
import type { PaperContent } from "./paper.ts"

/** @param rows - how many voters the sheet has room for. @param date - that of the election, since nothing has happened */
export function markOffSheet({ locale }: NamedElection, rows: number, date: number): PaperContent {
  const { papers } = catalogueOf(locale).labels
  const { markOff } = papers
  return {
    title: papers.titles["mark-off-sheet"],
    date,
    blocks: [
      { kind: "paragraph", text: markOff.purpose },
      { kind: "paragraph", text: markOff.place },
      {
        kind: "grid",
        columns: [
          { share: 2.8, title: markOff.number },
          { share: 5, title: markOff.name },
          { share: 1.4, title: markOff.hour },
          { share: 3.4, title: markOff.signature },
        ],
        rows,
      },
      { kind: "space", height: 4 },
      { kind: "paragraph", text: markOff.total },
      boardBoxes(locale),
    ],
  }
}

export function logBook({ locale }: NamedElection, rows: number, date: number): PaperContent {
  const { papers } = catalogueOf(locale).labels
  const { log } = papers
  return {
    title: papers.titles["log-book"],
    date,
    blocks: [
      { kind: "paragraph", text: log.purpose },
      {
        kind: "grid",
        columns: [
          { share: 1.3, title: log.hour },
          { share: 7, title: log.event },
          { share: 2.6, title: log.by },
          { share: 1.3, title: log.initials },
        ],
        rows,
      },
      { kind: "space", height: 4 },
      boardBoxes(locale),
    ],
  }
}

/** Two members of the board sign each sheet. Who they are is not known when it is printed. */
function boardBoxes(locale: Language): Block {
  const { twoOfTheBoard } = catalogueOf(locale).labels.papers
  return { kind: "boxes", people: twoOfTheBoard.map((role) => ({ name: "", role })) }
}
