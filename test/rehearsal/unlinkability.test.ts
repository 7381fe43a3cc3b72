import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { Readable } from "node:stream"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { votingKey } from "../../src/belenios/credential.ts"
import { pointBytes, type Scalar, scalarText } from "../../src/belenios/group.ts"
import { base64, hex, utf8 } from "../../src/core/bytes.ts"
import { hmacSha256, sha256 } from "../../src/core/hash.ts"
import type { World } from "../../src/core/world.ts"
import { readOfficerFile } from "../../src/credentials/queries.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { openElectionFile } from "../../src/election/file.ts"
import { lifecycleOf } from "../../src/election/lifecycle.ts"
import { rehearse } from "../../src/rehearsal/operations.ts"
import type { Rehearsal } from "../../src/rehearsal/outcome.ts"
import { passphrase } from "../../src/rehearsal/stage.ts"
import { openDatabase } from "../../src/store/sqlite.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import { openHolderFile } from "../../src/trustees/holder-operations.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { noNetwork, uncancelled } from "../support/tools.ts"

/** The authority is told about a weight that fewer members hold than this. */
const cell = 13

/** Every member votes, so that every ballot has an owner whom somebody might find. */
const definition = `name: Assembly
locale: en
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
rehearsal: true
questions: [{ question: Who?, answers: [Ada, Bo] }]
authority: { name: Board, quorum: { total: 2 }, members: [{ id: a, name: A }, { id: b, name: B }] }
trustees: { mandatory: [k, l] }
roll: { id: number, name: [last, first], address: [street, code, town], postcode: code, weight: shares }
credentials: { reserve: 10% }
channels: [site, office]
publish: { cell: ${cell} }
`
const members = 60

type Cell = string | number | bigint | Buffer | null
type Row = Readonly<Record<string, Cell>>

let folder = ""
let rehearsal: Rehearsal
/** Reads the election file as its finder would: every row of every table, in the order of the disk. */
let tables: ReadonlyMap<string, readonly Row[]>
/** Only the officer knows this: each member's public credential, as 32 bytes in hexadecimal. */
const truth = new Map<string, string>()
const codes: string[] = []
const holderSecrets: Scalar[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "urne-unlinkable-"))
  const parsed = parseDefinition(definition)
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  const world: World = {
    now: () => 0,
    random: seededRandom("unlinkability"),
    files: diskFiles(folder, Readable.from([]), uncancelled),
    network: noNetwork,
    jobs: 1,
    signal: uncancelled,
    progress: () => undefined,
    software: "urne 0.0.0-test",
  }
  const script = {
    definition: parsed.definition,
    definitionText: definition,
    folder: "out",
    name: "e",
    seed: utf8("s"),
  }
  const theatre = {
    open: (path: string) => openElectionFile(path),
    lifecycle: lifecycleOf(world),
    absolute: (path: string) => resolve(folder, path),
  }
  const request = {
    ...script,
    roll: { members },
    shares: { turnout: 10_000, revotes: 800 },
    expect: undefined,
    by: { pid: 1, since: 0 },
    keepPhases: false,
  }
  rehearsal = await rehearse(request, theatre, world, () => undefined)
  tables = dump(join(folder, rehearsal.file))
  await learnTruth(world)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function dump(path: string): ReadonlyMap<string, readonly Row[]> {
  const db = openDatabase(path, { readonly: true })
  db.defaultSafeIntegers()
  const names = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()
  const all = new Map(names.map((name) => [name, db.prepare<[], Row>(`SELECT * FROM "${name}"`).all()]))
  db.close()
  return all
}

/** Learns what the officer and the holders have, each in a file of their own. */
async function learnTruth(world: World): Promise<void> {
  const keys = `${rehearsal.folder}/keys`
  const file = openElectionFile(join(folder, rehearsal.file))
  const access = { file: `${rehearsal.folder}/codes.age`, keyPath: `${keys}/officer.officer.key`, passphrase }
  const opened = await readOfficerFile(file, access, world)
  for await (const { member, code, key } of opened.entries) {
    codes.push(code)
    if (member !== undefined) truth.set(member, hex(pointBytes(key) ?? new Uint8Array()))
  }
  file.store.close()
  for (const name of readdirSync(join(folder, keys)).filter((each) => each.endsWith(".trustee-key"))) {
    const holder = await openHolderFile({ path: `${keys}/${name}`, passphrase }, world)
    if (holder.key.pair !== undefined) holderSecrets.push(holder.key.pair.secret)
  }
}

