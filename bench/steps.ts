/**
 * The other steps of an election at several sizes, each in turns with what can be compared: the roll with SQLite's own
 * import, credentials and tally with the peer, ballots that arrive with the verification of the same ballots. Letters have
 * nothing to be compared with.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { votingKeys } from "../src/belenios/credential.ts"
import { parseElection } from "../src/belenios/election.ts"
import { encryptBallot } from "../src/belenios/encryption.ts"
import { streamArchive } from "../src/belenios/archive-items.ts"
import { type Random } from "../src/core/world.ts"
import { program } from "./elections.ts"
import { measure, ratioOf, type Run, type Spread, type Summary, summaryOf } from "./measure.ts"
import { StagedElection } from "./staged.ts"

/** For SQLite's own import: what it needs to keep rows as we keep them, unique, in both orders and through a power cut. */
const keyed = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE members (${[...Array(9).keys()].map((column) => `c${column} TEXT NOT NULL`).join(", ")}, PRIMARY KEY (c0))
  STRICT, WITHOUT ROWID;
  CREATE INDEX by_postcode ON members (c4, c0)`

/** Each letter takes as long as any other; those of more members would take longer than all the rest. */
const mostLetters = 100_000

/** A step of an election with so many members, half of whom vote. */
export interface StepFigures {
  readonly step: string
  readonly members: number
  readonly rounds: number
  readonly ours: Summary
  /** With what it was compared; nothing where there is nothing to compare with. */
  readonly yardstick?: { readonly name: string; readonly summary: Summary; readonly ratio: Spread }
}

export async function measureSteps(
  members: number,
  peer: string,
  measured: (figures: StepFigures) => void,
): Promise<readonly StepFigures[]> {
  const rounds = members > 20_000 ? 1 : members > 5000 ? 3 : 5
  const figures: StepFigures[] = []
  const election = new StagedElection(members)
  const inFolder =
    (command: string, ...args: readonly string[]) =>
    () =>
      measure(command, args, election.folder)
  async function step(name: string, ours: () => Promise<Run>, theirs?: readonly [string, () => Promise<Run>]) {
    const [own, others]: [Run[], Run[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      own.push(await ours())
      if (theirs !== undefined) others.push(await theirs[1]())
    }
    const yardstick = theirs && { name: theirs[0], summary: summaryOf(others), ratio: ratioOf(own, others) }
    const made = { step: name, members, rounds, ours: summaryOf(own), ...(yardstick && { yardstick }) }
    figures.push(made)
    measured(made)
  }
  try {
    const database = join(election.folder, "yardstick.db")
    const importRoll = () => election.measureAt("2014-11-10T09:00:00Z", ["roll", "import", "members.csv"])
    const importInto = (table: readonly string[], skip: number) => () => {
      rmSync(database, { force: true })
      const commands = [...table, ".mode csv", ".separator ;", `.import --skip ${skip} members.csv members`]
      return measure("sqlite3", [database, ...commands], election.folder)
    }
    await step("roll import", importRoll, ["sqlite3 .import, no key, no check", importInto([], 0)])
    await step("roll import, once more", importRoll, ["sqlite3 .import, key and index as ours", importInto([keyed], 1)])
    rmSync(database, { force: true })
    election.importRoll()
    const generated = [
      "setup",
      "generate-credentials",
      "--uuid",
      "9xDrMnXn4cUuGk",
      "--group",
      "Ed25519",
      "--count",
      String(members),
    ]
    await step("credentials generate", () => election.measureAt("2014-11-11T09:00:00Z", election.generate), [
      "belenios-tool setup generate-credentials",
      inScratch(peer, generated),
    ])
    election.runAt("2014-11-11T09:00:00Z", ...election.generate)
    if (members <= mostLetters) {
      await step("credentials print", () => election.measureAt("2014-11-12T09:00:00Z", election.print))
    }
    election.open()
    election.publish("2014-11-28T19:00:00Z", "open")
    await writeBallots(election, Math.floor(members / 2))
    const arrive = ["ballots", "import", "ballots.jsonl", "--channel", "site"]
    election.keepAs("before")
    election.runAt("2014-11-28T20:00:00Z", ...arrive)
    election.publish("2014-11-28T20:00:00Z", "voted")
    await step("ballots import", () => election.measureAt("2014-11-28T20:00:00Z", arrive, "before"), [
      "urne verify of their archive",
      inFolder(process.execPath, program, "verify", election.archiveOf("voted")),
    ])
    election.close()
    election.publish("2014-11-29T20:30:00Z", "frozen")
    await step("tally", () => election.measureAt("2014-11-29T20:35:00Z", ["tally"]), [
      "belenios-tool election compute-encrypted-tally",
      inFolder(peer, "election", "compute-encrypted-tally", "--dir", "frozen-archive"),
    ])
    await step("export", () => election.measureAt("2014-11-29T20:35:00Z", ["export", "--out", "again"]))
    return figures
  } finally {
    election.remove()
  }
}

/** In a folder of its own, which is thrown away. */
function inScratch(command: string, args: readonly string[]): () => Promise<Run> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), "urne-bench-"))
    try {
      return await measure(command, args, folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** One ballot a member for the first answer, a line each. */
async function writeBallots(staged: StagedElection, count: number): Promise<void> {
  let body: Uint8Array | undefined
  for await (const item of streamArchive(createReadStream(staged.archiveOf("open")))) {
    if (!("code" in item) && item.type === "Setup") body = item.election.slice()
  }
  const { value: election } = parseElection(body ?? new Uint8Array(), "archive")
  if (election === undefined) throw new Error("no election")
  const random: Random = (length) => Uint8Array.from(randomBytes(length))
  const out = createWriteStream(join(staged.folder, "ballots.jsonl"))
  for (const key of votingKeys(election.uuid, await staged.codes(count))) {
    if (!out.write(Buffer.concat([encryptBallot(random, election, key, [[1, 0, 0]]), Buffer.from("\n")]))) {
      await once(out, "drain")
    }
  }
  out.end()
  await once(out, "finish")
}
