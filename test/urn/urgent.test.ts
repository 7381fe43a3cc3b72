import { afterEach, describe, expect, test } from "vitest"
import { provenActs } from "../../src/authority/proven-acts.ts"
import { instantText } from "../../src/core/instant.ts"
import { entryIndexOf } from "../../src/journal/entry-index-queries.ts"
import { append, currentPhase, lastEntry } from "../../src/journal/operations.ts"
import { signNote } from "../../src/notes/note.ts"
import { urgentSuspensionHash, urgentSuspensionText } from "../../src/notes/urgent-suspension.ts"
import { requireEnacted } from "../../src/urn/enacted-queries.ts"
import { suspendUrgently } from "../../src/urn/urgent-operations.ts"
import { draftSuspension, urgentSuspensions } from "../../src/urn/urgent-queries.ts"
import { refusalOf } from "../support/refusal.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { acceptBallots, hours, keyNamed, TestElection, type TestOptions } from "./test-election.ts"

let election: TestElection
afterEach(() => {
  election.remove()
})

const minute = 60_000
const [resumes, stays] = ["{ members: 1, minutes: 30 }", "{ members: 1, after: stays }"]
const member = (id: string) => ({ ...keyNamed(id), memory: [] })

function opened(urgent: string, options: TestOptions = {}): TestElection {
  election = new TestElection({ urgent, ...options }).open()
  return election
}
const draft = (reason = "Nobody can vote") => draftSuspension(election.file, reason, election.now)
const suspend = (...members: readonly string[]) =>
  suspendUrgently(election.file, draft(), (members.length === 0 ? ["a"] : members).map(member), election.now)
const phase = (after = 0) => currentPhase(election.file.journal, election.now + after)
const cast = (voter: number) =>
  acceptBallots(
    election.file,
    [election.checked(election.ballot(election.codes[voter] ?? ""))],
    "office",
    election.now,
    {
      began: election.now,
    },
  )
const code = (act: () => unknown) => (refusalOf(act) as { readonly code: string }).code

describe("one member suspends the vote", () => {
  test("at once, and it goes on by itself, without an entry that a process would have to write", () => {
    opened(resumes)
    cast(0)
    const { suspension, signers, from } = suspend()
    expect(signers.map(({ id }) => id)).toEqual(["a"])
    expect(from).toBe(election.now)
    expect(suspension.until).toBe(election.now + 30 * minute)
    expect(phase()).toBe("suspended")
    expect(code(() => cast(1))).toBe("wrong-phase")
    expect(phase(30 * minute - 1000)).toBe("suspended")
    const entries = election.file.journal.size()
    election.now += 30 * minute
    expect(phase()).toBe("open")
    expect(election.file.journal.size()).toBe(entries)
    expect(cast(1)).toMatchObject([{ state: "accepted" }])
  })

  test("after which nothing is dated before the end of the suspension, once a ballot has come", () => {
    opened(resumes)
    suspend()
    election.now += 30 * minute
    cast(0)
    election.now -= 5 * minute
    expect(code(() => election.propose("extend", extension(60)))).toBe("clock-went-back")
    expect(code(() => cast(1))).toBe("wrong-phase")
  })

  test("until the authority decides, where the definition says that it stays", () => {
    opened(stays)
    expect(suspend().suspension.until).toBeUndefined()
    expect(phase(5 * 60 * minute)).toBe("suspended")
    election.decide("resume", { reason: "It works again" })
    expect(phase()).toBe("open")
  })

  test("never past the hour of closing, and then nothing more comes in", () => {
    opened(resumes)
    election.now = hours.closes - 10 * minute
    expect(suspend().suspension.until).toBe(hours.closes)
    election.now = hours.closes + minute
    expect(phase()).toBe("closed")
    expect(code(() => cast(0))).toBe("wrong-phase")
  })

  test("whose end before the close leaves the grace as it is", () => {
    opened(resumes)
    election.now = hours.closes - 40 * minute
    suspend()
    const ballot = election.checked(election.ballot(election.codes[0] ?? ""))
    election.now = hours.closes + minute
    expect(
      acceptBallots(election.file, [ballot], "office", election.now, { began: hours.closes - minute }),
    ).toMatchObject([{ state: "accepted" }])
  })
})

const extension = (minutes: number) => [
  { key: "closes", value: new Date(hours.closes + minutes * minute).toISOString().replace(".000", "") },
  { key: "reason", value: "Time was lost" },
]

