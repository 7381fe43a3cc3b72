import { beforeEach, describe, expect, test } from "vitest"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import type { ElectionFile } from "../../src/election/file.ts"
import { append, entriesOfType } from "../../src/journal/operations.ts"
import { noteTextOf } from "../../src/notes/holder-reply.ts"
import type { SigningKey } from "../../src/notes/key.ts"
import { receiveChecks, requestChecks } from "../../src/trustees/check-operations.ts"
import {
  inviteHolders,
  readReplies,
  receiveReplies,
  replyPathOf,
  type WrittenRequest,
} from "../../src/trustees/exchange-operations.ts"
import { trusteesFacts } from "../../src/trustees/facts-queries.ts"
import { answerFromFile, openHolderFile, readRequest } from "../../src/trustees/holder-operations.ts"
import { parseSignedReply, type SignedReply, signReply } from "../../src/trustees/signed-reply.ts"
import { parseSignedRequest, type SignedRequest, signedRequestText } from "../../src/trustees/signed-request.ts"
import { certifiedElection, holders, keyOf } from "./certified.ts"
import { memoryWorld, type MemoryWorld } from "./memory-world.ts"

const never = () => Promise.reject(new Error("nothing to verify"))

let world: MemoryWorld
let file: ElectionFile
beforeEach(() => {
  world = memoryWorld()
  file = certifiedElection(world)
})

interface Own {
  readonly key?: string
  readonly signing?: SigningKey
}

/** Answers as a holder on its own machine, with the certified key unless another is given. */
async function answer({ holder, path }: WrittenRequest, own: Own = {}): Promise<string> {
  const request = await readRequest(path, world)
  const key = { path: own.key ?? `${holder}.key`, passphrase: `secret of ${holder}` }
  const signing = own.signing ?? keyOf(holder)
  await answerFromFile({ request, path, key, signing, reply: replyPathOf(path), force: true }, never, world)
  return replyPathOf(path)
}

async function receive(paths: readonly string[]) {
  return receiveReplies(file, await readReplies(file, paths, world), "out", world)
}

const invite = async () => (await inviteHolders(file, { folder: "out", anew: false }, world)).requests

/** Answers every request, either until the holders of the threshold are asked for this step, or to the end. */
async function until(step?: string): Promise<readonly WrittenRequest[]> {
  let requests = await invite()
  while (requests.length > 0 && requests.some((request) => request.step !== step)) {
    const replies: string[] = []
    for (const request of requests) replies.push(await answer(request))
    requests = (await receive(replies)).requests
  }
  return requests
}

async function refusal(work: () => Promise<unknown>): Promise<unknown> {
  const before = file.journal.size()
  const error = await work().then(
    () => undefined,
    (thrown: unknown) => thrown as { code: string; params: Record<string, unknown> },
  )
  expect(file.journal.size()).toBe(before)
  if (error === undefined) return "nothing was refused"
  const { code, params } = error
  const found = params["findings"] as readonly { code: string; params: object }[] | undefined
  return found === undefined
    ? { code, ...params }
    : { code, findings: found.map((one) => ({ code: one.code, ...one.params })) }
}

const textOf = (path: string) => utf8Text(world.disk.get(path) ?? utf8("")) ?? ""

/** Changes a signed reply, and signs it again with this key. */
function forge(path: string, change: (reply: SignedReply) => SignedReply, key: SigningKey): string {
  const reply = parseSignedReply(noteTextOf(textOf(path)))
  if (reply === undefined) throw new Error(`${path} is no signed reply`)
  world.disk.set(`${path}.forged`, utf8(signReply(change(reply), key)))
  return `${path}.forged`
}

/** Changes a request as the keeper of the election file can. */
function recast(path: string, change: (request: SignedRequest) => SignedRequest): void {
  const request = parseSignedRequest(world.disk.get(path) ?? utf8(""), path)
  world.disk.set(path, utf8(signedRequestText(change(request))))
}

const of = (requests: readonly WrittenRequest[], holder: string) =>
  requests.find((each) => each.holder === holder) ?? { holder, step: "join" as const, path: "" }

