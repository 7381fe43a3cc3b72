import { basename, dirname } from "node:path"
import { isEncryptedBackupName } from "../core/file-names.ts"
import type { LeftOutKind, LeftOutReason } from "../core/vocabulary.ts"
import type { Files } from "../core/world.ts"
import { evidenceFolder } from "../incidents/evidence-file.ts"

/** A file that an election needs but that a copy does not hold. Each kind is copied in its own way. */
export interface LeftOut {
  readonly kind: LeftOutKind
  readonly path: string
  readonly why: LeftOutReason
}

/** The endings of the files that `urne` makes, longest first. */
const endings: readonly (readonly [string, LeftOutKind])[] = [
  [".officer.key", "officer"],
  [".trustee-key", "holder"],
  [".age", "officer"],
  [".key", "member"],
]

/**
 * Lists the secrets beside an election file that belong to their holders, and that no copy ever gathers: by their names.
 */
export async function secretsBeside(files: Files, election: string): Promise<readonly LeftOut[]> {
  const folder = dirname(election)
  return (await files.list(folder)).flatMap((name): LeftOut[] => {
    const kind = isEncryptedBackupName(name) ? undefined : endings.find(([ending]) => name.endsWith(ending))?.[1]
    return kind === undefined ? [] : [{ kind, path: folder === "." ? name : `${folder}/${name}`, why: "secret" }]
  })
}

/**
 * Lists the files beside an election file that belong to it and are not in it: by their names, the urn key and the
 * folder of evidence by their places.
 *
 * @param urnKey - where it was found, if it was
 */
export async function leftOut(files: Files, election: string, urnKey: string | undefined): Promise<readonly LeftOut[]> {
  const evidence = evidenceFolder(election)
  const hasEvidence = (await files.kind(evidence)) === "folder" && (await files.list(evidence)).length > 0
  return [
    ...(urnKey === undefined ? [] : [{ kind: "urn-key" as const, path: urnKey, why: "beside" as const }]),
    ...(hasEvidence ? [{ kind: "evidence" as const, path: evidence, why: "beside" as const }] : []),
    ...(await secretsBeside(files, election)),
  ]
}

/**
 * Whether a copy of this name would be mistaken for the election itself, as another `*.urne` in the folder where that
 * is looked for.
 */
export function isAmbiguous(copy: string, election: string, here: string): boolean {
  const folder = dirname(copy)
  return basename(copy).endsWith(".urne") && (folder === dirname(election) || folder === here)
}
