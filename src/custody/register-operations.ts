import { memberOfKey } from "../authority/member-key.ts"
import { provePossession } from "../belenios/possession.ts"
import { proofJson } from "../belenios/schnorr.ts"
import { base64 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { canonicalJson } from "../core/json.ts"
import type { World } from "../core/world.ts"
import type { SigningKey } from "../notes/key.ts"
import type { CustodyEvent } from "../register/custody-event.ts"
import { appendEntry } from "../register/operations.ts"
import { type ProvedEntry, provedRegister, type RegisterFile } from "../register/queries.ts"
import type { Store } from "../store/store.ts"
import { custodyLedger, subjectOf } from "./ledger.ts"
import { mediumContext, type ReadMedium } from "./medium.ts"

interface WrittenFile extends RegisterFile {
  readonly store: Store
}
type Clock = Pick<World, "now" | "random">

/**
 * Enters something about copies, inside one transaction.
 *
 * @throws UrneError `custody-refused`, and what `appendEntry` throws
 */
export function enterCustody(
  file: WrittenFile,
  event: CustodyEvent,
  keys: readonly SigningKey[],
  world: Clock,
): ProvedEntry {
  return file.store.write(() => append(file, event, keys, world))
}

/** Requires that an event could follow now, whoever signs it. @throws UrneError `custody-refused` */
export function requireFollows(file: RegisterFile, event: CustodyEvent, signers: readonly string[]): void {
  const ledger = custodyLedger()
  for (const { entry, signers: by } of provedRegister(file).entries)
    ledger.take(
      entry,
      by.map(({ id }) => id),
    )
  const rule = ledger.take(event, signers)
  if (rule !== undefined) throw new UrneError("custody-refused", { name: subjectOf(event), rule })
}

function append(file: RegisterFile, event: CustodyEvent, keys: readonly SigningKey[], world: Clock): ProvedEntry {
  requireFollows(
    file,
    event,
    keys.map(({ name }) => memberOfKey(name)),
  )
  return appendEntry(file, keys, event, world)
}

/**
 * Enters that a medium holds what it should. The proof of a trustee's key is bound to the election, to the register before
 * the entry, and to the instant: no earlier proof, and none for another election, can stand in its place.
 *
 * @throws UrneError what `enterCustody` throws
 */
export function enterMedium(
  file: WrittenFile,
  read: ReadMedium,
  label: string,
  key: SigningKey,
  world: Clock,
): ProvedEntry {
  return file.store.write(() => {
    const { size, root } = provedRegister(file).head
    const proven = instantText(world.now())
    const register = `${size} ${base64(root)}`
    const { uuid } = file.election.get()
    const shown =
      read.medium === "officer"
        ? { codes: read.codes }
        : {
            proof: canonicalJson(
              proofJson(provePossession(world.random, uuid, mediumContext({ register, proven }), read.pair)),
            ),
          }
    const { medium, holder } = read
    const event: CustodyEvent = {
      ...{ type: "medium.proven", medium, holder, proven, register },
      ...shown,
      private: { label },
    }
    return append(file, event, [key], world)
  })
}
