import { drawCredential } from "../belenios/credential.ts"
import { maxTotalWeight, publicCredentialsBody, sortCredentials } from "../belenios/public-credentials.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { partsOf } from "../core/parts.ts"
import { removingOnRollback } from "../core/remove-on-rollback.ts"
import type { World } from "../core/world.ts"
import type { Sha256 } from "../journal/event.ts"
import { append, lastEntry, requirePhase } from "../journal/operations.ts"
import { requireIntactRoll } from "../roll/queries.ts"
import type { RollTable } from "../roll/table.ts"
import { besideSources, openPool } from "../workers/pool.ts"
import { encryptOfficerFile, type OfficerEntry, officerFileDigest, type OfficerFileHead } from "./officer-file.ts"
import { newOfficerKey, type OfficerKey, sealOfficerKey } from "./officer-key.ts"
import { type CredentialFile, readOfficerKey } from "./queries.ts"
import { reserveOf } from "./reserve.ts"
import type { Credential } from "./table.ts"

/** The tables that generating needs: it reads the roll, and writes credentials without their members. */
export interface GenerateFile extends CredentialFile {
  readonly roll: RollTable
}

export interface OfficerRequest {
  /** The officer as the definition names them. */
  readonly name: string
  /** Where the officer's key is. It is made if there is none. */
  readonly keyPath: string
  readonly passphrase: string
}

export interface GeneratedCredentials {
  readonly issued: number
  readonly reserve: number
  readonly officerFile: string
  readonly officers: readonly { readonly name: string; readonly keyPath: string; readonly created: boolean }[]
  readonly credentials: Sha256
  readonly reserveKeys: Sha256
}

/**
 * Draws a code for each member and a reserve, and registers their keys. Two files cannot commit together: the officer's
 * file is written first and read back, then one transaction registers the keys and names what the file holds. If that
 * fails, the file is removed. If the machine stops in between, the file is an orphan, which the next run reports and
 * does not touch.
 *
 * @param request.out - where the officer's file is written
 * @throws UrneError `wrong-phase`, `roll-needed`, `credentials-exist`, `officer-file-orphan`, `officers-wrong`,
 * `officers-count`, `total-weight`, and what opening an existing key throws
 */
export async function generateCredentials(
  file: GenerateFile,
  request: { readonly officers: readonly OfficerRequest[]; readonly out: string },
  world: World,
): Promise<GeneratedCredentials> {
  file.store.requireWritable()
  const { uuid, rehearsal, definition } = file.election.get()
  const roll = requireReady(file, world.now())
  requireOfficers(definition.credentials.officers, request.officers)
  if ((await world.files.kind(request.out)) !== undefined) {
    throw new UrneError("officer-file-orphan", { path: request.out })
  }
  await world.files.requireWritable(request.out)
  requireIntactRoll(file)
  const plan = planOf(file.roll, definition.credentials.reserve)
  const officers = await Promise.all(request.officers.map((officer) => officerKey(officer, rehearsal, world)))

  const head: OfficerFileHead = { uuid, rehearsal, issued: plan.issued, reserve: plan.reserved }
  const drawn: Credential[] = []
  const sealed = await encryptOfficerFile(
    head,
    drawEntries(file.roll, plan, uuid, drawn, world),
    officers.map(({ key }) => key.recipient),
  )
  await world.files.writeWhole(request.out, sealed.content, { secret: true })
  for (const { key } of officers) await requireReadable(request.out, key, sealed.digest(), world)

  const hashes = await removingOnRollback(world.files, [request.out], () =>
    register(file, { drawn, roll, officerFile: sealed.digest() }, world.now()),
  )
  return {
    issued: plan.issued,
    reserve: plan.reserved,
    officerFile: request.out,
    officers: officers.map(({ key, keyPath, created }) => ({ name: key.officer, keyPath, created })),
    ...hashes,
  }
}

/**
 * Requires that credentials can be drawn now.
 *
 * @returns the number of the entry that imported the roll
 * @throws UrneError `credentials-exist`, `wrong-phase`, `roll-needed`
 */
export function requireReady({ journal }: Pick<GenerateFile, "journal">, now: number): number {
  const done = lastEntry(journal, "credentials.generated")
  if (done !== undefined) throw new UrneError("credentials-exist", { issued: done.event.issued })
  requirePhase(journal, now, "constituted")
  const roll = lastEntry(journal, "roll.imported")
  if (roll === undefined || roll.event.eligible === 0) throw new UrneError("roll-needed", {})
  return roll.number
}

function requireOfficers(wanted: readonly string[], officers: readonly OfficerRequest[]): void {
  const given = officers.map(({ name }) => name)
  if (wanted.length > 0 && [...wanted].sort().join("\n") !== [...given].sort().join("\n")) {
    throw new UrneError("officers-wrong", { wanted, given })
  }
  if (given.length < 1 || given.length > 2 || new Set(given).size !== given.length) {
    throw new UrneError("officers-count", { given: given.length })
  }
}

