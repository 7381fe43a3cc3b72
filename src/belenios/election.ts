/** The election as every voter receives it (Belenios specification, section 4.10). */
import { utf8 } from "../core/bytes.ts"
import { finding, type Finding } from "../core/finding.ts"
import { sha256Compact } from "../core/hash.ts"
import { decodePoint, encodePoint, groupName, type Point } from "./group.ts"
import {
  checked,
  type Checked,
  elements,
  faulty,
  type Field,
  integer,
  members,
  MessageFault,
  readMessage,
  string,
} from "./message.ts"
import { isHomomorphic, type OtherQuestion, type Question, questionJson, readQuestion } from "./question.ts"
import { isUuid } from "./uuid.ts"

export interface ElectionParameters {
  readonly description: string
  readonly name: string
  /** y of the specification: the key with which ballots are encrypted. */
  readonly publicKey: Point
  readonly questions: readonly Question[]
  /** At least 14 base58 characters. */
  readonly uuid: string
  readonly administrator?: string
  readonly credentialAuthority?: string
}

export interface Election extends ElectionParameters {
  /** The bytes as they were written or received. Every hash is over them. */
  readonly body: Uint8Array
  /** φ of the specification: the unpadded base64 of the SHA-256 of `body`. */
  readonly fingerprint: string
}

/** Writes the election, as version 1. */
export function makeElection(parameters: ElectionParameters): Election {
  const { description, name, publicKey, questions, uuid, administrator, credentialAuthority } = parameters
  const text = JSON.stringify({
    version: 1,
    description,
    name,
    group: groupName,
    public_key: encodePoint(publicKey),
    questions: questions.map(questionJson),
    uuid,
    administrator,
    credential_authority: credentialAuthority,
  })
  const body = utf8(text)
  return { ...parameters, body, fingerprint: sha256Compact(body) }
}

/** Larger elections are refused unread, since every thread gets the election with each part of its work. */
export const maxElectionBytes = 1024 * 1024

/**
 * Reads an election, and refuses what cannot be run here: another version or group, questions that are not homomorphic,
 * bounds that no vote meets. A member `language` is allowed, and hashed like the rest.
 *
 * @param at - where the bytes come from, for the findings
 */
export function parseElection(body: Uint8Array, at: string): Checked<Election> {
  if (body.length > maxElectionBytes) return faulty(finding("ELECTION_FORM", at, { path: "", rule: "size" }))
  const read = readMessage(body, readElection)
  if (read instanceof MessageFault) return faulty(finding("ELECTION_FORM", at, read.form))
  const { version, group, publicKey: key, questions, ...rest } = read
  if (version !== 1) return faulty(finding("ELECTION_VERSION", at, { version }))
  if (group !== groupName) return faulty(finding("ELECTION_GROUP", at, { group }))
  const publicKey = decodePoint(key)
  if (publicKey === undefined) return faulty(finding("ELECTION_FORM", at, { path: "public_key", rule: "point" }))
  const findings = questions.flatMap((question, index) => questionFindings(question, index + 1, at))
  if (questions.length === 0) findings.push(finding("ELECTION_QUESTIONS", at, {}))
  const homomorphic = questions.filter(isHomomorphic)
  return checked({ ...rest, publicKey, questions: homomorphic, body, fingerprint: sha256Compact(body) }, findings)
}

function readElection(message: Field) {
  const election = members(
    message,
    ["version", "description", "name", "group", "public_key", "questions", "uuid"],
    ["administrator", "credential_authority", "language"],
  )
  const uuid = string(election.uuid)
  if (!isUuid(uuid)) throw new MessageFault(election.uuid.path, "uuid")
  const { administrator, credential_authority: credentialAuthority } = election
  return {
    version: integer(election.version, 0),
    description: string(election.description),
    name: string(election.name),
    group: string(election.group),
    publicKey: string(election.public_key),
    questions: elements(election.questions).map(readQuestion),
    uuid,
    ...(administrator === undefined ? {} : { administrator: string(administrator) }),
    ...(credentialAuthority === undefined ? {} : { credentialAuthority: string(credentialAuthority) }),
  }
}

function questionFindings(question: Question | OtherQuestion, rank: number, at: string): Finding[] {
  if (!isHomomorphic(question)) return [finding("QUESTION_TYPE", at, { question: rank, type: question.type })]
  const { answers, min, max } = question
  const possible = answers.length > 0 && min <= max && max <= answers.length
  return possible ? [] : [finding("QUESTION_BOUNDS", at, { question: rank, min, max })]
}
