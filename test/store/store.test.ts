import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { openDatabase } from "../../src/store/sqlite.ts"
import { Store } from "../../src/store/store.ts"
import { refusal } from "../support/refusal.ts"

const root = mkdtempSync(join(tmpdir(), "urne-store-"))
afterAll(() => {
  rmSync(root, { recursive: true })
})
let folder = ""
beforeEach(() => {
  folder = mkdtempSync(join(root, "test-"))
})
const at = (name: string) => join(folder, name)
/** Inserts one row into some table of the schema. */
function insert(store: Store, number: number): void {
  store.db.prepare("INSERT INTO journal_salt (number, key) VALUES (?, zeroblob(32))").run(number)
}
const count = (store: Store) => store.db.prepare<[], number>("SELECT count(*) FROM journal_salt").pluck().get()

describe("opening", () => {
  test("a missing file, a folder, a text, an empty file and another program's database are refused", () => {
    mkdirSync(at("folder"))
    writeFileSync(at("text"), "hello, this is no database\n".repeat(100))
    writeFileSync(at("empty"), "")
    openDatabase(at("other")).exec("CREATE TABLE t (x)").close()
    expect(() => Store.open(at("absent"))).toThrow(refusal("file-absent"))
    expect(existsSync(at("absent"))).toBe(false)
    for (const name of ["folder", "text", "empty", "other"]) {
      expect(() => Store.open(at(name))).toThrow(refusal("not-an-election-file"))
    }
    expect(statSync(at("empty")).size).toBe(0)
  })

  test("a new file is readable by its user only, whatever the umask, and is a single file once closed", () => {
    const before = process.umask(0)
    try {
      const store = Store.open(at("a.urne"), { create: true })
      store.write(() => {
        insert(store, 1)
      })
      for (const name of readdirSync(folder)) expect(statSync(at(name)).mode & 0o777).toBe(0o600)
      store.close()
    } finally {
      process.umask(before)
    }
    expect(readdirSync(folder)).toEqual(["a.urne"])
  })

  test("neither an existing file is replaced, nor a log whose file is gone", () => {
    writeFileSync(at("a.urne"), "precious")
    writeFileSync(at("b.urne-wal"), "precious too")
    expect(() => Store.open(at("a.urne"), { create: true })).toThrow(refusal("file-exists"))
    expect(() => Store.open(at("b.urne"), { create: true })).toThrow(refusal("file-exists"))
    expect(() => Store.open(at("none/c.urne"), { create: true })).toThrow(refusal("file-absent"))
    expect(readdirSync(folder)).toEqual(["a.urne", "b.urne-wal"])
  })

  test("a file is not made if its first rows fail", () => {
    const fill = () => {
      throw new Error("no")
    }
    expect(() => Store.create(at("a.urne"), fill)).toThrow("no")
    expect(readdirSync(folder)).toEqual([])
  })

  test("of two commands that make the same file, the second leaves the first one's file alone", () => {
    const fill = (store: Store) => {
      Store.create(at("a.urne"), (other) => {
        insert(other, 1)
      })
      insert(store, 2)
      insert(store, 3)
    }
    expect(() => {
      Store.create(at("a.urne"), fill)
    }).toThrow(refusal("file-exists"))
    const store = Store.open(at("a.urne"))
    expect(count(store)).toBe(1)
    store.close()
    expect(readdirSync(folder)).toEqual(["a.urne"])
  })

  test("a file that was truncated or overwritten is reported as damaged, not as unwritable", () => {
    Store.open(at("a.urne"), { create: true }).close()
    const whole = readFileSync(at("a.urne"))
    writeFileSync(at("cut.urne"), Uint8Array.from(whole.subarray(0, whole.length / 2)))
    expect(() => Store.open(at("cut.urne"))).toThrow(refusal("election-file-damaged"))
    expect(readdirSync(folder)).toEqual(["a.urne", "cut.urne"])
  })

  test("an unexpected error is blamed on the file if it is damaged, and on us if it is sound", () => {
    Store.open(at("a.urne"), { create: true }).close()
    const nonsense = new TypeError("nonsense")
    const whole = Store.open(at("a.urne"))
    expect(whole.judge(nonsense)).toBe(nonsense)
    const page = whole.db
      .prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'journal_salt'")
      .pluck()
      .get()
    whole.close()
    damage(at("a.urne"), (page ?? 0) - 1, new Uint8Array(4096).fill(0xff))
    const damaged = Store.open(at("a.urne"))
    expect(damaged.judge(nonsense)).toEqual(refusal("election-file-damaged"))
    damaged.close()
  })

  test("a row that the schema refused is reported by the rule that it breaks, not as a bug", () => {
    const store = Store.open(at("a.urne"), { create: true })
    store.db.exec("INSERT INTO archive (id, timestamp) VALUES (1, 5)")
    const thrown = (sql: string): unknown => {
      try {
        store.write(() => store.db.exec(sql))
      } catch (error) {
        return store.judge(error)
      }
      return undefined
    }
    const told = (rule: string) => ({ code: "row-refused", params: { path: at("a.urne"), rule } })
    expect(thrown("INSERT INTO archive (id, timestamp) VALUES (1, 6)")).toMatchObject(
      told("UNIQUE constraint failed: archive.id"),
    )
    expect(thrown("UPDATE archive SET timestamp = 7")).toMatchObject(told("archive is append-only"))
    expect(thrown("SELECT nothing")).toMatchObject({ code: "SQLITE_ERROR" })
    store.close()
  })

  test.each([
    ["below a file", "afile/a.urne", "ENOTDIR"],
    ["a link to itself", "loop", "ELOOP"],
    ["a long name", "n".repeat(300), "ENAMETOOLONG"],
  ])("%s cannot be opened", (_, name, cause) => {
    writeFileSync(at("afile"), "")
    symlinkSync("loop", at("loop"))
    expect(() => Store.open(at(name))).toThrow(
      expect.objectContaining({ code: "election-file-unopenable", params: { path: at(name), cause } }) as Error,
    )
  })

  test("every setting has its required value", () => {
    const store = Store.open(at("a.urne"), { create: true })
    const found = (name: string): unknown => store.db.pragma(name, { simple: true })
    expect({
      journal_mode: found("journal_mode"),
      synchronous: found("synchronous"),
      foreign_keys: found("foreign_keys"),
      recursive_triggers: found("recursive_triggers"),
      trusted_schema: found("trusted_schema"),
      cell_size_check: found("cell_size_check"),
      temp_store: found("temp_store"),
      busy_timeout: found("busy_timeout"),
      application_id: found("application_id"),
    }).toEqual({
      journal_mode: "wal",
      synchronous: 2,
      foreign_keys: 1,
      recursive_triggers: 1,
      trusted_schema: 0,
      cell_size_check: 1,
      temp_store: 2,
      busy_timeout: 5000,
      application_id: Buffer.from("urne").readUInt32BE(),
    })
    store.close()
  })

  test("every table of the schema is STRICT", () => {
    const { db } = Store.inMemory()
    const loose = db.prepare("SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite_%'").all()
    expect(loose).toEqual([])
  })
})

