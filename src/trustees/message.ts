import { boolean, type Field, members, MessageFault, readText, string } from "../belenios/message.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { canonicalJson, type Json } from "../core/json.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Sha256 } from "../journal/event.ts"
import { answerJson, readAnswer, readSha256, readTask, taskJson } from "./message-json.ts"
import type { Task, TaskAnswer } from "./task.ts"

/**
 * The request that travels from the election to a holder who is elsewhere: one file a message, canonical JSON (RFC
 * 8785) and a line feed. Nothing in it is secret. Messages of Belenios are strings in it, so their bytes stay as they
 * are.
 */
export interface Request extends Subject {
  readonly task: Task
}

/** A holder's answer, which names the request by its hash. */
export interface Reply extends Omit<Subject, "election"> {
  readonly request: string
  readonly answer: TaskAnswer
}

/** A reply as it travels unsigned. Only holders without a certified key send it. */
export interface PlainReply extends Reply, Subject {}

interface Subject {
  readonly uuid: string
  readonly rehearsal: boolean
  /**
   * SHA-256 of the act that constituted the authority. It is the trust anchor, which a holder keeps from the first
   * request on.
   */
  readonly authority: Sha256
  /** The election's name, for the reader. */
  readonly election: string
  readonly holder: string
}

const requestFormat = "urne trustee request v1"
const replyFormat = "urne trustee reply v1"

export function requestText(request: Request): string {
  return text({ format: requestFormat, ...subjectJson(request), task: taskJson(request.task) })
}

/** The hash by which a reply names the request that it answers. */
export function requestHash(request: Request): string {
  return sha256Hex(requestText(request))
}

export function replyText(reply: PlainReply): string {
  const { request, answer } = reply
  return text({ format: replyFormat, ...subjectJson(reply), request, answer: answerJson(answer) })
}

/** @throws UrneError `not-a-trustee-message`, `newer-format` */
export function parseRequest(bytes: Uint8Array, path: string): Request {
  return parse(bytes, path, requestText, (message) => {
    const fields = members(message, [...envelope, "task"])
    return { ...subject(fields, requestFormat), task: readTask(fields.task) }
  })
}

/** @throws UrneError `not-a-trustee-message`, `newer-format` */
export function parseReply(bytes: Uint8Array, path: string): PlainReply {
  return parse(bytes, path, replyText, (message) => {
    const fields = members(message, [...envelope, "request", "answer"])
    return { ...subject(fields, replyFormat), request: string(fields.request), answer: readAnswer(fields.answer) }
  })
}

function text(json: Json): string {
  return `${canonicalJson(json)}\n`
}

/** Returns what was read, if writing it again gives the same bytes. */
function parse<T>(bytes: Uint8Array, path: string, write: (value: T) => string, read: (message: Field) => T): T {
  const source = utf8Text(bytes) ?? ""
  const value = readText(source, read)
  if (!(value instanceof MessageFault) && write(value) === source) return value
  refuseNewer(source, path)
  throw new UrneError("not-a-trustee-message", { path })
}

const envelope = ["format", "uuid", "rehearsal", "authority", "election", "holder"] as const

function subject(fields: Readonly<Record<(typeof envelope)[number], Field>>, format: string): Subject {
  if (string(fields.format) !== format) throw new MessageFault(fields.format.path, "value")
  return {
    uuid: string(fields.uuid),
    rehearsal: boolean(fields.rehearsal),
    authority: readSha256(fields.authority),
    election: string(fields.election),
    holder: string(fields.holder),
  }
}

function subjectJson({ uuid, rehearsal, authority, election, holder }: Subject) {
  return { uuid, rehearsal, authority, election, holder }
}
