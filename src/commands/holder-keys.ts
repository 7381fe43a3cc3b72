import type { KeyAccess } from "../authority/member-operations.ts"
import { UrneError } from "../core/error.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import type { SigningKey } from "../notes/key.ts"
import { safe } from "../terminal/output.ts"
import { readSecret, withPassphrase } from "./passphrases.ts"

/** The options of a command for which holders open their files. The nth passphrase file opens the nth key. */
export interface HolderOptions {
  readonly key?: readonly string[]
  readonly passphraseFile?: readonly string[]
}

/**
 * Collects the files that holders open here, and their passphrases. Files that are not named are looked for under the
 * names that the ceremony gives them. At a terminal each holder comes in turn, may try again after a mistake, and may
 * be absent.
 *
 * @param wanted - the holders, in order
 * @throws UrneError `missing-option` if no file is named or found, and nobody can be asked
 */
export async function holderAccesses(
  session: ElectionSession,
  given: HolderOptions,
  wanted: readonly string[],
): Promise<readonly KeyAccess[]> {
  const paths = given.key ?? (await usualPaths(session, wanted))
  // Files of passphrases belong to files of keys, in the order of the holders.
  const areNamed = given.key !== undefined || (given.passphraseFile !== undefined && paths.length > 0)
  if (areNamed || !session.prompt.interactive) {
    if (paths.length === 0) throw new UrneError("missing-option", { option: "--key" })
    const accesses: KeyAccess[] = []
    for (const [i, path] of paths.entries()) {
      const access = await accessTo(session, path, given.passphraseFile?.[i])
      if (access !== undefined) accesses.push(access)
    }
    return accesses
  }
  return inTurn(session, paths, wanted)
}

/** Finds the ceremony's files in this folder. */
async function usualPaths({ file, world }: ElectionSession, wanted: readonly string[]): Promise<readonly string[]> {
  const { holderFileName } = await import("../trustees/ceremony-operations.ts")
  const row = file.election.get()
  const names = wanted.map((holder) => holderFileName(row, holder))
  const found: string[] = []
  for (const name of names) if ((await world.files.kind(name)) === "file") found.push(name)
  return found
}

/** Lets holders come to the terminal one after another: those whose files are here, or all. */
async function inTurn(
  session: ElectionSession,
  found: readonly string[],
  wanted: readonly string[],
): Promise<readonly KeyAccess[]> {
  const { trustees } = session.screen.labels
  const paths = [...found]
  if (paths.length === 0) {
    for (const holder of wanted) {
      const path = await existingFile(session, trustees.keyFileOf(safe(holder)))
      if (path !== "") paths.push(path)
    }
  }
  const accesses: KeyAccess[] = []
  for (const path of paths) {
    const access = await accessTo(session, path, undefined)
    if (access !== undefined) accesses.push(access)
  }
  return accesses
}

/**
 * Asks for an existing file. A name without a file is reported at once, before anybody types a passphrase, and asked
 * for again.
 */
async function existingFile({ world, prompt, show, explain }: ElectionSession, question: string): Promise<string> {
  for (let refused = false; ; refused = true) {
    const path = (await prompt.text(question, "--key", { refused })).trim()
    if (path === "" || (await world.files.kind(path)) !== undefined) return path
    show(explain(new UrneError("file-absent", { path })))
  }
}

/** Returns `undefined` if the holder is absent. */
async function accessTo(
  session: ElectionSession,
  path: string,
  passphraseFile: string | undefined,
): Promise<KeyAccess | undefined> {
  const { openHolderFile } = await import("../trustees/holder-operations.ts")
  const question = session.screen.labels.trustees.passphraseOf(safe(path))
  for (;;) {
    const passphrase = await readSecret(session, question, "--passphrase-file", passphraseFile)
    if (passphrase === "") return undefined
    const access = { path, passphrase }
    if (passphraseFile !== undefined) return access
    try {
      // It is tried at once, while the holder is still at the terminal.
      await openHolderFile(access, session.world)
      return access
    } catch (error) {
      if (!(error instanceof UrneError) || error.code !== "wrong-passphrase") throw error
      session.show(session.explain(error as UrneError))
    }
  }
}

/** Opens the keys with which holders sign, as `urne key new` made them. The nth passphrase file opens the nth key. */
export async function signingKeys(
  session: Session,
  paths: string | readonly string[] = [],
  passphraseFiles: string | readonly string[] = [],
): Promise<readonly SigningKey[]> {
  const keys: SigningKey[] = []
  const [files, secrets] = [[paths].flat(), [passphraseFiles].flat()]
  if (files.length === 0) return keys
  const { openMemberKey } = await import("../authority/member-operations.ts")
  for (const [i, path] of files.entries()) {
    const { key } = await withPassphrase(session, path, secrets[i], (passphrase) =>
      openMemberKey({ path, passphrase }, session.world),
    )
    keys.push({ name: key.name, seed: key.seed })
  }
  return keys
}
