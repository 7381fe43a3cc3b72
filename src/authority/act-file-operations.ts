import { equalBytes, fromBase64 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import type { Definition } from "../definition/definition.ts"
import { journalRoot, proveConsistency } from "../journal/operations.ts"
import { type ActFile, actFileText, judgeActFile, type JudgedActFile, proofText, signersAmong } from "./act-file.ts"
import { type ActProgress, type AuthorityFile, judgeBefore, progressOf, readAct } from "./act-queries.ts"
import type { Lifecycle } from "./deed.ts"
import { rememberAct } from "./member-key.ts"
import { type KeyAccess, memberWith, openMemberKey, signatureLine, writeMemberKey } from "./member-operations.ts"
import { addSignature, requirePendingAct } from "./operations.ts"

/**
 * Exports the pending act with all earlier ones and the proofs between their journals.
 *
 * @param result - the bytes of the archive's result, where the act proclaims it
 * @throws UrneError `no-act-pending` …
 */
export function exportAct<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  now: number,
  result?: string,
): { readonly act: number; readonly content: string } {
  const { act } = requirePendingAct(file, lifecycle, now)
  const stored = file.authority.acts()
  const acts = stored.map(({ number, state, text }) => ({
    state,
    text,
    lines: file.authority.signatures(number).map(({ line }) => line),
  }))
  const sizes = stored.map((one) => readAct(one).journal.size)
  const proofs = sizes.slice(1).map((size, i) => proofText(proveConsistency(file.journal, sizes[i] ?? 0, size)))
  const { definitionText: definition } = file.election.get()
  return { act, content: actFileText({ acts, proofs, definition, ...(result === undefined ? {} : { result }) }) }
}

/** What a member carries back: the same file with one more signature. */
export interface CarriedSignature {
  readonly act: number
  readonly member: string
  readonly content: string
}

/** A judged act file, with the definition of the election if the file carries it. */
export interface ReadActFile extends JudgedActFile {
  readonly definition: Definition | undefined
}

/**
 * Reads and judges an act file before its text is shown.
 *
 * @throws UrneError `not-an-act-file`, `newer-format`
 */
export async function readActFile(path: string, world: World): Promise<ReadActFile> {
  const judged = judgeActFile(await world.files.read(path), path)
  if (judged.definitionText === undefined) return { ...judged, definition: undefined }
  const { parseDefinition } = await import("../definition/parse.ts")
  const parsed = parseDefinition(judged.definitionText)
  if ("findings" in parsed) throw new UrneError("not-an-act-file", { path, rule: "definition", act: undefined })
  return { ...judged, definition: parsed.definition }
}

/** Signs a judged act file with a member's key. The key's memory is written before the signature leaves. */
export async function signActFile(judged: JudgedActFile, access: KeyAccess, world: World): Promise<CarriedSignature> {
  const { file, pending, pendingText, judge, isExtension, anchor } = judged
  if (world.now() >= pending.expires) throw new UrneError("act-expired", { act: pending.number })
  const { key } = await openMemberKey(access, world)
  const member = memberWith(key, pending, judge.members)
  await writeMemberKey(rememberAct(key, pending, isExtension, anchor), access, pending.rehearsal, world)
  const line = signatureLine(pendingText, key)
  const acts = file.acts.map((act) => (act.state === "pending" ? { ...act, lines: withLine(act.lines, line) } : act))
  return { act: pending.number, member: member.id, content: actFileText({ ...file, acts }) }
}

function withLine(lines: readonly string[], line: string): readonly string[] {
  return lines.includes(line) ? lines : [...lines, line]
}

/**
 * Imports the signatures of an act file that came back. Those of unknown keys, and those that are already there, change
 * nothing.
 *
 * @throws UrneError `not-an-act-file`, `act-of-other-election`, `no-act-pending`, `act-stale`
 */
export async function importAct<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  path: string,
  world: World,
): Promise<ActProgress & { readonly added: number }> {
  const { pending, file: carried } = await readActFile(path, world)
  const { uuid } = file.election.get()
  if (pending.uuid !== uuid) throw new UrneError("act-of-other-election", { path, uuid: pending.uuid })
  const own = file.authority.acts().find(({ number }) => number === pending.number)
  if (own === undefined || !sameText(file, own.text, carried)) {
    throw new UrneError("not-an-act-file", { path, rule: "other", act: pending.number })
  }
  const act = readAct(own)
  const judge = judgeBefore(file, act)
  const before = file.authority.signatures(act.number).length
  let progress = progressOf(file, own)
  const last = carried.acts.at(-1)
  for (const { member, line } of last === undefined ? [] : signersAmong(judge, last)) {
    if (progress.state !== "pending") break
    const signer = judge.members.find(({ id }) => id === member)
    if (signer === undefined || progress.signed.includes(member)) continue
    progress = addSignature(file, lifecycle, { act: own.number, text: own.text, member: signer, line }, world.now())
  }
  return { ...progress, added: file.authority.signatures(act.number).length - before }
}

/** Whether the carried act is this file's, on this file's journal. */
function sameText(file: AuthorityFile, text: string, carried: ActFile): boolean {
  const act = carried.acts.at(-1)
  if (act?.text !== text) return false
  const { journal } = readAct({ number: 0, kind: "open", text, state: "pending" })
  const root = fromBase64(journal.root)
  return root !== undefined && equalBytes(journalRoot(file.journal, journal.size), root)
}
