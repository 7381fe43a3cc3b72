import { describe, expect, test } from "vitest"
import type { Json } from "../../src/core/json.ts"
import { lookalikeClasses, type LookalikeClass } from "../../src/core/lookalike.ts"
import { type Lookalike, lookalikesOf } from "../../src/preflight/lookalikes/generate.ts"
import { heldNames, isHeld } from "../../src/preflight/lookalikes/held.ts"
import { asciiName, hostOf, hostsOf } from "../../src/preflight/lookalikes/host.ts"
import { isPrivate, isPublishedEntry } from "../../src/register/shape.ts"

const made = (...hosts: readonly string[]) => [...lookalikesOf(hosts, 2014)]
/** Long names have millions of look-alikes. */
function firstOf(host: string, most: number): readonly Lookalike[] {
  const names: Lookalike[] = []
  for (const one of lookalikesOf([host], 2014)) if (names.push(one) === most) break
  return names
}
const ofClass = (wanted: LookalikeClass, ...hosts: readonly string[]) =>
  made(...hosts)
    .filter((one) => one.class === wanted)
    .map(({ unicode }) => unicode)

describe("the name of a host", () => {
  test("has what was registered, what is before it, and a suffix of one label or two", () => {
    expect(hostOf("Vote.Example.org")).toMatchObject({ before: ["vote"], label: "example", suffix: "org" })
    expect(hostOf("vote.party.co.uk")).toMatchObject({ before: ["vote"], label: "party", suffix: "co.uk" })
    expect(hostOf("mairie-exemple.fr")).toMatchObject({ before: [], label: "mairie-exemple", suffix: "fr" })
    expect(["192.0.2.1", "localhost", "co.uk", "a_b.org", ""].map(hostOf)).toEqual(Array(5).fill(undefined))
  })

  test("is taken from addresses, each once", () => {
    const addresses = ["https://vote.example.org/fr", "https://vote.example.org:8443/", "https://EXAMPLE.fr"]
    expect(hostsOf(addresses)).toEqual(["vote.example.org", "example.fr"])
  })

  test("is one that the DNS can have", () => {
    expect(asciiName("exämple.org")).toBe("xn--exmple-cua.org")
    const wrong = ["-a.org", "a-.org", "ab--cd.org", "a b.org", "a..org", `${"a".repeat(64)}.org`, "a_b.org"]
    expect(wrong.map(asciiName)).toEqual(wrong.map(() => undefined))
  })
})

