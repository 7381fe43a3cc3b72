/** What the act `seal` freezes, line by line. */
import { type Act, type Statement, statementOf } from "../authority/act.ts"
import { sameStatements } from "../authority/constitution.ts"
import type { Sha256 } from "../journal/event.ts"

export interface Sealed {
  /** The hash of the definition file's bytes. */
  readonly definition: Sha256
  /** φ of the election: the unpadded base64 of the SHA-256 of its bytes in the archive. */
  readonly electionFingerprint: string
  /** The members who may vote, and the salted commitment to them in the journal. */
  readonly roll: { readonly members: number; readonly commitment: string }
  readonly credentials: {
    readonly issued: number
    readonly reserve: number
    /** The hash of the public list, reserve included, as it stands in the archive. */
    readonly list: Sha256
    /** The hash of the list of the keys in reserve, which is published beside it. */
    readonly reserveList: Sha256
  }
  readonly trustees: {
    readonly mandatory: number
    readonly threshold: { readonly needed: number; readonly holders: number } | undefined
    /** The hash of the trustees structure, as it stands in the archive. */
    readonly structure: Sha256
  }
  /** The program and its version. */
  readonly software: string
}

/** Makes the statements of the act. */
export function sealedStatements(sealed: Sealed): readonly Statement[] {
  const { roll, credentials, trustees } = sealed
  const { issued, reserve, list, reserveList } = credentials
  return [
    { key: "definition", value: sealed.definition },
    { key: "election-fingerprint", value: sealed.electionFingerprint },
    { key: "roll", value: `${roll.members} members hmac-sha256:${roll.commitment}` },
    { key: "credentials", value: `${issued} issued ${reserve} in reserve ${list} reserve ${reserveList}` },
    { key: "trustees", value: `${trusteesText(trustees)} ${trustees.structure}` },
    { key: "urn", value: "0 ballots" },
    { key: "software", value: sealed.software },
  ]
}

/**
 * Reads what an act `seal` freezes, and returns `undefined` unless its statements are exactly those of one, beside what it
 * states of the register (`register/stated.ts`), which it does not freeze.
 */
export function sealedBy(act: Act): Sealed | undefined {
  if (act.kind !== "seal") return undefined
  const value = (key: string) => statementOf(act, key) ?? ""
  const roll = /^(\d+) members hmac-sha256:([0-9a-f]{64})$/.exec(value("roll"))
  const credentials = new RegExp(`^(\\d+) issued (\\d+) in reserve ${hash} reserve ${hash}$`).exec(value("credentials"))
  const trustees = new RegExp(`^(?:(\\d+) mandatory)?(?: and )?(?:(\\d+) of (\\d+))? ${hash}$`).exec(value("trustees"))
  if (roll === null || credentials === null || trustees === null) return undefined
  const [, mandatory, needed, holders, structure = ""] = trustees
  const sealed: Sealed = {
    definition: value("definition") as Sha256,
    electionFingerprint: value("election-fingerprint"),
    roll: { members: Number(roll[1]), commitment: roll[2] ?? "" },
    credentials: {
      issued: Number(credentials[1]),
      reserve: Number(credentials[2]),
      list: credentials[3] as Sha256,
      reserveList: credentials[4] as Sha256,
    },
    trustees: {
      mandatory: Number(mandatory ?? 0),
      threshold: needed === undefined ? undefined : { needed: Number(needed), holders: Number(holders) },
      structure: structure as Sha256,
    },
    software: value("software"),
  }
  const frozen = act.statements.filter(({ key }) => key !== "register")
  return sameStatements(sealedStatements(sealed), frozen) ? sealed : undefined
}

const hash = "(sha256:[0-9a-f]{64})"

/** `1 mandatory and 2 of 3`. */
function trusteesText({ mandatory, threshold }: Sealed["trustees"]): string {
  const parts = [
    ...(mandatory > 0 ? [`${mandatory} mandatory`] : []),
    ...(threshold === undefined ? [] : [`${threshold.needed} of ${threshold.holders}`]),
  ]
  return parts.join(" and ")
}