test("holders with certified keys make the urn's keys apart, and each signs the resulting structure", async () => {
  await until()
  expect(file.trustees.get()).toBeDefined()
  expect([...entriesOfType(file.journal, "trustees.answered")]).toHaveLength(13)
  expect(trusteesFacts(file)?.unchecked).toEqual(holders)
  const { requests } = await requestChecks(file, "checks", world)
  const replies: string[] = []
  for (const request of requests) replies.push(await answer(request))
  receiveChecks(file, await readReplies(file, replies, world), world.now())
  expect(trusteesFacts(file)?.unchecked).toEqual([])
  const checked = [...entriesOfType(file.journal, "trustees.checked")]
  expect(checked.map(({ event }) => event.note?.slice(0, 7))).toEqual(holders.map(() => "sha256:"))
})

test("after joining, a holder's file keeps the key that signs", async () => {
  const requests = await until("commit")
  const { path, holder } = of(requests, "ada")
  const request = await readRequest(path, world)
  const key = { path: "ada.key", passphrase: "secret of ada" }
  await answerFromFile({ request, path, key, reply: replyPathOf(path), force: false }, never, world)
  expect((await openHolderFile(key, world)).signing).toEqual(keyOf(holder))
  expect(textOf(replyPathOf(path))).toContain("— rehearsal/urne.example/ada ")
})

describe("without certified keys", () => {
  test("no holder is invited, and the refusal names the holders who lack one", async () => {
    file = certifiedElection(world, { certified: ["registry", "bo"] })
    expect(await refusal(invite)).toEqual({ code: "holder-keys-absent", holders: ["ada", "cy"] })
  })

  test("nobody joins, whether with an uncertified key or with none", async () => {
    const requests = await invite()
    expect(await refusal(() => answer(of(requests, "ada"), { signing: keyOf("ada", "other") }))).toMatchObject({
      code: "signing-key-unknown",
      holder: "ada",
    })
    const { path } = of(requests, "ada")
    const order = {
      request: await readRequest(path, world),
      path,
      key: { path: "ada.key", passphrase: "secret of ada" },
      reply: "reply",
      force: false,
    }
    expect(await refusal(() => answerFromFile(order, never, world))).toMatchObject({ code: "signing-key-needed" })
  })
})

