import { readdirSync, readFileSync, renameSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import {
  keptAuthority,
  type KeptElection,
  type KeptFormat,
  keptFormats,
  type KeptPhase,
  keptPhases,
  layOut,
} from "../support/kept-elections.ts"
import { lettersIn } from "../support/letters.ts"
import { TestWorld } from "../support/script.ts"

const members = ["anne", "bruno", "chloe"]
const holders = ["registry", "ada", "bo", "cy"]

const worlds: TestWorld[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove()
})

/** Continues an election of an older format with people whose machine has never seen it. */
class Continued {
  readonly world = new TestWorld()
  private readonly format: KeptFormat
  private readonly anew: boolean
  private codes: ReadonlyMap<string, string> | undefined

  constructor(format: KeptFormat, election: KeptElection, phase: string) {
    this.format = format
    this.anew = phase === "draft"
    worlds.push(this.world)
    layOut(election, phase, this.world.cwd, format)
  }

  async run(...argv: readonly string[]): Promise<void> {
    expect(await this.world.run(...argv), `urne ${argv.join(" ")}\n${this.world.out}${this.world.err}`).toBe(0)
  }

  /** Runs a command with the keys of these people and their passphrases. */
  async with(who: readonly string[], suffix: string, ...argv: readonly string[]): Promise<void> {
    const [keys, passphrases] = [who.map((name) => `${name}${suffix}`), who.map((name) => `${name}.txt`)]
    await this.run(...argv, "--key", ...keys, "--passphrase-file", ...passphrases)
  }

  async signed(...argv: readonly string[]): Promise<void> {
    await this.with(["anne", "bruno"], ".key", ...argv)
  }

  at(instant: string): void {
    this.world.now = Date.parse(instant)
  }

  async vote(member: number, answer: string): Promise<void> {
    this.codes ??= codesIn(this.world.cwd)
    this.world.stdin = `${this.codes.get(String(member)) ?? ""}\n`
    await this.run("cast", "--code-file", "-", "--choice", `1=${answer}`, "--yes")
  }

  /** Returns the fingerprint of an authority that was constituted by the current program. */
  private async authority(): Promise<string> {
    await this.run("authority", "list", "--json")
    return (JSON.parse(this.world.out) as { fingerprint: string }).fingerprint
  }

  /** Exports the record of the election as it is, and expects that it is VERIFIED. */
  async verified(election: KeptElection, ...asked: readonly string[]): Promise<void> {
    await this.run("export", "--out", "finished")
    const authority = this.anew ? await this.authority() : keptAuthority(election, this.format)
    await this.run("verify", "finished", "--authority", authority, "--quiet", "--json", ...asked)
    const { format } = this
    expect(JSON.parse(this.world.out)).toMatchObject({ verdict: "VERIFIED", format, findings: [], unconfirmed: [] })
  }
}

function codesIn(folder: string): ReadonlyMap<string, string> {
  if (readdirSync(folder).includes("letters")) return lettersIn(join(folder, "letters"))
  const lines = readFileSync(join(folder, "codes.tsv"), "utf8").trim().split("\n")
  return new Map(lines.map((line) => line.split("\t") as [string, string]))
}

type Step = (election: Continued) => Promise<void>

/** Each step leads to its phase from the one before it. */
const steps: Readonly<Record<KeptPhase, Step>> = {
  draft: () => Promise.resolve(),
  constituted: async (election) => {
    election.at("2014-11-10T10:00:00Z")
    await election.with(members, ".key", "constitute")
  },
  prepared: async (election) => {
    election.at("2014-11-12T09:00:00Z")
    await election.run("roll", "import", "members.csv")
    await election.run("trustees", "ceremony", "--passphrase-file", ...holders.map((name) => `${name}.txt`))
    const { cwd } = election.world
    for (const name of readdirSync(cwd).filter((file) => file.endsWith(".trustee-key"))) {
      renameSync(join(cwd, name), join(cwd, name.replace(/^rehearsal-[^-]*-/, "")))
    }
    await makeLetters(election)
  },
  sealing: async (election) => {
    election.at("2014-11-28T15:10:00Z")
    await election.with(holders, ".trustee-key", "trustees", "check")
    await election.with(["anne"], ".key", "seal")
  },
  sealed: async (election) => {
    election.at("2014-11-28T15:20:00Z")
    // An act names the program that will count, so under another program it has to be proposed again.
    await election.signed("seal")
    await election.run("seal", "check")
  },
  open: async (election) => {
    election.at("2014-11-28T17:00:00Z")
    await election.signed("open")
    election.at("2014-11-28T19:00:00Z")
    await election.run("open")
    await election.vote(1, "1")
    await election.vote(2, "2")
  },
  suspended: async (election) => {
    election.at("2014-11-29T08:00:00Z")
    await election.signed("suspend", "--reason", "The power failed")
  },
  extended: async (election) => {
    election.at("2014-11-29T08:30:00Z")
    await election.signed("resume", "--reason", "It is back")
    await election.signed("extend", "--closes", "2014-11-29T21:00", "--reason", "For the hour lost")
    await election.vote(7, "blank")
  },
  closed: async (election) => {
    election.at("2014-11-29T20:05:00Z")
    // The urn waits for a batch that the older program announced.
    if (readdirSync(election.world.cwd).includes("site-2.jsonl")) {
      await election.run("ballots", "import", "site-2.jsonl", "--channel", "site", "--note", "site-2.note")
    }
    await election.signed("close")
  },
  frozen: async (election) => {
    election.at("2014-11-29T20:30:00Z")
    await election.run("close")
  },
  counted: async (election) => {
    election.at("2014-11-29T20:35:00Z")
    await election.run("tally")
  },
  unsealed: async (election) => {
    election.at("2014-11-29T20:40:00Z")
    await election.signed("unseal")
    await election.with(["registry"], ".trustee-key", "decrypt")
  },
  tallied: async (election) => {
    election.at("2014-11-29T20:50:00Z")
    await election.with(["ada", "bo"], ".trustee-key", "decrypt")
    await election.run("result")
  },
  proclaimed: async (election) => {
    election.at("2014-11-29T21:30:00Z")
    await election.signed("proclaim")
  },
}

