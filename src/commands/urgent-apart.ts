import type { Command } from "commander"
import type { Member } from "../authority/constitution.ts"
import type { MemberKey } from "../authority/member-key.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import {
  type CarriedSuspension,
  carriedSuspension,
  type DecidedSuspension,
  draftedJson,
  suspensionCopied,
  type SuspensionDrafted,
  suspensionDrafted,
  suspensionJson,
  suspensionScreen,
} from "../screens/urgent.ts"
import type { JudgedSuspensionFile } from "../urn/urgent-file.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { type Copied, signCopy } from "./copies.ts"
import { keyOptions, type SigningOptions } from "./deciding.ts"
import { reasonOfDecision } from "./reason.ts"
import { membersKeys } from "./writing.ts"

type Keys = Pick<SigningOptions, "key" | "passphraseFile">

/** `urne suspend-urgently draft|sign|publish`: an urgent suspension goes to members who are elsewhere, and comes back signed. */
export function urgentApartCommands(urgent: Command, app: App): void {
  draftCommand(urgent, app)
  signCommand(urgent, app)
  publishCommand(urgent, app)
}

interface DraftOptions {
  readonly reason?: string
  readonly out?: string
}

function draftCommand(urgent: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const command = urgent.command("draft").description(commands.urgentDraft)
  command
    .option("--reason <text>", options.reason)
    .option("--out <file>", options.urgentOut)
    .action(async (given: DraftOptions) => {
      await app.onElection<SuspensionDrafted>(command, (session) => draftApart(session, given), {
        human: suspensionDrafted,
        json: draftedJson,
      })
    })
  examples(command, app.labels.command, [
    "urne suspend-urgently draft --reason 'The site did not answer for two hours' --out suspension.json",
  ])
}

/** Drafts an urgent suspension, shows it and writes it to a file. The vote goes on. */
async function draftApart(session: ElectionSession, given: DraftOptions): Promise<SuspensionDrafted> {
  const { file, world, screen } = session
  const { definition: election } = file.election.get()
  const { draftSuspension, requireUrgentAllowed } = await import("../urn/urgent-queries.ts")
  const { draftedSuspension } = await import("../urn/urgent-apart-operations.ts")
  // What nobody may do now is refused before a reason is asked for.
  const { before } = requireUrgentAllowed(file, world.now())
  const path = given.out ?? `suspension-${before + 1}.json`
  await world.files.requireWritable(path)
  const draft = draftSuspension(file, await reasonOfDecision(session, given.reason), world.now())
  session.show(carriedSuspension({ ...draft, election, signed: undefined }, screen))
  await world.files.writeWhole(path, draftedSuspension(file, draft))
  return { suspension: draft.suspension, needed: draft.needed, path, timezone: election.timezone }
}

function signCommand(urgent: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const command = keyOptions(
    urgent.command("sign").description(commands.urgentSign).argument("<file>", options.urgentFile),
    app,
  )
  command
    .option("--out <file>", options.urgentCopyOut)
    .action(async (path: string, given: Keys & { readonly out?: string }) => {
      let members: readonly Member[] = []
      await app.run<Copied>(
        command,
        async (session) => {
          const { readSuspensionFile } = await import("../urn/urgent-apart-operations.ts")
          const judged = await readSuspensionFile(path, session.world)
          members = judged.members
          app.zone = judged.definition.timezone
          return signShown(session, judged, { ...given, path })
        },
        { human: (copied, screen) => suspensionCopied({ ...copied, members }, screen) },
      )
    })
  examples(command, app.labels.command, ["urne suspend-urgently sign suspension.json --key anne.key"])
}

/** Shows a suspension, and has it signed. */
async function signShown(
  session: Session,
  judged: JudgedSuspensionFile,
  { path, ...given }: Keys & { readonly path: string; readonly out?: string },
): Promise<Copied> {
  const { signSuspensionFile } = await import("../urn/urgent-apart-operations.ts")
  const { suspension, needed, anchor, acts, definition } = judged
  const { rehearsal, uuid, number } = suspension
  const { timezone } = definition
  session.show(carriedSuspension(await carriedOf(judged), { ...session.screen, zone: timezone }))
  const copy = {
    ...{ path, rehearsal, uuid, size: acts.at(-1)?.journal.size ?? 0, anchor, timezone },
    sign: (keys: readonly MemberKey[]) => signSuspensionFile(judged, keys),
  }
  return { number, needed, ...(await signCopy(session, copy, given)) }
}

async function carriedOf(judged: JudgedSuspensionFile): Promise<CarriedSuspension> {
  const { must } = await import("../core/must.ts")
  const { suspension, file, needed, definition, acts, members, signed } = judged
  const last = must(acts.at(-1), "the act that the text names")
  return { suspension, text: file.text, needed, election: definition, last, members, signed }
}

function publishCommand(urgent: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const command = keyOptions(
    urgent.command("publish").description(commands.urgentPublish).argument("<file...>", options.urgentCopies),
    app,
  )
  command.action(async (paths: readonly string[], given: Keys) => {
    await app.onElection<DecidedSuspension>(command, (session) => publish(session, paths, given), {
      human: suspensionScreen,
      json: suspensionJson,
    })
  })
  examples(command, app.labels.command, ["urne suspend-urgently publish suspension.signed.json --key bruno.key"])
}

/** Shows a suspension that came back with signatures, and puts it into effect. Keys are asked for where signatures lack. */
async function publish(session: ElectionSession, paths: readonly string[], given: Keys): Promise<DecidedSuspension> {
  const { file, world, screen } = session
  const { collectSuspension } = await import("../urn/urgent-apart-operations.ts")
  const { suspendUrgently } = await import("../urn/urgent-operations.ts")
  const { timezone } = file.election.get().definition
  file.store.requireWritable()
  const collected = await collectSuspension(file, paths, world)
  session.show(carriedSuspension(await carriedOf(collected), screen))
  const keys = await membersKeys(session, given, Math.max(0, collected.needed - collected.signed.length))
  const { suspension, text, lines } = collected
  return { ...suspendUrgently(file, { suspension, text }, keys, world.now(), lines), timezone }
}
