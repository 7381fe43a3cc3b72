import { beforeEach, expect, test } from "vitest"
import { utf8 } from "../../src/core/bytes.ts"
import type { TrusteeRules } from "../../src/definition/definition.ts"
import type { ElectionFile } from "../../src/election/file.ts"
import { append, eventOf } from "../../src/journal/operations.ts"
import { type HeldCeremony, holdCeremony } from "../../src/trustees/ceremony-operations.ts"
import { checkPossession, receiveChecks, requestChecks } from "../../src/trustees/check-operations.ts"
import { readReplies, replyPathOf } from "../../src/trustees/exchange-operations.ts"
import { trusteesFacts } from "../../src/trustees/facts-queries.ts"
import { answerFromFile, readRequest } from "../../src/trustees/holder-operations.ts"
import { parseReply, replyText } from "../../src/trustees/message.ts"
import { trusteesStatus } from "../../src/trustees/operations.ts"
import { constitutedElection } from "./constituted.ts"
import { memoryWorld, type MemoryWorld } from "./memory-world.ts"

const everybody = ["registry", "ada", "bo", "cy"]
const rules: TrusteeRules = { mandatory: everybody, threshold: null }
const seats = everybody.map((holder) => ({ holder, path: `${holder}.key`, passphrase: `secret of ${holder}` }))
const never = () => Promise.reject(new Error("nothing to verify"))

let world: MemoryWorld
let file: ElectionFile
let held: HeldCeremony
beforeEach(async () => {
  world = memoryWorld()
  file = constitutedElection(world, rules)
  held = await holdCeremony(file, seats, world)
})

test("each holder proves possession here, and the seal learns who has not", async () => {
  expect(trusteesFacts(file)?.unchecked).toEqual(everybody)
  const checked = await checkPossession(file, seats.slice(0, 2), world)
  expect(checked).toEqual({
    checked: [
      { holder: "registry", size: 5 },
      { holder: "ada", size: 5 },
    ],
    unchecked: ["bo", "cy"],
  })
  expect(trusteesFacts(file)).toEqual({
    mandatory: 4,
    threshold: undefined,
    key: held.key,
    trustees: held.trustees,
    unchecked: ["bo", "cy"],
  })
  const last = file.journal.byNumber(file.journal.size())
  expect(last && eventOf(last)).toMatchObject({ type: "trustees.checked", owner: 2, checkpoint: 5 })
  await checkPossession(file, seats, world)
  expect(trusteesFacts(file)?.unchecked).toEqual([])
  expect(trusteesStatus(file).holders.map(({ checked: size }) => size)).toEqual([7, 7, 7, 7])
})

test("a wrong passphrase or the file of another election proves nothing", async () => {
  const size = file.journal.size()
  const [registry] = seats as [(typeof seats)[number]]
  await expect(checkPossession(file, [{ ...registry, passphrase: "wrong" }], world)).rejects.toMatchObject({
    code: "wrong-passphrase",
  })
  const other = constitutedElection(world, rules, { uuid: "4hzL7rTqBnWyKd" })
  await holdCeremony(
    other,
    seats.map((seat) => ({ ...seat, path: `other-${seat.path}` })),
    world,
  )
  await expect(checkPossession(file, [{ ...registry, path: "other-registry.key" }], world)).rejects.toMatchObject({
    code: "another-holder-file",
  })
  // This is a second ceremony of the same election, which was never recorded.
  const twin = constitutedElection(world, rules)
  await holdCeremony(
    twin,
    seats.map((seat) => ({ ...seat, path: `twin-${seat.path}` })),
    world,
  )
  await expect(checkPossession(file, [{ ...registry, path: "twin-registry.key" }], world)).rejects.toMatchObject({
    code: "holder-key-unknown",
  })
  expect(file.journal.size()).toBe(size)
})

async function answerCheck(path: string, holder: string): Promise<string> {
  const order = { path, key: { path: `${holder}.key`, passphrase: `secret of ${holder}` }, reply: replyPathOf(path) }
  await answerFromFile({ ...order, request: await readRequest(path, world), force: false }, never, world)
  return order.reply
}

test("holders elsewhere prove possession by a reply, which is valid only for that journal", async () => {
  const { requests } = await requestChecks(file, "out", world)
  expect(requests.map(({ holder, step }) => `${holder} ${step}`)).toEqual(everybody.map((holder) => `${holder} check`))
  const replies: string[] = []
  for (const { path, holder } of requests) replies.push(await answerCheck(path, holder))
  const received = receiveChecks(file, await readReplies(file, replies, world), world.now())
  expect(received.unchecked).toEqual([])
  const size = file.journal.size()
  receiveChecks(file, await readReplies(file, replies, world), world.now())
  expect(file.journal.size()).toBe(size)

  // The proof made for one journal is presented as one for another.
  const [first = ""] = replies
  const old = parseReply(world.disk.get(first) ?? utf8(""), first)
  const { requests: later } = await requestChecks(file, "out", world)
  const path = await answerCheck(later[0]?.path ?? "", "registry")
  const fresh = parseReply(world.disk.get(path) ?? utf8(""), path)
  if (old.answer.step !== "check" || fresh.answer.step !== "check") throw new Error("the wrong step")
  const replayed = { ...fresh, answer: { ...fresh.answer, proof: old.answer.proof } }
  world.disk.set(path, utf8(replyText(replayed)))
  const replies2 = await readReplies(file, [path], world)
  expect(() => receiveChecks(file, replies2, world.now())).toThrow(
    expect.objectContaining({
      code: "faulty-artefact",
      params: { path, findings: [expect.objectContaining({ code: "TRUSTEE_POSSESSION" })] },
    }),
  )
  world.disk.set(path, utf8(replyText({ ...replayed, answer: old.answer })))
  const replies3 = await readReplies(file, [path], world)
  expect(() => receiveChecks(file, replies3, world.now())).toThrow(expect.objectContaining({ code: "message-not-due" }))
})

test("nobody can prove possession once the urn is unsealed", async () => {
  file.store.write(() =>
    append(file.journal, world.now(), {
      type: "act.effective",
      act: 2,
      kind: "unseal",
      text: "sha256:00",
      phase: "unsealed",
    }),
  )
  await expect(checkPossession(file, seats, world)).rejects.toMatchObject({ code: "wrong-phase" })
})

test("a holder's file remembers the journal, and refuses an older copy of it", async () => {
  const [seat] = seats
  const before = memoryWorld()
  const older = constitutedElection(before, rules)
  await holdCeremony(older, seats, before)
  file.store.write(() => append(file.journal, world.now(), { type: "election.backed-up", size: 3 }))
  await checkPossession(file, [seat!], world)
  await checkPossession(file, [seat!], world)
  // The election is put back to its state before that entry.
  await expect(checkPossession(older, [seat!], world)).rejects.toMatchObject({
    code: "holder-saw-more",
    params: { holder: "registry", seen: file.journal.size() - 1, found: older.journal.size() },
  })
})
