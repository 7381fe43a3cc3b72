/** Has an urgent suspension signed by members who are elsewhere: a file goes to them, and signed copies come back. */
import { carriedActs, signCarried } from "../authority/carried-operations.ts"
import type { MemberKey } from "../authority/member-key.ts"
import { UrneError } from "../core/error.ts"
import { must } from "../core/must.ts"
import type { World } from "../core/world.ts"
import { type JudgedSuspensionFile, judgeSuspensionFile, suspensionFileText } from "./urgent-file.ts"
import { requireHolds, type ShownSuspension } from "./urgent-operations.ts"
import { authorityAnchor, type UrgentFile } from "./urgent-queries.ts"

/** Makes the file of an urgent suspension that nobody has signed yet. @throws UrneError `act-altered` */
export function draftedSuspension(file: UrgentFile, { text }: ShownSuspension): string {
  const { definitionText } = file.election.get()
  return suspensionFileText({ text, lines: [], acts: carriedActs(file), definition: definitionText })
}

/** Reads and judges a suspension file before its text is shown. @throws UrneError `not-a-suspension-file`, `newer-format` */
export async function readSuspensionFile(path: string, { files }: Pick<World, "files">): Promise<JudgedSuspensionFile> {
  return judgeSuspensionFile(await files.read(path), path)
}

/**
 * Adds the signatures of members to a judged suspension file. A signature that is there already is not added again.
 *
 * @throws UrneError `not-a-member`, `key-of-other-world`, `key-of-other-authority`
 */
export function signSuspensionFile(
  judged: JudgedSuspensionFile,
  keys: readonly MemberKey[],
): { readonly members: readonly string[]; readonly signed: readonly string[]; readonly content: string } {
  const { members, signed, file } = signCarried(judged, judged.suspension, keys)
  return { members, signed, content: suspensionFileText(file) }
}

/** An urgent suspension whose signatures came back. */
export interface CollectedSuspension extends JudgedSuspensionFile {
  readonly text: string
  /** The signature lines of all copies, each once. */
  readonly lines: readonly string[]
}

/**
 * Reads copies of one urgent suspension and collects their signatures. They have to be copies of one of this election, which
 * would be decided so now.
 *
 * @throws UrneError `not-a-suspension-file`, `newer-format`, `urgent-stale`, and what `draftSuspension` throws
 */
export async function collectSuspension(
  file: UrgentFile,
  paths: readonly string[],
  world: Pick<World, "files" | "now">,
): Promise<CollectedSuspension> {
  const { uuid, rehearsal } = file.election.get()
  const anchor = authorityAnchor(file)
  const copies: JudgedSuspensionFile[] = []
  for (const path of paths) {
    const one = await readSuspensionFile(path, world)
    if (one.suspension.uuid !== uuid || one.suspension.rehearsal !== rehearsal) refuse(path, "other")
    if (one.anchor !== anchor) refuse(path, "authority")
    if (copies.some((copy) => copy.file.text !== one.file.text)) refuse(path, "unlike")
    copies.push(one)
  }
  const first = must(copies[0], "a suspension file")
  const { text } = first.file
  requireHolds(file, { suspension: first.suspension, text }, world.now(), true)
  return {
    ...{ ...first, text },
    lines: [...new Set(copies.flatMap((copy) => copy.file.lines))],
    signed: [...new Set(copies.flatMap(({ signed }) => signed))],
  }
}

function refuse(path: string, rule: "other" | "authority" | "unlike"): never {
  throw new UrneError("not-a-suspension-file", { path, rule })
}
