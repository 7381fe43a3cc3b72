import { describe, expect, test } from "vitest"
import { languages } from "../../src/core/vocabulary.ts"
import {
  type FaultyLetterFile,
  type LetterFile,
  makeLetterFile,
  type SheetMaker,
} from "../../src/letters/letter-file.ts"
import { letterSheet, setLetter } from "../../src/letters/letter-sheet.ts"
import { controlCode, type Letter, type LetterElection, letterFaults } from "../../src/letters/letter.ts"
import { writeDocument } from "../../src/paper/document.ts"
import { fontMetrics } from "../../src/paper/font.ts"
import { addressWindow, type Mark, type Page, sheet } from "../../src/paper/page.ts"
import { qrShapes, readQr } from "../../src/paper/qr.ts"
import { readDocument, type ReadPage } from "../../src/paper/reading.ts"
import { definition, uuid } from "../credentials/open-election.ts"

const metrics = await fontMetrics()
const anchor = `sha256:${"3b7f91c2".repeat(8)}`
const base: LetterElection = {
  ...definition({ rehearsal: false }),
  uuid,
  issued: Date.UTC(2014, 10, 14, 9),
  authority: "Haute Autorité",
  returnAddress: [],
  anchor,
  fingerprint: ["3b7f", "91c2", "3b7f", "91c2", "3b7f", "91c2", "3b7f", "91c2"],
}
const anne: Letter = {
  member: { id: "0048213", lines: ["Anne-Marie Lefèvre", "12 rue du Général-de-Gaulle", "75014 PARIS"] },
  code: "aBcDe-fGhJkm-NPqRs-tUvWxY",
  weight: 1n,
}
const bruno: Letter = {
  ...anne,
  member: { id: "7", lines: ["Bruno Ng", "98718 PUNAAUIA"] },
  code: "11111-222222-33333-444444",
}
function pagesOf(made: LetterFile | FaultyLetterFile): readonly ReadPage[] {
  return "content" in made && made.content !== undefined ? [...readDocument(made.content)] : []
}
const place = { part: 1, sheet: 1, sheets: 2 }

async function shown(pages: readonly Page[]): Promise<readonly ReadPage[]> {
  return [...readDocument(await writeDocument(pages, { title: "t", language: "fr", date: 0 }))]
}
const set = (letter: Letter, election = base) => setLetter(letterSheet(election, metrics), letter, place, metrics)
const wordsOf = (page: ReadPage | undefined) => (page?.texts ?? []).map(({ text }) => text).join("\n")
/** Returns the same with lines joined. */
const textOf = (page: ReadPage | undefined) => wordsOf(page).replaceAll("\n", " ")
const refused = (code: string) => expect.objectContaining({ code }) as unknown

