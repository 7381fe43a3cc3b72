import type {
  CeremonyFindings,
  DefinitionFindings,
  HolderFindings,
  RecordFindings,
  RollFindings,
  UrnFindings,
} from "./finding-codes.ts"
import type { VerifyFindings } from "./record-findings.ts"

/** Everything that may be found wrong with an artefact: each code with the values that its message needs. */
export type FindingParams = UrnFindings &
  DefinitionFindings &
  RollFindings &
  HolderFindings &
  CeremonyFindings &
  RecordFindings &
  VerifyFindings
export type FindingCode = keyof FindingParams

/**
 * One thing that is wrong with an artefact handed to us (a definition, a roll, a ballot, a record). Checks return all
 * they find, whereas a refusal (`UrneError`) stops at the first.
 */
export type Finding = {
  [Code in FindingCode]: {
    readonly code: Code
    /** The place: a path, a line and column (`roll.csv:12`), an event height or an act number. */
    readonly at: string
    readonly params: FindingParams[Code]
  }
}[FindingCode]

export function finding<Code extends FindingCode>(code: Code, at: string, params: FindingParams[Code]): Finding {
  return { code, at, params } as Finding
}
