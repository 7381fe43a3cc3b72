import type { Command } from "commander"
import type { MemberKey } from "../authority/member-key.ts"
import { UrneError } from "../core/error.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Session } from "../election/session.ts"
import type { VerifierKey } from "../notes/key.ts"
import type { WrittenPart } from "../screens/verification.ts"
import { hashJson } from "../terminal/json.ts"
import { wholeNumber } from "../terminal/options.ts"
import { safe } from "../terminal/output.ts"
import type { Relied } from "../verify/divided/relied.ts"
import type { Shard } from "../verify/divided/shard.ts"
import type { Expectations } from "../verify/expectations.ts"
import type { Report } from "../verify/report/report.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { withPassphrase } from "./passphrases.ts"

interface VerifyOptions {
  readonly authority?: string
  readonly checkpoint?: readonly string[]
  readonly receipt?: readonly string[]
  readonly tracker?: readonly string[]
  readonly final?: boolean
  readonly since?: string
  readonly shard?: string
  readonly merge?: readonly string[]
  readonly trust?: readonly string[]
  readonly sample?: string
  readonly selfCheck?: string | true
  readonly key?: string
  readonly passphraseFile?: string
  readonly out?: string
  readonly force?: boolean
}

export function verifyCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.verify
  const command = program.command("verify").description(commands.verify).argument("<path>", commands.path)
  command
    .option("--authority <fingerprint>", options.authority)
    .option("--checkpoint <file...>", options.checkpoint)
    .option("--receipt <file...>", options.receipt)
    .option("--tracker <tracker...>", options.tracker)
    .option("--final", options.final)
    .option("--since <note>", options.since)
    .option("--shard <i/n>", options.shard)
    .option("--merge <part...>", options.merge)
    .option("--trust <file...>", options.trust)
    .option("--sample <n>", options.sample)
    .option("--self-check [n]", options.selfCheck)
    .option("-k, --key <file>", options.key)
    .option("--passphrase-file <file>", options.passphraseFile)
    .option("--out <file>", options.out)
    .option("--force", options.force)
    .action(async (path: string, given: VerifyOptions) => {
      refuseContradictions(given)
      await (given.shard === undefined
        ? verifyWhole(path, given, command, app)
        : verifyShare(path, given, command, app))
    })
  examples(command, app.labels.command, [
    "urne verify record --final --authority 'ab12 cd34 ef56 ab78 ab12 cd34 ef56 ab78'",
    "urne verify 9xDrMnXn4cUuGk.bel",
    "urne verify record --receipt receipt.txt",
    "urne verify record --key auditor.key --out audit.note",
    "urne verify record --since audit.note --trust auditor.key.pub",
    "urne verify record --shard 1/4 --key auditor.key --out part-1",
    "urne verify record --merge part-1 part-2 part-3 part-4 --trust auditor.key.pub",
  ])
}

/**
 * Refuses options that exclude each other, and those that need another.
 *
 * @throws UrneError `options-exclude`, `missing-option`
 */
function refuseContradictions(given: VerifyOptions): void {
  const excluded: readonly (readonly [keyof VerifyOptions, readonly (keyof VerifyOptions)[]])[] = [
    // The final audit takes nobody's word for a ballot that it could check.
    ["since", ["final", "merge", "shard"]],
    ["shard", ["merge", "final", "authority", "checkpoint", "receipt", "tracker", "trust", "selfCheck"]],
    ["merge", ["selfCheck"]],
  ]
  for (const [one, others] of excluded) {
    const other = others.find((each) => given[each] !== undefined)
    if (given[one] !== undefined && other !== undefined) {
      throw new UrneError("options-exclude", { option: optionName(one), other: optionName(other) })
    }
  }
  const needs = (condition: boolean, option: keyof VerifyOptions) => {
    if (condition && given[option] === undefined) throw new UrneError("missing-option", { option: optionName(option) })
  }
  needs(given.sample !== undefined, "merge")
  needs(given.shard !== undefined || given.out !== undefined || given.passphraseFile !== undefined, "key")
  needs(given.shard !== undefined, "out")
  const isRelied = given.since !== undefined || given.merge !== undefined
  // A signer relies on their own key; a key that signs nothing would be asked for in vain.
  needs(isRelied && given.key === undefined, "trust")
  needs(given.key !== undefined, "out")
  if (!isRelied && given.trust !== undefined) needs(true, "since")
}

