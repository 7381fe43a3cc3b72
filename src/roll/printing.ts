import type { LetterFlaw } from "../letters/letter-flaws.ts"
import type { Voter } from "./voter.ts"

/** What a letter shows of a member. */
export type Printed = Pick<Voter, "id" | "name" | "address" | "ineligible">

/** Finds why members' letters would need a look, while the roll can still be corrected. */
export interface Printing {
  /** Opens the fonts where the member needs them. It is called before `flawsOf` of the same member. */
  readonly prepare: (voter: Printed) => Promise<void> | undefined
  readonly flawsOf: (voter: Printed) => readonly LetterFlaw[]
}

/** Fonts take a quarter of a second to open, and nearly no roll needs them: most members' letters are plainly good. */
export function printing(): Printing {
  let judge: ((voter: Printed) => readonly LetterFlaw[]) | undefined
  const open = async () => {
    const [{ fontMetrics }, { flawsOfMember }] = await Promise.all([
      import("../paper/font.ts"),
      import("../letters/letter-sheet.ts"),
    ])
    const metrics = await fontMetrics()
    judge = ({ id, name, address }) => flawsOfMember({ id, lines: [name, ...address] }, metrics)
  }
  return {
    prepare: (voter) => (judge !== undefined || isPlain(voter) ? undefined : open()),
    flawsOf(voter) {
      if (voter.ineligible !== undefined || isPlain(voter)) return none
      if (judge === undefined) throw new Error("the fonts are not open")
      return judge(voter)
    },
  }
}

const none: readonly LetterFlaw[] = []

/** Matches letters that both the font of addresses and that of numbers have. */
const latin = /^[ -~\u00a1-\u00ac\u00ae-\u024f’]*$/
const numbers = /^[ -~\u00a1-\u00ac\u00ae-\u017f]*$/
/** How many lines the window holds in the smallest type. The letters that surely fit on one follow. */
const windowLines = 8
const surelyFitting = 24
const longestNumber = 60

/** Whether a letter to this member is surely good. */
export function isPlain({ id, name, address }: Printed): boolean {
  if (id.length > longestNumber || !numbers.test(id) || !latin.test(name)) return false
  let lines = linesFor(name)
  for (const line of address) {
    if (!latin.test(line)) return false
    lines += linesFor(line)
  }
  return lines <= windowLines
}

/** An upper bound of the lines needed, since a word may leave the end of a line empty. */
function linesFor({ length }: string): number {
  return length <= surelyFitting ? 1 : 1 + Math.ceil(length / (surelyFitting / 2))
}
