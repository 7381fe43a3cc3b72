/** Lays out a letter: one A4 page for a window envelope, folded in three, with the code below the first fold. */
import { UrneError } from "../core/error.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { cityOf, formatDay, formatInstant, formatLocalTime } from "../language/language.ts"
import { rightToLeft } from "../paper/direction.ts"
import { bandMarks } from "../paper/flow.ts"
import type { Metrics } from "../paper/font.ts"
import {
  addressWindow,
  type Area,
  type BoxMark,
  folds,
  type Mark,
  millimetres,
  type Page,
  sheet,
  type TextMark,
  type TextStyle,
} from "../paper/page.ts"
import { fitBlock, fitLine, type FittedBlock, missingGlyph, wrap } from "../paper/text.ts"
import { type LetterFlaw, letterFlaws } from "./letter-flaws.ts"
import { controlCode, type Letter, type LetterElection, type LetterExpectation, type LetterPlace } from "./letter.ts"

const left = 20
const right = sheet.width - 20
const sender: Area = { x: left, y: 22, width: 64, height: 62 }
const frame: BoxMark = { kind: "box", x: left, y: 124, width: right - left, height: 48, line: 0.5 }
const qr = { x: 150, y: 130, size: 33 } as const
const codeX = left + 6
/** From the frame around the code to the foot. */
const body: Area = { x: left, y: 181, width: right - left, height: 98 }
const fingerprintQr = 20

export interface LetterSheet {
  readonly election: LetterElection
  /** What all letters of the batch share. */
  readonly fixed: readonly Mark[]
}

/** @throws UrneError `letter-too-long` when the definition's texts do not fit on the page even in small type */
export function letterSheet(election: LetterElection, metrics: Metrics): LetterSheet {
  const words = catalogueOf(election.locale).labels.credentials.letter
  const title = text(election.rehearsal ? words.rehearsalTitle : words.title, { font: "bold", size: 19 }, left, 112)
  const fixed = [
    ...(election.rehearsal ? bandMarks(words.rehearsal) : []),
    ...folds.map((y): Mark => ({ kind: "line", x: 4, y, toX: 9, toY: y, width: 0.15 })),
    ...senderMarks(election, metrics),
    title,
    {
      ...text(words.issued(formatDay(election.issued, election.timezone, election.locale)), labelStyle, right, 112),
      align: "right",
    } as const,
    text(words.personal, { font: "regular", size: 10 }, left, 119),
    frame,
    text(words.controlHelp, { font: "regular", size: 7 }, left, 282.5),
    text(words.control, { font: "regular", size: 8 }, left, 287),
    text(words.memberNumber, labelStyle, codeX, 131.5),
    text(words.code, labelStyle, codeX, 147),
    ...paragraphMarks(words.codeHelp, 162, { font: "regular", size: 8.5 }, 118, metrics).marks.map((mark) => ({
      ...mark,
      x: codeX,
    })),
    ...bodyMarks(election, metrics),
  ]
  return { election, fixed }
}

const labelStyle = { font: "regular", size: 9 } as const

/** Sets who writes, from where, and for which election. This stands beside the window and never in it. */
function senderMarks({ authority, returnAddress, name }: LetterElection, metrics: Metrics): readonly Mark[] {
  const marks: Mark[] = []
  let { y } = sender
  const block = (
    lines: readonly string[],
    height: number,
    font: TextStyle["font"],
    [largest, smallest]: [number, number],
  ) => {
    const area = { ...sender, y, height }
    const set = fitBlock(lines, area, { font, largest, smallest, leading: 1.25 }, metrics)
    marks.push(...blockMarks(set, area, font))
    y += set.lines.length * set.leading
  }
  block([authority], 16, "bold", [11, 7])
  if (returnAddress.length > 0) {
    y += 1
    block(returnAddress, 24, "regular", [9, 6])
  }
  y += 5
  block([name], sender.y + sender.height - y, "regular", [11, 6])
  return marks
}

function blockMarks(
  block: { readonly lines: readonly string[]; readonly size: number; readonly leading: number },
  area: Area,
  font: TextStyle["font"],
): readonly TextMark[] {
  const first = area.y + millimetres(block.size)
  return block.lines.map((line, i) => text(line, { font, size: block.size }, area.x, first + i * block.leading))
}

/**
 * Sets all answers where they fit in some size, and otherwise how many there are: a ballot of a hundred names does not
 * fit in a letter.
 */
function bodyMarks(election: LetterElection, metrics: Metrics): readonly Mark[] {
  for (const listed of ["answers", "counts"] as const) {
    for (let size = 10; size >= 7; size -= 0.5) {
      const { marks, end } = sectionMarks(election, { size, listed }, metrics)
      if (end <= body.y + body.height) return marks
    }
  }
  throw new UrneError("letter-too-long", { addresses: election.addresses.length })
}

