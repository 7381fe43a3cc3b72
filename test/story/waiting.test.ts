import { cpSync, mkdtempSync, readdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { openDatabase } from "../../src/store/sqlite.ts"
import { TestWorld } from "../support/script.ts"
import { anne, electionToWaitFor } from "../support/waiting.ts"

const [second, minute] = [1000, 60_000]
const opens = Date.parse("2014-11-28T19:00:00Z")
const closes = Date.parse("2014-11-28T22:00:00Z")

let sealed: TestWorld
let world: TestWorld
beforeAll(async () => {
  sealed = new TestWorld()
  await electionToWaitFor(sealed)
})
afterAll(() => {
  sealed.remove()
})
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "urne-waiting-"))
  cpSync(sealed.cwd, folder, { recursive: true })
  world = new TestWorld(folder)
})
afterEach(() => {
  world.remove()
})

async function urne(status: number, ...argv: readonly string[]): Promise<void> {
  expect(await world.run(...argv), `${argv.join(" ")}\n${world.out}${world.err}`).toBe(status)
}

/** Has another process run a command once the clock of the waiting one shows this instant. */
function at(instant: number, ...argv: readonly string[]): void {
  let isDone = false
  world.meanwhile = async () => {
    if (isDone || world.now < instant) return
    isDone = true
    const other = new TestWorld(world.cwd)
    other.now = world.now
    expect(await other.run(...argv), other.err).toBe(0)
  }
}

async function openVote(): Promise<void> {
  world.now = opens - minute
  await urne(0, "open", ...anne)
  world.now = opens
  await urne(0, "open")
}

const journal = async (type: string) => {
  await urne(0, "journal", "list", "--type", type, "--json")
  return (JSON.parse(world.out) as { entries: readonly { event: Record<string, unknown> }[] }).entries
}

test("the zero report says that it waits for the opening, once that is decided", async () => {
  const print = ["paper", "print", "zero-report"]
  await urne(4, ...print)
  expect(world.err).toContain("urne open")
  expect(world.err).not.toContain("is decided")
  world.now = opens - minute
  await urne(0, "open", ...anne)
  await urne(4, ...print)
  expect(world.err).toMatch(/opens at its hour, .*20:00.*: until then there is no zero report/)
  expect(world.err).toMatch(/urne open --wait opens it then; afterwards: urne paper print zero-report/)
  await urne(4, "--lang", "fr", ...print)
  expect(world.err).toContain("d’ici là, il n’y a pas de constat d’urne vide")
  world.now = opens
  await urne(4, ...print)
  expect(world.err).toMatch(/has come; but nobody has opened the urn yet/)
  await urne(0, "open")
  await urne(0, ...print)
})

test.each([
  [0, "No interruption is declared.", "1 h of 1 h"],
  [20 * second, "Opened 20 seconds after the promised hour, Friday, 28 November 2014 at 20:00.", "59 min of 1 h"],
  [
    5 * minute,
    "Opened late: Friday, 28 November 2014 at 20:05 instead of Friday, 28 November 2014 at 20:00.",
    "55 min of 1 h",
  ],
])(
  "a notice accounts for each part of the hours that were not offered: opened after %i ms",
  async (delay, said, kept) => {
    world.now = opens - minute
    await urne(0, "open", ...anne)
    world.now = opens + delay
    await urne(0, "open")
    world.now = opens + 60 * minute
    await urne(0, "notice", ...anne)
    expect(world.out).toBe("Notice 1 issued, signed by Anne Dubreuil (anne).\n")
    await urne(0, "notice", "show", "1")
    expect(world.out).toContain(said)
    expect(world.out).toContain(`Hours offered so far: ${kept} promised`)
    expect(world.out.includes("No interruption is declared.")).toBe(delay === 0)
  },
)

