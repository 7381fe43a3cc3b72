import type { ActKind, Phase } from "../core/vocabulary.ts"
import type { Act, Statement } from "./act.ts"

/**
 * Defines what acts of one kind state and do. The authority knows how acts are proposed, signed and put into effect;
 * `lifecycle.ts` tells it in this form what each kind means for an election. `File` is the open election file.
 */
export interface Deed<File> {
  /** The phases in which such an act may be proposed and take effect. */
  readonly phases: readonly Phase[]
  /** Reads back from an act what the proposer gave (an hour, a reason). Everything else is read from the file. */
  readonly given: (act: Act) => readonly Statement[]
  /**
   * Makes everything that the act states, including what was given. It is called again when the act takes effect: if a
   * line differs, what the members signed is no longer true, and the act is stale.
   *
   * @throws UrneError naming all that is missing, when the election is not ready for such an act
   */
  readonly state: (file: File, given: readonly Statement[]) => readonly Statement[]
  /**
   * Returns the phase to which the act leads, if it leads to one, the hour until which that is open, when an urgent
   * suspension ends that goes on, and the wrong instant that the act gives up.
   */
  readonly leadsTo: (
    act: Act,
    before: PhaseBefore,
  ) => { readonly phase?: Phase; readonly closes?: string; readonly until?: string; readonly clock?: string }
  /** Makes further changes, in the same transaction. */
  readonly enact: (file: File, act: Act, now: number) => void
}

/** The phase in which an act takes effect, and when it ends by itself if the vote is suspended urgently. */
export interface PhaseBefore {
  readonly phase: Phase
  /** RFC 3339, UTC. */
  readonly until: string | undefined
}

/** What the authority must know about an election to put its acts into effect. */
export interface Lifecycle<File> {
  readonly deeds: Readonly<Record<ActKind, Deed<File>>>
  /** Returns the archive's last event, or `undefined` before the seal. */
  readonly archiveHead: (file: File) => { readonly height: number; readonly hash: string } | undefined
}
