import { writeFileSync } from "node:fs"
import { test } from "vitest"
import { archiveEntries, archiveHeader } from "../../src/belenios/archive.ts"
import { appendEvent } from "../../src/belenios/chain.ts"
import { CurvePoint, compressAll, pointText } from "../../src/belenios/group.ts"
import { makeElection } from "../../src/belenios/election.ts"
import { trustees } from "../support/story.ts"
import { publicCredentialsBody, sortCredentials } from "../../src/belenios/public-credentials.ts"
import { encodeAll } from "../../src/belenios/group.ts"
import { concat } from "../../src/core/bytes.ts"
test("t", () => {
  const n = 268_341
  const keys: string[] = []
  let p = CurvePoint.BASE
  for (let i = 0; i < n; i += 1000) {
    const batch: CurvePoint[] = []
    for (let j = 0; j < 1000 && i + j < n; j++) {
      p = p.add(CurvePoint.BASE)
      batch.push(p)
    }
    const bytes = encodeAll(batch)
    for (let j = 0; j < batch.length; j++) keys.push(pointText(bytes.subarray(32 * j, 32 * j + 32)))
  }
  const credentials = publicCredentialsBody(sortCredentials(keys.map((key) => ({ key, weight: 1n }))))
  const election = makeElection({
    description: "",
    name: "big",
    uuid: "4nPVWowQtAwLwB",
    publicKey: trustees.publicKey,
    questions: [{ question: "?", answers: ["Yes"], blank: false, min: 0, max: 1 }],
  })
  const { records } = appendEvent(undefined, {
    type: "Setup",
    election: election.body,
    trustees: trustees.body,
    credentials,
  })
  writeFileSync("/tmp/big.bel", concat(archiveHeader(1), archiveEntries(records, 1)))
  void compressAll
})
