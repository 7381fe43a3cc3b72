import { instantText } from "../../../src/core/instant.ts"
import type { Json } from "../../../src/core/json.ts"
import { type Attested, attesting, hourOfSilence, type StoryTimes } from "../../support/attested.ts"
import type { StoryTampering } from "../../support/story.ts"
import { counting } from "./counts.ts"
import { type Mutant, mutant } from "./mutant.ts"

const minute = 60_000
const hour = 60 * minute
const open = { until: "suspended" } as const

function silent(name: string, make: (times: StoryTimes) => readonly Attested[], base?: StoryTampering): Mutant {
  return mutant(name, "REGISTER_SILENCE", () => attesting(make, base), open)
}

/** One hour without a ballot, ten minutes after the opening, with one figure changed. */
const figure = (name: string, change: Readonly<Record<string, Json>>) =>
  silent(name, ({ opened }) => [hourOfSilence(opened + 10 * minute, change)])

const incident = { type: "incident.opened", incident: 1, title: "No vote arrives" }
const observed = (silence: number): Attested["tells"] => ({
  ...{ type: "incident.observed", incident: 1, observation: 1, what: "Nothing came", effect: "interruption" },
  ...{ from: "2026-11-20T19:30:00Z", silence },
})

/** Counts the turnout when the suspension is proposed. */
const countedEarly = counting(
  (event) => event,
  (event) => event.type === "act.proposed" && event.kind === "suspend",
)

const silences: readonly Mutant[] = [
  figure("an apparent interruption whose number leaves one out", { silence: 2 }),
  figure("an apparent interruption with another K", { K: 19 }),
  figure("an apparent interruption that is not rare enough", {
    ...{ expected: 13, S: 300, g: 195, p: "4.5e-5" },
  }),
  figure("an apparent interruption in too many bins", { n: 9_007_199_254_740_991, expected: 40, g: 600, p: "2.9e-10" }),
  figure("an apparent interruption in which too many ballots came", { ballots: 31, g: 3135 }),
  figure("an apparent interruption of nine minutes", { until: "2026-11-20T19:20:00Z" }),
  figure("an apparent interruption with another p", { p: "5.4e-23" }),
  figure("an apparent interruption whose p has more digits than follow", { p: "5.3e-24" }),
  figure("an apparent interruption with more expected ballots than S and g give", { expected: 242 }),
  figure("an apparent interruption with fewer expected ballots than S and g give", { expected: 238 }),
  figure("an apparent interruption that ends before it begins", { until: "2026-11-20T19:05:00Z" }),
  figure("an apparent interruption that ends after its entry", { until: "2026-11-20T20:30:00Z" }),
  silent("an apparent interruption before the opening", ({ opened }) => [hourOfSilence(opened - minute)]),
  silent("an apparent interruption after the hour of closing", ({ opened }) => [hourOfSilence(opened + 24 * hour)]),
  silent("an apparent interruption that was entered twice", ({ opened }) => {
    const one = hourOfSilence(opened)
    return [one, { ...one, tells: { ...one.tells, silence: 2 } }]
  }),
  silent("an apparent interruption that lasts again after it had ended", ({ opened }) => [
    hourOfSilence(opened),
    hourOfSilence(opened + 30 * minute, { silence: 2, state: "provisional" }),
  ]),
  silent(
    "an apparent interruption in which the journal counts ballots",
    ({ opened }) => [hourOfSilence(opened, { until: instantText(opened + 2 * hour) })].map(later),
    countedEarly,
  ),
  silent("an observation that rests on an apparent interruption that nobody entered", ({ opened }) => [
    { at: opened + hour, tells: incident },
    { at: opened + hour, tells: observed(1) },
  ]),
  silent("an observation that rests on an apparent interruption that was entered after it", ({ opened }) => [
    { at: opened + hour, tells: incident },
    { at: opened + hour, tells: observed(1) },
    hourOfSilence(opened),
  ]),
]

/** The same entry an hour later. */
function later(one: Attested): Attested {
  return { ...one, at: one.at + hour }
}

const frozen = { short: true, small: true, until: "frozen" } as const
type Tells = Readonly<Record<string, Json>>

/** The tables of the two turnouts that a story publishes: the one that is counted at the close, and that of the frozen urn. */
const tables = ({ counts, frozen: at }: StoryTimes) => ({
  count: {
    at: at + minute,
    tells: {
      ...{ type: "turnout.table", table: 1, source: "count", of: instantText(counts[0]?.at ?? 0) },
      ...{ registered: 7, voters: 5 },
    },
  },
  freeze: {
    at: at + minute,
    tells: {
      ...{ type: "turnout.table", table: 2, source: "freeze", of: instantText(at), registered: 7, voters: 6 },
    },
  },
})

