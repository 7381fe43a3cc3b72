import type { KeyAccess } from "../authority/member-operations.ts"
import { UrneError } from "../core/error.ts"
import { removingOnRollback } from "../core/remove-on-rollback.ts"
import type { World } from "../core/world.ts"
import { requirePhase } from "../journal/operations.ts"
import { answerRequest, type PlainRequest } from "./answering.ts"
import { answerFindings, type CeremonyAnswer, type CeremonyState, dueStep, isComplete, requestOf } from "./ceremony.ts"
import type { HolderFile } from "./holder-file.ts"
import { writeHolderFile } from "./holder-operations.ts"
import type { Holder } from "./holder.ts"
import { ceremonyState, establish, type Established, requireNoTrustees, type TrusteesFile } from "./operations.ts"

/** A holder in the room: where its key goes, and the passphrase that it chose. */
export interface Seat extends KeyAccess {
  readonly holder: string
}

/** The keys that were made, and where each holder's file is. */
export interface HeldCeremony extends Established {
  readonly files: readonly { readonly holder: string; readonly path: string }[]
}

/** Names a holder's file. The election is in the name, so a file found there was made for this election. */
export function holderFileName({ uuid, rehearsal }: Pick<CeremonyState, "uuid" | "rehearsal">, holder: string): string {
  return `${rehearsal ? "rehearsal-" : ""}${uuid}-${holder}.trustee-key`
}

/**
 * Lists the holders whom a ceremony must seat, in the order of their numbers. @throws UrneError `trustees-established`
 */
export function seatsOf(
  file: TrusteesFile,
  now: number,
): { readonly holders: readonly Holder[]; readonly ceremony: CeremonyState } {
  requirePhase(file.journal, now, "constituted")
  requireNoTrustees(file)
  const ceremony = ceremonyState(file)
  return { holders: ceremony.holders, ceremony }
}

/**
 * Holds the key ceremony with all holders in one room: this machine takes every step of every holder, as they would
 * take it apart. The holders' files are written first. If the ceremony stops between that and the record of the keys,
 * these files are orphans, which the next ceremony reports and does not overwrite.
 *
 * @throws UrneError `wrong-phase`, `trustees-established`, `holder-unknown`, `holder-file-orphan`, `faulty-artefact`
 */
export async function holdCeremony(file: TrusteesFile, seats: readonly Seat[], world: World): Promise<HeldCeremony> {
  file.store.requireWritable()
  const { holders, ceremony: before } = seatsOf(file, world.now())
  const seated = holders.map(({ id }) => seatOf(seats, id))
  await requireUnwritten(seated, world)
  for (const { path } of seated) await world.files.requireWritable(path)
  // Replies that some holders may have given elsewhere are ignored: all of them make new keys here.
  const { ceremony, files } = takeAllTurns({ ...before, answers: [] }, world)
  for (const seat of seated) {
    const made = files.get(seat.holder)
    if (made === undefined) throw new Error(`${seat.holder} has no key`)
    await writeHolderFile(made, seat, world, { opened: false })
  }
  const established = await removingOnRollback(
    world.files,
    seated.map(({ path }) => path),
    () => file.store.write(() => establish(file, ceremony, world.now())),
  )
  return { ...established, files: seated.map(({ holder, path }) => ({ holder, path })) }
}

/** @throws UrneError `holder-file-orphan`: a file is never overwritten, whoever left it there */
export async function requireUnwritten(
  places: readonly { readonly holder: string; readonly path: string }[],
  world: World,
): Promise<void> {
  for (const { path, holder } of places) {
    if ((await world.files.kind(path)) !== undefined) throw new UrneError("holder-file-orphan", { path, holder })
  }
}

function seatOf(seats: readonly Seat[], holder: string): Seat {
  const [seat, ...others] = seats.filter((each) => each.holder === holder)
  if (seat === undefined || others.length > 0) {
    throw new UrneError("holder-unknown", { holder, holders: seats.map((each) => each.holder) })
  }
  return seat
}

interface AllTurns {
  readonly ceremony: CeremonyState
  readonly files: ReadonlyMap<string, HolderFile>
}

function takeAllTurns(start: CeremonyState, world: World): AllTurns {
  const files = new Map<string, HolderFile>()
  let ceremony = start
  while (!isComplete(ceremony)) {
    for (const holder of ceremony.holders) {
      const step = dueStep(ceremony, holder)
      if (step === undefined) continue
      const request = requestOf(ceremony, holder, step) as PlainRequest
      const { value: turn, findings } = answerRequest(files.get(holder.id), request, world.random)
      if (turn === undefined) throw new UrneError("faulty-artefact", { path: holder.id, findings })
      const answer = turn.answer as CeremonyAnswer["answer"]
      const faults = answerFindings(ceremony, holder, answer)
      if (faults.length > 0) throw new UrneError("faulty-artefact", { path: holder.id, findings: faults })
      files.set(holder.id, turn.file)
      ceremony = { ...ceremony, answers: [...ceremony.answers, { holder: holder.id, answer }] }
    }
  }
  return { ceremony, files }
}
