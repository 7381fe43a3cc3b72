import { UrneError } from "../../src/core/error.ts"
import type { Content, Files, World } from "../../src/core/world.ts"
import type { Definition, RollRules } from "../../src/definition/definition.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { electionTable } from "../../src/definition/table.ts"
import { append } from "../../src/journal/operations.ts"
import { journalTable } from "../../src/journal/table.ts"
import type { RollFile } from "../../src/roll/queries.ts"
import { rollTable } from "../../src/roll/table.ts"
import { Store } from "../../src/store/store.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { noNetwork, uncancelled } from "../support/tools.ts"

const text = `name: Club
locale: en
timezone: UTC
opens: 2026-01-02T08:00
closes: 2026-01-02T20:00
questions: [{ question: Who?, answers: [Ada, Bo] }]
authority: { name: Board, quorum: { total: 1 }, members: [{ id: a, name: A }] }
trustees: { mandatory: [k] }
roll: { id: id, name: name }
publish: { cell: 1 }
`

/** Has the rules of a small club: `id`, `name`, and what the test adds. */
export const clubRules: RollRules = {
  ...{ asOf: null, id: "id", name: ["name"], address: [], postcode: null, group: null, eligible: {}, weight: null },
}

export function clubDefinition(rules: Partial<RollRules> = {}, cell = 1): Definition {
  const parsed = parseDefinition(text)
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  const { publish, ...rest } = parsed.definition
  return { ...rest, publish: { ...publish, cell }, roll: { ...clubRules, ...rules } }
}

/** Makes an election file in memory, drafted, with this definition. */
export function rollFile(definition: Definition, store = Store.inMemory()): RollFile {
  const { db } = store
  const file = { store, journal: journalTable(db), election: electionTable(db), roll: rollTable(db) }
  store.write(() => {
    file.election.create({ uuid: "9xDrMnXn4cUuGk", rehearsal: false, urnKey: "k", definitionText: text, definition })
    append(file.journal, start, {
      ...{
        type: "election.created",
        phase: "draft",
        uuid: "9xDrMnXn4cUuGk",
        rehearsal: false,
        definition: "sha256:00",
      },
    })
  })
  return file
}

export const start = Date.UTC(2026, 0, 1)

/** Makes a world with these files, to which written ones are added. */
export function memoryWorld(contents: Record<string, Uint8Array | string>): World {
  const bytesOf = (path: string) => {
    const content = contents[path]
    if (content === undefined) throw new UrneError("file-absent", { path })
    return typeof content === "string" ? new TextEncoder().encode(content) : content
  }
  const files: Files = {
    read: (path) => Promise.resolve(bytesOf(path)),
    stream: (path) => blocks(bytesOf(path)),
    kind: (path) => Promise.resolve(path in contents ? "file" : undefined),
    list: () => Promise.resolve(Object.keys(contents)),
    writeWhole: (path, content: Content, options) => {
      if (path in contents && (options?.force ?? false) === false)
        return Promise.reject(new UrneError("file-exists", { path }))
      contents[path] = content as string
      return Promise.resolve()
    },
    remove: (path) => {
      Reflect.deleteProperty(contents, path)
      return Promise.resolve()
    },
    target: (path) => Promise.resolve(path),
    requireWritable: () => Promise.resolve(),
    condition: () => Promise.resolve({ free: 0, readable: undefined }),
    setAside: () => Promise.reject(new Error("no folders here")),
    writeFolder: () => Promise.reject(new Error("no folders here")),
    inWorkshop: () => Promise.reject(new Error("no folders here")),
    place: () => Promise.reject(new Error("no folders here")),
  }
  return {
    ...{ now: () => start, random: seededRandom("roll"), files, network: noNetwork, jobs: 1, software: "urne test" },
    signal: uncancelled,
    progress: () => undefined,
  }
}

/** Blocks are small, so that characters, line ends and rows are cut everywhere. */
// eslint-disable-next-line @typescript-eslint/require-await
export async function* blocks(bytes: Uint8Array, length = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.slice(at, at + length)
}
