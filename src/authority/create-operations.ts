import { UrneError } from "../core/error.ts"
import { currentFormat } from "../core/format.ts"
import { sha256Hex } from "../core/hash.ts"
import { removingOnRollback } from "../core/remove-on-rollback.ts"
import type { Random, World } from "../core/world.ts"
import { type Definition, holdersOf } from "../definition/definition.ts"
import { electionTable } from "../definition/table.ts"
import { append } from "../journal/operations.ts"
import { journalTable } from "../journal/table.ts"
import { urnKeyText } from "../journal/urn-key.ts"
import { originOf } from "../notes/checkpoint.ts"
import { type VerifierKey, verifierKeyText, verifierOf } from "../notes/key.ts"
import { Store } from "../store/store.ts"
import { isRehearsalKey, memberOfKey } from "./member-key.ts"
import { authorityTable } from "./table.ts"

/** What an election file is made from. */
export interface NewElection {
  readonly definitionText: string
  readonly definition: Definition
  /** The members' keys. Each is for the member whose id ends its name. */
  readonly memberKeys: readonly VerifierKey[]
  readonly witnessKeys: readonly VerifierKey[]
  readonly channelKeys: readonly { readonly channel: string; readonly key: VerifierKey }[]
  /** The keys of holders of the urn's shares. Each is for the holder whose id ends its name. */
  readonly holderKeys: readonly VerifierKey[]
}

export interface CreatedElection {
  readonly uuid: string
  readonly path: string
  readonly urnKeyPath: string
  readonly rehearsal: boolean
}

/** Base58, of which the Belenios specification (section 4.2) requires at least 14 characters for a UUID. */
const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
const uuidLength = 14

/**
 * Makes the urn key's file first, then the election file. If the machine stops in between, the key is an orphan, which
 * the next run reports and does not overwrite.
 *
 * @throws UrneError `election-exists`, `urn-key-orphan`, `member-keys-absent`, `not-a-member`, `same-key-twice`,
 * `key-of-other-world`, `key-of-other-kind`
 */
export async function createElection(
  request: NewElection,
  paths: { readonly file: string; readonly absolute: string; readonly urnKey: string },
  world: World,
): Promise<CreatedElection> {
  const { definition, definitionText } = request
  checkKeys(request)
  requireAllMembers(request)
  if ((await world.files.kind(paths.file)) !== undefined) throw new UrneError("election-exists", { path: paths.file })
  if ((await world.files.kind(paths.urnKey)) !== undefined) {
    throw new UrneError("urn-key-orphan", { path: paths.urnKey, election: paths.file })
  }
  const uuid = drawUuid(world.random)
  const { rehearsal } = definition
  const urnKey = { name: originOf(uuid, rehearsal), seed: world.random(32, "authority.urn-key", uuid) }
  await world.files.writeWhole(paths.urnKey, urnKeyText(urnKey), { secret: true })
  await removingOnRollback(world.files, [paths.urnKey], () => {
    Store.create(paths.absolute, (store) => {
      const journal = journalTable(store.db)
      const authority = authorityTable(store.db)
      store.write(() => {
        const publicKey = verifierKeyText(verifierOf(urnKey))
        electionTable(store.db).create({ uuid, rehearsal, urnKey: publicKey, definitionText, definition })
        for (const key of request.memberKeys) authority.addMemberKey(memberOfKey(key.name), verifierKeyText(key))
        for (const key of request.witnessKeys) authority.addWitness(verifierKeyText(key))
        for (const { channel, key } of request.channelKeys) authority.addChannelKey(channel, verifierKeyText(key))
        for (const key of request.holderKeys) authority.addHolderKey(memberOfKey(key.name), verifierKeyText(key))
        append(journal, world.now(), {
          type: "election.created",
          format: currentFormat,
          phase: "draft",
          uuid,
          rehearsal,
          definition: `sha256:${sha256Hex(definitionText)}`,
        })
      })
    })
  })
  return { uuid, path: paths.file, urnKeyPath: paths.urnKey, rehearsal }
}

/**
 * Requires the keys of all members, because the file accepts none later: it has from the beginning what the authority
 * is made of.
 */
function requireAllMembers({ definition, memberKeys }: NewElection): void {
  const given = new Set(memberKeys.map((key) => memberOfKey(key.name)))
  const members = definition.authority.members.map(({ id }) => id).filter((id) => !given.has(id))
  if (members.length > 0) throw new UrneError("member-keys-absent", { members })
}

function checkKeys({ definition, memberKeys, witnessKeys, channelKeys, holderKeys }: NewElection): void {
  const all = [...memberKeys, ...witnessKeys, ...channelKeys.map(({ key }) => key), ...holderKeys]
  const seen = new Set<string>()
  for (const key of all) {
    if (isRehearsalKey(key.name) !== definition.rehearsal) {
      throw new UrneError("key-of-other-world", { name: key.name, rehearsal: isRehearsalKey(key.name) })
    }
    const bytes = verifierKeyText({ ...key, name: "-" })
    if (seen.has(bytes)) throw new UrneError("same-key-twice", { name: key.name })
    seen.add(bytes)
  }
  for (const { name, kind } of witnessKeys) {
    if (kind !== "cosignature") throw new UrneError("key-of-other-kind", { name, wanted: "cosignature" })
  }
  for (const { key } of channelKeys) {
    if (key.kind !== "note") throw new UrneError("key-of-other-kind", { name: key.name, wanted: "note" })
  }
  const members = definition.authority.members.map(({ id }) => id)
  for (const { name, kind } of memberKeys) {
    if (kind !== "note" || !members.includes(memberOfKey(name))) throw new UrneError("not-a-member", { name })
  }
  const holders = holdersOf(definition.trustees)
  const served = new Set<string>()
  for (const { name, kind } of holderKeys) {
    const holder = memberOfKey(name)
    if (kind !== "note" || !holders.includes(holder)) throw new UrneError("holder-unknown", { holder: name, holders })
    if (served.has(holder)) throw new UrneError("same-key-twice", { name })
    served.add(holder)
  }
  for (const { channel } of channelKeys) {
    if (!definition.channels.includes(channel)) {
      throw new UrneError("invalid-option", {
        option: "--channel-key",
        value: channel,
        wanted: { form: "choice", allowed: definition.channels },
      })
    }
  }
}

/** Draws a UUID, each character equally likely: bytes past the last multiple of 58 are drawn again. */
function drawUuid(random: Random): string {
  let uuid = ""
  while (uuid.length < uuidLength) {
    for (const byte of random(uuidLength, "authority.uuid")) {
      if (byte < 232 && uuid.length < uuidLength) uuid += alphabet[byte % 58] ?? ""
    }
  }
  return uuid
}