/** Root may write anywhere; `test/process/read-only.test.ts` becomes another user for that case. */
const isRoot = process.getuid?.() === 0

describe.skipIf(isRoot)("a file that may not be written", () => {
  const cases = [
    ["nor its folder", 0o444, 0o555],
    ["but its folder may", 0o444, 0o777],
    ["for its folder may not", 0o666, 0o555],
  ] as const
  beforeEach(() => {
    const store = Store.open(at("a.urne"), { create: true })
    store.write(() => {
      insert(store, 1)
    })
    store.close()
  })
  afterEach(() => {
    chmodSync(folder, 0o700)
  })

  test.each(cases)("%s, can be read, refuses to be written, and gets no file beside it", (_, mode, folderMode) => {
    chmodSync(at("a.urne"), mode)
    chmodSync(folder, folderMode)
    const store = Store.open(at("a.urne"))
    expect(store.read(() => count(store))).toBe(1)
    expect(() => {
      store.requireWritable()
    }).toThrow(refusal("election-file-read-only"))
    expect(() => store.write(() => 1)).toThrow(refusal("election-file-read-only"))
    store.close()
    expect(readdirSync(folder)).toEqual(["a.urne"])
  })

  test("is refused where its log holds what the file lacks", () => {
    writeFileSync(at("a.urne-wal"), "committed")
    chmodSync(at("a.urne"), 0o444)
    chmodSync(folder, 0o555)
    expect(() => Store.open(at("a.urne"))).toThrow(refusal("election-file-read-only"))
  })

  test("cannot be opened if it may not be read either", () => {
    chmodSync(at("a.urne"), 0)
    chmodSync(folder, 0o755)
    expect(() => Store.open(at("a.urne"))).toThrow(refusal("election-file-unopenable"))
  })
})

