/** Builds what is appended to an archive for each event: the data that the event needs, then the event. */
import { archiveRecord, type ArchiveRecord } from "./archive.ts"
import { eventBody, type EventType } from "./event.ts"
import { ownedBody, setupDataBody, sizedEncryptedTallyBody } from "./payload.ts"

/** The last event of an archive. */
export interface ArchiveHead {
  readonly type: EventType
  readonly height: number
  /** SHA-256 of the event, in hexadecimal. */
  readonly hash: string
}

/** The content of an event, with the records that it refers to. Shuffles are not written. */
export type EventContent =
  | SetupContent
  | { readonly type: "Ballot"; readonly ballot: Uint8Array }
  | { readonly type: "EndBallots" }
  | EncryptedTallyContent
  | { readonly type: "PartialDecryption"; readonly owner: number; readonly partialDecryption: Uint8Array }
  | { readonly type: "Result"; readonly result: Uint8Array }

interface SetupContent {
  readonly type: "Setup"
  readonly election: Uint8Array
  readonly trustees: Uint8Array
  readonly credentials: Uint8Array
  /** The signature of a Belenios credential authority over the list. We write none. */
  readonly credentialsCertificate?: Uint8Array | undefined
}

interface EncryptedTallyContent {
  readonly type: "EncryptedTally"
  /** Ballots counted: the last of each credential. */
  readonly numTallied: number
  readonly totalWeight: bigint
  readonly encryptedTally: Uint8Array
}

export interface Appended {
  readonly head: ArchiveHead
  /** In the order in which they stand in the archive, where the event comes last. */
  readonly records: readonly ArchiveRecord[]
}

/**
 * Builds the records of the event that follows `head`, in the order that the peer's verifier demands. The caller makes
 * sure that the event may follow (`mayFollow`).
 *
 * @param head - the last event of the archive, `undefined` before the first
 */
export function appendEvent(head: ArchiveHead | undefined, content: EventContent): Appended {
  const data = dataRecords(content)
  const event = { parent: head?.hash, height: nextHeight(head), type: content.type, payload: data.at(-1)?.hash }
  const record = archiveRecord("event", eventBody(event))
  return { head: { type: event.type, height: event.height, hash: record.hash }, records: [...data, record] }
}

/** Height of the event that follows `head`. */
export function nextHeight(head: ArchiveHead | undefined): number {
  return head === undefined ? 0 : head.height + 1
}

/** Lists the data of an event, whose last record is its payload. */
function dataRecords(content: EventContent): readonly ArchiveRecord[] {
  switch (content.type) {
    case "Setup":
      return setupRecords(content)
    case "Ballot":
      return [archiveRecord("data", content.ballot)]
    case "EndBallots":
      return []
    case "EncryptedTally": {
      const tally = archiveRecord("data", content.encryptedTally)
      return [tally, archiveRecord("data", sizedEncryptedTallyBody({ ...content, encryptedTally: tally.hash }))]
    }
    case "PartialDecryption": {
      const share = archiveRecord("data", content.partialDecryption)
      return [share, archiveRecord("data", ownedBody({ owner: content.owner, payload: share.hash }))]
    }
    case "Result":
      return [archiveRecord("data", content.result)]
  }
}

function setupRecords(content: SetupContent): readonly ArchiveRecord[] {
  const election = archiveRecord("data", content.election)
  const trustees = archiveRecord("data", content.trustees)
  const credentials = archiveRecord("data", content.credentials)
  const certificate = content.credentialsCertificate && archiveRecord("data", content.credentialsCertificate)
  const setup = setupDataBody({
    election: election.hash,
    trustees: trustees.hash,
    credentials: credentials.hash,
    credentialsCertificate: certificate?.hash,
  })
  return [election, trustees, credentials, ...(certificate ? [certificate] : []), archiveRecord("data", setup)]
}
