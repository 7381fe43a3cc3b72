import type { Json } from "../core/json.ts"
import { type Field, members, scalarOf } from "./field.ts"
import { type Scalar, scalarText } from "./scalar.ts"

/** The structure `proof` of section 4.3. */
export interface Proof {
  readonly challenge: Scalar
  readonly response: Scalar
}

/** The JSON form of a proof. */
export function proofJson({ challenge, response }: Proof): Json {
  return { challenge: scalarText(challenge), response: scalarText(response) }
}

export function proof(field: Field): Proof {
  const { challenge, response } = members(field, ["challenge", "response"])
  return { challenge: scalarOf(challenge), response: scalarOf(response) }
}
