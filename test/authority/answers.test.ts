import { afterEach, beforeEach, expect, test } from "vitest"
import { memberKeyBytes } from "../../src/authority/member-key.ts"
import { answerAct } from "../../src/authority/member-operations.ts"
import { encryptSecret } from "../../src/core/secret-file.ts"
import { entriesOfType } from "../../src/journal/operations.ts"
import { keyNamed, TestElection } from "../urn/test-election.ts"

let election: TestElection
beforeEach(async () => {
  election = new TestElection()
  for (const id of ["a", "b"]) {
    const bytes = memberKeyBytes({ ...keyNamed(id), memory: [] })
    election.write(`${id}.key`, await encryptSecret(bytes, "words", { rehearsal: true }))
  }
})
afterEach(() => {
  election.remove()
})

const answer = (
  signer: string,
  kind: "reserved" | "declined",
  more: { readonly absent?: string; readonly reason?: string } = {},
) =>
  answerAct(
    election.file,
    { act: undefined, kind, reason: "I had no time to read it.", ...more },
    { path: `${signer}.key`, passphrase: "words" },
    election.world,
  )

test("a member noted as absent by another may still refuse and reserve in their own name", async () => {
  await answer("b", "declined", { absent: "a", reason: "Not here." })
  const refusal = await answer("a", "declined")
  const reservation = await answer("a", "reserved")
  expect(election.file.authority.answers()).toMatchObject([
    { act: 1, member: "a", kind: "absent" },
    { act: 1, member: "a", kind: "declined", note: refusal.note },
    { act: 1, member: "a", kind: "reserved", note: reservation.note },
  ])
  const count = (type: "act.absent" | "act.declined" | "act.reserved") =>
    [...entriesOfType(election.file.journal, type)].length
  expect([count("act.absent"), count("act.declined"), count("act.reserved")]).toEqual([1, 1, 1])
  expect(refusal.note).toMatch(/^urne refusal v1\n[^]*\nmember a\n[^]*\n\n— a /)
})

test("an answer that was given stands, and a second one returns it", async () => {
  const first = await answer("a", "declined", { reason: "It is too early." })
  const before = election.contents()
  expect(await answer("a", "declined", { reason: "It is too late." })).toEqual(first)
  expect(election.contents()).toBe(before)
})
