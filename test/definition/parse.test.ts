import { readFileSync } from "node:fs"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { utf8 } from "../../src/core/bytes.ts"
import type { Finding } from "../../src/core/finding.ts"
import { instantText } from "../../src/core/instant.ts"
import type { Definition } from "../../src/definition/definition.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { processorTime } from "../support/processor-time.ts"

const base = `name: Club
locale: en
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
questions:
  - { question: Who?, answers: [Ada, Bo] }
authority:
  name: Board
  quorum: { total: 2 }
  members: [{ id: a, name: A, role: president }, { id: b, name: B }, { id: c, name: C }]
trustees: { mandatory: [k] }
roll: { id: number, name: name }
`

function read(source: string | Uint8Array): Definition {
  const parsed = parseDefinition(source)
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  return parsed.definition
}

function mistakes(source: string | Uint8Array): readonly Finding[] {
  const parsed = parseDefinition(source)
  return "findings" in parsed ? parsed.findings : []
}

const codes = (source: string) => mistakes(source).map(({ code }) => code)

/** Replaces one line of the base, found by its key. */
function having(line: string): string {
  const key = line.split(":")[0] ?? ""
  const lines = base.trimEnd().split("\n")
  const start = lines.findIndex((one) => one.startsWith(`${key}:`))
  if (start < 0) return `${base}${line}\n`
  const end = lines.findIndex((one, i) => i > start && !one.startsWith(" "))
  return [...lines.slice(0, start), line, ...(end < 0 ? [] : lines.slice(end)), ""].join("\n")
}

describe("a definition without a mistake", () => {
  test("gets its defaults", () => {
    const definition = read(base)
    expect(definition).toMatchObject({
      description: "",
      grace: 30,
      rehearsal: false,
      revote: "refused",
      questions: [{ question: "Who?", answers: ["Ada", "Bo"], blank: true, min: 1, max: 1 }],
      credentials: { reserve: 0, officers: [] },
      channels: ["office"],
      roll: { asOf: null, name: ["name"], address: [], postcode: null, group: null, eligible: {}, weight: null },
      trustees: { mandatory: ["k"], threshold: null },
      publish: { turnout: { by: "national", at: [], due: [] }, results: { by: "national" }, cell: 30 },
      minimumBallots: 10,
      help: { phone: null, email: null },
    })
    expect(definition.authority.members.map(({ role }) => role)).toEqual(["president", "member", "member"])
  })

  test("is the same after JSON, in which the election file keeps it", () => {
    const definition = read(readFileSync("fixtures/elections/congress/election.yaml"))
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition)
  })

  test("turns wall-clock hours into instants", () => {
    const { opens, closes } = read(base)
    expect([opens, closes].map(instantText)).toEqual(["2014-11-28T19:00:00Z", "2014-11-29T19:00:00Z"])
    const summer = read(having("opens: 2014-07-01T08:00"))
    expect(instantText(summer.opens)).toBe("2014-07-01T06:00:00Z")
  })

  test("sets turnout hours on each day of the vote, in order", () => {
    const { publish } = read(having('publish: { turnout: { at: ["20:00", "12:00"] } }'))
    expect(publish.turnout.due.map(instantText)).toEqual([
      "2014-11-28T19:00:00Z",
      "2014-11-29T11:00:00Z",
      "2014-11-29T19:00:00Z",
    ])
  })

  test("may begin with a byte order mark", () => {
    expect(read(utf8(`\ufeff${base}`)).name).toBe("Club")
  })
})

test("every mistake is reported at once, in the order of the file, with its place", () => {
  const found = mistakes(
    base
      .replace("name: Club", "nam: Club")
      .replace("Europe/Paris", "Europe/Pariss")
      .replace("[Ada, Bo]", "[Ada, ada, 3]")
      .replace("total: 2", "total: 1")
      .replace("name: Board", "name:"),
  )
  expect(found.map(({ at, code }) => `${at} ${code}`)).toEqual([
    "1:1 definition-unknown",
    "1:1 definition-missing",
    "3:11 definition-form",
    "7:38 definition-duplicate",
    "7:43 definition-kind",
    "9:3 definition-missing",
    "10:20 definition-minority",
  ])
  expect(found[0]?.params).toEqual({ key: "nam", suggestion: "name" })
})

