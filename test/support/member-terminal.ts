/** A terminal of a member, with a copy of an election under test. */
import { copyFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { memberKeyBytes, newMemberKey } from "../../src/authority/member-key.ts"
import { writeNewKey } from "../../src/authority/member-operations.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { keyNamed, type TestElection } from "../urn/test-election.ts"
import { TestWorld } from "./script.ts"
import { seededRandom } from "./seeded-random.ts"

/** The options by which the member `a` signs there. */
export const signedByA = ["--key", "a.key", "--passphrase-file", "p.txt"]

/** Copies the election as it is now, and the key of the member `a`. */
export async function memberTerminal(of: TestElection): Promise<TestWorld> {
  const world = new TestWorld()
  of.file.store.db.pragma("wal_checkpoint(TRUNCATE)")
  copyFileSync(join(of.folder, "election.urne"), join(world.cwd, "election.urne"))
  const key = { ...newMemberKey("a", false, seededRandom("key")), ...keyNamed("a") }
  const file = { name: "a", path: "a.key", passphrase: "one passphrase for it", rehearsal: true }
  await writeNewKey(file, { secret: memberKeyBytes(key), key: verifierOf(key) }, { ...of.world, ...world.io() })
  writeFileSync(join(world.cwd, "p.txt"), "one passphrase for it\n")
  world.now = of.now + 60_000
  return world
}
