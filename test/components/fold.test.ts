import { describe, expect, test } from "vitest"
import { componentsOf } from "../../src/components/fold.ts"
import { partOf, standsOn } from "../../src/components/operator.ts"
import { signedStage } from "../../src/components/signed.ts"
import type { WholeComponent, WholeVersion } from "../../src/components/whole.ts"
import type { Json } from "../../src/core/json.ts"
import type { SignedEntry } from "../../src/register/entry.ts"
import type { PublishedEntry } from "../../src/register/event.ts"
import { isPrivate, isPublishedEntry } from "../../src/register/shape.ts"

const start = Date.parse("2014-11-20T08:00:00Z")
const minute = 60_000
const secret = "0".repeat(64)

type Fields = Readonly<Record<string, Json>>

const stamp = { at: "2014-11-20T08:00:00Z", signed: ["a signature"] }

/** Entries a minute apart, each by one member, in their published form. */
function entries(...told: readonly Fields[]): readonly SignedEntry[] {
  return told.map((fields, i) => {
    const entry = { ...fields, ...stamp }
    expect(isPublishedEntry(entry), JSON.stringify(fields)).toBe(true)
    return {
      number: i + 1,
      at: start + i * minute,
      entry: entry as unknown as PublishedEntry,
      signers: [{ id: "anne", of: "member" }],
    }
  })
}

const facts = { kind: "host", place: "Toulouse, France", from: "2014-11-01T08:00:00Z", private: secret }
const added = (component: string, more: Fields = {}): Fields => ({
  ...{ type: "component.added", component, ...facts },
  ...more,
})
const changed = (component: string, version: number, before: number, more: Fields = {}): Fields => ({
  ...{ type: "component.changed", component, version, before, ...facts },
  ...more,
})

const rulesOf = (...told: readonly Fields[]) => componentsOf(entries(...told), false).faults.map(({ rule }) => rule)

describe("versions of components", () => {
  test("follow each other, and all of them stay", () => {
    const { components, faults } = componentsOf(
      entries(
        added("web-1"),
        added("site", { runsOn: ["web-1"] }),
        changed("web-1", 2, 1, { place: "Lyon, France" }),
        changed("web-1", 3, 3, { until: "2014-11-30T08:00:00Z" }),
      ),
      false,
    )
    expect(faults).toEqual([])
    expect(components).toMatchObject([
      {
        name: "web-1",
        versions: [
          { version: 1, entry: 1, place: "Toulouse, France", until: undefined, by: ["anne"] },
          { version: 2, entry: 3, place: "Lyon, France" },
          { version: 3, entry: 4, until: Date.parse("2014-11-30T08:00:00Z") },
        ],
      },
      { name: "site", versions: [{ version: 1, runsOn: ["web-1"], operator: undefined }] },
    ])
  })

  test("break a rule where they do not, and nothing follows from such an entry", () => {
    expect(rulesOf(added("a"), added("a"))).toEqual(["taken"])
    expect(rulesOf(changed("a", 2, 1))).toEqual(["unknown"])
    expect(rulesOf(added("a"), changed("a", 3, 1))).toEqual(["version"])
    expect(rulesOf(added("a"), changed("a", 2, 1), changed("a", 3, 1))).toEqual(["version"])
    expect(rulesOf(added("a", { runsOn: ["b"] }), added("b", { runsOn: ["a"] }))).toEqual(["runs-on", "runs-on"])
    expect(rulesOf(added("a"), changed("a", 2, 1, { runsOn: ["a"] }))).toEqual(["runs-on"])
    expect(rulesOf(added("a"), changed("a", 2, 1, { until: "2014-10-01T08:00:00Z" }))).toEqual(["interval"])
  })

  test("name the operator exactly where the definition publishes operators", () => {
    const named = added("a", { operator: "Host Fabricated" })
    expect(rulesOf(named)).toEqual(["operator"])
    expect(componentsOf(entries(named), true).faults).toEqual([])
    expect(componentsOf(entries(added("a")), true).faults).toEqual([{ entry: 1, rule: "operator" }])
    // Of a definition that cannot be read nothing is known.
    expect(componentsOf(entries(named, added("b")), undefined).faults).toEqual([])
  })

  test("components may run on each other in a circle", () => {
    const circle = entries(added("a"), added("b", { runsOn: ["a"] }), changed("a", 2, 1, { runsOn: ["b"] }))
    expect(componentsOf(circle, false).faults).toEqual([])
  })
})

