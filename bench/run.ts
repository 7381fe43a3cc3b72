/**
 * The peer and us in turns, and every other step against what it can be compared with. `BELENIOS_TOOL` names the peer.
 *
 *     npm run bench                          # start, verify 1000 3000 20000, then roll and steps 1000 10000
 *     npm run bench -- start                 # short commands, without the peer
 *     npm run bench -- verify 1000 3000      # ballots
 *     npm run bench -- roll 1000 100000      # members
 *     npm run bench -- steps 1000 100000     # members, half of whom vote
 *     npm run bench -- evening 268341        # members of the evening of 2014, without the peer; KEEP=FOLDER keeps it
 *
 * Writes the figures, but those of the evening, to bench/results.json, and the README's tables from there. What was not measured stays as it was.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { measureEvening } from "./evening.ts"
import { machineLine, type Spread } from "./measure.ts"
import { measureRoll } from "./roll.ts"
import { measureStart, type StartFigures } from "./start.ts"
import type { StepFigures } from "./step-meter.ts"
import { measureSteps } from "./steps.ts"
import { measureVerify, verifications, type VerifyFigures } from "./verify.ts"

interface Results {
  machine: string
  start: readonly StartFigures[]
  verify: VerifyFigures[]
  steps: StepFigures[]
}

const root = new URL("../", import.meta.url)
const place = new URL("bench/results.json", root)
const results: Results = { start: [], verify: [], steps: [], ...known(), machine: machineLine() }

const [part, ...numbers] = process.argv.slice(2)
if (part !== undefined && !["start", "verify", "roll", "steps", "evening"].includes(part)) {
  throw new Error(`${part} is none of start, verify, roll, steps, evening`)
}
const peer = process.env["BELENIOS_TOOL"]
if (peer === undefined && part !== "start" && part !== "evening") {
  throw new Error("BELENIOS_TOOL names no belenios-tool: see test/interop/get-belenios.sh")
}
const isAsked = (name: string) => part === undefined || part === name
const sizesOr = (usual: readonly number[]) => (numbers.length > 0 ? numbers.map(Number) : usual)
if (isAsked("start")) runStart()
if (isAsked("verify")) await runVerify(sizesOr([1000, 3000, 20_000]))
if (isAsked("roll")) await runSteps(sizesOr([1000, 10_000]), measureRoll)
if (isAsked("steps")) {
  await runSteps(sizesOr([1000, 10_000]), (members, measured) => measureSteps(members, peer ?? "", measured))
}
// It takes half an hour, and is left out unless it is asked for.
if (part === "evening") for (const members of sizesOr([268_341])) await measureEvening(members)

function runStart(): void {
  results.start = measureStart()
  for (const figures of results.start) process.stdout.write(`${startRow(figures)}\n`)
  save()
}

async function runVerify(sizes: readonly number[]): Promise<void> {
  results.verify = []
  for (const one of verifications(sizes)) {
    const figures = await measureVerify(one, peer ?? "", new URL("bench/elections", root).pathname)
    results.verify.push(figures)
    process.stdout.write(`${verifyRow(figures)}\n`)
    save()
  }
}

async function runSteps(
  sizes: readonly number[],
  measureAt: (members: number, measured: (figures: StepFigures) => void) => Promise<readonly StepFigures[]>,
): Promise<void> {
  for (const members of sizes) {
    const figures = await measureAt(members, (one) => process.stdout.write(`${stepRow([one])}\n`))
    const isNew = (one: StepFigures) => figures.some(({ step }) => one.members === members && one.step === step)
    results.steps = [...results.steps.filter((one) => !isNew(one)), ...figures].sort(inOrder)
    save()
  }
}

/** By size, and in the order of an election: the roll first. */
function inOrder(a: StepFigures, b: StepFigures): number {
  const isRoll = ({ step }: StepFigures) => Number(step.startsWith("roll"))
  return a.members - b.members || isRoll(b) - isRoll(a)
}

function known(): Partial<Results> {
  return existsSync(place) ? (JSON.parse(readFileSync(place, "utf8")) as Partial<Results>) : {}
}

function save(): void {
  writeFileSync(place, `${JSON.stringify(results, null, 2)}\n`)
  const readme = new URL("README.md", root)
  const machine = `Medians of runs in turns, start-up included: ${results.machine}.`
  const head =
    "| election | ballots | `urne verify` | `belenios-tool election verify` | times faster (least–most) | MB | its MB |\n|---|---|---|---|---|---|---|"
  const steps = [...new Set(results.steps.map(({ step }) => step))]
  const sizes = [...new Set(results.steps.map(({ members }) => members))]
  const stepsHead = `| step | ${sizes.map((size) => `${count(size)} members`).join(" | ")} | MB | compared with | its time / ours (least–most) |\n|---|${sizes.map(() => "---|").join("")}---|---|---|`
  const text = readFileSync(readme, "utf8")
  const withVerify = between(text, "bench", [head, ...results.verify.map(verifyRow), "", machine])
  const rows = steps.map((step) =>
    stepRow(
      results.steps.filter((one) => one.step === step),
      sizes,
    ),
  )
  const withSteps = between(withVerify, "steps", [stepsHead, ...rows, "", machine])
  const startHead = "| command | time | CPU time | times as long as nothing | in CPU time |\n|---|---|---|---|---|"
  writeFileSync(readme, between(withSteps, "start", [startHead, ...results.start.map(startRow), "", machine]))
}

function startRow({ command, seconds, cpuSeconds, times }: StartFigures): string {
  const milliseconds = ({ median }: Spread) => `${Math.round(median * 1000)} ms`
  const cells = [`\`${command}\``, milliseconds(seconds), milliseconds(cpuSeconds)]
  return `| ${[...cells, times.seconds.toFixed(2), times.cpuSeconds.toFixed(2)].join(" | ")} |`
}

function verifyRow({ shape, ballots, ours, peers, ratio }: VerifyFigures): string {
  const cells = [shape, count(ballots), seconds(ours.seconds), seconds(peers.seconds), times(ratio)]
  return `| ${[...cells, ours.megabytes, peers.megabytes].join(" | ")} |`
}

/** One step at these sizes; memory and the comparison are those of the largest at which it was measured. */
function stepRow(figures: readonly StepFigures[], sizes = figures.map(({ members }) => members)): string {
  const last = figures.at(-1)
  const taken = sizes.map((size) => figures.find(({ members }) => members === size)?.ours.seconds)
  const cells = [last?.step, ...taken.map((one) => (one === undefined ? "—" : seconds(one))), last?.ours.megabytes]
  const yardstick = last?.yardstick
  return `| ${[...cells, yardstick?.name ?? "—", yardstick === undefined ? "—" : times(yardstick.ratio)].join(" | ")} |`
}

function seconds({ median }: Spread): string {
  return `${median.toFixed(1)} s`
}

function times({ median, min, max }: Spread): string {
  const digits = median < 2 ? 2 : 1
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`
}

function count(number: number): string {
  return number.toLocaleString("en")
}

/** The text with these lines between two marks that it has for them. */
function between(text: string, mark: string, lines: readonly string[]): string {
  const [start, end] = [`<!-- ${mark} -->\n`, `<!-- /${mark} -->`]
  if (!text.includes(start) || !text.includes(end)) throw new Error(`README.md has no place for ${mark}`)
  return `${text.slice(0, text.indexOf(start))}${start}${lines.join("\n")}\n${text.slice(text.indexOf(end))}`
}
