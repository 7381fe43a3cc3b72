import { finding, type Finding } from "../core/finding.ts"
import { type BundleFileKind, parseFileName } from "../bundle/layout.ts"
import { type History } from "./history.ts"
import { type Papers } from "./papers.ts"

/**
 * A record holds the files of its phase and no others: what anybody put there before its time looks as if it had been
 * published, though nothing else in the record speaks of it. The archive is looked at where its chain is followed.
 */
export function* checkPhaseFiles({ paths }: Papers, history: History): Generator<Finding, void, undefined> {
  for (const path of paths) {
    const file = parseFileName(path)
    if (file !== undefined && isEarly(file.kind, history)) yield finding("FILE_UNKNOWN", path, {})
  }
}

function isEarly(kind: BundleFileKind, { inEffect, height, result }: History): boolean {
  switch (kind) {
    case "batch":
      // Nobody has certified a channel's key.
      return !inEffect.some((act) => act.kind === "constitute")
    case "reserve-keys":
      return height === undefined
    case "share":
    case "result-json":
    case "result-csv":
      return result === undefined
    default:
      return false
  }
}