test.each(["constructor", "toString"])("%s, which every object has, is an unknown key like any other", (key) => {
  expect(mistakes(`${base}\n${key}: 1\n`)).toMatchObject([{ code: "definition-unknown", params: { key } }])
})

describe("YAML that does not mean the same to every reader is refused", () => {
  test.each([
    ["duplicate-key", "name: A\nname: B", "2:1"],
    ["alias", "name: &x A\ndescription: *x", "1:10"],
    ["tag", "name: !!str A", "1:13"],
    ["tag", "name: !mine A", "1:7"],
    ["merge", "<<: { name: A }", "1:1"],
    ["prototype", "roll:\n  eligible: { __proto__: [paid] }", "2:15"],
    ["key", "1: A", "1:1"],
    ["key", "? [a]\n: b", "1:3"],
    ["several-documents", "name: A\n---\nname: B", "2:1"],
    ["directive", "%YAML 1.1\n---\nname: A", "1:1"],
    ["tab", "questions:\n\t- a", "2:1"],
    ["unfinished", 'name: "A', "1:9"],
    ["structure", "name: [a,, b]", "1:10"],
    ["nesting", `name: ${"[".repeat(5000)}`, undefined],
  ])("%s", (rule, text, at) => {
    const found = mistakes(text)
    expect(found.map(({ params }) => (params as { rule?: string }).rule)).toContain(rule)
    if (at !== undefined) expect(found[0]?.at).toBe(at)
  })

  test("bytes that are not UTF-8", () => {
    expect(mistakes(Uint8Array.of(0x6e, 0xe9))).toEqual([
      { code: "definition-syntax", at: "1:1", params: { rule: "encoding" } },
    ])
  })

  test.each(["", "- a", "text", "null"])("%j is not a mapping", (text) => {
    expect(mistakes(text)).toEqual([{ code: "definition-kind", at: "1:1", params: { key: "", kind: "mapping" } }])
  })
})

