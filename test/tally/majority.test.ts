import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import type { ElectionFile } from "../../src/election/file.ts"
import { TestWorld } from "../support/script.ts"
import { type MemoryWorld, memoryWorld } from "../trustees/memory-world.ts"
import { frozenElection, keyOf, member } from "./frozen.ts"

let terminal: TestWorld
let frozen: { readonly file: ElectionFile; readonly world: MemoryWorld }

beforeAll(async () => {
  const world = memoryWorld()
  const file = await frozenElection(world, {
    trustees: { mandatory: ["registry"], threshold: null },
    questions: [
      {
        ...{ question: "Who chairs?", answers: ["Ada", "Bo", "Cy"], blank: true, min: 1, max: 1 },
        ...{ majority: "absolute", "second-round": 2, "turnout-quorum": "2/3" },
      },
      {
        ...{ question: "Who sits?", answers: ["Di", "Ed", "Fay"], blank: false, min: 0, max: 2 },
        ...{ majority: "relative", seats: 2 },
      },
      { question: "Approve?", answers: ["Yes", "No"], blank: false, min: 1, max: 1 },
    ],
    // Seven members may vote and five do, which is more than two thirds; their votes weigh 12 in all.
    weights: [3n, 2n, 2n, 1n, 4n, 9n, 9n],
    votes: [
      {
        voter: 0,
        choices: [
          [1, 0, 0],
          [1, 1, 0],
          [1, 0],
        ],
      },
      {
        voter: 1,
        choices: [
          [0, 1, 0],
          [1, 0, 1],
          [0, 1],
        ],
      },
      {
        voter: 2,
        choices: [
          [0, 0, 1],
          [0, 0, 0],
          [1, 0],
        ],
      },
      {
        voter: 3,
        choices: [
          [0, 1, 0],
          [0, 0, 1],
          [1, 0],
        ],
      },
      { voter: 4, choices: ["blank", [1, 0, 0], [1, 0]] },
    ],
  })
  frozen = { file, world }
})
beforeEach(() => {
  const { file, world } = frozen
  terminal = new TestWorld()
  terminal.now = world.now()
  file.store.backupInto(join(terminal.cwd, "board.urne"))
  for (const [path, bytes] of world.disk) {
    mkdirSync(dirname(join(terminal.cwd, path)), { recursive: true })
    writeFileSync(join(terminal.cwd, path), bytes)
  }
  writeFileSync(join(terminal.cwd, "registry.txt"), `${keyOf("registry").passphrase}\n`)
  writeFileSync(join(terminal.cwd, "member.txt"), `${member.passphrase}\n`)
})
afterEach(() => {
  terminal.remove()
})

const board = ["--key", member.path, "--passphrase-file", "member.txt"]
const run = async (...args: readonly string[]) => {
  expect(await terminal.run(...args), terminal.err).toBe(0)
  return terminal
}

