/** Finds key files of members that are at hand, by their content and not by their names. */
import { join } from "node:path"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { Files } from "../core/world.ts"
import type { AuthorityFile } from "./act-queries.ts"
import type { Member } from "./constitution.ts"
import { provenActs } from "./proven-acts.ts"

/** A member who may still sign, with the key file at hand if there is one. */
export interface RemainingSigner {
  readonly member: string
  readonly name: string
  readonly path: string | undefined
  /** Whether the public half beside the key file shows that it is theirs. Otherwise only its name says so. */
  readonly publicHalf: boolean
}

/** The most bytes of a public half, which is one line. */
const longest = 4096

/**
 * Lists the members who may still sign an act, each with the key file at hand. It looks in the folders, and in a folder
 * `keys` in each.
 */
export async function remainingSigners(
  file: AuthorityFile,
  { act, signed }: { readonly act: number; readonly signed: readonly string[] },
  folders: readonly string[],
  files: Files,
): Promise<readonly RemainingSigner[]> {
  const members = provenActs(file).find(({ stored }) => stored.number === act)?.judge.members ?? []
  const remaining = members.filter(({ id }) => !signed.includes(id))
  return withKeys(remaining, [...new Set(folders.flatMap((folder) => [folder, join(folder, "keys")]))], files)
}

/**
 * Finds the key file of each member: the one whose public half (`.pub`, beside it) is the key that counts for them, or
 * else one that is named after them and has no public half beside it. Which key that holds is seen when it is opened.
 */
export async function withKeys(
  members: readonly Pick<Member, "id" | "name" | "key">[],
  folders: readonly string[],
  files: Files,
): Promise<readonly RemainingSigner[]> {
  const paths = await keyFiles(folders, files)
  const signers: RemainingSigner[] = []
  for (const { id, name, key } of members) {
    const proven = paths.get(key)
    const path = proven ?? (await keyNamed(id, folders, files))
    signers.push({ member: id, name, path, publicHalf: proven !== undefined })
  }
  return signers
}

/** Finds a key file of this name that lost its public half. */
async function keyNamed(id: string, folders: readonly string[], files: Files): Promise<string | undefined> {
  for (const folder of folders) {
    const path = join(folder, `${id}.key`)
    if ((await files.kind(path)) === "file" && (await files.kind(`${path}.pub`)) === undefined) return path
  }
  return undefined
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
