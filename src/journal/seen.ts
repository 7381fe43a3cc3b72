import { isAbsolute, join } from "node:path"
import { base64, equalBytes, fromBase64, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Files } from "../core/world.ts"
import type { LogHead } from "./log.ts"

/** A state of a journal. */
export type JournalHead = LogHead

/** The journal of an election file, as the comparison needs it. */
export interface FoundJournal {
  readonly size: number
  readonly rootAt: (size: number) => Uint8Array
}

/**
 * Refuses a file that does not continue what this machine has seen: it is an older copy, or has another history.
 *
 * @throws {@link UrneError} `rollback`, `journal-rewritten`
 */
export function requireContinues(seen: JournalHead, found: FoundJournal): void {
  const breach = breachOf(seen, found)
  if (breach === "older") throw new UrneError("rollback", { seen: seen.size, found: found.size })
  if (breach === "another") throw new UrneError("journal-rewritten", { seen: seen.size })
}

/** Says how a log fails to continue what was seen of it: it is an older one, or has another history. */
function breachOf(seen: LogHead, found: FoundJournal): "older" | "another" | undefined {
  if (found.size < seen.size) return "older"
  return equalBytes(found.rootAt(seen.size), seen.root) ? undefined : "another"
}

/** The name of a rehearsal's own state folder, which lies beside its election file and replaces the user's. */
export const rehearsalStateFolder = "rehearsal-state"

/**
 * Returns where this machine keeps the highest state seen of an election: a small file in the user's state folder
 * (`$XDG_STATE_HOME/urne`, or else `~/.local/state/urne`). It lies apart from the election file, so that nobody
 * replaces both with one copy. `undefined` where the environment names neither folder, and nothing is remembered.
 */
export function seenPath(env: Readonly<Record<string, string | undefined>>, uuid: string): string | undefined {
  return statePath(env, uuid, "seen")
}

/** Returns where this machine keeps the highest state seen of the register, the other log of an election. */
export function seenRegisterPath(env: Readonly<Record<string, string | undefined>>, uuid: string): string | undefined {
  return statePath(env, uuid, "register")
}

/** Returns where this machine keeps what else it remembers of an election (`machine-memory.ts`). */
export function memoryPath(env: Readonly<Record<string, string | undefined>>, uuid: string): string | undefined {
  return statePath(env, uuid, "memory")
}

function statePath(
  env: Readonly<Record<string, string | undefined>>,
  uuid: string,
  kind: "seen" | "register" | "memory",
): string | undefined {
  if (!/^[0-9A-Za-z]+$/.test(uuid)) throw new Error("a UUID has letters and digits only")
  const { XDG_STATE_HOME: state, HOME: home } = env
  const folder =
    state !== undefined && isAbsolute(state)
      ? state
      : home !== undefined && isAbsolute(home)
        ? join(home, ".local", "state")
        : undefined
  return folder === undefined ? undefined : join(folder, "urne", kind, uuid)
}

export function seenText({ size, root }: JournalHead): string {
  return `urne seen v1\nsize ${size}\nroot ${base64(root)}\n`
}

/** Reads a state, and returns `undefined` unless writing it again gives the same text. */
export function parseSeen(text: string): JournalHead | undefined {
  const [, sizeText, rootText] = /^urne seen v1\nsize (\d+)\nroot (\S+)\n$/.exec(text) ?? []
  const [size, root] = [Number(sizeText), fromBase64(rootText ?? "")]
  if (!Number.isSafeInteger(size) || root?.length !== 32) return undefined
  return seenText({ size, root }) === text ? { size, root } : undefined
}

/**
 * Reads the highest state seen on this machine, if any.
 *
 * @throws {@link UrneError} `state-damaged`
 */
export async function readSeen(files: Files, path: string): Promise<JournalHead | undefined> {
  if ((await files.kind(path)) === undefined) return undefined
  const text = utf8Text(await files.read(path, 4096)) ?? ""
  const seen = parseSeen(text)
  if (seen === undefined) refuseNewer(text, path)
  if (seen === undefined) throw new UrneError("state-damaged", { path })
  return seen
}

/** Refuses the file unless it continues what was seen. Throws as `readSeen` and `requireContinues`. */
export async function checkSeen(files: Files, path: string, found: FoundJournal): Promise<void> {
  const seen = await readSeen(files, path)
  if (seen !== undefined) requireContinues(seen, found)
}

/**
 * Refuses the register unless it continues what was seen of it.
 *
 * @throws {@link UrneError} `register-rollback`, `register-rewritten`, `state-damaged`
 */
export async function checkSeenRegister(files: Files, path: string, found: FoundJournal): Promise<void> {
  const seen = await readSeen(files, path)
  const breach = seen === undefined ? undefined : breachOf(seen, found)
  if (seen === undefined || breach === undefined) return
  if (breach === "older") throw new UrneError("register-rollback", { seen: seen.size, found: found.size, path })
  throw new UrneError("register-rewritten", { seen: seen.size, path })
}

/**
 * Remembers a state. It keeps a higher one, which another command may have written meanwhile, unless the authority
 * decided to go on from a restored file (`recover`).
 */
export async function recordSeen(
  files: Files,
  path: string,
  head: JournalHead,
  options: { readonly restored?: boolean } = {},
): Promise<void> {
  const seen = options.restored === true ? undefined : await readSeen(files, path)
  if (seen !== undefined && seen.size >= head.size) return
  await files.writeWhole(path, seenText(head), { secret: true, force: "opened" })
}
