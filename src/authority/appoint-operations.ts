import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import { requirePhase } from "../journal/operations.ts"
import { parseUrnKey, readAnyUrnKey, urnKeyText } from "../journal/urn-key.ts"
import { originOf } from "../notes/checkpoint.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../notes/key.ts"
import { type AuthorityFile, certifiedUrnKeys, livingAct, readAct } from "./act-queries.ts"
import { statementOf } from "./act.ts"
import type { Lifecycle } from "./deed.ts"
import { readVerifierKey } from "./member-operations.ts"
import type { StoredAct } from "./table.ts"

/**
 * Makes another key of the urn in a file of its own, for an act `appoint` to name. The file is written first: if the
 * machine stops in between, the next run finds the key there and has it appointed. Nothing is ever overwritten.
 *
 * @param pathOf - returns the place of the nth key of the urn
 * @returns the key to be appointed, and where its secret half is
 * @throws UrneError `wrong-phase`, `act-pending`, `not-an-urn-key` or `another-urn-key` for what is there,
 * `file-unwritable`
 */
export async function makeUrnKey<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  pathOf: (term: number) => string,
  { files, random, now }: Pick<World, "files" | "random" | "now">,
): Promise<{ readonly key: string; readonly path: string }> {
  file.store.requireWritable()
  requirePhase(file.journal, now(), ...lifecycle.deeds.appoint.phases)
  const { uuid, rehearsal } = file.election.get()
  const terms = certifiedUrnKeys(file)
  const path = pathOf(terms.length + 1)
  const found = (await files.kind(path)) === undefined ? undefined : await readAnyUrnKey(files, path)
  requireNoOther(livingAct(file, lifecycle, now()), found)
  const origin = originOf(uuid, rehearsal)
  if (found !== undefined && found.name !== origin) {
    throw new UrneError("another-urn-key", { path, name: found.name, wanted: origin })
  }
  const key = found ?? { name: origin, seed: random(32, "authority.urn-key", `${uuid} ${terms.length + 1}`) }
  if (found === undefined) await files.writeWhole(path, urnKeyText(key), { secret: true })
  return { key: verifierKeyText(verifierOf(key)), path }
}

/** Refuses while another act, or one about another key, is pending, so that no key is made in vain. */
function requireNoOther(pending: StoredAct | undefined, found: SigningKey | undefined): void {
  if (pending === undefined) return
  const own = found === undefined ? undefined : verifierKeyText(verifierOf(found))
  if (pending.kind === "appoint" && own !== undefined && statementOf(readAct(pending), "urn-key") === own) return
  throw new UrneError("act-pending", { act: pending.number, kind: pending.kind })
}

/**
 * Reads the public key from a file that holds a key of the urn, or only its public half. @throws UrneError
 * `not-a-verifier-key`
 */
export async function readUrnKeyGiven(path: string, world: World): Promise<string> {
  const whole = parseUrnKey(utf8Text(await world.files.read(path, 4096)) ?? "")
  return verifierKeyText(whole === undefined ? await readVerifierKey(path, world) : verifierOf(whole))
}