describe("writing", () => {
  test("a write that throws or is asynchronous leaves nothing", () => {
    const store = Store.inMemory()
    expect(() =>
      store.write(() => {
        insert(store, 1)
        throw new Error("no")
      }),
    ).toThrow("no")
    expect(() =>
      store.write(async () => {
        insert(store, 2)
        await Promise.resolve()
      }),
    ).toThrow("promise")
    expect(count(store)).toBe(0)
    expect(store.write(() => "still works")).toBe("still works")
  })

  test("a write within a write is a bug", () => {
    const store = Store.inMemory()
    expect(() => store.write(() => store.write(() => 1))).toThrow("inside another")
  })

  test("a file is busy while another command writes to it, and the write can be tried again", () => {
    const one = Store.open(at("a.urne"), { create: true })
    const two = Store.open(at("a.urne"))
    two.db.pragma("busy_timeout = 10")
    one.write(() => {
      insert(one, 1)
      expect(() => two.write(() => 1)).toThrow(refusal("busy"))
      expect(two.read(() => count(two))).toBe(0)
    })
    two.write(() => {
      insert(two, 2)
    })
    expect(count(one)).toBe(2)
    one.close()
    two.close()
  })

  test("a command that waits for another says so after a second, and then continues", () => {
    const one = Store.open(at("a.urne"), { create: true })
    const waits: number[] = []
    const began = performance.now()
    const two = Store.open(at("a.urne"), {
      onWait: () => {
        waits.push(performance.now() - began)
        one.db.exec("ROLLBACK")
      },
    })
    one.db.exec("BEGIN IMMEDIATE")
    two.write(() => {
      insert(two, 1)
    })
    two.write(() => {
      insert(two, 2)
    })
    expect(waits).toHaveLength(1)
    expect(waits[0]).toBeGreaterThanOrEqual(900)
    expect(two.db.pragma("busy_timeout", { simple: true })).toBe(5000)
    expect(count(one)).toBe(2)
    one.close()
    two.close()
  })

  test("a command that found the file busy closes it without waiting again", () => {
    const one = Store.open(at("a.urne"), { create: true })
    const two = Store.open(at("a.urne"))
    two.db.pragma("busy_timeout = 10")
    one.write(() => {
      insert(one, 1)
      expect(() => two.write(() => 1)).toThrow(refusal("busy"))
      two.db.pragma("busy_timeout = 60000")
      const began = performance.now()
      two.close()
      // If it waited, it would do so for a whole minute.
      expect(performance.now() - began).toBeLessThan(30_000)
    })
    one.close()
  })

  test("a read sees one state, whatever is committed in the meantime", () => {
    const one = Store.open(at("a.urne"), { create: true })
    const two = Store.open(at("a.urne"))
    const seen = one.read(() => {
      const before = count(one)
      two.write(() => {
        insert(two, 1)
      })
      return [before, count(one)]
    })
    expect(seen).toEqual([0, 0])
    expect(count(one)).toBe(1)
    one.close()
    two.close()
  })

  test("a full disk is reported as a refusal, undoes the write, and ends all writing", () => {
    const store = Store.open(at("a.urne"), { create: true })
    store.write(() => {
      insert(store, 1)
    })
    const pages = store.db.pragma("page_count", { simple: true }) as number
    store.db.pragma(`max_page_count = ${pages + 4}`)
    const fill = () => {
      insert(store, 2)
      store.db.exec("INSERT INTO witness_key VALUES (hex(zeroblob(500000)))")
    }
    expect(() => {
      store.write(fill)
    }).toThrow(refusal("storage"))
    expect(() => store.write(() => 1)).toThrow(refusal("storage"))
    expect(count(store)).toBe(1)
    store.close()
    const again = Store.open(at("a.urne"))
    expect(again.write(() => count(again))).toBe(1)
    again.close()
  })

  test("a misspelt column is reported as a bug", () => {
    const store = Store.inMemory()
    expect(() => store.write(() => store.db.prepare("SELECT nmae FROM migration"))).toThrow("nmae")
  })
})

