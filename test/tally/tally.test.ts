import { beforeEach, describe, expect, test } from "vitest"
import { readArchive } from "../../src/belenios/archive-items.ts"
import type { Choice } from "../../src/belenios/choice.ts"
import { concat } from "../../src/core/bytes.ts"
import type { Question } from "../../src/definition/definition.ts"
import { entriesOfType } from "../../src/journal/operations.ts"
import { requireResult } from "../../src/tally/combine-operations.ts"
import { decryptHere } from "../../src/tally/decrypt-operations.ts"
import { computeTally } from "../../src/tally/operations.ts"
import { electionResult } from "../../src/tally/result-queries.ts"
import { questionResults } from "../../src/tally/result.ts"
import { archiveBytes } from "../../src/urn/archive-queries.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { memoryWorld, type MemoryWorld } from "../trustees/memory-world.ts"
import { act, frozenElection, keyOf, type Story, tallied, type Vote } from "./frozen.ts"

const single = { mandatory: ["registry"], threshold: null }
const [ada, bo, blank] = [[1, 0], [0, 1], "blank"] as const
const voteFor = (voter: number, choice: Choice): Vote => ({ voter, choices: [choice] })

let world: MemoryWorld
beforeEach(() => {
  world = memoryWorld()
})

async function resultOf(story: Story, holders: readonly string[]) {
  const file = await frozenElection(world, story)
  await tallied(file, world)
  const progress = await decryptHere(file, holders.map(keyOf), world)
  expect(progress).toMatchObject({ complete: true, missing: [], wrong: [] })
  return { file, result: await electionResult(file, world.now()) }
}

test.each([
  ["1 ballot", [voteFor(0, ada)], 0n, [1n, 0n], 1n],
  ["2 ballots", [voteFor(0, ada), voteFor(1, blank)], 1n, [1n, 0n], 1n],
] as const)("%s", async (_, votes, blanks, answers, valid) => {
  const { result } = await resultOf({ trustees: single, votes }, ["registry"])
  expect(result).toMatchObject({
    provisional: true,
    voters: votes.length,
    ballots: { accepted: votes.length, replaced: 0, counted: votes.length },
    weight: BigInt(votes.length),
    questions: [{ blank: blanks, valid, answers: answers.map((of) => ({ votes: of })) }],
  })
  expect(result.balance.every(({ holds }) => holds)).toBe(true)
})

test("a tally without ballots may not be unsealed", async () => {
  const file = await frozenElection(world, { trustees: single, votes: [] })
  expect(await computeTally(file, world)).toMatchObject({ ballots: 0, counted: 0, weight: 0n })
  await expect(act(file, "unseal", world)).rejects.toMatchObject({ code: "too-few-ballots" })
})

test("the last ballot of a credential counts, as often as it weighs", async () => {
  const story = {
    trustees: single,
    weights: [3n, 20n, 100n],
    votes: [voteFor(0, ada), voteFor(1, ada), voteFor(0, bo), voteFor(2, blank), voteFor(0, ada), voteFor(1, bo)],
  }
  const { result } = await resultOf(story, ["registry"])
  expect(result).toMatchObject({
    voters: 3,
    ballots: { accepted: 6, replaced: 3, counted: 3 },
    weight: 123n,
    questions: [
      {
        blank: 100n,
        valid: 23n,
        answers: [
          { answer: "Ada", votes: 3n, share: 1304 },
          { answer: "Bo", votes: 20n, share: 8696 },
        ],
      },
    ],
  })
  expect(result.balance).toEqual([
    { name: "voters", question: null, least: 3n, value: 3n, most: 3n, holds: true },
    { name: "ballots", question: null, least: 3n, value: 3n, most: 3n, holds: true },
    { name: "weight", question: null, least: 123n, value: 123n, most: 123n, holds: true },
    { name: "answers", question: 1, least: 23n, value: 23n, most: 23n, holds: true },
  ])
})

