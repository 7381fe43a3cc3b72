import type { ChainedAct } from "../authority/act-chain.ts"
import { boolean, elements, type Field, members, MessageFault, readText, string } from "../belenios/message.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { canonicalJson, type Json } from "../core/json.ts"
import type { Sha256 } from "../journal/event.ts"
import type { JournalPoint } from "./journal-point.ts"
import { readJournal, readSha256 } from "./message-json.ts"
import type { CeremonyStep, Step } from "./task.ts"

/**
 * A request to a holder with a certified key, with everything by which its program checks it: the acts by which the
 * members certified the keys of all holders, the definition that these acts name, and every signed reply so far.
 * Nothing in it is secret. Only the journal that it names is taken on the word of whoever keeps the election file.
 */
export interface SignedRequest {
  readonly uuid: string
  readonly rehearsal: boolean
  /** SHA-256 of the act that constituted the authority. */
  readonly authority: Sha256
  readonly holder: string
  /** The journal when the ceremony began. */
  readonly origin: JournalPoint
  readonly asked: Asked
  /** The sources of the notes of all earlier rounds, round by round and holder by holder. */
  readonly replies: readonly string[]
  readonly ground: Ground
}

/** What is asked. Everything that a step of the ceremony needs follows from the replies. */
export type Asked =
  | { readonly step: CeremonyStep }
  /** Carries the structure of the trustees, as the archive's setup will hold it. */
  | { readonly step: "check"; readonly journal: JournalPoint; readonly trustees: string }
  | { readonly step: "decrypt"; readonly tally: string }

export interface Ground {
  readonly definition: string
  /** The acts in effect, from the first on. */
  readonly acts: readonly ChainedAct[]
}

const format = "urne trustee request v2"

export function signedRequestText(request: SignedRequest): string {
  const { definition, acts } = request.ground
  const whole = { ...askedJson(request), definition, acts: acts.map(({ text, lines }) => ({ text, lines })) }
  return `${canonicalJson(whole)}\n`
}

/**
 * The hash by which replies name the request. It covers what is asked and every reply that the request rests on, so two
 * holders who were shown different replies are found out. It does not cover the acts, which the anchor identifies and
 * which may grow between two rounds.
 */
export function signedRequestHash(request: Omit<SignedRequest, "ground">): string {
  return sha256Hex(canonicalJson(askedJson(request)))
}

function askedJson({ uuid, rehearsal, authority, holder, origin, asked, replies }: Omit<SignedRequest, "ground">) {
  return { format, uuid, rehearsal, authority, holder, origin: { ...origin }, asked: askedOf(asked), replies }
}

function askedOf(asked: Asked): Json {
  return asked.step === "check" ? { ...asked, journal: { ...asked.journal } } : { ...asked }
}

/** Whether a file is such a request, of this version. */
export function isSignedRequest(bytes: Uint8Array): boolean {
  const read = readText(utf8Text(bytes) ?? "", ({ value }) => (value as { readonly format?: Json } | null)?.format)
  return read === format
}

/** @throws UrneError `not-a-trustee-message` */
export function parseSignedRequest(bytes: Uint8Array, path: string): SignedRequest {
  const source = utf8Text(bytes) ?? ""
  const request = readText(source, readRequest)
  if (request instanceof MessageFault || signedRequestText(request) !== source) {
    throw new UrneError("not-a-trustee-message", { path })
  }
  return request
}

const names = [
  "format",
  "uuid",
  "rehearsal",
  "authority",
  "holder",
  "origin",
  "asked",
  "replies",
  "definition",
] as const

function readRequest(message: Field): SignedRequest {
  const fields = members(message, [...names, "acts"])
  if (string(fields.format) !== format) throw new MessageFault("format", "value")
  return {
    uuid: string(fields.uuid),
    rehearsal: boolean(fields.rehearsal),
    authority: readSha256(fields.authority),
    holder: string(fields.holder),
    origin: readJournal(fields.origin),
    asked: readAsked(fields.asked),
    replies: elements(fields.replies).map(string),
    ground: {
      definition: string(fields.definition),
      acts: elements(fields.acts).map((each) => {
        const { text, lines } = members(each, ["text", "lines"])
        return { text: string(text), lines: elements(lines).map(string) }
      }),
    },
  }
}

const ceremonySteps: readonly Step[] = ["join", "commit", "deal", "finish"]

function readAsked(field: Field): Asked {
  const step = (field.value as { readonly step?: Json } | null)?.step
  if (step === "check") {
    const { journal, trustees } = members(field, ["step", "journal", "trustees"])
    return { step, journal: readJournal(journal), trustees: string(trustees) }
  }
  if (step === "decrypt") return { step, tally: string(members(field, ["step", "tally"]).tally) }
  const known = ceremonySteps.find((one) => one === string(members(field, ["step"]).step))
  if (known === undefined) throw new MessageFault(field.path, "value")
  return { step: known as CeremonyStep }
}
