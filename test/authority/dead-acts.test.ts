import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { livingAct } from "../../src/authority/act-queries.ts"
import { makeUrnKey } from "../../src/authority/appoint-operations.ts"
import { decideAct, signWaitingAct } from "../../src/authority/decision-operations.ts"
import { expirePendingAct, proposeAct } from "../../src/authority/operations.ts"
import { requireProposable, standingProposal } from "../../src/authority/proposal-queries.ts"
import { waitingAct } from "../../src/authority/proven-acts.ts"
import { authorityList, findAct } from "../../src/authority/queries.ts"
import { statusOf } from "../../src/guide/queries.ts"
import { append, entries, eventOf } from "../../src/journal/operations.ts"
import { lifecycle, TestElection } from "../urn/test-election.ts"

const nobody = { next: () => Promise.resolve(undefined) }
const proposal = { kind: "seal", given: [] } as const

let election: TestElection
beforeEach(() => {
  election = new TestElection().ready()
  proposeAct(election.file, lifecycle, proposal, election.now)
})
afterEach(() => {
  election.remove()
})

const ended = () =>
  [...entries(election.file.journal, 0, election.file.journal.size())]
    .map(eventOf)
    .filter(({ type }) => type === "act.dropped")

/** Changes the roll, so that what the act states about it is no longer true. */
function rollAgain(): void {
  const { store, journal } = election.file
  store.write(() =>
    append(journal, election.now, {
      ...{ type: "roll.imported", rows: 3, eligible: 3, ineligible: 0, refused: 0 },
      ...{ roll: "sha256:00", report: "sha256:00" },
    }),
  )
}

describe.each([
  ["expired", () => (election.now += 13 * 60 * 60 * 1000)],
  ["stale", rollAgain],
] as const)("an act that is %s", (reason, die) => {
  test("blocks no command that only reads, and is ended by the next decision", async () => {
    const { file, world } = election
    expect(standingProposal(file, lifecycle, proposal, election.now)).toMatchObject({ number: 2 })
    die()
    const before = election.contents()
    expect(livingAct(file, lifecycle, election.now)).toBeUndefined()
    expect(standingProposal(file, lifecycle, proposal, election.now)).toBeUndefined()
    requireProposable(file, lifecycle, proposal, election.now)
    expect(election.contents()).toBe(before)
    expect(waitingAct(file)).toMatchObject({ number: 2 })

    expect(await decideAct(file, lifecycle, proposal, nobody, world)).toMatchObject({ act: 3, state: "pending" })
    expect(ended()).toMatchObject([{ act: 2, reason }])
  })

  test("is shown as dropped by commands that only read", () => {
    const { file } = election
    const read = () => [
      findAct(file, lifecycle, undefined, election.now).state,
      authorityList(file, lifecycle, election.now).acts.map(({ state }) => state),
      statusOf(file, lifecycle, election.now, undefined).pending?.act,
    ]
    expect(read()).toEqual(["pending", ["effective", "pending"], 2])
    die()
    const before = election.contents()
    expect(read()).toEqual(["dropped", ["effective", "dropped"], undefined])
    expect(election.contents()).toBe(before)
  })

  test("does not prevent another key of the urn from being made", async () => {
    const { file, world } = election
    const path = `${election.folder}/another.urn-key`
    await expect(makeUrnKey(file, lifecycle, () => path, world)).rejects.toMatchObject({ code: "act-pending" })
    die()
    expect(await makeUrnKey(file, lifecycle, () => path, world)).toMatchObject({ path })
  })

  test("is ended even if nothing else comes of the decision", async () => {
    const { file, world } = election
    die()
    await expect(decideAct(file, lifecycle, { kind: "open", given: [] }, nobody, world)).rejects.toMatchObject({
      code: "wrong-phase",
    })
    expect(ended()).toMatchObject([{ act: 2, reason }])
    expect(waitingAct(file)).toBeUndefined()
  })

  test("is ended, and refused to a member who would sign it", async () => {
    const { file, world } = election
    die()
    await expect(signWaitingAct(file, lifecycle, nobody, world)).rejects.toMatchObject({ code: `act-${reason}` })
    expect(ended()).toMatchObject([{ act: 2, reason }])
    await expect(signWaitingAct(file, lifecycle, nobody, world)).rejects.toMatchObject({ code: "no-act-pending" })
  })
})

test("an act that can still take effect is not ended", () => {
  const before = election.contents()
  expirePendingAct(election.file, lifecycle, election.now)
  expect(election.contents()).toBe(before)
})
