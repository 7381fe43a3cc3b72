/** Finds key files of members that are at hand, by their content and not by their names. */
import { join } from "node:path"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { Files } from "../core/world.ts"
import type { AuthorityFile } from "./act-queries.ts"
import { provenActs } from "./proven-acts.ts"

/** A member who may still sign, with the key file at hand if there is one. */
export interface RemainingSigner {
  readonly member: string
  readonly name: string
  readonly path: string | undefined
}

/** The most bytes of a public half, which is one line. */
const longest = 4096

/**
 * Lists the members who may still sign an act, each with the key file whose public half (`.pub`, beside it) is the key
 * that counts for them. It looks in the folders, and in a folder `keys` in each.
 */
export async function remainingSigners(
  file: AuthorityFile,
  { act, signed }: { readonly act: number; readonly signed: readonly string[] },
  folders: readonly string[],
  files: Files,
): Promise<readonly RemainingSigner[]> {
  const members = provenActs(file).find(({ stored }) => stored.number === act)?.judge.members ?? []
  const paths = await keyFiles([...new Set(folders.flatMap((folder) => [folder, join(folder, "keys")]))], files)
  return members
    .filter(({ id }) => !signed.includes(id))
    .map(({ id, name, key }) => ({ member: id, name, path: paths.get(key) }))
}

/** Finds key files by the verifier keys of their public halves. */
async function keyFiles(folders: readonly string[], files: Files): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const folder of folders) {
    if ((await files.kind(folder)) !== "folder") continue
    for (const name of (await files.list(folder)).filter((one) => one.endsWith(".pub"))) {
      const publicPath = join(folder, name)
      const path = publicPath.slice(0, -".pub".length)
      if ((await files.kind(publicPath)) !== "file" || (await files.kind(path)) !== "file") continue
      const key = await publicKeyIn(publicPath, files)
      if (key !== undefined && !found.has(key)) found.set(key, path)
    }
  }
  return found
}

/** Returns the one line of a public half, or `undefined` for a file that is unreadable or something else. */
async function publicKeyIn(path: string, files: Files): Promise<string | undefined> {
  try {
    return utf8Text(await files.read(path, longest))?.trim()
  } catch (error) {
    if (error instanceof UrneError) return undefined
    throw error
  }
}
