/**
 * The text that a holder of the urn's key signs as a reply: for which election and ceremony, to which request, with
 * which answer.
 */
import { parseVerifierKey, type VerifierKey } from "./key.ts"
import { type NoteFault, signedByOne } from "./note.ts"

export interface HolderReply {
  readonly rehearsal: boolean
  readonly uuid: string
  /** SHA-256 of the act that constituted the authority. */
  readonly authority: `sha256:${string}`
  /** The size of the journal when the ceremony began, and its root in base64. */
  readonly origin: { readonly size: number; readonly root: string }
  readonly holder: string
  readonly step: string
  /** SHA-256 of the request, in hexadecimal. */
  readonly request: string
  /** Canonical JSON on one line. `trustees/` knows what each step answers. */
  readonly answer: string
}

export function holderReplyText(reply: HolderReply): string {
  const { rehearsal, uuid, authority, origin, holder, step, request, answer } = reply
  return [
    rehearsal ? "urne rehearsal trustee reply v2" : "urne trustee reply v2",
    `election ${uuid}`,
    `authority ${authority}`,
    `ceremony ${origin.size} ${origin.root}`,
    `holder ${holder}`,
    `step ${step}`,
    `request ${request}`,
    `answer ${answer}`,
    "",
  ].join("\n")
}

const form =
  /^urne (rehearsal )?trustee reply v2\nelection (\w+)\nauthority (sha256:[0-9a-f]{64})\nceremony (\d+) (\S+)\nholder (\S+)\nstep (\w+)\nrequest ([0-9a-f]{64})\nanswer ([^\n]+)\n$/

/** Reads a reply, and returns `undefined` unless writing it again gives the same text. */
export function parseHolderReply(text: string): HolderReply | undefined {
  const [, rehearsal, uuid = "", authority = "", size, root = "", holder = "", step = "", request = "", answer = ""] =
    form.exec(text) ?? []
  const reply: HolderReply = {
    rehearsal: rehearsal !== undefined,
    uuid,
    authority: authority as HolderReply["authority"],
    origin: { size: Number(size), root },
    holder,
    step,
    request,
    answer,
  }
  return holderReplyText(reply) === text ? reply : undefined
}

/** Returns the text of a note, whoever signed it. */
export function noteTextOf(source: string): string {
  return source.slice(0, source.lastIndexOf("\n\n") + 1)
}

/**
 * Returns the reply that a holder signed with one of these keys (C2SP verifier keys), or says what is wrong with the
 * note.
 */
export function openHolderReply(
  source: string,
  keys: readonly string[],
): { readonly reply: HolderReply; readonly signer: VerifierKey } | { readonly fault: NoteFault } {
  const known = keys.flatMap((text) => parseVerifierKey(text) ?? [])
  const opened = signedByOne(source, known)
  if ("fault" in opened) return opened
  const reply = parseHolderReply(opened.text)
  return reply === undefined ? { fault: "form" } : { reply, signer: opened.signer }
}
