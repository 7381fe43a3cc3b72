/** What the archive of an election begins with: the election as voters receive it, and the list of public credentials. */
import { utf8 } from "../core/bytes.ts"
import { type Election, makeElection } from "../belenios/election.ts"
import { type Point } from "../belenios/group.ts"
import { type PublicCredential } from "../belenios/public-credentials.ts"
import { type Definition } from "../definition/definition.ts"
import { electionName } from "../definition/election-name.ts"

/** The election structure of the archive (Belenios specification, section 4.10). */
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

/** How many credentials are written at once: the list of a million would not fit in memory as strings. */
const perBlock = 2000

/**
 * The list of public credentials, as `publicCredentialsBody` writes it (section 4.8), in blocks.
 *
 * @param credentials - in the order of their keys
 * @param weighted - whether the list shows weights: where any is not 1
 */
export function* credentialListBlocks(
  credentials: Iterable<PublicCredential>,
  weighted: boolean,
): Generator<Uint8Array, void, undefined> {
  let block = "["
  let count = 0
  for (const { key, weight } of credentials) {
    block += `${count === 0 ? "" : ","}"${key}${weighted ? `,${weight}` : ""}"`
    if (++count % perBlock > 0) continue
    yield utf8(block)
    block = ""
  }
  yield utf8(`${block}]`)
}
