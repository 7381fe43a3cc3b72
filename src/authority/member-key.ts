import { base64, fromBase64, utf8, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { canonicalJson, tryParseJson } from "../core/json.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Random } from "../core/world.ts"
import type { Sha256 } from "../journal/event.ts"
import { type Act, actHash, actText } from "./act.ts"
import { lossOf } from "./lost-state.ts"

/**
 * A member's signing key, with what it must remember: the acts that it signed, and the highest journal that they named.
 * It is kept in an age file under the member's passphrase.
 */
export interface MemberKey {
  /** The C2SP key name. Keys of rehearsals begin with `rehearsal/`, and neither kind accepts the other. */
  readonly name: string
  readonly seed: Uint8Array
  readonly memory: readonly ElectionMemory[]
}

export interface ElectionMemory {
  readonly uuid: string
  /**
   * The trust anchor: `sha256:` of the text that constituted the authority. Keys of earlier versions learn it with the
   * next act.
   */
  readonly authority?: Sha256
  readonly acts: readonly SignedAct[]
  readonly journal: { readonly size: number; readonly root: string }
}

interface SignedAct {
  readonly number: number
  readonly text: Sha256
  /** Set where a recovery that this key signed went back to before this act. */
  readonly lost?: true
}

const rehearsalPrefix = "rehearsal/"

export function isRehearsalKey(name: string): boolean {
  return name.startsWith(rehearsalPrefix)
}

/** The member to whom a key belongs: the last part of its name. */
export function memberOfKey(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1)
}

export function newMemberKey(name: string, rehearsal: boolean, random: Random): MemberKey {
  return {
    name: rehearsal ? `${rehearsalPrefix}${name}` : name,
    seed: random(32, "authority.member-key", name),
    memory: [],
  }
}

export function memberKeyBytes(key: MemberKey): Uint8Array {
  const memory = key.memory.map(({ uuid, authority, acts, journal }) => ({
    uuid,
    ...(authority === undefined ? {} : { authority }),
    acts: acts.map(({ number, text, lost }) => ({ number, text, ...(lost === undefined ? {} : { lost }) })),
    journal: { ...journal },
  }))
  return utf8(canonicalJson({ format: "urne member key v1", name: key.name, seed: base64(key.seed), memory }))
}

/** @throws UrneError `not-a-member-key`, `newer-format` */
export function parseMemberKey(bytes: Uint8Array, path: string): MemberKey {
  const text = utf8Text(bytes) ?? ""
  const content = tryParseJson(text) as
    { format?: unknown; name?: unknown; seed?: unknown; memory?: unknown } | undefined
  const seed = typeof content?.seed === "string" ? fromBase64(content.seed) : undefined
  if (content?.format !== "urne member key v1" || typeof content.name !== "string" || seed?.length !== 32) {
    refuseNewer(text, path)
    throw new UrneError("not-a-member-key", { path })
  }
  // Whoever wrote the file knew the passphrase, so its form is not checked.
  return { name: content.name, seed, memory: content.memory as readonly ElectionMemory[] }
}

/**
 * Returns the key after it has signed `act`. It never signs two texts of one number, an act whose journal does not
 * extend the highest it has signed, or one that follows another act than the one it knows: whoever shows it such acts
 * shows two different elections.
 *
 * Only an act `recover`, which explicitly says that entries were lost, may go back: it may take a number that was
 * signed before, and its journal need not extend the one remembered. Nothing is forgotten then. The acts from its
 * number on are remembered as lost, and what follows one of them is refused. Otherwise the election that was abandoned
 * could go on beside the recovered one, with signatures of this key under both. A `recover` that does not go back is
 * treated as any other act.
 *
 * @param isExtension - whether the act's journal begins with the entries of this earlier one
 * @param anchor - `sha256:` of the text that constituted the deciding authority: no second one of this election gets a
 * signature, whatever it says was lost
 * @throws UrneError `key-of-other-authority`, `act-contradicts-memory`, `journal-not-extended`
 */
export function rememberAct(
  key: MemberKey,
  act: Act,
  isExtension: (earlier: ElectionMemory["journal"]) => boolean,
  anchor: Sha256,
): MemberKey {
  requireSameAuthority(key, act.uuid, anchor)
  const signed: SignedAct = { number: act.number, text: actHash(actText(act)) }
  const known = key.memory.find(({ uuid }) => uuid === act.uuid)
  const acts = known?.acts ?? []
  const same = standing(acts, signed.number)
  if (same?.text === signed.text) return known === undefined ? key : withMemory(key, { ...known, authority: anchor })
  const isExtended = known === undefined || isExtension(known.journal)
  const goesBack = known !== undefined && (same !== undefined || !isExtended) && givesUp(act, known.journal, isExtended)
  if (!goesBack) {
    if (same !== undefined || isContradicted(acts, signed)) refuse(act)
    if (!isExtended) {
      throw new UrneError("journal-not-extended", { signed: known.journal.size, size: act.journal.size })
    }
    // Only another recovery returns to an election that was abandoned.
    if (act.kind !== "recover" && act.previous !== undefined && isContradicted(acts, act.previous)) refuse(act)
  }
  const kept = goesBack ? acts.map((one) => (one.number < signed.number ? one : { ...one, lost: true as const })) : acts
  const memory = { uuid: act.uuid, authority: anchor, acts: [...kept, signed], journal: act.journal }
  return withMemory(key, memory)
}

/** Returns the key with what it remembers about one election, or the same key where it already remembers that. */
function withMemory(key: MemberKey, memory: ElectionMemory): MemberKey {
  const known = key.memory.find(({ uuid }) => uuid === memory.uuid)
  if (known?.authority === memory.authority && known?.acts === memory.acts) return key
  return { ...key, memory: [...key.memory.filter(({ uuid }) => uuid !== memory.uuid), memory] }
}

/**
 * Requires that this key has signed for no other authority of this election. @throws UrneError `key-of-other-authority`
 */
export function requireSameAuthority({ name, memory }: MemberKey, uuid: string, anchor: Sha256): void {
  const kept = memory.find((one) => one.uuid === uuid)?.authority
  if (kept !== undefined && kept !== anchor) {
    throw new UrneError("key-of-other-authority", { name, kept, found: anchor })
  }
}

/**
 * Whether an act gives up what this key has signed: the entries after the state that the act names, or else all of a
 * journal that somebody saw. An act that was signed over exactly that state was entered after it.
 */
function givesUp(act: Act, { size }: ElectionMemory["journal"], isExtended: boolean): boolean {
  const { seen, kept } = lossOf(act)
  if (kept === undefined) return seen !== undefined
  return isExtended ? size >= kept.size : size > kept.size
}

function standing(acts: readonly SignedAct[], number: number): SignedAct | undefined {
  return acts.find((one) => one.number === number && one.lost !== true)
}

/** Whether this act was lost, or is not the one that was signed under its number. */
function isContradicted(acts: readonly SignedAct[], { number, text }: SignedAct): boolean {
  const known = standing(acts, number)
  if (known !== undefined) return known.text !== text
  return acts.some((one) => one.number === number && one.text === text)
}

function refuse({ number }: Act): never {
  throw new UrneError("act-contradicts-memory", { act: number })
}
