import { readArchive } from "../../../src/belenios/archive-items.ts"
import type { EventContent } from "../../../src/belenios/chain.ts"
import { partialDecryptionBody } from "../../../src/belenios/decryption.ts"
import { parseElection } from "../../../src/belenios/election.ts"
import { encryptBallot } from "../../../src/belenios/encryption.ts"
import {
  add,
  decodePointOrIdentity,
  encodePoint,
  generator,
  hashToScalar,
  invertPublic,
  multiplyPublic,
  type Point,
  randomScalar,
  scalar,
  subtract,
} from "../../../src/belenios/group.ts"
import { mapTable } from "../../../src/belenios/per-choice.ts"
import { respond } from "../../../src/belenios/schnorr.ts"
import { parseEncryptedTally } from "../../../src/belenios/tally.ts"
import { utf8, utf8Text } from "../../../src/core/bytes.ts"
import { sha256Hex } from "../../../src/core/hash.ts"
import type { TallyComputed } from "../../../src/journal/event.ts"
import { right } from "../../support/ceremony.ts"
import { fail, type Recorder } from "../../support/recorder.ts"
import { seededRandom } from "../../support/seeded-random.ts"
import { credentials, type StoryTampering, tell, trustees } from "../../support/story.ts"
import { onEntry } from "./journal.ts"
import { type Mutant, mutant } from "./mutant.ts"
import { badPoints, edit, nextScalar } from "./setup.ts"

type Ciphertexts = { alpha: string; beta: string }[][]
interface ShareText {
  decryption_factors: string[][]
  decryption_proofs: { challenge: string; response: string }[][]
}

const random = seededRandom("mutants of the tally")
const zeros = "0".repeat(64)
const spaced = (body: Uint8Array) => utf8(`${utf8Text(body) ?? ""} `)
const onTally = (change: (tally: Ciphertexts) => void): StoryTampering => ({ tally: (body) => edit(body, change) })
const onShare = (owner: number, change: (share: ShareText) => void): StoryTampering => ({
  share: (body, from) => (from === owner ? edit(body, change) : body),
})

/** Adds one vote to a choice, hidden as well as the others. */
function oneMore(tally: Ciphertexts, question: number, choice: number): void {
  const cipher = tally[question]?.[choice] ?? fail("no ciphertext")
  cipher.beta = encodePoint(add(decodePointOrIdentity(cipher.beta) ?? fail("no point"), generator))
}

/** Leaves out, adds or changes the partial decryptions of the archive. */
function onDecryption(
  change: (content: Extract<EventContent, { type: "PartialDecryption" }>) => EventContent | readonly EventContent[],
): StoryTampering {
  return { content: (content) => (content.type === "PartialDecryption" ? change(content) : content) }
}

const tallies: readonly Mutant[] = [
  mutant("an encrypted tally with a space", "TALLY_FORM", { tally: spaced }),
  mutant(
    "an encrypted tally with a question less",
    "TALLY_FORM",
    onTally((tally) => void tally.pop()),
  ),
  ...badPoints.slice(1, 4).map(([name, text]) =>
    mutant(
      `an encrypted tally with ${name}`,
      "TALLY_FORM",
      onTally((tally) => void (tally[0] = tally[0]?.map((each) => ({ ...each, alpha: text })) ?? [])),
    ),
  ),
  mutant(
    "an encrypted tally with one vote more",
    "TALLY_PRODUCT",
    onTally((tally) => {
      oneMore(tally, 1, 0)
    }),
  ),
  mutant(
    "an encrypted tally with two ciphertexts exchanged",
    "TALLY_PRODUCT",
    onTally((tally) => tally[1]?.reverse()),
  ),
  mutant("a ballot left out of the count", ["TALLY_COUNT", "TALLY_PRODUCT", "TALLY_WEIGHT"], { uncounted: [3] }),
  mutant("a replaced ballot counted in place of the last", "TALLY_PRODUCT", replacedCounted(), {
    short: true,
    revote: "last-counts",
  }),
  mutant("fewer ballots decrypted than the definition allows", "TALLY_MINIMUM", {
    definition: (text) => text.replace("minimum-ballots: 2", "minimum-ballots: 7"),
  }),
  mutant(
    "fewer ballots unsealed than the definition allows, though nothing was decrypted",
    "TALLY_MINIMUM",
    { definition: (text) => text.replace("minimum-ballots: 2", "minimum-ballots: 7") },
    { short: true, until: "unsealed" },
  ),
  mutant("a tally that says it counts more", "TALLY_COUNT", {
    sized: (sized) => ({ ...sized, numTallied: sized.numTallied + 1 }),
  }),
  mutant(
    "a tally that says it weighs more, where no answer is asked for",
    "TALLY_WEIGHT",
    { sized: (sized) => ({ ...sized, totalWeight: sized.totalWeight + 1n }) },
    { short: true, small: true },
  ),
  mutant("a tally that says it weighs more", ["BALANCE", "TALLY_WEIGHT"], {
    sized: (sized) => ({ ...sized, totalWeight: sized.totalWeight + 1n }),
  }),
  mutant(
    "a tally that the journal does not record",
    ["ACT_ARCHIVE", "ARCHIVE_EVENT"],
    onEntry("tally.computed", () => []),
  ),
  mutant("a tally that the journal records once more, in the place of a share", "ARCHIVE_EVENT", talliedTwice),
  mutant(
    "a tally of which the journal says another number",
    "JOURNAL_FIGURE",
    onEntry("tally.computed", (event) => ({ ...event, counted: 5 })),
  ),
  mutant(
    "a tally of which the journal says another weight",
    "JOURNAL_FIGURE",
    onEntry("tally.computed", (event) => ({ ...event, weight: "7" })),
  ),
  mutant(
    "another tally than the journal's",
    "JOURNAL_FIGURE",
    onEntry("tally.computed", (event) => ({ ...event, tally: zeros })),
  ),
]

