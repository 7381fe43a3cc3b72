/**
 * Reads the ballots of one election fast. It goes once through their canonical bytes, from first to last, and accepts
 * nothing else. `parseBallot` reads whatever deviates, and says what is wrong.
 */
import { concat } from "../core/bytes.ts"
import { sha256, sha256Compact } from "../core/hash.ts"
import { type Ciphertext, proofsOf } from "./answer.ts"
import { type Ballot, maxBallotBytes, parseBallot, signedHash } from "./ballot.ts"
import type { Election } from "./election.ts"
import { pointBytes, scalarBytes } from "./group.ts"
import { checked, type Checked } from "./message.ts"
import { choiceCount, ciphertextCount, type Question } from "./question.ts"
import { Scanner } from "./scanner.ts"
import type { Proof } from "./schnorr.ts"

/** The place of the α of a ciphertext, counted from 0, among the points of a ballot. */
export function alphaAt(ciphertext: number): number {
  return 32 + 64 * ciphertext
}

/** A ballot in canonical form, with what its checks need. Its points and proofs have not been checked. */
export interface OpenBallot {
  /** The voter's public credential, as the text of a point. */
  readonly credential: string
  /** The ciphertexts of each answer, their points as texts. */
  readonly choices: readonly (readonly Ciphertext[])[]
  /**
   * 32 bytes each (RFC 8032): the credential, then α and β of each ciphertext. A text that is no point is replaced by
   * its SHA-256.
   */
  readonly points: Uint8Array
  /** The points whose text is not 64 lower-case hexadecimal digits. */
  readonly unread: readonly number[]
  /** c and r of each proof in the order of the claims of all answers, 32 bytes each, lowest first. */
  readonly proofs: Uint8Array
  readonly signature: {
    /** The hash as the ballot states it, and as the rest of the ballot makes it. */
    readonly hash: string
    readonly signedHash: string
    /** c and r, 32 bytes each, lowest first. */
    readonly proof: Uint8Array
  }
}

/** Opens a ballot of this election, without any group operation. @param at - where the bytes come from, for the findings */
export function openBallot(election: Election, body: Uint8Array, at: string): Checked<OpenBallot> {
  const scanned = scanBallot(election, body)
  if (scanned !== undefined) return checked(scanned, [])
  const parsed = parseBallot(election, body, at)
  return parsed.value === undefined ? parsed : checked(openedBallot(parsed.value), [])
}

/** Makes the same of a ballot that was parsed. */
export function openedBallot(ballot: Ballot): OpenBallot {
  const { credential, answers, signature } = ballot
  const texts = [credential, ...answers.flatMap(({ choices }) => choices.flatMap(({ alpha, beta }) => [alpha, beta]))]
  const points = texts.map(pointBytes)
  return {
    credential,
    choices: answers.map(({ choices }) => choices),
    points: concat(...points.map((bytes, index) => bytes ?? sha256(texts[index] ?? ""))),
    unread: points.flatMap((bytes, index) => (bytes === undefined ? [index] : [])),
    proofs: proofBytes(answers.flatMap((answer) => proofsOf(answer).flat())),
    signature: { hash: signature.hash, signedHash: signedHash(ballot), proof: proofBytes([signature.proof]) },
  }
}

function proofBytes(proofs: readonly Proof[]): Uint8Array {
  return concat(...proofs.flatMap(({ challenge, response }) => [scalarBytes(challenge), scalarBytes(response)]))
}

/**
 * Returns `undefined` for anything but the canonical bytes of a ballot of this election whose points are written as
 * such.
 */
export function scanBallot(election: Election, body: Uint8Array): OpenBallot | undefined {
  const { uuid, fingerprint, questions } = election
  const pointCount = 1 + 2 * ciphertextCount(questions)
  // An election may have very many answers: no room is made for their points before the ballot has that many digits.
  if (body.length > maxBallotBytes || body.length < 64 * pointCount) return undefined
  const scanner = new Scanner(body)
  const points = new Uint8Array(32 * pointCount)
  const proofs = new Uint8Array(64 * questions.reduce((count, one) => count + proofCount(one), 0))
  const proof = new Uint8Array(64)
  let point = 0
  let rank = 0
  const nextPoint = () => scanner.point(points, 32 * point++)
  const nextProofs = (count: number) => {
    scanner.list(count, () => {
      scanner.proof(proofs, 64 * rank++)
    })
  }

  // JSON escapes would give another text, but no uuid and no hash has a character that needs one.
  scanner.text(`{"election_uuid":"${uuid}","election_hash":"${fingerprint}","credential":"`)
  const credential = nextPoint()
  scanner.text('","answers":')
  const choices: Ciphertext[][] = []
  scanner.list(questions.length, (index) => {
    const question = questions[index] as Question
    const count = choiceCount(question)
    const ciphertexts: Ciphertext[] = []
    scanner.text('{"choices":')
    scanner.list(count, () => {
      scanner.text('{"alpha":"')
      const alpha = nextPoint()
      scanner.text('","beta":"')
      const beta = nextPoint()
      scanner.text('"}')
      ciphertexts.push({ alpha, beta })
    })
    choices.push(ciphertexts)
    scanner.text(',"individual_proofs":')
    scanner.list(count, () => {
      nextProofs(2)
    })
    scanner.text(',"overall_proof":')
    nextProofs(overallCount(question))
    if (question.blank) {
      scanner.text(',"blank_proof":')
      nextProofs(2)
    }
    scanner.text("}")
  })
  const unsigned = `${scanner.read()}}`
  scanner.text(',"signature":{"hash":"')
  const hash = scanner.base64()
  scanner.text('","proof":')
  scanner.proof(proof, 0)
  scanner.text("}}")
  if (!scanner.ended()) return undefined
  const signature = { hash, signedHash: sha256Compact(unsigned), proof }
  return { credential, choices, points, unread: [], proofs, signature }
}

/** How many alternatives the proof about all choices of an answer has. */
function overallCount({ blank, min, max }: Question): number {
  return max - min + (blank ? 2 : 1)
}

function proofCount(question: Question): number {
  return 2 * choiceCount(question) + overallCount(question) + (question.blank ? 2 : 0)
}

/**
 * Finds the bytes of the credential that a ballot states, without reading the rest. Wherever the ballot can be opened
 * this is its credential, since nothing that may stand before it can hold this text.
 */
export function statedCredential(body: Uint8Array): Uint8Array | undefined {
  const name = '"credential":"'
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  const at = bytes.indexOf(name, 0, "latin1")
  return at < 0 ? undefined : pointBytes(bytes.toString("latin1", at + name.length, at + name.length + 64))
}
