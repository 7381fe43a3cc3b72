import { readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { pointBytes } from "../../src/belenios/group.ts"
import { parsePublicCredentials, publicCredentialsBody } from "../../src/belenios/public-credentials.ts"
import { compareBytes } from "../../src/core/bytes.ts"
import { UrneError } from "../../src/core/error.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import type { World } from "../../src/core/world.ts"
import { generateCredentials } from "../../src/credentials/generate-operations.ts"
import { decryptOfficerFile, type OfficerEntry } from "../../src/credentials/officer-file.ts"
import { checkCode, readOfficerFile, readOfficerKey } from "../../src/credentials/queries.ts"
import { entries, lastEntry } from "../../src/journal/operations.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { enter, openElection, recordRoll, type TestElection, uuid, voters, worldIn } from "./open-election.ts"

const members = voters(24, (i) => (i === 5 ? 4n : 1n))
const officers = [
  { name: "greffe", keyPath: "greffe.key", passphrase: "six words" },
  { name: "huissier", keyPath: "huissier.key", passphrase: "other words" },
]
const request = { officers, out: "codes.age" }
const access = { file: "codes.age", keyPath: "greffe.key", passphrase: "six words" }
const refused = (code: string) => expect.objectContaining({ code }) as unknown

let election: TestElection
beforeEach(() => {
  election = openElection(members)
})
afterEach(() => {
  election.remove()
})

const nobody = () => false

async function codes(which = access, of = election): Promise<readonly OfficerEntry[]> {
  const opened = await readOfficerFile(of, which, of.world)
  const all: OfficerEntry[] = []
  for await (const entry of opened.entries) all.push(entry)
  return all
}

const rows = () => [...election.credentials.all()]
const events = () => [...entries(election.journal)].map(({ body }) => JSON.parse(body) as { type: string })

describe("generating credentials", () => {
  test("gives each member a code, and keeps a reserve for each weight", async () => {
    const result = await generateCredentials(election, request, election.world)
    expect(result).toMatchObject({ issued: 24, reserve: 3, officerFile: "codes.age" })
    const all = await codes()
    expect(all.slice(0, 24).map(({ member, weight }) => ({ id: member, weight }))).toEqual(
      members.map(({ id, weight }) => ({ id, weight })),
    )
    expect(all.slice(24).map(({ member, weight }) => [member, weight])).toEqual([
      [undefined, 1n],
      [undefined, 1n],
      [undefined, 4n],
    ])
    expect(new Set(all.map(({ code }) => code)).size).toBe(27)
  })

  test("registers the keys of the codes in an order of their own, with weight and group and without a member", async () => {
    await generateCredentials(election, request, election.world)
    const list = rows()
    const byKey = new Map((await codes()).map((entry) => [entry.key, entry]))
    expect(list).toHaveLength(27)
    for (const { key, weight, group, kind, state } of list) {
      const entry = byKey.get(key)
      const member = members.find(({ id }) => id === entry?.member)
      expect(weight).toBe(entry?.weight)
      expect(group).toBe(member?.group)
      expect([kind, state]).toEqual(member === undefined ? ["reserve", "reserve"] : ["issued", "usable"])
    }
    const bytes = list.map(({ key }) => pointBytes(key) ?? new Uint8Array())
    expect(bytes).toEqual(bytes.toSorted(compareBytes))
  })

  test("writes the list in the archive's form, and names all files in one entry", async () => {
    const result = await generateCredentials(election, request, election.world)
    const body = publicCredentialsBody(rows())
    expect(parsePublicCredentials(body, "list").findings).toEqual([])
    const event = lastEntry(election.journal, "credentials.generated")?.event
    expect(event).toMatchObject({
      issued: 24,
      reserve: 3,
      credentials: `sha256:${sha256Hex(body)}`,
      reserveKeys: result.reserveKeys,
    })
    expect(result.credentials).toBe(event?.credentials)
  })

  test("leaves no code and no member beside a key in the election file", async () => {
    await generateCredentials(election, request, election.world)
    const dump = Buffer.from(election.store.db.serialize()).toString("latin1")
    for (const { code, member } of await codes()) {
      expect(dump).not.toContain(code)
      if (member !== undefined) expect(dump).not.toContain(`"${member}"`)
    }
    const columns = election.store.db.pragma("table_info(credential)") as { name: string }[]
    expect(columns.map(({ name }) => name)).toEqual(["key", "weight", "grp", "kind", "state"])
    expect(() => election.store.db.prepare("SELECT rowid FROM credential")).toThrow("no such column")
  })

  test("puts the keys in an order independent of that of the members", async () => {
    const many = openElection(voters(400))
    await generateCredentials(many, { ...request, officers: officers.slice(0, 1) }, many.world)
    const opened = await readOfficerFile(many, access, many.world)
    const rank = new Map([...many.credentials.all()].map(({ key }, i) => [key, i]))
    const ranks: number[] = []
    for await (const { member, key } of opened.entries) if (member !== undefined) ranks.push(rank.get(key) ?? -1)
    many.remove()
    const mean = (ranks.length - 1) / 2
    const middle = ranks.reduce((sum, r) => sum + r, 0) / ranks.length
    const covariance = ranks.reduce((sum, r, i) => sum + (i - mean) * (r - middle), 0)
    const spread = (values: readonly number[], m: number) => values.reduce((sum, v) => sum + (v - m) ** 2, 0)
    const rho = covariance / Math.sqrt(spread([...ranks.keys()], mean) * spread(ranks, middle))
    expect(Math.abs(rho)).toBeLessThan(0.15)
  })

  test("makes the same again from its seed, apart from the age files", async () => {
    const again = openElection(members)
    const first = await generateCredentials(election, request, election.world)
    const second = await generateCredentials(again, request, again.world)
    expect(second).toEqual(first)
    const other = openElection(members)
    const third = await generateCredentials(other, request, { ...other.world, random: seededRandom("other") })
    expect(third.credentials).not.toBe(first.credentials)
    again.remove()
    other.remove()
  })

  test("writes secrets so that only their owner can read them", async () => {
    await generateCredentials(election, request, election.world)
    for (const name of ["codes.age", "greffe.key", "huissier.key"]) {
      expect(statSync(join(election.folder, name)).mode & 0o777).toBe(0o600)
    }
  })

  test("reuses an existing officer's key if it is that officer's", async () => {
    await generateCredentials(election, request, election.world)
    const other = openElection(members)
    for (const { keyPath } of officers) {
      writeFileSync(join(other.folder, keyPath), readFileSync(join(election.folder, keyPath)))
    }
    const swapped = officers.map((officer) => ({ ...officer, name: officer.name === "greffe" ? "huissier" : "greffe" }))
    await expect(generateCredentials(other, { ...request, officers: swapped }, other.world)).rejects.toEqual(
      refused("another-officer-key"),
    )
    const result = await generateCredentials(other, request, other.world)
    expect(result.officers.map(({ created }) => created)).toEqual([false, false])
    other.remove()
  })

  test("is done only once", async () => {
    await generateCredentials(election, request, election.world)
    const before = rows()
    await expect(generateCredentials(election, { ...request, out: "b.age" }, election.world)).rejects.toEqual(
      refused("credentials-exist"),
    )
    expect(rows()).toEqual(before)
  })

  test("draws nothing, not even a key, where there is no place for the codes", async () => {
    writeFileSync(join(election.folder, "afile"), "")
    const asked = { ...request, out: "afile/codes.age" }
    await expect(generateCredentials(election, asked, election.world)).rejects.toEqual(refused("file-unwritable"))
    for (const { keyPath } of officers) expect(await election.world.files.kind(keyPath)).toBeUndefined()
    expect(rows()).toEqual([])
  })

  test("reports the file that an interrupted run left, and does not touch it", async () => {
    writeFileSync(join(election.folder, "codes.age"), "half")
    await expect(generateCredentials(election, request, election.world)).rejects.toEqual(refused("officer-file-orphan"))
    expect(readFileSync(join(election.folder, "codes.age"), "utf8")).toBe("half")
    expect(rows()).toEqual([])
  })

  test("leaves no file of codes where the disk is full at the end, and can then be run again", async () => {
    const { db } = election.store
    const failing = {
      ...election,
      store: Object.assign(Object.create(election.store) as typeof election.store, {
        write: () => {
          throw new UrneError("storage", { path: "e.urne", cause: "SQLITE_FULL" })
        },
      }),
    }
    await expect(generateCredentials(failing, request, election.world)).rejects.toEqual(refused("storage"))
    expect(await election.world.files.kind("codes.age")).toBeUndefined()
    expect(db.inTransaction).toBe(false)
    expect(await generateCredentials(election, request, election.world)).toMatchObject({ issued: 24 })
  })

  test("keeps the file of codes where nobody knows whether the transaction reached the disk", async () => {
    const failing = {
      ...election,
      store: Object.assign(Object.create(election.store) as typeof election.store, {
        write: () => {
          throw new UrneError("storage", { path: "e.urne", cause: "SQLITE_IOERR_FSYNC" })
        },
      }),
    }
    await expect(generateCredentials(failing, request, election.world)).rejects.toEqual(refused("storage"))
    expect(await election.world.files.kind("codes.age")).toBe("file")
  })

  test("registers nothing when the roll changes while codes are drawn", async () => {
    let rolls = 0
    const progress: World["progress"] = () => {
      if (rolls++ === 0) recordRoll(election, 24)
    }
    await expect(generateCredentials(election, request, { ...election.world, progress })).rejects.toEqual(
      refused("roll-changed"),
    )
    expect(rows()).toEqual([])
    expect(lastEntry(election.journal, "credentials.generated")).toBeUndefined()
  })

  test("changes nothing when it is cancelled", async () => {
    const cancel = new AbortController()
    cancel.abort()
    const world = { ...election.world, signal: cancel.signal }
    await expect(generateCredentials(election, request, world)).rejects.toEqual(refused("cancelled"))
    expect(await election.world.files.kind("codes.age")).toBeUndefined()
    expect(rows()).toEqual([])
  })

  test.each([
    ["no officer", [], "officers-count"],
    ["three officers", [...officers, { name: "c", keyPath: "c.key", passphrase: "p" }], "officers-count"],
    ["one officer twice", [officers[0], officers[0]], "officers-count"],
  ])("is refused with %s", async (_what, given, code) => {
    const wrong = { ...request, officers: given.filter((one) => one !== undefined) }
    await expect(generateCredentials(election, wrong, election.world)).rejects.toEqual(refused(code))
    expect(await election.world.files.list(".")).toEqual([])
  })

  test("is refused to anybody but the officers of the definition", async () => {
    const named = openElection(members, { credentials: { reserve: 0, officers: ["greffe", "notaire"] } })
    await expect(generateCredentials(named, request, named.world)).rejects.toEqual(refused("officers-wrong"))
    named.remove()
  })

  test("is refused without a roll, and once the urn is sealed", async () => {
    const sealed = openElection(members)
    enter(sealed, "sealed")
    await expect(generateCredentials(sealed, request, sealed.world)).rejects.toEqual(refused("wrong-phase"))
    sealed.remove()
    const empty = openElection([])
    await expect(generateCredentials(empty, request, empty.world)).rejects.toEqual(refused("roll-needed"))
    empty.remove()
  })

  test("is refused where no result could be found", async () => {
    const heavy = openElection(voters(2, () => 60_000_000_000n))
    await expect(generateCredentials(heavy, request, heavy.world)).rejects.toEqual(refused("total-weight"))
    heavy.remove()
  })
})

describe("the credentials' table", () => {
  beforeEach(() => generateCredentials(election, request, election.world))

  test("refuses by itself any change or loss of a credential", () => {
    const { db } = election.store
    expect(() => db.exec("DELETE FROM credential")).toThrow("never deleted")
    expect(() => db.exec("UPDATE credential SET weight = 9")).toThrow("never changed")
    expect(() => db.exec("UPDATE credential SET kind = 'issued'")).toThrow("never changed")
    expect(() => db.exec("UPDATE credential SET state = 'reserve'")).toThrow()
  })

  test("blocks a credential once, and never unblocks it", () => {
    const key = rows().find(({ kind }) => kind === "issued")?.key ?? ""
    expect(election.credentials.move(key, "usable", "blocked")).toBe(true)
    expect(election.credentials.move(key, "usable", "blocked")).toBe(false)
    expect(() => election.credentials.move(key, "blocked", "usable")).toThrow("never changed")
    expect(election.credentials.find(key)?.state).toBe("blocked")
  })

  test("counts credentials and lists them page by page", () => {
    expect([election.credentials.count("issued"), election.credentials.count("reserve")]).toEqual([24, 3])
  })
})

describe("checking a code", () => {
  beforeEach(() => generateCredentials(election, request, election.world))

  test("says whether it opens a ballot, and nothing about its owner", async () => {
    const all = await codes()
    const code = (all[0]?.code ?? "").replaceAll("-", " ")
    const voted = false
    expect(checkCode(election, code, nobody)).toEqual({ opens: true, state: "usable", voted })
    expect(checkCode(election, all.at(-1)?.code ?? "", nobody)).toEqual({ opens: false, state: "reserve", voted })
    expect(checkCode(election, "aBcDe-fGhJkm-NPqRs-tUvWxY", nobody)).toEqual({ opens: false, state: "unknown", voted })
  })

  test.each(["refused", "last-counts"] as const)("says that it has voted, where votes are %s", async (revote) => {
    const other = openElection(members, { revote })
    await generateCredentials(other, request, other.world)
    const [first] = await codes(access, other)
    const asked: string[] = []
    const has = (credential: string) => asked.push(credential) === 1
    expect(checkCode(other, first?.code ?? "", has)).toEqual({
      ...{ opens: revote === "last-counts", state: "usable", voted: true },
    })
    expect(asked).toEqual([first?.key])
    other.remove()
  })

  test("refuses a file in which a key was blocked by hand", async () => {
    const [first] = await codes()
    election.credentials.move(first?.key ?? "", "usable", "blocked")
    expect(() => checkCode(election, first?.code ?? "", nobody)).toThrow(refused("election-file-altered"))
  })

  test("refuses a text that cannot be a code", () => {
    expect(() => checkCode(election, "0000", nobody)).toThrow(refused("not-a-code"))
  })

  test("leaves no trace in the journal", async () => {
    const before = events()
    checkCode(election, (await codes())[0]?.code ?? "", nobody)
    expect(events()).toEqual(before)
  })

  test("needs credentials", () => {
    const none = openElection(members)
    expect(() => checkCode(none, "aBcDe-fGhJkm-NPqRs-tUvWxY", nobody)).toThrow(refused("credentials-absent"))
    none.remove()
  })
})

describe("opening the officer's file", () => {
  beforeEach(() => generateCredentials(election, request, election.world))

  test("accepts either officer, with their own passphrase only", async () => {
    const second = { file: "codes.age", keyPath: "huissier.key", passphrase: "other words" }
    expect(await codes(second)).toEqual(await codes())
    await expect(codes({ ...access, passphrase: "six word" })).rejects.toEqual(refused("wrong-passphrase"))
  })

  test("refuses the file of another election", async () => {
    const bytes = readFileSync(join(election.folder, "codes.age"))
    const other = openElection(members)
    other.store.db.exec("DROP TRIGGER election_refuses_update")
    other.store.db.prepare("UPDATE election SET uuid = ?").run("AAAAAAAAAAAAAA")
    writeFileSync(join(other.folder, "codes.age"), bytes)
    writeFileSync(join(other.folder, "greffe.key"), readFileSync(join(election.folder, "greffe.key")))
    await expect(readOfficerFile(other, access, other.world)).rejects.toEqual(refused("another-officer-file"))
    other.remove()
  })

  test("keeps rehearsals apart from real elections", async () => {
    const world = worldIn(election.folder)
    await expect(readOfficerKey(world, access, false)).rejects.toEqual(refused("key-of-other-world"))
    expect((await readOfficerKey(world, access, true)).officer).toBe("greffe")
  })

  test("finds the election's uuid inside", async () => {
    const key = await readOfficerKey(election.world, access, true)
    const content = election.world.files.stream("codes.age")
    expect((await decryptOfficerFile(content, key.identity, "codes.age")).head).toEqual({
      uuid,
      rehearsal: true,
      issued: 24,
      reserve: 3,
    })
  })
})
