import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { GoneBack } from "../../src/core/going-back.ts"
import type { Definition } from "../../src/definition/definition.ts"
import type { Ask } from "../../src/definition/form.ts"
import { defineByAsking } from "../../src/definition/operations.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import { TestWorld } from "../support/script.ts"
import { uncancelled } from "../support/tools.ts"

/** Typed instead of an answer: the proposal is accepted, the user goes back, or stops. */
const [enter, back, stop] = ["⏎", "⎋", "^C"]
const write = "yes: write the file"
const change = "no: change an answer"
type Typed = string | boolean | RegExp

let world: TestWorld
beforeEach(() => {
  world = new TestWorld()
})
afterEach(() => {
  world.remove()
})

class Stopped extends Error {}

/**
 * Types these answers, one per question. If a question refuses one, the next is typed. A pattern chooses a line of a
 * list.
 */
async function define(typed: readonly Typed[], screen: "en" | "fr" = "en") {
  const waiting = [...typed]
  const refused: string[] = []
  const questions: string[] = []
  const shown: string[] = []
  let previewed: Definition | undefined
  const next = (question: string) => {
    const answer = waiting.shift()
    if (answer === undefined) throw new Error(`not answered: ${question}`)
    questions.push(question)
    if (answer === back) throw new GoneBack()
    if (answer === stop) throw new Stopped()
    return answer
  }
  const ask: Ask = {
    text: (question, _option, settings) => {
      for (;;) {
        const answer = next(question)
        if (typeof answer !== "string") throw new Error(`${question} wants a text`)
        const given = answer === enter ? (settings?.initial ?? "") : answer
        const verdict = settings?.check?.(given) ?? true
        if (verdict === true) return Promise.resolve(given)
        refused.push(verdict)
      }
    },
    choice: (question, _option, choices, initial) => {
      const answer = next(question)
      const chosen = choices.find(({ name, value }) =>
        answer === enter ? value === initial : answer instanceof RegExp ? answer.test(name) : answer === name,
      )
      if (chosen === undefined) throw new Error(`${question}: no choice ${String(answer)}`)
      return Promise.resolve(chosen.value)
    },
    yesNo: (question, _option, initial) => {
      const answer = next(question)
      return Promise.resolve(answer === enter ? initial === true : answer === true)
    },
    show: (text) => void shown.push(text),
    redraw: (title, answered) =>
      void shown.splice(0, shown.length, `${title}\n`, ...answered.map((one) => `✔ ${one.question} ${one.answer}\n`)),
  }
  const asking = {
    ...{ screen, now: world.now, force: false, outside: { ...ask, interactive: true } },
    preview: (definition: Definition) => {
      previewed = definition
    },
  }
  const files = diskFiles(world.cwd, process.stdin, uncancelled)
  const written = await defineByAsking(files, ask, "e.yaml", asking).catch((error: unknown) => {
    if (error instanceof Stopped) return undefined
    throw error
  })
  const definition = written === undefined ? undefined : definitionIn(text("e.yaml"))
  expect(waiting, "everything was asked").toEqual([])
  if (definition !== undefined) expect(definition, "what was shown is what was written").toEqual(previewed)
  return { definition, refused, questions, shown: shown.join("") }
}

const text = (name: string) => readFileSync(join(world.cwd, name), "utf8")

function definitionIn(written: string): Definition {
  const parsed = parseDefinition(written)
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  return parsed.definition
}

const election: readonly Typed[] = [enter, "Board", "Europe/Paris", "28 November 2026 20:00", "29 November 2026 20:00"]
const hours: readonly Typed[] = [enter, enter, enter]
const ballot: readonly Typed[] = ["Who chairs?", "Ada Byron", "Bo Diddley", enter, enter, enter, enter, enter, enter]
const authority: readonly Typed[] = ["Board", "Ada Byron", enter, enter, enter, enter, enter]
const trustees: readonly Typed[] = ["The Registry", enter]
const roll: readonly Typed[] = ["number", "name", enter, enter, enter, enter]
const rest: readonly Typed[] = [enter, enter, enter, enter]
const everything = [...election, ...hours, ...ballot, ...authority, ...trustees, ...roll, ...rest]