describe("the keeper of the election file cannot answer as a holder:", () => {
  test("a reply signed by another key is refused, naming the holder", async () => {
    const [request] = await invite()
    if (request === undefined) throw new Error("nobody was invited")
    const real = await answer(request)
    for (const key of [keyOf("registry", "keeper"), keyOf("bo"), keyOf("anne")]) {
      const forged = forge(real, (reply) => reply, key)
      expect(await refusal(() => receive([forged]))).toMatchObject({ code: "reply-not-by-holder", holder: "registry" })
    }
  })

  test("an unsigned reply is refused too", async () => {
    const [request] = await invite()
    const reply = await answer(request ?? { holder: "", step: "join", path: "" })
    const signed = parseSignedReply(noteTextOf(textOf(reply)))
    const { replyText } = await import("../../src/trustees/message.ts")
    if (signed === undefined) throw new Error("no reply")
    const { uuid, rehearsal, authority, holder, request: asked, answer: said } = signed
    const plain = { uuid, rehearsal, authority, holder, election: "Board election", request: asked, answer: said }
    world.disk.set("plain", utf8(replyText(plain)))
    expect(await refusal(() => receive(["plain"]))).toMatchObject({ code: "reply-not-by-holder", fault: "unsigned" })
  })

  test("a reply written into the file is refused when it is read there, and by every other holder's program", async () => {
    const requests = await invite()
    const replies: string[] = []
    for (const request of requests) if (request.holder !== "cy") replies.push(await answer(request))
    await receive(replies)
    const own = await answer(of(requests, "cy"), { key: "keeper.key" })
    const forged = textOf(forge(own, (reply) => reply, keyOf("cy", "keeper")))
    const origin = parseSignedReply(noteTextOf(forged))?.origin.size ?? 0
    file.store.write(() => {
      file.trustees.addReply(origin, { holder: "cy", step: "join", reply: forged })
    })
    expect(await refusal(invite)).toMatchObject({ code: "reply-not-by-holder", holder: "cy" })
  })

  test("a certificate replaced for one recipient is refused by that recipient", async () => {
    const requests = await until("commit")
    const other = certifiedElection(world, { others: "" })
    expect(other.journal.size()).toBeGreaterThan(0)
    // The keeper makes another certificate for cy and shows it to ada alone.
    const mine = await answer(
      { holder: "cy", step: "join", path: "out/rehearsal-cy-4-join.request.json" },
      { key: "keeper.key" },
    )
    const forged = textOf(forge(mine, (reply) => reply, keyOf("cy", "keeper")))
    const { path } = of(requests, "ada")
    recast(path, (request) => ({ ...request, replies: [...request.replies.slice(0, 3), forged] }))
    expect(await refusal(() => answer(of(requests, "ada")))).toMatchObject({
      code: "faulty-artefact",
      findings: [{ code: "HOLDER_REPLY", holder: "cy", fault: "unsigned" }],
    })
  })

  test("two holders who were shown different replies are noticed in the next round", async () => {
    const requests = await until("commit")
    // Cy itself signs two certificates: the second one is shown to bo alone.
    const second = await answer(
      { holder: "cy", step: "join", path: "out/rehearsal-cy-4-join.request.json" },
      { key: "second.key" },
    )
    const shown = textOf(second)
    recast(of(requests, "bo").path, (request) => ({ ...request, replies: [...request.replies.slice(0, 3), shown] }))
    await answer(of(requests, "ada"))
    await answer(of(requests, "bo"))
    const reply = textOf(replyPathOf(of(requests, "bo").path))
    expect(await refusal(() => receive([replyPathOf(of(requests, "bo").path)]))).toMatchObject({
      code: "message-not-due",
    })
    // If the keeper passed it on all the same, ada would see that bo answered another request.
    await answer(of(requests, "cy"))
    const deal = parseSignedRequest(world.disk.get(of(requests, "ada").path) ?? utf8(""), "")
    const commits = ["ada", "bo", "cy"].map((holder) => textOf(replyPathOf(of(requests, holder).path)))
    expect(commits[1]).toBe(reply)
    world.disk.set(
      "deal.json",
      utf8(signedRequestText({ ...deal, asked: { step: "deal" }, replies: [...deal.replies, ...commits] })),
    )
    expect(await refusal(() => answer({ holder: "ada", step: "deal", path: "deal.json" }))).toMatchObject({
      findings: [{ code: "HOLDER_REPLY", holder: "bo", fault: "request" }],
    })
  })
})

describe("a reply cannot be used again", () => {
  test("in another election or another ceremony", async () => {
    const [request] = await invite()
    const reply = await answer(request ?? { holder: "", step: "join", path: "" })
    const elsewhere = certifiedElection(world, { uuid: "4hzL7rTqBnWyKd" })
    await expect(readReplies(elsewhere, [reply], world)).rejects.toMatchObject({ code: "message-of-other-election" })
    await inviteHolders(file, { folder: "anew", anew: true }, world)
    expect(await refusal(() => receive([reply]))).toMatchObject({ code: "message-not-due", holder: "registry" })
  })

  test("for another step", async () => {
    const requests = await until("commit")
    const reply = await answer(of(requests, "ada"))
    await receive([reply])
    const { path } = of(requests, "bo")
    const commit = textOf(reply)
    recast(path, (request) => ({ ...request, asked: { step: "deal" }, replies: [...request.replies, commit] }))
    expect(await refusal(() => answer({ ...of(requests, "bo"), path }))).toMatchObject({ code: "step-not-due" })
    // Ada's certificate is placed where its polynomial belongs.
    const joined = parseSignedRequest(world.disk.get(path) ?? utf8(""), path).replies[1] ?? ""
    recast(path, (request) => ({ ...request, replies: [...request.replies.slice(0, 4), joined] }))
    expect(await refusal(() => answer({ ...of(requests, "bo"), path }))).toMatchObject({
      findings: [{ code: "HOLDER_REPLY", holder: "ada", fault: "step" }],
    })
  })
})

