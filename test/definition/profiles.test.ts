import { existsSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { profileArticles, profileNames } from "../../src/core/vocabulary.ts"
import { unmetArticles } from "../../src/definition/judged.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { profiles } from "../../src/definition/profiles.ts"
import { definitionWith } from "../support/short-definition.ts"

function unmet(profile: keyof typeof profiles, changes: Parameters<typeof definitionWith>[0]): readonly string[] {
  const parsed = parseDefinition(definitionWith(changes))
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  return unmetArticles(parsed.definition, profiles[profile]).map(({ article, lack }) => `${article} ${lack.lack}`)
}

/** A board of the public service that meets everything. */
const board = {
  trustees: "{ mandatory: [petra, sami], threshold: { needed: 3, holders: [dana, dario, dilan, dora] } }",
  authority: `
  name: Board
  quorum: { total: 3, roles: { president: 1, delegate: 2 } }
  members:
    - { id: petra, name: Petra Invented, role: president }
    - { id: sami, name: Sami Invented, role: secretary }
    - { id: dana, name: Dana Invented, role: delegate, substitute: { id: dora, name: Dora Invented } }
    - { id: dario, name: Dario Invented, role: delegate }
    - { id: dilan, name: Dilan Invented, role: delegate }`,
}
const withoutStamps = ["R211-572 stated"]

describe("each article of a profile", () => {
  const articles = profileNames.flatMap((name) => profiles[name].articles.map((one) => ({ profile: name, ...one })))

  test("has a name of its own", () => {
    expect(articles.map(({ article }) => article)).toEqual([...profileArticles])
  })

  test.each(articles)("$profile $article has a command, and a test in which it runs", ({ command, test: path }) => {
    expect(existsSync(`test/${path}`), path).toBe(true)
    const source = readFileSync(`test/${path}`, "utf8").replaceAll(/["',\s]+/gu, " ")
    expect(source).toContain(command)
    const [first = "", second = ""] = command.split(" ")
    const options = readFileSync("docs/commands.md", "utf8")
    expect(options).toContain(second === "" || first === "preflight" ? `urne ${first}` : `urne ${first} ${second}`)
  })
})

describe("the public service", () => {
  test("a board with a president, a secretary and delegates who hold keys meets it", () => {
    expect(unmet("cgfp-2026", board)).toEqual(withoutStamps)
  })

  test.each([
    [
      "a seal that no delegate has to sign",
      { authority: board.authority.replace(", delegate: 2", "") },
      [...["R211-552 quorum-role", "R211-573 quorum-role"]],
    ],
    [
      "keys that delegates hold too few of",
      {
        trustees: "{ mandatory: [petra, sami, a, b], threshold: { needed: 2, holders: [dana, dario, dilan] } }",
      },
      ["R211-545 keys-part"],
    ],
    [
      "a president without a key",
      {
        trustees: "{ mandatory: [sami], threshold: { needed: 2, holders: [dana, dario, dilan] } }",
      },
      ["R211-545 keys-of"],
    ],
    ["a grace that is too short", { grace: "29m" }, ["R211-563 grace"]],
    ["votes that may be cast again", { revote: "last-counts" }, ["R211-562 revote"]],
    [
      "a board without a secretary",
      { authority: board.authority.replace("role: secretary", "role: member") },
      [...["R211-545 keys-of", "R211-577 members"]],
    ],
  ] as const)("%s: it is not met", (_, changes, expected) => {
    const found = unmet("cgfp-2026", { ...board, ...changes }).filter((one) => !withoutStamps.includes(one))
    expect(found).toEqual(expected)
  })

  test("where there is one delegate, one is enough", () => {
    const alone = board.authority
      .replace(/\n.*Dario.*\n.*Dilan.*/u, "")
      .replace("total: 3, roles: { president: 1, delegate: 2 }", "total: 2, roles: { president: 1, delegate: 1 }")
    const keys = "{ mandatory: [petra, sami, dana, dora] }"
    expect(unmet("cgfp-2026", { authority: alone, trustees: keys })).toEqual(["R211-545 keys-part", ...withoutStamps])
  })
})

describe("an association", () => {
  test("may decide everything by two, and nothing by one", () => {
    const met = { trustees: "{ mandatory: [x, y] }", help: "{ phone: '+33 1' }", addresses: '["https://vote.example"]' }
    expect(unmet("association", met)).toEqual([])
    const loose = `
  name: Board
  quorum: { total: 1 }
  members: [{ id: a, name: A }]`
    expect(unmet("association", { ...met, authority: loose })).toEqual(["several-sign quorum"])
    expect(unmet("association", { ...met, trustees: "{ mandatory: [x] }" })).toEqual(["keys-apart holders"])
    expect(unmet("association", { ...met, help: undefined, addresses: undefined })).toEqual([
      ...["reachable stated", "true-address stated"],
    ])
  })
})
