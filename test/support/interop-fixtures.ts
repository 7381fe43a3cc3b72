import { readdirSync, readFileSync } from "node:fs"

/** belenios-tool made these archives; fixtures/interop/README.md says what each holds. */
const folder = new URL("../../fixtures/interop/", import.meta.url)

/** The count of the votes when a fixture was made. Weights are decimal. */
export interface ExpectedArchive {
  readonly uuid: string
  readonly questions: readonly unknown[]
  readonly mandatory: number
  /** The threshold as `2/3`, or `-`. */
  readonly threshold: string
  readonly lastEvent: string
  readonly voters: number
  readonly ballots: number
  readonly counted: number
  readonly totalWeight: string
  readonly result: readonly (readonly string[])[] | null
}

/** Every message of a fixture's key ceremony, as the text that was sent. */
export interface CeremonyMessages {
  readonly threshold: number
  readonly seeds: readonly string[]
  readonly certificates: readonly string[]
  readonly polynomials: readonly string[]
  readonly vinputs: readonly string[]
  readonly voutputs: readonly string[]
  readonly decryptionKeys: readonly string[]
  readonly parameters: string
}

export interface FixtureSecrets {
  readonly credentials: readonly string[]
  readonly votes: readonly { readonly voter: number; readonly choices: readonly (readonly number[])[] }[]
  /** Private keys of the mandatory trustees, each a JSON string. */
  readonly mandatoryKeys: readonly string[]
}

/** Lists every folder whose questions are homomorphic. */
export const homomorphicFixtures: readonly string[] = fixtureNames().filter(
  (name) => name !== "ranked" && name !== "lists",
)

export function fixtureNames(): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}

export function fixtureArchive(name: string): Uint8Array {
  return Uint8Array.from(readFileSync(new URL(`${name}/archive.bel`, folder)))
}

export function expectedArchive(name: string): ExpectedArchive {
  return JSON.parse(readFileSync(new URL(`${name}/expected.json`, folder), "utf8")) as ExpectedArchive
}

export function fixtureSecrets(name: string): FixtureSecrets {
  return JSON.parse(readFileSync(new URL(`${name}/secrets.json`, folder), "utf8")) as FixtureSecrets
}

export function ceremonyMessages(name: string): CeremonyMessages {
  return JSON.parse(readFileSync(new URL(`${name}/ceremony.json`, folder), "utf8")) as CeremonyMessages
}
