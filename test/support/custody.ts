import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { generateX25519Identity, identityToRecipient } from "age-encryption"
import { memberKeyBytes, newMemberKey } from "../../src/authority/member-key.ts"
import { writeNewKey } from "../../src/authority/member-operations.ts"
import type { FileOpener } from "../../src/core/age-file.ts"
import { urnKeyText } from "../../src/journal/urn-key.ts"
import { verifierOf } from "../../src/notes/key.ts"
import type { CopyManifest } from "../../src/custody/copy-manifest.ts"
import { openCopy } from "../../src/custody/copy-reading.ts"
import { keyNamed, type TestElection } from "../urn/test-election.ts"
import { TestWorld } from "./script.ts"
import { seededRandom } from "./seeded-random.ts"

export const signedBy = (name: string) => ["--key", `${name}.key`, "--passphrase-file", "p.txt"]

/** Makes a terminal with a copy of an election as it is now, its urn key, and the keys of these members. */
export async function terminalOf(election: TestElection, ...members: readonly string[]): Promise<TestWorld> {
  const world = new TestWorld()
  election.file.store.db.pragma("wal_checkpoint(TRUNCATE)")
  copyFileSync(join(election.folder, "election.urne"), join(world.cwd, "election.urne"))
  writeFileSync(join(world.cwd, "election.urn-key"), urnKeyText(election.urnKey), { mode: 0o600 })
  writeFileSync(join(world.cwd, "p.txt"), "one passphrase for it\n")
  for (const name of members) {
    const key = { ...newMemberKey(name, false, seededRandom("key")), ...keyNamed(name) }
    const file = { name, path: `${name}.key`, passphrase: "one passphrase for it", rehearsal: true }
    await writeNewKey(file, { secret: memberKeyBytes(key), key: verifierOf(key) }, { ...election.world, ...world.io() })
  }
  world.now = election.now
  return world
}

export interface AgeKey {
  readonly identity: string
  readonly recipient: string
}

export async function ageKey(): Promise<AgeKey> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** Writes an identity as age-keygen does. */
export function writeIdentity(world: TestWorld, name: string, { identity, recipient }: AgeKey): string {
  writeFileSync(join(world.cwd, name), `# created: 2014-11-28T18:00:00Z\n# public key: ${recipient}\n${identity}\n`)
  return name
}

/** Makes another machine, which knows nothing, and carries files there. */
export function anotherMachine(from: TestWorld, ...names: readonly string[]): TestWorld {
  const world = new TestWorld()
  world.now = from.now
  for (const name of names) copyFileSync(join(from.cwd, name), join(world.cwd, name))
  return world
}

/** Opens a copy, and returns what is in it. */
export async function inside(
  path: string,
  opener: FileOpener,
): Promise<{ readonly manifest: CopyManifest; readonly files: ReadonlyMap<string, Buffer> }> {
  const bytes = readFileSync(path)
  const { manifest, parts } = await openCopy(blocksOf(bytes), [opener], path)
  const files = new Map<string, Buffer>()
  for await (const { file, blocks } of parts) {
    const read: Uint8Array[] = []
    for await (const block of blocks) read.push(Uint8Array.from(block))
    files.set(file.name, Buffer.concat(read))
  }
  return { manifest, files }
}

/** Gives bytes in small blocks, as a slow medium does. */
export async function* blocksOf(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

/** Lists what a folder holds, hidden things too. */
export function listed(world: TestWorld, folder = "."): readonly string[] {
  mkdirSync(join(world.cwd, folder), { recursive: true })
  return readdirSync(join(world.cwd, folder)).sort()
}
