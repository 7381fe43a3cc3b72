import { afterEach, expect, test } from "vitest"
import { beginVote, castVote } from "../../src/urn/cast-operations.ts"
import { receiptAgain } from "../../src/urn/receipt-queries.ts"
import { hours, TestElection } from "./test-election.ts"

let election: TestElection
afterEach(() => {
  election.remove()
})

const code = (index: number) => election.codes[index] ?? ""
const voted = (index: number) => {
  const { file, world, urnKey } = election
  return castVote(file, beginVote(file, code(index), election.now), ["blank", [1, 0, 1]], urnKey, world)
}
const refused = (params: object) => expect.objectContaining(params) as Error

test("a receipt is made again, byte for byte, from the tracker or the code, even after the vote", () => {
  election = new TestElection().open()
  const receipts = [0, 1, 2].map(voted)
  for (const now of [election.now, hours.closes]) {
    election.now = now
    for (const [index, receipt] of receipts.entries()) {
      expect(receiptAgain(election.file, { tracker: receipt.tracker }, election.urnKey)).toEqual(receipt)
      expect(receiptAgain(election.file, { code: code(index) }, election.urnKey)).toEqual(receipt)
    }
  }
})

test("a ballot that is not in the urn has no receipt", () => {
  election = new TestElection().open()
  voted(0)
  const { file, urnKey } = election
  const tracker = "A".repeat(43)
  expect(() => receiptAgain(file, { tracker }, urnKey)).toThrow(
    refused({ code: "no-such-ballot", params: { tracker } }),
  )
  expect(() => receiptAgain(file, { code: code(1) }, urnKey)).toThrow(refused({ code: "no-such-ballot" }))
  expect(() => receiptAgain(file, { code: "0".repeat(22) }, urnKey)).toThrow(refused({ code: "not-a-code" }))
})

test("the urn key signs no receipt that archive and journal do not support", () => {
  election = new TestElection().open()
  const [first, second] = [voted(0), voted(1)]
  const { file, urnKey } = election
  const again = () => receiptAgain(file, { tracker: first.tracker }, urnKey)
  const { db } = file.store
  const triggers = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all()
  for (const name of triggers) db.exec(`DROP TRIGGER "${name}"`)
  // The row of the first ballot names the entry of the second.
  db.exec(`UPDATE ballot SET entry = entry + 1 WHERE height = ${first.height}`)
  expect(again).toThrow(
    refused({ code: "entry-altered", params: expect.objectContaining({ of: "journal" }) as object }),
  )
  db.exec(`UPDATE ballot SET entry = entry - 1 WHERE height = ${first.height}`)
  expect(again()).toEqual(first)
  // The trackers change places.
  db.exec(`UPDATE ballot SET tracker = '${"A".repeat(43)}' WHERE height = ${second.height}`)
  db.exec(`UPDATE ballot SET tracker = '${second.tracker}' WHERE height = ${first.height}`)
  db.exec(`UPDATE ballot SET tracker = '${first.tracker}' WHERE height = ${second.height}`)
  expect(again).toThrow(
    refused({ code: "entry-altered", params: expect.objectContaining({ of: "archive" }) as object }),
  )
})
