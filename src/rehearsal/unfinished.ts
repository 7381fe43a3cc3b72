import { utf8Text } from "../core/bytes.ts"
import type { World } from "../core/world.ts"

/** The process that holds a rehearsal, which the folder names until the rehearsal comes to its end. */
export interface Holding {
  readonly pid: number
  /** When the process began, in milliseconds since 1970. */
  readonly since: number
}

const mark = "UNFINISHED"
const form = /\nprocess (\d+) since (\d+)\n$/

/** Marks a folder as that of a rehearsal under way. `words` tell people so. */
export async function markUnfinished(folder: string, words: string, by: Holding, { files }: World): Promise<void> {
  await files.writeWhole(`${folder}/${mark}`, `${words}\nprocess ${by.pid} since ${by.since}\n`)
}

export async function markFinished(folder: string, { files }: World): Promise<void> {
  await files.remove(`${folder}/${mark}`)
}

/**
 * Returns who began the rehearsal in a folder, or `undefined` for one that came to its end and for any other folder.
 */
export async function unfinishedBy(folder: string, { files }: World): Promise<Holding | undefined> {
  const path = `${folder}/${mark}`
  if ((await files.kind(folder)) !== "folder" || (await files.kind(path)) !== "file") return undefined
  const [, pid, since] = form.exec(utf8Text(await files.read(path, 4096)) ?? "") ?? []
  return pid === undefined ? undefined : { pid: Number(pid), since: Number(since) }
}
