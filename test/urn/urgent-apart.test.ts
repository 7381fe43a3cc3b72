import * as fc from "fast-check"
import { afterEach, describe, expect, test } from "vitest"
import { carriedActs } from "../../src/authority/carried-operations.ts"
import type { CarriedText } from "../../src/authority/carried-text.ts"
import type { MemberKey } from "../../src/authority/member-key.ts"
import { utf8 } from "../../src/core/bytes.ts"
import { UrneError } from "../../src/core/error.ts"
import { instantText } from "../../src/core/instant.ts"
import type { UrnRefusals } from "../../src/core/refusals.ts"
import type { World } from "../../src/core/world.ts"
import { currentPhase } from "../../src/journal/operations.ts"
import { verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { signatureLine, signNote } from "../../src/notes/note.ts"
import {
  parseUrgentSuspension,
  type UrgentSuspension,
  urgentSuspensionText,
} from "../../src/notes/urgent-suspension.ts"
import { collectSuspension, draftedSuspension, signSuspensionFile } from "../../src/urn/urgent-apart-operations.ts"
import { judgeSuspensionFile, suspensionFileText } from "../../src/urn/urgent-file.ts"
import { suspendUrgently } from "../../src/urn/urgent-operations.ts"
import { draftSuspension, urgentSuspensions } from "../../src/urn/urgent-queries.ts"
import { refusal } from "../support/refusal.ts"
import { hours, keyNamed, TestElection, type TestOptions } from "./test-election.ts"

const member = (name: string): MemberKey => ({ ...keyNamed(name), memory: [] })
const [a, b, c] = [member("a"), member("b"), member("c")]
const minute = 60_000
const two = "{ members: 2, minutes: 30 }"

let election: TestElection
afterEach(() => {
  election.remove()
})

function opened(urgent = two, options: TestOptions = {}): TestElection {
  election = new TestElection({ urgent, ...options }).open()
  election.now += 10 * minute
  return election
}

const drafted = (reason = "Nobody can vote") =>
  draftedSuspension(election.file, draftSuspension(election.file, reason, election.now))
const judged = (source: string) => judgeSuspensionFile(utf8(source), "s.json")
const signed = (source: string, ...keys: readonly MemberKey[]) => signSuspensionFile(judged(source), keys).content
const contentOf = (source: string): CarriedText => judged(source).file

/** Puts the suspension of which these copies came back into effect. */
async function published(copies: readonly string[], keys: readonly MemberKey[] = []) {
  const files = { read: (path: string) => Promise.resolve(utf8(copies[Number(path)] ?? "")) } as World["files"]
  const paths = copies.map((_, i) => String(i))
  const { now } = election
  const { suspension, text, lines } = await collectSuspension(election.file, paths, { files, now: () => now })
  return suspendUrgently(election.file, { suspension, text }, keys, now, lines)
}

type Fault = UrnRefusals["not-a-suspension-file"]["rule"]
const fault = (rule: Fault) => refusal("not-a-suspension-file", { rule })
const stale = (rule: string) => refusal("urgent-stale", { rule, apart: true })
const ids = (signers: readonly { readonly id: string }[]) => signers.map(({ id }) => id)

/** Moves the hour of closing by an hour. */
function extend(): void {
  const closes = instantText(hours.closes + 60 * minute)
  election.decide("extend", { closes, reason: "Time was lost" })
}

/** Requires that copies are refused, and that nothing of them stays. */
async function refused(copies: readonly string[], why: Error, keys: readonly MemberKey[] = []): Promise<void> {
  const before = election.contents()
  await expect(published(copies, keys)).rejects.toThrow(why)
  expect(election.contents()).toBe(before)
}

describe("an urgent suspension that is signed apart", () => {
  test("takes effect with the signatures of all copies, without a key at the machine, as if all had been there", async () => {
    opened()
    const source = drafted()
    election.now += 10 * minute
    const { suspension, from, signers, note } = await published([signed(source, b), signed(source, c)])
    expect([from, suspension.until]).toEqual([election.now, election.now + 20 * minute])
    expect(ids(signers)).toEqual(["b", "c"])
    expect(note).toBe(signNote(contentOf(source).text, b, c))
    expect(currentPhase(election.file.journal, election.now)).toBe("suspended")
    expect(currentPhase(election.file.journal, election.now + 20 * minute)).toBe("open")
  })

  test("goes from one member to the next, and counts whoever signed a copy and is at hand once", async () => {
    opened()
    const source = drafted()
    const chain = signed(signed(source, b), c)
    expect(judged(chain)).toMatchObject({ signed: ["b", "c"], needed: 2 })
    expect(signed(chain, b, c)).toBe(chain)
    await refused([signed(source, b)], refusal("urgent-signers", { needed: 2, signed: 1 }))
    await refused([signed(source, b)], refusal("urgent-signers", { needed: 2, signed: 1 }), [b])
    expect(ids((await published([signed(source, b)], [b, a])).signers)).toEqual(["a", "b"])
  })

  test("follows an hour of closing that was moved, and is drafted so where it stays until a decision", async () => {
    opened("{ members: 2, after: stays }")
    extend()
    const { suspension } = await published([signed(drafted(), a, b)])
    expect([suspension.until, suspension.closes]).toEqual([undefined, hours.closes + 60 * minute])
  })

  test("takes effect once", async () => {
    opened()
    const copy = signed(drafted(), a, b)
    await published([copy])
    await refused([copy], refusal("wrong-phase"))
    election.now += 31 * minute
    await refused([copy], refusal("urgent-unanswered"))
    extend()
    await refused([copy], stale("act"))
    expect(urgentSuspensions(election.file)).toHaveLength(1)
  })
})

describe("a text that does not hold any more does not suspend the vote", () => {
  const later = (urgent: string, after: number, why: Error) => async () => {
    opened(urgent)
    const copy = signed(drafted(), a, b)
    election.now += after
    await refused([copy], why)
  }

  test("after a quarter of an hour", later(two, 15 * minute + 1000, stale("old")))
  test("after an hour, when its suspension would have ended long ago", later(two, 60 * minute, stale("old")))
  test("at the hour at which its suspension would end", later("{ members: 2, minutes: 5 }", 5 * minute, stale("ended")))
  test("before the hour at which it was made", later(two, -1000, stale("clock")))
  test("once the vote is closed", later(two, hours.closes - hours.opens, refusal("wrong-phase")))

  test("until the last second, it does", async () => {
    opened()
    const copy = signed(drafted(), a, b)
    election.now += 15 * minute
    expect((await published([copy])).from).toBe(election.now)
  })

  test("once another act took effect, also one by which a member who signed was replaced", async () => {
    opened()
    const copy = signed(drafted(), b, c)
    const key = verifierKeyText(verifierOf(keyNamed("d")))
    election.decide("replace", { replaces: "c", entering: "d D", "entering-key": key })
    await refused([copy], stale("act"))
    expect(() => signed(drafted(), c)).toThrow(refusal("not-a-member", { name: "c" }))
    expect(ids((await published([signed(drafted(), b, member("d"))])).signers)).toEqual(["b", "d"])
  })
})

test("only members sign, with a key of the same world that signed for no other authority, also where it is put into effect", async () => {
  opened()
  const source = drafted()
  const { suspension, anchor } = judged(source)
  const remembering = (authority: typeof anchor): MemberKey => {
    return { ...a, memory: [{ uuid: suspension.uuid, authority, acts: [], journal: { size: 1, root: "" } }] }
  }
  const strangers: readonly (readonly [MemberKey, Error])[] = [
    [member("stranger"), refusal("not-a-member", { name: "stranger" })],
    [{ ...a, name: "rehearsal/a" }, refusal("key-of-other-world")],
    [remembering(`sha256:${"0".repeat(64)}`), refusal("key-of-other-authority")],
  ]
  for (const [key, why] of strangers) {
    expect(() => signed(source, key)).toThrow(why)
    await refused([signed(source, b)], why, [key])
  }
  expect(judged(signed(source, remembering(anchor))).signed).toEqual(["a"])
})

/** Changes what a file carries, and writes it as the program would. */
const changed = (source: string, change: (file: CarriedText) => Partial<CarriedText>) => {
  const file = contentOf(source)
  return suspensionFileText({ ...file, ...change(file) })
}

/** Changes the suspension that is carried, and writes its text as the program would. */
const reworded = (change: (suspension: UrgentSuspension) => Partial<UrgentSuspension>) => (file: CarriedText) => {
  const suspension = parseUrgentSuspension(file.text)
  if (suspension === undefined) throw new Error("not a suspension")
  return { text: urgentSuspensionText({ ...suspension, ...change(suspension) }) }
}

describe("a draft that somebody tampered with", () => {
  const cases: readonly (readonly [string, Fault, (file: CarriedText) => Partial<CarriedText>])[] = [
    ["a text that is none", "text", ({ text }) => ({ text: text.replace("urgent suspension", "urgent notice") })],
    ["a reason with a control character", "text", ({ text }) => ({ text: text.replace("Nobody", "No\u0007body") })],
    ["a reason that hides another", "text", ({ text }) => ({ text: text.replace("Nobody", "\u202eNobody") })],
    ["another election", "authority", reworded(() => ({ uuid: "4nPVWowQtAwLwB" }))],
    ["a rehearsal", "authority", reworded(() => ({ rehearsal: true }))],
    ["no act", "authority", () => ({ acts: [] })],
    ["an act less in the middle", "authority", ({ acts }) => ({ acts: acts.filter((_, i) => i !== 1) })],
    ["acts without signatures", "authority", ({ acts }) => ({ acts: acts.map((act) => ({ ...act, lines: [] })) })],
    ["another definition", "definition", ({ definition }) => ({ definition: `${definition}# more\n` })],
    [
      "a shorter rule",
      "definition",
      ({ definition }) => ({ definition: definition.replace("members: 2", "members: 1") }),
    ],
    ["another reason than was signed", "signature", reworded(() => ({ reason: "An attack" }))],
    ["another number than was signed", "signature", reworded(() => ({ number: 2 }))],
    ["a signature twice", "signature", ({ lines }) => ({ lines: [...lines, ...lines] })],
    ["a stranger’s signature", "signature", ({ text }) => ({ lines: [signatureLine(text, keyNamed("stranger"))] })],
  ]

  test.each(cases)("is refused: %s", async (_, rule, change) => {
    opened()
    const source = changed(signed(drafted(), b), change)
    expect(() => judged(source)).toThrow(fault(rule))
    await refused([source], fault(rule))
  })

  const unruled: readonly (readonly [string, (file: CarriedText) => Partial<CarriedText>])[] = [
    ["a later end", reworded(({ until = 0 }) => ({ until: until + minute }))],
    ["an end only by a decision", reworded(() => ({ until: undefined }))],
    ["an hour of making that does not go with the end", reworded(({ at }) => ({ at: at + minute }))],
    ["another hour of closing", reworded(({ closes }) => ({ closes: closes + minute }))],
    ["another act before it", reworded(({ after }) => ({ after: { ...after, act: after.act + 1 } }))],
    [
      "an act before it of another text",
      reworded(({ after }) => ({ after: { ...after, text: `sha256:${"0".repeat(64)}` } })),
    ],
    ["an act less at the end", ({ acts }) => ({ acts: acts.slice(0, -1) })],
  ]

  test.each(unruled)("is refused before anybody signs it: %s", async (_, change) => {
    opened()
    const source = changed(drafted(), change)
    expect(() => judged(source)).toThrow(fault("rule"))
    await refused([source], fault("rule"), [a, b])
  })

  test("is refused where the definition knows no such suspension", () => {
    opened()
    const { text } = contentOf(drafted())
    const { file } = new TestElection().open()
    const carried = { text, lines: [], acts: carriedActs(file), definition: file.election.get().definitionText }
    file.store.close()
    expect(() => judged(suspensionFileText(carried))).toThrow(fault("rule"))
  })

  test("is refused when it comes back, where only the election file can tell", async () => {
    opened()
    const source = changed(
      drafted(),
      reworded(() => ({ number: 2 })),
    )
    await refused([signed(source, a, b)], stale("text"))
    const other = new TestElection({ urgent: two, rehearsal: true }).open()
    const foreign = draftedSuspension(other.file, draftSuspension(other.file, "Nobody can vote", election.now))
    other.remove()
    await refused([foreign], fault("other"))
    // Members of another authority of the same election signed what they were shown.
    const usurped = new TestElection({ urgent: two, minimumBallots: 2 }).open()
    const copy = signed(
      draftedSuspension(usurped.file, draftSuspension(usurped.file, "Nobody can vote", election.now)),
      ...[a, b],
    )
    usurped.remove()
    await refused([copy], fault("authority"))
    await refused([signed(drafted(), a), signed(drafted("An attack"), b)], fault("unlike"))
  })

  test("is no such file, or one of a later program", () => {
    opened()
    for (const source of [
      "",
      "{}",
      "[]",
      '{"format":"urne urgent suspension file v1"}',
      drafted().replace("{", "{ "),
    ]) {
      expect(() => judged(source)).toThrow(fault("form"))
    }
    expect(() => judged(drafted().replace("file v1", "file v2"))).toThrow(refusal("newer-format"))
  })

  test("law: whatever byte of it is changed, it is refused, or says and proves the same", () => {
    opened()
    const bytes = utf8(signed(drafted(), b))
    const sound = judged(signed(drafted(), b))
    let refusals = 0
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, mask) => {
        const other = bytes.slice()
        other[place] = (other[place] ?? 0) ^ mask
        try {
          const { file, signed: who, anchor } = judgeSuspensionFile(other, "s.json")
          // Of an act that has more signatures than its quorum one may be lost, and no more.
          expect([file.text, file.lines, who, anchor, file.definition]).toEqual([
            ...[sound.file.text, sound.file.lines, sound.signed, sound.anchor, sound.file.definition],
          ])
        } catch (error) {
          if (!(error instanceof UrneError)) throw error
          refusals++
        }
      }),
      { numRuns: 300 },
    )
    expect(refusals).toBeGreaterThan(200)
  })
})