describe("open --wait", () => {
  test("decides, waits and opens at the hour; without a terminal it says every quarter of an hour how long it still waits", async () => {
    world.now = opens - 60 * minute
    await urne(0, "open", "--wait", ...anne)
    expect(world.out).toMatch(/in effect[^]*ZERO REPORT[^]*Opened +Friday, 28 November 2014 at 20:00/)
    expect(world.out).not.toContain("REPRINT")
    expect(world.err.slice(world.err.indexOf("Waiting for")).split("\n")).toEqual([
      "Waiting for the opening, on Friday, 28 November 2014 at 20:00 UTC+1. Ctrl-C ends the wait; the same command resumes it.",
      ...["0:45:00 left", "0:30:00 left", "0:15:00 left", ""],
    ])
    expect(world.now).toBe(opens)
    const [opened] = await journal("urn.opened")
    expect(opened?.event["at"]).toBe("2014-11-28T19:00:00Z")
  })

  test("waits in silence where a program reads, and gives it the same object as open", async () => {
    world.now = opens - 20 * minute
    await urne(0, "open", "--wait", "--json", ...anne)
    expect(world.err).toBe("")
    expect(JSON.parse(world.out)).toMatchObject({ command: "open", reprint: false, report: { ballots: 0 } })
  })

  test("leaves the file to other commands, and reports that another command opened the urn", async () => {
    world.now = opens - 3 * minute
    at(opens - 2 * minute, "status")
    await urne(0, "open", "--wait", ...anne)
    expect(readdirSync(world.cwd).filter((name) => /-(?:wal|shm)$/.test(name))).toEqual([])
    await urne(0, "open", "--wait")
    expect(world.out).toContain("REPRINT")
  })

  test("tries again if another program holds the file at the hour", async () => {
    world.now = opens - minute
    let held: ReturnType<typeof openDatabase> | undefined
    let retries = 0
    world.meanwhile = () => {
      if (world.now >= opens && held === undefined) {
        held = openDatabase(join(world.cwd, "board.urne"))
        held.exec("BEGIN IMMEDIATE")
      } else if (held?.inTransaction === true) {
        retries++
        held.close()
      }
    }
    await urne(0, "open", "--wait", ...anne)
    expect(retries).toBe(1)
    expect(world.out).toContain("ZERO REPORT")
  })

  test("ends without waiting if its act lacks signatures", async () => {
    world.now = opens - 3 * minute
    await urne(0, "open", "--wait", "--no-sign")
    expect(world.out).toContain("waiting")
    expect(world.now).toBe(opens - 3 * minute)
  })

  test("decides hours that are given once, and resumes the wait for them when it is run again", async () => {
    const later = ["--opens", "2014-11-28T20:04", "--closes", "2014-11-28T23:00"]
    const abort = new AbortController()
    world.signal = abort.signal
    world.now = opens - minute
    world.meanwhile = () => {
      if (world.now >= opens) abort.abort("SIGINT")
    }
    await urne(130, "--yes", "open", "--wait", ...later, ...anne)
    expect(world.err).toContain("the same command goes on waiting")
    world.signal = new AbortController().signal
    world.meanwhile = () => undefined
    const acts = (await journal("act.effective")).length
    await urne(0, "--yes", "open", "--wait", ...later, ...anne)
    expect(world.now).toBe(opens + 4 * minute)
    expect((await journal("act.effective")).length).toBe(acts)
  })

  test("ends if the election is annulled meanwhile", async () => {
    world.now = opens - 3 * minute
    at(opens - 2 * minute, "--yes", "annul", "--reason", "The roll was incomplete", ...anne)
    await urne(4, "open", "--wait", ...anne)
    expect(world.err).toContain("annulled")
    expect(world.now).toBeLessThan(opens)
  })

  test("opens nothing after the clock jumped past the hour, until somebody has looked at another clock", async () => {
    world.now = opens - 10 * minute
    world.meanwhile = () => {
      world.now = opens + 5 * minute
    }
    await urne(4, "open", "--wait", ...anne)
    expect(world.err).toContain("look at another clock")
    world.meanwhile = () => undefined
    expect(await journal("urn.opened")).toEqual([])
    await urne(0, "open", "--wait")
    expect(world.out).toContain("ZERO REPORT")
  })

  test("opens with --clock-is-right once somebody has looked, and only warns of a jump that does not reach the hour", async () => {
    world.now = opens - 30 * minute
    let jumps = 0
    world.meanwhile = () => {
      if (jumps++ === 0) world.now -= 20 * minute
      else if (jumps === 2) world.now += 25 * minute
    }
    await urne(0, "open", "--wait", ...anne)
    expect(world.err.match(/this machine slept/g)).toHaveLength(2)
    expect(world.now).toBe(opens)
  })

  test("does not take a clock that is set by seconds for a jump", async () => {
    world.now = opens - 3 * minute
    world.meanwhile = () => {
      world.now += 5 * second
    }
    await urne(0, "open", "--wait", ...anne)
    expect(world.err).not.toContain("slept")
  })

  test("is refused with a clock that stands still", async () => {
    await urne(2, "open", "--wait", "--at", "2014-11-28T18:59:00Z")
    expect(world.err).toContain("--at and --wait")
  })
})

