/** Makes what the archive of an election begins with: the election as voters receive it. */
import { type Election, makeElection } from "../belenios/election.ts"
import type { Point } from "../belenios/group.ts"
import type { Definition } from "../definition/definition.ts"
import { electionName } from "../definition/election-name.ts"

/** Makes the election structure of the archive (Belenios specification, section 4.10). */
export function electionOf(definition: Definition, uuid: string, publicKey: Point): Election {
  const { description, questions } = definition
  return makeElection({
    description,
    name: electionName(definition),
    publicKey,
    questions: questions.map(({ question, answers, blank, min, max }) => ({ question, answers, blank, min, max })),
    uuid,
  })
}
