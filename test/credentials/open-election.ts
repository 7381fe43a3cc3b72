import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { authorityTable } from "../../src/authority/table.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import type { Random, World } from "../../src/core/world.ts"
import { credentialTable } from "../../src/credentials/table.ts"
import type { Definition } from "../../src/definition/definition.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { electionTable } from "../../src/definition/table.ts"
import type { NewEvent } from "../../src/journal/event.ts"
import { append, commitTo } from "../../src/journal/operations.ts"
import { readingPath, writeReading } from "../../src/journal/reading.ts"
import { entryIndexOf } from "../../src/journal/entry-index-queries.ts"
import { seenPath } from "../../src/journal/seen.ts"
import { journalTable } from "../../src/journal/table.ts"
import { digestOf } from "../../src/roll/queries.ts"
import { type RollTable, rollTable } from "../../src/roll/table.ts"
import type { Voter } from "../../src/roll/voter.ts"
import { Store } from "../../src/store/store.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import type { Io } from "../../src/terminal/io.ts"
import { witnessTable } from "../../src/witnesses/table.ts"
import { constituteByOne } from "../support/constituted-act.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { noNetwork, uncancelled } from "../support/tools.ts"

export const uuid = "9xDrMnXn4cUuGk"
export const start = Date.UTC(2014, 10, 20, 9)

const text = `name: Élection du président 2014
locale: fr
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
rehearsal: true
questions: [{ question: Qui ?, answers: [Ada, Bo] }]
authority:
  name: Haute Autorité
  quorum: { total: 2 }
  members: [{ id: a, name: A, role: president }, { id: b, name: B }, { id: c, name: C }]
trustees: { mandatory: [k] }
roll: { id: number, name: name, address: [street, code, city], postcode: code, group: region, weight: shares }
credentials: { reserve: 10% }
publish: { cell: 3 }
addresses: ["https://vote.example.fr"]
help: { phone: "+33 1 00 00 00 00", email: aide@example.fr }
`

export function definition(changes: Partial<Definition> = {}): Definition {
  const parsed = parseDefinition(text)
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  return { ...parsed.definition, ...changes }
}

/** These members are invented, with long and foreign names, addresses of several lines, and two groups. */
export function voters(count: number, weightOf: (i: number) => bigint = () => 1n): readonly Voter[] {
  const names = ["Anne-Marie Lefèvre", "Jean-Baptiste de La Roche-sur-Yon d’Estissac", "Νίκος Παπαδόπουλος", "Bo Ng"]
  return Array.from({ length: count }, (_, i) => ({
    id: String(1000 + i),
    name: names[i % names.length] ?? "",
    line: i + 2,
    key: String(1000 + i),
    address: [`${i} rue des Lilas`, ...(i % 3 === 0 ? ["Bâtiment C, escalier 4"] : []), `${97000 - i} VILLE`],
    postcode: String(97000 - i),
    ineligible: undefined,
    group: i % 2 === 0 ? "Nord" : "Sud",
    weight: weightOf(i),
  }))
}

export interface TestElection {
  readonly store: Store
  readonly journal: ReturnType<typeof journalTable>
  readonly election: ReturnType<typeof electionTable>
  readonly authority: ReturnType<typeof authorityTable>
  readonly credentials: ReturnType<typeof credentialTable>
  readonly roll: RollTable
  readonly world: World
  readonly folder: string
  readonly record: (event: NewEvent) => void
  readonly remove: () => void
}

/** Makes an election that is constituted and has its roll, as `generate` needs it. */
export function openElection(
  members: readonly Voter[],
  changes: Partial<Definition> = {},
  store = Store.inMemory(),
): TestElection {
  const tables = {
    store,
    journal: journalTable(store.db),
    election: electionTable(store.db),
    authority: authorityTable(store.db),
    witnesses: witnessTable(store.db),
    credentials: credentialTable(store.db),
    roll: rollTable(store.db),
  }
  const folder = mkdtempSync(join(tmpdir(), "urne-credentials-"))
  const decided = definition(changes)
  const record = (event: NewEvent) => {
    store.write(() => append(tables.journal, start, event))
  }
  store.write(() => {
    tables.election.create({
      uuid,
      rehearsal: decided.rehearsal,
      urnKey: "k",
      definitionText: text,
      definition: decided,
    })
    append(tables.journal, start, {
      type: "election.created",
      phase: "draft",
      uuid,
      rehearsal: decided.rehearsal,
      definition: `sha256:${sha256Hex(text)}`,
    })
    constituteByOne(tables, { uuid, rehearsal: decided.rehearsal, now: start, urnKey: "k" })
  })
  store.write(() => {
    const staging = tables.roll.stage()
    staging.add(members)
    tables.roll.adopt(staging)
  })
  recordRoll(tables, members.length)
  return {
    ...tables,
    world: worldIn(folder),
    folder,
    record,
    remove: () => {
      store.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Records the current roll in the journal. */
export function recordRoll(
  { store, journal, roll }: Pick<TestElection, "store" | "journal" | "roll">,
  eligible: number,
): void {
  const counts = { rows: eligible, eligible, ineligible: 0, refused: 0 }
  store.write(() => {
    const commitment = commitTo(journal, seededRandom("salt"), digestOf(roll))
    append(journal, start, { type: "roll.imported", ...counts, roll: commitment, report: "sha256:00" })
  })
}

/** Makes a machine remember the journal as it is, so that entries without an act or an archive are not new to it. */
export async function rememberOn(
  { journal }: Pick<TestElection, "journal">,
  terminal: { readonly io: () => Pick<Io, "files" | "env"> },
): Promise<void> {
  const { files, env } = terminal.io()
  const path = readingPath(seenPath(env, uuid) ?? "")
  await writeReading(files, path, { index: entryIndexOf(journal), definition: undefined, facts: [], checkpoints: [] })
}

export function worldIn(folder: string, random: Random = seededRandom("credentials")): World {
  return {
    now: () => start,
    random,
    files: diskFiles(folder, Readable.from([]), uncancelled),
    network: noNetwork,
    jobs: 1,
    signal: uncancelled,
    progress: () => undefined,
    software: "urne 0.0.0-test",
  }
}

/** Moves the election to a later phase, as the urn's acts do. */
export function enter({ store, journal }: Pick<TestElection, "store" | "journal">, phase: "sealed" | "frozen"): void {
  const hash = "sha256:00" as const
  const frozen = { ballots: 0, grace: 0, height: 0, head: "" }
  store.write(() => {
    if (phase === "sealed") append(journal, start, { type: "act.effective", act: 2, kind: "seal", text: hash, phase })
    else append(journal, start, { type: "urn.frozen", phase, ...frozen })
  })
}

/** Returns the roll as if it held these members only. */
export function rollOf(election: TestElection, members: readonly Voter[]): RollTable {
  function* all() {
    yield* members
  }
  return { ...election.roll, electors: all, voters: all, votersByPostcode: all }
}