function optionName(name: keyof VerifyOptions): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

async function verifyWhole(path: string, given: VerifyOptions, command: Command, app: App): Promise<void> {
  const { exitOf, lacksMark } = await import("../verify/report/report.ts")
  const { reportScreen } = await import("../screens/verification.ts")
  const final = given.final === true
  await app.run<Report & { readonly note?: string | null }>(command, (session) => verifyPath(path, given, session), {
    human: (report, screen) => {
      const text = reportScreen(report, { final, lacksMark: lacksMark(report) }, screen, app.catalogue)
      const { signed, unsigned } = screen.labels.audit
      if (report.note === undefined) return text
      return `${text}${report.note === null ? unsigned(safe(given.out ?? "")) : signed(safe(report.note))}\n`
    },
    json: reportJson,
    // The report of a verification is its result, so it goes to standard output whatever the verdict.
    status: (report) => exitOf(report, final),
  })
}

/**
 * Writes the hashes of the extent that an auditor signs, in the form of JSON, and the note that was written to `path`.
 */
function reportJson({ extent, note, ...report }: Report & { readonly note?: string | null }): object {
  const { archive, journal } = extent ?? {}
  return {
    ...report,
    extent:
      archive === undefined
        ? null
        : {
            archive: { ...archive, hash: hashJson(archive.hash) },
            journal: journal ? { ...journal, root: hashJson(journal.root) } : null,
          },
    ...(note === undefined ? {} : { path: note }),
  }
}

async function verifyPath(path: string, given: VerifyOptions, session: Session) {
  const { world } = session
  const { openPool } = await import("../workers/pool.ts")
  const { key, out, force = false } = given
  if (out !== undefined) await world.files.requireWritable(out, { force: force && "audit" })
  const signer = key === undefined ? undefined : await openKey(key, given, session)
  // The threads get ready while this one loads the checks and reads what they need.
  const pool = openPool(world)
  try {
    const asked = await askedOf(given, world)
    const relied = await reliedOf(given, signer, session)
    const { verify } = await import("../verify/verify.ts")
    const { openSource } = await import("../verify/source/source.ts")
    const report = await verify(await openSource(world, path), asked, {
      pool,
      random: world.random,
      progress: (checked, ballots) => {
        world.progress("record.verify", checked, ballots)
      },
      ...(relied === undefined ? {} : { relied }),
      ...selfCheckOf(given),
    })
    if (signer === undefined || out === undefined) return report
    const { auditNote } = await import("../verify/report/signing.ts")
    const note = auditNote(report, path, signer, world)
    if (note !== undefined) await world.files.writeWhole(out, note, { force: force && "audit" })
    return { ...report, note: note === undefined ? null : out }
  } finally {
    await pool.close()
  }
}

/** Opens the auditor's key, which has the same form as a member's. */
async function openKey(path: string, { passphraseFile }: VerifyOptions, session: Session): Promise<MemberKey> {
  const { openMemberKey } = await import("../authority/member-operations.ts")
  const { key } = await withPassphrase(session, path, passphraseFile, (passphrase) =>
    openMemberKey({ path, passphrase }, session.world),
  )
  return key
}

/** So many ballots are compared if `--self-check` gives no number. */
const usualSelfCheck = 100

function selfCheckOf({ selfCheck }: VerifyOptions) {
  if (selfCheck === undefined) return {}
  const count = selfCheck === true ? usualSelfCheck : wholeNumber("--self-check", selfCheck, 1, 1_000_000)
  return { selfCheck: count }
}

/**
 * So many blocks of the parts are checked again. If one block in twenty of a part is wrong, at least one of those is
 * found in more than 96 of 100 cases.
 */
const usualSample = 64

