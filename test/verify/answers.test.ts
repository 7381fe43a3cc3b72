import { expect, test } from "vitest"
import { actHash } from "../../src/authority/act.ts"
import { type AnswerKind, fileName } from "../../src/bundle/layout.ts"
import { noteSource, signText } from "../../src/notes/note.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import type { Recorder } from "../support/recorder.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

const titles = { reserved: "reservation", declined: "refusal", absent: "absence" } as const

/** Writes a note about the last act of a record. */
function answer(recorder: Recorder, kind: AnswerKind, member: string, signer: string): void {
  const { act, text } = recorder.acts.at(-1) ?? { act: undefined, text: "" }
  const about = [`election ${recorder.uuid}`, `act ${act?.number ?? 0} ${actHash(text)}`, `member ${member}`]
  const note = [`urne ${titles[kind]} v1`, ...about, "text I had no time to read it.", ""].join("\n")
  const source = noteSource({ text: note, signatures: [signText(note, recorder.keyOf(signer))] })
  recorder.append({ type: `act.${kind}`, act: act?.number ?? 0, member, note: actHash(source) })
  recorder.write(fileName({ kind: "answer", act: act?.number ?? 0, member, answer: kind }), source)
}

const findingsOf = async (...notes: readonly (readonly [AnswerKind, string, string])[]) => {
  const after = (recorder: Recorder) => {
    for (const [kind, member, signer] of notes) answer(recorder, kind, member, signer)
  }
  const { files } = tell({ after }, { short: true, small: true, until: "open" })
  return (await verify(memorySource(files), nothing, tools)).findings.map(({ code }) => code)
}

test("a member noted as absent may still refuse and reserve in their own name", async () => {
  expect(
    await findingsOf(["absent", "dina", "dan"], ["declined", "dina", "dina"], ["reserved", "dina", "dina"]),
  ).toEqual([])
})

test("noting an absence gives nobody the absent member's voice", async () => {
  expect(await findingsOf(["declined", "dina", "dan"])).toEqual(["ANSWER_NOTE"])
  expect(await findingsOf(["absent", "dina", "dan"], ["absent", "dina", "petra"])).toContain("JOURNAL_ACT")
})
