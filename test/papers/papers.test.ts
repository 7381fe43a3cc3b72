import { readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { fromBase64, hex } from "../../src/core/bytes.ts"
import { fingerprintGroups } from "../../src/core/fingerprint.ts"
import { languages } from "../../src/core/vocabulary.ts"
import type { NamedElection } from "../../src/definition/named-election.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { formatCount, formatShare } from "../../src/language/language.ts"
import { qrShapes, readQr } from "../../src/paper/qr.ts"
import { readDocument } from "../../src/paper/reading.ts"
import { printPaper } from "../../src/papers/paper.ts"
import { proclamationPaper } from "../../src/papers/reports.ts"
import type { ElectionResult } from "../../src/tally/result.ts"
import { TestWorld } from "../support/script.ts"

/** Reads the texts of each page, line by line, and its QR codes. */
function read(bytes: Uint8Array) {
  return [...readDocument(bytes)].map((page) => ({
    text: page.texts.map(({ text }) => text).join("\n"),
    codes: qrShapes(page).map(readQr),
  }))
}

/** Reads the result in the form for programs. */
interface Shown extends Pick<ElectionResult, "uuid" | "members" | "voters"> {
  readonly questions: readonly {
    readonly valid: string
    readonly answers: readonly { readonly answer: string; readonly votes: string }[]
  }[]
}

describe.each(languages)("the papers of an election in %s", (language) => {
  const { labels } = catalogueOf(language)
  const world = new TestWorld()
  let result: Shown
  let people: readonly string[] = []
  const file = join("night", "election.urne")
  beforeAll(async () => {
    expect(await world.run("define", "election.yaml", "--example", "--lang", language)).toBe(0)
    const rehearse = ["rehearse", "election.yaml", "--members", "30", "--seed", "papers", "--out", "night"]
    expect(await world.run(...rehearse), world.err).toBe(0)
    expect(await world.run("--file", file, "result", "--json")).toBe(0)
    result = JSON.parse(world.out) as Shown
    expect(await world.run("--file", file, "authority", "list", "--json")).toBe(0)
    people = (JSON.parse(world.out) as { members: readonly { name: string }[] }).members.map(({ name }) => name)
  })
  afterAll(() => {
    world.remove()
  })

  async function printed(kind: string, ...more: readonly string[]) {
    const path = `${kind}-${more.length}.pdf`
    expect(await world.run("--file", file, "paper", "print", kind, "--out", path, ...more), world.err).toBe(0)
    return read(readFileSync(join(world.cwd, path)))
  }

  /** Returns the journal's state after its last entry of a type, as the record proves that entry. */
  async function journalAfter(type: string): Promise<{ readonly size: number; readonly root: string }> {
    expect(await world.run("--file", file, "journal", "list", "--type", type, "--json")).toBe(0)
    const { entries } = JSON.parse(world.out) as { entries: readonly { number: number }[] }
    const size = entries.at(-1)?.number ?? 0
    const { openElectionFile } = await import("../../src/election/file.ts")
    const { journalRoot } = await import("../../src/journal/operations.ts")
    const open = openElectionFile(join(world.cwd, file))
    try {
      return { size, root: `sha256:${hex(journalRoot(open.journal, size))}` }
    } finally {
      open.store.close()
    }
  }

  test.each([
    ["zero-report", "urn.opened"],
    ["closing-report", "urn.frozen"],
    ["proclamation", "act.effective"],
  ] as const)("%s names the people who sign, and the state of the journal that it describes", async (kind, type) => {
    const pages = await printed(kind)
    const all = pages.map(({ text }) => text).join("\n")
    const { size, root } = await journalAfter(type)
    expect(all).toContain(labels.papers.journal(size))
    const groups = fingerprintGroups(root)
    expect(all).toContain(`${groups.slice(0, 4).join(" ")}\n${groups.slice(4).join(" ")}`)
    expect(pages.flatMap(({ codes }) => codes)).toEqual([`urne/${result.uuid}\n${size}\n${root}`])
    for (const name of people) expect(all).toContain(name)
    expect(people.length).toBeGreaterThan(2)
    for (const [i, { text }] of pages.entries()) {
      expect(text).toContain(labels.tally.rehearsal)
      expect(text).toContain(`${groups.join(" ")} · ${labels.papers.page(i + 1, pages.length)}`)
    }
    expect(all).not.toMatch(/undefined|NaN|□/)
  })

  test("give the office of each person, which has no gender, beside the name", async () => {
    const text = (await printed("closing-report", "--rows", "3")).map((page) => page.text).join("\n")
    expect(text).toContain(`\n${labels.lifecycle.offices.president}`)
    expect(text).not.toMatch(/\n(?:président|délégué)\b/)
  })

  test("the proclamation has the figures of result, with shares of valid votes and of members", async () => {
    const all = (await printed("proclamation", "--rows", "1")).map(({ text }) => text).join("\n")
    for (const { answers, valid } of result.questions) {
      for (const { answer, votes } of answers) {
        const shares = [valid, result.members].map((whole) => formatShare(BigInt(votes), BigInt(whole), language))
        expect(all).toContain([answer, formatCount(BigInt(votes), language), ...shares].join("\n"))
      }
    }
    const abstained = result.members - result.voters
    const share = formatShare(BigInt(abstained), BigInt(result.members), language)
    expect(all).toContain(`${labels.papers.abstentions}\n${abstained} (${share})`)
    expect(all).not.toContain(labels.tally.provisional)
  })

  test("empty sheets have as many lines as are asked for, with their titles on each page", async () => {
    for (const kind of ["mark-off-sheet", "log-book"]) {
      const pages = await printed(kind, "--rows", "50")
      expect(pages.length).toBeGreaterThan(1)
      const title = kind === "log-book" ? labels.papers.log.event : labels.papers.markOff.name
      for (const { text } of pages.slice(0, -1)) expect(text).toContain(title)
      expect(pages.map(({ codes }) => codes).flat()).toEqual([])
    }
  })

  test("a paper is named in the election's language, and says what the height beside a fingerprint is", async () => {
    expect(await world.run("--file", file, "paper", "print", "closing-report"), world.err).toBe(0)
    const name = language === "fr" ? "constat-cloture.pdf" : "closing-report.pdf"
    const [page] = read(readFileSync(join(world.cwd, name)))
    expect(page?.text).toMatch(
      language === "fr" ? /Rang du dernier événement\s+\d+ \(rang 0/ : /Height of the frozen urn\s+\d+ \(0 is/,
    )
  })

  test("a paper always has the same bytes, and never replaces an existing one", async () => {
    await printed("zero-report", "--rows", "2")
    const first = readFileSync(join(world.cwd, "zero-report-2.pdf"))
    expect(await world.run("--file", file, "paper", "print", "zero-report", "--out", "again.pdf")).toBe(0)
    expect(readFileSync(join(world.cwd, "again.pdf")).equals(first)).toBe(true)
    expect(await world.run("--file", file, "paper", "print", "zero-report", "--out", "again.pdf")).toBe(4)
  })
})

test("a report of an event that has not happened is refused", async () => {
  const { electionToWaitFor } = await import("../support/waiting.ts")
  const world = new TestWorld()
  try {
    await electionToWaitFor(world)
    for (const kind of ["zero-report", "closing-report", "proclamation"]) {
      expect(await world.run("paper", "print", kind), kind).toBe(4)
    }
    expect(await world.run("paper", "print", "log-book"), world.err).toBe(0)
    expect(await world.run("paper", "print", "poem")).toBe(2)
    expect(world.err).toContain("zero-report")
  } finally {
    world.remove()
  }
})

describe("the proclamation of a result", () => {
  const election: NamedElection = {
    ...{ uuid: "9xDrMnXn4cUuGk", name: "Élection", authority: "Haute Autorité", locale: "fr" },
    ...{ timezone: "Europe/Paris", rehearsal: false },
  }
  const question = {
    question: "Qui ?",
    answers: [
      { answer: "Ada", votes: 7n, share: 5000 },
      { answer: "Bo", votes: 7n, share: 5000 },
    ],
    ...{ blank: 2n, valid: 14n, tie: ["Ada", "Bo"], outcome: null },
  }
  const result: ElectionResult = {
    ...{ uuid: election.uuid, name: election.name, rehearsal: false, provisional: true, members: 268_341, voters: 16 },
    ...{ ballots: { accepted: 16, replaced: 0, counted: 16 }, weight: 16n, questions: [question], balance: [] },
  }
  const more = {
    at: "2014-11-29T22:00:00Z",
    journal: { size: 12, root: `sha256:${hex(fromBase64("AAAA") ?? new Uint8Array())}`.padEnd(71, "0") },
    people: [{ name: "Anne Levade", role: "president" }],
  } as const
  const pagesOf = async (shown: ElectionResult, weighted: boolean) =>
    read((await printPaper(election, proclamationPaper(election, shown, { ...more, weighted }))).bytes)

  test("names a tie, and says on every page that it is provisional until it is proclaimed", async () => {
    const pages = await pagesOf(result, false)
    for (const { text } of pages) expect(text).toContain("PROVISOIRE")
    const all = pages.map(({ text }) => text).join("\n")
    expect(all).toContain("ÉGALITÉ à la première place : Ada, Bo.")
    expect(all).toContain("Ada\n7\n50,00 %\n0,00 %")
    const [proclaimed] = await pagesOf({ ...result, provisional: false }, false)
    expect(proclaimed?.text).not.toContain("PROVISOIRE")
    expect(proclaimed?.text).toContain("Résultats proclamés par la Haute Autorité le samedi 29 novembre 2014")
  })

  test("says who is elected if the definition has a rule for it, and what a tie leaves open", async () => {
    const rule = {
      majority: "absolute",
      of: "valid",
      seats: 1,
      needed: 8n,
      quorum: null,
      vacant: 1,
      tie: null,
    } as const
    const outcome = { ...rule, elected: [], secondRound: { answers: ["Ada", "Bo"], tie: null } }
    const [page] = await pagesOf({ ...result, questions: [{ ...question, outcome }] }, false)
    expect(page?.text).toContain("Majorité absolue : 8 voix sur 14 suffrages exprimés.")
    expect(page?.text).toContain("Aucune réponse n’obtient la majorité absolue.")
    expect(page?.text).toContain("Ballottage : second tour entre Ada et Bo.")
    expect(page?.text).not.toContain("ÉGALITÉ")
    const tie = { ...rule, vacant: 0, elected: [], tie: { places: 1, answers: ["Ada", "Bo"] }, secondRound: null }
    const [tied] = await pagesOf({ ...result, questions: [{ ...question, outcome: tie }] }, false)
    expect(tied?.text).toContain("ÉGALITÉ entre Ada et Bo : le décompte ne dit pas qui est élu.")
  })

  test("does not compare votes with members if votes have weights", async () => {
    const [page] = await pagesOf(result, true)
    expect(page?.text).toContain("Ada\n7\n50,00 %\nBo")
    expect(page?.text).not.toContain("Des inscrits")
  })

  test("keeps the boxes to sign in on one page with their heading", async () => {
    const people = Array.from({ length: 8 }, (_, i) => ({ name: `Membre ${i}`, role: "member" as const }))
    for (let answers = 1; answers < 40; answers += 3) {
      const many = Array.from({ length: answers }, (_, i) => ({ answer: `Réponse ${i}`, votes: 1n, share: 100 }))
      const shown = { ...result, questions: [{ ...question, answers: many }] }
      const content = proclamationPaper(election, shown, { ...more, people, weighted: false })
      const pages = read((await printPaper(election, content)).bytes)
      const place = pages.find(({ text }) => text.includes("Signatures"))
      for (const { name } of people) expect(place?.text).toContain(name)
    }
  })
})
