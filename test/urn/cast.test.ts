import { afterEach, describe, expect, test } from "vitest"
import { choiceFindings } from "../../src/belenios/choice.ts"
import { concat, utf8Text } from "../../src/core/bytes.ts"
import { verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { openReceipt } from "../../src/notes/receipt.ts"
import { archiveBytes, sealedElection } from "../../src/urn/archive-queries.ts"
import { beginVote, castVote, makeArchivedBallot, readArchivedElection } from "../../src/urn/cast-operations.ts"
import { parseChoices } from "../../src/urn/choices.ts"
import { importBallots } from "../../src/urn/intake/import-operations.ts"
import { refusalOf } from "../support/refusal.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { hours, lines, TestElection } from "./test-election.ts"

let election: TestElection
afterEach(() => {
  election.remove()
})

const code = (index: number) => election.codes[index] ?? ""

describe("the booth of the terminal", () => {
  test("takes a code and choices, and gives a signed receipt", () => {
    election = new TestElection().open()
    const { file, world, urnKey } = election
    // The code is typed as people do from a letter: without hyphens, with blanks.
    const session = beginVote(file, ` ${code(0).replaceAll("-", " ")} `, election.now)
    const receipt = castVote(file, session, ["blank", [1, 0, 1]], urnKey, world)
    expect(file.urn.ballot(receipt.tracker)).toMatchObject({ height: 1, channel: "booth", inGrace: false })
    expect(openReceipt(receipt.receipt, verifierOf(urnKey))).toMatchObject({ receipt: { tracker: receipt.tracker } })
  })

  test("refuses a ballot that it could acknowledge only with a key that nobody certified", () => {
    election = new TestElection().open()
    const { file, world, urnKey } = election
    const session = beginVote(file, code(0), election.now)
    const before = election.contents()
    const other = { ...urnKey, seed: new Uint8Array(32).fill(7) }
    expect(refusalOf(() => castVote(file, session, ["blank", [1, 0, 1]], other, world))).toMatchObject({
      code: "another-urn-key",
    })
    expect(election.contents()).toBe(before)
    // The row of the election does not decide which key it is either, once the acts do.
    withoutTriggers(file.store.db, () => {
      file.store.db.prepare("UPDATE election SET urn_key = ?").run(verifierKeyText(verifierOf(other)))
    })
    expect(refusalOf(() => castVote(file, session, ["blank", [1, 0, 1]], other, world))).toMatchObject({
      code: "another-urn-key",
    })
    expect(castVote(file, session, ["blank", [1, 0, 1]], urnKey, world).height).toBe(1)
  })

  test("tells people who may not vote so before any question, and changes nothing", () => {
    election = new TestElection().open()
    const { file, world, urnKey } = election
    const { tracker } = castVote(
      file,
      beginVote(file, code(2), election.now),
      [
        [1, 0],
        [0, 0, 0],
      ],
      urnKey,
      world,
    )
    const before = election.contents()
    const begin = (typed: string) => refusalOf(() => beginVote(file, typed, election.now))
    expect(begin("0".repeat(22))).toMatchObject({ code: "not-a-code" })
    expect(begin("11111-111111-11111-111111")).toMatchObject({ params: { finding: { code: "BALLOT_CREDENTIAL" } } })
    expect(begin(election.reserve[0] ?? "")).toMatchObject({ params: { finding: { code: "BALLOT_RESERVE" } } })
    expect(begin(code(2))).toMatchObject({ params: { finding: { code: "BALLOT_REVOTE" }, tracker } })
    election.now = hours.closes
    expect(begin(code(0))).toMatchObject({ code: "wrong-phase", params: { phase: "closed" } })
    expect(election.contents()).toBe(before)
  })

  test("accepts a session that began before the hour, within the grace and not later", () => {
    election = new TestElection().open()
    const { file, world, urnKey } = election
    election.now = hours.closes - 1
    const [first, second] = [beginVote(file, code(0), election.now), beginVote(file, code(1), election.now)]
    election.now = hours.graceEnds - 1
    const { tracker } = castVote(file, first, ["blank", [0, 0, 0]], urnKey, world)
    expect(file.urn.ballot(tracker)).toMatchObject({ inGrace: true })
    election.now = hours.graceEnds
    expect(refusalOf(() => castVote(file, second, ["blank", [0, 0, 0]], urnKey, world))).toMatchObject({
      code: "vote-over",
    })
  })

  test("refuses choices that the questions do not allow, with their place, and casts nothing", () => {
    election = new TestElection().open()
    const { file, world, urnKey } = election
    const session = beginVote(file, code(0), election.now)
    const before = election.contents()
    expect(refusalOf(() => castVote(file, session, [[1, 1], "blank"], urnKey, world))).toMatchObject({
      code: "faulty-artefact",
      params: { findings: [{ code: "CHOICE_BOUNDS", at: "--choice" }, { code: "CHOICE_BLANK" }] },
    })
    expect(election.contents()).toBe(before)
  })

  test("refuses the slower of two sessions with one code, and tells it of the other's ballot", () => {
    election = new TestElection().open()
    const { file, world, urnKey } = election
    const [first, second] = [beginVote(file, code(0), election.now), beginVote(file, code(0), election.now)]
    const { tracker } = castVote(file, first, ["blank", [0, 0, 0]], urnKey, world)
    expect(
      refusalOf(() =>
        castVote(
          file,
          second,
          [
            [1, 0],
            [0, 0, 0],
          ],
          urnKey,
          world,
        ),
      ),
    ).toMatchObject({
      code: "ballot-refused",
      params: { finding: { code: "BALLOT_REVOTE" }, tracker },
    })
  })
})

describe("a ballot made from the archive alone", () => {
  const archive = () => election.write("congress.bel", concat(...archiveBytes(election.file)))

  test("is accepted by the election", async () => {
    election = new TestElection().open()
    const archived = await readArchivedElection(archive(), election.world)
    const ballot = makeArchivedBallot(
      archived,
      code(1),
      [
        [0, 1],
        [0, 1, 0],
      ],
      election.world.random,
    )
    election.write("b.jsonl", lines(ballot))
    expect(await importBallots(election.file, { path: "b.jsonl", channel: "office" }, election.world)).toMatchObject({
      accepted: 1,
      refused: 0,
    })
  })

  test("can be made only with a code of that election and a sound archive", async () => {
    election = new TestElection().open()
    const archived = await readArchivedElection(archive(), election.world)
    expect(
      refusalOf(() =>
        makeArchivedBallot(archived, "11111-111111-11111-111111", ["blank", [0, 0, 0]], election.world.random),
      ),
    ).toMatchObject({ code: "code-of-other-archive", params: { path: "congress.bel" } })
    election.write("cut.bel", election.read("congress.bel").slice(0, 2000))
    election.write("header.bel", election.read("congress.bel").slice(0, 1024))
    const read = (path: string) => readArchivedElection(path, election.world)
    await expect(read("cut.bel")).rejects.toMatchObject({
      code: "faulty-artefact",
      params: { findings: [{ code: "ARCHIVE_CUT" }] },
    })
    await expect(read("header.bel")).rejects.toMatchObject({ params: { findings: [{ code: "ARCHIVE_EMPTY" }] } })
    await expect(read("absent.bel")).rejects.toMatchObject({ code: "file-absent" })
  })
})

describe("choices as text", () => {
  const questions = [
    { question: "Who chairs?", answers: ["Ada", "Bo"], blank: true, min: 1, max: 1 },
    { question: "a=b", answers: ["1", "2", "blank"], blank: true, min: 0, max: 2 },
    { question: "2", answers: ["x=y"], blank: false, min: 0, max: 1 },
  ]

  test.each([
    [
      ["1=2", "a=b=1"],
      [[0, 1], [1, 0, 0], [0]],
    ],
    [["Who chairs?=Ada"], [[1, 0], [0, 0, 0], [0]]],
    [
      ["1=blank", "a=b=3"],
      ["blank", [0, 0, 1], [0]],
    ],
    [
      ["1=blanc", "a=b=2", "a=b=3"],
      ["blank", [0, 1, 1], [0]],
    ],
    [["#3=x=y"], [[0, 0], [0, 0, 0], [1]]],
    [
      ["#2=#1", "#3=#1"],
      [[0, 0], [1, 0, 0], [1]],
    ],
  ])("are read from %j", (texts, expected) => {
    election = new TestElection()
    expect(parseChoices(questions, texts)).toEqual(expected)
  })

  test.each([
    ["1", "form"],
    ["=1", "form"],
    ["4=1", "question"],
    ["0=1", "question"],
    ["Who?=Ada", "question"],
    ["1=3", "answer"],
    ["1=Eve", "answer"],
    ["3=blank", "answer"],
    // One answer has the name of a blank vote, which is possible; one question has the name of another's number.
    ["a=b=blank", "ambiguous"],
    ["a=b=blanc", "ambiguous"],
    ["2=x=y", "ambiguous"],
  ])("%s is refused: %s", (text, rule) => {
    election = new TestElection()
    expect(refusalOf(() => parseChoices(questions, [text]))).toEqual({
      code: "choice-unknown",
      params: { choice: text, rule },
    })
  })

  test("are refused if they repeat an answer, or have a blank vote beside one", () => {
    election = new TestElection()
    expect(refusalOf(() => parseChoices(questions, ["1=1", "Who chairs?=Ada"]))).toMatchObject({
      params: { rule: "twice" },
    })
    expect(refusalOf(() => parseChoices(questions, ["1=1", "1=blank"]))).toMatchObject({ params: { rule: "answer" } })
    expect(refusalOf(() => parseChoices(questions, ["1=blank", "1=1"]))).toMatchObject({ params: { rule: "answer" } })
  })

  test("are the answers that they name", () => {
    election = new TestElection().sealed()
    const { questions: asked } = sealedElection(election.file)
    const choices = parseChoices(asked, ["1=blank", "2=1", "2=Fay"])
    expect(choiceFindings(asked, choices, "")).toEqual([])
    const [blank, named] = choices
    expect(blank).toBe("blank")
    expect(asked[1]?.answers.filter((_, index) => named?.[index] === 1)).toEqual(["Di", "Fay"])
    expect(utf8Text(election.ballot(code(0), choices))).toContain(election.keyOf(code(0)))
  })
})