function tabled(
  name: string,
  make: (of: ReturnType<typeof tables>, times: StoryTimes) => readonly Attested[],
  base: StoryTampering = {},
): Mutant {
  const told = (times: StoryTimes) => make(tables(times), times)
  return mutant(name, "REGISTER_TURNOUT", () => attesting(told, { ...counting(), ...base }), frozen)
}
const withTells = (one: Attested, change: Tells): Attested => ({ ...one, tells: { ...one.tells, ...change } })

/** Has the definition publish the turnout by group, with another minimum cell. */
const byGroup = (cell: number): StoryTampering => ({
  definition: (text) =>
    text
      .replace("  name: [name]", "  name: [name]\n  group: section")
      .replace("  results: {", "  turnout: { by: group }\n  results: {")
      .replace("cell: 2", `cell: ${cell}`),
  constitution: (constitution) => ({
    ...constitution,
    publish: constitution.publish.map((line) =>
      line.replace("turnout national", "turnout group").replace("cell 2", `cell ${cell}`),
    ),
  }),
})
const all = { names: ["North", "South"], registered: 7, voters: 6 }
const grouped = (name: string, groups: readonly Json[], cell = 1) =>
  tabled(name, ({ count, freeze }) => [count, withTells(freeze, { groups })], byGroup(cell))

const turnouts: readonly Mutant[] = [
  tabled("a turnout table whose number leaves one out", ({ freeze }) => [freeze]),
  tabled("a turnout table that was entered twice", ({ count }) => [count, withTells(count, { table: 2 })]),
  tabled("a turnout table of fewer voters than the one before", ({ count, freeze }) => [
    withTells(freeze, { table: 1 }),
    withTells(count, { table: 2 }),
  ]),
  tabled("a turnout table of a count that nobody made", ({ count }, { counts }) => [
    withTells(count, { of: instantText((counts[0]?.at ?? 0) - minute) }),
  ]),
  tabled("a turnout table of a freeze at another instant", ({ freeze }, { frozen: at }) => [
    withTells(freeze, { table: 1, of: instantText(at - minute) }),
  ]),
  tabled("a turnout table that was entered before its count", ({ count }, { counts }) => [
    { ...count, at: (counts[0]?.at ?? 0) - minute },
  ]),
  tabled("a turnout table that was entered before the freeze", ({ freeze }, { frozen: at }) => [
    { ...withTells(freeze, { table: 1 }), at: at - minute },
  ]),
  tabled("a turnout table with a voter more than were counted", ({ count }) => [withTells(count, { voters: 6 })]),
  tabled("a turnout table with a voter fewer than the frozen urn has", ({ freeze }) => [
    withTells(freeze, { table: 1, voters: 5 }),
  ]),
  tabled("a turnout table with another roll", ({ count }) => [withTells(count, { registered: 8 })]),
  tabled("a turnout table by group where the definition publishes none", ({ count, freeze }) => [
    count,
    withTells(freeze, { groups: [{ names: ["North"], registered: 7, voters: 5 }], voters: 5 }),
  ]),
  tabled(
    "a turnout table by group before the urn was frozen",
    ({ count }) => [withTells(count, { groups: [{ names: [null], registered: 7, voters: 5 }] })],
    byGroup(1),
  ),
  grouped("a turnout table whose groups have a voter less", [{ ...all, voters: 5 }]),
  grouped("a turnout table whose groups have a member more", [{ ...all, registered: 8 }]),
  grouped("a turnout table that names a group twice", [{ ...all, names: ["North", "North"] }]),
  grouped("a turnout table with a group that is too small", [
    { names: ["North"], registered: 4, voters: 3 },
    { names: ["South"], registered: 3, voters: 3 },
  ]),
  grouped("a turnout table that tells of too few who did not vote", [all], 2),
  tabled(
    "a turnout table by group that is entered again without its groups",
    ({ count, freeze }) => [count, withTells(freeze, { groups: [all] }), withTells(freeze, { table: 3 })],
    byGroup(1),
  ),
]

/** Figures of the register that people attest: apparent interruptions and turnouts. */
export const attestedMutants: readonly Mutant[] = [
  ...silences,
  ...turnouts,
  mutant(
    "an apparent interruption with a field more",
    "REGISTER_FORM",
    () => attesting(({ opened }) => [hourOfSilence(opened, { journal: 12 })]),
    open,
  ),
  mutant(
    "an apparent interruption that gives its bins away",
    "REGISTER_FORM",
    () => attesting(({ opened }) => [hourOfSilence(opened, { bins: "2026-11-20T19:01:00Z 0-300:12" })]),
    open,
  ),
]