const rollTables = ["roll", "voter"]
const rowsOf = (table: string) => tables.get(table) ?? []

test("there is something to link: each member has a credential, and each credential a ballot", () => {
  expect([rehearsal.verdict, rowsOf("voter").filter(({ rule }) => rule === null).length]).toEqual(["VERIFIED", members])
  expect([truth.size, rowsOf("vote").length, rowsOf("ballot").length, holderSecrets.length]).toEqual([60, 60, 60, 2])
  const known = new Set(rowsOf("credential").map(({ key }) => hexOf(key)))
  expect([...truth.values()].every((key) => known.has(key))).toBe(true)
})

function hexOf(cell: Cell | undefined): string {
  return Buffer.isBuffer(cell) ? cell.toString("hex") : ""
}

/** Orders things by every column of their rows, and by the order of the disk. */
function ordersOf(rows: readonly Row[], nameOf: (row: Row) => string): ReadonlyMap<string, readonly string[]> {
  // What a weight reveals has a test of its own below.
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== "weight")
  const sorted = (column: string) =>
    rows.toSorted((a, b) => {
      const [one, two] = [a[column], b[column]].map((cell) => (Buffer.isBuffer(cell) ? cell.toString("hex") : cell))
      return one === two || one == null || two == null ? 0 : one < two ? -1 : 1
    })
  return new Map([
    ["disk", rows.map(nameOf)],
    ...columns.map((column) => [column, sorted(column).map(nameOf)] as const),
  ])
}

/** Computes Spearman's rank correlation of two orders of the same things. */
function correlation(one: readonly string[], other: readonly string[]): number {
  const place = new Map(other.map((name, i) => [name, i]))
  const n = one.length
  const squares = one.reduce((sum, name, i) => sum + (i - (place.get(name) ?? 0)) ** 2, 0)
  return 1 - (6 * squares) / (n * (n * n - 1))
}

describe("orders", () => {
  /** With 60 members, chance exceeds this in one comparison of 300,000. */
  const suspicious = 0.6

  test("no order of the roll follows any order of credentials, votes or ballots", () => {
    const eligible = rowsOf("voter").filter(({ rule }) => rule === null)
    const memberOrders = ordersOf(eligible, ({ id }) => truth.get(String(id)) ?? "")
    let compared = 0
    for (const [table, rows] of tables) {
      const issued = rows.filter((row) => Object.values(row).some((cell) => isTruth(hexOf(cell))))
      if (rollTables.includes(table) || issued.length !== members) continue
      const nameOf = (row: Row) => Object.values(row).map(hexOf).find(isTruth) ?? ""
      for (const [column, order] of ordersOf(issued, nameOf)) {
        for (const [rollColumn, memberOrder] of memberOrders) {
          const found = Math.abs(correlation(memberOrder, order))
          expect(found, `${table}.${column} follows voter.${rollColumn}`).toBeLessThan(suspicious)
          compared++
        }
      }
    }
    // Credentials, votes and ballots are compared, each by every column, with every column of the roll.
    expect(compared).toBeGreaterThan(100)
  })

  const isTruth = (key: string) => [...truth.values()].includes(key)

  test("the test would notice an officer's file that leaks", () => {
    const eligible = rowsOf("voter").filter(({ rule }) => rule === null)
    const byNumber = ordersOf(eligible, ({ id }) => truth.get(String(id)) ?? "").get("id") ?? []
    expect(correlation(byNumber, [...truth.values()])).toBe(1)
  })
})

