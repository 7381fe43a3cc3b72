import { describe, expect, test } from "vitest"
import { componentsPicture } from "../../src/components/picture.ts"
import type { WholeComponent, WholeVersion } from "../../src/components/whole.ts"
import type { NamedElection } from "../../src/definition/named-election.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { printPaper } from "../../src/papers/paper.ts"
import { componentsPaper } from "../../src/papers/components-paper.ts"

const at = Date.parse("2014-11-20T08:00:00Z")
const labels = catalogueOf("en").labels.components

function component(name: string, runsOn: readonly string[], more: Partial<WholeVersion> = {}): WholeComponent {
  const version: WholeVersion = {
    ...{ version: 1, entry: 1, at, by: ["anne"], kind: "host", operator: "Machines Made-up", published: false },
    ...{ place: "Toulouse, France", from: at, until: undefined, runsOn, contact: "Jo Invented", contract: "MM-7" },
    ...more,
  }
  return { name, versions: [version] }
}

const picture = (all: readonly WholeComponent[], full = false) => componentsPicture("The vote", all, { labels, full })

/** The heights at which the names of components stand. */
function rowsOf(svg: string): Readonly<Record<string, number>> {
  const found = svg.matchAll(/<text x="[\d.]+" y="([\d.]+)" text-anchor="middle" font-weight="bold">([^<]+)</g)
  return Object.fromEntries([...found].map(([, y, name]) => [name ?? "", Number(y)] as const))
}

describe("the picture", () => {
  test("has each component above all that it runs on, and an arrow to each", () => {
    const svg = picture([component("site", ["db", "web"]), component("web", []), component("db", ["web"])])
    const { site = 0, db = 0, web = 0 } = rowsOf(svg)
    expect(site).toBeLessThan(db)
    expect(db).toBeLessThan(web)
    expect(svg.match(/<line /g)).toHaveLength(3)
  })

  test("draws a circle, and leaves out what is out of use", () => {
    const svg = picture([component("a", ["b", "old"]), component("b", ["a"]), component("old", [], { until: at })])
    expect(Object.keys(rowsOf(svg)).sort()).toEqual(["a", "b"])
    expect(svg.match(/<line /g)).toHaveLength(2)
  })

  test("is made of nothing", () => {
    expect(picture([])).toContain("What the vote runs on: The vote")
  })

  test("names no operator that is not published, and never a contact", () => {
    const both = [component("a", []), component("b", [], { operator: "Votes <Fictional>", published: true })]
    expect(picture(both)).not.toContain("Machines")
    expect(picture(both)).toContain("Votes &lt;Fictional&gt;")
    expect(picture(both, true)).toContain("Machines Made-up")
    expect(picture(both, true)).not.toMatch(/Jo Invented|MM-7/)
  })
})

describe("the paper", () => {
  const election: NamedElection = {
    ...{ uuid: "9xDrMnXn4cUuGk", name: "The vote", authority: "Board", timezone: "Europe/Paris" },
    ...{ locale: "fr", rehearsal: false },
  }
  const cells = (all: readonly WholeComponent[], full: boolean) =>
    JSON.stringify(componentsPaper(election, all, full).blocks)

  test("has contacts only where everything is asked for, and contracts never", () => {
    const all = [component("a", [])]
    expect(cells(all, false)).not.toMatch(/Machines|Jo Invented|MM-7/)
    expect(cells(all, true)).toMatch(/Machines Made-up.*Jo Invented/)
    expect(cells(all, true)).not.toContain("MM-7")
    expect(componentsPaper(election, all, true).mark).toBe("NE PAS PUBLIER")
  })

  test("can be set, also of nothing", async () => {
    for (const all of [[], [component("a", []), component("b", ["a"])]]) {
      expect((await printPaper(election, componentsPaper(election, all, true))).pages).toBe(1)
    }
  })
})