async function reliedOf(
  { since, merge, trust = [], sample }: VerifyOptions,
  signer: MemberKey | undefined,
  { world }: Session,
): Promise<Relied | undefined> {
  if (since === undefined && merge === undefined) return undefined
  const { readVerifierKey } = await import("../authority/member-operations.ts")
  const { verifierOf } = await import("../notes/key.ts")
  const keys: VerifierKey[] = await Promise.all(trust.map((path) => readVerifierKey(path, world)))
  if (signer !== undefined) keys.push(verifierOf(signer))
  const { readAudit } = await import("../verify/divided/relied.ts")
  if (since !== undefined) return { kind: "audit", audit: await readAudit(since, keys, world.files) }
  const { readPart } = await import("../verify/divided/parts.ts")
  const parts = []
  for (const path of merge ?? []) parts.push(await readPart(path, keys, world.files))
  const blocks = sample === undefined ? usualSample : wholeNumber("--sample", sample, 1, 1_000_000)
  return { kind: "parts", parts, software: world.software, sample: blocks }
}

async function verifyShare(path: string, given: VerifyOptions, command: Command, app: App): Promise<void> {
  const { partScreen } = await import("../screens/verification.ts")
  await app.run<WrittenPart>(command, (session) => auditPath(path, given, session), {
    human: (part, screen) => partScreen(part, screen, app.catalogue),
    json: ({ archive, ...part }) => ({ ...part, archive: archive && { ...archive, hash: hashJson(archive.hash) } }),
    // The part lists ballots with faults; the verdict comes with the merging of the parts.
    status: (part) => (part.path === null ? 5 : 0),
  })
}

async function auditPath(path: string, given: VerifyOptions, session: Session): Promise<WrittenPart> {
  const { world } = session
  const { key: keyPath = "", out = "", force = false } = given
  const shard = readShard(given.shard ?? "")
  await world.files.requireWritable(out, { force: force && "audit" })
  const key = await openKey(keyPath, given, session)
  const { openPool } = await import("../workers/pool.ts")
  const pool = openPool(world)
  try {
    const { auditShare } = await import("../verify/divided/shard.ts")
    const { openSource } = await import("../verify/source/source.ts")
    const progress = (checked: number, ballots: number) => {
      world.progress("record.verify", checked, ballots)
    }
    const archive = { path, source: await openSource(world, path) }
    const signer = { key, software: world.software }
    const { source, ...part } = await auditShare(archive, shard, signer, { pool, random: world.random, progress })
    if (source !== null) await world.files.writeWhole(out, source, { force: force && "audit" })
    return { ...part, path: source === null ? null : out, signer: key.name }
  } finally {
    await pool.close()
  }
}

/** Reads `2/4`. @throws UrneError `invalid-option` */
function readShard(text: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []
  const shard = { index: Number(index), count: Number(count) }
  if (shard.index >= 1 && shard.index <= shard.count) return shard
  throw new UrneError("invalid-option", { option: "--shard", value: text, wanted: { form: "shard" } })
}

async function askedOf(given: VerifyOptions, { files }: Session["world"]): Promise<Expectations> {
  const { isKeptNote, isTracker, readFingerprint } = await import("../verify/expectations.ts")
  const { restoredNote } = await import("../notes/note.ts")
  const notes = (kind: "receipt" | "checkpoint", paths: readonly string[] = []) =>
    Promise.all(
      paths.map(async (path) => {
        const source = restoredNote(new TextDecoder().decode(await files.read(path, 1 << 20)))
        if (!isKeptNote(kind, source)) refuseNewer(source, path)
        if (!isKeptNote(kind, source)) throw new UrneError("not-a-kept-note", { path, kind })
        return { path, source }
      }),
    )
  const authority = given.authority === undefined ? undefined : readFingerprint(given.authority)
  if (given.authority !== undefined && authority === undefined) {
    throw new UrneError("invalid-option", {
      option: "--authority",
      value: given.authority,
      wanted: { form: "fingerprint" },
    })
  }
  for (const tracker of given.tracker ?? []) {
    if (!isTracker(tracker)) {
      throw new UrneError("invalid-option", { option: "--tracker", value: tracker, wanted: { form: "tracker" } })
    }
  }
  const [checkpoints, receipts] = [await notes("checkpoint", given.checkpoint), await notes("receipt", given.receipt)]
  return { authority, checkpoints, receipts, trackers: given.tracker ?? [] }
}