describe("close --wait", () => {
  test("waits for the hour, has the act signed, waits for the grace and freezes", async () => {
    await openVote()
    world.now = closes - 4 * minute
    await urne(0, "close", "--wait", ...anne)
    expect(world.out).toMatch(/in effect[^]*CLOSING REPORT/)
    expect(world.err).toMatch(/hour of closing, on .* 23:00[^]*end of the grace, on .* 23:05/)
    const [frozen] = await journal("urn.frozen")
    expect(frozen?.event["at"]).toBe("2014-11-28T22:05:00Z")
  })

  test("follows an hour that others move, and says so if they suspend the vote", async () => {
    await openVote()
    world.now = closes - 4 * minute
    at(closes - 2 * minute, "extend", "--closes", "2014-11-28T23:06", "--reason", "The site was down", ...anne)
    await urne(0, "close", "--wait", ...anne)
    expect(world.err).toMatch(/hour of closing, on .* 23:00[^]*hour of closing, on .* 23:06/)
    expect(world.now).toBe(closes + 11 * minute)
  })

  test("says that the vote is suspended, and closes it at its hour all the same", async () => {
    await openVote()
    world.now = closes - 4 * minute
    at(closes - 2 * minute, "suspend", "--reason", "The hall is evacuated", ...anne)
    await urne(0, "close", "--wait", ...anne)
    expect(world.err).toContain("23:00 UTC+1. The vote is suspended; its hour of closing stays.")
    expect(world.out).toContain("CLOSING REPORT")
  })

  test("closes nothing if the clock jumps past the hour", async () => {
    await openVote()
    world.now = closes - 60 * minute
    world.meanwhile = () => {
      world.now = closes + 10 * minute
    }
    await urne(4, "close", "--wait", ...anne)
    world.meanwhile = () => undefined
    expect(await journal("urn.frozen")).toEqual([])
    expect((await journal("act.effective")).map(({ event }) => event["kind"])).not.toContain("close")
  })

  test("ends with status 130 on Ctrl-C during the grace, and freezes when it is run again", async () => {
    await openVote()
    world.now = closes
    const abort = new AbortController()
    world.signal = abort.signal
    world.meanwhile = () => {
      abort.abort("SIGINT")
    }
    await urne(130, "close", "--wait", ...anne)
    world.signal = new AbortController().signal
    world.meanwhile = () => undefined
    await urne(0, "close", "--wait")
    expect(world.out).toContain("CLOSING REPORT")
  })

  test("does not wait for an urn that is not open", async () => {
    await urne(4, "close", "--wait", ...anne)
    expect(world.err).toContain("urne")
  })
})