/** Makes the codes, and the letters that carry them. */
async function makeLetters(election: Continued): Promise<void> {
  const officer = ["--key", "officer.key", "--passphrase-file", "officer.txt"]
  await election.run("credentials", "generate", "--officer", "officer", ...officer, "--out", "codes.age")
  const why = ["--reason", "first posting", "--out", "letters"]
  await election.run("credentials", "print", "--codes", "codes.age", ...officer, ...why)
}

async function finish(election: Continued, from: KeptPhase): Promise<void> {
  for (const phase of keptPhases.slice(keptPhases.indexOf(from) + 1)) await steps[phase](election)
}

describe.each(keptFormats)("an election of format %i", (format) => {
  test.each(keptPhases)("is finished from the phase %s on, and its record verifies", async (phase) => {
    const election = new Continued(format, "rehearsal", phase)
    election.at(phase === "proclaimed" ? "2014-11-29T22:00:00Z" : "2014-11-10T10:00:00Z")
    await finish(election, phase)
    await election.verified("rehearsal", "--final")
  })

  test("is finished if it is a real one, as a rehearsal is", async () => {
    const election = new Continued(format, "real", "tallied")
    await finish(election, "tallied")
    await election.verified("real", "--final")
  })

  test("stays annulled if it was", async () => {
    const election = new Continued(format, "rehearsal", "annulled")
    election.at("2014-11-29T09:00:00Z")
    await election.verified("rehearsal", "--final")
    expect(await election.world.run("resume", "--reason", "why")).toBe(4)
  })

  test("is finished with a ceremony apart that was under way, whose messages are of that format too", async () => {
    const election = new Continued(format, "apart", "ceremony")
    election.at("2014-11-12T09:00:00Z")
    const { cwd } = election.world
    const answer = async (step: string, who: readonly string[], folder = ".") => {
      for (const name of who) {
        const request = readdirSync(join(cwd, folder)).find(
          (file) => file.includes(`-${name}-`) && file.endsWith(`-${step}.request.json`),
        )
        await election.with([name], ".trustee-key", "trustees", "answer", `${folder}/${request ?? ""}`)
      }
      const replies = readdirSync(join(cwd, folder)).filter((file) => file.endsWith(`-${step}.reply.json`))
      await election.run("trustees", "receive", ...replies.map((file) => `${folder}/${file}`), "--out", "next")
    }
    await answer("commit", ["bo", "cy"])
    await answer("deal", ["ada", "bo", "cy"], "next")
    await answer("finish", ["ada", "bo", "cy"], "next")
    await makeLetters(election)
    await finish(election, "prepared")
    await election.verified("apart", "--final")
  })
})

test.each(keptFormats)(
  "receipts and notes from an election of format %i remain valid with the finished record",
  async (format) => {
    const election = new Continued(format, "rehearsal", "proclaimed")
    election.at("2014-11-30T09:00:00Z")
    await election.verified(
      "rehearsal",
      "--receipt",
      "receipt-1.txt",
      "receipt-6.txt",
      "--checkpoint",
      "checkpoint.txt",
    )
    await election.run("checkpoint", "check", "checkpoint.txt")
  },
)

test.each(keptFormats)("an audit signed by a program of format %i is relied on by the current one", async (format) => {
  const election = new Continued(format, "rehearsal", "frozen")
  election.at("2014-11-29T20:35:00Z")
  await election.verified("rehearsal", "--since", "audit.note", "--trust", "site.key.pub")
  expect(JSON.parse(election.world.out)).toMatchObject({ reliance: { kind: "audit", ballots: 5 } })
})
