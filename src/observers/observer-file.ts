/** What somebody from outside was shown, as they keep it on their own machine. */
import type { SignedText } from "../authority/carried-text.ts"
import { canonicalJson, tryParseJson } from "../core/json.ts"

/** A signed state of a log, and the proof that it continues the state before it in the file. */
export interface CarriedState {
  /** The checkpoint, a note of the urn, with the cosignatures of witnesses that had come. */
  readonly note: string
  /** RFC 6962 section 2.1.2, in base64. Empty for the first. */
  readonly proof: readonly string[]
}

export interface CarriedLog {
  /**
   * Hashes of the first entries (RFC 6962, of 32 bytes each), joined, in base64: those of the register, and of the journal before
   * the first ballot. By them two people find out whether they were shown one log although each was shown it at another length.
   */
  readonly leaves: string
  /** The shortest first. */
  readonly states: readonly CarriedState[]
}

/** Everything in it is public. It has no ballot, no hour at which one came, and nothing of the register but its roots. */
export interface ObserverFile {
  /** The acts in effect, from which members and the urn's keys follow. */
  readonly acts: readonly SignedText[]
  /** The text of the definition, whose hash the first of them states. */
  readonly definition: string
  /** The notices that were published, each with its signatures, from the first on. */
  readonly notices: readonly string[]
  readonly journal: CarriedLog
  readonly register: CarriedLog
}

const format = "urne observer v1"

/** How long an observer file may be: that of a vote with a thousand notices is shorter. */
export const longestObserverFile = 64 << 20

export function observerFileText({ acts, definition, notices, journal, register }: ObserverFile): string {
  const carried = acts.map(({ text, lines }) => ({ text, lines }))
  const log = ({ leaves, states }: CarriedLog) => ({
    leaves,
    states: states.map(({ note, proof }) => ({ note, proof })),
  })
  const logs = { journal: log(journal), register: log(register) }
  return `${canonicalJson({ format, acts: carried, definition, notices, ...logs })}\n`
}

/** Whether this claims to be an observer file, of any version. */
export function isObserverFile(text: string): boolean {
  return /^\{"acts":\[/.test(text) && /"format":"urne observer v\d+"/.test(text)
}

/** Reads such a file, and returns `undefined` unless writing it again gives the same. */
export function parseObserverFile(source: string): ObserverFile | undefined {
  const value = tryParseJson(source.trimEnd())
  if (!isObject(value)) return undefined
  const { acts, definition, notices, journal, register } = value
  const isSound =
    isListOf(acts, (act) => typeof act["text"] === "string" && isTexts(act["lines"])) &&
    typeof definition === "string" &&
    isTexts(notices) &&
    [journal, register].every(
      (log) =>
        isObject(log) &&
        typeof log["leaves"] === "string" &&
        isListOf(log["states"], ({ note, proof }) => typeof note === "string" && isTexts(proof)),
    )
  const file = { acts, definition, notices, journal, register } as unknown as ObserverFile
  return isSound && observerFileText(file) === source ? file : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function isListOf(value: unknown, isOne: (one: Readonly<Record<string, unknown>>) => boolean): boolean {
  return Array.isArray(value) && value.every((one) => isObject(one) && isOne(one))
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string")
}