test("in French, the questions lead to a definition without a mistake, and a wrong answer is asked for again", async () => {
  const { definition, refused } = await define(
    [
      ...[/français/, "", "Élection du président", "Europe/Pari", enter],
      ...["", "2026-03-29 02:30", "29/03/2026 8 h", "2026-03-29T07:00", "dimanche 29 mars 2026 à 18 h", "2 h"],
      ...[/dernier/, false],
      ...["Qui ?", "Ada", "ada", "Bo", "", "3", "2", "0", true, /absolue/, false],
      ...["Bureau", "Ève A", "Luc B", "Zoé C", ""],
      ...[/^président/, "Marie D", /^délégué/, "", enter, "", "1", enter, true],
      ...["Greffe", "Mandataire A", "Mandataire B", "", enter],
      ...["numero", "nom, prenom", "adresse, cp, ville", "pays", "cp", "", "cotisation", "à jour", ""],
      ...["0", "4"],
      ...["http://x", "https://vote.example.fr", "", "aide", "aide@example.fr", /^oui/],
    ],
    "fr",
  )
  expect(refused).toHaveLength(12)
  expect(refused.filter((said) => said === "Il faut répondre à cette question")).toHaveLength(2)
  expect(refused).toContain("« Europe/Pari » n’est pas un fuseau horaire connu ici (Europe/Paris)")
  expect(refused).toContain("« ada » figure déjà plus haut : rien ne peut figurer deux fois ici")
  expect(definition).toMatchObject({
    ...{ timezone: "Europe/Paris", opens: Date.parse("2026-03-29T06:00Z"), closes: Date.parse("2026-03-29T16:00Z") },
    ...{ grace: 120, revote: "last-counts", minimumBallots: 4 },
    questions: [
      {
        ...{ answers: ["Ada", "Bo"], min: 0, max: 2, blank: true },
        rule: { majority: "absolute", of: "valid", seats: 2, quorum: null, secondRound: null },
      },
    ],
    authority: {
      quorum: { total: 2, roles: { president: 1 } },
      members: [{ id: "eve-a", substitute: { id: "marie-d", name: "Marie D" } }, { id: "luc-b" }, { id: "zoe-c" }],
    },
    trustees: { mandatory: [], threshold: { needed: 2, holders: ["greffe", "mandataire-a", "mandataire-b"] } },
    roll: { postcode: "cp", eligible: { cotisation: ["à jour"] } },
  })
  expect(text("e.yaml")).toContain("# mandataire-a = Mandataire A\n")
})

test("Enter accepts what is proposed, and the draft is removed once the definition is written", async () => {
  const { definition, shown } = await define([...everything, write])
  expect(definition).toMatchObject({
    ...{ locale: "en", grace: 30, revote: "refused", rehearsal: false, minimumBallots: 10 },
    questions: [{ answers: ["Ada Byron", "Bo Diddley"], min: 1, max: 1, blank: true }],
    authority: { quorum: { total: 1, roles: { president: 1 } }, members: [{ role: "president", substitute: null }] },
    trustees: { mandatory: ["the-registry"], threshold: null },
  })
  expect(text("e.yaml")).toContain("# the-registry = The Registry\n")
  expect(shown).toContain("e.yaml.draft")
  expect(existsSync(join(world.cwd, "e.yaml.draft"))).toBe(false)
})

test("every question leads back to the previous one, and proposes its answer", async () => {
  const once = await define([...everything, write])
  const { questions } = once
  world.remove()
  world = new TestWorld()
  // Goes back from each question, and on again with what was answered.
  const wandering = everything.flatMap((answer, rank) => (rank === 0 ? [answer] : [back, enter, answer]))
  const again = await define([...wandering, back, enter, write])
  expect(again.definition).toEqual(once.definition)
  expect(new Set(again.questions)).toEqual(new Set(questions))
})

test("an answer removed from the middle of a list moves up those after it", async () => {
  const typed = [
    ...election,
    ...hours,
    "Who chairs?",
    "Ada",
    "Bo",
    "Cy",
    "Di",
    back,
    back,
    back,
    "-",
    enter,
    enter,
    enter,
  ]
  const { definition } = await define([
    ...typed,
    ...[enter, enter, enter, enter, enter],
    ...authority,
    ...trustees,
    ...roll,
    ...rest,
    write,
  ])
  expect(definition?.questions[0]?.answers).toEqual(["Ada", "Cy", "Di"])
})

