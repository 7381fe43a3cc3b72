import type {
  BallotFindings,
  ChoiceFindings,
  MessageRule,
  PointFault,
  SetupFindings,
  TallyFindings,
} from "../../core/finding-codes.ts"
import type { FindingTexts } from "../texts.ts"

const rules: Record<MessageRule, string> = {
  empty: "is an empty line",
  mark: "begins with a byte order mark, which is not allowed",
  return: "ends with a carriage return: lines end with a line feed alone",
  utf8: "is not UTF-8",
  json: "is not strict JSON",
  object: "is not an object",
  missing: "is missing",
  unknown: "is not allowed there",
  array: "is not an array",
  length: "does not have the right number of elements",
  string: "is not a string",
  integer: "is not an integer in range",
  boolean: "is neither true nor false",
  point: "is not a point of the group",
  scalar: "is not a number below q in canonical decimal",
  uuid: "is not an election identifier",
  value: "has a value that is not allowed",
  canonical: "is not written in canonical form",
  size: "is too large",
}

const faults: Record<PointFault, string> = {
  encoding: "is not the canonical encoding of a point of the curve",
  subgroup: "is not in the group of prime order",
  identity: "is the neutral element",
}

/** A message that has not its form: which part of it, and the rule. */
export const form =
  (message: string) =>
  ({ path, rule }: { readonly path: string; readonly rule: MessageRule }) =>
    path === "" ? `${message} ${rules[rule]}` : `${message}: ${path} ${rules[rule]}`

const setup: FindingTexts<SetupFindings> = {
  ELECTION_FORM: form("the election"),
  ELECTION_VERSION: ({ version }) => `the election has version ${version}; urne knows version 1`,
  ELECTION_GROUP: ({ group }) => `the election is in the group ${group}; urne knows Ed25519`,
  ELECTION_QUESTIONS: () => "the election asks no question",
  QUESTION_TYPE: ({ question, type }) =>
    `question ${question} has the type ${type}; urne counts homomorphic questions only, not ranked or list ones`,
  QUESTION_BOUNDS: ({ question, min, max }) =>
    `question ${question} asks for ${min} to ${max} answers, which is impossible or asks for none`,
  ELECTION_KEY: () => "the election's public key does not follow from the trustees' keys",
  CREDENTIALS_FORM: form("the list of credentials"),
  CREDENTIAL_POINT: ({ entry, fault }) => `credential ${entry} of the list ${faults[fault]}`,
  CREDENTIAL_ORDER: ({ entry }) => `credential ${entry} of the list does not come after the one before it`,
  CREDENTIAL_DUPLICATE: ({ entry }) => `credential ${entry} is in the list twice`,
  CREDENTIALS_WEIGHT: ({ total, limit }) => `the weights sum to ${total}; a result can be computed up to ${limit} only`,
  TRUSTEES_FORM: form("the trustees"),
  TRUSTEES_THRESHOLD: ({ threshold, size }) =>
    `a threshold of ${threshold} of ${size} trustees is not from 2 to all of them`,
  TRUSTEE_DUPLICATE: ({ trustee, first }) => `trustee ${trustee} has the same key as trustee ${first}`,
  TRUSTEE_PROOF: ({ trustee }) => `trustee ${trustee} does not prove that it knows the secret of its key`,
  TRUSTEE_CERTIFICATE: ({ trustee }) => `the certificate of trustee ${trustee} is not valid in its place`,
  TRUSTEE_COEFFICIENTS: ({ trustee }) => `the coefficients of trustee ${trustee} are not valid or not signed by it`,
  TRUSTEE_CERTIFICATES: ({ trustee }) => `trustee ${trustee} has not signed the certificates that are here`,
  TRUSTEE_KEY: ({ trustee }) => `the key of trustee ${trustee} is not the one that follows from all the coefficients`,
  TRUSTEE_KEY_SIGNATURE: ({ trustee }) => `trustee ${trustee} has not signed its key`,
}

const choice: FindingTexts<ChoiceFindings> = {
  CHOICE_COUNT: ({ questions, wanted }) => `choices for ${questions} questions instead of ${wanted}`,
  CHOICE_LENGTH: ({ question, answers, wanted }) => `question ${question}: ${answers} answers instead of ${wanted}`,
  CHOICE_VALUE: ({ question }) => `question ${question}: each answer is either 0 or 1`,
  CHOICE_BLANK: ({ question }) => `question ${question} has no blank vote`,
  CHOICE_BOUNDS: ({ question, chosen, min, max }) =>
    `question ${question}: ${chosen} chosen, where ${min} to ${max} may be`,
}

const ballot: FindingTexts<BallotFindings> = {
  BALLOT_FORM: form("the ballot"),
  BALLOT_UUID: ({ uuid, expected }) => `the ballot is for the election ${uuid}, not for ${expected}`,
  BALLOT_ELECTION_HASH: ({ hash, expected }) => `the ballot is for an election of fingerprint ${hash}, not ${expected}`,
  BALLOT_SHAPE: ({ path, rule }) =>
    `the ballot does not have the shape that its questions require: ${path} ${rules[rule]}`,
  BALLOT_POINT: ({ path, fault }) => `in the ballot, ${path} ${faults[fault]}`,
  BALLOT_CREDENTIAL: ({ credential }) => `the credential ${credential} is not in the list`,
  BALLOT_INDIVIDUAL_PROOF: ({ question, choice }) =>
    `question ${question}, choice ${choice}: the ballot does not prove that it holds 0 or 1`,
  BALLOT_OVERALL_PROOF: ({ question }) =>
    `question ${question}: the ballot does not prove that the number of answers chosen is allowed`,
  BALLOT_BLANK_PROOF: ({ question }) =>
    `question ${question}: the ballot does not prove that a blank vote chooses nothing else`,
  BALLOT_SIGNATURE: () => "the ballot is not signed by its credential",
}

const tally: FindingTexts<TallyFindings> = {
  TALLY_FORM: form("the encrypted tally"),
  TALLY_PRODUCT: ({ question, choice }) =>
    `question ${question}, choice ${choice}: the encrypted tally is not the product of the ballots`,
  TALLY_COUNT: ({ counted, stated }) => `the tally states ${stated} ballots; ${counted} are counted`,
  TALLY_WEIGHT: ({ counted, stated }) => `the tally states a total weight of ${stated}; it is ${counted}`,
  SHARE_FORM: form("the partial decryption"),
  SHARE_OWNER: ({ owner }) => `there is no trustee ${owner}, or its partial decryption is here twice`,
  SHARE_PROOF: ({ owner, question, choice }) =>
    `question ${question}, choice ${choice}: trustee ${owner} does not prove its partial decryption`,
  SHARE_BINDING: ({ owner, question, choice }) =>
    `question ${question}, choice ${choice}: trustee ${owner} does not prove that its factor belongs to the ciphertext`,
  SHARE_WRONG: ({ owner }) => `the partial decryption of trustee ${owner} is wrong`,
  SHARES_MISSING: ({ item, wanted, found }) =>
    `item ${item} of the trustees needs ${wanted} partial decryptions; there are ${found}`,
  SHARES_NO_RESULT: () => "no combination of the partial decryptions gives a result",
  RESULT_FORM: form("the result"),
  RESULT_VALUE: ({ question, choice }) =>
    `question ${question}, choice ${choice}: the result is not what the partial decryptions give`,
}

export const findings: FindingTexts<SetupFindings & ChoiceFindings & BallotFindings & TallyFindings> = {
  ...setup,
  ...choice,
  ...ballot,
  ...tally,
}