describe("values that depend on each other", () => {
  test.each<readonly [string, string]>([
    ["closes: 2014-11-28T20:00", "definition-closes"],
    ["opens: 2014-03-30T02:30", "definition-clock"],
    ["opens: 2014-10-26T02:30", "definition-clock"],
    ["opens: 2014-11-31T20:00", "definition-form"],
    ["timezone: +01:00", "definition-form"],
    ["grace: 25h", "definition-form"],
    ["questions: [{ question: Who?, answers: [A, B], min: 2 }]", "definition-bounds"],
    ["questions: [{ question: Who?, answers: [A, B], max: 3 }]", "definition-bounds"],
    ["questions: [{ question: Who?, answers: [A, B], seats: 2 }]", "definition-majority"],
    ["questions: [{ question: Who?, answers: [A, B], turnout-quorum: 25% }]", "definition-majority"],
    ["questions: [{ question: Who?, answers: [A, B], majority: relative, second-round: 2 }]", "definition-majority"],
    ["questions: [{ question: Who?, answers: [A, B], majority: relative, majority-of: cast }]", "definition-majority"],
    ["questions: [{ question: Who?, answers: [A, B], majority: absolut, second-round: 2 }]", "definition-choice"],
    ["questions: [{ question: Who?, answers: [A, B], majority: 50% }]", "definition-choice"],
    ["questions: [{ question: Who?, answers: [A, B], majority: relative, seats: 3 }]", "definition-seats"],
    ["questions: [{ question: Who?, answers: [A, B], majority: relative, seats: 0 }]", "definition-range"],
    ["questions: [{ question: Who?, answers: [A, B], majority: absolute, second-round: 1 }]", "definition-range"],
    [
      "questions: [{ question: Who?, answers: [A, B], majority: absolute, second-round: 3 }]",
      "definition-second-round",
    ],
    [
      "questions: [{ question: Who?, answers: [A, B, C], majority: absolute, seats: 2, second-round: 2 }]",
      "definition-second-round",
    ],
    ...["0%", "101%", "2/1", "0/3", "1/0", "0.5", "1/3%", "25 %"].map(
      (part) =>
        [
          `questions: [{ question: Who?, answers: [A, B], majority: relative, turnout-quorum: "${part}" }]`,
          "definition-form",
        ] as const,
    ),
    ["questions: [{ question: Who?, answers: [É, É] }]", "definition-duplicate"],
    ["questions: [{ question: Q, answers: [A] }, { question: q, answers: [A] }]", "definition-duplicate"],
    ['questions: [{ question: "Q\\u202E", answers: [A] }]', "definition-form"],
    ["questions: []", "definition-too-few"],
    ["trustees: {}", "definition-no-trustee"],
    ["trustees: { threshold: { needed: 3, holders: [x, y, z] } }", "definition-threshold"],
    ["trustees: { threshold: { needed: 1, holders: [x, y, z] } }", "definition-range"],
    ["trustees: { mandatory: [x], threshold: { needed: 2, holders: [x, y, z] } }", "definition-duplicate"],
    ["trustees: { mandatory: [x+y] }", "definition-form"],
    ["trustees: { mandatory: [x y] }", "definition-form"],
    ["roll: { id: n, name: n, address: [a], postcode: p }", "definition-postcode"],
    ["publish: { turnout: { by: group } }", "definition-no-group"],
    ["publish: { results: { by: group } }", "definition-unsupported"],
    ['publish: { turnout: { at: ["20:01", "19:59"] } }', ""],
    ["publish: { cell: 0 }", "definition-range"],
    [`publish: { turnout: { expected: [${"9, ".repeat(23)}0] } }`, ""],
    ["publish: { turnout: { expected: [1, 2] } }", "definition-too-few"],
    [`publish: { turnout: { expected: [${"1, ".repeat(24)}1] } }`, "definition-too-many"],
    [`publish: { turnout: { expected: [${"0, ".repeat(23)}0] } }`, "definition-range"],
    [`publish: { turnout: { expected: [${"1, ".repeat(23)}0.5] } }`, "definition-kind"],
    ["channels: [site, site]", "definition-duplicate"],
    ["addresses: [http://vote.example.org]", "definition-form"],
    ["addresses: [https://user@vote.example.org]", "definition-form"],
    ["revote: often", "definition-choice"],
    ["locale: de", "definition-choice"],
    ["minimum-ballots: 0", "definition-range"],
    ["credentials: { officers: [a, b, c] }", "definition-too-many"],
    ["credentials: { reserve: 10 }", "definition-kind"],
    ["credentials: { reserve: 101% }", "definition-form"],
  ])("%s → %s", (line, code) => {
    expect(codes(having(line))).toEqual(code === "" ? [] : [code])
  })

  test("refuse an hour of turnout that never occurs", () => {
    const short = having("closes: 2014-11-28T22:00").replace(
      "roll:",
      'publish: { turnout: { at: ["21:00", "12:00"] } }\nroll:',
    )
    expect(mistakes(short)).toEqual([{ code: "definition-hour", at: "13:37", params: { hour: "12:00" } }])
  })

  test("take a bounded time to read, whatever the hours and however long the vote", () => {
    const spent = processorTime()
    const hours = Array.from({ length: 1440 }, (_, i) => {
      return `"${String(Math.floor(i / 60)).padStart(2, "0")}:${String(i % 60).padStart(2, "0")}"`
    })
    const daily = (count: number) => `publish: { turnout: { at: [${hours.slice(0, count).join(", ")}] } }\nroll:`
    const forever = base.replace("closes: 2014-11-29", "closes: 2099-11-29")
    expect(codes(forever.replace("roll:", daily(48)))).toEqual(["definition-period"])
    expect(codes(forever.replace("roll:", daily(1440)))).toEqual(["definition-period", "definition-too-many"])
    expect(codes(base.replace("roll:", daily(49)))).toEqual(["definition-too-many"])
    const year = base.replace("closes: 2014-11-29", "closes: 2015-11-28").replace("roll:", daily(48))
    expect(read(year).publish.turnout.due).toHaveLength(365 * 48)
    expect(codes(base.replace("closes: 2014-11-29T20:00", "closes: 2015-11-29T20:01"))).toEqual(["definition-period"])
    // There are thousands of wrong keys, each with its place in the file.
    const wrong = Array.from({ length: 9000 }, (_, i) => `zz${i}: 1\n`).join("")
    expect(new Set(mistakes(base + wrong).map(({ at }) => at)).size).toBe(9000)
    expect(spent()).toBeLessThan(20_000)
  })

  test.each<readonly [string, readonly string[]]>([
    ["quorum: { total: 1 }", ["definition-minority"]],
    ["quorum: { total: 4 }", ["definition-quorum-total"]],
    ["quorum: { total: 2, roles: { delegate: 1 } }", ["definition-quorum-role"]],
    ["quorum: { total: 2, roles: { president: 1, member: 2 } }", ["definition-quorum-sum"]],
    ["quorum: { total: 2 }\n  quorums: { proclaim: { total: 4 }, seal: { total: 2 } }", ["definition-quorum-total"]],
    // An act keeps the general minima, so its own must be read with them.
    [
      "quorum: { total: 3, roles: { member: 2 } }\n  quorums: { seal: { total: 2, roles: { president: 1 } } }",
      ["definition-quorum-sum"],
    ],
    ["quorum: { total: 2 }\n  quorums: { sael: { total: 2 } }", ["definition-unknown"]],
  ])("authority with %s", (quorum, expected) => {
    expect(codes(base.replace("quorum: { total: 2 }", quorum))).toEqual(expected)
  })

  test.each<readonly [string, string, readonly string[]]>([
    [
      "a role beside a minority",
      base.replace("quorum: { total: 2 }", "quorum: { total: 1 }").replace("name: B }", "name: B, role: presidnet }"),
      ["definition-minority", "definition-choice"],
    ],
    [
      "a member's id beside a threshold without a spare",
      having("trustees: { mandatory: [x+y], threshold: { needed: 3, holders: [p, q, r] } }"),
      ["definition-form", "definition-threshold"],
    ],
    [
      "an answer of another kind beside bounds and a repeated answer",
      having("questions: [{ question: Q, answers: [A, 7, A], max: 4 }]"),
      ["definition-bounds", "definition-kind", "definition-duplicate"],
    ],
    [
      "an unknown key beside an hour that never comes",
      having('publish: { sell: 3, turnout: { by: grup, at: ["12:00"] } }').replace("11-29T20:00", "11-28T22:00"),
      ["definition-unknown", "definition-choice", "definition-hour"],
    ],
  ])("%s: both are reported", (_, text, expected) => {
    expect(codes(text).toSorted()).toEqual(expected.toSorted())
  })

  test("a role that cannot be read is not reported again by the quorum that requires it", () => {
    const text = base.replace("quorum: { total: 2 }", "quorum: { total: 2, roles: { president: 1, delegate: 2 } }")
    const misspelt = text.replace("name: B }", "name: B, role: presidnet }")
    expect(codes(misspelt)).toEqual(["definition-quorum-sum", "definition-quorum-role", "definition-choice"])
  })

  test("a substitute must be another person", () => {
    expect(codes(base.replace("name: B }", "name: B, substitute: { id: a, name: A } }"))).toEqual([
      "definition-duplicate",
    ])
  })
})

