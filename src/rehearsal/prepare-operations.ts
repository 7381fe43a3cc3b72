import { createElection } from "../authority/create-operations.ts"
import { createMemberKey, readVerifierKey } from "../authority/member-operations.ts"
import { urnKeyPath } from "../core/file-names.ts"
import { seededRandom } from "../core/seeded-random.ts"
import type { World } from "../core/world.ts"
import { generateCredentials, type GeneratedCredentials } from "../credentials/generate-operations.ts"
import { type PrintedLetters, printLetters } from "../credentials/print-operations.ts"
import { readUrnKey } from "../journal/urn-key.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { originOf } from "../notes/checkpoint.ts"
import type { VerifierKey } from "../notes/key.ts"
import { importRoll, type RollImport } from "../roll/operations.ts"
import { type HeldCeremony, holdCeremony, holderFileName, seatsOf } from "../trustees/ceremony-operations.ts"
import { holdersOf } from "../trustees/holder.ts"
import { decide } from "./act-operations.ts"
import { fittedRoll } from "./fitted-roll.ts"
import type { RollSource, Script } from "./script.ts"
import {
  channelKeyPath,
  clockAt,
  codesPath,
  day,
  holderKeyPath,
  hour,
  memberKeyPath,
  officerKeyPath,
  officersOf,
  passphrase,
  type Stage,
  type Theatre,
} from "./stage.ts"

/** How long before the vote preparations begin. */
const leadTime = 14 * day

/** Draws the keys of members and channels, makes the election file and has the authority constituted. */
export async function constituteAuthority(script: Script, theatre: Theatre, world: World): Promise<Stage> {
  const { definition, definitionText, folder, name, seed } = script
  const clock = clockAt(script.begins ?? definition.opens - leadTime)
  const before: World = { ...world, now: clock.now, random: seededRandom(seed, "", () => 0) }
  const electionPath = `${folder}/${name}.urne`
  // With the seed the same rehearsal can be held again, and any of its keys can be used by hand.
  await world.files.writeWhole(`${folder}/seed`, seed)
  await world.files.writeWhole(`${folder}/passphrase.txt`, `${passphrase}\n`)
  await world.files.writeWhole(`${folder}/${name}.yaml`, definitionText)
  const newKey = (keyName: string, path: string) => drawKey(keyName, path, before)
  const memberKeys: VerifierKey[] = []
  for (const { id } of definition.authority.members) memberKeys.push(await newKey(id, memberKeyPath(script, id)))
  const channelKeys: { readonly channel: string; readonly key: VerifierKey }[] = []
  for (const channel of definition.channels) {
    channelKeys.push({ channel, key: await newKey(channel, channelKeyPath(script, channel)) })
  }
  const holderKeys: VerifierKey[] = []
  for (const { id } of holdersOf(definition.trustees)) holderKeys.push(await newKey(id, holderKeyPath(script, id)))
  const absolute = theatre.absolute(electionPath)
  const { uuid } = await createElection(
    { definition, definitionText, memberKeys, witnessKeys: [], channelKeys, holderKeys },
    { file: electionPath, absolute, urnKey: urnKeyPath(electionPath) },
    before,
  )
  const file = theatre.open(absolute)
  const urnKey = await readUrnKey(world.files, urnKeyPath(electionPath), {
    origin: originOf(uuid, true),
    publicKey: file.election.get().urnKey,
  })
  const random = seededRandom(seed, uuid, () => file.journal.size())
  const stage: Stage = {
    ...{ file, clock, definition, folder, electionPath, urnKey, lifecycle: theatre.lifecycle },
    world: { ...before, random },
  }
  await decide(stage, "constitute")
  return stage
}

async function drawKey(name: string, path: string, world: World): Promise<VerifierKey> {
  const { publicPath } = await createMemberKey({ name, path, passphrase, rehearsal: true }, world)
  return readVerifierKey(publicPath, world)
}

/** Imports the roll. @throws UrneError `rows-refused` and whatever else an import refuses */
export async function prepareRoll(
  { file, world, clock, definition, folder }: Stage,
  source: RollSource,
): Promise<RollImport> {
  clock.pass(day)
  const path = "path" in source ? source.path : `${folder}/members.csv`
  if ("members" in source) {
    await world.files.writeWhole(path, fittedRoll(world.random, definition.roll, source.members), { secret: true })
  }
  const skipRefused = "path" in source ? source.skipRefused : undefined
  return importRoll(file, world, { paths: [path], skipRefused, report: `${folder}/roll-report.json` })
}

/** Holds the key ceremony in one room. */
export async function makeUrnKeys({ file, world, clock, folder }: Stage): Promise<HeldCeremony> {
  clock.pass(day)
  const { holders } = seatsOf(file, world.now())
  const election = file.election.get()
  const seats = holders.map(({ id }) => ({
    holder: id,
    path: `${folder}/keys/${holderFileName(election, id)}`,
    passphrase,
  }))
  return holdCeremony(file, seats, world)
}

/** Draws a code for each member. */
export async function drawCodes(stage: Stage): Promise<GeneratedCredentials> {
  const { file, world, clock, definition } = stage
  clock.pass(day)
  const officers = officersOf(definition).map((name) => ({ name, keyPath: officerKeyPath(stage, name), passphrase }))
  return generateCredentials(file, { officers, out: codesPath(stage) }, world)
}

/** The number of letters in a file. */
const partSize = 500

/** Prints every member's letter. */
export async function printAllLetters(stage: Stage): Promise<PrintedLetters> {
  const { file, world, clock, definition, folder } = stage
  clock.pass(hour)
  const [officer] = officersOf(definition)
  const access = { file: codesPath(stage), keyPath: officerKeyPath(stage, officer), passphrase }
  const { letterReason: reason } = catalogueOf(definition.locale).labels.rehearsal
  return printLetters(file, { access, out: `${folder}/letters`, partSize, reason }, world)
}
