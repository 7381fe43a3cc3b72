/** Draws up the minutes of an election from a record that passes every check, and stores them once members signed. */
import type { MemberKey } from "../authority/member-key.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import { timeAfterLast } from "../journal/clock-queries.ts"
import { requirePhase } from "../journal/operations.ts"
import { type MinutesNote, minutesNoteText } from "../minutes/note.ts"
import { hasMinutes, membersAtResult, provedMinutes, type SignedMinutes, textHash } from "../minutes/queries.ts"
import { areEnough, neededSigners } from "../minutes/signers.ts"
import type { StoredMinutes } from "../minutes/table.ts"
import { minutesText } from "../minutes/text.ts"
import { verifierKeyText, verifierOf } from "../notes/key.ts"
import { signNote } from "../notes/note.ts"
import type { NoticeFile } from "../notices/queries.ts"
import { recordSource, recordWithRegister } from "../record/source-queries.ts"
import { publishedRegister } from "../register/checkpoint-queries.ts"
import { privateContent, provedRegister } from "../register/queries.ts"
import type { TallyFile } from "../tally/computed-queries.ts"
import { requireAuthority } from "../trustees/operations.ts"
import { verifiedFacts } from "../verify/decryptable.ts"
import { minutesFacts, type PrivateParts } from "../verify/minutes/facts.ts"
import { openPool } from "../workers/pool.ts"

/** Minutes that nobody signed yet: what members read, and the text of the note that they sign. */
export interface DrawnMinutes {
  readonly text: string
  readonly public: string
  readonly full: string
}

/**
 * Draws up the minutes. All of the election's record is verified first, as `urne verify` would, and what they tell is read
 * off it; only what is not published of the register comes from the file.
 *
 * @param withoutRegister - for a register in which another program wrote: the minutes say so, and tell nothing of it
 * @throws UrneError `no-minutes`, `wrong-phase`, `minutes-unsound` with everything that is wrong with the record,
 * `entry-altered`, `election-file-altered`, `cancelled`
 */
export async function drawMinutes(
  file: TallyFile & NoticeFile,
  { withoutRegister }: { readonly withoutRegister: boolean },
  world: World,
): Promise<DrawnMinutes> {
  if (!hasMinutes(file)) throw new UrneError("no-minutes", { reason: "format" })
  requirePhase(file.journal, world.now(), "tallied", "proclaimed")
  const published = withoutRegister ? undefined : publishedRegister(file)
  const drawn = Math.floor(timeAfterLast(file.journal, world.now()) / 1000) * 1000
  const register = withoutRegister ? "altered" : (published ?? { size: 0, root: new Uint8Array() })
  const pool = openPool(world)
  try {
    const progress = (checked: number, ballots: number) => {
      world.progress("ballots.check", checked, ballots)
    }
    const source = withoutRegister ? recordSource(file) : recordWithRegister(file)
    const facts = await verifiedFacts(source, requireAuthority(file), { pool, random: world.random, progress })
    if ("findings" in facts) throw new UrneError("minutes-unsound", facts)
    const open = minutesFacts(facts, { drawn, register })
    const full = minutesFacts(
      facts,
      { drawn, register },
      published === undefined ? new Map() : privateParts(file, published.size),
    )
    if (open === undefined || full === undefined) throw new UrneError("no-minutes", { reason: "none" })
    const texts = { public: minutesText(open), full: minutesText(full, true) }
    const note: MinutesNote = {
      ...{ rehearsal: open.rehearsal, uuid: open.uuid, result: open.result, register, drawn },
      ...{ public: textHash(texts.public), full: textHash(texts.full) },
    }
    return { ...texts, text: minutesNoteText(note) }
  } finally {
    await pool.close()
  }
}

/** Reads what is private of the first entries of the register, each part proved against its commitment. */
function privateParts(file: TallyFile, size: number): PrivateParts {
  const found = provedRegister(file).entries.slice(0, size)
  return new Map(
    found.flatMap((entry) => {
      const content = privateContent(file, entry)
      return content === undefined ? [] : [[entry.number, content as Readonly<Record<string, string>>] as const]
    }),
  )
}

/**
 * Signs minutes that were shown, and stores them: both texts, and the note with all signatures. What a proclamation that
 * follows states are these.
 *
 * @throws UrneError `not-a-member`, `minutes-signers`, `wrong-phase`
 */
export function signMinutes(
  file: TallyFile,
  { text, ...texts }: DrawnMinutes,
  keys: readonly MemberKey[],
  world: Pick<World, "now">,
): SignedMinutes {
  const members = membersAtResult(file)
  const signers = keys.map((key) => {
    const verifier = verifierKeyText(verifierOf(key))
    const member = members.find((one) => one.key === verifier)
    if (member === undefined) throw new UrneError("not-a-member", { name: key.name })
    return member
  })
  if (new Set(signers).size < signers.length || !areEnough(signers, members)) {
    throw new UrneError("minutes-signers", neededSigners(members))
  }
  const stored: StoredMinutes = { ...texts, note: signNote(text, ...keys) }
  return file.store.write(() => {
    requirePhase(file.journal, world.now(), "tallied", "proclaimed")
    const proved = provedMinutes(file, stored)
    file.minutes.insert(stored)
    return proved
  })
}
