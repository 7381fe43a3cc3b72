import { votingKey } from "../belenios/credential.ts"
import { pointBytes } from "../belenios/point-text.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { CredentialsGenerated } from "../journal/event.ts"
import { lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { Elector } from "../roll/voter.ts"
import type { Store } from "../store/store.ts"
import { readCode } from "./code.ts"
import { decryptOfficerFile, type OfficerEntry, type OfficerFile } from "./officer-file.ts"
import { type OfficerKey, openOfficerKey } from "./officer-key.ts"
import { provedKind, stateOf } from "./proof-queries.ts"
import type { CredentialState, CredentialTable } from "./table.ts"

/** The tables that operations on credentials need. */
export interface CredentialFile {
  readonly store: Store
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly credentials: CredentialTable
}

/** How an officer opens the file of codes. */
export interface OfficerAccess {
  /** The path of the officer's file. */
  readonly file: string
  readonly keyPath: string
  readonly passphrase: string
}

/** Returns the entry that registered the credentials. @throws UrneError `credentials-absent` */
export function registration({ journal }: Pick<CredentialFile, "journal">): CredentialsGenerated {
  const entry = lastEntry(journal, "credentials.generated")
  if (entry === undefined) throw new UrneError("credentials-absent", {})
  return entry.event
}

export interface CodeCheck {
  /** Whether a ballot can be cast with the code while the urn is open. It does not say whose it is. */
  readonly opens: boolean
  readonly state: CredentialState | "unknown"
  /** Whether a ballot that was cast with the code is in the urn. If `opens`, another may replace it. */
  readonly voted: boolean
}

/**
 * Says what a code does in this election, without saying whose it is. Whoever has the code may know that it voted, since
 * they may print its receipt again; when, and for what, is not said.
 *
 * @param hasVoted - whether a ballot of this credential, the text of a point, is in the urn
 * @throws UrneError `not-a-code`, `credentials-absent`, `election-file-altered`
 */
export function checkCode(file: CredentialFile, typed: string, hasVoted: (credential: string) => boolean): CodeCheck {
  const code = readCode(typed)
  if (code === undefined) throw new UrneError("not-a-code", {})
  const { uuid, definition } = file.election.get()
  const { publicCredential } = votingKey(uuid, code)
  const kind = file.store.read(() => provedKind(file, pointBytes(publicCredential) ?? new Uint8Array()))
  const state = kind === undefined ? "unknown" : stateOf(kind)
  const voted = kind !== undefined && hasVoted(publicCredential)
  return { opens: state === "usable" && (!voted || definition.revote === "last-counts"), state, voted }
}

/**
 * Opens an officer's key. A rehearsal refuses real keys, and a real election those of rehearsals.
 *
 * @throws UrneError `file-absent`, `wrong-passphrase`, `not-a-secret-file`, `not-an-officer-key`, `key-of-other-world`
 */
export async function readOfficerKey(
  { files }: Pick<World, "files">,
  access: Pick<OfficerAccess, "keyPath" | "passphrase">,
  rehearsal: boolean,
): Promise<OfficerKey> {
  const key = await openOfficerKey(await files.read(access.keyPath), access.passphrase, access.keyPath)
  if (key.rehearsal !== rehearsal) {
    throw new UrneError("key-of-other-world", { name: key.officer, rehearsal: key.rehearsal })
  }
  return key
}

/**
 * Opens the officer's file of this election.
 *
 * @throws UrneError what `readOfficerKey` throws, `not-this-officer`, `not-an-officer-file`, `another-officer-file`
 */
export async function readOfficerFile(
  { election }: Pick<CredentialFile, "election">,
  access: OfficerAccess,
  world: Pick<World, "files">,
): Promise<OfficerFile & { readonly officer: string }> {
  const { uuid, rehearsal } = election.get()
  const key = await readOfficerKey(world, access, rehearsal)
  const opened = await decryptOfficerFile(world.files.stream(access.file), key.identity, access.file)
  if (opened.head.uuid !== uuid) throw new UrneError("another-officer-file", { path: access.file })
  return { ...opened, officer: key.officer }
}

/**
 * Yields the members' entries of an officer's file beside their rows of the roll, both in the order of the member
 * numbers. Only when all were read is it certain that the file is the registered one, and that both name the same
 * members.
 *
 * @throws UrneError `another-officer-file`, `officer-file-roll`, and what reading the entries throws
 */
export async function* besideRoll<Row extends Pick<Elector, "id" | "weight">>(
  file: Pick<CredentialFile, "journal">,
  { entries, digest }: OfficerFile,
  rows: Iterator<Row, void>,
  path: string,
): AsyncGenerator<{ readonly entry: OfficerEntry; readonly row: Row }, void, undefined> {
  let stray: string | undefined
  for await (const entry of entries) {
    if (entry.member === undefined || stray !== undefined) continue
    const row = rows.next().value ?? undefined
    if (row?.id === entry.member && row.weight === entry.weight) yield { entry, row }
    else stray = entry.member
  }
  if (digest() !== registration(file).officerFile) throw new UrneError("another-officer-file", { path })
  stray ??= rows.next().value?.id
  if (stray !== undefined) throw new UrneError("officer-file-roll", { path, member: stray })
}