describe("values and hashes", () => {
  /** Collects every value outside the roll, in all forms in which it may occur there. */
  function valuesOutside(): Set<string> {
    const values = new Set<string>()
    for (const [table, rows] of tables) {
      if (rollTables.includes(table)) continue
      for (const cell of rows.flatMap((row) => Object.values(row))) {
        if (Buffer.isBuffer(cell)) values.add(cell.toString("hex")).add(cell.toString())
        else values.add(String(cell))
        // These are the words of texts: entries of the journal, acts, ballots.
        for (const word of String(cell).match(/[\p{L}\p{N}+/=_-]{4,}/gu) ?? []) values.add(word)
      }
    }
    return values
  }

  /** Makes values that a careless program might derive from a member. */
  function tracesOf(row: Row): readonly string[] {
    const { uuid } = rehearsal
    const salts = rowsOf("journal_salt").map(({ key }) => key as Buffer)
    const personal = Object.entries(row).filter(
      ([column]) => !["import", "weight", "rule", "found", "grp"].includes(column),
    )
    const texts = personal.map(([, cell]) => String(cell)).filter((text) => text !== "")
    const joined = [...texts, texts.join("|"), texts.join("\n"), JSON.stringify(texts)]
    const salted = joined.flatMap((text) => [text, `${uuid}|${text}`, `${text}|${uuid}`, `issued|${text}`])
    const digests = salted.flatMap((text) => [
      sha256(text),
      hmacSha256(utf8(uuid), text),
      hmacSha256(utf8(text), uuid),
      ...salts.map((salt) => hmacSha256(salt, text)),
    ])
    // Short numbers, such as the line in the file, occur everywhere by chance.
    const plain = texts.filter((text) => text.length > 4)
    return [...plain, ...digests.flatMap((digest) => [hex(digest), base64(digest), base64(digest).replace(/=+$/, "")])]
  }

  test("nothing about a member, plain or hashed, is anywhere outside the roll", () => {
    const outside = valuesOutside()
    const found = rowsOf("voter").flatMap((row) => tracesOf(row).filter((trace) => outside.has(trace)))
    expect(found).toEqual([])
  })

  test("the test would notice the hash of one member number", () => {
    const [row = {}] = rowsOf("voter")
    const planted = valuesOutside().add(hex(sha256(`${rehearsal.uuid}|${String(row["id"])}`)))
    expect(new Set(tracesOf(row).filter((trace) => planted.has(trace))).size).toBe(1)
  })

  test("no credential is derived from what the roll says about its member", () => {
    const keys = new Set(truth.values())
    for (const { id, key } of rowsOf("voter")) {
      for (const text of new Set([String(id), String(key)])) {
        const made = votingKey(rehearsal.uuid, text).publicCredential
        expect(keys.has(hex(pointBytes(made) ?? new Uint8Array()))).toBe(false)
      }
    }
  })
})

describe("weights", () => {
  test("a weight could belong to any member who has it, and cells that are too small are reported", () => {
    const count = (table: string, filter: (row: Row) => boolean) => {
      const weights = new Map<bigint, number>()
      for (const { weight } of rowsOf(table).filter(filter)) {
        weights.set(weight as bigint, (weights.get(weight as bigint) ?? 0) + 1)
      }
      return weights
    }
    const ofMembers = count("voter", ({ rule }) => rule === null)
    expect(count("credential", ({ kind }) => kind === "issued")).toEqual(ofMembers)
    expect([...ofMembers.keys()].sort()).toEqual([1n, 2n, 5n])
    const report = JSON.parse(readFileSync(join(folder, rehearsal.folder, "roll-report.json"), "utf8")) as {
      readonly rareWeights: readonly { readonly weight: string }[]
    }
    const rare = [...ofMembers].filter(([, held]) => held < cell).map(([weight]) => String(weight))
    expect(rare.length).toBeGreaterThan(0)
    expect(report.rareWeights.map(({ weight }) => weight).sort()).toEqual(rare.sort())
  })
})

describe("secrets", () => {
  test("the election file holds no code, no key share, no passphrase", () => {
    const bytes = readFileSync(join(folder, rehearsal.file)).toString("latin1")
    const secrets = [...codes, ...codes.map((code) => code.replaceAll("-", "")), ...holderSecrets.map(scalarText)]
    expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([])
    expect(bytes).not.toContain("AGE-SECRET-KEY")
    expect(codes.length).toBeGreaterThan(members)
  })

  test("the record names nobody and holds no code", () => {
    const record = join(folder, rehearsal.bundle)
    const paths = readdirSync(record, { recursive: true, encoding: "utf8" }).map((name) => join(record, name))
    const files = paths.filter((path) => statSync(path).isFile())
    const text = files.map((path) => readFileSync(path, "utf8")).join("\n")
    expect(
      [...rowsOf("voter").map(({ name }) => String(name)), ...codes].filter((each) => text.includes(each)),
    ).toEqual([])
    // Digits of a member number occur inside longer numbers by chance.
    const numbers = new Set(text.match(/\d+/g))
    expect(rowsOf("voter").filter(({ id }) => numbers.has(String(id)))).toEqual([])
    expect(files.length).toBeGreaterThan(20)
  })
})
