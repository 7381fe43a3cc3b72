import { Buffer } from "node:buffer"
import { expect, test } from "vitest"
import { readFingerprint } from "../../src/verify/expectations.ts"
import { streamSource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { keptAuthority, type KeptElection, keptFormats, keptRecord, keptVerdicts } from "../support/kept-elections.ts"
import { tools } from "../support/tools.ts"

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(bytes))
}

const kept = keptFormats.flatMap((format) =>
  Object.entries(keptVerdicts(format)).flatMap(([election, phases]) =>
    Object.entries(phases).map(([phase, said]) => ({ format, election: election as KeptElection, phase, said })),
  ),
)

test.each(keptFormats)(
  "the fixtures of format %i have every phase, a rehearsal, a real election and a ceremony apart",
  (format) => {
    const ofFormat = kept.filter((one) => one.format === format)
    expect(ofFormat.filter(({ election }) => election === "rehearsal").map(({ said }) => said.phase)).toEqual(
      expect.arrayContaining(["draft", "constituted", "sealed", "open", "suspended", "frozen", "unsealed", "tallied"]),
    )
    expect(ofFormat).toHaveLength(32)
  },
)

test.each(kept)("a record of format $format keeps its verdict: $election, $phase", async (one) => {
  const { format, election, phase, said } = one
  const record = keptRecord(election, phase, format)
  const source = await streamSource(() => once(record))
  const authority = phase === "draft" ? undefined : readFingerprint(keptAuthority(election, format))
  const report = await verify(source, { authority, checkpoints: [], receipts: [], trackers: [] }, tools)
  expect([report.format, report.findings, report.unconfirmed]).toEqual([format, [], []])
  expect([report.verdict, report.final, report.phase]).toEqual([said.verdict, said.final, said.phase])
  // Every check that was made then is made now, on as much. Later checks may have been added.
  const checks = Object.fromEntries(report.checks.map(({ check, status, checked }) => [check, `${status} ${checked}`]))
  expect(checks).toMatchObject(said.checks)
})