describe("a letter", () => {
  test.each(languages)("keeps within its margins in %s", (locale) => {
    const { page } = set(anne, { ...base, locale })
    for (const mark of page.marks.filter((one) => one.kind === "text")) {
      const width = metrics.width(mark.text, mark.font, mark.size)
      const end = mark.align === "right" ? mark.x : mark.x + width
      expect(end, mark.text).toBeLessThanOrEqual(sheet.width - 20)
    }
  })

  test("says in French what a voter must know", async () => {
    const [page] = await shown([set(anne).page])
    const words = textOf(page)
    for (const part of [
      "Élection du président 2014",
      "0048213",
      "aBcDe-fGhJkm-NPqRs-tUvWxY",
      "Du vendredi 28 novembre 2014 à 20 h 00 au samedi 29 novembre 2014 à 20 h 00, heure de Paris.",
      "https://vote.example.fr",
      "Prévenez aussitôt : Haute Autorité (+33 1 00 00 00 00 ou aide@example.fr).",
      "Toute autre adresse est frauduleuse.",
      "Empreinte de l’autorité : Haute Autorité",
      "3b7f 91c2 3b7f 91c2",
      "Fichier 1 · feuille 1 sur 2",
      controlCode(uuid, "0048213", anne.code),
    ]) {
      expect(words).toContain(part)
    }
    expect(words).not.toContain("BLANC")
    expect(page && qrShapes(page).map(readQr)).toEqual([anchor, anne.code])
  })

  test("says the same in English, in the election's zone", async () => {
    const [page] = await shown([set(anne, { ...base, locale: "en", timezone: "America/New_York" }).page])
    expect(wordsOf(page)).toContain("From Friday, 28 November 2014 at 14:00")
    expect(wordsOf(page)).toContain("Your voting code")
  })

  test.each(languages)("of a rehearsal cannot be mistaken for a real one (%s)", async (locale) => {
    const [page] = await shown([set(anne, { ...base, locale, rehearsal: true }).page])
    expect(wordsOf(page)).toMatch(locale === "fr" ? /SCRUTIN À BLANC[^]*scrutin à blanc/ : /REHEARSAL[^]*rehearsal/)
  })

  test("says what is asked, whether one may vote again, and when it was issued", async () => {
    const [question] = base.questions
    if (question === undefined) throw new Error("no question")
    const other = { question: "Approuvez-vous le rapport ?", answers: ["Oui", "Non"], blank: false, min: 0, max: 1 }
    const questions = [{ ...question, blank: true }, other]
    const [once, again, english] = await shown([
      set(anne, { ...base, revote: "refused" }).page,
      set(anne, { ...base, revote: "last-counts", questions }).page,
      set(anne, { ...base, locale: "en", questions }).page,
    ])
    expect(textOf(once)).toContain("Un seul vote, définitif")
    expect(textOf(once)).toContain(question.question)
    expect(textOf(once)).not.toContain("1. ")
    for (const answer of question.answers) expect(textOf(once)).toContain(answer)
    expect(textOf(again)).toContain("seul votre dernier bulletin compte")
    expect(textOf(again)).toContain("2. Approuvez-vous le rapport ? Oui · Non (1 réponse au plus)")
    expect(textOf(again)).toContain(", ou vote blanc)")
    expect(textOf(again)).toContain("Établi le 14 novembre 2014")
    expect(textOf(again)).toContain("ils montrent si deux courriers ont été échangés")
    expect(textOf(english)).toContain("Oui · Non (choose up to 1 of them)")
    expect(textOf(english)).toContain("Issued on 14 November 2014")
  })

  test("of a ballot with a hundred names says how many there are, and is not refused", async () => {
    const answers = Array.from({ length: 131 }, (_, i) => `Candidate ou candidat numéro ${i + 1} de la liste`)
    const questions = [{ question: "Qui siège au conseil ?", answers, blank: true, min: 0, max: 20 }]
    const [page] = await shown([set(anne, { ...base, questions }).page])
    expect(textOf(page)).toContain("Qui siège au conseil ? 131 réponses (20 réponses au plus, ou vote blanc)")
    expect(Math.max(...(page?.texts.map(({ y }) => y) ?? []))).toBeLessThan(290)
  })

  test("states a weight if there is one", async () => {
    const [light, heavy] = await shown([set(anne).page, set({ ...anne, weight: 3n }).page])
    expect(wordsOf(light)).not.toContain("compte pour")
    expect(wordsOf(heavy)).toContain("Votre bulletin compte pour 3 voix.")
  })

  test("has its address inside the window, and nothing else there", async () => {
    const long: Letter = {
      ...anne,
      member: {
        id: "x".repeat(80),
        lines: ["Très ".repeat(30), ...Array.from({ length: 12 }, (_, i) => `Ligne ${i} `.repeat(9))],
      },
    }
    for (const letter of [anne, bruno, long]) {
      const { page, expected } = set(letter)
      const [read] = await shown([page])
      expect(read && letterFaults(read, expected)).toEqual([])
      const { x, y, width, height } = addressWindow.always
      for (const line of expected.texts.filter(({ fault }) => fault === "address")) {
        expect(line.x).toBeGreaterThanOrEqual(x)
        expect(line.y).toBeGreaterThan(y)
        expect(line.y).toBeLessThan(y + height)
        const size = read?.texts.find(({ text }) => text === line.text)?.size ?? 99
        expect(line.x + metrics.width(line.text, "regular", size)).toBeLessThanOrEqual(x + width)
      }
    }
    expect(set(long).flaws).toEqual(["address-cut"])
    expect(set({ ...long, member: { ...long.member, id: "x".repeat(100) } }).flaws).toEqual([
      "number-cut",
      "address-cut",
    ])
  })

  test("names letters that none of our fonts has, and everything that somebody should look at", () => {
    const named = (name: string) => set({ ...anne, member: { id: "1", lines: [name] } }).flaws
    expect(named("王小明")).toEqual(["character-missing"])
    expect(named("דוד שלום")).toEqual(["right-to-left"])
    expect(named("محمد علي")).toEqual(["right-to-left"])
    expect(named("Z\u0301\u0302\u0303oe")).toEqual(["marks-stacked"])
    expect(named("Νίκος Łukasz Đặng Ọ̀ṣun")).toEqual([])
  })

  test.each([
    ["Europe/Paris", "en", "21:00 (Paris time)."],
    ["America/Argentina/Buenos_Aires", "fr", "17 h 00, heure de Buenos Aires."],
    ["Europe/Amsterdam", "fr", "21 h 00, heure d’Amsterdam."],
    ["UTC", "en", "20:00 UTC."],
    ["Etc/UTC", "fr", "20 h 00 UTC."],
  ] as const)("names the city of %s in %s", async (timezone, locale, end) => {
    const closes = Date.UTC(2014, 10, 29, 20)
    const [page] = await shown([set(anne, { ...base, timezone, locale, closes }).page])
    expect(textOf(page)).toContain(end)
    if (timezone.endsWith("UTC")) expect(textOf(page)).not.toMatch(/UTC \(/)
  })

  test("names another authority than a High one, a long one on several lines and inside the page", async () => {
    const authority = "Commission électorale indépendante de la fédération des associations sportives et culturelles"
    const [page] = await shown([set(anne, { ...base, authority, addresses: [], locale: "en" }).page])
    expect(textOf(page)).toContain(`Fingerprint of the authority: ${authority}`)
    expect(textOf(page)).toContain("Any address on the internet is a fraud.")
    expect(textOf(page)).not.toContain("Haute Autorité")
  })

  test("gives the return address under the authority's name, however long its lines, and never in the window", async () => {
    const returnAddress = [
      "Service du courrier électoral et des procurations",
      "12 rue des Exemples",
      "BP 9",
      "75999 PARIS CEDEX",
    ]
    const election = { ...base, returnAddress, authority: "Haute Autorité de l’Union ".repeat(5).trim() }
    const { page, expected } = set(anne, election)
    const [read] = await shown([page])
    for (const line of returnAddress) expect(textOf(read)).toContain(line)
    // Anything in the window beside the member's address is a fault, so there is nothing else.
    expect(read && letterFaults(read, expected)).toEqual([])
    const own = read?.texts.filter(({ text }) => returnAddress.some((line) => line.includes(text))) ?? []
    for (const { text, x, size } of own) {
      expect(x + metrics.width(text, "regular", size)).toBeLessThan(addressWindow.ever.x)
    }
  })

  test("with many addresses is set smaller, and with too many is refused", async () => {
    const addresses = (count: number) => Array.from({ length: count }, (_, i) => `https://vote${i}.example.fr`)
    const [page] = await shown([set(anne, { ...base, addresses: addresses(9) }).page])
    expect(Math.max(...(page?.texts.map(({ y }) => y) ?? []))).toBeLessThan(290)
    expect(wordsOf(page)).toContain("https://vote8.example.fr")
    expect(() => letterSheet({ ...base, addresses: addresses(40) }, metrics)).toThrow(refused("letter-too-long"))
  })

  test("without an address on the internet or a contact still says what to do", async () => {
    const [page] = await shown([set(anne, { ...base, addresses: [], help: { phone: null, email: null } }).page])
    expect(wordsOf(page)).toContain("Dans un bureau de vote")
    const words = textOf(page)
    expect(words).toContain("Prévenez aussitôt : Haute Autorité, par la voie habituelle.")
    expect(words).toContain("Toute adresse sur internet est frauduleuse.")
    expect(words).not.toContain("autre adresse")
  })

  test("does not run a hostile name", async () => {
    const hostile: Letter = {
      ...anne,
      member: { id: "1", lines: ["\u202eevil\u001b[31m", "(unbalanced) \\ << >>", "75 X"] },
    }
    const { page, expected } = set(hostile)
    const [read] = await shown([page])
    expect(read && letterFaults(read, expected)).toEqual([])
    expect(wordsOf(read)).toContain("evil[31m")
  })
})

describe("reading a printed letter back", () => {
  const sheet = letterSheet(base, metrics)
  const right = setLetter(sheet, anne, place, metrics)
  const wrong = setLetter(sheet, bruno, place, metrics)
  const faultsOf = async (change: (mark: Mark) => readonly Mark[]) => {
    const [read] = await shown([{ fixed: sheet.fixed, marks: right.page.marks.flatMap(change) }])
    return read === undefined ? [] : letterFaults(read, right.expected)
  }
  const is = (mark: Mark, words: string) => mark.kind === "text" && mark.text === words

  test("finds nothing in the letter itself", async () => {
    expect(await faultsOf((mark) => [mark])).toEqual([])
  })

  test.each<[string, (mark: Mark) => readonly Mark[], string]>([
    ["another member's number", (m) => [is(m, "0048213") ? ({ ...m, text: "7" } as Mark) : m], "member"],
    ["another member's code", (m) => [is(m, anne.code) ? ({ ...m, text: bruno.code } as Mark) : m], "code"],
    ["another member's QR code", (m) => [m.kind === "qr" ? { ...m, text: bruno.code } : m], "qr"],
    ["a second QR code", (m) => [m, ...(m.kind === "qr" ? [{ ...m, y: 250 }] : [])], "qr"],
    ["no QR code", (m) => (m.kind === "qr" ? [] : [m]), "qr"],
    [
      "another member's name",
      (m) => [is(m, "Anne-Marie Lefèvre") ? ({ ...m, text: "Bruno Ng" } as Mark) : m],
      "address",
    ],
    ["a line of the address missing", (m) => (is(m, "75014 PARIS") ? [] : [m]), "address"],
    [
      "the code of two members",
      (m) => [m, ...(is(m, anne.code) ? [{ ...m, text: bruno.code, y: 270 } as Mark] : [])],
      "code",
    ],
    ["a code in the window", (m) => [is(m, anne.code) ? { ...m, x: 101, y: 85 } : m], "window"],
    [
      "another sheet's control code",
      (m) => [
        is(m, controlCode(uuid, "0048213", anne.code))
          ? ({ ...m, text: controlCode(uuid, "7", bruno.code) } as Mark)
          : m,
      ],
      "control",
    ],
    [
      "a misread letter of the code",
      (m) => [is(m, anne.code) ? ({ ...m, text: anne.code.replace("Y", "Z") } as Mark) : m],
      "code",
    ],
  ])("catches %s", async (_what, change, fault) => {
    expect(await faultsOf(change)).toContain(fault)
  })

  test("catches a batch that slipped by one", async () => {
    const letters = [anne, bruno, { ...anne, member: { id: "8", lines: ["C D"] }, code: "zzzzz-222222-33333-444444" }]
    const all = letters.map((letter) => setLetter(sheet, letter, place, metrics))
    const read = await shown(all.map(({ page }) => page))
    for (const [i, { expected }] of all.entries()) {
      for (const [j, page] of read.entries()) expect(letterFaults(page, expected).length === 0).toBe(i === j)
    }
    expect(wrong.expected.code).toBe(bruno.code)
  })
})

test("a control code depends on election, member and code, and reveals nothing about the code without it", () => {
  const codes = [
    controlCode(uuid, "1", anne.code),
    controlCode(uuid, "2", anne.code),
    controlCode(uuid, "1", bruno.code),
    controlCode("AAAAAAAAAAAAAA", "1", anne.code),
  ]
  expect(new Set(codes).size).toBe(4)
  for (const code of codes) expect(code).toMatch(/^[A-Z2-7]{4}-[A-Z2-7]{4}$/)
})

describe("a file of letters", () => {
  const hidden: Letter = { ...anne, member: { id: "9", lines: ["王小明", "1 rue A", "75001 PARIS"] } }
  const batch = { election: base, part: 3, letters: [anne, hidden, bruno] }

  test("lists the codes that it shows, sheet by sheet, and the letters to look at", async () => {
    const made = await makeLetterFile(batch)
    expect(made).toMatchObject({
      codes: [anne.code, anne.code, bruno.code],
      flawed: [{ sheet: 2, flaws: ["character-missing"] }],
    })
    const pages = pagesOf(made)
    expect(pages.map((page) => /Fichier 3 · feuille \d sur 3/.exec(wordsOf(page))?.[0])).toEqual(
      [1, 2, 3].map((sheet) => `Fichier 3 · feuille ${sheet} sur 3`),
    )
  })

  test("has the same bytes every time", async () => {
    expect(await makeLetterFile(batch)).toEqual(await makeLetterFile(batch))
  })

  describe("in which a sheet differs from its letter", () => {
    const clara: Letter = { ...bruno, member: { id: "8", lines: ["Clara Ng", "98718 PUNAAUIA"] } }
    const letters = [anne, clara, bruno]
    const withSheet =
      (change: (mark: Mark) => Mark): SheetMaker =>
      (sheet, letter, ...rest) => {
        const made = setLetter(sheet, letter, ...rest)
        return letter === clara ? { ...made, page: { ...made.page, marks: made.page.marks.map(change) } } : made
      }

    test.each<[string, SheetMaker, string]>([
      ["another number", withSheet((m) => (m.kind === "text" && m.text === "8" ? { ...m, text: "9" } : m)), "member"],
      ["another code in the square", withSheet((m) => (m.kind === "qr" ? { ...m, text: anne.code } : m)), "qr"],
      [
        "another name",
        withSheet((m) => (m.kind === "text" && m.text === "Clara Ng" ? { ...m, text: "Claus Ng" } : m)),
        "address",
      ],
      [
        "no sheet, since it cannot be made",
        (...of) => {
          if (of[1] === clara) throw new TypeError("no such glyph")
          return setLetter(...of)
        },
        "unset",
      ],
    ])("%s: that sheet is named, and all others are kept, numbered without it", async (_, make, fault) => {
      const made = await makeLetterFile({ election: base, part: 1, letters }, make)
      expect(made).toMatchObject({ apart: [{ letter: 2, fault }], codes: [anne.code, bruno.code] })
      const pages = pagesOf(made)
      expect(pages.map((page) => /feuille \d sur \d/.exec(wordsOf(page))?.[0])).toEqual([
        "feuille 1 sur 2",
        "feuille 2 sur 2",
      ])
      expect(pages.map(wordsOf).join()).not.toMatch(/Clara|Claus/)
    })

    test("makes no file if no sheet is left, and names all that differ", async () => {
      const make = withSheet((m) => (m.kind === "qr" ? { ...m, text: anne.code } : m))
      expect(await makeLetterFile({ election: base, part: 1, letters: [clara] }, make)).toMatchObject({
        content: undefined,
        apart: [{ letter: 1, fault: "qr" }],
      })
      const none: SheetMaker = () => {
        throw new TypeError("no such glyph")
      }
      const made = await makeLetterFile({ election: base, part: 1, letters }, none)
      expect(made).toMatchObject({ content: undefined, apart: [1, 2, 3].map((letter) => ({ letter, fault: "unset" })) })
    })

    test("refuses a sheet whose text is not a code", async () => {
      const made = await makeLetterFile({ election: base, part: 1, letters: [anne, { ...bruno, code: "no code" }] })
      expect(made).toMatchObject({ apart: [{ letter: 2, fault: "code" }] })
    })
  })
})

test("names as they are copied out of a PDF, or written in any script, are printed beside each other and read back", async () => {
  const names = [
    ...[
      "Seraﬁni Rita",
      "Serafini Rita",
      "Raﬀaele Eﬃng",
      "Maﬄy Soﬂeur",
      "Straßer ﬅ ﬆ",
      "Martin Alice",
      "fi fl ff ffi ffl",
    ],
    ...["Նարինե մﬓ ﬔ", "Ĳsbrand Ǆemal", "Nguyễn Thị Hạnh", "Z̈oe̋ Ȧ̇b", "O’Brien ﬁ’"],
  ]
  const letters = names.map((name, i) => ({
    ...anne,
    member: { id: String(1000 + i), lines: [name, `${i} rue Soﬁa`, "33000 BORDEAUX"] },
  }))
  const made = await makeLetterFile({ election: base, part: 1, letters })
  expect(made).toHaveProperty("codes.length", names.length)
  const pages = pagesOf(made)
  expect(wordsOf(pages[0])).toContain("Serafini Rita\n0 rue Sofia")
})
