import type { Command } from "commander"
import type { MemberKey } from "../authority/member-key.ts"
import { UrneError } from "../core/error.ts"
import type { ElectionFile } from "../election/file.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import type { Names } from "../screens/act-summary.ts"
import type { App } from "./app.ts"
import type { SigningOptions } from "./deciding.ts"
import { withPassphrase } from "./passphrases.ts"

/** The key that signs an entry of the register: a member's, or that of a person who may write. */
export interface WritingOptions {
  readonly key?: string
  readonly passphraseFile?: string
}

export function writingOptions(command: Command, app: App): Command {
  const { options } = app.labels.register
  return command
    .option("-k, --key <file>", options.key)
    .option("--passphrase-file <file>", app.labels.authority.options.onePassphraseFile)
}

/** Returns a check that an entry can hold a typed text. */
export async function textCheck({ screen }: ElectionSession): Promise<(typed: string) => true | string> {
  const { isText } = await import("../register/shape.ts")
  return (typed) => isText(typed) || screen.labels.register.textForm
}

/** Returns a text from an option, or asks for it. @throws UrneError `entry-too-long` */
export async function requiredText(
  session: ElectionSession,
  given: string | undefined,
  option: string,
  question: string,
): Promise<string> {
  const { isText } = await import("../register/shape.ts")
  const check = await textCheck(session)
  const text = (given ?? (await session.prompt.text(question, option, { check }))).trim()
  if (!isText(text)) throw new UrneError("entry-too-long", {})
  return text
}

/** Opens the key that signs an entry, asking for it at a terminal. */
export async function writingKey(
  session: ElectionSession,
  { key, passphraseFile }: WritingOptions,
): Promise<MemberKey> {
  const path = key ?? (await session.prompt.text(session.screen.labels.register.ask.key, "--key"))
  return openKey(session, path, passphraseFile)
}

/** Opens the keys of so many members, asking for them in turn at a terminal if no option names them. */
export async function membersKeys(
  session: Session,
  { key = [], passphraseFile }: SigningOptions,
  needed: number,
): Promise<readonly MemberKey[]> {
  const opened: MemberKey[] = []
  for (let i = 0; i < (key.length === 0 ? needed : key.length); i++) {
    const path = key[i] ?? (await session.prompt.text(session.screen.labels.authority.keyToSign, "--key"))
    opened.push(await openKey(session, path, passphraseFile?.[i]))
  }
  return opened
}

async function openKey(session: Session, path: string, file: string | undefined): Promise<MemberKey> {
  const { openMemberKey } = await import("../authority/member-operations.ts")
  const opened = await withPassphrase(session, path, file, (passphrase) =>
    openMemberKey({ path, passphrase }, session.world),
  )
  return opened.key
}

/** Requires that the register can be written to, before anybody is asked for anything. */
export async function requireRegisterWritable({ file }: ElectionSession): Promise<void> {
  const { provedRegister } = await import("../register/queries.ts")
  file.store.requireWritable()
  provedRegister(file)
}

/** Names everybody who may have signed an entry of the register, by identifier. */
export async function writersNames(file: ElectionFile): Promise<Names> {
  const { memberNames } = await import("../authority/constitution.ts")
  const { provenActs } = await import("../authority/proven-acts.ts")
  const { listedWriters } = await import("../register/writer-queries.ts")
  const writers = listedWriters(file).map(({ writer, name }) => [writer, name] as const)
  return { ...Object.fromEntries(writers), ...memberNames(provenActs(file).flatMap(({ judge }) => judge.members)) }
}
