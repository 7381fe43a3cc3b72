import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { canonicalJson, type Json, tryParseJson } from "../core/json.ts"
import type { Files } from "../core/world.ts"

/**
 * What this machine remembers of an election besides the highest state it has seen. It serves only for advice: nothing
 * is refused or accepted because of it. It is kept in the user's state folder, so it survives the election file.
 */
export interface MachineMemory {
  /** The last backup made on this machine, and the state of the journal that it holds (base64 of the root). */
  readonly backup?: { readonly size: number; readonly root: string; readonly at: string; readonly path: string }
  /** Which holders helped here to decrypt which tally (SHA-256 in hexadecimal). Their files refuse any other. */
  readonly decrypted?: readonly DecryptedHere[]
}

export interface DecryptedHere {
  readonly holder: string
  readonly tally: string
}

/** Reads the memory, which is empty where it was never written or cannot be read. */
export async function readMemory(files: Files, path: string | undefined): Promise<MachineMemory> {
  if (path === undefined || (await files.kind(path)) !== "file") return {}
  try {
    const kept = tryParseJson(utf8Text(await files.read(path, 1 << 20)) ?? "") as { format?: unknown } | undefined
    return kept?.format === format ? (kept as MachineMemory) : {}
  } catch (error) {
    if (error instanceof UrneError) return {}
    throw error
  }
}

const format = "urne memory v1"

/** Adds to what is remembered. @throws UrneError `state-unwritten` */
export async function remember(files: Files, path: string | undefined, more: MachineMemory): Promise<void> {
  if (path === undefined) return
  const whole = { ...(await readMemory(files, path)), ...more, format }
  try {
    await files.writeWhole(path, `${canonicalJson(whole as unknown as Json)}\n`, { secret: true, force: "opened" })
  } catch (error) {
    if (!(error instanceof UrneError)) throw error
    const { params } = error as UrneError
    throw new UrneError("state-unwritten", { path, cause: "cause" in params ? params.cause : "EIO" }, { cause: error })
  }
}
