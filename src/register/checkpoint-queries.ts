/** Proves the signed states of the register, and gives the part of it that is published. */
import { certifiedUrnKeys } from "../authority/act-queries.ts"
import { equalBytes } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { logRoot, publishedLines } from "../journal/log-queries.ts"
import { parseVerifierKey } from "../notes/key.ts"
import { openRegisterCheckpoint } from "./checkpoint.ts"
import { hasRegister, privateContent, provedRegister, type RegisterFile } from "./queries.ts"

/** A state of the register that a key of the urn signed. */
export interface SignedState {
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
  /** The checkpoint, a signed note. */
  readonly note: string
}

/**
 * Lists the signed states of the register, the longest first; none if the election has no register.
 *
 * @param most - how many of them are proved and listed
 * @throws UrneError `election-file-altered`, `entry-altered`, `act-altered`
 */
export function signedStates(file: RegisterFile, most?: number): readonly SignedState[] {
  if (!hasRegister(file)) return []
  const size = file.register.size()
  const keys = certifiedUrnKeys(file).flatMap(({ key }) => parseVerifierKey(key) ?? [])
  return file.register.checkpoints(most).map(({ size: stated, note }) => {
    const opened = openRegisterCheckpoint(note, keys)
    if ("fault" in opened || opened.checkpoint.size !== stated || stated > size) throw altered(stated)
    const { root } = opened.checkpoint
    if (!equalBytes(root, logRoot(file.register, stated))) throw altered(stated)
    return { size: stated, root, note }
  })
}

/** Returns the longest signed state, if there is one. @throws UrneError what `signedStates` throws */
export function lastSignedState(file: RegisterFile): SignedState | undefined {
  return signedStates(file, 1)[0]
}

/** The published part of the register: the entries that its last checkpoint covers. */
export interface PublishedRegister extends SignedState {
  /** The entries, one per line, in blocks of some hundreds. */
  readonly blocks: () => Iterable<Uint8Array>
}

/**
 * Returns the published part of the register, or `undefined` if the urn signed no state of it. Entries after the last
 * checkpoint wait for the next.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`, `act-altered`
 */
export function publishedRegister(file: RegisterFile): PublishedRegister | undefined {
  if (!hasRegister(file)) return undefined
  // It is proved even if nothing of it is signed, so that an altered register never passes for an empty one.
  provedRegister(file)
  const last = lastSignedState(file)
  return last === undefined ? undefined : { ...last, blocks: () => publishedLines(file.register, last.size) }
}

/** What was proved about the register. */
export interface RegisterReport {
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
  /** How many entries the urn signed. */
  readonly signed: number
  readonly checkpoints: number
  /** How many entries have private fields, which fit their commitments. */
  readonly private: number
}

/**
 * Proves the whole register: each entry, its private fields, and each checkpoint.
 *
 * @throws UrneError `no-register`, `entry-altered`, `election-file-altered`, `act-altered`
 */
export function checkRegister(file: RegisterFile): RegisterReport {
  return file.journal.atOnce(() => {
    const { head, entries: found } = provedRegister(file)
    const states = signedStates(file)
    const hidden = found.filter((one) => privateContent(file, one) !== undefined)
    return { ...head, signed: states[0]?.size ?? 0, checkpoints: states.length, private: hidden.length }
  })
}

function altered(size: number): UrneError {
  return new UrneError("election-file-altered", { part: "register", at: String(size) })
}
