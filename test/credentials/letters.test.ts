import { execFileSync, spawnSync } from "node:child_process"
import { readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import { generateCredentials } from "../../src/credentials/generate-operations.ts"
import type { OfficerEntry } from "../../src/credentials/officer-file.ts"
import { type PrintedLetters, printLetters } from "../../src/credentials/print-operations.ts"
import { readOfficerFile } from "../../src/credentials/queries.ts"
import { lastEntry } from "../../src/journal/operations.ts"
import { qrShapes, readQr } from "../../src/paper/qr.ts"
import { readDocument } from "../../src/paper/reading.ts"
import { enter, openElection, rollOf, type TestElection, voters } from "./open-election.ts"

const refused = (code: string) => expect.objectContaining({ code }) as unknown
const has = (tool: string, flag = "-v") => spawnSync(tool, [flag]).error === undefined

describe("printing", () => {
  const members = voters(23, (i) => (i === 5 ? 4n : 1n))
  const access = { file: "codes.age", keyPath: "greffe.key", passphrase: "p" }
  const request = { access, out: "letters", partSize: 10, reason: "first post" }
  let election: TestElection, printed: PrintedLetters
  const codes = new Map<string, OfficerEntry>()

  beforeAll(async () => {
    election = openElection(members)
    const officers = [{ name: "greffe", keyPath: "greffe.key", passphrase: "p" }]
    await generateCredentials(election, { officers, out: "codes.age" }, election.world)
    for await (const entry of (await readOfficerFile(election, access, election.world)).entries) {
      if (entry.member !== undefined) codes.set(entry.member, entry)
    }
    printed = await printLetters(election, request, election.world)
  })
  afterAll(() => {
    election.remove()
  })

  const part = (number: number) => readFileSync(join(election.folder, `letters/courriers-00${number}.pdf`))

  test("makes parts in the order of the postal codes, with a list of hashes", () => {
    expect(printed.parts.map(({ name, letters }) => [name, letters])).toEqual([
      ["courriers-001.pdf", 10],
      ["courriers-002.pdf", 10],
      ["courriers-003.pdf", 3],
    ])
    const sums = readFileSync(join(election.folder, "letters/SHA256SUMS"), "utf8")
    expect(sums).toBe(printed.parts.map(({ name }, i) => `${sha256Hex(part(i + 1))}  ${name}\n`).join(""))
    expect(sums).toBe(printed.parts.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(""))
  })

  test("gives each member one sheet, with that member's code", () => {
    const sheets = [1, 2, 3].flatMap((number) => [...readDocument(part(number))])
    const ordered = [...election.roll.votersByPostcode()]
    expect(sheets).toHaveLength(23)
    for (const [i, voter] of ordered.entries()) {
      const words = sheets[i]?.texts.map(({ text }) => text) ?? []
      expect(words).toContain(voter.id)
      expect(words).toContain(codes.get(voter.id)?.code)
      expect(words).toContain(voter.address.at(-1))
      expect(readQr((sheets[i] && qrShapes(sheets[i]).at(-1)) ?? [])).toBe(codes.get(voter.id)?.code)
    }
  })

  test("gives the letters to their owner only", () => {
    expect(statSync(join(election.folder, "letters")).mode & 0o777).toBe(0o700)
    expect(statSync(join(election.folder, "letters/courriers-001.pdf")).mode & 0o777).toBe(0o600)
  })

  test("is recorded in the journal with author and reason, and without a name", () => {
    expect(lastEntry(election.journal, "credentials.opened")?.event).toMatchObject({
      purpose: "print",
      by: "greffe",
      reason: "first post",
      letters: 23,
    })
  })

  test("makes the same bytes again", async () => {
    const again = await printLetters(election, { ...request, out: "again" }, election.world)
    expect(again.parts).toEqual(printed.parts)
  })

  test("never overwrites letters that are there", async () => {
    await expect(printLetters(election, request, election.world)).rejects.toEqual(refused("file-exists"))
  })

  test("leaves nothing behind when it is cancelled", async () => {
    const cancel = new AbortController()
    const world = {
      ...election.world,
      signal: cancel.signal,
      progress: () => {
        cancel.abort()
      },
    }
    await expect(printLetters(election, { ...request, out: "cut" }, world)).rejects.toEqual(refused("cancelled"))
    expect((await election.world.files.list(".")).filter((name) => name.startsWith("cut"))).toEqual([])
  })

  test("is refused before the codes are opened and anything is recorded where there is no place to write to", async () => {
    const before = election.journal.size()
    await expect(printLetters(election, { ...request, out: "codes.age/x" }, election.world)).rejects.toEqual(
      refused("file-unwritable"),
    )
    expect(election.journal.size()).toBe(before)
  })

  test("is refused when roll and codes do not name the same members", async () => {
    const one = { ...election, roll: rollOf(election, members.slice(1)) }
    await expect(printLetters(one, { ...request, out: "x" }, election.world)).rejects.toEqual(
      refused("officer-file-roll"),
    )
    const more = [...members, { ...members[0], id: "9999" } as (typeof members)[0]]
    const two = { ...election, roll: rollOf(election, more) }
    await expect(printLetters(two, { ...request, out: "x" }, election.world)).rejects.toEqual(
      refused("officer-file-roll"),
    )
  })

  test("never prints two letters for one member", async () => {
    const roll: typeof election.roll = {
      ...election.roll,
      *votersByPostcode() {
        const [first, , ...others] = election.roll.votersByPostcode()
        if (first !== undefined) yield* [first, first, ...others]
      },
    }
    await expect(printLetters({ ...election, roll }, { ...request, out: "x" }, election.world)).rejects.toMatchObject({
      code: "letter-faulty",
      params: { name: "courriers-001.pdf", sheet: 2, fault: "member" },
    })
    expect(await election.world.files.kind("x")).toBeUndefined()
  })

  test("is refused with a file of codes that is not registered", async () => {
    const other = openElection(members)
    const officers = [{ name: "greffe", keyPath: "greffe.key", passphrase: "p" }]
    const random = (length: number) => new Uint8Array(length).fill(codes.size)
    let draws = 0
    const world = {
      ...other.world,
      random: (length: number) => random(length).map((byte) => (byte + draws++ * 7) % 232),
    }
    await generateCredentials(other, { officers, out: "codes.age" }, world)
    for (const name of ["codes.age", "greffe.key"]) {
      writeFileSync(join(election.folder, `other-${name}`), readFileSync(join(other.folder, name)))
    }
    other.remove()
    const swapped = { file: "other-codes.age", keyPath: "other-greffe.key", passphrase: "p" }
    await expect(printLetters(election, { ...request, access: swapped, out: "x" }, election.world)).rejects.toEqual(
      refused("another-officer-file"),
    )
    expect(await election.world.files.kind("x")).toBeUndefined()
  })

  test.skipIf(!has("pdftotext"))("makes numbers and codes that another PDF reader reads, page by page", () => {
    const ordered = [...election.roll.votersByPostcode()]
    const read = [1, 2, 3].flatMap((number) => {
      const path = join(election.folder, `letters/courriers-00${number}.pdf`)
      return execFileSync("pdftotext", ["-layout", path, "-"]).toString().split("\f").slice(0, -1)
    })
    for (const [i, voter] of ordered.entries()) {
      expect(read[i]).toMatch(new RegExp(`^\\s*${voter.id}$`, "m"))
      expect(read[i]).toContain(codes.get(voter.id)?.code)
    }
  })

  test.skipIf(!has("pdftoppm") || !has("zbarimg", "--version"))("makes a code that a scanner reads", () => {
    const image = join(election.folder, "scan")
    execFileSync("pdftoppm", [
      "-r",
      "150",
      "-png",
      "-singlefile",
      join(election.folder, "letters/courriers-001.pdf"),
      image,
    ])
    const read = execFileSync("zbarimg", ["-q", "--raw", `${image}.png`], { stdio: ["ignore", "pipe", "ignore"] })
    const first = [...election.roll.votersByPostcode()][0]
    expect(read.toString().split("\n")).toContain(codes.get(first?.id ?? "")?.code)
  })

  test("is refused after the close", async () => {
    const late = openElection(members)
    await generateCredentials(
      late,
      { officers: [{ name: "g", keyPath: "greffe.key", passphrase: "p" }], out: "codes.age" },
      late.world,
    )
    enter(late, "frozen")
    await expect(printLetters(late, request, late.world)).rejects.toEqual(refused("wrong-phase"))
    late.remove()
  })
})
