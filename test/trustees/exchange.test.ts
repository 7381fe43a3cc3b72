import { beforeEach, describe, expect, test } from "vitest"
import { parseTrustees } from "../../src/belenios/trustees.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import type { TrusteeRules } from "../../src/definition/definition.ts"
import type { ElectionFile } from "../../src/election/file.ts"
import { entriesOfType } from "../../src/journal/operations.ts"
import {
  inviteHolders,
  readReplies,
  receiveReplies,
  replyPathOf,
  type WrittenRequest,
} from "../../src/trustees/exchange-operations.ts"
import { answerFromFile, openHolderFile, readRequest, writeHolderFile } from "../../src/trustees/holder-operations.ts"
import {
  parseReply,
  parseRequest,
  type PlainReply,
  replyText,
  type Request,
  requestHash,
  requestText,
} from "../../src/trustees/message.ts"
import { trusteesStatus } from "../../src/trustees/operations.ts"
import { constitutedElection } from "./constituted.ts"
import { memoryWorld, type MemoryWorld } from "./memory-world.ts"

const rules: TrusteeRules = { mandatory: ["registry"], threshold: { needed: 2, holders: ["ada", "bo", "cy"] } }
const never = () => Promise.reject(new Error("nothing to verify"))
const keyOf = (holder: string) => ({ path: `${holder}.key`, passphrase: `secret of ${holder}` })

let world: MemoryWorld
let file: ElectionFile
beforeEach(() => {
  world = memoryWorld()
  file = constitutedElection(world, rules)
})

async function answer({ holder, path }: WrittenRequest, key = keyOf(holder)): Promise<string> {
  const request = await readRequest(path, world)
  const reply = replyPathOf(path)
  await answerFromFile({ request, path, key, reply, force: false }, never, world)
  return reply
}

/** Reads a request of the first format, in which nobody signs. */
async function readPlain(path: string): Promise<Request> {
  const request = await readRequest(path, world)
  if ("asked" in request) throw new Error(`${path} asks a holder who signs`)
  return request
}

async function receive(paths: readonly string[]) {
  return receiveReplies(file, await readReplies(file, paths, world), "out", world)
}

/** Answers every request, round after round, until the holders of the threshold are asked for this step. */
async function until(step: string): Promise<readonly WrittenRequest[]> {
  let { requests } = await inviteHolders(file, { folder: "out", anew: false }, world)
  while (requests.some((request) => request.step !== step)) {
    const replies: string[] = []
    for (const request of requests) replies.push(await answer(request))
    requests = (await receive(replies)).requests
  }
  return requests
}

/** Changes the reply in a file. */
function rewrite(path: string, change: (reply: PlainReply) => PlainReply): void {
  world.disk.set(path, utf8(replyText(change(parseReply(world.disk.get(path) ?? utf8(""), path)))))
}

test("the keys are made apart, in four rounds", async () => {
  const rounds: string[][] = []
  let { requests } = await inviteHolders(file, { folder: "out", anew: false }, world)
  let last = await receive([])
  while (requests.length > 0) {
    rounds.push(requests.map(({ holder, step }) => `${holder} ${step}`))
    const replies: string[] = []
    for (const request of requests) replies.push(await answer(request))
    last = await receive(replies.toReversed())
    requests = last.requests
  }
  expect(rounds).toEqual([
    ["registry join", "ada join", "bo join", "cy join"],
    ["ada commit", "bo commit", "cy commit"],
    ["ada deal", "bo deal", "cy deal"],
    ["ada finish", "bo finish", "cy finish"],
  ])
  expect(last).toMatchObject({ established: true, waiting: [], requests: [] })
  expect(parseTrustees(utf8(file.trustees.get()?.body ?? ""), "trustees").findings).toEqual([])
  expect([...entriesOfType(file.journal, "trustees.answered")]).toHaveLength(13)
  for (const { holder, publicKey } of file.trustees.all()) {
    const { key } = await openHolderFile(keyOf(holder), world)
    expect(key.pair?.publicKey.toHex()).toBe(Buffer.from(publicKey, "hex").reverse().toString("hex"))
    expect(world.secrets).toContain(keyOf(holder).path)
  }
})

