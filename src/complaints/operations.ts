import { provenActs } from "../authority/proven-acts.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { Complainant, ComplaintOutcome, Observer } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import type { SigningKey } from "../notes/key.ts"
import type {
  ComplaintAnswered,
  ComplaintEntered,
  ComplaintEvent,
  ObservationEntered,
} from "../register/complaint-event.ts"
import { appendEntry } from "../register/operations.ts"
import { provedRegister, type ProvedEntry, type RegisterFile } from "../register/queries.ts"
import type { Store } from "../store/store.ts"
import { complaintsOf } from "./fold.ts"
import { complaintLedger } from "./ledger.ts"
import { requireComplaint } from "./queries.ts"
import type { Text } from "./whole.ts"

interface WrittenFile extends RegisterFile {
  readonly store: Store
}
type Clock = Pick<World, "now" | "random">

/** A new entry, with the number that it got among its kind. */
export interface Numbered extends ProvedEntry {
  readonly rank: number
}

export interface GivenObservation extends Text {
  readonly role: Observer
  readonly name: string | undefined
}

/**
 * Enters an observation, which gets the next number.
 *
 * @throws UrneError what `appendEntry` throws
 */
export function enterObservation(
  file: WrittenFile,
  { role, name, text, published }: GivenObservation,
  keys: readonly SigningKey[],
  world: Clock,
): Numbered {
  return file.store.write(() => {
    const observation = complaintsOf(provedRegister(file).entries).observations.length + 1
    const hidden = { ...(name === undefined ? {} : { name }), ...(published ? {} : { text }) }
    const event: ObservationEntered = {
      ...{ type: "observation.entered", observation, role },
      ...(published ? { text } : {}),
      ...(Object.keys(hidden).length === 0 ? {} : { private: hidden }),
    }
    return { ...append(file, event, keys, world), rank: observation }
  })
}

export interface GivenComplaint extends Text {
  readonly role: Complainant
  readonly name: string
  readonly contact: string | undefined
  readonly incident: number | undefined
  /** In how many hours it has to be answered. */
  readonly hours: number
}

/**
 * Enters a complaint, which gets the next number and the instant by which it has to be answered.
 *
 * @throws UrneError `complaint-refused`, and what `appendEntry` throws
 */
export function enterComplaint(
  file: WrittenFile,
  { role, name, contact, incident, hours, text, published }: GivenComplaint,
  keys: readonly SigningKey[],
  world: Clock,
): Numbered & { readonly due: number } {
  return file.store.write(() => {
    const complaint = complaintsOf(provedRegister(file).entries).complaints.length + 1
    const due = Math.floor(world.now() / 1000) * 1000 + hours * 3_600_000
    const event: ComplaintEntered = {
      ...{ type: "complaint.entered", complaint, role, due: instantText(due) },
      ...(incident === undefined ? {} : { incident }),
      ...(published ? { text } : {}),
      private: { name, ...(contact === undefined ? {} : { contact }), ...(published ? {} : { text }) },
    }
    return { ...append(file, event, keys, world), rank: complaint, due }
  })
}

export interface GivenAnswer extends Text {
  readonly complaint: number
  readonly outcome: ComplaintOutcome
  readonly act: number | undefined
  readonly incident: number | undefined
}

/**
 * Enters an answer to a complaint. One that comes after others puts them right.
 *
 * @throws UrneError `complaint-refused`, and what `appendEntry` throws
 */
export function enterAnswer(
  file: WrittenFile,
  given: GivenAnswer,
  keys: readonly SigningKey[],
  world: Clock,
): Numbered {
  return file.store.write(() => {
    requireAnswerable(file, given)
    const { complaint, outcome, act, incident, text, published } = given
    const answer = requireComplaint(file, complaint).answers.length + 1
    const event: ComplaintAnswered = {
      ...{ type: "complaint.answered", complaint, answer, outcome },
      ...(act === undefined ? {} : { act }),
      ...(incident === undefined ? {} : { incident }),
      ...(published ? { text } : { private: { text } }),
    }
    return { ...append(file, event, keys, world), rank: answer }
  })
}

/**
 * Requires that a complaint can be answered so: that it exists, and that the act that is named is in effect. Commands
 * check this before they open a key.
 *
 * @throws UrneError `complaint-refused`
 */
export function requireAnswerable(
  file: RegisterFile,
  { complaint, act }: Pick<GivenAnswer, "complaint" | "act">,
): void {
  requireComplaint(file, complaint)
  if (act === undefined) return
  const isInEffect = provenActs(file).some(({ stored }) => stored.number === act && stored.state === "effective")
  if (!isInEffect) throw new UrneError("complaint-refused", { complaint, rule: "unknown-act" })
}

/** Appends an event that breaks no rule. */
function append(file: RegisterFile, event: ComplaintEvent, keys: readonly SigningKey[], world: Clock): ProvedEntry {
  const ledger = complaintLedger()
  for (const { entry, at } of provedRegister(file).entries) ledger.take(entry, at)
  const rule = ledger.take(event, Math.floor(world.now() / 1000) * 1000)
  if (rule !== undefined) {
    throw new UrneError("complaint-refused", { complaint: "complaint" in event ? event.complaint : undefined, rule })
  }
  return appendEntry(file, keys, event, world)
}
