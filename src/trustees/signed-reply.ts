import { MessageFault, readText } from "../belenios/field.ts"
import { canonicalJson } from "../core/json.ts"
import { type HolderReply, holderReplyText, openHolderReply, parseHolderReply } from "../notes/holder-reply.ts"
import type { SigningKey } from "../notes/key.ts"
import { type NoteFault, signNote } from "../notes/note.ts"
import type { JournalPoint } from "./journal-point.ts"
import { answerJson, readAnswer } from "./message-json.ts"
import type { Reply } from "./message.ts"

/**
 * A holder's answer as a signed note (https://c2sp.org/signed-note), under the key that the authority certified for it.
 * It identifies the ceremony by the journal with which it began, so an answer in another ceremony, or to another
 * request, cannot be used again.
 */
export interface SignedReply extends Reply {
  readonly origin: JournalPoint
}

function signedReplyText({ answer, ...reply }: SignedReply): string {
  return holderReplyText({ ...reply, step: answer.step, answer: canonicalJson(answerJson(answer)) })
}

/** Reads a reply, and returns `undefined` unless writing it again gives the same text. */
export function parseSignedReply(text: string): SignedReply | undefined {
  const reply = parseHolderReply(text)
  return reply === undefined ? undefined : answered(reply, text)
}

function answered({ rehearsal, uuid, authority, origin, holder, request, answer: json }: HolderReply, text: string) {
  const answer = readText(json, readAnswer)
  if (answer instanceof MessageFault) return undefined
  const signed: SignedReply = { rehearsal, uuid, authority, origin, holder, request, answer }
  return signedReplyText(signed) === text ? signed : undefined
}

/** Returns the source of the note. */
export function signReply(reply: SignedReply, key: SigningKey): string {
  return signNote(signedReplyText(reply), key)
}

/** Whether a file is a signed reply of any version, and not a message in JSON. */
export function isSignedReply(source: string): boolean {
  return /^urne (?:rehearsal )?trustee reply v/.test(source)
}

/**
 * Returns the reply that a holder signed with one of these keys (C2SP verifier keys), or says what is wrong with the
 * note.
 */
export function openSignedReply(
  source: string,
  keys: readonly string[],
): { readonly reply: SignedReply } | { readonly fault: NoteFault } {
  const opened = openHolderReply(source, keys)
  if ("fault" in opened) return opened
  const reply = answered(opened.reply, holderReplyText(opened.reply))
  return reply === undefined ? { fault: "form" } : { reply }
}