test("a result is right with several questions, several answers and no blank vote", async () => {
  const questions: readonly Question[] = [
    { question: "Who?", answers: ["Ada", "Bo", "Cy"], blank: true, min: 1, max: 2 },
    { question: "Approve?", answers: ["Yes"], blank: false, min: 0, max: 1 },
  ]
  const votes: readonly Vote[] = [
    { voter: 0, choices: [[1, 1, 0], [1]] },
    { voter: 1, choices: [[0, 0, 1], [0]] },
    { voter: 2, choices: ["blank", [1]] },
  ]
  const { result } = await resultOf({ trustees: single, questions, votes }, ["registry"])
  expect(result.questions.map(({ blank: b, valid, answers }) => [b, valid, answers.map((each) => each.votes)])).toEqual(
    [
      [1n, 2n, [1n, 1n, 1n]],
      [null, 3n, [2n]],
    ],
  )
  expect(result.balance.slice(3)).toEqual([
    { name: "answers", question: 1, least: 2n, value: 3n, most: 4n, holds: true },
    { name: "answers", question: 2, least: 0n, value: 2n, most: 3n, holds: true },
  ])
})

describe("1 mandatory holder and 2 of 3", () => {
  const trustees = { mandatory: ["registry"], threshold: { needed: 2, holders: ["ada", "bo", "cy"] } }
  const story = { trustees, votes: [voteFor(0, ada), voteFor(1, bo), voteFor(2, bo)] }

  test.each([
    ["registry", "ada", "bo"],
    ["registry", "ada", "bo", "cy"],
  ])("can be decrypted by %s, %s, %s …", async (...holders) => {
    const { file, result } = await resultOf(story, holders)
    expect(result.questions[0]?.answers.map(({ votes }) => votes)).toEqual([1n, 2n])
    const archive = [...readArchive(concat(...archiveBytes(file)))]
    const events = archive.map((item) => ("type" in item ? item.type : item.code))
    expect(events.slice(-6)).toEqual([
      "EndBallots",
      "EncryptedTally",
      "PartialDecryption",
      "PartialDecryption",
      "PartialDecryption",
      "Result",
    ])
    const owners = archive.flatMap((item) => ("owner" in item ? [item.owner] : []))
    expect(owners).toEqual(owners.toSorted((a, b) => a - b))
  })

  test("wait while they are too few, and the next call continues", async () => {
    const file = await frozenElection(world, story)
    await tallied(file, world)
    expect(await decryptHere(file, [keyOf("ada")], world)).toEqual({
      shares: [{ holder: "ada", state: "received", findings: [] }],
      missing: [
        { needed: 1, holders: ["registry"] },
        { needed: 1, holders: ["bo", "cy"] },
      ],
      complete: false,
      wrong: [],
      proclaimed: false,
    })
    expect(() => {
      requireResult(file, world.now())
    }).toThrow(expect.objectContaining({ code: "shares-missing" }))
    const size = file.journal.size()
    expect(await decryptHere(file, [keyOf("ada")], world)).toMatchObject({ shares: [{ state: "present" }] })
    expect(file.journal.size()).toBe(size)
    expect(await decryptHere(file, [keyOf("cy"), keyOf("registry")], world)).toMatchObject({ complete: true })
    expect(await decryptHere(file, [], world)).toEqual({
      shares: [],
      missing: [],
      complete: true,
      wrong: [],
      proclaimed: false,
    })
  })
})

test("the encrypted tally is computed once, and only once the urn is frozen", async () => {
  const file = await frozenElection(world, { trustees: single, votes: [voteFor(0, ada)] })
  const first = await computeTally(file, world)
  const size = file.journal.size()
  expect(await computeTally(file, world)).toEqual(first)
  expect(file.journal.size()).toBe(size)
  expect([...entriesOfType(file.journal, "tally.computed")]).toHaveLength(1)
})

