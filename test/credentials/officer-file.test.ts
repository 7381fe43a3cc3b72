import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Encrypter } from "age-encryption"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { drawCredential } from "../../src/belenios/credential.ts"
import { concat, utf8, utf8Text } from "../../src/core/bytes.ts"
import { decryptSecret, encryptSecret } from "../../src/core/secret-file.ts"
import {
  decryptOfficerFile,
  encryptOfficerFile,
  type OfficerEntry,
  officerFileDigest,
  type OfficerFileHead,
} from "../../src/credentials/officer-file.ts"
import { newOfficerKey, type OfficerKey, openOfficerKey, sealOfficerKey } from "../../src/credentials/officer-key.ts"
import { seededRandom } from "../support/seeded-random.ts"

const random = seededRandom("officer")
const head: OfficerFileHead = { uuid: "9xDrMnXn4cUuGk", rehearsal: true, issued: 3000, reserve: 300 }
const entries: readonly OfficerEntry[] = Array.from({ length: 3300 }, (_, i) => ({
  member: i < 3000 ? `é${i}` : undefined,
  code: drawCredential(random, String(i)),
  key: String(i).padStart(64, "0"),
  weight: BigInt(1 + (i % 3)),
}))

let anne: OfficerKey, bruno: OfficerKey
beforeAll(async () => {
  anne = await newOfficerKey("anne", true)
  bruno = await newOfficerKey("bruno", true)
})

async function collect(blocks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const block of blocks) all.push(block)
  return concat(...all)
}

