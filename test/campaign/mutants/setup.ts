import { signCertificates } from "../../../src/belenios/coefficients.ts"
import { encodePoint, generator, q, randomScalar, scalar } from "../../../src/belenios/group.ts"
import { keyPair, type Proof, proofJson } from "../../../src/belenios/schnorr.ts"
import { proveTrusteeKey, signTrusteeKey, trusteePublicKeyJson } from "../../../src/belenios/trustee-key.ts"
import { utf8, utf8Text } from "../../../src/core/bytes.ts"
import type { Json } from "../../../src/core/json.ts"
import { fail } from "../../support/recorder.ts"
import { seededRandom } from "../../support/seeded-random.ts"
import { credentials as voterKeys, type StoryTampering, trustees } from "../../support/story.ts"
import { onEntry } from "./journal.ts"
import { type Mutant, mutant } from "./mutant.ts"

const random = seededRandom("mutants")
const short = { short: true, until: "open" } as const
const sealed = { short: true, until: "sealed" } as const

/** None of these points may be used: the identity, points outside the group, encodings that are not canonical. */
export const badPoints: readonly (readonly [name: string, text: string])[] = [
  ["the identity", `${"0".repeat(63)}1`],
  ["a point of order two", "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec"],
  ["a point of order eight", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"],
  ["a number that no point has", `${"0".repeat(63)}2`],
  ["the identity with the number plus the prime", "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffee"],
  ["the identity with its sign bit", `8${"0".repeat(62)}1`],
]

/** Edits the JSON of a body. */
export function edit<T>(body: Uint8Array, change: (value: T) => void): Uint8Array {
  const value = JSON.parse(utf8Text(body) ?? "") as T
  change(value)
  return utf8(JSON.stringify(value))
}

type Fields = Record<string, Json>
const onElection = (change: (election: Fields & { questions: Fields[] }) => void): StoryTampering => ({
  election: (body) => edit(body, change),
})

interface ProofText {
  challenge: string
  response: string
}
interface TrusteesText {
  pok: ProofText
  public_key: string
}
interface PedersenText {
  threshold: number
  certs: { message: string; signature: ProofText }[]
  coefexps: { message: string; signature: ProofText }[]
  signatures: ProofText[]
  verification_keys: (TrusteesText & { signature: ProofText })[]
}
type Trustees = [["Single", TrusteesText], ["Pedersen", PedersenText]]
const onTrustees = (change: (trustees: Trustees) => void): StoryTampering => ({
  trustees: (body) => edit(body, change),
})

/** Adds one to a number of a proof, mod q. */
export function nextScalar(text: string): string {
  return String((BigInt(text) + 1n) % q)
}
const spoil = (proof: ProofText | undefined) => {
  if (proof !== undefined) proof.response = nextScalar(proof.response)
}

const spoiled = <Signed extends { readonly signature: Proof }>(signed: Signed): Signed => {
  const { challenge, response } = signed.signature
  return { ...signed, signature: { challenge, response: scalar(response + 1n) } }
}

const onList = (change: (list: string[]) => void): StoryTampering => ({ credentials: (body) => edit(body, change) })
const nonVoter = voterKeys[6]?.publicCredential ?? ""

const elections: readonly Mutant[] = [
  mutant(
    "an election of version 2",
    "ELECTION_VERSION",
    onElection((election) => (election["version"] = 2)),
    sealed,
  ),
  mutant(
    "an election in another group",
    "ELECTION_GROUP",
    onElection((election) => (election["group"] = "RFC-3526-2048")),
    sealed,
  ),
  mutant(
    "an election without a question",
    "ELECTION_QUESTIONS",
    onElection((election) => void election.questions.splice(0)),
    sealed,
  ),
  mutant(
    "a ranked question",
    "QUESTION_TYPE",
    onElection(
      (election) => void (election.questions[0] = { type: "NonHomomorphic", value: { question: "?", answers: ["a"] } }),
    ),
    sealed,
  ),
  mutant(
    "a question with bounds that cannot be",
    "QUESTION_BOUNDS",
    onElection((election) => void Object.assign(election.questions[1] ?? {}, { max: 3 })),
    sealed,
  ),
  mutant(
    "an election with a member more",
    "ELECTION_FORM",
    onElection((election) => (election["theme"] = "dark")),
    sealed,
  ),
  ...badPoints.map(([name, text]) =>
    mutant(
      `an election key that is ${name}`,
      "ELECTION_FORM",
      onElection((election) => (election["public_key"] = text)),
      sealed,
    ),
  ),
  mutant(
    "an election with another key than the trustees'",
    "ELECTION_KEY",
    onElection((election) => (election["public_key"] = encodePoint(generator))),
    sealed,
  ),

  mutant(
    "an election with its candidates in another order",
    "ELECTION_DEFINITION",
    onElection(({ questions }) => void (questions[0]?.["answers"] as string[]).reverse()),
    short,
  ),
  mutant(
    "an election with another candidate",
    "ELECTION_DEFINITION",
    onElection(({ questions }) => void ((questions[0]?.["answers"] as string[])[0] = "Zoe Stranger")),
    short,
  ),
  mutant(
    "an election with another name",
    "ELECTION_DEFINITION",
    onElection((election) => (election["name"] = "Another election")),
    short,
  ),
  mutant(
    "an election with another description",
    "ELECTION_DEFINITION",
    onElection((election) => (election["description"] = "")),
    short,
  ),
  mutant(
    "an election that names somebody on whom nobody decided",
    "ELECTION_DEFINITION",
    onElection((election) => (election["administrator"] = "Zoe Stranger")),
    short,
  ),
  mutant(
    "an election with a question less",
    "ELECTION_DEFINITION",
    onElection(({ questions }) => void questions.pop()),
    sealed,
  ),
  mutant(
    "an election of another identifier",
    "ELECTION_DEFINITION",
    onElection((election) => (election["uuid"] = "9xDrMnXn4cUuGk")),
    sealed,
  ),
]

const trusteeMutants: readonly Mutant[] = [
  mutant(
    "trustees that are not canonical",
    "TRUSTEES_FORM",
    { trustees: (body) => utf8((utf8Text(body) ?? "").replace('"Single"', '"Double"')) },
    sealed,
  ),
  mutant(
    "a trustee that does not prove its key",
    "TRUSTEE_PROOF",
    onTrustees(([[, single]]) => spoil(single.pok)),
    sealed,
  ),
  mutant(
    "a member of the threshold that does not prove its key",
    "TRUSTEE_PROOF",
    onTrustees(([, [, pedersen]]) => spoil(pedersen.verification_keys[1]?.pok)),
    sealed,
  ),
  mutant(
    "a certificate that is not signed",
    ["TRUSTEE_CERTIFICATE", "TRUSTEE_CERTIFICATES"],
    onTrustees(([, [, pedersen]]) => spoil(pedersen.certs[0]?.signature)),
    sealed,
  ),
  mutant(
    "a certificate that all signed and its owner did not",
    "TRUSTEE_CERTIFICATE",
    onTrustees(([, [, pedersen]]) => {
      spoil(pedersen.certs[0]?.signature)
      const { ceremony, keys, polynomials } = trustees.held
      const certificates = ceremony.certificates.map((each, index) => ({
        ...each,
        signed: index === 0 ? spoiled(each.signed) : each.signed,
      }))
      pedersen.signatures = keys.map(({ signing }, index) => {
        const points = polynomials[index]?.coefficients.points ?? fail("no polynomial")
        return proofJson(signCertificates(random, signing, certificates, points)) as never
      })
    }),
    sealed,
  ),
  mutant(
    "coefficients that are not signed",
    "TRUSTEE_COEFFICIENTS",
    onTrustees(([, [, pedersen]]) => spoil(pedersen.coefexps[0]?.signature)),
    sealed,
  ),
  mutant(
    "certificates that one trustee did not sign",
    "TRUSTEE_CERTIFICATES",
    onTrustees(([, [, pedersen]]) => spoil(pedersen.signatures[2])),
    sealed,
  ),
  mutant(
    "a key that its trustee did not sign",
    "TRUSTEE_KEY_SIGNATURE",
    onTrustees(([, [, pedersen]]) => spoil(pedersen.verification_keys[0]?.signature)),
    sealed,
  ),
  mutant(
    "a key that the coefficients do not give",
    "TRUSTEE_KEY",
    onTrustees(([, [, pedersen]]) => {
      const signing = trustees.held.keys[0]?.signing ?? fail("no key")
      const other = proveTrusteeKey(random, keyPair(randomScalar(random, "other", "")))
      pedersen.verification_keys[0] = trusteePublicKeyJson(signTrusteeKey(random, signing, other)) as never
    }),
    sealed,
  ),
  mutant(
    "coefficients outside the group",
    "TRUSTEES_FORM",
    onTrustees(([, [, pedersen]]) => {
      const [first] = pedersen.coefexps
      if (first) first.message = first.message.replace(/"[0-9a-f]{64}"/, `"${badPoints[1]?.[1] ?? ""}"`)
    }),
    sealed,
  ),
  ...badPoints.map(([name, text]) =>
    mutant(
      `a trustee's key that is ${name}`,
      "TRUSTEES_FORM",
      onTrustees(([[, single]]) => (single.public_key = text)),
      sealed,
    ),
  ),
  mutant(
    "a threshold of one",
    ["TRUSTEES_FORM"],
    onTrustees(([, [, pedersen]]) => (pedersen.threshold = 1)),
    sealed,
  ),
  mutant(
    "a trustee that stands there twice",
    "TRUSTEE_DUPLICATE",
    { trustees: (body) => edit<Json[]>(body, (items) => void items.push(items[0] ?? null)) },
    sealed,
  ),
  mutant(
    "another threshold than the definition's",
    "TRUSTEES_DEFINITION",
    {
      definition: (text) => text.replace("holders: [first, second, third]", "holders: [first, second, third, fourth]"),
    },
    sealed,
  ),
  mutant(
    "fewer trustees than the definition's",
    "TRUSTEES_DEFINITION",
    { definition: (text) => text.replace("mandatory: [registry]", "mandatory: [registry, office]") },
    // In a format in which holders sign, their notes would be by other holders than the definition's.
    { ...sealed, format: 1 },
  ),
]

const lists: readonly Mutant[] = [
  mutant(
    "a list of credentials with a space",
    "CREDENTIALS_FORM",
    { credentials: (body) => utf8((utf8Text(body) ?? "").replace(",", ", ")) },
    sealed,
  ),
  mutant(
    "a list of credentials with names",
    "CREDENTIALS_FORM",
    onList((list) => (list[0] = `${list[0] ?? ""},1,petra`)),
    sealed,
  ),
  mutant(
    "a list in the order of the roll",
    "CREDENTIAL_ORDER",
    onList((list) => void list.splice(0, 2, list[1] ?? "", list[0] ?? "")),
    sealed,
  ),
  mutant(
    "a credential that stands there twice",
    "CREDENTIAL_DUPLICATE",
    onList((list) => void list.splice(1, 1, list[0] ?? "")),
    sealed,
  ),
  mutant(
    "weights that no result can be found for",
    "CREDENTIALS_WEIGHT",
    onList((list) => list.forEach((key, index) => (list[index] = `${key},99999999999`))),
    sealed,
  ),
  ...badPoints.slice(0, 3).map(([name, text]) =>
    mutant(
      `a credential that is ${name}`,
      "CREDENTIAL_POINT",
      onList((list) => {
        // The list stays in its order, so that nothing else is wrong.
        list.splice(list.indexOf(nonVoter), 1)
        const bytes = (key: string) => Buffer.from(key, "hex").reverse()
        list.splice(list.findIndex((key) => Buffer.compare(bytes(key), bytes(text)) > 0) >>> 0, 0, text)
        list.sort((a, b) => Buffer.compare(bytes(a), bytes(b)))
      }),
      sealed,
    ),
  ),
  mutant(
    "a list of reserve keys with a space",
    "RESERVE_LIST",
    { reserve: (body) => utf8(`${utf8Text(body) ?? ""} `) },
    sealed,
  ),
  mutant(
    "a reserve key that is not in the list",
    "RESERVE_LIST",
    { reserve: () => utf8(JSON.stringify([encodePoint(generator)])) },
    sealed,
  ),
  mutant(
    "a reserve key with another weight",
    "RESERVE_LIST",
    { reserve: (body) => edit<string[]>(body, (list) => (list[0] = `${list[0] ?? ""},5`)) },
    sealed,
  ),
  mutant(
    "a reserve that was never sealed",
    ["ACT_STATEMENT", "JOURNAL_FIGURE"],
    { files: (files) => void files.set("reserve-keys.json", utf8("[]")) },
    sealed,
  ),
]

const figures: readonly Mutant[] = [
  mutant(
    "more credentials made than there are",
    "JOURNAL_FIGURE",
    onEntry("credentials.generated", (event) => ({ ...event, issued: 8 })),
    sealed,
  ),
  mutant(
    "another list of credentials made",
    "JOURNAL_FIGURE",
    onEntry("credentials.generated", (event) => ({ ...event, credentials: event.officerFile })),
    sealed,
  ),
  mutant(
    "another reserve made",
    "JOURNAL_FIGURE",
    onEntry("credentials.generated", (event) => ({ ...event, reserveKeys: event.officerFile })),
    sealed,
  ),
  mutant(
    "other trustees established",
    "JOURNAL_FIGURE",
    onEntry("trustees.established", (event) => ({ ...event, trustees: `sha256:${event.key}` })),
    { ...sealed, format: 1 },
  ),
  mutant(
    "another key established",
    "JOURNAL_FIGURE",
    onEntry("trustees.established", (event) => ({ ...event, key: encodePoint(generator) })),
    sealed,
  ),
  mutant(
    "more members than credentials",
    ["ACT_STATEMENT", "JOURNAL_FIGURE"],
    onEntry("roll.imported", (event) => ({ ...event, eligible: 8 })),
    sealed,
  ),
  mutant(
    "another roll than the one that was sealed",
    "ACT_STATEMENT",
    onEntry("roll.imported", (event) => ({ ...event, roll: "0".repeat(64) })),
    sealed,
  ),
  mutant(
    "an archive named after another election",
    "ARCHIVE_NAME",
    {
      files: (files, { uuid }) => {
        files.set("9xDrMnXn4cUuGk.bel", files.get(`${uuid}.bel`) ?? new Uint8Array())
        files.delete(`${uuid}.bel`)
      },
    },
    sealed,
  ),
  mutant("an archive of another day", "ARCHIVE_TIMESTAMP", { timestamp: (seconds) => seconds - 86_400 }, sealed),
]

const definitions: readonly Mutant[] = [
  mutant(
    "a definition changed after the constitution",
    "DEFINITION_HASH",
    {
      files: (files) =>
        void files.set(
          "definition.yaml",
          utf8(`${utf8Text(files.get("definition.yaml") ?? new Uint8Array()) ?? ""}# more\n`),
        ),
    },
    sealed,
  ),
  mutant(
    "a constitution of another definition",
    "DEFINITION_HASH",
    { constitution: (made) => ({ ...made, definition: `sha256:${"0".repeat(64)}` }) },
    sealed,
  ),
  mutant(
    "an election created with another definition",
    ["ACT_STATEMENT", "DEFINITION_HASH"],
    onEntry("election.created", (event) => ({ ...event, definition: `sha256:${"0".repeat(64)}` })),
    sealed,
  ),
  mutant(
    "a definition with a mistake",
    "DEFINITION_FAULTY",
    { definition: (text) => `${text}nonsense: true\n` },
    short,
  ),
  mutant(
    "a definition that is not text",
    "DEFINITION_FAULTY",
    { files: (files) => void files.set("definition.yaml", Uint8Array.of(0xff)) },
    { short: true, until: "constituted" },
  ),
  mutant(
    "a definition of a rehearsal",
    ["DEFINITION_AUTHORITY", "ELECTION_DEFINITION"],
    { definition: (text) => text.replace("locale: en", "locale: en\nrehearsal: true") },
    sealed,
  ),
  mutant(
    "a constitution of a rehearsal",
    "DEFINITION_AUTHORITY",
    { definition: (text) => text.replace("locale: en", "locale: en\nrehearsal: true") },
    { short: true, until: "constituted" },
  ),
  ...(
    [
      ["another name of the authority", (made) => ({ ...made, authority: "Another board" })],
      ["a higher quorum", (made) => ({ ...made, quorum: { total: 4, roles: { president: 1 } } })],
      ["a quorum of its own to open", (made) => ({ ...made, quorums: { annul: { total: 5, roles: {} } } })],
      [
        "another name of a member",
        (made) => ({
          ...made,
          members: made.members.map((each) => (each.id === "dan" ? { ...each, name: "Daniel" } : each)),
        }),
      ],
      [
        "another role of a member",
        (made) => ({
          ...made,
          members: made.members.map((each) => (each.id === "dan" ? { ...each, role: "member" } : each)),
        }),
      ],
      ["no substitute", (made) => ({ ...made, substitutes: [] })],
      ["a channel more", (made) => ({ ...made, channels: [...made.channels, { name: "post", key: undefined }] })],
      ["more to publish", (made) => ({ ...made, publish: [...made.publish, "results group"] })],
    ] as const satisfies readonly (readonly [string, StoryTampering["constitution"]])[]
  ).map(([name, constitution]) =>
    mutant(
      `a constitution with ${name} than the definition's`,
      "DEFINITION_AUTHORITY",
      { constitution },
      { short: true, until: "constituted" },
    ),
  ),
]

/** These records have something wrong in the setup with which the archive begins, or in what it is compared with. */
export const setupMutants: readonly Mutant[] = [...elections, ...trusteeMutants, ...lists, ...figures, ...definitions]
