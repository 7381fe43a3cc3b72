import { readFileSync } from "node:fs"
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption"
import { describe, expect, test } from "vitest"
import { parseMemberKey } from "../../src/authority/member-key.ts"
import { utf8 } from "../../src/core/bytes.ts"
import type { UrneError } from "../../src/core/error.ts"
import { decryptSecret, encryptSecret } from "../../src/core/secret-file.ts"

const trouble = new URL("../../fixtures/trouble/key-file-in-text-form/", import.meta.url)
const secret = utf8("a secret")
const opened = (content: Uint8Array, passphrase = "words") => decryptSecret(content, passphrase, "x.key")

async function refusal(content: Uint8Array, passphrase?: string): Promise<UrneError> {
  try {
    await opened(content, passphrase)
  } catch (error) {
    return error as UrneError
  }
  throw new Error("it was opened")
}

test("a key in age's text form, as mail carries it, is opened", async () => {
  const [key, passphrase] = ["bob.key", "bob.txt"].map((name) => readFileSync(new URL(name, trouble)))
  const bytes = await opened(key ?? new Uint8Array(), String(passphrase))
  expect(parseMemberKey(bytes, "bob.key").name).toMatch(/bob$/)
})

describe("the text form", () => {
  const text = encryptSecret(secret, "words", { rehearsal: true }).then(armor.encode)
  test.each<[string, (text: string) => string]>([
    ["as it is", (one) => one],
    ["with CR LF", (one) => one.replaceAll("\n", "\r\n")],
    ["between empty lines", (one) => `\n\n${one}\n\n`],
    ["with a byte order mark", (one) => `\ufeff${one}`],
    ["without its last line end", (one) => one.trimEnd()],
  ])("%s", async (_, made) => {
    expect(await opened(utf8(made(await text)))).toEqual(secret)
    expect((await refusal(utf8(made(await text)), "other words")).code).toBe("wrong-passphrase")
  })

  test("is damaged if it is cut short", async () => {
    const { code, params } = await refusal(utf8((await text).slice(0, -60)))
    expect([code, params]).toEqual(["not-a-secret-file", { path: "x.key" }])
  })
})

test("a file that opens with a key is recognised as such, in either form", async () => {
  const age = new Encrypter()
  age.addRecipient(await identityToRecipient(await generateX25519Identity()))
  const sealed = await age.encrypt(secret)
  for (const content of [sealed, utf8(armor.encode(sealed))]) {
    expect((await refusal(content)).params).toEqual({ path: "x.key", opensWith: "key" })
  }
})

test("anything else is not a secret file", async () => {
  for (const content of ["", "age-encryption.org/v1\n", "-----BEGIN AGE ENCRYPTED FILE-----\n", "SQLite format 3\0"]) {
    expect((await refusal(utf8(content))).params).toEqual({ path: "x.key" })
  }
})

describe("the lock of a passphrase is the one of age", () => {
  test("age-encryption opens what is locked here", async () => {
    const age = new Decrypter()
    age.addPassphrase("words")
    expect(await age.decrypt(await encryptSecret(secret, "words", { rehearsal: true }))).toEqual(secret)
  })

  test("what age-encryption locks is opened here", async () => {
    expect(await opened(await lockedByAge(10))).toEqual(secret)
    expect((await refusal(await lockedByAge(10), "other words")).code).toBe("wrong-passphrase")
  })

  test("a lock that needs more memory than machines have is refused before it is tried", async () => {
    const text = Buffer.from(await lockedByAge(10)).toString("latin1")
    const costly = Buffer.from(text.replace(/^(-> scrypt \S+) 10$/m, "$1 30"), "latin1")
    const { code, cause } = await refusal(costly)
    expect([code, String(cause)]).toEqual(["not-a-secret-file", "Error: scrypt work factor is too high"])
  })

  test.each<[string, (line: string) => string]>([
    ["a work factor that is no number", (line) => line.replace(/\d+$/, "1O")],
    ["a salt that is too short", (line) => line.replace(/ \S{4}/, " ")],
    ["a salt in another form", (line) => line.replace(/(\S{22}) /, "$1== ")],
    ["an additional word", (line) => `${line} more`],
    ["another lock beside it", (line) => `-> other lock\nAAAA\n${line}`],
  ])("%s is reported as damage, not as a wrong passphrase", async (_, changed) => {
    const text = Buffer.from(await lockedByAge(10)).toString("latin1")
    const damaged = Buffer.from(text.replace(/^-> scrypt .+$/m, changed), "latin1")
    expect(damaged.toString("latin1")).not.toBe(text)
    expect((await refusal(damaged)).code).toBe("not-a-secret-file")
  })
})

async function lockedByAge(workFactor: number): Promise<Uint8Array> {
  const age = new Encrypter()
  age.setScryptWorkFactor(workFactor)
  age.setPassphrase("words")
  return age.encrypt(secret)
}