async function* inBlocks(bytes: Uint8Array, size = 5000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

async function written(
  recipients: readonly string[],
  content = entries,
): Promise<{ bytes: Uint8Array; digest: string }> {
  const sealed = await encryptOfficerFile(head, content, recipients)
  const bytes = await collect(sealed.content)
  return { bytes, digest: sealed.digest() }
}

async function read(bytes: Uint8Array, identity: string) {
  const opened = await decryptOfficerFile(inBlocks(bytes), identity, "codes.age")
  const all: OfficerEntry[] = []
  for await (const entry of opened.entries) all.push(entry)
  return { head: opened.head, entries: all, digest: opened.digest() }
}

const refused = (code: string) => expect.objectContaining({ code }) as unknown

describe("the officer's file", () => {
  test("is opened by either of its officers, alone, and holds what was written", async () => {
    const { bytes, digest } = await written([anne.recipient, bruno.recipient])
    for (const officer of [anne, bruno]) {
      expect(await read(bytes, officer.identity)).toEqual({ head, entries, digest })
      expect(await officerFileDigest(inBlocks(bytes), officer.identity, "codes.age")).toBe(digest)
    }
  })

  test("does not contain a code in the clear", async () => {
    const { bytes } = await written([anne.recipient])
    expect(Buffer.from(bytes).includes(entries[0]?.code ?? "?")).toBe(false)
  })

  test("differs in its bytes each time, and never in its content", async () => {
    const [first, second] = [await written([anne.recipient]), await written([anne.recipient])]
    expect(first.bytes).not.toEqual(second.bytes)
    expect(first.digest).toBe(second.digest)
  })

  test("is not opened by another key", async () => {
    const { bytes } = await written([anne.recipient])
    await expect(read(bytes, bruno.identity)).rejects.toEqual(refused("not-this-officer"))
  })

  test("is refused when it is cut or altered anywhere", async () => {
    const { bytes } = await written([anne.recipient])
    for (const length of [0, 10, 200, 70_000, bytes.length - 1]) {
      const cut = bytes.subarray(0, length)
      await expect(read(cut, anne.identity)).rejects.toEqual(refused("not-an-officer-file"))
      const digest = officerFileDigest(inBlocks(cut), anne.identity, "codes.age")
      await expect(digest).rejects.toEqual(refused("not-an-officer-file"))
    }
    for (const at of [20, 400, 66_000, bytes.length - 3]) {
      const altered = bytes.slice()
      altered[at] = (altered[at] ?? 0) ^ 1
      await expect(read(altered, anne.identity)).rejects.toMatchObject({ name: "UrneError" })
    }
  })

  test.each([
    ["a missing line", (lines: string[]) => lines.toSpliced(5, 1)],
    ["a line too many", (lines: string[]) => lines.toSpliced(5, 0, lines[5] ?? "")],
    ["no last line", (lines: string[]) => lines.slice(0, -1)],
    ["text after the last line", (lines: string[]) => [...lines, "{}"]],
    ["another format", (lines: string[]) => lines.with(0, '{"format":"other"}')],
    ["a malformed code", (lines: string[]) => lines.with(3, (lines[3] ?? "").replace(/"code":"./, '"code":"0'))],
    ["a credential in reserve among the members", (lines: string[]) => lines.with(2, lines[3299] ?? "")],
    ["a weight of zero", (lines: string[]) => lines.with(2, (lines[2] ?? "").replace(/"weight":"\d"/, '"weight":"0"'))],
  ])("is refused with %s, even if its encryption is sound", async (_what, change) => {
    const { bytes } = await written([anne.recipient])
    const lines: string[] = []
    const opened = await decryptOfficerFile(inBlocks(bytes), anne.identity, "codes.age")
    lines.push(JSON.stringify({ format: "urne credentials v1", ...opened.head }))
    for await (const { member, ...entry } of opened.entries) {
      lines.push(
        JSON.stringify({ ...entry, weight: String(entry.weight), ...(member === undefined ? {} : { member }) }),
      )
    }
    lines.push('{"end":3300}')
    const age = new Encrypter()
    age.addRecipient(anne.recipient)
    const changed = await age.encrypt(`${change(lines).join("\n")}\n`)
    await expect(read(changed, anne.identity)).rejects.toEqual(refused("not-an-officer-file"))
  })
})

describe("an officer's key", () => {
  test("is opened by its passphrase only", async () => {
    const file = await sealOfficerKey(anne, "six words")
    expect(await openOfficerKey(file, "six  words ", "anne.key")).toEqual(anne)
    await expect(openOfficerKey(file, "other words", "anne.key")).rejects.toEqual(refused("wrong-passphrase"))
  })

  test("says whether it belongs to a rehearsal", async () => {
    const real = { ...anne, rehearsal: false }
    const text = utf8Text(await decryptSecret(await sealOfficerKey(anne, "p"), "p", "")) ?? ""
    expect(text).toMatch(/^# urne rehearsal credential officer anne\n# public key: age1/)
    const file = await encryptSecret(utf8(text.replace(" rehearsal", "")), "p", { rehearsal: true })
    expect(await openOfficerKey(file, "p", "anne.key")).toEqual(real)
  })

  test.each(["", "AGE-SECRET-KEY-1ABC\n", '{"format":"urne member key v1"}'])("is not %j", async (text) => {
    const file = await encryptSecret(utf8(text), "p", { rehearsal: true })
    await expect(openOfficerKey(file, "p", "anne.key")).rejects.toEqual(refused("not-an-officer-key"))
  })

  test("with a damaged identity is refused", async () => {
    // The last character is replaced by another one, whichever key was drawn.
    const other = anne.identity.endsWith("7") ? "Q" : "7"
    const text = `# urne credential officer anne\n# public key: age1x\n${anne.identity.slice(0, -1)}${other}\n`
    const file = await encryptSecret(utf8(text), "p", { rehearsal: true })
    await expect(openOfficerKey(file, "p", "anne.key")).rejects.toEqual(refused("not-an-officer-key"))
  })
})

const folder = mkdtempSync(join(tmpdir(), "urne-age-"))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test.skipIf(spawnSync("age", ["--version"]).error !== undefined)(
  "the age tool opens the codes with the officer's identity",
  async () => {
    const { bytes } = await written([anne.recipient, bruno.recipient])
    writeFileSync(join(folder, "codes.age"), bytes)
    // The tool asks for a passphrase only at a terminal, so the key file is opened here first.
    writeFileSync(join(folder, "key.txt"), await decryptSecret(await sealOfficerKey(bruno, "p"), "p", ""))
    const { stdout } = spawnSync("age", ["-d", "-i", join(folder, "key.txt"), join(folder, "codes.age")], {
      maxBuffer: 1 << 24,
    })
    expect(stdout.toString().split("\n")).toHaveLength(3300 + 3)
  },
)

test("an officer whose key file could not be read back gets no key", async () => {
  for (const name of ["Anne Levade", "anne\n", ""]) {
    await expect(newOfficerKey(name, true)).rejects.toMatchObject({ code: "invalid-option" })
  }
})