describe("look-alikes", () => {
  test.each<[LookalikeClass, string, readonly string[]]>([
    ["top-level", "congres.fr", ["congres.com", "congres.org", "congres.eu"]],
    ["missing-dot", "vote.congres.fr", ["votecongres.fr", "vote-congres.fr", "wwwcongres.fr", "congres-fr.com"]],
    [
      "word",
      "congres.fr",
      ["congres-vote.fr", "resultatcongres.fr", "congres2014.fr", "congres14.com", "vote-congres.com"],
    ],
    ["hyphenation", "congres.fr", ["con-gres.fr"]],
    ["omission", "congres.fr", ["ongres.fr", "cogres.fr", "congre.fr"]],
    ["transposition", "congres.fr", ["ocngres.fr", "congrse.fr"]],
    ["repetition", "congres.fr", ["congress.fr", "ccongres.fr"]],
    ["plural", "vote-local.fr", ["votes-local.fr", "vote-locals.fr"]],
    // w is beside x on azerty keyboards, z beside t on qwertz ones.
    ["replacement", "xat.fr", ["wat.fr", "xaz.fr", "xar.fr"]],
    ["vowel-swap", "congres.fr", ["cangres.fr", "congros.fr"]],
    ["homoglyph", "modern.fr", ["rnodern.fr", "mcdern.fr", "modérn.fr", "mоdern.fr", "moderη.fr"]],
    ["insertion", "vote.fr", ["viote.fr", "votez.fr"]],
    ["addition", "vote.fr", ["vote7.fr", "xvote.fr"]],
    ["subdomain", "congres.fr", ["con.gres.fr"]],
    ["bitsquatting", "vote.fr", ["6ote.fr", "voue.fr"]],
    ["homoglyph-pair", "vote.fr", ["v0tè.fr"]],
  ])("%s: of %s", (wanted, host, examples) => {
    const names = ofClass(wanted, host)
    for (const example of examples) expect(names).toContain(example)
  })

  test("come in the order of their classes, each once, and the same again", () => {
    const all = made("vote.congres.fr", "party.co.uk")
    const ranks = all.map((one) => lookalikeClasses.indexOf(one.class))
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    expect(made("vote.congres.fr", "party.co.uk")).toEqual(all)
    expect(new Set(all.map((one) => one.class))).toEqual(new Set(lookalikeClasses))
  })

  test("are no official names, and nothing below one", () => {
    const names = made("vote-congres.fr", "vote.congres.fr", "congres.fr").map(({ name }) => name)
    const own = /(?:^|\.)(?:vote-congres|congres)\.fr$/
    expect(names.filter((name) => own.test(name))).toEqual([])
  })

  test("are names that the DNS can have, with the way in which people see them", () => {
    const all = made("a.fr", "x-y.co.uk").concat(firstOf(`${"long-".repeat(12)}end.org`, 1500))
    expect(all.filter(({ name, unicode }) => asciiName(unicode) !== name)).toEqual([])
    const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/
    expect(all.filter(({ name }) => !name.split(".").every((one) => label.test(one)))).toEqual([])
  })

  test("of what cannot be imitated are none", () => {
    expect(made("192.0.2.1", "localhost")).toEqual([])
  })
})

describe("the list of names that are held", () => {
  test("has one a line, and lines that are none stop nothing", () => {
    const lines = "\ufeff# held\r\nVote-Example.ORG.\n\nexämple.org\nhttps://example.com\nno name\nexample\n"
    const { names, faults } = heldNames(Buffer.concat([Buffer.from(lines), Buffer.of(0xff)]))
    expect(names).toContain("vote-example.org")
    expect(faults.map(({ line }) => line)).toEqual([5, 6, 7, 8])
  })

  test("also holds what is below a name", () => {
    const held = new Set(["example.com"])
    expect(["example.com", "vote.example.com", "anexample.com"].map((name) => isHeld(name, held))).toEqual([
      ...[true, true, false],
    ])
  })
})

describe("the form of an entry", () => {
  const entry: Record<string, Json> = {
    ...{ type: "lookalikes.checked", hosts: ["vote.example.org"], generated: 20, held: 1, exists: 2, unknown: 3 },
    ...{ how: "resolver", sha256: `sha256:${"0".repeat(64)}`, private: "0".repeat(64) },
    ...{ at: "2014-11-20T08:00:00Z", signed: ["a signature"] },
  }

  test("has figures, and names only in what is private", () => {
    expect(isPublishedEntry(entry)).toBe(true)
    expect(isPrivate("lookalikes.checked", { names: ["vote.example.com"] })).toBe(true)
    expect(isPrivate("lookalikes.checked", { names: [] })).toBe(false)
    expect(isPrivate("lookalikes.checked", { names: ["vote.example.com", "vote.example.com"] })).toBe(false)
  })

  test.each<[string, Record<string, Json>]>([
    ["no host", { hosts: [] }],
    ["a host that is none", { hosts: ["The site"] }],
    ["a host twice", { hosts: ["a.org", "a.org"] }],
    ["a part of a name", { exists: 0.5 }],
    ["another source", { how: "guess" }],
    ["no hash", { sha256: "0" }],
    ["names that are published", { names: ["vote.example.com"] }],
  ])("refuses %s", (_, fields) => {
    expect(isPublishedEntry({ ...entry, ...fields })).toBe(false)
  })
})
