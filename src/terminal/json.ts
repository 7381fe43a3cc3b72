import { fromBase64, hex } from "../core/bytes.ts"
import { safeJson } from "./output.ts"

/** The version of the contract that `docs/json.md` describes: it grows where a reader of before would misread. */
const contract = 2

/** What every object begins with: the version, and the command by which its schema is found; none where no command was understood. */
export interface Envelope {
  readonly schema: typeof contract
  readonly command?: string
}

/** @param command - its words: `ballots import` */
export function envelope(command: string | undefined): Envelope {
  return command === undefined ? { schema: contract } : { schema: contract, command }
}

/** A result as `--json` prints it. */
export function resultJson(begin: Envelope, result: object): string {
  return `${safeJson(JSON.stringify({ ...begin, ...result }, jsonValue, 2))}\n`
}

/** A refusal: an object on one line. */
export function errorJson(begin: Envelope, error: object, beside: object = {}): string {
  return `${safeJson(JSON.stringify({ ...begin, error, ...beside }, jsonValue))}\n`
}

/** A hash as JSON has all of them. @param hash - hexadecimal digits, or bytes */
export function hashJson(hash: string | Uint8Array): string {
  return `sha256:${typeof hash === "string" ? hash : hex(hash)}`
}

/** The root of a journal, which notes and screens have in base64, as a hash. */
export function rootJson(root: string): string {
  return hashJson(fromBase64(root) ?? new Uint8Array())
}

/** Votes and weights are bigint inside and decimal strings in JSON: they may pass 2^53. */
function jsonValue(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value
}
