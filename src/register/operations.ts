import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { World } from "../core/world.ts"
import { appendBody } from "../journal/log-operations.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../notes/key.ts"
import { signatureLine } from "../notes/note.ts"
import { bodyOf, commitmentTo, longestEntry, partsOf, signedTextOf, type UnsignedEntry } from "./entry.ts"
import { type PublishedEntry, type RegisterEvent, signersNeeded } from "./event.ts"
import { nextInstant } from "./instant-queries.ts"
import { type ProvedEntry, provedRegister, type RegisterFile } from "./queries.ts"
import { isPrivate, isPublishedEntry } from "./shape.ts"
import { suffices, termsAt } from "./writer.ts"

/**
 * Appends an event to the register, inside the caller's transaction: that of the change which it records. The instant
 * is added, and private fields are replaced by a commitment.
 *
 * @param keys - who signs it: `signersNeeded` says whose keys count
 * @throws UrneError `no-register`, `not-a-writer`, `signers-missing`, `entry-too-long`, `clock-went-back`,
 * `clock-far-ahead`, `entry-altered`
 */
export function appendEntry(
  file: RegisterFile,
  keys: readonly SigningKey[],
  event: RegisterEvent,
  { now, random }: Pick<World, "now" | "random">,
): ProvedEntry {
  const { register, election } = file
  const { head, terms } = provedRegister(file)
  const at = nextInstant(file, now())
  const { fields, content } = partsOf(event)
  const salt = content === undefined ? undefined : random(32, "register.salt", content)
  const commitment = salt === undefined || content === undefined ? {} : { private: commitmentTo(salt, content) }
  const unsigned = { ...fields, ...commitment, at: instantText(at) } as UnsignedEntry
  const text = signedTextOf(election.get(), head, unsigned)
  const signers = signersFor(event.type, keys, termsAt(terms, at))
  const entry = { ...unsigned, signed: keys.map((key) => signatureLine(text, key)) } as PublishedEntry
  const isWhole =
    isPublishedEntry(entry as never) && (content === undefined || isPrivate(event.type, JSON.parse(content) as never))
  const body = bodyOf(entry)
  if (!isWhole || body.length > longestEntry) throw new UrneError("entry-too-long", {})
  const number = appendBody(register, body)
  if (salt !== undefined && content !== undefined) register.insertPrivate(number, { salt, content })
  return { number, entry, at, signers }
}

function signersFor(
  type: RegisterEvent["type"],
  keys: readonly SigningKey[],
  terms: Parameters<typeof suffices>[1],
): ProvedEntry["signers"] {
  const signers = keys.map((key) => {
    const text = verifierKeyText(verifierOf(key))
    const term = terms.find((one) => verifierKeyText(one.key) === text)
    if (term === undefined) throw new UrneError("not-a-writer", { name: key.name })
    return term
  })
  const needed = signersNeeded[type]
  const members = terms.filter(({ of }) => of === "member").length
  if (!suffices(needed, signers, members) || new Set(signers).size < signers.length) {
    throw new UrneError("signers-missing", {
      members: typeof needed === "string" ? 0 : Math.min(needed.members, members),
    })
  }
  return signers.map(({ id, of }) => ({ id, of }))
}
