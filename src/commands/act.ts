import type { Command } from "commander"
import type { ReadActFile } from "../authority/act-file-operations.ts"
import type { Member } from "../authority/constitution.ts"
import { UrneError } from "../core/error.ts"
import { peopleNamed } from "../core/person-named.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import { answersText } from "../screens/act-answers.ts"
import { actSummary } from "../screens/act-summary.ts"
import { actScreen, exactText } from "../screens/act.ts"
import { constitutedOutcome, fingerprintText } from "../screens/fingerprint.ts"
import { safe, type Screen } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { keyOptions, showDefined, type SigningOptions, signWaiting } from "./deciding.ts"
import { withPassphrase } from "./passphrases.ts"

/** `urne act …`: signs, shows, carries and answers acts, on this terminal or another. */
export function actCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.authority
  const act = program.command("act").description(commands.act)

  const show = act.command("show").description(commands.actShow).argument("[number]")
  show.action(async (number: string | undefined) => {
    await app.onElection(
      show,
      async ({ file, world }) => {
        const { findAct } = await import("../authority/queries.ts")
        const { lifecycleOf } = await import("../election/lifecycle.ts")
        return findAct(file, lifecycleOf(world), number, world.now())
      },
      { human: (progress, screen) => `${actScreen(progress, screen)}${answersText(progress, screen)}` },
    )
  })
  examples(show, app.labels.command, ["urne act show", "urne act show 2"])

  const sign = keyOptions(act.command("sign").description(commands.actSign).argument("[file]"), app)
  sign
    .option("--out <file>", options.out)
    .action(async (file: string | undefined, given: SigningOptions & { out?: string }) => {
      if (file === undefined) {
        await app.onElection(
          sign,
          async (session) => {
            const { withFingerprint } = await import("../authority/queries.ts")
            return withFingerprint(session.file, await signWaiting(session, given))
          },
          { human: constitutedOutcome },
        )
      } else await signCarried(sign, app, file, given)
    })
  examples(sign, app.labels.command, ["urne act sign --key anne.key", "urne act sign act-2.json --key anne.key"])

  carriedCommands(act, app)

  for (const [name, kind] of [
    ["decline", "declined"],
    ["reserve", "reserved"],
  ] as const) {
    const answer = act.command(name).description(kind === "declined" ? commands.actDecline : commands.actReserve)
    answer.argument("[number]").requiredOption("--reason <text>", options.reason)
    if (kind === "declined") answer.option("--absent <member>", options.absent)
    answer
      .requiredOption("-k, --key <file>", options.key)
      .option("--passphrase-file <file>", options.onePassphraseFile)
      .action(
        async (
          number: string | undefined,
          given: { reason: string; absent?: string; key: string; passphraseFile?: string },
        ) => {
          await app.onElection(
            answer,
            async (session) => {
              const { answerAct } = await import("../authority/member-operations.ts")
              const about = { act: number, kind, reason: given.reason }
              const request = given.absent === undefined ? about : { ...about, absent: given.absent }
              return withPassphrase(session, given.key, given.passphraseFile, (passphrase) =>
                answerAct(session.file, request, { path: given.key, passphrase }, session.world),
              )
            },
            { human: ({ act: number, member }, { labels }) => `${labels.authority.recorded(number, safe(member))}\n` },
          )
        },
      )
    examples(answer, app.labels.command, [`urne act ${name} --reason 'I had no time to read it' --key anne.key`])
  }

  const withdraw = act.command("withdraw").description(commands.actWithdraw)
  withdraw.action(async () => {
    await app.onElection(
      withdraw,
      async ({ file, world }) => {
        const { withdrawAct } = await import("../authority/operations.ts")
        return withdrawAct(file, world.now())
      },
      { human: ({ withdrawn }, { labels }) => `${labels.authority.withdrawn(withdrawn)}\n` },
    )
  })
  examples(withdraw, app.labels.command, ["urne act withdraw"])
}

function carriedCommands(act: Command, app: App): void {
  const { commands, options } = app.labels.authority
  const carry = act.command("export").description(commands.actExport)
  carry.option("--out <file>", options.out).action(async (given: { out?: string }) => {
    await app.onElection(
      carry,
      async (session) => {
        const { exportAct } = await import("../authority/act-file-operations.ts")
        const { lifecycleOf } = await import("../election/lifecycle.ts")
        const result = await proclaimedResult(session)
        const now = session.world.now()
        const { act: number, content } = exportAct(session.file, lifecycleOf(session.world), now, result)
        const path = given.out ?? `act-${number}.json`
        await session.world.files.writeWhole(path, content)
        return { act: number, path }
      },
      { human: ({ path }, { labels }) => `${labels.authority.exported(safe(path))}\n` },
    )
  })
  examples(carry, app.labels.command, ["urne act export", "urne act export --out act-2.json"])

  const bring = act.command("import").description(commands.actImport).argument("<file>")
  bring.action(async (path: string) => {
    await app.onElection(
      bring,
      async (session) => {
        const { importAct } = await import("../authority/act-file-operations.ts")
        const { lifecycleOf } = await import("../election/lifecycle.ts")
        const { withFingerprint } = await import("../authority/queries.ts")
        const progress = await importAct(session.file, lifecycleOf(session.world), path, session.world)
        return { ...withFingerprint(session.file, progress), added: progress.added }
      },
      {
        human: (progress, screen) =>
          `${screen.labels.authority.imported(progress.added)}\n${constitutedOutcome(progress, screen)}`,
      },
    )
  })
  examples(bring, app.labels.command, ["urne act import act-2.signed.json"])
}

