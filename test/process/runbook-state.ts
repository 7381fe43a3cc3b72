import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { concat } from "../../src/core/bytes.ts"
import { readUnfinished } from "../../src/core/unfinished.ts"
import { openElectionFile } from "../../src/election/file.ts"
import { entries, eventOf } from "../../src/journal/operations.ts"
import { provedMinutes } from "../../src/minutes/queries.ts"
import { archiveBytes } from "../../src/urn/archive-queries.ts"

/** What has happened in a folder, as its state shows. */
export interface State {
  /**
   * How many entries of each type journal and register have, with acts in effect by their kind; none before there is an
   * election.
   */
  readonly happened: ReadonlyMap<string, number>
  readonly ballots: number
  readonly files: readonly string[]
}

/** @throws UrneError, Error where journal or archive are not whole */
export function stateOf(folder: string): State {
  const files = readdirSync(folder).filter((name) => !/-(?:wal|shm)$/.test(name))
  const path = join(folder, "board.urne")
  if (!existsSync(path)) return { happened: new Map(), ballots: 0, files }
  const file = openElectionFile(path)
  try {
    const happened = new Map<string, number>()
    let ballots = 0
    for (const entry of entries(file.journal)) {
      const event = eventOf(entry)
      const what = event.type === "act.effective" ? `${event.type} ${event.kind}` : event.type
      happened.set(what, (happened.get(what) ?? 0) + 1)
      if (event.type === "urn.accepted") ballots += event.count
    }
    for (const { body } of entries(file.register)) {
      const what = `register ${(JSON.parse(body) as { readonly type: string }).type}`
      happened.set(what, (happened.get(what) ?? 0) + 1)
    }
    const minutes = file.minutes.all()
    // Whatever is stored was signed by enough members, and has both texts.
    for (const one of minutes) provedMinutes(file, one)
    if (minutes.length > 0) happened.set("minutes", minutes.length)
    concat(...archiveBytes(file))
    if (ballots !== file.urn.ballots())
      throw new Error(`${ballots} ballots in the journal, ${file.urn.ballots()} in the urn`)
    return { happened, ballots, files }
  } finally {
    file.store.close()
  }
}

/** Lists what `found` lacks of `wanted`: an event that did not happen, an act that happened twice, a file. */
export function lacking(found: State, wanted: State): readonly string[] {
  const faults: string[] = []
  for (const [what, count] of wanted.happened) {
    const times = found.happened.get(what) ?? 0
    // A result may be proclaimed again, with another document.
    const isOnce = what.startsWith("act.effective") && what !== "act.effective proclaim"
    if (isOnce ? times !== count : times < count && !undated.includes(what))
      faults.push(`${what}: ${times}, not ${count}`)
  }
  if (found.ballots !== wanted.ballots) faults.push(`${found.ballots} ballots, not ${wanted.ballots}`)
  for (const name of wanted.files) if (!found.files.includes(name)) faults.push(`no ${name}`)
  return faults
}

/** In these types of entries several ballots may share one, or have one each. */
const undated = ["urn.accepted"]

/** Names what is unfinished in a folder, apart from the parents of the state folder. */
export function unfinishedIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => readUnfinished(path.split("/").at(-1) ?? "") !== undefined,
  )
}