test("law: parsing never throws, whatever the text", () => {
  const fragment = fc.oneof(
    fc.constantFrom(
      ...base.split("\n"),
      "  ",
      "- ",
      "{",
      "}",
      "[",
      "]",
      ": ",
      "'",
      '"',
      "&a ",
      "*a",
      "!",
      "|",
      "\n",
      "\t",
      "#",
      "__proto__: 1",
      "? ",
    ),
    fc.string({ unit: "binary", maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 20 }), fc.boolean(), (parts, whole) => {
      const parsed = parseDefinition((whole ? base : "") + parts.join(""))
      return "definition" in parsed || parsed.findings.every(({ at }) => /^\d+:\d+$/.test(at))
    }),
    { numRuns: 400 },
  )
})

test("law: a value of another kind in any place is reported or read as what it is, and never crashes the parser", () => {
  const value = fc.constantFrom(
    "null",
    "[]",
    "{}",
    "-1",
    "1e400",
    ".nan",
    "true",
    '""',
    "[[[]]]",
    "{ a: { b: 1 } }",
    "2014-11-28T20:00",
  )
  const places = [...base.matchAll(/: ([^:\n]+)/g)].map(
    ({ index, 0: whole, 1: found = "" }) => [index + 2, whole.length - 2, found] as const,
  )
  fc.assert(
    fc.property(fc.constantFrom(...places), value, ([start, length], text) => {
      parseDefinition(base.slice(0, start) + text + base.slice(start + length))
    }),
    { numRuns: 300 },
  )
})