describe("a holder checks the structure for which it vouches:", () => {
  const checks = async () => (await until(), (await requestChecks(file, "checks", world)).requests)

  test("one with a trustee for whom nobody signed does not follow from the signed replies, and is refused", async () => {
    const requests = await checks()
    const { path } = of(requests, "ada")
    const body = file.trustees.get()?.body ?? ""
    const [single, ...rest] = JSON.parse(body) as readonly unknown[]
    recast(path, (request) => ({
      ...request,
      asked: {
        ...(request.asked as Extract<SignedRequest["asked"], { step: "check" }>),
        trustees: JSON.stringify([single, single, ...rest]),
      },
    }))
    expect(await refusal(() => answer(of(requests, "ada")))).toMatchObject({
      findings: [{ code: "HOLDER_STRUCTURE", rule: "unsigned" }],
    })
    // The holder does not vouch for one without any reply either, since it did not sit in one room with the others.
    recast(path, (request) => ({ ...request, replies: [] }))
    expect(await refusal(() => answer(of(requests, "ada")))).toMatchObject({
      findings: [{ code: "HOLDER_STRUCTURE", rule: "unsigned" }],
    })
  })

  test("one without its own key is refused, even by a holder who sat in one room", async () => {
    const { holdCeremony } = await import("../../src/trustees/ceremony-operations.ts")
    const seats = (prefix: string) =>
      holders.map((holder) => ({ holder, path: `${prefix}${holder}.key`, passphrase: `secret of ${holder}` }))
    await holdCeremony(file, seats(""), world)
    const other = certifiedElection(world)
    await holdCeremony(other, seats("other-"), world)
    const { requests } = await requestChecks(file, "checks", world)
    expect(await refusal(() => answer(of(requests, "ada"), { key: "other-ada.key" }))).toMatchObject({
      findings: [{ code: "HOLDER_STRUCTURE", rule: "own-key" }],
    })
    const reply = await answer(of(requests, "ada"))
    receiveChecks(file, await readReplies(file, [reply], world), world.now())
    expect(trusteesFacts(file)?.unchecked).toEqual(["registry", "bo", "cy"])
  })

  test("the seal accepts no proof that the certified key did not sign", async () => {
    await until()
    file.store.write(() => {
      for (const owner of [1, 2, 3, 4]) {
        file.trustees.addPossession({ owner, size: 1, proof: "{}" })
        append(file.journal, world.now(), { type: "trustees.checked", owner, checkpoint: 1 })
      }
    })
    expect(trusteesFacts(file)?.unchecked).toEqual(holders)
  })
})

describe("what a request says about the election is checked on the holder's machine:", () => {
  test.each<[string, (request: SignedRequest) => SignedRequest, object]>([
    [
      "acts that nobody signed",
      (request) => ({
        ...request,
        ground: { ...request.ground, acts: request.ground.acts.map((act) => ({ ...act, lines: [] })) },
      }),
      { code: "request-groundless", rule: "acts" },
    ],
    [
      "another authority",
      (request) => ({ ...request, authority: `sha256:${"0".repeat(64)}` }),
      { code: "request-groundless", rule: "authority" },
    ],
    [
      "another definition",
      (request) => ({
        ...request,
        ground: { ...request.ground, definition: request.ground.definition.replace("bo, cy", "bo, di") },
      }),
      { code: "request-groundless", rule: "definition" },
    ],
    [
      "a holder whom the definition does not name",
      (request) => ({ ...request, holder: "di" }),
      { code: "holder-unknown" },
    ],
  ])("%s", async (_, change, expected) => {
    const requests = await invite()
    const { path } = of(requests, "ada")
    recast(path, change)
    expect(await refusal(() => answer(of(requests, "ada")))).toMatchObject(expected)
  })

  test("an authority that the keeper invented is refused, since the holder's file keeps another", async () => {
    const requests = await until("commit")
    const invented = certifiedElection(world, { others: "keeper" })
    const forged = (await inviteHolders(invented, { folder: "invented", anew: false }, world)).requests
    const { path } = of(forged, "ada")
    expect(
      await refusal(() => answer({ ...of(requests, "ada"), path }, { signing: keyOf("ada", "keeper") })),
    ).toMatchObject({ code: "another-authority" })
  })
})
