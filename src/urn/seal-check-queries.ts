/** Checks, whenever members want to, that everything is as it was sealed and that nothing is missing in the urn. */
import { effectiveActs } from "../authority/proven-acts.ts"
import { itemReader } from "../belenios/archive-items.ts"
import { UrneError } from "../core/error.ts"
import { sha256Compact, sha256Hex } from "../core/hash.ts"
import { archiveRecords, recordedEnd, storedSetup } from "./archive-queries.ts"
import { sealableNow, type SealFile } from "./seal-queries.ts"
import { type Sealed, sealedBy } from "./seal.ts"

export type SealItem =
  "definition" | "election" | "roll" | "credentials" | "reserve" | "trustees" | "software" | "archive"

/** What was sealed or last recorded, and what is there now. */
export interface SealCheck {
  readonly item: SealItem
  readonly sealed: string
  readonly found: string
  readonly conform: boolean
}

export interface SealReport {
  /** The number of the act `seal`. */
  readonly act: number
  readonly conform: boolean
  readonly checks: readonly SealCheck[]
}

/**
 * Computes anew everything that the act `seal` froze, from the tables and from the archive, and follows the chain of
 * the archive from its setup to what the journal last stated. It reads every ballot and changes nothing.
 *
 * @throws UrneError `act-needed` before the seal
 */
export function checkSeal(file: SealFile, software: string): SealReport {
  const act = effectiveActs(file, "seal").at(-1)
  const sealed = act === undefined ? undefined : sealedBy(act)
  if (act === undefined || sealed === undefined) throw new UrneError("act-needed", { kind: "seal" })
  const tables = sealedFacts(sealableNow(file, software))
  const archive = archivedFacts(file)
  const checks = [
    ...sealedFacts(sealed).map(([item, value]) => {
      const found = [...tables, ...archive].flatMap(([of, is]) => (of === item ? [is] : []))
      return check(item, value, found)
    }),
    archiveCheck(file),
  ]
  return { act: act.number, conform: checks.every(({ conform }) => conform), checks }
}

type Facts = readonly (readonly [SealItem, string])[]

function sealedFacts(sealed: Sealed | undefined): Facts {
  if (sealed === undefined) return []
  const { roll, credentials, trustees } = sealed
  return [
    ["definition", sealed.definition],
    ["election", sealed.electionFingerprint],
    ["roll", `${roll.members} ${roll.commitment}`],
    ["credentials", credentials.list],
    ["reserve", credentials.reserveList],
    ["trustees", trustees.structure],
    ["software", sealed.software],
  ]
}

/** Compares what is both in the tables and in the archive, which must be the same. */
function archivedFacts(file: SealFile): Facts {
  return [
    ["election", sha256Compact(storedSetup(file, "election"))],
    ["credentials", `sha256:${sha256Hex(storedSetup(file, "credentials"))}`],
    ["trustees", `sha256:${sha256Hex(storedSetup(file, "trustees"))}`],
  ]
}

function check(item: SealItem, sealed: string, found: readonly string[]): SealCheck {
  const other = found.find((value) => value !== sealed)
  const conform = found.length > 0 && other === undefined
  return { item, sealed, found: other ?? (conform ? sealed : ""), conform }
}

function archiveCheck(file: SealFile): SealCheck {
  const last = recordedEnd(file)
  const recorded = last?.head === undefined ? undefined : `${last.height} ${last.head}`
  const { end, fault } = followChain(file)
  const found = fault ?? end
  return { item: "archive", sealed: recorded ?? end, found, conform: fault === undefined && (recorded ?? end) === end }
}

/** Finds the height and hash at which the chain of the archive ends, and where it breaks if it does. */
function followChain(file: SealFile): { readonly end: string; readonly fault: string | undefined } {
  const reader = itemReader()
  let fault: string | undefined
  for (const { number, height, hash, body } of archiveRecords(file)) {
    const kind = height === undefined ? "data" : "event"
    const item = sha256Hex(body) === hash ? reader.accept({ kind, hash, body, offset: 0 }) : { code: "ARCHIVE_HASH" }
    if (item === undefined || !("code" in item)) continue
    fault = `archive#${number} ${item.code}`
    break
  }
  fault ??= reader.end()?.code
  const { head } = reader
  return { end: head === undefined ? "" : `${head.height} ${head.hash}`, fault }
}
