import type { Answer } from "../../../src/belenios/answer.ts"
import { type Ballot, ballotBody, parseBallot, signedHash } from "../../../src/belenios/ballot.ts"
import type { Choice } from "../../../src/belenios/choice.ts"
import { type VotingKey, votingKey } from "../../../src/belenios/credential.ts"
import { type Election, makeElection } from "../../../src/belenios/election.ts"
import { encryptBallot } from "../../../src/belenios/encryption.ts"
import {
  add,
  CurvePoint,
  decodeCurvePoint,
  encodePoint,
  generator,
  type Point,
  pointBytes,
  pointText,
  q,
  scalar,
} from "../../../src/belenios/group.ts"
import { type Proof, proveSecret } from "../../../src/belenios/schnorr.ts"
import { utf8, utf8Text } from "../../../src/core/bytes.ts"
import type { FindingCode } from "../../../src/core/finding.ts"
import { right } from "../../support/ceremony.ts"
import { fail } from "../../support/recorder.ts"
import { seededRandom } from "../../support/seeded-random.ts"
import { type Ballots, credentials, honestBallot, type StoryOptions, type StoryTampering } from "../../support/story.ts"
import { type Mutant, mutant } from "./mutant.ts"
import { badPoints } from "./setup.ts"

const random = seededRandom("mutants of ballots")
const open = { short: true, until: "open" } as const
const revotes: StoryOptions = { short: true, revote: "last-counts" }

/** Returns the credential that casts ballot `index`. */
const keyOf = (index: number): VotingKey => credentials[index] ?? fail("no credential")

/** Signs a ballot once more, as its voter could. */
function signed(ballot: Ballot, key: VotingKey): Uint8Array {
  const hash = signedHash(ballot)
  return ballotBody({
    ...ballot,
    signature: { hash, proof: proveSecret(random, "signature", key.secret, key.publicCredential, `sig|${hash}|`) },
  })
}

/** Replaces the second ballot; the first stays as it is. */
function onBallot(change: (body: Uint8Array, made: Ballots) => Uint8Array, index = 1): StoryTampering {
  return { ballot: (body, at, made) => (at === index ? change(body, made) : body) }
}

const onText = (change: (text: string) => string) => onBallot((body) => utf8(change(utf8Text(body) ?? "")))

/** Changes a ballot and has its voter sign what came out. */
function onParsed(change: (ballot: Ballot, election: Election) => Ballot): StoryTampering {
  return onBallot((body, { election }) => signed(change(right(parseBallot(election, body, "")), election), keyOf(1)))
}

/** Changes one answer. */
function onAnswer(question: number, change: (answer: Answer) => Answer): StoryTampering {
  return onParsed((ballot) => ({
    ...ballot,
    answers: ballot.answers.map((each, index) => (index === question ? change(each) : each)),
  }))
}

const spoiled = ({ challenge, response }: Proof): Proof => ({ challenge, response: scalar(response + 1n) })
const spoilFirst = <T extends Proof>(proofs: readonly T[]) =>
  proofs.map((proof, index) => (index === 0 ? spoiled(proof) : proof))

/** Adds a component of small order to a point, which then still decodes and lies outside the group. */
function withTorsion(text: string, torsion: string): string {
  const [point, other] = [text, torsion].map(
    (each) => decodeCurvePoint(pointBytes(each) ?? new Uint8Array()) ?? CurvePoint.ZERO,
  )
  return pointText(Uint8Array.from((point ?? CurvePoint.ZERO).add(other ?? CurvePoint.ZERO).toBytes()))
}

/** Encrypts one vote too many: it raises the hidden value of a choice and leaves its proofs as they are. */
const raised = (text: string) => {
  const point = decodeCurvePoint(pointBytes(text) ?? new Uint8Array()) as Point
  return encodePoint(add(point, generator))
}