test("an incomplete round waits, and says for whom", async () => {
  const { requests } = await inviteHolders(file, { folder: "out", anew: false }, world)
  const replies = [await answer(requests[1] as WrittenRequest), await answer(requests[0] as WrittenRequest)]
  const taken = await receive(replies)
  expect(taken.established).toBe(false)
  expect(taken.waiting).toEqual([
    { holder: "bo", step: "join" },
    { holder: "cy", step: "join" },
  ])
  expect(trusteesStatus(file)).toMatchObject({
    state: "under-way",
    holders: [
      { holder: "registry", done: ["join"], due: undefined },
      { holder: "ada", done: ["join"], due: undefined },
      { holder: "bo", done: [], due: "join" },
      { holder: "cy", done: [], due: "join" },
    ],
  })
})

test("repeating an invitation, an answer or a reception changes nothing", async () => {
  const { requests } = await inviteHolders(file, { folder: "out", anew: false }, world)
  const first = requests[1] as WrittenRequest
  const reply = await answer(first)
  const [key, text] = [world.disk.get("ada.key"), world.disk.get(reply)]
  await receive([reply])
  const size = file.journal.size()

  await answer(first)
  expect(world.disk.get("ada.key")).toEqual(key)
  expect(world.disk.get(reply)).toEqual(text)
  expect((await receive([reply, reply])).taken.map(({ state }) => state)).toEqual(["known", "known"])
  await inviteHolders(file, { folder: "out", anew: false }, world)
  expect(file.journal.size()).toBe(size)
})

describe("what a holder sends is refused when", () => {
  async function join(holder: string): Promise<string> {
    const { requests } = await inviteHolders(file, { folder: "out", anew: false }, world)
    return answer(requests.find((each) => each.holder === holder) as WrittenRequest)
  }

  async function refusalOf(paths: readonly string[]) {
    const size = file.journal.size()
    const refusal = await receive(paths).catch((error: unknown) => error as { code: string; params: never })
    expect(file.journal.size()).toBe(size)
    const { code, params } = refusal as { code: string; params: { findings?: readonly { code: string }[] } }
    return [code, ...(params.findings ?? []).map((each) => each.code)]
  }

  test("its key is that of another election", async () => {
    const other = constitutedElection(world, rules, { uuid: "4hzL7rTqBnWyKd" })
    const { requests } = await inviteHolders(other, { folder: "other", anew: false }, world)
    const replayed = await answer(requests[0] as WrittenRequest, { path: "old.key", passphrase: "old" })
    expect(await refusalOf([replayed])).toEqual(["message-of-other-election"])

    const old = parseReply(world.disk.get(replayed) ?? utf8(""), replayed)
    const path = await join("registry")
    // The old answer is put under the new request: its possession is proven, but not for this election.
    rewrite(path, (reply) => ({ ...reply, answer: old.answer }))
    expect(await refusalOf([path])).toEqual(["faulty-artefact", "TRUSTEE_POSSESSION"])
  })

  test("it copies the key of another holder", async () => {
    const bo = parseReply(world.disk.get(await join("bo")) ?? utf8(""), "bo")
    const path = await join("ada")
    rewrite(path, (reply) => ({ ...reply, answer: bo.answer }))
    expect(await refusalOf([path])).toEqual(["faulty-artefact", "TRUSTEE_CERTIFICATE"])
  })

  test("two mandatory holders send the same key", async () => {
    // A third reply is awaited still: the copy is found when it comes, not only when all keys are there.
    file = constitutedElection(world, { mandatory: ["registry", "clerk", "notary"], threshold: null })
    const { requests } = await inviteHolders(file, { folder: "two", anew: false }, world)
    const [first, second] = requests as [WrittenRequest, WrittenRequest]
    const replies = [await answer(first), await answer(second)]
    const copied = parseReply(world.disk.get(replies[0] ?? "") ?? utf8(""), "first").answer
    rewrite(replies[1] ?? "", (reply) => ({ ...reply, answer: copied }))
    expect(await refusalOf(replies)).toEqual(["faulty-artefact", "TRUSTEE_DUPLICATE"])
  })

  test("it comes before its turn, or answers another request", async () => {
    const requests = await until("commit")
    const path = await answer(requests[0] as WrittenRequest)
    rewrite(path, (reply) => ({ ...reply, request: "00".repeat(32) }))
    expect(await refusalOf([path])).toEqual(["message-not-due"])
    rewrite(path, (reply) => ({ ...reply, answer: { step: "deal", polynomial: "{}" } }))
    expect(await refusalOf([path])).toEqual(["message-not-due"])
  })

  test("it contradicts what the holder has answered", async () => {
    const path = await join("ada")
    await receive([path])
    rewrite(path, (reply) => ({ ...reply, request: "00".repeat(32) }))
    expect(await refusalOf([path])).toEqual(["message-contradicts"])
  })

  test("its polynomial is not the one announced, so the last to speak cannot choose it after the others", async () => {
    const requests = await until("deal")
    const replies: string[] = []
    for (const request of requests) replies.push(await answer(request))
    const [ada = "", bo = ""] = replies
    const other = parseReply(world.disk.get(ada) ?? utf8(""), ada).answer
    rewrite(bo, (reply) => ({ ...reply, answer: other }))
    expect((await refusalOf([bo])).slice(0, 2)).toEqual(["faulty-artefact", "CEREMONY_COMMITMENT"])
  })

  test("it is not a reply, or not canonical", async () => {
    const path = await join("ada")
    const text = utf8Text(world.disk.get(path) ?? utf8("")) ?? ""
    for (const damaged of ["", "{}", ` ${text}`, text.replace('"rehearsal":true', '"rehearsal":1'), text.slice(1)]) {
      world.disk.set(path, utf8(damaged))
      expect(await refusalOf([path])).toEqual(["not-a-trustee-message"])
    }
  })
})

