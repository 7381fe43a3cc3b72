import { readdirSync, readFileSync } from "node:fs"
import ts from "typescript"
import { describe, expect, test, vi } from "vitest"
import type { FindingCode } from "../../src/core/finding.ts"
import { checks } from "../../src/verify/checks.ts"
import { exitOf } from "../../src/verify/report/report.ts"
import { verify } from "../../src/verify/verify.ts"
import { tools } from "../support/tools.ts"
import { families } from "./mutants/families.ts"
import type { Mutant } from "./mutants/mutant.ts"

const site = Symbol.for("site")

// This makes every finding remember the line that made it.
vi.mock("../../src/core/finding.ts", async (original) => {
  const real: { finding: (...args: readonly unknown[]) => object } = await original()
  return {
    ...real,
    finding: (...args: readonly unknown[]) => {
      const frames = new Error().stack?.split("\n") ?? []
      const caller = frames.find((frame) => /\/src\/(?!core\/finding|verify\/open-report)/.test(frame)) ?? ""
      return { ...real.finding(...args), [Symbol.for("site")]: /src\/[\w/.-]+:\d+/.exec(caller)?.[0] ?? "" }
    },
  }
})

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

/** Collects the codes and lines that alone found some mutant, which would have passed without them. */
const [neededCodes, neededLines] = [new Set<FindingCode>(), new Set<string>()]
const refused: Mutant[] = []

describe.each(Object.entries(families))("%s", (_, mutants) => {
  test.each(mutants.map((mutant) => [mutant.name, mutant.codes.join(" "), mutant] as const))(
    "%s: %s",
    async (_name, _codes, mutant) => {
      const { source, asked, relied } = await mutant.make()
      const report = await verify(source, { ...nothing, ...asked }, { ...tools, ...(relied && { relied }) })
      const beside = report.beside.flatMap(({ findings }) => findings)
      const all = [...report.findings, ...report.unconfirmed, ...beside]
      const found = [...new Set(all.map(({ code }) => code))].sort()
      expect(found, JSON.stringify(all, null, 1)).toEqual([...mutant.codes].sort())
      // Findings beside ballots and result are reported, and do not change the verdict on these.
      expect([report.verdict, exitOf(report, false)]).toEqual(
        beside.length > 0 ? ["CONSISTENT", 0] : [expect.anything(), 5],
      )
      const lines = new Set(all.map((each) => (each as { readonly [site]?: string })[site] ?? ""))
      if (found.length === 1) found.forEach((code) => neededCodes.add(code))
      if (lines.size === 1) lines.forEach((line) => neededLines.add(line))
      refused.push(mutant)
    },
  )
})

/**
 * No mutant here gives these findings alone. A threshold of one needs a ceremony that our own code refuses to hold (see
 * test/belenios); the balance follows from the proofs and from the result, so what breaks it breaks those.
 */
const elsewhere: readonly FindingCode[] = ["TRUSTEES_THRESHOLD", "BALANCE"]

test("every code of the registry is needed: without it some mutant would pass", () => {
  const codes = checks.flatMap((check) => check.codes)
  expect(codes.filter((code) => !neededCodes.has(code) && !elsewhere.includes(code))).toEqual([])
})

test("every line of verify/ that makes a finding is needed", () => {
  const lines = findingLines()
  expect(lines.length).toBeGreaterThan(80)
  const spare = lines.filter((line) => !neededLines.has(line))
  console.log(
    `${refused.length} mutants refused with the findings expected, ${neededCodes.size} codes, ${lines.length - spare.length} of ${lines.length} lines needed`,
  )
  expect(spare).toEqual([])
})

/** Lists the lines of verify/ that make findings, as `src/verify/acts/batches.ts:12`. */
function findingLines(): readonly string[] {
  const folder = new URL("../../src/verify/", import.meta.url)
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"))
  return names
    .filter((name) => name !== "open-report.ts")
    .flatMap((name) => {
      const source = ts.createSourceFile(
        name,
        readFileSync(new URL(name, folder), "utf8"),
        ts.ScriptTarget.Latest,
        true,
      )
      const found: string[] = []
      const visit = (node: ts.Node): void => {
        if (
          ts.isCallExpression(node) &&
          /^(?:finding|report\.fail)$/.test(node.expression.getText()) &&
          !isElsewhere(node)
        ) {
          found.push(`src/verify/${name}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`)
        }
        ts.forEachChild(node, visit)
      }
      visit(source)
      return found
    })
}

function isElsewhere({ arguments: [code] }: ts.CallExpression): boolean {
  return code !== undefined && ts.isStringLiteral(code) && elsewhere.some((each) => each === code.text)
}
