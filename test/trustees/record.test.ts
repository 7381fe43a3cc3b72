import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { authorityFingerprint } from "../../src/authority/queries.ts"
import { decryptSecret, encryptSecret } from "../../src/core/secret-file.ts"
import { openElectionFile } from "../../src/election/file.ts"
import { entriesOfType, lastEntry } from "../../src/journal/operations.ts"
import { holderFileBytes, parseHolderFile } from "../../src/trustees/holder-file.ts"
import { parseReply, requestText } from "../../src/trustees/message.ts"
import { TestWorld } from "../support/script.ts"

const holder = "agent-b"
const file = "night/congress.urne"
const stranger = `sha256:${"ab".repeat(32)}` as const
let terminal: TestWorld
let key = ""

/**
 * Holds a whole rehearsal in which the third holder was not needed, and exports its record as of the unsealing and
 * before.
 */
beforeAll(async () => {
  terminal = new TestWorld()
  expect(await terminal.run("rehearse", "--members", "20", "--out", "night")).toBe(0)
  const opened = openElectionFile(join(terminal.cwd, file))
  const { uuid, definition } = opened.election.get()
  const authority = authorityFingerprint(opened) ?? stranger
  const computed = lastEntry(opened.journal, "tally.computed")
  const unsealed = [...entriesOfType(opened.journal, "act.effective")].find(({ event }) => event.kind === "unseal")
  opened.store.close()
  const task = { step: "decrypt", tally: computed?.event.tally ?? "" } as const
  const request = { uuid, rehearsal: true, authority, election: definition.name, holder, task }
  writeFileSync(join(terminal.cwd, "request.json"), requestText(request))
  writeFileSync(join(terminal.cwd, "forged.json"), requestText({ ...request, authority: stranger }))
  for (const [name, size] of [
    ["unsealed", unsealed?.number ?? 0],
    ["tallied", computed?.number ?? 0],
  ] as const) {
    expect(await terminal.run("export", "--file", file, "--at-size", String(size), "--out", name)).toBe(0)
  }
  key = `night/keys/${readdirSync(join(terminal.cwd, "night/keys")).find((name) => name.endsWith(`${holder}.trustee-key`)) ?? ""}`
})
afterAll(() => {
  terminal.remove()
})

async function answer(record: string, request = "request.json"): Promise<number> {
  const secret = ["--key", key, "--passphrase-file", "night/passphrase.txt"]
  return terminal.run("trustees", "answer", request, ...secret, "--out", "reply.json", "--record", record)
}

async function remembered(): Promise<number> {
  const bytes = await decryptSecret(readFileSync(join(terminal.cwd, key)), "rehearsal", key)
  return parseHolderFile(bytes, key).decrypted.length
}

async function expectRefusal(status: number, answered: number, words: RegExp): Promise<void> {
  expect(answered, terminal.err).toBe(status)
  expect(terminal.err).toMatch(words)
  expect(existsSync(join(terminal.cwd, "reply.json"))).toBe(false)
  expect(await remembered()).toBe(0)
}

test("a holder elsewhere decrypts from the published record, and only once all of it is verified", async () => {
  await expectRefusal(4, await answer("tallied"), /urne unseal/)
  await expectRefusal(3, await answer("night/members.csv"), /./)

  cpSync(join(terminal.cwd, "unsealed"), join(terminal.cwd, "altered"), { recursive: true })
  const archive = readdirSync(join(terminal.cwd, "altered")).find((name) => name.endsWith(".bel")) ?? ""
  const bytes = readFileSync(join(terminal.cwd, "altered", archive))
  bytes[bytes.length - 600] = (bytes[bytes.length - 600] ?? 0) ^ 1
  writeFileSync(join(terminal.cwd, "altered", archive), bytes)
  await expectRefusal(3, await answer("altered"), /FILE_HASH/)

  expect(await answer("unsealed"), terminal.err).toBe(0)
  const reply = parseReply(readFileSync(join(terminal.cwd, "reply.json")), "reply.json")
  expect(reply).toMatchObject({ holder, answer: { step: "decrypt" } })
  expect(await remembered()).toBe(1)

  // The election has its result, so no more shares are accepted.
  expect(await terminal.run("trustees", "receive", "reply.json", "--file", file)).toBe(4)
})

test("a holder serves only the authority for which its key was made", async () => {
  const refused = await answer("unsealed", "forged.json")
  expect(refused, terminal.err).toBe(5)
  expect(terminal.err).toMatch(/abab abab/)

  // This holder made its key for another authority, so it finds the record signed by strangers.
  const path = join(terminal.cwd, key)
  const made = parseHolderFile(await decryptSecret(readFileSync(path), "rehearsal", key), key)
  const sealed = holderFileBytes({ ...made, authority: stranger, decrypted: [] })
  writeFileSync(path, await encryptSecret(sealed, "rehearsal", { rehearsal: true }))
  rmSync(join(terminal.cwd, "reply.json"))
  await expectRefusal(3, await answer("unsealed", "forged.json"), /AUTHORITY_FINGERPRINT/)
})
