/** Ballots as they are written and read (Belenios specification, section 4.17). */
import { equalBytes, utf8 } from "../core/bytes.ts"
import type { MessageRule } from "../core/finding-codes.ts"
import { finding, type Finding } from "../core/finding.ts"
import { sha256Compact } from "../core/hash.ts"
import { type Answer, answerJson, makeAnswer, readAnswer } from "./answer.ts"
import { claimsOf } from "./claim.ts"
import type { Election } from "./election.ts"
import { scalar } from "./group.ts"
import {
  checked,
  type Checked,
  elements,
  faulty,
  type Field,
  members,
  MessageFault,
  proof,
  readMessage,
  string,
} from "./message.ts"
import { choiceCount, type Question } from "./question.ts"
import { type Proof, proofJson } from "./schnorr.ts"

export interface UnsignedBallot {
  readonly electionUuid: string
  /** φ of the election. */
  readonly electionHash: string
  /** The voter's public credential, as the text of a point. */
  readonly credential: string
  readonly answers: readonly Answer[]
}

export interface Ballot extends UnsignedBallot {
  readonly signature: { readonly hash: string; readonly proof: Proof }
}

/** Larger ballots are refused unread. The limit admits some 500 answers. */
export const maxBallotBytes = 262_144

/** The bytes of a ballot. */
export function ballotBody(ballot: Ballot): Uint8Array {
  const { hash, proof } = ballot.signature
  return utf8(JSON.stringify({ ...unsignedJson(ballot), signature: { hash, proof: proofJson(proof) } }))
}

/** The hash that a ballot's signature signs: the unpadded base64 of the SHA-256 of the ballot without its signature. */
export function signedHash(ballot: UnsignedBallot): string {
  return sha256Compact(JSON.stringify(unsignedJson(ballot)))
}

/** The smart ballot tracker, by which a voter finds the ballot again. */
export function ballotTracker(body: Uint8Array): string {
  return sha256Compact(body)
}

/**
 * Reads a ballot of this election without any group operation. The ballot must have at most 256 KiB, be canonical JSON
 * of the shape that the questions fix, and state the uuid and φ of the election. Points are read as texts; numbers are
 * below q.
 *
 * @param at - where the bytes come from, for the findings
 */
export function parseBallot(election: Election, body: Uint8Array, at: string): Checked<Ballot> {
  const rule = ruleOfLines(body)
  if (rule !== undefined) return faulty(finding("BALLOT_FORM", at, { path: "", rule }))
  const read = readMessage(body, (message) => readBallot(message, election, at))
  if (read instanceof MessageFault) {
    const { path, rule } = read.form
    const ofShape = rule === "length" || path.endsWith(".blank_proof")
    return faulty(finding(ofShape ? "BALLOT_SHAPE" : "BALLOT_FORM", at, read.form))
  }
  if ("code" in read) return faulty(read)
  if (!equalBytes(ballotBody(read), body)) {
    return faulty(finding("BALLOT_FORM", at, { path: "", rule: "canonical" }))
  }
  return checked(read, [])
}

/**
 * Recognises what usually goes wrong with files of lines, before the bytes are parsed, so that the finding can name it.
 */
function ruleOfLines(body: Uint8Array): MessageRule | undefined {
  if (body.length > maxBallotBytes) return "size"
  if (body.length === 0) return "empty"
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return "mark"
  return body.at(-1) === 0x0d ? "return" : undefined
}

/** The size of the largest ballot to these questions. Above {@link maxBallotBytes} no ballot would be accepted. */
export function largestBallot(uuid: string, questions: readonly Question[]): number {
  const point = "0".repeat(64)
  const hash = "0".repeat(43)
  const longest: Proof = { challenge: scalar(-1n), response: scalar(-1n) }
  const answers = questions.map((question) => {
    const choices = Array.from({ length: choiceCount(question) }, () => ({ alpha: point, beta: point }))
    return makeAnswer(
      choices,
      claimsOf(question).map(({ alternatives }) => alternatives.map(() => longest)),
    )
  })
  const signature = { hash, proof: longest }
  return ballotBody({ electionUuid: uuid, electionHash: hash, credential: point, answers, signature }).length
}

function unsignedJson({ electionUuid, electionHash, credential, answers }: UnsignedBallot) {
  return {
    election_uuid: electionUuid,
    election_hash: electionHash,
    credential,
    answers: answers.map(answerJson),
  }
}

function readBallot(message: Field, { uuid, fingerprint, questions }: Election, at: string): Ballot | Finding {
  const ballot = members(message, ["election_uuid", "election_hash", "credential", "answers", "signature"])
  const electionUuid = string(ballot.election_uuid)
  const electionHash = string(ballot.election_hash)
  // The wrong election explains a wrong shape, so it is reported first.
  if (electionUuid !== uuid) return finding("BALLOT_UUID", at, { uuid: electionUuid, expected: uuid })
  if (electionHash !== fingerprint) {
    return finding("BALLOT_ELECTION_HASH", at, { hash: electionHash, expected: fingerprint })
  }
  const answers = elements(ballot.answers, questions.length)
  const signature = members(ballot.signature, ["hash", "proof"])
  return {
    electionUuid,
    electionHash,
    credential: string(ballot.credential),
    answers: questions.map((question, index) => readAnswer(answers[index] as Field, question)),
    signature: { hash: string(signature.hash), proof: proof(signature.proof) },
  }
}