interface Plan {
  readonly issued: number
  readonly reserved: number
  /** How many credentials are in reserve, by weight. */
  readonly reserve: ReadonlyMap<bigint, number>
}

/** Counts the roll before anything is drawn. @throws UrneError `total-weight` */
function planOf(roll: RollTable, percent: number): Plan {
  const weights = new Map(roll.weights().map(({ weight, voters }) => [weight, voters]))
  const issued = roll.counts().eligible
  const reserve = reserveOf(weights, percent)
  const total = [...weights, ...reserve].reduce((sum, [weight, count]) => sum + weight * BigInt(count), 0n)
  if (total > maxTotalWeight) throw new UrneError("total-weight", { total: `${total}`, limit: `${maxTotalWeight}` })
  const reserved = [...reserve.values()].reduce((sum, count) => sum + count, 0)
  return { issued, reserved, reserve }
}

/** Opens an existing key, which must be this officer's. A missing one is drawn and written before any code. */
async function officerKey(
  { name, keyPath, passphrase }: OfficerRequest,
  rehearsal: boolean,
  world: World,
): Promise<{ readonly key: OfficerKey; readonly keyPath: string; readonly created: boolean }> {
  if ((await world.files.kind(keyPath)) !== undefined) {
    const key = await readOfficerKey(world, { keyPath, passphrase }, rehearsal)
    if (key.officer !== name)
      throw new UrneError("another-officer-key", { path: keyPath, officer: key.officer, rehearsal })
    return { key, keyPath, created: false }
  }
  const key = await newOfficerKey(name, rehearsal)
  await world.files.writeWhole(keyPath, await sealOfficerKey(key, passphrase), { secret: true })
  return { key, keyPath, created: true }
}

type Undrawn = Pick<OfficerEntry, "member" | "code" | "weight"> & Pick<Credential, "group" | "kind">

/** Draws the codes in order in this thread, so that a seed repeats them, and derives their keys in all threads. */
async function* drawEntries(
  roll: RollTable,
  plan: Plan,
  uuid: string,
  drawn: Credential[],
  world: World,
): AsyncGenerator<OfficerEntry, void, undefined> {
  const pool = openPool(world)
  const chunks = partsOf(drawCodes(roll, plan, world), chunkLength)
  const codesOf = (chunk: readonly Undrawn[]) => ({ uuid, codes: chunk.map(({ code }) => code) })
  try {
    for await (const { source, output } of besideSources(pool, "deriveKeys", chunks, codesOf)) {
      for (const [i, { member, code, weight, group, kind }] of source.entries()) {
        const key = output[i] ?? ""
        drawn.push({ key, weight, group, kind, state: kind === "issued" ? "usable" : "reserve" })
        yield { member, code, key, weight }
      }
      world.progress("credentials.generate", drawn.length, plan.issued + plan.reserved)
    }
  } finally {
    await pool.close()
  }
}

function* drawCodes(roll: RollTable, plan: Plan, { random }: World): Generator<Undrawn, void, undefined> {
  for (const { id, weight, group } of roll.electors()) {
    yield { member: id, code: drawCredential(random, `issued|${id}`), weight, group, kind: "issued" }
  }
  for (const [weight, count] of plan.reserve) {
    for (let i = 0; i < count; i++) {
      const code = drawCredential(random, `reserve|${weight}|${i}`)
      yield { member: undefined, code, weight, group: undefined, kind: "reserve" }
    }
  }
}

const chunkLength = 500

/** Opens the file again, so that a file that cannot be opened is found now and not when the letters are due. */
async function requireReadable(path: string, key: OfficerKey, digest: Sha256, { files }: World): Promise<void> {
  if ((await officerFileDigest(files.stream(path), key.identity, path)) === digest) return
  throw new UrneError("not-an-officer-file", { path })
}

/**
 * Registers in one transaction the keys, in their own order, and the entry that names the list, the reserve and the
 * officer's file.
 */
function register(
  file: GenerateFile,
  {
    drawn,
    roll,
    officerFile,
  }: { readonly drawn: readonly Credential[]; readonly roll: number; readonly officerFile: Sha256 },
  now: number,
): { readonly credentials: Sha256; readonly reserveKeys: Sha256 } {
  const all = sortCredentials(drawn) as readonly Credential[]
  const reserve = all.filter(({ kind }) => kind === "reserve")
  const credentials: Sha256 = `sha256:${sha256Hex(publicCredentialsBody(all))}`
  const reserveKeys: Sha256 = `sha256:${sha256Hex(publicCredentialsBody(reserve))}`
  file.store.write(() => {
    // Another terminal may have been faster, or may have imported another roll, while the codes were drawn.
    if (requireReady(file, now) !== roll) throw new UrneError("roll-changed", {})
    for (const credential of all) file.credentials.insert(credential)
    append(file.journal, now, {
      type: "credentials.generated",
      issued: all.length - reserve.length,
      reserve: reserve.length,
      credentials,
      reserveKeys,
      officerFile,
    })
  })
  return { credentials, reserveKeys }
}
