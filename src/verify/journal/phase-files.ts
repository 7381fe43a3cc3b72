import { type BundleFileKind, parseFileName } from "../../bundle/layout.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import type { OpenReport } from "../open-report.ts"
import type { Papers } from "../source/papers.ts"
import type { History } from "./history.ts"

/**
 * Checks that a record holds the files of its phase and no others. A file put there before its time looks as if it had
 * been published, although nothing else in the record speaks of it. The archive is checked where its chain is followed.
 */
export function checkPhaseFiles({ paths }: Papers, history: History, report: OpenReport): void {
  for (const path of paths) {
    const file = parseFileName(path)
    if (file !== undefined && isEarly(file.kind, history)) report.fail("FILE_UNKNOWN", path, {})
  }
}

function isEarly(kind: BundleFileKind, { created, inEffect, height, result }: History): boolean {
  switch (kind) {
    case "batch":
      // Nobody has certified a channel's key yet.
      return !inEffect.some((act) => act.kind === "constitute")
    case "suspension":
      return !hasFeature(statedFormat(created ?? {}), "urgent-suspension")
    case "reserve-keys":
      return height === undefined
    case "notice":
      return !hasFeature(statedFormat(created ?? {}), "notices")
    case "register":
    case "register-checkpoint":
      return !hasFeature(statedFormat(created ?? {}), "register")
    case "minutes":
    case "minutes-note":
      return !hasFeature(statedFormat(created ?? {}), "minutes")
    case "stamp":
      return !hasFeature(statedFormat(created ?? {}), "stamps")
    case "share":
    case "result-json":
    case "result-csv":
      return result === undefined
    default:
      return false
  }
}