describe("a holder refuses", () => {
  test("to announce a second polynomial for other certificates", async () => {
    const requests = await until("commit")
    const ada = requests[0] as WrittenRequest
    await answer(ada)
    const request = await readPlain(ada.path)
    if (request.task.step !== "commit") throw new Error("the wrong step")
    const certificates = request.task.certificates.toReversed()
    const other = { ...request, task: { ...request.task, certificates } }
    await expect(
      answerFromFile({ request: other, path: "", key: keyOf("ada"), reply: "other", force: false }, never, world),
    ).rejects.toMatchObject({ code: "step-answered" })
    expect(world.disk.has("other")).toBe(false)
  })

  test("certificates without its own", async () => {
    const requests = await until("commit")
    const ada = requests[0] as WrittenRequest
    const request = await readPlain(ada.path)
    if (request.task.step !== "commit") throw new Error("the wrong step")
    const [own = "", second = "", third = ""] = request.task.certificates
    // The stranger has the same place in a ceremony of its own.
    const elsewhere = constitutedElection(world, rules, { uuid: "4hzL7rTqBnWyKd" })
    const { requests: others } = await inviteHolders(elsewhere, { folder: "elsewhere", anew: false }, world)
    const reply = await answer(others[1] as WrittenRequest, { path: "stranger.key", passphrase: "stranger" })
    const stranger = parseReply(world.disk.get(reply) ?? utf8(""), reply).answer
    if (!("certificate" in stranger)) throw new Error("no certificate")
    for (const certificates of [
      [stranger.certificate, second, third],
      [own, second],
    ]) {
      const other = { ...request, task: { ...request.task, certificates } }
      const order = { request: other, path: "in", key: keyOf("ada"), reply: "other", force: false }
      await expect(answerFromFile(order, never, world)).rejects.toMatchObject({ code: "faulty-artefact" })
    }
  })

  test("to show its polynomial while its own commitment differs from it", async () => {
    const requests = await until("deal")
    const ada = requests[0] as WrittenRequest
    const request = await readPlain(ada.path)
    if (request.task.step !== "deal") throw new Error("the wrong step")
    const commitments = request.task.commitments.toReversed()
    const order = { request: { ...request, task: { ...request.task, commitments } }, path: "in", key: keyOf("ada") }
    await expect(answerFromFile({ ...order, reply: "other", force: false }, never, world)).rejects.toMatchObject({
      code: "faulty-artefact",
      params: { findings: [{ code: "CEREMONY_COMMITMENT" }] },
    })
  })

  test("polynomials that differ from those announced to it", async () => {
    const requests = await until("finish")
    const ada = requests[0] as WrittenRequest
    const request = await readPlain(ada.path)
    if (request.task.step !== "finish") throw new Error("the wrong step")
    const [own = "", , third = ""] = request.task.polynomials
    const polynomials = [own, own, third]
    const order = { request: { ...request, task: { ...request.task, polynomials } }, path: "in", key: keyOf("ada") }
    const refusal = await answerFromFile({ ...order, reply: "other", force: false }, never, world).catch(
      (error: unknown) => error as { code: string; params: { findings: readonly { code: string }[] } },
    )
    expect(refusal).toMatchObject({ code: "faulty-artefact" })
    const { params } = refusal as { params: { findings: readonly { code: string }[] } }
    expect(params.findings.map(({ code }) => code)).toContain("CEREMONY_COMMITMENT")
  })

  test("to use the file of another holder, or one that never joined", async () => {
    const requests = await until("commit")
    const ada = requests[0] as WrittenRequest
    await expect(answer(ada, keyOf("bo"))).rejects.toMatchObject({ code: "another-holder-file" })
    await expect(answer(ada, { path: "new.key", passphrase: "x" })).rejects.toMatchObject({ code: "file-absent" })
    expect(world.disk.has("new.key")).toBe(false)
    await expect(answer(ada, { path: "ada.key", passphrase: "wrong" })).rejects.toMatchObject({
      code: "wrong-passphrase",
    })
  })
})

