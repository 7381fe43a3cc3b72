import { describe, expect, test } from "vitest"
import { type Act, actText, type Statement } from "../../src/authority/act.ts"
import type { ActKind, Language } from "../../src/core/vocabulary.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { actSummary, personText } from "../../src/screens/act-summary.ts"
import { screenOf } from "../../src/terminal/output.ts"

const hash = `sha256:${"ab".repeat(32)}`
const names = { anne: "Anne Dubreuil", bruno: "Bruno Lacaze" }

function act(kind: ActKind, statements: readonly (readonly [string, string])[], more: Partial<Act> = {}): string {
  return actText({
    rehearsal: false,
    uuid: "9xDrMnXn4cUuGk",
    name: "Congrès",
    number: 4,
    kind,
    previous: undefined,
    proposed: Date.UTC(2014, 10, 28, 19),
    expires: Date.UTC(2014, 10, 29, 7),
    journal: { size: 12, root: "1nibnYMZXQJMvOPaKH/Lq3miljvnpFa24w6hVK7pCdk=" },
    archive: undefined,
    statements: statements.map(([key, value]): Statement => ({ key, value })),
    ...more,
  })
}

const out = {
  write: () => undefined,
  flush: () => Promise.resolve(),
  stream: process.stdout,
  columns: 80,
  terminal: false,
  colour: 0,
} as never

function summary(text: string, language: Language = "en", zone = "Europe/Paris"): string {
  return actSummary(text, names, screenOf(out, catalogueOf(language), zone))
}

describe("the words for an act", () => {
  test("give its hours in the election's zone, with its limit among them", () => {
    const extended = act("extend", [
      ["closes", "2014-11-29T21:00:00Z"],
      ["instead-of", "2014-11-29T19:00:00Z"],
      ["reason", "The site did not answer"],
    ])
    const said = summary(extended)
    expect(said).toMatch(/^ {2}Election +Congrès$/m)
    expect(said).toMatch(/^ {2}Closes +Saturday, 29 November 2014 at 22:00 UTC\+1$/m)
    expect(said).toMatch(/^ {2}Instead of +Saturday, 29 November 2014 at 20:00 UTC\+1$/m)
    expect(said).toMatch(/^ {2}Reason +The site did not answer$/m)
    expect(said).toMatch(/^ {2}Sign before +Saturday, 29 November 2014 at 08:00 UTC\+1$/m)
    expect(summary(extended, "fr")).toMatch(/^ {2}Clôture +samedi 29 novembre 2014 à 22/m)
    // A member who has only the act is told the zone.
    expect(actSummary(extended, names, screenOf(out, catalogueOf("en")))).toMatch(/ 21:00 UTC$/m)
  })

  test("of a constitution name people, roles, quorums and what will be published", () => {
    const text = act(
      "constitute",
      [
        ["definition", hash],
        ["authority", "High Authority"],
        ["member", "anne president Anne Dubreuil"],
        ["key", "anne anne+4b401e12+AWmIPKFg65xN73SqPqj21GPaIPxgtccYf03AABbR2RyT"],
        ["substitute", "anne hugo Hugo Petit"],
        ["quorum", "default 3 president 1 delegate 2"],
        ["quorum", "proclaim 4"],
        ["urn-key", "urne/9xDrMnXn4cUuGk+8c45dc60+AYgni3NimfRsDYvdLPrWF4pA0O9DOMK+v3zrTqOd7qqi"],
        ["channel", "site site+0c0df40f+AQkBNNiUI8Sjtqnl"],
        ["holder-key", "registrar registrar+447e5084+AfwItLVSqnFoA"],
        ["witness", "press/monde+447e5084+AfwItLVSqnFoA"],
        ["publish", "turnout national 12:00 20:00"],
        ["publish", "results national"],
        ["publish", "cell 10"],
      ],
      { rehearsal: true, number: 1 },
    )
    expect(summary(text)).toBe(`  Election     Congrès — REHEARSAL
  Authority    High Authority
  Members      Anne Dubreuil (anne), president
  Substitutes  Hugo Petit (hugo), in the place of Anne Dubreuil (anne)
  Signatures   3, with at least 1 president and 2 delegates, for every act but those below
               4, to proclaim the result
               all members, to constitute the authority
  Urn key      certified by this act
  Ballots by   site
  Key holders  registrar
  Witnesses    press/monde
  Published    turnout, national, at 12:00, 20:00
               results, national
               no figure for fewer than 10 voters
  Sign before  Saturday, 29 November 2014 at 08:00 UTC+1
`)
    expect(summary(text, "fr")).not.toMatch(/sha256|member|quorum|(?<!niveau )national|REHEARSAL/)
  })

  test("of a seal say how many may vote, and who can open the urn", () => {
    const text = act("seal", [
      ["definition", hash],
      ["election-fingerprint", "RRm1z2017J9Fx6zGSEtgiIY9Idb0f2DDNS8n/gBltUg"],
      ["roll", `268341 members hmac-${hash}`],
      ["credentials", `268341 issued 26835 in reserve ${hash} reserve ${hash}`],
      ["trustees", `1 mandatory and 2 of 3 ${hash}`],
      ["urn", "0 ballots"],
      ["software", "urne 0.2.0"],
    ])
    const said = summary(text)
    expect(said).toMatch(/^ {2}Roll +268,341 who may vote$/m)
    expect(said).toMatch(/^ {2}Credentials +268,341 issued, 26,835 in reserve$/m)
    expect(said).toMatch(/^ {2}To open the urn +1 mandatory trustee and 2 of the 3 holders$/m)
    expect(said).toMatch(/^ {2}In the urn +0 ballots$/m)
  })

  test("hold nothing that a terminal obeys, and never fail, whatever the act's text states", () => {
    const junk = ["", "x", "-1", "1e9", "\u202eetatsnoc", "99999999999999999999 members", "a b c"]
    const keys = [
      ...["authority", "member", "substitute", "replaces", "quorum", "channel", "holder-key", "witness", "publish"],
      ...["urn-key", "roll", "credentials", "trustees", "urn", "opens", "closes", "instead-of", "clock", "reason"],
      ...["missing", "batch", "ballots", "votes", "document", "lost", "unknown"],
    ]
    for (const key of keys) {
      for (const value of junk.filter((one) => one !== "")) {
        for (const language of ["en", "fr"] as const) {
          expect(summary(act("constitute", [[key, value]]), language)).not.toContain("\u202e")
        }
      }
    }
    expect(summary("no act at all")).toBe("")
  })
})

test("a person without a known name is shown by identifier, even by one that every object has", () => {
  const screen = screenOf(out, catalogueOf("en"))
  expect(personText("anne", names, screen)).toBe("Anne Dubreuil (anne)")
  expect(personText("constructor", names, screen)).toBe("constructor")
})
