import type { ActKind, Role } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"
import { type ActProgress, type AuthorityFile, currentAuthority, progressNow, storedAct } from "./act-queries.ts"
import { actHash, actText } from "./act.ts"
import type { HolderKeyTerm, UrnKeyTerm } from "./authority.ts"
import type { Lifecycle } from "./deed.ts"
import { type DecidedFile, effectiveActs, provenActs } from "./proven-acts.ts"
import type { ActState } from "./table.ts"

export interface AuthorityList {
  readonly members: readonly {
    readonly id: string
    readonly role: Role
    readonly name: string
    readonly key: string | undefined
  }[]
  readonly acts: readonly {
    readonly number: number
    readonly kind: ActKind
    readonly state: ActState
    readonly signed: readonly string[]
    /** The members in whose names the file has lines that are not their signatures. */
    readonly invalid: readonly string[]
  }[]
  /**
   * Keys of the urn that the authority certified, oldest first, each with the size of the journal from which it signs.
   */
  readonly urnKeys: readonly UrnKeyTerm[]
  /** Keys with which holders of the urn's shares sign, each with the size of the journal from which it counts. */
  readonly holderKeys: readonly HolderKeyTerm[]
  /** `sha256:` of the first act's text, the trust anchor; `undefined` before the constitution is in effect. */
  readonly fingerprint: string | undefined
}

/** Lists members and acts. Before the constitution, the members are those that the definition names. */
export function authorityList<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  now: number,
): AuthorityList {
  const { authority, election } = file
  const keys = authority.memberKeys()
  const standing = currentAuthority(file)
  const members =
    standing?.members ??
    election.get().definition.authority.members.map(({ id, role, name }) => ({ id, role, name, key: keys.get(id) }))
  const acts = provenActs(file).map(({ stored: { number, kind }, signed, invalid }) => {
    const { state } = progressNow(file, lifecycle, { number }, now)
    return { number, kind, state, signed, invalid }
  })
  const { urnKeys = [], holderKeys = [] } = standing ?? {}
  return { members, acts, urnKeys, holderKeys, fingerprint: authorityFingerprint(file) }
}

/** Returns the trust anchor: the hash of the text of the act that constituted the authority. */
export function authorityFingerprint(file: DecidedFile): Sha256 | undefined {
  const [first] = effectiveActs(file, "constitute")
  return first === undefined ? undefined : actHash(actText(first))
}

/** What a decision led to. Once the authority is constituted it includes the fingerprint, to be read aloud. */
export type Constituted = ActProgress & { readonly fingerprint?: Sha256 }

export function withFingerprint(file: AuthorityFile, progress: ActProgress): Constituted {
  const done = progress.kind === "constitute" && progress.state === "effective"
  const fingerprint = done ? authorityFingerprint(file) : undefined
  return fingerprint === undefined ? progress : { ...progress, fingerprint }
}

/**
 * Finds the act of a number, or the last, which is the pending one where an act is pending.
 *
 * @throws UrneError `no-act-pending`, `no-such-act`
 */
export function findAct<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  number: string | undefined,
  now: number,
): ActProgress {
  return progressNow(file, lifecycle, storedAct(file, number), now)
}
