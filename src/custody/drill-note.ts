/** What a note about a drill says, which is signed on a machine that has no election file and entered where one is. */
import { instantText, parseInstant } from "../core/instant.ts"
import { type CopyPart, copyParts, type DrillLevel, drillLevels } from "../core/vocabulary.ts"
import type { CopiedLog } from "./copy-manifest.ts"
import type { Drill } from "./drill.ts"

export interface DrillNote {
  readonly rehearsal: boolean
  readonly uuid: string
  /** SHA-256 of the copy, in hexadecimal. */
  readonly sha256: string
  readonly level: DrillLevel
  readonly seconds: number
  /** Milliseconds. */
  readonly held: number
  readonly parts: readonly CopyPart[]
  /** The state of the journal in the copy; `undefined` where its election file could not be opened. */
  readonly journal: CopiedLog | undefined
  /** Where the copy was: one line. */
  readonly place: string
  /** One line each. The drill passed if there are none. */
  readonly faults: readonly string[]
}

/**
 * Makes what is told of a drill.
 *
 * @param of - the election of which the copy should be; it is taken where the copy could not be opened, so that nobody knows
 */
export function noteOfDrill(
  { sha256, level, seconds, held, parts, inside, faults }: Drill,
  place: string,
  of: Pick<DrillNote, "uuid" | "rehearsal">,
): DrillNote {
  const { uuid, rehearsal } = inside ?? of
  const journal = inside?.journal
  const lines = faults.map(({ level: at, code, reason }) => oneLine(`${at} ${code}: ${reason}`))
  return { rehearsal, uuid, sha256, level, seconds, held, parts, journal, place: oneLine(place), faults: lines }
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim().slice(0, 400)
}

export function drillNoteText(note: DrillNote): string {
  const { rehearsal, uuid, sha256, level, seconds, held, parts, journal, place, faults } = note
  return [
    firstLine(rehearsal),
    `election ${uuid}`,
    `copy sha256:${sha256}`,
    `level ${level}`,
    `passed ${faults.length === 0 ? "yes" : "no"}`,
    `seconds ${seconds}`,
    `held ${instantText(held)}`,
    `journal ${journal === undefined ? "none" : `${journal.entries} ${journal.root}`}`,
    `parts ${parts.join(" ")}`,
    `place ${place}`,
    ...faults.map((fault) => `fault ${fault}`),
    "",
  ].join("\n")
}

const form =
  /^(.+)\nelection ([0-9A-Za-z]+)\ncopy sha256:([0-9a-f]{64})\nlevel (\S+)\npassed (?:yes|no)\nseconds (\d{1,9})\nheld (\S+)\njournal (?:none|(\d{1,15}) (\S+))\nparts (.*)\nplace (.+)\n((?:fault .+\n)*)$/

/** Reads the text of a note, and returns `undefined` unless writing it again gives the same text. */
export function parseDrillNote(text: string): DrillNote | undefined {
  const match = form.exec(text)
  if (match === null) return undefined
  const [
    ,
    first,
    uuid = "",
    sha256 = "",
    level,
    seconds,
    held = "",
    entries,
    root,
    parts = "",
    place = "",
    faults = "",
  ] = match
  const instant = parseInstant(held)
  const [known, words] = [drillLevels.find((one) => one === level), parts.split(" ")]
  if (instant === undefined || known === undefined) return undefined
  const note: DrillNote = {
    ...{ rehearsal: first === firstLine(true), uuid, sha256, level: known, seconds: Number(seconds), held: instant },
    parts: copyParts.filter((one) => words.includes(one)),
    ...{ journal: root === undefined ? undefined : { entries: Number(entries), root }, place },
    faults: faults.split("\n").flatMap((line) => (line === "" ? [] : [line.slice("fault ".length)])),
  }
  return drillNoteText(note) === text ? note : undefined
}

const firstLine = (rehearsal: boolean) => (rehearsal ? "urne rehearsal drill v1" : "urne drill v1")
