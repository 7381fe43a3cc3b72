import type { ActKind, Phase } from "../core/vocabulary.ts"
import type { Act, Statement } from "./act.ts"

/**
 * What acts of one kind state and do. The authority knows how acts are proposed, signed and put into effect; what
 * each kind means to an election is told to it, by `lifecycle.ts`, in this form. `File` is the open election file.
 */
export interface Deed<File> {
  /** The phases in which such an act may be proposed and take effect. */
  readonly phases: readonly Phase[]
  /** What the proposer gave (an hour, a reason), read back from an act; everything else is read from the file. */
  readonly given: (act: Act) => readonly Statement[]
  /**
   * Everything that the act states, what was given included. Read again when the act takes effect: if a line differs,
   * what the members signed is no longer so, and the act is stale.
   *
   * @throws UrneError naming all that is missing, when the election is not ready for such an act
   */
  readonly state: (file: File, given: readonly Statement[]) => readonly Statement[]
  /** The phase that the act leads to, when it leads to one, and until which hour it is open; the wrong instant that it gives up. */
  readonly leadsTo: (
    act: Act,
    phase: Phase,
  ) => { readonly phase?: Phase; readonly closes?: string; readonly clock?: string }
  /** Further changes, in the same transaction. */
  readonly enact: (file: File, act: Act, now: number) => void
}

/** What the authority must know of an election to put its acts into effect. */
export interface Lifecycle<File> {
  readonly deeds: Readonly<Record<ActKind, Deed<File>>>
  /** The archive's last event; none before the seal. */
  readonly archiveHead: (file: File) => { readonly height: number; readonly hash: string } | undefined
}