describe("the form of an entry", () => {
  const isEntry = (fields: Fields) => isPublishedEntry({ ...fields, ...stamp })

  test("has no contact and no contract, and somebody who runs it", () => {
    const open = Object.fromEntries(Object.entries(added("a")).filter(([name]) => name !== "private"))
    expect(isEntry(added("a"))).toBe(true)
    expect(isEntry(open)).toBe(false)
    expect(isEntry({ ...open, operator: "Host Fabricated" })).toBe(true)
    expect(isEntry(added("a", { contact: "+33 1 99 00 00 01" }))).toBe(false)
    expect(isEntry(added("a", { contract: "7" }))).toBe(false)
  })

  test.each([
    ["a name that is no identifier", { component: "The site" }],
    ["a kind that there is not", { kind: "cloud" }],
    ["a component without a place", { place: "" }],
    ["a name twice", { runsOn: ["b", "b"] }],
    ["an empty list", { runsOn: [] }],
    ["an end at its beginning", { until: "2014-11-30T08:00:00Z" }],
  ])("refuses %s", (_, fields) => {
    expect(isEntry(added("a", fields))).toBe(false)
  })

  test("refuses a first version that says it is a change", () => {
    expect(isEntry(changed("a", 1, 1))).toBe(false)
  })

  test("keeps apart what is private", () => {
    expect(isPrivate("component.added", { operator: "Host Fabricated", contact: "Jo", contract: "7" })).toBe(true)
    expect(isPrivate("component.added", { operator: "Host Fabricated", place: "Toulouse" })).toBe(false)
  })
})

/** A component with one version, run by somebody. */
function whole(name: string, operator: string, runsOn: readonly string[] = [], until?: number): WholeComponent {
  const version: WholeVersion = {
    ...{ version: 1, entry: 1, at: start, by: ["anne"], operator, place: "Toulouse", from: start },
    ...{ kind: "host", until, runsOn, published: false, contact: undefined, contract: undefined },
  }
  return { name, versions: [version] }
}

describe("what an operator runs", () => {
  const all = [
    whole("web", "Machines"),
    whole("db", "Machines", ["web"]),
    whole("site", "Votes", ["db"]),
    whole("letters", "Printers"),
    whole("old", "Machines", [], start + minute),
  ]
  const namesOf = (asked: string) => {
    const { operator, runs, ran, carries, apart } = partOf(all, asked)
    const names = (list: readonly WholeComponent[]) => list.map(({ name }) => name)
    const under = carries.map(({ component, on }) => [component.name, ...on])
    return { operator, runs: names(runs), ran: names(ran), carries: under, apart: names(apart) }
  }

  test("is told apart from what stands on it, and from everything else", () => {
    expect(namesOf(" MACHINES ")).toEqual({
      operator: "Machines",
      runs: ["web", "db"],
      ran: ["old"],
      carries: [["site", "db", "web"]],
      apart: ["letters"],
    })
    expect(namesOf("Printers")).toEqual({
      operator: "Printers",
      runs: ["letters"],
      ran: [],
      carries: [],
      apart: ["web", "db", "site", "old"],
    })
    expect(namesOf("Nobody")).toMatchObject({ operator: "Nobody", runs: [], ran: [], carries: [] })
  })

  test("ends in a circle", () => {
    const circle = [whole("a", "X", ["b"]), whole("b", "Y", ["c"]), whole("c", "Z", ["a"])]
    expect(standsOn(circle, "a")).toEqual(["b", "c"])
  })
})

test("what is signed in the second of a milestone counts as later", () => {
  const milestones = { sealed: 1000, opened: 2000, frozen: 3000 }
  expect([0, 1000, 2000, 3000].map((at) => signedStage(at, milestones))).toEqual([
    ...["before-seal", "before-opening", "during-vote", "after-vote"],
  ])
  const nothing = { sealed: undefined, opened: undefined, frozen: undefined }
  expect(signedStage(5000, nothing)).toBe("before-seal")
  expect(signedStage(5000, { ...nothing, sealed: 1000 })).toBe("before-opening")
})
