import { describe, expect, test } from "vitest"
import { UrneError } from "../../src/core/error.ts"
import type { Relied } from "../../src/verify/divided/relied.ts"
import { verify } from "../../src/verify/verify.ts"
import { honestAudits, honestParts, nothing, software } from "../support/audits.ts"
import { tools } from "../support/tools.ts"
import { families } from "./mutants/families.ts"

/**
 * Compares audits: one that relies on an earlier audit, or on parts that others made, finds in every invalid variant
 * what a whole audit finds. An honest audit answers only for what was right when it was made.
 */
const figures = { variants: 0, audits: 0, parts: 0, refused: 0 }

describe.each(Object.entries(families))("%s", (_, mutants) => {
  test.each(mutants.map((mutant) => [mutant.name, mutant] as const))("%s", async (_name, mutant) => {
    const { source, asked } = await mutant.make()
    const whole = await verify(source, { ...nothing, ...asked }, tools)
    const relying = (relied: Relied) => verify(source, { ...nothing, ...asked }, { ...tools, relied })
    figures.variants++
    const audits = await honestAudits(source).catch(() => [])
    // The latest one answers for most, the one of the seal for least.
    for (const audit of new Set([audits.at(-1), audits.at(audits.length / 2), audits.at(0)])) {
      if (audit === undefined) continue
      try {
        expect(found(await relying({ kind: "audit", audit }))).toEqual(found(whole))
        figures.audits++
      } catch (error) {
        // Votes were added up, so the audit cannot be continued.
        if (!(error instanceof UrneError) || error.code !== "audit-before-tally") throw error
        figures.refused++
        break
      }
    }
    const parts = await honestParts(source, 2).catch(() => undefined)
    if (parts === undefined) return
    expect(found(await relying({ kind: "parts", parts, software, sample: 0 }))).toEqual(found(whole))
    figures.parts++
  })
})

test("figures", () => {
  console.log(
    `${figures.variants} variants: ${figures.audits} audits gone on from and ${figures.parts} divided audits found what a whole one finds; ${figures.refused} refused before a tally`,
  )
  expect(figures.audits).toBeGreaterThan(100)
  expect(figures.parts).toBeGreaterThan(200)
})

function found({
  verdict,
  findings,
  unconfirmed,
  result,
  figures: numbers,
  fingerprints,
}: Awaited<ReturnType<typeof verify>>) {
  return { verdict, findings, unconfirmed, result, numbers, fingerprints }
}