describe("after a crash", () => {
  /** Copies the files as they are at this moment, as a killed process leaves them. */
  function crash(into: string, names: readonly string[]): string {
    mkdirSync(at(into))
    for (const name of names) copyFileSync(at(name), join(folder, into, name))
    return join(folder, into, "a.urne")
  }

  test("all that was committed is there and nothing else, and the file without its log is older", () => {
    const store = Store.open(at("a.urne"), { create: true })
    store.write(() => {
      insert(store, 1)
    })
    const [whole, alone, half] = store.write(() => {
      for (let number = 2; number < 500; number++) insert(store, number)
      const both = ["a.urne", "a.urne-wal"]
      return [crash("whole", both), crash("alone", ["a.urne"]), crash("half", both)]
    })
    store.close()
    const counted = [whole, alone, half].map((path) => {
      const reopened = Store.open(path)
      const found = reopened.write(() => count(reopened))
      reopened.close()
      return found
    })
    expect(counted).toEqual([1, 0, 1])
  })
})

describe("backup", () => {
  test("holds all that is committed, including the log, as one private file that opens", () => {
    const store = Store.open(at("a.urne"), { create: true })
    store.write(() => {
      insert(store, 1)
    })
    store.backupInto(at("copy.urne"))
    expect(statSync(at("copy.urne")).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(["a.urne", "a.urne-shm", "a.urne-wal", "copy.urne"])
    const copy = Store.open(at("copy.urne"))
    expect(count(copy)).toBe(1)
    copy.close()
    expect(() => {
      store.backupInto(at("copy.urne"))
    }).toThrow(refusal("file-exists"))
    expect(() => {
      store.backupInto(at("none/copy.urne"))
    }).toThrow(refusal("file-absent"))
    store.close()
  })

  test("of a damaged file is refused, and leaves nothing", () => {
    const store = Store.open(at("a.urne"), { create: true })
    for (let i = 0; i < 200; i++) store.db.exec(`INSERT INTO witness_key VALUES ('${i}-${"x".repeat(200)}')`)
    const page = store.db
      .prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'witness_key'")
      .pluck()
      .get()
    store.close()
    const file = Buffer.alloc(4096, 0xff)
    const bytes = Uint8Array.from(file)
    damage(at("a.urne"), (page ?? 0) - 1, bytes)
    const damaged = Store.open(at("a.urne"))
    expect(() => {
      damaged.backupInto(at("copy.urne"))
    }).toThrow(refusal("election-file-damaged"))
    damaged.close()
    expect(readdirSync(folder)).toEqual(["a.urne"])
  })
})

test("a backup that cannot be read back whole is refused, and leaves nothing", () => {
  const store = Store.open(at("a.urne"), { create: true })
  const other = openDatabase(":memory:").exec("CREATE TABLE t (x)").serialize()
  const write = (target: unknown) => {
    writeFileSync(String(target), Uint8Array.from(other))
  }
  vi.spyOn(store.db, "prepare").mockReturnValue({ run: write } as never)
  expect(() => {
    store.backupInto(at("copy.urne"))
  }).toThrow(refusal("storage"))
  expect(existsSync(at("copy.urne"))).toBe(false)
  store.close()
})

function damage(path: string, page: number, bytes: Uint8Array): void {
  const db = openDatabase(path, { readonly: true })
  const size = db.pragma("page_size", { simple: true }) as number
  const content = Uint8Array.from(db.serialize())
  db.close()
  content.set(bytes.subarray(0, size), page * size)
  writeFileSync(path, content)
}
