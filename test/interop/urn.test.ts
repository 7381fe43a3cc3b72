import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { concat, utf8Text } from "../../src/core/bytes.ts"
import { archiveBytes } from "../../src/urn/archive-queries.ts"
import { freezeUrn } from "../../src/urn/freeze-operations.ts"
import { acceptBallots, hours, TestElection, uuid } from "../urn/test-election.ts"
import { beleniosTool, runTool } from "./tool.ts"

const folder = mkdtempSync(join(tmpdir(), "urne-urn-interop-"))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(beleniosTool === undefined)("belenios-tool", () => {
  test.each([
    ["once", "refused", undefined],
    ["with weights", "refused", [1n, 7n, 12n]],
    ["again and again", "last-counts", undefined],
  ] as const)("verifies the archive of an urn, phase by phase, where people vote %s", (_, revote, weights) => {
    const election = new TestElection({ revote, rehearsal: true }).open(weights)
    const verify = () => {
      writeFileSync(join(folder, `${uuid}.bel`), concat(...archiveBytes(election.file)))
      runTool(folder, ["election", "verify"])
    }
    verify()
    const cast = (voter: number, draw = "") => {
      const body = election.ballot(election.codes[voter] ?? "", undefined, draw)
      writeFileSync(join(folder, "ballot.json"), utf8Text(body) ?? "")
      runTool(folder, ["election", "verify-ballot", "--ballot", "ballot.json"])
      const [outcome] = acceptBallots(election.file, [election.checked(body)], "site", election.now, {
        began: hours.opens,
      })
      expect(outcome).toMatchObject({ state: "accepted" })
    }
    cast(0)
    cast(1)
    if (revote === "last-counts") cast(0, "again")
    verify()
    election.now = hours.graceEnds
    election.decide("close")
    freezeUrn(election.file, election.now)
    verify()
    election.remove()
  })
})
