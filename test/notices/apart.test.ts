import * as fc from "fast-check"
import { beforeEach, describe, expect, test } from "vitest"
import type { CarriedText } from "../../src/authority/carried-text.ts"
import type { MemberKey } from "../../src/authority/member-key.ts"
import { utf8 } from "../../src/core/bytes.ts"
import { UrneError } from "../../src/core/error.ts"
import type { CarriedFault } from "../../src/core/refusals.ts"
import type { World } from "../../src/core/world.ts"
import { enterEvents } from "../../src/incidents/operations.ts"
import { collectNotice, draftedFile, signNoticeFile } from "../../src/notices/apart-operations.ts"
import { judgeNoticeFile, noticeFileText } from "../../src/notices/notice-file.ts"
import { issueNotice } from "../../src/notices/operations.ts"
import { draftNotice, type NoticeRequest } from "../../src/notices/queries.ts"
import { verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { signatureLine } from "../../src/notes/note.ts"
import { countVoters } from "../../src/urn/count-operations.ts"
import { refusal } from "../support/refusal.ts"
import { sealedBallot } from "../urn/opaque-ballots.ts"
import { acceptBallots, hours, keyNamed, TestElection } from "../urn/test-election.ts"

const member = (name: string): MemberKey => ({ ...keyNamed(name), memory: [] })
const [a, b, c] = [member("a"), member("b"), member("c")]
const [minute, hour] = [60_000, 3_600_000]
const nothing: NoticeRequest = { statement: [], cites: [], corrects: [] }
const weights = Array.from({ length: 60 }, () => 1n)

let election: TestElection
beforeEach(() => {
  election = new TestElection({ weights, publish: "{ cell: 2 }" }).open(weights)
  election.now = hours.opens + hour
})

const drafted = (request = nothing) => draftedFile(election.file, draftNotice(election.file, request, election.now))
const judged = (source: string) => judgeNoticeFile(utf8(source), "n.json")
const signed = (source: string, ...keys: readonly MemberKey[]) => signNoticeFile(judged(source), keys).content
const contentOf = (source: string): CarriedText => judged(source).file
const state = () => [election.file.notices.all().length, election.file.register.size()]

/** Issues the notice of which these copies came back. */
async function published(copies: readonly string[], keys: readonly MemberKey[] = [a]) {
  const files = { read: (path: string) => Promise.resolve(utf8(copies[Number(path)] ?? "")) } as World["files"]
  const paths = copies.map((_, i) => String(i))
  const world = { files, now: () => election.now }
  const { draft, request, lines } = await collectNotice(election.file, paths, world)
  return issueNotice(election.file, draft, request, keys, election.world, lines)
}

const fault = (rule: CarriedFault) => refusal("not-a-notice-file", { rule })

describe("a notice that is signed apart", () => {
  test("is issued with the signatures of all copies, and with those of the keys at hand", async () => {
    const source = drafted()
    const issued = await published([signed(source, b), signed(source, c)])
    expect([issued.number, issued.text, issued.signers.toSorted()]).toEqual([
      1,
      contentOf(source).text,
      ["a", "b", "c"],
    ])
    // The note is one that members signed at the machine could have made.
    expect(issued.note).toBe(
      `${issued.text}\n${[b, c, a].map((key) => `${signatureLine(issued.text, key)}\n`).join("")}`,
    )
  })

  test("goes from one member to the next, or to each by itself, with the same outcome", () => {
    const source = drafted()
    const chain = signed(signed(source, b), c)
    expect(contentOf(chain).lines).toEqual([
      ...contentOf(signed(source, b)).lines,
      ...contentOf(signed(source, c)).lines,
    ])
    expect(judged(chain).signed).toEqual(["b", "c"])
    // Signing again changes nothing.
    expect(signed(chain, b, c)).toBe(chain)
  })

  test("counts a member once, who signed a copy and is at hand as well", async () => {
    const source = drafted()
    await expect(published([signed(source, b)], [b])).rejects.toThrow(refusal("signers-missing", { members: 2 }))
    expect(state()).toEqual([0, 0])
    expect((await published([signed(source, b), signed(source, a, b)], [b])).signers.toSorted()).toEqual(["a", "b"])
  })

  test("keeps statement, citations and corrections", async () => {
    await published([signed(drafted(), b)])
    const request = { statement: ["We ask the host."], cites: [], corrects: [{ notice: 1, line: 12 }] }
    const issued = await published([signed(drafted(request), b)])
    expect(issued.notice).toMatchObject(request)
  })

  test("is issued once", async () => {
    const copy = signed(drafted(), b)
    await published([copy])
    await expect(published([copy])).rejects.toThrow(refusal("notice-stale", { number: 1, rule: "number", apart: true }))
  })
})

describe("a notice is not issued once it no longer holds", () => {
  const stale = async (rule: string, meanwhile: () => void) => {
    const copy = signed(drafted(), b, c)
    meanwhile()
    const before = state()
    await expect(published([copy])).rejects.toThrow(refusal("notice-stale", { number: 1, rule, apart: true }))
    expect(state()).toEqual(before)
  }

  test("since an hour has passed", async () => {
    await stale("old", () => {
      election.now += hour + minute
    })
  })

  test("since an incident was entered", async () => {
    await stale("register", () => {
      enterEvents(election.file, [{ type: "incident.opened", incident: 1, title: "No vote" }], a, election.world)
    })
  })

  test("since voters were counted", async () => {
    await stale("journal", () => {
      const ballots = Array.from({ length: 20 }, (_, i) => sealedBallot(election, i))
      const { now, urnKey } = election
      acceptBallots(election.file, ballots, "booth", now, { began: now, urnKey })
      countVoters(election.file, now)
    })
  })

  test("although all else is as it was for almost an hour", async () => {
    const copy = signed(drafted(), b)
    election.now += hour - minute
    expect((await published([copy])).number).toBe(1)
  })
})

describe("who signs", () => {
  test("only members of the election, with a key of the same world that signed for no other authority", () => {
    const source = drafted()
    expect(() => signed(source, member("stranger"))).toThrow(refusal("not-a-member", { name: "stranger" }))
    expect(() => signed(source, { ...a, name: "rehearsal/a" })).toThrow(refusal("key-of-other-world"))
    const { notice, anchor } = judged(source)
    const journal = { size: 1, root: "" }
    const remembering = (authority: typeof anchor): MemberKey => {
      return { ...a, memory: [{ uuid: notice.uuid, authority, acts: [], journal }] }
    }
    expect(() => signed(source, remembering(`sha256:${"0".repeat(64)}`))).toThrow(refusal("key-of-other-authority"))
    expect(judged(signed(source, remembering(anchor))).signed).toEqual(["a"])
  })
})

test("a member who was replaced meanwhile signs no more, and whoever is still a member does", async () => {
  const source = drafted()
  const key = verifierKeyText(verifierOf(keyNamed("d")))
  election.decide("replace", { replaces: "c", entering: "d D", "entering-key": key })
  // Whoever is replaced counts up to and at the instant of the act.
  election.now += minute
  await expect(published([signed(source, b, c)])).rejects.toThrow(fault("signature"))
  expect((await published([signed(source, b)])).signers.toSorted()).toEqual(["a", "b"])
  // A file that is written now knows the members of now.
  expect(judged(signed(drafted(), member("d"))).signed).toEqual(["d"])
  expect(() => signed(drafted(), c)).toThrow(refusal("not-a-member", { name: "c" }))
})

/** Changes what a file carries, and writes it as the program would. */
const changed = (source: string, change: (file: CarriedText) => Partial<CarriedText>) => {
  const file = contentOf(source)
  return noticeFileText({ ...file, ...change(file) })
}

describe("a file that somebody changed", () => {
  const cases: readonly (readonly [string, CarriedFault, (file: CarriedText) => Partial<CarriedText>])[] = [
    ["a text that is no notice", "text", ({ text }) => ({ text: text.replace("urne notice", "urne note") })],
    ["a text with a control character", "text", ({ text }) => ({ text: `${text}\u0007\n` })],
    [
      "a notice of another election",
      "authority",
      ({ text }) => ({ text: text.replace(/^election .*/m, "election 4nPVWowQtAwLwB") }),
    ],
    [
      "a notice of a rehearsal",
      "authority",
      ({ text }) => ({ text: text.replace("urne notice", "urne rehearsal notice") }),
    ],
    ["no act", "authority", () => ({ acts: [] })],
    ["an act less at the beginning", "authority", ({ acts }) => ({ acts: acts.slice(1) })],
    ["an act less in the middle", "authority", ({ acts }) => ({ acts: acts.filter((_, i) => i !== 1) })],
    ["acts without signatures", "authority", ({ acts }) => ({ acts: acts.map((act) => ({ ...act, lines: [] })) })],
    [
      "an act of other members",
      "authority",
      ({ acts }) => ({
        acts: acts.map((act) => ({ ...act, text: act.text.replace(/^member a .*$/m, "member a member Z") })),
      }),
    ],
    ["a text that is no act", "authority", ({ acts }) => ({ acts: acts.map((act) => ({ ...act, text: "an act\n" })) })],
    ["another definition", "definition", ({ definition }) => ({ definition: `${definition}# more\n` })],
    ["a text that was signed otherwise", "signature", ({ text }) => ({ text: text.replace("60", "61") })],
    ["a signature twice", "signature", ({ lines }) => ({ lines: [...lines, ...lines] })],
    ["a signature of a stranger", "signature", ({ text }) => ({ lines: [signatureLine(text, keyNamed("stranger"))] })],
    [
      "a line with two signatures",
      "signature",
      ({ text, lines }) => ({ lines: [`${lines[0] ?? ""}\n${signatureLine(text, c)}`] }),
    ],
  ]

  test.each(cases)("is refused: %s", async (_, rule, change) => {
    const source = changed(signed(drafted(), b), change)
    expect(() => judged(source)).toThrow(fault(rule))
    await expect(published([source])).rejects.toThrow(fault(rule))
    expect(state()).toEqual([0, 0])
  })

  test("is refused where nobody had signed it yet, once it comes back", async () => {
    const source = changed(drafted(), ({ text }) => ({ text: text.replace("Inscrits : 60", "Inscrits : 61") }))
    // Who signs it signs what was shown; it is not what the election file says.
    expect(judged(signed(source, b)).signed).toEqual(["b"])
    await expect(published([signed(source, b)])).rejects.toThrow(refusal("notice-stale", { rule: "register" }))
  })

  test("is refused where it is of another election, or of another text than the others", async () => {
    const other = new TestElection({ weights, publish: "{ cell: 2 }", rehearsal: true }).open(weights)
    other.now = election.now
    const foreign = draftedFile(other.file, draftNotice(other.file, nothing, other.now))
    other.remove()
    expect(judged(foreign).notice.number).toBe(1)
    await expect(published([foreign])).rejects.toThrow(fault("other"))
    const source = drafted()
    election.now += minute
    await expect(published([signed(source, b), signed(drafted(), c)])).rejects.toThrow(fault("unlike"))
  })

  test("is no such file, or one of a later program", () => {
    for (const source of ["", "{}", "[]", '{"format":"urne notice file v1"}', drafted().replace("{", "{ ")]) {
      expect(() => judged(source)).toThrow(fault("form"))
    }
    expect(() => judged(drafted().replace("file v1", "file v2"))).toThrow(refusal("newer-format"))
  })

  test("law: whatever byte of it is changed, it is refused, or says and proves the same", () => {
    const source = signed(drafted(), b)
    const bytes = utf8(source)
    const sound = judged(source)
    let refused = 0
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, mask) => {
        const other = bytes.slice()
        other[place] = (other[place] ?? 0) ^ mask
        try {
          const { file, signed: who, anchor } = judgeNoticeFile(other, "n.json")
          // Of an act that has more signatures than its quorum one may be lost, and no more.
          expect([file.text, file.lines, who, anchor, file.definition]).toEqual([
            ...[sound.file.text, sound.file.lines, sound.signed, sound.anchor, sound.file.definition],
          ])
        } catch (error) {
          if (!(error instanceof UrneError)) throw error
          refused++
        }
      }),
      { numRuns: 300 },
    )
    expect(refused).toBeGreaterThan(200)
  })
})
