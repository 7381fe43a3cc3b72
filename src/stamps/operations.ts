import { bigEndian, equalBytes, fromHex, hex } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import { parseRequest, requestBytes, type TimeStampRequest } from "../notes/time-stamp/request.ts"
import { type StampedThing, type StampSubject, stampSubjects } from "../notes/time-stamp/subject.ts"
import { accuracyOf, openTimeStamp, readReply, type ToldStamp, toldStamp } from "../notes/time-stamp/time-stamp.ts"
import type { Store } from "../store/store.ts"
import { laterThan, type Stampable, stampables, type StampedFile, trustedRoots } from "./queries.ts"

type WritableFile = StampedFile & { readonly store: Store }

export interface RequestedStamp extends StampedThing {
  /** SHA-256 of the bytes to be stamped, in hexadecimal. */
  readonly imprint: string
  readonly policy: string | null
  readonly path: string
}

/**
 * Writes a request for a time-stamping service, and remembers it, so that the reply is recognised.
 *
 * @param wanted.number - of the act, or the size of the checkpoint; the last checkpoint if it is undefined
 * @throws UrneError `nothing-to-stamp`
 */
export async function requestStamp(
  file: WritableFile,
  wanted: { readonly subject: StampSubject; readonly number: number | undefined; readonly policy: string | undefined },
  out: string | undefined,
  { files, random }: Pick<World, "files" | "random">,
): Promise<RequestedStamp> {
  const { subject, policy } = wanted
  const { number, imprint } = requireThing(file, wanted)
  const path = out ?? `${subject}-${number}.tsq`
  await files.requireWritable(path)
  const nonce = random(8, "time-stamp.nonce", `${subject} ${number} ${file.stamps.requests().length}`)
  // The request is remembered before it is written: a lost one can be made again, while an unknown one is of no use.
  file.store.write(() => {
    file.stamps.insertRequest({ nonce: hex(nonce), subject, number, imprint, policy })
  })
  await files.writeWhole(path, requestBytes({ imprint, nonce: bigEndian(nonce), policy }))
  return { subject, number, imprint: hex(imprint), policy: policy ?? null, path }
}

function requireThing(
  file: StampedFile,
  { subject, number }: { readonly subject: StampSubject; readonly number: number | undefined },
): Stampable {
  const things = stampables(file, [subject])
  const found = number === undefined ? things.at(-1) : things.find((one) => one.number === number)
  if (found !== undefined) return found
  throw new UrneError("nothing-to-stamp", { subject, number, numbers: things.map((one) => one.number) })
}

export interface AttachedStamp extends StampedThing {
  readonly stamp: ToldStamp
  /** Whether it is new to the file. */
  readonly added: boolean
  /** What was stamped says of itself that it was made at this instant or later (milliseconds), and the stamp is from before. */
  readonly early: { readonly accuracy: number; readonly stated: number } | undefined
}

/** The largest reply that is read; real ones have a few thousand bytes. */
const mostBytes = 256 * 1024

/**
 * Takes in the reply of a time-stamping service, or a token alone, once it is verified as a stamp of what was
 * requested. Doing so again changes nothing.
 *
 * @param asked - the file of the request, if this election file does not remember it
 * @throws UrneError `time-stamp-refused`, `time-stamp-unasked`, `not-a-time-stamp-request`
 */
export async function attachStamp(
  file: WritableFile,
  path: string,
  asked: string | undefined,
  { files }: Pick<World, "files">,
): Promise<AttachedStamp> {
  const claim = readReply(await files.read(path, mostBytes))
  if ("fault" in claim) throw new UrneError("time-stamp-refused", { path, ...claim.fault })
  const { token, imprint, nonce } = claim
  const thing = thingWith(file, imprint)
  const request = asked === undefined ? rememberedRequest(file, nonce) : await givenRequest(asked, files)
  if (thing === undefined || request === undefined || !equalBytes(request.imprint, imprint)) {
    throw new UrneError("time-stamp-unasked", { path, known: thing !== undefined })
  }
  const stamp = openTimeStamp(token, { imprint, request, roots: trustedRoots(file) })
  if ("fault" in stamp) throw new UrneError("time-stamp-refused", { path, ...stamp.fault })
  const { subject, number } = thing
  const added = file.store.write(() => file.stamps.insert({ subject, number, token }))
  const stated = laterThan(file, thing, stamp)
  const early = stated === undefined ? undefined : { accuracy: accuracyOf(stamp), stated }
  return { subject, number, stamp: toldStamp(stamp), added, early }
}

/** Finds what has this imprint, acts first, and proves nothing of the kinds that come after it. */
function thingWith(file: StampedFile, imprint: Uint8Array): Stampable | undefined {
  for (const subject of stampSubjects) {
    const found = stampables(file, [subject]).find((one) => equalBytes(one.imprint, imprint))
    if (found !== undefined) return found
  }
  return undefined
}

function rememberedRequest(file: StampedFile, nonce: bigint | undefined): TimeStampRequest | undefined {
  const stored = file.stamps.requests().find((one) => bigEndian(fromHex(one.nonce) ?? new Uint8Array()) === nonce)
  if (stored === undefined || nonce === undefined) return undefined
  return { imprint: stored.imprint, nonce, policy: stored.policy }
}

async function givenRequest(path: string, files: World["files"]): Promise<TimeStampRequest> {
  const request = parseRequest(await files.read(path, mostBytes))
  if ("fault" in request) throw new UrneError("not-a-time-stamp-request", { path })
  return request
}
