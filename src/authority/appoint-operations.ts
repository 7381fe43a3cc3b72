import { equalBytes, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import { holdersOf } from "../definition/definition.ts"
import type { ElectionTable } from "../definition/table.ts"
import { requirePhase } from "../journal/operations.ts"
import { parseUrnKey, readAnyUrnKey, urnKeyText } from "../journal/urn-key.ts"
import { originOf } from "../notes/checkpoint.ts"
import { parseVerifierKey, type SigningKey, type VerifierKey, verifierKeyText, verifierOf } from "../notes/key.ts"
import { type Statement, statementOf } from "./act.ts"
import { appointmentStatements } from "./appointment.ts"
import { keysOf } from "./authority.ts"
import type { Lifecycle } from "./deed.ts"
import { isRehearsalKey, memberOfKey } from "./member-key.ts"
import { readVerifierKey } from "./member-operations.ts"
import { type AuthorityFile, certifiedUrnKeys, currentAuthority, readAct } from "./operations.ts"
import { type DecidedFile, waitingAct } from "./proven-acts.ts"

interface AppointFile extends DecidedFile {
  readonly election: ElectionTable
}

/**
 * What the act `appoint` states: a new key of the urn, which replaces the one before it, and keys of holders, in the order in
 * which the definition names them.
 *
 * @param given `urn-key KEY` and `holder-key KEY`, or what an act states of them
 * @throws UrneError `given-missing`, `not-a-verifier-key`, `another-urn-key`, `holder-unknown`, `key-of-other-world`,
 * `same-key-twice`
 */
export function appointStatements(file: AppointFile, given: readonly Statement[]): readonly Statement[] {
  const { uuid, rehearsal, definition } = file.election.get()
  const read = (key: string) => given.filter((one) => one.key === key).map(({ value }) => keyOf(value))
  const [urnKeys, holderKeys] = [read("urn-key"), read("holder-key")]
  const [urnKey] = urnKeys
  if (urnKeys.length + holderKeys.length === 0 || urnKeys.length > 1) {
    throw new UrneError("given-missing", { kind: "appoint", option: "--new-urn-key, --as-urn-key, --holder-key" })
  }
  if (urnKey !== undefined) requireUrnKey(urnKey, originOf(uuid, rehearsal))
  const holders = holdersOf(definition.trustees)
  for (const key of holderKeys) requireHolderKey(key, holders, rehearsal)
  requireDistinct(file, [...(urnKey === undefined ? [] : [urnKey]), ...holderKeys])
  return appointmentStatements({
    urnKey: urnKey === undefined ? undefined : verifierKeyText(urnKey),
    holderKeys: holders.flatMap((holder) =>
      holderKeys
        .filter(({ name }) => memberOfKey(name) === holder)
        .map((key) => ({ holder, key: verifierKeyText(key) })),
    ),
  })
}

/** `KEY`, or `HOLDER KEY` as the act states it. */
function keyOf(value: string): VerifierKey {
  const text = value.slice(value.indexOf(" ") + 1)
  const key = parseVerifierKey(text)
  if (key === undefined) throw new UrneError("not-a-verifier-key", { path: text })
  return key
}

function requireUrnKey({ name, kind }: VerifierKey, origin: string): void {
  if (kind !== "note" || name !== origin) throw new UrneError("another-urn-key", { path: name, name, wanted: origin })
}

function requireHolderKey({ name, kind }: VerifierKey, holders: readonly string[], rehearsal: boolean): void {
  if (isRehearsalKey(name) !== rehearsal) {
    throw new UrneError("key-of-other-world", { name, rehearsal: isRehearsalKey(name) })
  }
  const isHolder = kind === "note" && holders.includes(memberOfKey(name))
  if (!isHolder) throw new UrneError("holder-unknown", { holder: name, holders })
}

/** A key serves one person or the urn, and once: under another name it would still be the same key. */
function requireDistinct(file: AppointFile, given: readonly VerifierKey[]): void {
  const authority = currentAuthority(file)
  const known = (authority === undefined ? [] : keysOf(authority)).flatMap((text) => parseVerifierKey(text) ?? [])
  for (const [i, key] of given.entries()) {
    const others = [...known, ...given.slice(0, i)]
    if (others.some(({ publicKey }) => equalBytes(publicKey, key.publicKey))) {
      throw new UrneError("same-key-twice", { name: key.name })
    }
    const isTwice = given.slice(0, i).some(({ name }) => memberOfKey(name) === memberOfKey(key.name))
    if (isTwice) throw new UrneError("same-key-twice", { name: key.name })
  }
}

/**
 * Makes another key of the urn in a file of its own, for an act `appoint` to name. The file is written first: were the machine
 * to stop in between, the next run finds the key there and has it appointed. Nothing is ever written over.
 *
 * @param pathOf the place of the nth key of the urn
 * @returns the key that is to be appointed, and where its secret half lies
 * @throws UrneError `wrong-phase`, `act-pending`, `not-an-urn-key` or `another-urn-key` for what lies there, `file-unwritable`
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
  requireNoOther(file, found)
  const origin = originOf(uuid, rehearsal)
  if (found !== undefined && found.name !== origin) {
    throw new UrneError("another-urn-key", { path, name: found.name, wanted: origin })
  }
  const key = found ?? { name: origin, seed: random(32, "authority.urn-key", `${uuid} ${terms.length + 1}`) }
  if (found === undefined) await files.writeWhole(path, urnKeyText(key), { secret: true })
  return { key: verifierKeyText(verifierOf(key)), path }
}

/** While another act waits, or one about another key, no key is made for nothing. */
function requireNoOther(file: DecidedFile, found: SigningKey | undefined): void {
  const pending = waitingAct(file)
  if (pending === undefined) return
  const own = found === undefined ? undefined : verifierKeyText(verifierOf(found))
  if (pending.kind === "appoint" && own !== undefined && statementOf(readAct(pending), "urn-key") === own) return
  throw new UrneError("act-pending", { act: pending.number, kind: pending.kind })
}

/** The public key of a file that holds a key of the urn, whole or only its public half. @throws UrneError `not-a-verifier-key` */
export async function readUrnKeyGiven(path: string, world: World): Promise<string> {
  const whole = parseUrnKey(utf8Text(await world.files.read(path, 4096)) ?? "")
  return verifierKeyText(whole === undefined ? await readVerifierKey(path, world) : verifierOf(whole))
}
