/** One member in the file, whether or not entitled to vote. */
export interface Voter {
  /** The line of the member file on which the row begins. */
  readonly line: number
  readonly id: string
  /** The id without case, compatibility forms and outer blanks. No two voters have the same. */
  readonly key: string
  /** The parts of the name in the definition's order, separated by blanks. */
  readonly name: string
  readonly address: readonly string[]
  /** Empty where the definition names no column for it. */
  readonly postcode: string
  readonly group: string | undefined
  /** The number of votes. It is 0 where a member who may not vote has no weight. */
  readonly weight: bigint
  /** Why the member may not vote: the first rule of the definition that the row does not meet. */
  readonly ineligible: Ineligible | undefined
}

/** The part of a voter that credentials need. */
export type Elector = Pick<Voter, "id" | "weight" | "group">

export interface Ineligible {
  readonly column: string
  readonly value: string
}