/** Sets the sections under the code in one size of type. `end` is where the last one ends. */
function sectionMarks(
  election: LetterElection,
  { size, listed }: { readonly size: number; readonly listed: "answers" | "counts" },
  metrics: Metrics,
): { readonly marks: readonly Mark[]; readonly end: number } {
  const words = catalogueOf(election.locale).labels.credentials.letter
  const { timezone, locale, opens, closes, addresses, help, authority, anchor, fingerprint } = election
  const city = cityOf(timezone)
  const instant = (at: number) => (city === undefined ? formatInstant : formatLocalTime)(at, timezone, locale)
  const marks: Mark[] = []
  let y = body.y
  const heading = (title: string) => {
    marks.push(text(title, { font: "bold", size: size + 1 }, left, y))
    y += millimetres(size) * 1.5
  }
  const paragraph = (content: string, font: TextStyle["font"] = "regular", width = body.width) => {
    const set = paragraphMarks(content, y, { font, size }, width, metrics)
    marks.push(...set.marks)
    y = set.end
  }
  const gap = () => (y += millimetres(size) * 0.9)

  heading(words.when)
  paragraph(words.between(instant(opens), instant(closes), city))
  paragraph(words.revote[election.revote])
  gap()
  heading(words.asked)
  for (const [index, { question, answers, min, max, blank }] of election.questions.entries()) {
    paragraph(`${election.questions.length === 1 ? "" : `${index + 1}. `}${question}`, "bold")
    const shown = listed === "answers" ? answers.join(" · ") : words.answers(answers.length)
    paragraph(`${shown} (${words.choice(min, max, blank)})`)
  }
  gap()
  heading(words.where)
  paragraph(addresses.length === 0 ? words.noAddress : words.onlyAt)
  for (const address of addresses) paragraph(address, "mono-bold")
  paragraph(words.warning(addresses.length))
  gap()
  heading(words.lost)
  paragraph(words.lostHelp(help.phone ?? undefined, help.email ?? undefined, authority))
  gap()
  const top = y
  // The name may be long, so it is set beside the square, on as many lines as it takes.
  const title = { font: "bold", size: size + 1 } as const
  const named = paragraphMarks(words.fingerprint(authority), y, title, body.width - fingerprintQr - 8, metrics)
  marks.push(...named.marks)
  y = named.end
  paragraph(words.fingerprintHelp, "regular", body.width - fingerprintQr - 8)
  y += 1
  for (const row of [fingerprint.slice(0, 4), fingerprint.slice(4)]) paragraph(row.join(" "), "mono-bold")
  marks.push({ kind: "qr", text: anchor, x: right - fingerprintQr, y: top - 2, size: fingerprintQr })
  return { marks, end: Math.max(y, top - 2 + fingerprintQr) - millimetres(size) }
}

function paragraphMarks(
  content: string,
  y: number,
  style: TextStyle,
  width: number,
  metrics: Metrics,
): { readonly marks: readonly TextMark[]; readonly end: number } {
  const leading = millimetres(style.size) * 1.32
  const marks = wrap(content, width, style, metrics).map((line, i) => text(line, style, left, y + i * leading))
  return { marks, end: y + marks.length * leading }
}

export interface SetLetter {
  readonly page: Page
  readonly expected: LetterExpectation
  readonly flaws: readonly LetterFlaw[]
}

const addressRule = { font: "regular", largest: 11, smallest: 7, leading: 1.15 } as const

/** Sets one member's letter. */
export function setLetter(
  { election, fixed }: LetterSheet,
  letter: Letter,
  place: LetterPlace,
  metrics: Metrics,
): SetLetter {
  const words = catalogueOf(election.locale).labels.credentials.letter
  const { member, code, weight } = letter
  const { address, id } = fitMember(member, metrics)
  const control = controlCode(election.uuid, member.id, code)
  const addressLines = blockMarks(address, addressWindow.always, "regular").filter((line) => line.text !== "")
  const number = text(id.text, { font: "mono", size: id.size }, codeX, 138.5)
  const codeLine = text(code, { font: "mono-bold", size: 20 }, codeX, 155.5)
  const controlLine = text(control, { font: "mono", size: 8 }, left + 16, 287)
  const marks: Mark[] = [
    ...addressLines,
    number,
    codeLine,
    controlLine,
    ...(weight === 1n
      ? []
      : [{ ...text(words.weight(weight), labelStyle, codeX + 118, 131.5), align: "right" } as const]),
    {
      ...text(words.foot(place.part, place.sheet, place.sheets), { font: "regular", size: 8 }, right, 287),
      align: "right",
    },
    { kind: "qr", text: code, ...qr },
  ]
  return {
    page: { fixed, marks },
    expected: {
      code,
      texts: [
        { ...number, fault: "member" },
        { ...codeLine, fault: "code" },
        { ...controlLine, fault: "control" },
        ...addressLines.map((line) => ({ ...line, fault: "address" as const })),
      ],
      window: addressWindow.ever,
    },
    flaws: flawsOf(member, { address, id }),
  }
}

/** Finds why this member's letter would need a look, before there is a code. */
export function flawsOfMember(member: Letter["member"], metrics: Metrics): readonly LetterFlaw[] {
  return flawsOf(member, fitMember(member, metrics))
}

interface FittedMember {
  readonly address: FittedBlock
  readonly id: { readonly text: string; readonly size: number; readonly cut: boolean }
}

function fitMember(member: Letter["member"], metrics: Metrics): FittedMember {
  return {
    address: fitBlock(member.lines, addressWindow.always, addressRule, metrics),
    id: fitLine(member.id, 116, { font: "mono", largest: 13, smallest: 6 }, metrics),
  }
}

/** Matches marks above each other, which may reach into the line above. */
const stackedMarks = /\p{Mn}\p{Mn}/u

function flawsOf(member: Letter["member"], { address, id }: FittedMember): readonly LetterFlaw[] {
  const written = [member.id, ...member.lines]
  const set = [id.text, ...address.lines]
  // Right-to-left text has marks of its own, and is looked at anyway.
  const isRightToLeft = written.some((line) => rightToLeft.test(line))
  const found: Record<LetterFlaw, boolean> = {
    "number-cut": id.cut,
    "address-cut": address.cut,
    "character-missing": set.some((line) => line.includes(missingGlyph)),
    "marks-stacked": !isRightToLeft && written.some((line) => stackedMarks.test(line.normalize("NFC"))),
    "right-to-left": isRightToLeft,
  }
  return letterFlaws.filter((flaw) => found[flaw])
}

function text(words: string, style: TextStyle, x: number, y: number): TextMark {
  return { kind: "text", text: words, ...style, x, y }
}
