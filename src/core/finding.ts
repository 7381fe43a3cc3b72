import type {
  CeremonyFindings,
  DefinitionFindings,
  HolderFindings,
  RollFindings,
  RecordFindings,
  UrnFindings,
} from "./finding-codes.ts"
import type { VerifyFindings } from "./record-findings.ts"

/** What may be found wrong with an artefact, each code with the figures its message needs. */
export type FindingParams = UrnFindings &
  DefinitionFindings &
  RollFindings &
  HolderFindings &
  CeremonyFindings &
  RecordFindings &
  VerifyFindings
export type FindingCode = keyof FindingParams

/**
 * One thing wrong with an artefact that was handed to us (a definition, a roll, a ballot, a record). Checks return all
 * they find; a refusal (`UrneError`) stops at the first.
 */
export type Finding = {
  [Code in FindingCode]: {
    readonly code: Code
    /** Where: a path, a line and column (`roll.csv:12`), an event height, an act number. */
    readonly at: string
    readonly params: FindingParams[Code]
  }
}[FindingCode]

export function finding<Code extends FindingCode>(code: Code, at: string, params: FindingParams[Code]): Finding {
  return { code, at, params } as Finding
}
