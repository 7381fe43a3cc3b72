import { createPrivateKey, sign as opensslSign } from "node:crypto"
import { expect, test } from "vitest"
import { base64, fromBase64, fromHex } from "../../src/core/bytes.ts"
import { sha256 } from "../../src/core/hash.ts"
import {
  checkpointText,
  cosign,
  cosignaturesOf,
  openCheckpoint,
  originOf,
  parseCheckpoint,
  signCheckpoint,
} from "../../src/notes/checkpoint.ts"
import { type SigningKey, verifierOf } from "../../src/notes/key.ts"
import { parseNote, signNote, withSignature } from "../../src/notes/note.ts"

const uuid = "9xDrMnXn4cUuGk"
const urn: SigningKey = { name: originOf(uuid, false), seed: new Uint8Array(32).fill(7) }
const press: SigningKey = { name: "witness.example/press", seed: new Uint8Array(32).fill(8) }
const head = { size: 214, root: sha256("root") }

function noteOf(source: string) {
  const note = parseNote(source)
  if (note === undefined) throw new Error("not a note")
  return note
}

test("a checkpoint has three lines, and is signed by the key that its first line names", () => {
  const source = signCheckpoint(head, urn)
  expect(source.split("\n").slice(0, 4)).toEqual([`urne/${uuid}`, "214", base64(head.root), ""])
  expect(openCheckpoint(source, verifierOf(urn))).toEqual({ checkpoint: { origin: urn.name, ...head } })
})

test("the example of the C2SP specification is read and written", () => {
  const text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
  const checkpoint = parseCheckpoint(text)
  expect(checkpoint).toMatchObject({ origin: "example.com/behind-the-sofa", size: 20852163 })
  expect(checkpoint && checkpointText(checkpoint)).toBe(text)
})

const text = checkpointText({ origin: urn.name, ...head })
test.each([
  ["a leading zero", text.replace("214", "0214")],
  ["a sign", text.replace("214", "+214")],
  ["a fraction", text.replace("214", "214.0")],
  ["a size beyond 2^53", text.replace("214", "9007199254740993")],
  ["no root", `${urn.name}\n214\n\n`],
  ["a short root", `${urn.name}\n214\n${base64(head.root.subarray(1))}\n`],
  ["an extension line", `${text}extension\n`],
  ["an empty origin", text.replace(urn.name, "")],
  ["a wrong root of the empty journal", text.replace("214", "0")],
])("a checkpoint with %s is refused", (_, text) => {
  expect(parseCheckpoint(text)).toBeUndefined()
  expect(openCheckpoint(signNote(text, urn), verifierOf(urn))).toEqual({ fault: "form" })
})

test("a rehearsal's checkpoint, another election's and an unsigned one are each refused", () => {
  const rehearsal = { ...urn, name: originOf(uuid, true) }
  expect(openCheckpoint(signCheckpoint(head, rehearsal), verifierOf(urn))).toEqual({ fault: "unsigned" })
  const borrowed = signNote(checkpointText({ origin: rehearsal.name, ...head }), urn)
  expect(openCheckpoint(borrowed, verifierOf(urn))).toEqual({ fault: "origin" })
  expect(openCheckpoint(signCheckpoint(head, press), verifierOf(urn))).toEqual({ fault: "unsigned" })
})

test("a cosignature made by another implementation is verified", () => {
  const { text } = noteOf(signCheckpoint(head, urn))
  const prefix = fromHex("302e020100300506032b657004220420") ?? new Uint8Array()
  const key = createPrivateKey({ key: Buffer.concat([prefix, press.seed]), format: "der", type: "pkcs8" })
  const signature = opensslSign(null, Buffer.from(`cosignature/v1\ntime 1679315147\n${text}`), key)
  // The specification's example has this timestamp, in eight bytes.
  const timestamp = fromHex("00000000641850cb") ?? new Uint8Array()
  const { id, name } = verifierOf(press, "cosignature")
  const bytes = Uint8Array.from(Buffer.concat([timestamp, signature]))
  expect(cosign(text, press, 1679315147999)).toEqual({ id, name, bytes })
  const note = { text, signatures: [{ id, name, bytes }] }
  expect(cosignaturesOf(note, [verifierOf(press, "cosignature")])).toEqual({
    valid: [{ witness: verifierOf(press, "cosignature"), at: 1679315147000 }],
    forged: [],
  })
})

test("a cosignature counts only for its checkpoint, its witness and its time", () => {
  const note = noteOf(signCheckpoint(head, urn))
  const cosigned = withSignature(note, cosign(note.text, press, 1_417_200_000_000))
  const witness = verifierOf(press, "cosignature")
  expect(cosignaturesOf(cosigned, [witness]).valid).toHaveLength(1)
  // The urn's own signature is kept and still counts.
  expect(cosigned.signatures.map(({ name }) => name)).toEqual([urn.name, press.name])

  const later = { text: note.text.replace("214", "215"), signatures: cosigned.signatures }
  expect(cosignaturesOf(later, [witness])).toMatchObject({ valid: [], forged: [{ name: press.name }] })

  const moved = cosigned.signatures.map((one) => ({ ...one, bytes: one.bytes.with(7, (one.bytes[7] ?? 0) ^ 1) }))
  expect(cosignaturesOf({ ...note, signatures: moved }, [witness])).toMatchObject({ valid: [], forged: [{}] })

  const other = verifierOf({ ...press, seed: urn.seed }, "cosignature")
  const member = { ...witness, kind: "note" as const }
  expect(cosignaturesOf(cosigned, [other, verifierOf(press), member])).toEqual({ valid: [], forged: [] })

  const short = [0, 7, 8, 71, 73].map((length) => new Uint8Array(length))
  for (const bytes of short)
    expect(cosignaturesOf({ ...note, signatures: [{ ...witness, bytes }] }, [witness]).valid).toEqual([])
})

test("a plain signature is no cosignature", () => {
  const note = noteOf(signNote(text, press))
  const witness = verifierOf(press, "cosignature")
  const disguised = { text, signatures: note.signatures.map((one) => ({ ...one, id: witness.id })) }
  expect(cosignaturesOf(note, [witness])).toEqual({ valid: [], forged: [] })
  expect(cosignaturesOf(disguised, [witness])).toMatchObject({ valid: [], forged: [{}] })
})

test("the empty journal has the hash of the empty string as its root", () => {
  const root = fromBase64("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=") ?? new Uint8Array()
  expect(parseCheckpoint(checkpointText({ origin: urn.name, size: 0, root }))).toBeDefined()
})
