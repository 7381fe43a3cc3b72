import { encodePoint } from "../belenios/group.ts"
import { UrneError } from "../core/error.ts"
import { decryptSecret } from "../core/secret-file.ts"
import type { MediumRule } from "../core/vocabulary.ts"
import type { Files } from "../core/world.ts"
import { officerFileDigest } from "../credentials/officer-file.ts"
import { openOfficerKey } from "../credentials/officer-key.ts"
import { registration } from "../credentials/queries.ts"
import { parseHolderFile } from "../trustees/holder-file.ts"
import { provenTrustees } from "../trustees/proven-queries.ts"
import type { ReadMedium } from "./medium.ts"
import type { CustodyReportFile } from "./report-queries.ts"

export interface MediumAccess {
  readonly path: string
  readonly passphrase: string
  /** The file of codes, which an officer's key has to open. */
  readonly codes: string | undefined
}

/**
 * Reads the file that somebody will bring, and says whose key it holds. A trustee's key has to be the one that was
 * published; an officer's has to open the file of codes that was registered.
 *
 * @throws UrneError `medium-refused` with what is wrong, `wrong-passphrase`, `file-absent`, `file-unreadable`,
 * `missing-option` where an officer's key needs the file of codes
 */
export async function readMedium(file: CustodyReportFile, access: MediumAccess, files: Files): Promise<ReadMedium> {
  const { path, passphrase } = access
  const refused = (rule: MediumRule) => new UrneError("medium-refused", { path, rule })
  const content = await files.read(path)
  if (content.length === 0) throw refused("empty")
  const secret = await unlocked(content, passphrase, path, refused)
  if (Buffer.from(secret.subarray(0, 6)).toString("latin1") === "# urne") {
    return readOfficer(file, { ...access, content }, files, refused)
  }
  const { uuid } = file.election.get()
  const held = await attempt(
    () => parseHolderFile(secret, path),
    "not-a-holder-file",
    () => refused("form"),
  )
  if (held.uuid !== uuid) throw refused("election")
  const { pair } = held.key
  const trustee = provenTrustees(file)?.holders.find(({ holder }) => holder === held.holder)
  if (pair === undefined || trustee?.publicKey !== encodePoint(pair.publicKey)) throw refused("key")
  return { medium: "holder", holder: held.holder, pair }
}

async function unlocked(
  content: Uint8Array,
  passphrase: string,
  path: string,
  refused: (rule: MediumRule) => UrneError,
): Promise<Uint8Array> {
  return attempt(
    () => decryptSecret(content, passphrase, path),
    "not-a-secret-file",
    () => refused("damaged"),
  )
}

async function readOfficer(
  file: CustodyReportFile,
  { content, passphrase, path, codes }: MediumAccess & { readonly content: Uint8Array },
  files: Files,
  refused: (rule: MediumRule) => UrneError,
): Promise<ReadMedium> {
  if (codes === undefined) throw new UrneError("missing-option", { option: "--codes" })
  const registered = registration(file).officerFile
  const key = await attempt(
    () => openOfficerKey(content, passphrase, path),
    "not-an-officer-key",
    () => refused("form"),
  )
  const digest = await attempt(
    () => officerFileDigest(files.stream(codes), key.identity, codes),
    "not-this-officer",
    () => refused("key"),
  )
  if (digest !== registered) throw new UrneError("medium-refused", { path: codes, rule: "codes" })
  return { medium: "officer", holder: key.officer, codes: registered }
}

/** Puts the refusal of a medium in the place of the one that says the same of any file. */
async function attempt<T>(work: () => T | Promise<T>, code: UrneError["code"], instead: () => UrneError): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof UrneError && error.code === code ? instead() : error
  }
}
