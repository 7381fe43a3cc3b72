import * as z from "zod"
import { majorities, majorityBases } from "../../../src/core/majority.ts"
import {
  actKind,
  actProgress,
  count,
  flag,
  hash,
  instant,
  list,
  note,
  path,
  progress,
  rank,
  role,
  type Shape,
  text,
  uuid,
  verifierKey,
} from "./common.ts"

const rule = z
  .strictObject({
    ...{ majority: z.enum(majorities), of: z.enum(majorityBases), seats: rank },
    quorum: z.strictObject({ numerator: rank, denominator: rank }).nullable(),
    secondRound: rank.nullable(),
  })
  .nullable()

const remark = (code: string, params: z.ZodRawShape) =>
  z.strictObject({ code: z.literal(code), params: z.strictObject(params), message: text })
const where = z.union([z.enum(["name", "questions", "authority", "members"]), rank])
const remarks = list(
  z.discriminatedUnion("code", [
    remark("no-contact", {}),
    remark("several-in-one", { question: rank, answer: text }),
    remark("single-words", { question: rank, answers: rank }),
    remark("look-alike", { where, text, other: text }),
    remark("double-blank", { where, text }),
    remark("mixed-scripts", { where, text, word: text }),
    remark("called-blank", { question: rank, answer: text }),
    remark("called-number", { question: rank, answer: text, place: rank }),
    remark("empty-counted", { question: rank }),
    remark("hours-passed", { key: z.enum(["opens", "closes"]), value: text }),
    remark("several-presidents", { names: list(text) }),
    remark("single-trustee", { holder: text }),
    remark("low-minimum", { minimum: rank }),
  ]),
)
const rolesNeeded = z.partialRecord(role, count)
const constituted = { ...actProgress, fingerprint: hash.optional() }
const answered = { act: rank, member: text, kind: z.enum(["reserved", "declined", "absent"]), note }

/** Commands about who decides: the definition, keys, acts. */
export const decisions: Readonly<Record<string, readonly Shape[]>> = {
  define: [
    { path, sha256: hash, remarks },
    {
      ...{ path, sha256: hash, name: text, timezone: text, opens: instant, closes: instant, questions: rank },
      ...{ members: rank, trustees: rank, minimumBallots: rank, remarks },
      ballot: list(z.strictObject({ question: text, answers: list(text), blank: flag, min: count, max: rank, rule })),
      authority: z.strictObject({
        ...{ name: text, quorum: rank, roles: rolesNeeded },
        quorums: z.partialRecord(actKind, z.strictObject({ total: rank, roles: rolesNeeded })),
        members: list(
          z.strictObject({
            ...{ id: text, name: text, role },
            substitute: z.strictObject({ id: text, name: text }).nullable(),
          }),
        ),
      }),
      ...{ grace: count, rehearsal: flag, revote: z.enum(["refused", "last-counts"]) },
      holders: z.strictObject({
        mandatory: list(text),
        threshold: z.strictObject({ needed: rank, holders: list(text) }).nullable(),
      }),
    },
  ],
  "key new": [{ name: text, path, publicPath: path, publicKey: verifierKey }],
  "key show": [{ name: text, publicKey: verifierKey }],
  init: [{ uuid, path, urnKeyPath: path, rehearsal: flag }],
  "authority list": [
    {
      members: list(z.strictObject({ id: text, role, name: text, key: verifierKey.optional() })),
      acts: list(
        z.strictObject({
          ...{ number: rank, kind: actKind, state: z.enum(["pending", "effective", "dropped"]) },
          signed: list(text),
          invalid: list(text),
        }),
      ),
      urnKeys: list(z.strictObject({ key: verifierKey, from: count })),
      holderKeys: list(z.strictObject({ holder: text, key: verifierKey, from: count })),
      fingerprint: hash.optional(),
    },
  ],
  constitute: [constituted],
  replace: [actProgress],
  appoint: [{ ...actProgress, urnKeyPath: path.optional() }],
  annul: [actProgress],
  recover: [{ ...actProgress, beforeClose: flag, decrypted: list(z.strictObject({ holder: text, tally: hash })) }],
  seal: [actProgress],
  suspend: [actProgress],
  resume: [actProgress],
  extend: [actProgress],
  unseal: [actProgress],
  proclaim: [actProgress],
  "act show": [actProgress],
  "act sign": [constituted, { act: rank, member: text, path }],
  "act export": [{ act: rank, path }],
  "act import": [{ ...constituted, added: count }],
  "act decline": [answered],
  "act reserve": [answered],
  "act withdraw": [{ withdrawn: rank }],
}

export const decision = progress.optional()
