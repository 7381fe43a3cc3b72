import type { Command } from "commander"
import type { MemberKey } from "../authority/member-key.ts"
import { instantText } from "../core/instant.ts"
import type { ElectionSession } from "../election/session.ts"
import type { DueNotice } from "../notices/facts.ts"
import type { DraftNotice } from "../notices/queries.ts"
import type { Names } from "../screens/act-summary.ts"
import {
  copyScreen,
  draftedScreen,
  issuedScreen,
  noticeHeading,
  noticeLines,
  nothingDue,
  signedSoFar,
} from "../screens/notices.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { type Copied, signCopy } from "./copies.ts"
import { keyOptions, type SigningOptions } from "./deciding.ts"
import { type ContentOptions, contentOptions, type Done, doneJson, dueJson, requestOf } from "./notice-content.ts"
import { membersKeys, requireRegisterWritable, writersNames } from "./writing.ts"

/** `urne notice draft|sign|publish`: a notice goes to members who are elsewhere, and comes back signed. */
export function apartCommands(notice: Command, app: App): void {
  draftCommand(notice, app)
  signCommand(notice, app)
  publishCommand(notice, app)
}

type DraftOptions = ContentOptions & { readonly out?: string }

/** What `notice draft` did: it wrote a notice to a file, or none was due. */
interface Drafted {
  readonly drafted: { readonly draft: DraftNotice; readonly needed: number; readonly path: string } | undefined
  readonly until: number
  readonly next: DueNotice | undefined
}

function draftCommand(notice: Command, app: App): void {
  const { commands, options } = app.labels.notices
  const command = contentOptions(notice.command("draft").description(commands.draft), app)
  command.option("--out <file>", options.draftOut).action(async (given: DraftOptions) => {
    await app.onElection<Drafted>(command, (session) => draftApart(session, given), {
      human: ({ drafted, until, next }, screen) =>
        drafted === undefined
          ? nothingDue(next, screen)
          : draftedScreen(
              { number: drafted.draft.notice.number, path: drafted.path, needed: drafted.needed, until },
              screen,
            ),
      json: ({ drafted, until, next }) => ({
        drafted:
          drafted === undefined
            ? null
            : {
                number: drafted.draft.notice.number,
                at: instantText(drafted.draft.notice.at),
                ...{ until: instantText(until), signatures: drafted.needed, path: drafted.path },
              },
        next: next === undefined ? null : dueJson(next),
      }),
    })
  })
  examples(command, app.labels.command, [
    "urne notice draft",
    "urne notice draft --statement 'We are looking into it' --cites 1 --out notice-2.json",
  ])
}

/** Counts the voters, drafts a notice, shows it and writes it to a file. */
async function draftApart(session: ElectionSession, given: DraftOptions): Promise<Drafted> {
  const { file, world } = session
  const { draftNotice, noticeStanding, signersOfNotice } = await import("../notices/queries.ts")
  const { countForNotice, oldest } = await import("../notices/operations.ts")
  const { draftedFile } = await import("../notices/apart-operations.ts")
  await requireRegisterWritable(session)
  const request = await requestOf(given)
  const standing = noticeStanding(file, world.now())
  const notDue = { drafted: undefined, until: 0, next: standing.next }
  if (given.due === true && standing.due.length === 0) return notDue
  // What cannot be drafted or written is refused before voters are counted for it.
  const { number } = draftNotice(file, request, world.now()).notice
  const path = given.out ?? `notice-${number}.json`
  await world.files.requireWritable(path)
  countForNotice(file, world.now())
  const draft = draftNotice(file, request, world.now())
  if (given.due === true && draft.notice.answers.length === 0) return notDue
  session.show(`${noticeLines(draft.text)}\n`)
  await world.files.writeWhole(path, draftedFile(file, draft))
  const needed = signersOfNotice(file, world.now())
  return { drafted: { draft, needed, path }, until: draft.notice.at + oldest, next: standing.next }
}

function signCommand(notice: Command, app: App): void {
  const { commands, options } = app.labels.notices
  const command = keyOptions(notice.command("sign").description(commands.sign).argument("<file>", options.file), app)
  command
    .option("--out <file>", options.copyOut)
    .action(async (path: string, given: SigningOptions & { readonly out?: string }) => {
      let names: Names = {}
      await app.run<Copied>(
        command,
        async (session) => {
          const { readNoticeFile, signNoticeFile } = await import("../notices/apart-operations.ts")
          const { oldest } = await import("../notices/operations.ts")
          const { signaturesNeeded } = await import("../notices/signatures.ts")
          const { memberNames } = await import("../authority/constitution.ts")
          const judged = await readNoticeFile(path, session.world)
          const { notice: found, file, definition, members, signed, anchor } = judged
          const { rehearsal, uuid, journal, number } = found
          const screen = { ...session.screen, zone: definition.timezone }
          app.zone = screen.zone
          names = memberNames(members)
          const needed = signaturesNeeded(definition, members.length)
          session.show(`${noticeHeading(number, { name: definition.name, uuid }, screen)}\n\n`)
          session.show(`${noticeLines(file.text)}\n`)
          session.show(signedSoFar({ signed, needed, until: found.at + oldest }, names, screen))
          const { timezone } = definition
          const copy = {
            ...{ path, rehearsal, uuid, size: journal.size, anchor, timezone },
            sign: (keys: readonly MemberKey[]) => signNoticeFile(judged, keys),
          }
          return { number, needed, ...(await signCopy(session, copy, given)) }
        },
        { human: (copied, screen) => copyScreen(copied, names, screen) },
      )
    })
  examples(command, app.labels.command, ["urne notice sign notice-2.json --key anne.key"])
}

function publishCommand(notice: Command, app: App): void {
  const { commands, options } = app.labels.notices
  const command = keyOptions(
    notice.command("publish").description(commands.publish).argument("<file...>", options.copies),
    app,
  )
  command.action(async (paths: readonly string[], given: SigningOptions) => {
    let names: Names = {}
    await app.onElection<Done>(
      command,
      async (session) => {
        names = await writersNames(session.file)
        return publish(session, paths, given, names)
      },
      {
        human: ({ issued, next }, screen) =>
          issued === undefined ? nothingDue(next, screen) : issuedScreen(issued, names, screen),
        json: doneJson,
      },
    )
  })
  examples(command, app.labels.command, ["urne notice publish notice-2.signed.json --key bruno.key"])
}

/** Shows a notice that came back with signatures, and issues it. The keys at hand sign it as well, if they have not. */
async function publish(
  session: ElectionSession,
  paths: readonly string[],
  given: SigningOptions,
  names: Names,
): Promise<Done> {
  const { file, world, screen } = session
  const { collectNotice } = await import("../notices/apart-operations.ts")
  const { noticeStanding, signersOfNotice } = await import("../notices/queries.ts")
  const { issueNotice, oldest } = await import("../notices/operations.ts")
  await requireRegisterWritable(session)
  const { draft, request, lines, signed } = await collectNotice(file, paths, world)
  const needed = signersOfNotice(file, world.now())
  session.show(`${noticeLines(draft.text)}\n`)
  session.show(signedSoFar({ signed, needed, until: draft.notice.at + oldest }, names, screen))
  const keys = await membersKeys(session, given, Math.max(1, needed - signed.length))
  const issued = issueNotice(file, draft, request, keys, world, lines)
  return { issued, next: noticeStanding(file, world.now()).next }
}