/** In the first question Ada and Bo have 3 votes of 8, Cy has 2. In the second Di has 9, Ed and Fay 3. */
test("the members who sign the proclamation are shown who is elected, and so are its readers", async () => {
  await run("tally")
  await run("unseal", ...board)
  await run("decrypt", "--key", "registry.key", "--passphrase-file", "registry.txt")
  const { out: result } = await run("result")
  expect(result).toMatch(
    /Turnout quorum reached: 5 voters; 5 of 7 members were needed\.\n.*Absolute majority: 5 of 8 valid votes\.\n.*No answer has an absolute majority\.\n.*Second round between Ada and Bo\.\n/,
  )
  expect(result).toMatch(
    /Elected: Di\.\n.*A TIE between Ed and Fay for one seat: the counts do not say who is elected\.\n/,
  )
  expect(result.slice(result.indexOf("Approve?"))).not.toMatch(/Elected|majority/)
  for (const line of result.trimEnd().split("\n")) expect(line).toMatch(/^REHEARSAL PROVISIONAL/)

  const { out: json } = await run("result", "--json")
  const { questions } = JSON.parse(json) as { readonly questions: readonly Record<string, unknown>[] }
  expect(questions.map(({ outcome }) => outcome)).toMatchObject([
    {
      needed: "5",
      quorum: { registered: 7, voted: 5, needed: 5, reached: true },
      secondRound: { answers: ["Ada", "Bo"] },
    },
    { elected: ["Di"], tie: { places: 1, answers: ["Ed", "Fay"] }, needed: null },
    null,
  ])

  // A member who has no election file sees it from the carried act.
  await run("proclaim", "--no-sign")
  await run("act", "export", "--out", "carried.json")
  const { err: card } = await run("act", "sign", "carried.json", ...board)
  expect(card).toContain("Turnout quorum reached: 5 voters; 5 of 7 members were needed.")
  expect(card).toMatch(
    /Second round between Ada and Bo\.[^]*TIE between Ed and Fay for one seat[^]*urne rehearsal act v1/,
  )
  await run("act", "import", "carried.signed.json")

  await run("paper", "print", "proclamation")
  await run("export", "--out", "record")
  const document = JSON.parse(readFileSync(join(terminal.cwd, "record/result.json"), "utf8")) as Record<string, unknown>
  expect(document["questions"]).toEqual([
    {
      ...{ question: "Who chairs?", blank: "4" },
      answers: [
        { answer: "Ada", votes: "3" },
        { answer: "Bo", votes: "3" },
        { answer: "Cy", votes: "2" },
      ],
      outcome: {
        ...{ majority: "absolute", of: "valid", seats: 1, needed: "5" },
        quorum: { registered: 7, needed: 5, voted: 5, reached: true },
        ...{ elected: [], tie: null, vacant: 1, secondRound: { answers: ["Ada", "Bo"], tie: null } },
      },
    },
    {
      question: "Who sits?",
      answers: [
        { answer: "Di", votes: "9" },
        { answer: "Ed", votes: "3" },
        { answer: "Fay", votes: "3" },
      ],
      outcome: {
        ...{ majority: "relative", of: "valid", seats: 2, needed: null, quorum: null },
        ...{ elected: ["Di"], tie: { places: 1, answers: ["Ed", "Fay"] }, vacant: 0, secondRound: null },
      },
    },
    {
      question: "Approve?",
      answers: [
        { answer: "Yes", votes: "10" },
        { answer: "No", votes: "2" },
      ],
    },
  ])
  await run("verify", "record", "--final")
  expect(terminal.out).toMatch(/K18 .*who is elected/)
})

test("a member who signs at the terminal is shown it too, in French", async () => {
  await run("tally")
  await run("unseal", ...board)
  await run("decrypt", "--key", "registry.key", "--passphrase-file", "registry.txt")
  const { err } = await run("--lang", "fr", "proclaim", ...board)
  expect(err).toMatch(/Quorum atteint\s: 5 votants\s; il en fallait 5 sur 7 inscrits\./)
  expect(err).toMatch(/Majorité absolue\s: 5 voix sur 8 suffrages exprimés\./)
  expect(err).toMatch(/Aucune réponse n’obtient la majorité absolue\.\n.*Ballottage\s: second tour entre Ada et Bo\./)
  expect(err).toMatch(/Élu\s: Di\.\n.*ÉGALITÉ entre Ed et Fay pour 1 siège\s: le décompte ne dit pas qui est élu\./)
})

test("define --check says how somebody is elected", async () => {
  writeFileSync(join(terminal.cwd, "board.yaml"), frozen.file.election.get().definitionText)
  const { out } = await run("define", "--check", "board.yaml")
  expect(out.replace(/\s+/g, " ")).toContain(
    "Elected: by absolute majority, more than half of the valid votes; otherwise a second round between the first 2; turnout quorum: 2/3 of the members who may vote",
  )
  expect(out.replace(/\s+/g, " ")).toContain("Elected: 2 seats, by relative majority, the most votes")
})
