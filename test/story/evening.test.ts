import { afterAll, beforeAll, expect, test } from "vitest"
import { type Evening, holdEvening } from "../support/evening-2014.ts"
import { faultsOf } from "../support/evening-faults.ts"
import { TestWorld } from "../support/script.ts"

/** A hundredth of 2014. `npm run bench -- evening` holds all of it, with a process a command. */
const members = 2683
const world = new TestWorld()
let evening: Evening

const run = async (at: number, argv: readonly string[], status = 0) => {
  world.now = at
  const ended = await world.run("--quiet", "--no-input", "--yes", "--file", "evening.urne", ...argv)
  expect(ended, `urne ${argv.join(" ")}\n${world.out}${world.err}`).toBe(status)
  return status === 0 ? world.out : world.err
}

beforeAll(async () => {
  const terminal = { folder: world.cwd, world: { ...world.io(), progress: () => undefined }, run }
  evening = await holdEvening(terminal, members, { letters: false })
})
afterAll(() => {
  world.remove()
})

test("2014 again, from the roll to the verified record: the gap is found, the claim stays a claim", () => {
  expect(faultsOf(evening)).toEqual([])
  expect(evening.ballots / members).toBeCloseTo(0.581, 3)
})

test("an evening that is told otherwise is noticed", () => {
  const { recovered, listed, again, minutes, notices, incident, report, drawn } = evening
  const silences = recovered.arrivals?.interruptions ?? []
  const withSilences = (interruptions: typeof silences) => ({ recovered: { arrivals: { interruptions } } })
  const told: readonly Partial<Evening>[] = [
    withSilences([]),
    withSilences([...silences, ...silences]),
    withSilences(silences.map((one) => ({ ...one, p: "1.0e-8" }))),
    withSilences(silences.map((one) => ({ ...one, from: "2014-11-28T19:20:00Z" }))),
    { afterwards: { arrivals: null } },
    { during: { arrivals: { interruptions: silences } } },
    { unsupported: "" },
    { incident: incident.replace("Only asserted", "Supported") },
    { incident: incident.replace("Ordered by act", "Proposed") },
    { listed: { notices: listed.notices.slice(1) } },
    { listed: { notices: listed.notices.map((one) => ({ ...one, answers: [1] })) } },
    { again: again.map(() => "Notice 3 issued") },
    // The first notice tells the claim once more below what the authority states: there too it is only a claim.
    ...[0, 1, 2, 3].map((one) => ({
      notices: notices.map((text, i) =>
        i === one ? text.replace("rien ne la prouve", "les experts la prouvent") : text,
      ),
    })),
    { notices: notices.map((text) => text.replaceAll("Prolongation", "Maintien")) },
    { notices: notices.map((text) => text.replaceAll("1 559", "1 600")) },
    { minutes: minutes.replace("Seulement alléguée", "Alléguée") },
    { minutes: minutes.replace("Interruption apparente des votes", "Attaque") },
    { minutes: minutes.replace("Nouvelle heure de clôture", "Heure de clôture") },
    { minutes: minutes.replaceAll("1 559", "1 560") },
    { drawn: drawn.map((votes) => votes + 1) },
    { report: report.replace("VERIFIED", "CONSISTENT") },
    { report: report.replace("Notices: everything", "Notices: nothing") },
    { report: report.replace("Minutes: everything", "Minutes: nothing") },
  ]
  for (const change of told) {
    expect(faultsOf({ ...evening, ...change }), JSON.stringify(change)).toHaveLength(1)
  }
})
