/**
 * Tries the rule of apparent interruptions on simulated evenings (`npm run test:silence`): it counts the alarms on evenings
 * when nothing happened, and how often a silence from 20:15 to 22:00 is found. EVENINGS=20 tries fewer, SEED others.
 */
import { expect, test } from "vitest"
import { nights, sizes, tryNights } from "../support/evenings.ts"

const evenings = Number(process.env["EVENINGS"] ?? 200)
const seed = Number(process.env["SEED"] ?? 1)

/** The rates of what is shown, and of what is entered in the register where the minimum cell is 100. */
test.each([undefined, 100])(`${evenings} evenings of each kind, rates from at least %s ballots`, (least) => {
  const tried = nights.flatMap((night, row) =>
    sizes.map((ballots) => tryNights({ ...night, ballots }, evenings, seed + 1000 * row + ballots, least)),
  )
  const share = (part: number) => (part / evenings).toFixed(3)
  const rows = tried.map(({ curve, plan, bursts, ballots, alarms, found, undecidable }) => {
    const figures = undecidable === evenings ? ["not decidable", ""] : [share(alarms), share(found)]
    return [curve, plan, bursts ? "bursts" : "Poisson", `${ballots}`, ...figures]
  })
  const head = ["arrivals", "plan", "chance", "ballots", "false alarms", "found"]
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`
  console.log([line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n"))
  expect(tried.filter(({ alarms }) => alarms > 0.05 * evenings)).toEqual([])
  expect(tried.filter(({ ballots, undecidable }) => ballots < 400 !== (undecidable === evenings))).toEqual([])
  expect(tried.filter(({ ballots, found }) => ballots >= 16_000 && found < evenings)).toEqual([])
  const rare = tried.filter(({ ballots, found }) => ballots === 1600 && found < 0.9 * evenings)
  // If nobody planned the night, its emptiness makes evenings look less busy than they are.
  expect(rare.filter(({ curve, plan }) => curve === "flat" || plan === "rough")).toEqual([])
})
