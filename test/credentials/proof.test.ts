import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { pointBytes } from "../../src/belenios/point-text.ts"
import { generateCredentials } from "../../src/credentials/generate-operations.ts"
import {
  type CredentialMemory,
  credentialMemory,
  provedKind,
  rememberCredentials,
} from "../../src/credentials/proof-queries.ts"
import { credentialTable } from "../../src/credentials/table.ts"
import { provedReserve } from "../../src/urn/seal-queries.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { openElection, type TestElection, voters } from "./open-election.ts"

const officers = [{ name: "greffe", keyPath: "greffe.key", passphrase: "six words" }]
const altered = expect.objectContaining({
  code: "election-file-altered",
  params: expect.objectContaining({ part: "credentials" }) as object,
}) as Error

let election: TestElection
let known: CredentialMemory | undefined
beforeEach(async () => {
  election = openElection(voters(24, (i) => (i === 5 ? 4n : 1n)))
  await generateCredentials(election, { officers, out: "codes.age" }, election.world)
  provedKind(election, bytesOf(keyOf("issued")))
  known = credentialMemory(election.credentials)
})
afterEach(() => {
  election.remove()
})

function keyOf(kind: "issued" | "reserve", weight = 1n): string {
  const found = [...election.credentials.all()].find((each) => each.kind === kind && each.weight === weight)
  if (found === undefined) throw new Error(kind)
  return found.key
}

const bytesOf = (key: string) => pointBytes(key) ?? new Uint8Array()
const sqlOf = (key: string) => `x'${Buffer.from(bytesOf(key)).toString("hex")}'`
const stranger = "5b".repeat(32)

/** Opens the same file on a machine that remembers this of it. */
function reopened(memory: CredentialMemory | undefined) {
  const credentials = credentialTable(election.store.db)
  rememberCredentials(credentials, memory)
  return { ...election, credentials }
}

describe.each([
  ["that proved the rows", () => known],
  ["that knew nothing of them", () => undefined],
])("on a machine %s", (_, remembered) => {
  test.each<readonly [string, (key: string) => string, kind: "issued" | "reserve"]>([
    ["a key with another weight", (key) => `UPDATE credential SET weight = 9 WHERE key = ${key}`, "issued"],
    [
      "a reserve key made usable",
      (key) => `UPDATE credential SET state = 'usable', kind = 'issued' WHERE key = ${key}`,
      "reserve",
    ],
    [
      "an issued key put in reserve",
      (key) => `UPDATE credential SET kind = 'reserve', state = 'reserve' WHERE key = ${key}`,
      "issued",
    ],
    ["a key that is blocked by hand", (key) => `UPDATE credential SET state = 'blocked' WHERE key = ${key}`, "issued"],
    ["a key that is missing", (key) => `DELETE FROM credential WHERE key = ${key}`, "issued"],
  ])("%s is refused", (_name, sql, kind) => {
    const key = keyOf(kind)
    withoutTriggers(election.store.db, () => election.store.db.exec(sql(sqlOf(key))))
    expect(() => provedKind(reopened(remembered()), bytesOf(key))).toThrow(altered)
  })

  test("a key that was inserted is refused", () => {
    const { db } = election.store
    withoutTriggers(db, () =>
      db.exec(`INSERT INTO credential VALUES (${sqlOf(stranger)}, 1, NULL, 'issued', 'usable')`),
    )
    expect(() => provedKind(reopened(remembered()), bytesOf(stranger))).toThrow(altered)
  })

  test("unchanged rows are proved, and no other key is known", () => {
    const file = reopened(remembered())
    expect(provedKind(file, bytesOf(keyOf("issued")))).toBe("issued")
    expect(provedKind(file, bytesOf(keyOf("reserve", 4n)))).toBe("reserve")
    expect(provedKind(file, bytesOf(stranger))).toBeUndefined()
    expect(credentialMemory(file.credentials)).toEqual(known)
  })
})

test("what a machine proved about other lists is not used for these", () => {
  const other = known && { ...known, list: "sha256:00" as const, digests: new Uint8Array(known.digests.length) }
  const file = reopened(other)
  expect(provedKind(file, bytesOf(keyOf("issued")))).toBe("issued")
  expect(credentialMemory(file.credentials)).toEqual(known)
})

test("the reserve is published as it was drawn, or not at all", () => {
  expect(Buffer.from(provedReserve(election)).toString()).toContain(`"${keyOf("reserve", 4n)},4"`)
  const { db } = election.store
  for (const change of [
    `UPDATE credential SET weight = 3 WHERE key = ${sqlOf(keyOf("reserve"))}`,
    `UPDATE credential SET kind = 'reserve', state = 'reserve' WHERE key = ${sqlOf(keyOf("issued"))}`,
  ]) {
    db.exec("SAVEPOINT before")
    withoutTriggers(db, () => db.exec(change))
    expect(() => provedReserve(election)).toThrow(altered)
    db.exec("ROLLBACK TO before")
  }
})