/** Has the first voter vote again at the end, and counts the first of the two ballots. */
function replacedCounted(): StoryTampering {
  return {
    ballot: (body, index, { election, bodies }) =>
      index === 5 && bodies.length > 0
        ? encryptBallot(random, election, credentials[0] ?? fail("no voter"), [
            [0, 0, 1],
            [1, 0],
          ])
        : body,
    uncounted: [5],
  }
}

/** Adds a second entry, which names the event after the tally with its true hash, once the unsealing was proposed. */
function talliedTwice(): StoryTampering {
  const heads = new Map<number, string>()
  for (const item of readArchive(tell({}, { short: true }).recorder.archive())) {
    if ("height" in item) heads.set(item.height, item.hash)
  }
  let tallied: TallyComputed | undefined
  return {
    entry: (event) => {
      if (event.type === "tally.computed") tallied = event
      if (event.type !== "act.effective" || event.kind !== "unseal" || tallied === undefined) return event
      const height = tallied.height + 1
      return [{ ...tallied, at: event.at, height, head: heads.get(height) ?? fail("no event") }, event]
    },
  }
}

/** Proclaims other votes first, and then the result as it is. */
function proclaimedTwice(): StoryTampering {
  return {
    after: (recorder) => {
      const { act } = recorder.acts.at(-1) ?? fail("no act")
      const others = act.statements.map((each) => (each.key === "votes" ? { ...each, value: `sha256:${zeros}` } : each))
      for (const statements of [others, act.statements]) {
        recorder.wait(1)
        recorder.act("proclaim", statements, ["petra", "simon", "dan"], { phase: "proclaimed" })
        recorder.checkpoint()
      }
    },
  }
}