test("a ceremony begun anew accepts no answer of the previous one", async () => {
  await until("commit")
  const before = parseRequest(world.disk.get("out/rehearsal-ada-4-join.request.json") ?? utf8(""), "")
  const { requests } = await inviteHolders(file, { folder: "out", anew: true }, world)
  expect(requests.map(({ step }) => step)).toEqual(["join", "join", "join", "join"])
  const after = await readPlain(requests[1]?.path ?? "")
  expect(requestHash(after)).not.toBe(requestHash(before))
  await expect(receive([replyPathOf("out/rehearsal-ada-4-join.request.json")])).rejects.toMatchObject({
    code: "message-not-due",
  })
  // The key of the previous ceremony answers only that one: the holder makes a new key.
  await expect(answer(requests[1] as WrittenRequest)).rejects.toMatchObject({ code: "step-answered" })
  const reply = await answer(requests[1] as WrittenRequest, { path: "ada-2.key", passphrase: "x" })
  expect((await receive([reply])).taken).toEqual([{ holder: "ada", step: "join", state: "new" }])
})

test("requests and holders' files are read back as they were written", async () => {
  await until("finish")
  const written = [...world.disk].filter(([path]) => path.includes(".request."))
  expect(written).toHaveLength(13)
  for (const [path, bytes] of written) expect(requestText(parseRequest(bytes, path))).toBe(utf8Text(bytes))
  const opened = await openHolderFile(keyOf("bo"), world)
  await writeHolderFile(opened, keyOf("bo"), world, { opened: true })
  expect(await openHolderFile(keyOf("bo"), world)).toEqual(opened)
  expect(opened.answered.map(({ step }) => step)).toEqual(["join", "commit", "deal"])
})
