/**
 * The peer and us, in turns, on the same elections: made by us, checked by both. `BELENIOS_TOOL` names the peer.
 *
 *     npm run bench [-- BALLOTS…]      # 1000 and 3000 unless others are given
 *
 * Writes the figures to bench/results.json and their table into README.md.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { machineLine, measure, type Run, type Spread, spreadOf } from "./measure.ts"
import { others, program, type Rehearsed, rehearsed, type Shape, usual } from "./elections.ts"

interface Figures {
  readonly shape: string
  readonly ballots: number
  readonly rounds: number
  readonly ours: { readonly seconds: Spread; readonly megabytes: number }
  readonly peers: { readonly seconds: Spread; readonly megabytes: number }
  /** How many times longer the peer took, run by run. */
  readonly ratio: Spread
}

const peer = process.env["BELENIOS_TOOL"]
if (peer === undefined) throw new Error("BELENIOS_TOOL names no belenios-tool: see test/interop/get-belenios.sh")
const given = process.argv.slice(2).map(Number)
const sizes = given.length > 0 ? given : [1000, 3000]
const root = new URL("../", import.meta.url)
const folder = new URL("bench/elections", root).pathname

const plan: readonly (readonly [Shape, number])[] = [
  ...sizes.map((size) => [usual, size] as const),
  ...others.map((shape) => [shape, Math.min(shape.ballots ?? 1000, ...sizes)] as const),
]
const figures: Figures[] = []
for (const [shape, ballots] of plan) {
  const election = rehearsed(folder, shape, ballots)
  const rounds = ballots > 5000 ? 3 : 5
  const [ours, peers]: [Run[], Run[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    ours.push(await verifyHere(election))
    peers.push(await measure(peer, ["election", "verify"], election.archive))
  }
  const ratio = spreadOf(peers.map(({ seconds }, round) => seconds / (ours[round]?.seconds ?? NaN)))
  figures.push({ shape: shape.name, ballots, rounds, ours: summary(ours), peers: summary(peers), ratio })
  process.stdout.write(`${row(figures.at(-1) as Figures)}\n`)
}
writeFileSync(new URL("bench/results.json", root), `${JSON.stringify({ machine: machineLine(), figures }, null, 2)}\n`)
writeTable(new URL("README.md", root))

function verifyHere({ bundle }: Rehearsed): Promise<Run> {
  return measure(process.execPath, [program, "verify", bundle], folder)
}

function summary(runs: readonly Run[]): Figures["ours"] {
  const megabytes = Math.max(...runs.map((run) => run.megabytes))
  return { seconds: spreadOf(runs.map(({ seconds }) => seconds)), megabytes: Math.round(megabytes) }
}

function row({ shape, ballots, ours, peers, ratio }: Figures): string {
  const time = ({ median }: Spread) => `${median.toFixed(1)} s`
  const times = `${ratio.median.toFixed(1)} (${ratio.min.toFixed(1)}–${ratio.max.toFixed(1)})`
  const cells = [shape, ballots, time(ours.seconds), time(peers.seconds), times, ours.megabytes, peers.megabytes]
  return `| ${cells.join(" | ")} |`
}

/** Puts the table between the two marks that the README has for it. */
function writeTable(readme: URL): void {
  const [start, end] = ["<!-- bench -->\n", "<!-- /bench -->"]
  const text = readFileSync(readme, "utf8")
  const [before, rest] = [text.slice(0, text.indexOf(start)), text.slice(text.indexOf(end))]
  const head =
    "| election | ballots | `urne verify` | `belenios-tool election verify` | times faster (least–most) | MB | its MB |"
  const table = [head, "|---|---|---|---|---|---|---|", ...figures.map(row)].join("\n")
  writeFileSync(
    readme,
    `${before}${start}${table}\n\nMedians of runs in turns, start-up included: ${machineLine()}.\n${end}${rest.slice(end.length)}`,
  )
}