const shares: readonly Mutant[] = [
  mutant(
    "more partial decryptions than any election has trustees",
    "ARCHIVE_SIZE",
    onDecryption((content) => (content.owner === 3 ? Array.from({ length: 1025 }, () => content) : content)),
  ),
  mutant("a partial decryption with a space", ["FILE_UNKNOWN", "SHARES_MISSING", "SHARE_FORM"], {
    share: (body, owner) => (owner === 1 ? spaced(body) : body),
  }),
  mutant(
    "a partial decryption with a factor less",
    ["FILE_UNKNOWN", "SHARES_MISSING", "SHARE_FORM"],
    onShare(1, (share) => void share.decryption_factors[0]?.pop()),
  ),
  mutant(
    "a partial decryption outside the group",
    ["FILE_UNKNOWN", "SHARES_MISSING", "SHARE_FORM"],
    onShare(1, (share) => void share.decryption_factors[0]?.splice(0, 1, badPoints[1]?.[1] ?? "")),
  ),
  mutant(
    "a partial decryption with a wrong proof",
    "SHARE_PROOF",
    onShare(2, (share) => {
      const proof = share.decryption_proofs[0]?.[0] ?? fail("no proof")
      proof.response = nextScalar(proof.response)
    }),
  ),
  mutant(
    "a partial decryption with a wrong factor",
    ["RESULT_VALUE", "SHARE_BINDING", "SHARE_PROOF"],
    onShare(1, (share) => void share.decryption_factors[1]?.reverse()),
  ),
  mutant("a wrong factor whose proof passes", "SHARE_BINDING", wrongShare()),
  mutant(
    "a partial decryption of a trustee who does not exist",
    ["FILE_UNKNOWN", "JOURNAL_FIGURE", "SHARES_MISSING", "SHARE_OWNER"],
    onDecryption((content) => (content.owner === 3 ? { ...content, owner: 9 } : content)),
  ),
  mutant("a partial decryption of nobody, beside those that count", "SHARE_OWNER", {
    ...onDecryption((content) => (content.owner === 3 ? [content, { ...content, owner: 9 }] : content)),
    ...onEntry("tally.share-received", (event) => (event.owner === 3 ? [event, { ...event, owner: 9 }] : event)),
  }),
  mutant(
    "a partial decryption of one trustee twice",
    "SHARE_OWNER",
    onDecryption((content) => (content.owner === 3 ? [content, content] : content)),
  ),
  mutant("a partial decryption less than it takes", "SHARES_MISSING", {
    ...onDecryption((content) => (content.owner === 3 ? [] : content)),
    files: (files) => void files.delete("shares/003.json"),
  }),
  mutant(
    "a share in the archive that the journal says was refused",
    "JOURNAL_FIGURE",
    onEntry("tally.share-received", (event) => (event.owner === 2 ? { ...event, type: "tally.share-refused" } : event)),
  ),
  mutant(
    "a partial decryption that the journal did not receive",
    "JOURNAL_FIGURE",
    onEntry("tally.share-received", (event) => (event.owner === 2 ? [] : event)),
  ),
  mutant(
    "a partial decryption that the journal received otherwise",
    "JOURNAL_FIGURE",
    onEntry("tally.share-received", (event) => (event.owner === 2 ? { ...event, share: `sha256:${zeros}` } : event)),
  ),
  mutant("a wrong stronger proof", "SHARE_BINDING", {
    binding: (body, owner) =>
      owner === 2
        ? edit<{ binding_proofs: { response: string }[][] }>(body, ({ binding_proofs: [row] }) => {
            const [proof] = row ?? []
            if (proof) proof.response = nextScalar(proof.response)
          })
        : body,
  }),
  mutant("stronger proofs with a space", "SHARE_FORM", {
    binding: (body, owner) => (owner === 2 ? spaced(body) : body),
  }),
  mutant("stronger proofs of another trustee", "SHARE_BINDING", {
    files: (files) => void files.set("shares/002.json", files.get("shares/003.json") ?? fail("no share")),
  }),
  mutant("no stronger proofs", "FILE_MISSING", { files: (files) => void files.delete("shares/002.json") }),
  mutant("stronger proofs of a share that is not there", "FILE_UNKNOWN", {
    files: (files) => void files.set("shares/004.json", files.get("shares/003.json") ?? fail("no share")),
  }),
]

