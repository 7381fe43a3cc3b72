import { describe, expect, test } from "vitest"
import type { Answer } from "../../src/core/network.ts"
import type { ProbeEvent } from "../../src/register/probe-event.ts"
import { beginCourse, type Course, endCourse, isEnding, stepCourse, type Watch } from "../../src/watch/course.ts"
import { downSpans, type ProbeEntry, stateOf, watchedPages } from "../../src/watch/fold.ts"
import { judgeProbe, type Probe } from "../../src/watch/probe.ts"

const url = "https://vote.example/"
const minute = 60_000
const start = Date.UTC(2014, 10, 28, 19)
const watch: Watch = { every: minute, closes: start + 24 * 60 * minute, once: false }
const good: Probe = {
  ...{ state: "up", milliseconds: 20, answered: 200 },
  ...{ failure: undefined, sha256: `sha256:${"a".repeat(64)}`, certificate: undefined },
}
const down: Probe = { ...good, state: "down", answered: undefined, failure: "refused", sha256: undefined }
const changed = (digit: string): Probe => ({ ...good, state: "changed", sha256: `sha256:${digit.repeat(64)}` })

/** Watches what a minute after the other brings; `undefined` where nobody asks. Returns the entries, told shortly. */
function watched(
  probes: readonly (Probe | undefined)[],
  of = watch,
): { entries: ProbeEntry[]; said: readonly string[] } {
  const begun = beginCourse(url, undefined, of)
  let course: Course = begun.course
  const entries: ProbeEntry[] = []
  const keep = (events: readonly ProbeEvent[], at: number) => entries.push(...events.map((event) => ({ event, at })))
  for (const [i, probe] of probes.entries()) {
    const at = start + i * minute
    if (probe === undefined) continue
    const step = stepCourse(course, probe, at, of)
    keep(step.events, at)
    course = step.course
  }
  const end = endCourse(course)
  keep(end.events, start + probes.length * minute)
  return { entries, said: entries.map(({ event }) => told(event)) }
}

function told(event: ProbeEvent): string {
  const clock = (text: string) => text.slice(11, 16)
  if (event.type === "probe.turned") return `${event.state} ${clock(event.from)}`
  if (event.type === "probe.seen") {
    return `${clock(event.from)}-${clock(event.to)}: ${event.polls}, ${event.failed} failed, ${event.slowest} ms`
  }
  return event.type
}

const times = <T>(count: number, of: T): readonly T[] => Array.from({ length: count }, () => of)

describe("what is entered", () => {
  test("is a state when it begins, and what came of all questions once an hour", () => {
    expect(watched(times(130, good)).said).toEqual([
      "up 19:00",
      "19:00-20:00: 61, 0 failed, 20 ms",
      "20:01-21:01: 61, 0 failed, 20 ms",
      "21:02-21:09: 8, 0 failed, 20 ms",
      "unwatched 21:09",
    ])
  })

  test("is no single failure, and one interval for many", () => {
    expect(watched([good, down, good, down, good]).said).toEqual([
      ...["up 19:00", "19:00-19:04: 5, 2 failed, 20 ms", "unwatched 19:04"],
    ])
    const night = watched([good, ...times(25, down), good, good])
    expect(night.said).toEqual([
      ...["up 19:00", "down 19:01", "19:00-19:10: 11, 10 failed, 20 ms", "19:11-19:21: 11, 11 failed, 0 ms"],
      ...["up 19:26", "19:22-19:27: 6, 4 failed, 20 ms", "unwatched 19:27"],
    ])
    const page = watchedPages(night.entries).get(url)
    expect(page && downSpans(page)).toEqual([{ from: start + minute, to: start + 26 * minute }])
  })

  test("of a machine that slept is that nobody watched, and never that all was well", () => {
    const slept = watched([good, good, ...times(30, undefined), good])
    expect(slept.said).toEqual([
      ...["up 19:00", "19:00-19:01: 2, 0 failed, 20 ms", "unwatched 19:01"],
      ...["up 19:32", "19:32-19:32: 1, 0 failed, 20 ms", "unwatched 19:32"],
    ])
    const asleep = watched([good, down, down, ...times(30, undefined), down, down])
    const page = watchedPages(asleep.entries).get(url)
    expect(page && downSpans(page)).toEqual([
      { from: start + minute, to: start + 2 * minute },
      { from: start + 33 * minute, to: start + 34 * minute },
    ])
  })

  test("of another page is each that is served, when it is", () => {
    const served = [good, changed("b"), changed("b"), changed("c"), good]
    expect(watched(served).said.slice(0, 4)).toEqual(["up 19:00", "changed 19:01", "changed 19:03", "up 19:04"])
  })

  test("of an outage that nobody saw end lasts until somebody last asked, and no longer", () => {
    const entries = watched([good, down, down]).entries.slice(0, 2)
    const page = watchedPages(entries).get(url)
    expect(page && downSpans(page)).toEqual([{ from: start + minute, to: start + 2 * minute }])
    // Whoever watches next says that nobody did in between.
    const begun = beginCourse(url, page, watch)
    expect(begun.events.map(told)).toEqual(["unwatched 19:02"])
    expect(stateOf(page)).toBe("down")
    expect(beginCourse(url, page, { ...watch, once: true }).course.state).toBe("down")
  })

  test("of a certificate is entered once, if it ends before the vote or within two weeks", () => {
    const day = 24 * 60 * minute
    const of = (days: number): Probe => ({
      ...good,
      certificate: {
        ...{ subject: "CN=vote.example", issuer: "CN=Root", names: [], from: start },
        ...{ until: start + days * day, sha256: "d".repeat(64) },
      },
    })
    expect(watched([of(13), of(13), of(13)]).said.filter((one) => one === "certificate.ending")).toHaveLength(1)
    expect(watched([of(30), of(30)]).said).not.toContain("certificate.ending")
    expect(watched([of(30)], { ...watch, closes: start + 40 * day }).said).toContain("certificate.ending")
    expect(isEnding(start + 20 * day, start, start + 20 * day)).toBe(false)
  })
})

describe("an answer", () => {
  const answer = (given: Partial<Answer>): Answer => ({
    ...{ kind: "answer", status: 200, headers: {}, body: Buffer.from("page"), cut: false, location: undefined },
    ...{ milliseconds: 20, address: "127.0.0.1", tls: undefined },
    ...given,
  })
  const { sha256: page } = judgeProbe(answer({}), [])
  const references = [page ?? "sha256:"] as const
  const tls = { protocol: "TLSv1.3", authorised: false, reason: "CERT_HAS_EXPIRED", namesHost: true, chain: [] }

  test("is judged by the gravest that is wrong with it", () => {
    const judged = (given: Partial<Answer>) => judgeProbe(answer(given), references).state
    expect(judged({})).toBe("up")
    expect(judged({ milliseconds: 5001 })).toBe("slow")
    expect(judged({ tls, milliseconds: 5001 })).toBe("certificate")
    expect(judged({ body: Buffer.from("Page"), tls })).toBe("changed")
    expect(judged({ status: 302 })).toBe("changed")
    expect(judged({ cut: true })).toBe("changed")
    expect(judged({ status: 503, body: Buffer.from("Page") })).toBe("down")
    expect(judgeProbe({ kind: "failure", failure: "timeout", cause: "", milliseconds: 9 }, references)).toMatchObject({
      ...{ state: "down", failure: "timeout", answered: undefined },
    })
  })

  test("is compared with nothing where nobody entered a reference", () => {
    expect(judgeProbe(answer({ status: 302 }), []).state).toBe("up")
  })
})
