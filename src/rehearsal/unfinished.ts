import { utf8Text } from "../core/bytes.ts"
import type { World } from "../core/world.ts"
import type { ProcessIdentity } from "../terminal/processes.ts"

const mark = "UNFINISHED"
const form = /\nprocess (\d+) since (\d+)\n$/

/**
 * Marks a folder as that of a rehearsal which a process is holding, until the rehearsal comes to its end. `words` tell
 * people so.
 */
export async function markUnfinished(
  folder: string,
  words: string,
  by: ProcessIdentity,
  { files }: World,
): Promise<void> {
  await files.writeWhole(`${folder}/${mark}`, `${words}\nprocess ${by.pid} since ${by.since}\n`)
}

export async function markFinished(folder: string, { files }: World): Promise<void> {
  await files.remove(`${folder}/${mark}`)
}

/**
 * Returns who began the rehearsal in a folder, or `undefined` for one that came to its end and for any other folder.
 */
export async function unfinishedBy(folder: string, { files }: World): Promise<ProcessIdentity | undefined> {
  const path = `${folder}/${mark}`
  if ((await files.kind(folder)) !== "folder" || (await files.kind(path)) !== "file") return undefined
  const [, pid, since] = form.exec(utf8Text(await files.read(path, 4096)) ?? "") ?? []
  return pid === undefined ? undefined : { pid: Number(pid), since: Number(since) }
}
