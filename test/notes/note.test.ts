import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type SigningKey, verifierOf } from "../../src/notes/key.ts"
import {
  isNoteText,
  noteSource,
  parseNote,
  signedText,
  signersOf,
  signNote,
  signText,
  withSignature,
} from "../../src/notes/note.ts"

const key = (name: string, fill: number): SigningKey => ({ name, seed: new Uint8Array(32).fill(fill) })
const [anne, bruno, carole] = [key("example/anne", 1), key("example/bruno", 2), key("example/carole", 3)]
const text = "urne act v1\nact 2 seal\n"

/** Parses a note that the test knows to be sound. */
function noteOf(source: string) {
  const note = parseNote(source)
  if (note === undefined) throw new Error("not a note")
  return note
}

describe("the published example of Go's golang.org/x/mod/sumdb/note", () => {
  // Its seed is in its documentation: PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz
  const seed = Uint8Array.from(Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1))
  const peter = { name: "PeterNeumann", seed }
  const published =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

  test("is verified", () => {
    expect(signersOf(noteOf(published), [verifierOf(peter)])).toEqual({ valid: [verifierOf(peter)], forged: [] })
  })
  test("is what we write with its key", () => {
    expect(signNote(noteOf(published).text, peter)).toBe(published)
  })
})

test("the note of the C2SP specification, with an empty line in its text, is read and written", () => {
  const source =
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n" +
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
  const note = noteOf(source)
  expect(note.text.split("\n")).toHaveLength(5)
  expect(note.signatures).toMatchObject([{ name: "quasimodo.example/salvatore", id: "367ba04b" }])
  expect(noteSource(note)).toBe(source)
})

test("signatures keep their order, and count once per key; those of unknown keys never count", () => {
  const note = noteOf(signNote(text, carole, anne, carole, bruno))
  expect(note.signatures.map(({ name }) => name)).toEqual([carole, anne, carole, bruno].map(({ name }) => name))
  const { valid, forged } = signersOf(note, [verifierOf(anne), verifierOf(carole)])
  expect(valid.map(({ name }) => name)).toEqual([carole.name, anne.name])
  expect(forged).toEqual([])
})

test("a signature of a known key over another text is reported as forged", () => {
  const note = { text, signatures: [signText(text, anne), signText("urne act v1\nact 3 open\n", bruno)] }
  const { valid, forged } = signersOf(note, [verifierOf(anne), verifierOf(bruno)])
  expect(valid).toEqual([verifierOf(anne)])
  expect(forged).toEqual([note.signatures[1]])
})

test("a signature by another key of the same name is ignored, and not reported as forged", () => {
  const impostor = { ...anne, seed: bruno.seed }
  const { valid, forged } = signersOf(noteOf(signNote(text, impostor)), [verifierOf(anne)])
  expect([valid, forged]).toEqual([[], []])
})

test("a witness's key does not sign as a member", () => {
  const note = noteOf(signNote(text, anne))
  // Four bytes of id can be made to collide, so the kind decides too.
  for (const witness of [verifierOf(anne, "cosignature"), { ...verifierOf(anne), kind: "cosignature" as const }]) {
    expect(signersOf(note, [witness]).valid).toEqual([])
  }
})

test("adding a signature that is there already changes nothing", () => {
  const note = noteOf(signNote(text, anne))
  expect(withSignature(note, signText(text, anne))).toBe(note)
  expect(noteSource(withSignature(note, signText(text, bruno)))).toBe(signNote(text, anne, bruno))
})

test("the signed text is returned only if the key itself signed it", () => {
  const forged = noteSource({ text, signatures: [signText("other\n", anne)] })
  expect(signedText(signNote(text, bruno, anne), verifierOf(anne))).toEqual({ text })
  expect(signedText(signNote(text, bruno), verifierOf(anne))).toEqual({ fault: "unsigned" })
  expect(signedText(forged, verifierOf(anne))).toEqual({ fault: "forged" })
  expect(signedText(text, verifierOf(anne))).toEqual({ fault: "form" })
})

const source = signNote(text, anne)
test.each([
  ["no signature", `${text}\n`],
  ["no empty line", source.replace("\n\n", "\n")],
  ["a carriage return", source.replace("seal\n", "seal\r\n")],
  ["a tab", source.replace("act 2", "act\t2")],
  ["a NUL", source.replace("act 2", "act\u00002")],
  ["a lone surrogate", source.replace("act 2", "act \ud800")],
  ["no last line feed", source.slice(0, -1)],
  ["a hyphen for the dash", source.replace("—", "-")],
  ["two spaces", source.replace("— ", "—  ")],
  ["a space at the end of a signature", source.replace(/\n$/, " \n")],
  ["unpadded base64", source.replace(/=+\n$/, "\n")],
  ["a name with a plus", source.replace("example/anne", "example+anne")],
  ["something that is no signature between them", source + "hello\n"],
  ["only a key id", `${text}\n— example/anne AAAAAA==\n`],
  ["a byte order mark for a dash", source.replace("— ", "\ufeff— ")],
  ["more than a million characters", `${"a".repeat(1_000_000)}\n\n${source.split("\n\n")[1] ?? ""}`],
])("a note with %s is refused", (_, source) => {
  expect(parseNote(source)).toBeUndefined()
})

test("law: a note with any text is read back as it was written", () => {
  const line = fc.string({ unit: "binary" }).filter((line) => isNoteText(`${line}\n`))
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      const text = lines.map((line) => `${line}\n`).join("")
      const note = { text, signatures: [signText(text, anne), signText(text, bruno)] }
      expect(parseNote(noteSource(note))).toEqual(note)
    }),
    { numRuns: 30 },
  )
})

test("law: a note that is read is written back unchanged, and with a changed byte it is not signed", () => {
  const bytes = Buffer.from(source)
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ flip
      const other = changed.toString()
      const note = parseNote(other)
      if (note === undefined) return
      expect(noteSource(note)).toBe(other)
      expect(signersOf(note, [verifierOf(anne)]).valid).toEqual([])
    }),
    { numRuns: 300 },
  )
})
