/** Events of the archive, each naming the one before it by its hash (Belenios specification, section 4.4). */
import { utf8, utf8Text } from "../core/bytes.ts"

export type EventType =
  "Setup" | "Ballot" | "EndBallots" | "EncryptedTally" | "Shuffle" | "EndShuffles" | "PartialDecryption" | "Result"

export interface Event {
  /** SHA-256 of the event before, in hexadecimal; absent in the first. */
  readonly parent: string | undefined
  readonly height: number
  readonly type: EventType
  /** SHA-256 of the data record that the event is about, in hexadecimal. */
  readonly payload: string | undefined
}

/**
 * `Setup Ballot* EndBallots EncryptedTally (Shuffle+ EndShuffles)? PartialDecryption+ Result`, as what may follow each
 * event. An archive may stop after any of them.
 */
const followers: Readonly<Record<EventType, readonly EventType[]>> = {
  Setup: ["Ballot", "EndBallots"],
  Ballot: ["Ballot", "EndBallots"],
  EndBallots: ["EncryptedTally"],
  EncryptedTally: ["Shuffle", "PartialDecryption"],
  Shuffle: ["Shuffle", "EndShuffles"],
  EndShuffles: ["PartialDecryption"],
  PartialDecryption: ["PartialDecryption", "Result"],
  Result: [],
}

/** Whether an event may follow one of type `previous`; the first event has none before it. */
export function mayFollow(previous: EventType | undefined, next: EventType): boolean {
  return previous === undefined ? next === "Setup" : followers[previous].includes(next)
}

/** The canonical JSON of an event. */
export function eventBody({ parent, height, type, payload }: Event): Uint8Array {
  // JSON.stringify leaves out what is undefined, as Belenios leaves out absent options.
  return utf8(JSON.stringify({ parent, height, type, payload }))
}

const form =
  /^\{(?:"parent":"([0-9a-f]{64})",)?"height":(0|[1-9][0-9]*),"type":"([A-Za-z]+)"(?:,"payload":"([0-9a-f]{64})")?\}$/

/** The event of these bytes, or `undefined` unless `eventBody` gives them back. */
export function parseEvent(body: Uint8Array): Event | undefined {
  const match = form.exec(utf8Text(body) ?? "")
  if (match === null) return undefined
  const [, parent, height, type = "", payload] = match
  if (!Object.hasOwn(followers, type) || !Number.isSafeInteger(Number(height))) return undefined
  return { parent, height: Number(height), type: type as EventType, payload }
}
