import { isAgeIdentity } from "../core/age-file.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { decryptSecret } from "../core/secret-file.ts"
import type { Files } from "../core/world.ts"

/** Longer than any file of identities. */
const longest = 1 << 20

/**
 * Reads the secret keys of a file as `age-keygen` writes it, with lines of comment, or of one that `age -p` encrypted
 * with a passphrase.
 *
 * @param passphrase - asked for where the file has one
 * @throws UrneError `not-an-identity`, `wrong-passphrase`, `file-absent`
 */
export async function readIdentities(
  path: string,
  files: Files,
  passphrase: () => Promise<string>,
): Promise<readonly string[]> {
  const content = await files.read(path, longest)
  const bytes = isLocked(content) ? await decryptSecret(content, await passphrase(), path) : content
  const lines = (utf8Text(bytes) ?? "").split("\n").map((line) => line.trim())
  const found = lines.filter((line) => line !== "" && !line.startsWith("#"))
  if (found.length === 0 || !found.every(isAgeIdentity)) throw new UrneError("not-an-identity", { path })
  return found
}

/** Whether the file of identities is itself an age file. */
function isLocked(content: Uint8Array): boolean {
  const start = Buffer.from(content.subarray(0, 64)).toString("latin1")
  return /^(?:\u00ef\u00bb\u00bf)?\s*(?:age-encryption\.org\/|-----BEGIN AGE)/.test(start)
}