/** Returns the result that the pending act proclaims, of which its text states only the hash. */
async function proclaimedResult({ file }: ElectionSession): Promise<string | undefined> {
  const { waitingAct } = await import("../authority/proven-acts.ts")
  if (waitingAct(file)?.kind !== "proclaim") return undefined
  const { resultText } = await import("../tally/statement-queries.ts")
  return resultText(file)
}

/** Shows the result in an act file. @throws UrneError `not-an-act-file` if it does not fit the questions */
async function showResult(path: string, { judged, screen }: { readonly judged: ReadActFile; readonly screen: Screen }) {
  const { result, definition, pending } = judged
  if (result === undefined || definition === undefined) return ""
  const { votesOf } = await import("../tally/result.ts")
  const questions = votesOf(definition.questions, result)
  if (questions === undefined) throw new UrneError("not-an-act-file", { path, rule: "result", act: pending.number })
  const { votesScreen } = await import("../screens/result.ts")
  return `${votesScreen({ name: pending.name, rehearsal: pending.rehearsal, provisional: true, questions }, screen)}\n`
}

/** Signs a file that `act export` made, on a machine that needs no election file. */
async function signCarried(
  sign: Command,
  app: App,
  file: string,
  given: SigningOptions & { readonly out?: string },
): Promise<void> {
  const out = given.out ?? file.replace(/(\.json)?$/, ".signed.json")
  await app.run(
    sign,
    async (session) => {
      const { readActFile, signActFile } = await import("../authority/act-file-operations.ts")
      const judged = await readActFile(file, session.world)
      const { rehearsal, uuid } = judged.pending
      const world = session.worldOf({ rehearsal, uuid, size: () => judged.pending.journal.size })
      const screen = { ...session.screen, zone: judged.definition?.timezone }
      const { labels } = screen
      app.zone = screen.zone
      if (judged.definition !== undefined) await showDefined(judged.pending.kind, judged.definition, screen, session)
      session.show(await showResult(file, { judged, screen }))
      session.show(
        `${labels.authority.actTitle(judged.pending.number, labels.lifecycle.acts[judged.pending.kind])}\n\n`,
      )
      const { memberNames } = await import("../authority/constitution.ts")
      const names = memberNames(judged.judge.members)
      session.show(`${actSummary(judged.pendingText, names, screen)}\n`)
      session.show(`${exactText(judged.pendingText, screen)}\n\n`)
      session.show(`${fingerprintText(judged.anchor, screen, { apart: true })}\n`)
      const path = given.key?.[0] ?? (await keyToSign(session, judged.judge.members))
      // The key remembers what it signs before the file is written, so the place is checked first.
      await world.files.requireWritable(out)
      const signed = await withPassphrase(session, path, given.passphraseFile?.[0], (passphrase) =>
        signActFile(judged, { path, passphrase }, world),
      )
      await world.files.writeWhole(out, signed.content)
      return { act: signed.act, member: signed.member, path: out }
    },
    { human: ({ path }, { labels }) => `${labels.authority.carried(safe(path))}\n` },
  )
}

/**
 * Asks for the key of the member who signs, and proposes it if it is the only one here. The name of its member is enough
 * where their key is.
 */
async function keyToSign({ world, prompt, screen, show }: Session, members: readonly Member[]): Promise<string> {
  const { withKeys } = await import("../authority/key-search-queries.ts")
  const { act, authority } = screen.labels
  const signers = await withKeys(members, ["."], world.files)
  const [own, ...others] = signers.flatMap(({ path }) => path ?? [])
  const proposed = own !== undefined && others.length === 0 ? { initial: own } : {}
  for (let refused = false; ; refused = true) {
    const typed = (await prompt.text(authority.keyToSign, "--key", { ...proposed, refused })).trim()
    const [meant, another] = peopleNamed(typed, signers)
    if (meant === undefined || another !== undefined || (await world.files.kind(typed)) === "file") return typed
    if (meant.path !== undefined) return meant.path
    show(`${authority.keyNotHere(act.person(safe(meant.name), safe(meant.member)))}\n`)
  }
}