describe("an urgent suspension and acts", () => {
  test("an act that waits for signatures goes on waiting, and takes effect during the suspension", () => {
    opened(resumes)
    const pending = election.propose("extend", extension(60))
    const { suspension } = suspend()
    election.sign(pending)
    expect(provenActs(election.file).at(-1)?.stored.state).toBe("effective")
    expect(phase()).toBe("suspended")
    // The extension leaves the end of the suspension as it is.
    election.now = suspension.until ?? 0
    expect(phase()).toBe("open")
    expect(cast(0)).toMatchObject([{ state: "accepted" }])
  })

  test("the authority takes it over by the act suspend, and it no longer ends by itself", () => {
    opened(resumes)
    suspend()
    election.decide("suspend", { reason: "We look into it" })
    election.now += 60 * minute
    expect(phase()).toBe("suspended")
    expect(code(() => election.propose("suspend", [{ key: "reason", value: "Again" }]))).toBe("wrong-phase")
  })

  test.each(["suspend", "resume", "extend"] as const)(
    "after an act %s, members may suspend the vote once more",
    (kind) => {
      opened(resumes)
      suspend()
      election.now += minute
      if (kind === "extend") election.decide("extend", extension(60))
      else election.decide(kind, { reason: "Decided" })
      if (kind === "suspend") election.decide("resume", { reason: "It works again" })
      election.now += 40 * minute
      expect(phase()).toBe("open")
      expect(suspend("b").suspension.number).toBe(2)
      expect(urgentSuspensions(election.file)).toHaveLength(2)
    },
  )

  test("without one they may not, and are told what the authority can decide", () => {
    opened(resumes)
    suspend()
    election.now += 40 * minute
    expect(refusalOf(() => draft())).toEqual({
      code: "urgent-unanswered",
      params: { since: "2014-11-29T11:00:00Z" },
    })
  })
})

describe("what does not suspend the vote", () => {
  test("a definition that allows it to nobody, and a format that has none", () => {
    election = new TestElection().open()
    expect(refusalOf(() => draft())).toEqual({ code: "urgent-not-allowed", params: { reason: "definition" } })
    election.remove()
    opened(resumes, { format: 2 })
    expect(refusalOf(() => draft())).toEqual({ code: "urgent-not-allowed", params: { reason: "format" } })
  })

  test("another phase, keys that are nobody's, one key twice, and too few members", () => {
    election = new TestElection({ urgent: "{ members: 2 }" }).sealed()
    expect(code(() => draft())).toBe("wrong-phase")
    election.remove()
    opened("{ members: 2 }")
    const before = election.contents()
    expect(code(() => suspend("a"))).toBe("signers-missing")
    expect(code(() => suspend("a", "a"))).toBe("signers-missing")
    expect(code(() => suspend("a", "stranger"))).toBe("not-a-member")
    expect(election.contents()).toBe(before)
    expect(suspend("a", "c").signers.map(({ id }) => id)).toEqual(["a", "c"])
  })

  test("a text that is old, or no longer true when it is signed", () => {
    opened("{ members: 1, minutes: 5 }")
    election.now += 10 * minute
    const shown = draft()
    const before = election.contents()
    const stale = (after: number) =>
      refusalOf(() => suspendUrgently(election.file, shown, [member("a")], election.now + after))
    const rule = (one: string) => ({ code: "urgent-stale", params: { rule: one, apart: false } })
    expect(stale(-1000)).toEqual(rule("clock"))
    expect(stale(5 * minute)).toEqual(rule("ended"))
    expect(stale(15 * minute + 1000)).toEqual(rule("old"))
    expect(election.contents()).toBe(before)
    election.decide("extend", extension(60))
    expect(stale(0)).toEqual(rule("act"))
    expect(urgentSuspensions(election.file)).toEqual([])
  })

  test("a rule that asks for more members than there are is refused with the definition", () => {
    election = new TestElection()
    expect(() => new TestElection({ urgent: "{ members: 4 }" })).toThrow("definition-quorum-total")
    expect(() => new TestElection({ urgent: "{ minutes: 61 }" })).toThrow()
  })
})

describe("somebody who can write to the file", () => {
  const altered = expect.objectContaining({ code: "election-file-altered" }) as Error

  test("suspends nothing by an entry without a note", () => {
    opened(resumes)
    const { store, journal } = election.file
    const before = entryIndexOf(journal)
    const closes = lastEntry(journal, "urn.opened")?.event.closes ?? ""
    store.write(() =>
      append(journal, election.now, {
        ...{ type: "urn.suspended", phase: "suspended", closes, number: 1 },
        note: `sha256:${"ab".repeat(32)}`,
      }),
    )
    expect(() => requireEnacted(election.file, before)).toThrow(altered)
    expect(() => urgentSuspensions(election.file)).toThrow(altered)
  })

  test("suspends nothing a second time with a member's key, before the authority decided", () => {
    opened(resumes)
    const { suspension } = suspend()
    election.now += 40 * minute
    const { file, now } = election
    const until = now + 30 * minute
    const note = signNote(urgentSuspensionText({ ...suspension, number: 2, at: now, until }), keyNamed("a"))
    file.store.write(() => {
      file.urn.urgent.insert({ number: 2, note })
      append(file.journal, now, {
        ...{ type: "urn.suspended", phase: "suspended", closes: instantText(suspension.closes), number: 2 },
        ...{ until: instantText(until), note: urgentSuspensionHash(note) },
      })
    })
    expect(() => urgentSuspensions(file)).toThrow(altered)
  })

  test.each([
    ["another note", "UPDATE urgent_suspension SET note = replace(note, 'Nobody', 'Anybody')"],
    ["none", "DELETE FROM urgent_suspension"],
  ])("puts %s in the place of the one that was signed, and is found out", (_, change) => {
    opened(resumes)
    const before = entryIndexOf(election.file.journal)
    suspend()
    expect(() => requireEnacted(election.file, before)).not.toThrow()
    withoutTriggers(election.file.store.db, () => election.file.store.db.exec(change))
    expect(() => requireEnacted(election.file, before)).toThrow(altered)
    expect(() => urgentSuspensions(election.file)).toThrow(altered)
  })
})