test("a hyphen removes the first item of a list if another moves up, and is no name if none does", async () => {
  const [asked, ada, bo] = ballot
  const { definition, refused } = await define([
    ...election,
    ...hours,
    ...[asked ?? "", "-", ada ?? "", bo ?? "", "Cy", back, back, back, "-"],
    ...[enter, enter, enter, enter, enter, enter, enter],
    ...authority,
    ...trustees,
    ...roll,
    ...rest,
    write,
  ])
  expect(refused).toHaveLength(1)
  expect(definition?.questions[0]?.answers).toEqual(["Bo Diddley", "Cy"])
})

test("the last page can change any answer, and asks again only for what follows from it", async () => {
  const { definition, questions } = await define([
    ...everything,
    change,
    /^Name of the election: Board$/,
    "Board of 2026",
    change,
    /^The vote opens/,
    "30 November 2026 20:00",
    // The hour of the close, the previous question, is asked again.
    "1 December 2026 20:00",
    change,
    /^Answer 3: —/,
    "Cy Twombly",
    enter,
    change,
    /^Name of member 1: Ada/,
    "Anne Levade",
    // Enter accepts the proposals for her office and her substitute.
    enter,
    enter,
    write,
  ])
  expect(definition).toMatchObject({ name: "Board of 2026", opens: Date.parse("2026-11-30T19:00Z") })
  expect(definition?.questions[0]?.answers).toEqual(["Ada Byron", "Bo Diddley", "Cy Twombly"])
  expect(definition?.authority.members[0]).toMatchObject({ id: "anne-levade", name: "Anne Levade", role: "president" })
  expect(questions.filter((question) => question === "Time zone")).toHaveLength(1)
})

test("the next run continues wherever somebody stopped", async () => {
  // It is done once before each answer, and the definition goes on from there.
  for (const [rank, answer] of everything.entries()) await define([...(rank === 0 ? [] : [/^yes/]), answer, stop])
  const { definition } = await define([/^yes/, write])
  expect(definition).toMatchObject({ name: "Board", authority: { members: [{ name: "Ada Byron" }] } })
})

test("a draft may be discarded, and a file that is not a draft is left alone", async () => {
  await define([...election, stop])
  const { questions } = await define([/^no/, enter, stop])
  expect(questions).toEqual([
    "There is a draft, e.yaml.draft, with 5 answers. Go on with it?",
    "Language of the election’s documents",
    "Name of the election",
  ])
  writeFileSync(join(world.cwd, "e.yaml.draft"), "my own notes\n")
  await expect(define([])).rejects.toMatchObject({ code: "not-replaced", params: { path: "e.yaml.draft" } })
  writeFileSync(join(world.cwd, "e.yaml.draft"), "urne draft v9\n")
  await expect(define([])).rejects.toMatchObject({ code: "newer-format" })
  expect(text("e.yaml.draft")).toBe("urne draft v9\n")
})

test("after somebody went back, the screen shows only the answers that still stand", async () => {
  const { shown } = await define([
    ...election,
    ...hours,
    "Who chairs?",
    "Ada Byron",
    "Bo Diddley",
    back,
    back,
    "Ada",
    stop,
  ])
  expect(shown).toBe("THE BALLOT\n✔ Question put to the voters Who chairs?\n")
  // Going back beyond the first question of a part shows the answers of the previous part.
  rmSync(join(world.cwd, "e.yaml.draft"))
  const before = await define([...election, ...hours, back, true, "Who sits?", stop])
  expect(before.shown).toContain("✔ Name of the election Board\n")
  expect(before.shown).not.toContain("Is this a rehearsal")
})

test("who is elected is asked once per question, and is left open by default", async () => {
  const asked = "Who is elected, by the counts alone?"
  const before = [...election, ...hours, ...ballot.slice(0, -2)]
  const after = [false, ...authority, ...trustees, ...roll, ...rest, write]
  const ruled = async (answer: Typed) => {
    const { definition, questions } = await define([...before, answer, ...after])
    expect(questions.filter((question) => question === asked)).toHaveLength(1)
    rmSync(join(world.cwd, "e.yaml"))
    return definition?.questions[0]
  }
  expect(await ruled(enter)).not.toHaveProperty("rule")
  const usual = { majority: "absolute", of: "valid", seats: 1, quorum: null, secondRound: null }
  expect((await ruled(/relative/))?.rule).toEqual({ ...usual, majority: "relative" })
  expect((await ruled(/absolute/))?.rule).toEqual(usual)
  expect((await ruled(/second round/))?.rule).toEqual({ ...usual, secondRound: 2 })
})
