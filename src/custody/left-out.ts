import { basename, dirname } from "node:path"
import type { Files } from "../core/world.ts"

/** A file that an election needs but that no copy of the election file holds. Each kind is copied in its own way. */
export interface LeftOut {
  readonly kind: "urn-key" | "officer" | "holder" | "member"
  readonly path: string
}

/** The endings of the files that `urne` makes, longest first. */
const endings: readonly (readonly [string, LeftOut["kind"]])[] = [
  [".officer.key", "officer"],
  [".trustee-key", "holder"],
  [".age", "officer"],
  [".key", "member"],
]

/**
 * Lists the files beside an election file that belong to it and are not in it: by their names, and the urn key by its
 * place.
 *
 * @param urnKey - where it was found, if it was
 */
export async function leftOut(files: Files, election: string, urnKey: string | undefined): Promise<readonly LeftOut[]> {
  const folder = dirname(election)
  const found = (await files.list(folder)).flatMap((name): LeftOut[] => {
    const kind = endings.find(([ending]) => name.endsWith(ending))?.[1]
    return kind === undefined ? [] : [{ kind, path: folder === "." ? name : `${folder}/${name}` }]
  })
  return [...(urnKey === undefined ? [] : [{ kind: "urn-key" as const, path: urnKey }]), ...found]
}

/**
 * Whether a copy of this name would be mistaken for the election itself, as another `*.urne` in the folder where that
 * is looked for.
 */
export function isAmbiguous(copy: string, election: string, here: string): boolean {
  const folder = dirname(copy)
  return basename(copy).endsWith(".urne") && (folder === dirname(election) || folder === here)
}
