import { type ArchiveEvent, readArchive } from "../../src/belenios/archive-items.ts"
import type { Engine } from "../../src/belenios/ballot-arithmetic.ts"
import { type Election, parseElection } from "../../src/belenios/election.ts"
import { makeEngine } from "../../src/belenios/engine.ts"
import { parseTrustees, type TrusteeItem } from "../../src/belenios/trustees.ts"
import { right } from "./ceremony.ts"
import { fixtureArchive } from "./interop-fixtures.ts"

/** belenios-tool ran this election, which is known as far as its archive goes. */
export interface FixtureElection {
  readonly election: Election
  readonly engine: Engine
  readonly trustees: readonly TrusteeItem[]
  readonly setup: { readonly election: Uint8Array; readonly trustees: Uint8Array; readonly credentials: Uint8Array }
  readonly ballots: readonly Uint8Array[]
  readonly tally: Extract<ArchiveEvent, { type: "EncryptedTally" }> | undefined
  readonly shares: readonly Extract<ArchiveEvent, { type: "PartialDecryption" }>[]
  readonly result: Uint8Array | undefined
}

export function fixtureElection(name: string): FixtureElection {
  const events = [...readArchive(fixtureArchive(name))].flatMap((item) =>
    "code" in item || item.type === "Start" ? [] : [item],
  )
  const setup = events.find((event) => event.type === "Setup")
  if (setup === undefined) throw new Error(`${name} has no setup`)
  const election = right(parseElection(setup.election, name))
  return {
    election,
    engine: makeEngine(election.publicKey),
    trustees: right(parseTrustees(setup.trustees, name)),
    setup,
    ballots: events.flatMap((event) => (event.type === "Ballot" ? [event.ballot] : [])),
    tally: events.find((event) => event.type === "EncryptedTally"),
    shares: events.filter((event) => event.type === "PartialDecryption"),
    result: events.find((event) => event.type === "Result")?.result,
  }
}
