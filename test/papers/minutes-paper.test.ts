import { expect, test } from "vitest"
import { type FlowFrame, flowPages } from "../../src/paper/flow.ts"
import { fontMetrics } from "../../src/paper/font.ts"
import type { Page } from "../../src/paper/page.ts"
import { minutesPaper } from "../../src/papers/minutes-paper.ts"
import { uuid } from "../urn/test-election.ts"

const metrics = await fontMetrics()
const frame: FlowFrame = { foot: (page, pages) => `${page}/${pages}` }
const hash = `sha256:${"0123456789abcdef".repeat(4)}`
const named = { uuid, name: "Congrès", authority: "Haute Autorité", locale: "fr", timezone: "Europe/Paris" } as const

const wordsOf = ({ marks }: Page) => marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []))
const pagesWith = (pages: readonly Page[], words: string) =>
  pages.flatMap((page, i) => (wordsOf(page).some((text) => text.includes(words)) ? [i] : []))

/** Sets minutes in which so many lines come before an incident, and as many after it. */
function pagesOf(lines: number): readonly Page[] {
  const many = Array.from({ length: lines }, (_, i) => `- Ligne ${i}`).join("\n")
  const incident = "- Incident 1\n    Constaté à 20 h 15\n    Allégué à 22 h 30\n    Rien ne le prouve"
  const other = "- Intervention 1\n    Composant : site"
  const text = `PROCÈS-VERBAL\nCongrès\nHaute Autorité\nDressé hier.\n\nRubrique\n${many}\n${incident}\n${other}\n${many}\n`
  const note = {
    ...{ rehearsal: false, uuid, result: { height: 1, hash: "" }, register: { size: 0, root: new Uint8Array() } },
    ...{ drawn: 0, public: hash, full: hash },
  } as Parameters<typeof minutesPaper>[2]["note"]
  const signers = [
    { name: "Odile Marchand", role: "president" },
    { name: "Lucien Bréhat", role: "secretary" },
  ] as const
  const { blocks } = minutesPaper({ ...named, rehearsal: false }, text, { note, hash, signers })
  return flowPages(blocks, frame, metrics)
}

test("nobody signs a sheet on which there is no hash of what was signed", () => {
  for (let lines = 1; lines < 60; lines++) {
    const pages = pagesOf(lines)
    const [signed = -1] = pagesWith(pages, "Lucien Bréhat")
    expect(pagesWith(pages, "0123 4567"), `${lines} lines`).toEqual([signed])
    expect(pages[signed]?.marks.some(({ kind }) => kind === "qr")).toBe(true)
  }
})

test("what belongs to a sentence begins on its page, and its last line is not alone", () => {
  for (let lines = 1; lines < 60; lines++) {
    const pages = pagesOf(lines)
    const place = (words: string) => pagesWith(pages, words)
    expect(place("Incident 1"), `${lines} lines`).toEqual(place("Constaté"))
    expect(place("Allégué"), `${lines} lines`).toEqual(place("Rien ne le prouve"))
    expect(place("Intervention 1"), `${lines} lines`).toEqual(place("Composant"))
  }
})
