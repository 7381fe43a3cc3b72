import * as z from "zod"
import { attendanceRoles, writerRoles } from "../../../src/core/vocabulary.ts"
import { count, flag, hash, instant, list, note, path, rank, type Shape, text, verifierKey } from "./common.ts"

const written = { entry: rank, at: instant }
const listed = {
  ...{ number: rank, at: instant, by: list(text) },
  event: z.record(z.string(), z.unknown()).meta({ description: "the entry as it was hashed, in its own form" }),
  private: z
    .record(z.string(), z.unknown())
    .nullable()
    .meta({ description: "what is not published of it, and stands only in the election file" }),
}

/** Commands about the register, the log book, the attendance sheet, and who may write. */
export const register: Readonly<Record<string, readonly Shape[]>> = {
  "register list": [{ size: count, signed: count, root: hash, entries: list(z.strictObject(listed)) }],
  "register show": [
    {
      ...listed,
      ...{ body: text, size: rank, root: hash, proof: list(hash), checkpoint: note.nullable() },
      opening: z
        .strictObject({ key: text, content: text })
        .nullable()
        .meta({ description: "the key of the commitment, and the text to which it commits" }),
    },
  ],
  "register check": [{ size: count, root: hash, signed: count, checkpoints: count, private: count }],
  "register export": [{ path, entries: rank, size: rank, private: count }],
  "log add": [{ ...written, published: flag }],
  "log list": [{ lines: list(z.strictObject({ entry: rank, at: instant, by: list(text), text, published: flag })) }],
  "attendance in": [{ ...written, role: z.enum(attendanceRoles), name: text }],
  "attendance out": [{ ...written, entered: rank, name: text }],
  "attendance list": [
    {
      people: list(
        z.strictObject({
          ...{ entry: rank, role: z.enum(attendanceRoles), name: text, from: instant, to: instant.nullable() },
        }),
      ),
    },
  ],
  "writer add": [{ writer: text, ...written }],
  "writer list": [
    {
      writers: list(
        z.strictObject({
          ...{ writer: text, role: z.enum(writerRoles), name: text, key: verifierKey },
          ...{ from: instant, to: instant.nullable(), reason: text.nullable() },
        }),
      ),
    },
  ],
  "writer remove": [{ writer: text, ...written }],
}
