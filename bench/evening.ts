/**
 * The evening of 2014 with the real program, a process a command: how long each takes, and how much memory. The voters at
 * the booth are this process.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { systemRandom } from "../src/terminal/system-random.ts"
import { diskFiles } from "../src/terminal/files.ts"
import { instantText } from "../src/core/instant.ts"
import { readDocument } from "../src/paper/reading.ts"
import { type Evening, holdEvening } from "../test/support/evening-2014.ts"
import { faultsOf } from "../test/support/evening-faults.ts"
import { noNetwork } from "../test/support/tools.ts"
import { program } from "./elections.ts"
import { measure, type Run } from "./measure.ts"

interface Measured extends Pick<Run, "seconds" | "cpuSeconds" | "megabytes"> {
  readonly command: string
}

/**
 * Holds the evening with so many members, and prints what each command took.
 *
 * @throws Error naming everything that the evening did not come to
 */
export async function measureEvening(members: number): Promise<void> {
  const kept = process.env["KEEP"]
  const folder = kept ?? mkdtempSync(join(tmpdir(), "urne-evening-"))
  mkdirSync(folder, { recursive: true })
  const measured: Measured[] = []
  const signal = new AbortController().signal
  let voted = 0
  let since = process.hrtime.bigint()
  const env = { XDG_STATE_HOME: join(folder, "state"), LC_ALL: "C" }
  const world = {
    now: () => 0,
    random: systemRandom(),
    files: diskFiles(folder, Readable.from([]), signal),
    network: noNetwork,
    jobs: availableParallelism(),
    signal,
    progress: () => undefined,
    software: "urne",
  }
  const run = async (at: number, argv: readonly string[], status = 0): Promise<string> => {
    const given = ["--quiet", "--no-input", "--yes", "--at", instantText(at)]
    const { out, err, ...took } = await measure(process.execPath, [program, ...given, ...argv], folder, env, status)
    const one = { command: nameOf(argv), ...took }
    measured.push(one)
    process.stdout.write(`${instantText(at)} ${rowOf(one)}\n`)
    since = process.hrtime.bigint()
    return status === 0 ? out : err
  }
  const came = (ballots: number) => {
    voted += ballots
    const seconds = Number(process.hrtime.bigint() - since) / 1e9
    process.stdout.write(`${ballots} ballots came to the booth in ${seconds.toFixed(1)} s; ${voted} so far\n`)
  }
  try {
    const evening = await holdEvening({ folder, world, run, came }, members, {
      letters: process.env["LETTERS"] !== "0",
    })
    process.stdout.write(`\n${tableOf(measured)}\n\n${factsOf(evening, folder)}\n`)
    const faults = faultsOf(evening)
    if (faults.length > 0) throw new Error(faults.join("\n"))
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true })
  }
}

/** The words of a command before its first option or argument. */
function nameOf(argv: readonly string[]): string {
  const groups = [
    "key",
    "roll",
    "trustees",
    "credentials",
    "incident",
    "intervention",
    "complaint",
    "log",
    "attendance",
  ]
  const [first = "", second = ""] = argv
  const isGroup =
    [...groups, "minutes", "authority"].includes(first) || (first === "notice" && ["list", "show"].includes(second))
  return isGroup ? `${first} ${second}` : first
}

/** A row a command; of those that ran several times, the shortest and the longest, and the largest. */
function tableOf(measured: readonly Measured[]): string {
  const names = [...new Set(measured.map(({ command }) => command))]
  const rows = names.map((name) => {
    const runs = measured.filter(({ command }) => command === name)
    const most = (of: (one: Measured) => number) => Math.max(...runs.map(of))
    const least = Math.min(...runs.map(({ seconds }) => seconds))
    const cells = [
      `\`${name}\``,
      `${runs.length}`,
      `${least.toFixed(1)} s`,
      `${most(({ seconds }) => seconds).toFixed(1)} s`,
    ]
    return `| ${[...cells, `${most(({ cpuSeconds }) => cpuSeconds).toFixed(1)} s`, most(({ megabytes }) => megabytes).toFixed(0)].join(" | ")} |`
  })
  return ["| command | runs | least | most | CPU at most | MB |", "|---|---|---|---|---|---|", ...rows].join("\n")
}

function rowOf({ command, seconds, cpuSeconds, megabytes }: Measured): string {
  return `${command}: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU, ${megabytes.toFixed(0)} MB`
}

function factsOf({ members, ballots, during, recovered, afterwards, report }: Evening, folder: string): string {
  const pages = [...readDocument(readFileSync(join(folder, "minutes", "proces-verbal.pdf")))].length
  const found = { during, recovered, afterwards }
  return [
    `${members} members, ${ballots} ballots; the public minutes have ${pages} pages`,
    ...Object.entries(found).map(([when, { arrivals }]) => `${when}: ${JSON.stringify(arrivals?.interruptions)}`),
    report,
  ].join("\n")
}