const results: readonly Mutant[] = [
  mutant("a result with a space", "RESULT_FORM", { resultBody: spaced }),
  mutant("a result with a number as a text", "RESULT_FORM", {
    resultBody: (body) => utf8((utf8Text(body) ?? "").replace(/(\d)/, '"$1"')),
  }),
  mutant("a result with a question less", "RESULT_FORM", {
    resultBody: (body) => edit<{ result: number[][] }>(body, ({ result }) => void result.pop()),
  }),
  mutant("a result with two candidates exchanged", "RESULT_VALUE", {
    result: (votes) =>
      votes.map((row, index) => (index === 0 ? [row[0] ?? 0n, row[3] ?? 0n, row[2] ?? 0n, row[1] ?? 0n] : row)),
  }),
  mutant("a result with one vote moved", "RESULT_VALUE", {
    result: (votes) =>
      votes.map((row, index) =>
        index === 0 ? row.map((count, choice) => (choice === 1 ? count + 1n : choice === 2 ? count - 1n : count)) : row,
      ),
  }),
  mutant("a result with a vote more than voters", ["BALANCE", "RESULT_VALUE"], {
    result: (votes) =>
      votes.map((row, index) => (index === 0 ? row.map((count, choice) => (choice === 1 ? count + 1n : count)) : row)),
  }),
  mutant("a result with a candidate above all votes", ["BALANCE", "RESULT_VALUE"], {
    result: (votes) => votes.map((row, index) => (index === 1 ? [7n, row[1] ?? 0n] : row)),
  }),
  mutant(
    "another result than the journal's",
    "JOURNAL_FIGURE",
    onEntry("tally.result", (event) => ({ ...event, result: zeros })),
  ),
  mutant("a table that says something else than the result", "RESULT_DOCUMENT", {
    files: (files) =>
      void files.set(
        "result.csv",
        utf8((utf8Text(files.get("result.csv") ?? new Uint8Array()) ?? "").replace(/(\d),proclaimed/, "9,proclaimed")),
      ),
  }),
  mutant("a document that says something else than the result", "RESULT_DOCUMENT", {
    files: (files) =>
      void files.set(
        "result.json",
        utf8((utf8Text(files.get("result.json") ?? new Uint8Array()) ?? "").replace('"votes": "2"', '"votes": "3"')),
      ),
  }),
  mutant(
    "a provisional result that says it is proclaimed",
    "RESULT_DOCUMENT",
    {
      files: (files) =>
        void files.set(
          "result.csv",
          utf8((utf8Text(files.get("result.csv") ?? new Uint8Array()) ?? "").replaceAll("PROVISIONAL", "proclaimed")),
        ),
    },
    { short: true, until: "tallied" },
  ),
  mutant("a first proclamation of another result, before the right one", "ACT_STATEMENT", proclaimedTwice()),
  mutant("no document about the result", "FILE_MISSING", { files: (files) => void files.delete("result.json") }),
  mutant(
    "a document about a result that is not there",
    "FILE_UNKNOWN",
    { files: (files) => void files.set("result.json", utf8("{}\n")) },
    { short: true, until: "open" },
  ),
]

/**
 * Adds a fourth share, of the last trustee, with wrong factors and proofs that the specification lets pass: they hash neither
 * factor nor ciphertext, so B can be anything, and the factor is made to fit.
 */
function wrongShare(): StoryTampering {
  const secret = trustees.keys[3] ?? fail("no trustee")
  let stated: Recorder | undefined
  let tallyBody: Uint8Array | undefined
  return {
    act: (act, recorder) => {
      stated = recorder
      return act
    },
    tally: (body) => (tallyBody = body),
    content: (content) => {
      if (content.type !== "PartialDecryption" || content.owner !== 3) return content
      const { share } = wrong(tallyBody ?? fail("no tally"), stated ?? fail("no recorder"))
      return [content, { type: "PartialDecryption", owner: 4, partialDecryption: share }]
    },
    entry: (event) => {
      if (event.type !== "tally.share-received" || event.owner !== 3) return event
      const { hash } = wrong(tallyBody ?? fail("no tally"), stated ?? fail("no recorder"))
      return [event, { ...event, owner: 4, share: `sha256:${hash}` }]
    },
    files: (files) => void files.set("shares/004.json", files.get("shares/003.json") ?? fail("no share")),
  }

  function wrong(body: Uint8Array, recorder: Recorder) {
    const election = right(parseElection(recorder.records[0]?.body ?? fail("no election"), ""))
    const tally = right(parseEncryptedTally(election.questions, body, ""))
    const prefix = `decrypt|${election.fingerprint}|${encodePoint(secret.publicKey)}|`
    const made = mapTable(tally, ({ alpha }, question, choice) => {
      const nonce = randomScalar(random, "wrong", `${question} ${choice}`)
      const [a, b] = [multiplyPublic(generator, nonce), multiplyPublic(generator, scalar(nonce + 1n))]
      const challenge = hashToScalar(`${prefix}${encodePoint(a)},${encodePoint(b)}`)
      const response = respond(nonce, secret.secret, challenge)
      const factor = multiplyPublic(
        subtract(b, multiplyPublic(alpha, response)),
        invertPublic(challenge),
      ) satisfies Point
      return { factor, proof: { challenge, response } }
    })
    const share = partialDecryptionBody({
      factors: mapTable(made, ({ factor }) => factor),
      proofs: mapTable(made, ({ proof }) => proof),
    })
    return { share, hash: sha256Hex(share) }
  }
}

/** These records have something wrong in the encrypted tally, the shares or the result. */
export const tallyMutants: readonly Mutant[] = [...tallies, ...shares, ...results]
