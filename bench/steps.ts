/**
 * The steps of an election after its roll at several sizes, each in turns with what can be compared: credentials and tally
 * with the peer, ballots that arrive with the verification of the same ballots. Letters have nothing to be compared with.
 */
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { streamArchive } from "../src/belenios/archive-items.ts"
import { votingKeys } from "../src/belenios/credential.ts"
import { parseElection } from "../src/belenios/election.ts"
import { encryptBallot } from "../src/belenios/encryption.ts"
import type { Random } from "../src/core/world.ts"
import { program } from "./elections.ts"
import { measure, type Run } from "./measure.ts"
import { StagedElection } from "./staged.ts"
import { type StepFigures, stepMeter } from "./step-meter.ts"

/** Each letter takes as long as any other; those of more members would take longer than all the rest. */
const mostLetters = 100_000

export async function measureSteps(
  members: number,
  peer: string,
  measured: (figures: StepFigures) => void,
): Promise<readonly StepFigures[]> {
  const { figures, step } = stepMeter(members, members > 20_000 ? 1 : members > 5000 ? 3 : 5, measured)
  const election = new StagedElection(members)
  const inFolder =
    (command: string, ...args: readonly string[]) =>
    () =>
      measure(command, args, election.folder)
  try {
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
