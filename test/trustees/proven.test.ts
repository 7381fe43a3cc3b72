import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import type { TrusteeRules } from "../../src/definition/definition.ts"
import type { ElectionFile } from "../../src/election/file.ts"
import { holdCeremony } from "../../src/trustees/ceremony-operations.ts"
import { checkPossession } from "../../src/trustees/check-operations.ts"
import { trusteesFacts } from "../../src/trustees/facts-queries.ts"
import { trusteesStatus } from "../../src/trustees/operations.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { constitutedElection } from "./constituted.ts"
import { memoryWorld, type MemoryWorld } from "./memory-world.ts"

const rules: TrusteeRules = { mandatory: ["registry"], threshold: { needed: 2, holders: ["ada", "bo", "cy"] } }
const seats = ["registry", "ada", "bo", "cy"].map((holder) => ({
  ...{ holder, path: `${holder}.key`, passphrase: `secret of ${holder}` },
}))

let world: MemoryWorld
let file: ElectionFile
beforeAll(async () => {
  world = memoryWorld()
  file = constitutedElection(world, rules)
  await holdCeremony(file, seats, world)
  await checkPossession(file, seats.slice(0, 2), world)
  file.store.db.pragma("foreign_keys = OFF")
  file.store.db.pragma("ignore_check_constraints = ON")
})
// A ceremony takes a while, so it is held once, and what each test writes is undone.
beforeEach(() => void file.store.db.exec("BEGIN"))
afterEach(() => void file.store.db.exec("ROLLBACK"))

function write(sql: string, to = file): void {
  withoutTriggers(to.store.db, () => to.store.db.exec(sql))
}

const altered = (at: string) =>
  expect.objectContaining({ code: "election-file-altered", params: { part: "trustees", at } }) as Error

test("the result of the ceremony is returned unchanged", () => {
  expect(trusteesStatus(file).holders.map(({ holder, kind }) => [holder, kind])).toEqual([
    ["registry", "mandatory"],
    ["ada", "threshold"],
    ["bo", "threshold"],
    ["cy", "threshold"],
  ])
  expect(trusteesFacts(file)?.unchecked).toEqual(["bo", "cy"])
})

describe("a row that somebody wrote into the file is not believed:", () => {
  test.each([
    ["another holder", "UPDATE trustee SET holder = 'eve' WHERE owner = 3", "bo"],
    ["another kind", "UPDATE trustee SET kind = 'mandatory' WHERE owner = 3", "bo"],
    ["another number", "UPDATE trustee SET owner = 9 WHERE owner = 1", "registry"],
    ["another key", `UPDATE trustee SET public_key = '${"a".repeat(64)}' WHERE owner = 2`, "ada"],
    ["a missing holder", "DELETE FROM trustee WHERE owner = 4", "cy"],
    ["an additional holder", `INSERT INTO trustee VALUES (5, 'eve', 'threshold', '${"b".repeat(64)}')`, "eve"],
    ["another structure", "UPDATE trustees SET body = replace(body, 'Single', 'single')", "trustees"],
    ["another key of the election", `UPDATE trustees SET public_key = '${"c".repeat(64)}'`, "trustees"],
    ["no structure", "DELETE FROM trustees", "trustees"],
    ["a proof of somebody else", "UPDATE possession SET owner = 3 WHERE owner = 1", "3"],
    ["a missing proof", "DELETE FROM possession WHERE owner = 2", "2"],
    ["an additional proof", "INSERT INTO possession (owner, size, proof) VALUES (3, 2, '{}')", "3 2"],
    ["a note with a proof", "UPDATE possession SET note = 'x' WHERE owner = 1", "1"],
  ])("%s", (_, sql, at) => {
    write(sql)
    const where = expect.stringMatching(new RegExp(`^${at}( |$)`)) as string
    expect(() => trusteesStatus(file)).toThrow(altered(where))
    expect(() => trusteesFacts(file)).toThrow(altered(where))
  })

  test("keys of an election that held no ceremony", () => {
    const other = constitutedElection(world, rules, { uuid: "8xDrMnXn4cUuGk" })
    expect(trusteesFacts(other)).toBeUndefined()
    write(`INSERT INTO trustee VALUES (1, 'eve', 'mandatory', '${"b".repeat(64)}')`, other)
    expect(() => trusteesStatus(other)).toThrow(altered("trustees"))
  })
})
