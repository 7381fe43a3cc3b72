/** Makes what the act `appoint` states: a new key of the urn, and keys of holders. */
import { equalBytes } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { holdersOf } from "../definition/definition.ts"
import type { ElectionTable } from "../definition/table.ts"
import { originOf } from "../notes/checkpoint.ts"
import { parseVerifierKey, type VerifierKey, verifierKeyText } from "../notes/key.ts"
import { currentAuthority } from "./act-queries.ts"
import type { Statement } from "./act.ts"
import { appointmentStatements } from "./appointment.ts"
import { keysOf } from "./authority.ts"
import { isRehearsalKey, memberOfKey } from "./member-key.ts"
import type { DecidedFile } from "./proven-acts.ts"

interface AppointFile extends DecidedFile {
  readonly election: ElectionTable
}

/**
 * Makes what the act `appoint` states: a new key of the urn, which replaces the one before it, and keys of holders, in
 * the order in which the definition names them.
 *
 * @param given - `urn-key KEY` and `holder-key KEY`, or what an act states about them
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

/** Reads `KEY`, or `HOLDER KEY` as the act states it. */
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

/** Requires that a key serves one person or the urn, and once. Under another name it would still be the same key. */
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