describe("the archive alone decides what is added up:", () => {
  const story: Story = {
    trustees: single,
    votes: [voteFor(0, ada), voteFor(1, bo), voteFor(0, bo)],
    weights: [2n, 3n],
  }

  test.each([
    ["a deleted vote", "DELETE FROM vote WHERE ballot = 2", "votes"],
    ["a vote for a replaced ballot", "UPDATE vote SET ballot = 1 WHERE ballot = 3", "votes"],
    ["a vote that nobody cast", "INSERT INTO vote SELECT zeroblob(32), channel, 1 FROM vote LIMIT 1", "votes"],
    ["the last ballot of the archive removed", "DELETE FROM archive_record WHERE number > 9", "archive"],
    ["two ballots exchanged", exchange("body, hash"), "archive"],
  ])("%s", async (_, change, part) => {
    const file = await frozenElection(world, story)
    const size = file.journal.size()
    withoutTriggers(file.store.db, () => {
      file.store.db.pragma("foreign_keys = OFF")
      file.store.db.exec(change)
    })
    await expect(computeTally(file, world)).rejects.toMatchObject({ code: "election-file-altered", params: { part } })
    expect(file.journal.size()).toBe(size)
  })

  test("a ballot that differs from the one written is refused", async () => {
    const file = await frozenElection(world, story)
    withoutTriggers(file.store.db, () => {
      file.store.db.exec("UPDATE archive_record SET body = cast(body || ' ' AS BLOB) WHERE number = 7")
    })
    await expect(computeTally(file, world)).rejects.toMatchObject({ code: "entry-altered", params: { of: "archive" } })
  })

  test("weights and groups beside the sealed list change nothing", async () => {
    const file = await frozenElection(world, story)
    withoutTriggers(file.store.db, () => file.store.db.exec("UPDATE credential SET weight = 9"))
    expect(await computeTally(file, world)).toMatchObject({ ballots: 3, counted: 2, weight: 5n })
  })

  test("the result is that of the shares in the archive, or the file is reported as altered", async () => {
    const { file, result } = await resultOf(story, ["registry"])
    withoutTriggers(file.store.db, () => {
      file.store.db.pragma("foreign_keys = OFF")
      file.store.db.exec("DELETE FROM vote; DELETE FROM ballot; UPDATE share SET body = '{}'; DELETE FROM credential")
    })
    expect(await electionResult(file, world.now())).toEqual(result)
    withoutTriggers(file.store.db, () =>
      file.store.db.exec(
        `UPDATE archive_record SET body = cast(replace(body, '[[0,0,5]]', '[[0,5,0]]') AS BLOB)
         WHERE number = (SELECT max(number) - 1 FROM archive_record)`,
      ),
    )
    await expect(electionResult(file, world.now())).rejects.toMatchObject({ code: "entry-altered" })
  })
})

/** Exchanges columns of the first two ballots in the archive. */
function exchange(columns: string): string {
  const set = (from: number, to: string) =>
    `UPDATE archive_record SET (${columns}) = (SELECT ${columns} FROM ${to} WHERE number = ${from})`
  return `CREATE TEMP TABLE copy AS SELECT * FROM archive_record;
    ${set(7, "copy")} WHERE number = 5; ${set(5, "copy")} WHERE number = 7; DROP TABLE copy`
}

test("no figure of the result is known before the result is asked for", async () => {
  const file = await frozenElection(world, { trustees: single, votes: [voteFor(0, ada), voteFor(1, ada)] })
  const computed = await tallied(file, world)
  const progress = await decryptHere(file, [keyOf("registry")], world)
  expect(Object.keys(computed).toSorted()).toEqual(
    [
      "ballots",
      "counted",
      "head",
      "height",
      "minimumBallots",
      "rehearsal",
      "replaced",
      "tally",
      "uuid",
      "weight",
    ].toSorted(),
  )
  expect(Object.keys(progress).toSorted()).toEqual(["complete", "missing", "proclaimed", "shares", "wrong"])
})

test("a result is provisional until it is proclaimed", async () => {
  const { file, result } = await resultOf({ trustees: single, votes: [voteFor(0, ada)] }, ["registry"])
  expect(result.provisional).toBe(true)
  await act(file, "proclaim", world)
  expect(await electionResult(file, world.now())).toEqual({ ...result, provisional: false })
})

test("a tie is reported, and nothing else is", () => {
  const question = { question: "Who?", answers: ["Ada", "Bo", "Cy"], blank: true, min: 1, max: 1 } as const
  const tied = (...votes: readonly bigint[]) => questionResults([question], [[5n, ...votes]], 20n)[0]?.tie
  expect(tied(4n, 4n, 2n)).toEqual(["Ada", "Bo"])
  expect(tied(2n, 4n, 4n)).toEqual(["Bo", "Cy"])
  expect(tied(5n, 5n, 5n)).toEqual(["Ada", "Bo", "Cy"])
  expect(tied(5n, 4n, 4n)).toEqual([])
  expect(tied(0n, 0n, 0n)).toEqual([])
})