const forms: readonly (readonly [string, FindingCode, StoryTampering])[] = [
  ["a space after a comma", "BALLOT_FORM", onText((text) => text.replace(",", ", "))],
  ["a line feed at its end", "BALLOT_FORM", onText((text) => `${text}\n`)],
  ["a byte order mark", "BALLOT_FORM", onText((text) => `\ufeff${text}`)],
  ["a field twice", "BALLOT_FORM", onText((text) => text.replace("{", '{"election_uuid":"4nPVWowQtAwLwB",'))],
  ["a field more", "BALLOT_FORM", onText((text) => text.replace("{", '{"extra":1,'))],
  [
    "its fields in another order",
    "BALLOT_FORM",
    onText((text) => text.replace(/^\{(".*?":".*?"),(".*?":".*?"),/, "{$2,$1,")),
  ],
  ["no signature", "BALLOT_FORM", onText((text) => text.replace(/,"signature".*$/, "}"))],
  ["a number with a leading zero", "BALLOT_FORM", onText((text) => text.replace('"challenge":"', '"challenge":"0'))],
  [
    "a number written as a number",
    "BALLOT_FORM",
    onText((text) => text.replace(/"challenge":"(\d+)"/, '"challenge":$1')),
  ],
  [
    "a number raised by the order of the group",
    "BALLOT_FORM",
    onText((text) => text.replace(/"response":"(\d+)"/, (_, digits: string) => `"response":"${BigInt(digits) + q}"`)),
  ],
  ["a negative number", "BALLOT_FORM", onText((text) => text.replace('"challenge":"', '"challenge":"-'))],
  [
    "an escaped letter",
    "BALLOT_FORM",
    onText((text) => text.replace('"election_uuid":"4', '"election_uuid":"\\u0034')),
  ],
  ["bytes that are no text", "BALLOT_FORM", onBallot((body) => Uint8Array.from([...body, 0xff]))],
  ["a hundred kilobytes", "BALLOT_FORM", onText((text) => text + " ".repeat(100_000))],
  ["twenty thousand brackets", "BALLOT_FORM", onText(() => "[".repeat(20_000))],
  ["nothing in it", "BALLOT_FORM", onText(() => "")],
  ["a question less", "BALLOT_SHAPE", onParsed((ballot) => ({ ...ballot, answers: ballot.answers.slice(0, 1) }))],
  [
    "a question more",
    "BALLOT_SHAPE",
    onParsed((ballot) => ({ ...ballot, answers: [...ballot.answers, ballot.answers[0] ?? fail("none")] })),
  ],
  ["a choice less", "BALLOT_SHAPE", onAnswer(0, (answer) => ({ ...answer, choices: answer.choices.slice(1) }))],
  [
    "a choice more",
    "BALLOT_SHAPE",
    onAnswer(1, (answer) => ({ ...answer, choices: [...answer.choices, ...answer.choices.slice(0, 1)] })),
  ],
  [
    "a proof less",
    "BALLOT_SHAPE",
    onAnswer(0, (answer) => ({ ...answer, individualProofs: answer.individualProofs.slice(1) })),
  ],
  [
    "an individual proof with three parts",
    "BALLOT_SHAPE",
    onAnswer(0, (answer) => ({
      ...answer,
      individualProofs: answer.individualProofs.map((each) => [...each, ...each.slice(0, 1)]),
    })),
  ],
  [
    "an overall proof that allows more",
    "BALLOT_SHAPE",
    onAnswer(1, (answer) => ({
      ...answer,
      overallProof: [...answer.overallProof, ...answer.overallProof.slice(0, 1)],
    })),
  ],
  [
    "no blank proof",
    "BALLOT_SHAPE",
    onAnswer(0, ({ choices, individualProofs, overallProof }) => ({ choices, individualProofs, overallProof })),
  ],
  [
    "a blank proof where no blank vote is",
    "BALLOT_SHAPE",
    onAnswer(1, (answer) => ({ ...answer, blankProof: answer.individualProofs[0] ?? [] })),
  ],
]

const points: readonly Mutant[] = [
  ...badPoints.flatMap(([name, text]) => [
    mutant(
      `a ballot whose α is ${name}`,
      "BALLOT_POINT",
      onAnswer(0, (answer) => ({
        ...answer,
        choices: answer.choices.with(1, { alpha: text, beta: answer.choices[1]?.beta ?? "" }),
      })),
      open,
    ),
    mutant(
      `a ballot whose β is ${name}`,
      "BALLOT_POINT",
      onAnswer(1, (answer) => ({
        ...answer,
        choices: answer.choices.with(0, { alpha: answer.choices[0]?.alpha ?? "", beta: text }),
      })),
      open,
    ),
  ]),
  ...badPoints.slice(1, 3).map(([name, torsion]) =>
    mutant(
      `a ballot whose α has ${name} in it`,
      "BALLOT_POINT",
      onAnswer(0, (answer) => ({
        ...answer,
        choices: answer.choices.map(({ alpha, beta }, index) => ({
          alpha: index === 0 ? withTorsion(alpha, torsion) : alpha,
          beta,
        })),
      })),
      open,
    ),
  ),
  mutant(
    "a ballot with a point in capitals",
    "BALLOT_POINT",
    onAnswer(0, (answer) => ({
      ...answer,
      choices: answer.choices.map(({ alpha, beta }) => ({ alpha: alpha.toUpperCase(), beta })),
    })),
    open,
  ),
  mutant(
    "a ballot with a point of 66 digits",
    "BALLOT_POINT",
    onAnswer(0, (answer) => ({
      ...answer,
      choices: answer.choices.map(({ alpha, beta }) => ({ alpha: `00${alpha}`, beta })),
    })),
    open,
  ),
  ...badPoints.map(([name, text]) =>
    mutant(
      `a ballot whose credential is ${name}`,
      ["BALLOT_CREDENTIAL", "BALLOT_POINT"],
      onParsed((ballot) => ({ ...ballot, credential: text })),
      open,
    ),
  ),
]

const otherElection = (election: Election, change: Partial<Election>) => makeElection({ ...election, ...change })

/** A raised vote must be refused by every proof that binds it. */
const proofs: readonly Mutant[] = [
  ...[0, 1, 2, 3].map((choice) =>
    mutant(
      `a ballot with a wrong proof of choice ${choice + 1}`,
      "BALLOT_INDIVIDUAL_PROOF",
      onAnswer(0, (answer) => ({
        ...answer,
        individualProofs: answer.individualProofs.map((each, index) => (index === choice ? spoilFirst(each) : each)),
      })),
      open,
    ),
  ),
  mutant(
    "a ballot with the proofs of two choices exchanged",
    "BALLOT_INDIVIDUAL_PROOF",
    onAnswer(1, (answer) => ({ ...answer, individualProofs: answer.individualProofs.toReversed() })),
    open,
  ),
  mutant(
    "a ballot with the parts of a proof exchanged",
    "BALLOT_INDIVIDUAL_PROOF",
    onAnswer(0, (answer) => ({
      ...answer,
      individualProofs: answer.individualProofs.map((each, index) => (index === 1 ? each.toReversed() : each)),
    })),
    open,
  ),
  mutant(
    "a ballot with a wrong overall proof",
    "BALLOT_OVERALL_PROOF",
    onAnswer(1, (answer) => ({ ...answer, overallProof: spoilFirst(answer.overallProof) })),
    open,
  ),
  mutant(
    "a ballot with a wrong overall proof beside the blank",
    "BALLOT_OVERALL_PROOF",
    onAnswer(0, (answer) => ({ ...answer, overallProof: spoilFirst(answer.overallProof) })),
    open,
  ),
  mutant(
    "a ballot with a wrong blank proof",
    "BALLOT_BLANK_PROOF",
    onAnswer(0, (answer) => ({ ...answer, blankProof: spoilFirst(answer.blankProof ?? []) })),
    open,
  ),
  mutant(
    "a ballot with one vote raised",
    ["BALLOT_BLANK_PROOF", "BALLOT_INDIVIDUAL_PROOF", "BALLOT_OVERALL_PROOF"],
    onAnswer(0, (answer) => ({
      ...answer,
      choices: answer.choices.map(({ alpha, beta }, index) => ({ alpha, beta: index === 1 ? raised(beta) : beta })),
    })),
    open,
  ),
  mutant(
    "a ballot with another voter's answers",
    ["BALLOT_BLANK_PROOF", "BALLOT_COPIED", "BALLOT_INDIVIDUAL_PROOF", "BALLOT_OVERALL_PROOF"],
    onBallot((body, { election, bodies }) => {
      const copied = right(parseBallot(election, bodies[0] ?? body, ""))
      return signed({ ...right(parseBallot(election, body, "")), answers: copied.answers }, keyOf(1))
    }),
    open,
  ),
  mutant(
    "a ballot with a signature of another one",
    "BALLOT_SIGNATURE",
    onBallot((body, { election }) => {
      const { signature } = right(parseBallot(election, honestBallot(election, 0), ""))
      return ballotBody({ ...right(parseBallot(election, body, "")), signature })
    }),
    open,
  ),
  mutant(
    "a ballot with a wrong signature",
    "BALLOT_SIGNATURE",
    onBallot((body, { election }) => {
      const ballot = right(parseBallot(election, body, ""))
      return ballotBody({
        ...ballot,
        signature: { hash: ballot.signature.hash, proof: spoiled(ballot.signature.proof) },
      })
    }),
    open,
  ),
  mutant(
    "a ballot with another hash in its signature",
    "BALLOT_SIGNATURE",
    onBallot((body, { election }) => {
      const ballot = right(parseBallot(election, body, ""))
      return ballotBody({ ...ballot, signature: { hash: ballot.electionHash, proof: ballot.signature.proof } })
    }),
    open,
  ),
  mutant(
    "a ballot signed by another credential",
    "BALLOT_SIGNATURE",
    onBallot((body, { election }) => signed(right(parseBallot(election, body, "")), keyOf(2))),
    open,
  ),
  mutant(
    "a forged ballot that is counted",
    "BALLOT_INDIVIDUAL_PROOF",
    onAnswer(0, (answer) => ({ ...answer, individualProofs: answer.individualProofs.map((each) => spoilFirst(each)) })),
  ),
]

const voters: readonly Mutant[] = [
  mutant(
    "a ballot of an unknown credential",
    "BALLOT_CREDENTIAL",
    onBallot((_, { election }) => encryptBallot(random, election, stranger, votes)),
    open,
  ),
  mutant(
    "a ballot of a credential in reserve",
    "BALLOT_RESERVE",
    onBallot((_, { election }) => encryptBallot(random, election, keyOf(7), votes)),
  ),
  mutant(
    "a second ballot where votes are final",
    "BALLOT_REVOTE",
    onBallot((_, { election }) => encryptBallot(random, election, keyOf(0), votes)),
  ),
  mutant(
    "a ballot that stands there twice",
    "BALLOT_REPLAYED",
    onBallot((body, { bodies }) => bodies[0] ?? body, 5),
    revotes,
  ),
  mutant(
    "a ballot with a ciphertext of an earlier one",
    "BALLOT_COPIED",
    onBallot((_, { election, bodies }) => {
      const earlier = right(parseBallot(election, bodies[0] ?? fail("none"), ""))
      const fresh = right(parseBallot(election, encryptBallot(random, election, keyOf(0), votes), ""))
      return signed({ ...fresh, answers: [earlier.answers[0], fresh.answers[1]] as readonly Answer[] }, keyOf(0))
    }, 5),
    revotes,
  ),
  mutant(
    "a ballot of another election",
    "BALLOT_UUID",
    onBallot((_, { election }) =>
      encryptBallot(random, otherElection(election, { uuid: "9xDrMnXn4cUuGk" }), keyOf(1), votes),
    ),
    open,
  ),
  mutant(
    "a ballot of an election with another fingerprint",
    "BALLOT_ELECTION_HASH",
    onBallot((_, { election }) => encryptBallot(random, otherElection(election, { name: "Another" }), keyOf(1), votes)),
    open,
  ),
]

const votes: readonly Choice[] = [
  [0, 0, 1],
  [1, 0],
]
const stranger = votingKey("9xDrMnXn4cUuGk", "a code of nobody")

/** These records have one ballot that is wrong by itself, in form, shape, points, proofs, signature or credential. */
export const ballotMutants: readonly Mutant[] = [
  ...forms.map(([name, code, tampering]) => mutant(`a ballot with ${name}`, code, tampering, open)),
  ...points,
  ...proofs,
  ...voters,
]
