import { fromBase64, hex } from "../core/bytes.ts"
import { safeJson } from "./output.ts"

/**
 * The version of the contract that `docs/json.md` describes. It grows where a reader of the earlier version would
 * misread.
 */
const contract = 2

/**
 * The members with which every object begins: the version, and the command by which its schema is found, unless no
 * command was understood.
 */
export interface Envelope {
  readonly schema: typeof contract
  readonly command?: string
}

/** @param command - its words, such as `ballots import` */
export function envelope(command: string | undefined): Envelope {
  return command === undefined ? { schema: contract } : { schema: contract, command }
}

/** Writes a result as `--json` prints it. */
export function resultJson(begin: Envelope, result: object): string {
  return `${safeJson(JSON.stringify({ ...begin, ...result }, jsonValue, 2))}\n`
}

/** Writes a refusal as an object on one line. */
export function errorJson(begin: Envelope, error: object, beside: object = {}): string {
  return `${safeJson(JSON.stringify({ ...begin, error, ...beside }, jsonValue))}\n`
}

/** Writes a hash as all of JSON does. @param hash - hexadecimal digits, or bytes */
export function hashJson(hash: string | Uint8Array): string {
  return `sha256:${typeof hash === "string" ? hash : hex(hash)}`
}

/** Writes the root of a journal as a hash. Notes and screens have it in base64. */
export function rootJson(root: string): string {
  return hashJson(fromBase64(root) ?? new Uint8Array())
}

/** Votes and weights are bigint inside and decimal strings in JSON, because they may pass 2^53. */
function jsonValue(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value
}
