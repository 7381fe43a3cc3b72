import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import type { GeneratedCredentials, OfficerRequest } from "../credentials/generate-operations.ts"
import type { MarkOffList } from "../credentials/markoff-operations.ts"
import type { PrintedLetters, PrintRequest } from "../credentials/print-operations.ts"
import type { CodeCheck, OfficerAccess } from "../credentials/queries.ts"
import type { ElectionSession } from "../election/session.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { codeScreen, generatedScreen, printedScreen } from "../screens/credentials.ts"
import { hashJson } from "../terminal/json.ts"
import { wholeNumber } from "../terminal/options.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { choosePassphrase, readSecret, withPassphrase } from "./passphrases.ts"

/** A file of letters is held in memory while it is made and read back. */
const mostLettersInPart = 5000

export function credentialCommands(program: Command, app: App): void {
  const credentials = program.command("credentials").description(app.labels.credentials.commands.credentials)
  generateCommand(credentials, app)
  printCommand(credentials, app)
  checkCommand(credentials, app)
  markOffCommand(credentials, app)
}

interface GenerateOptions {
  readonly officer?: readonly string[]
  readonly key?: readonly string[]
  readonly passphraseFile?: readonly string[]
  readonly out?: string
}

function generateCommand(credentials: Command, app: App): void {
  const { commands, options } = app.labels.credentials
  const command = credentials
    .command("generate")
    .description(commands.generate)
    .option("--officer <name...>", options.officer)
    .option("-k, --key <file...>", options.newKey)
    .option("--passphrase-file <file...>", options.passphraseFile)
    .option("--out <file>", options.codesOut)
  command.action(async (given: GenerateOptions) => {
    await app.onElection<GeneratedCredentials>(
      command,
      async (session) => {
        const { generateCredentials, requireReady } = await import("../credentials/generate-operations.ts")
        // It is tried now, so that nobody chooses a passphrase in vain.
        requireReady(session.file, session.world.now())
        const officers = await officersOf(session, given, app)
        return generateCredentials(
          session.file,
          { officers, out: given.out ?? (await codesName(session)) },
          session.world,
        )
      },
      { human: generatedScreen, json: ({ officerFile: path, ...rest }) => ({ ...rest, path }) },
    )
  })
  examples(command, app.labels.command, [
    "urne credentials generate",
    "urne credentials generate --officer registrar --passphrase-file registrar.txt --out congress.codes.age",
  ])
}

/**
 * Returns the definition's officers, or those named. The nth key and the nth passphrase file belong to the nth officer.
 */
async function officersOf(
  session: ElectionSession,
  given: GenerateOptions,
  app: App,
): Promise<readonly OfficerRequest[]> {
  const { definition, rehearsal } = session.file.election.get()
  const named = given.officer ?? definition.credentials.officers
  const names = named.length > 0 ? named : [await askOfficer(session)]
  const officers: OfficerRequest[] = []
  for (const [i, name] of names.entries()) {
    const keyPath = given.key?.[i] ?? `${name}.officer.key`
    const file = given.passphraseFile?.[i]
    const there = (await session.world.files.kind(keyPath)) !== undefined
    if (!there && file === undefined) session.show(`${app.labels.credentials.newKeyOf(safe(name))}\n`)
    const passphrase = there
      ? await officerPassphrase(session, keyPath, file)
      : await choosePassphrase(session, file, { rehearsal })
    officers.push({ name, keyPath, passphrase })
  }
  return officers
}

/** Asks for an officer's identifier in the form of the definition, since the key's file is named after it. */
async function askOfficer({ prompt, screen }: ElectionSession): Promise<string> {
  const { sections } = await import("../definition/schema.ts")
  const { credentials, definition } = screen.labels
  const isName = (text: string) => sections.credentials.safeParse({ officers: [text.trim()] }).success
  const typed = await prompt.text(credentials.officerId, "--officer", {
    check: (answer) =>
      isName(answer) || (answer.trim() === "" ? definition.questions.missing : definition.refused(answer, "id")),
  })
  return typed.trim()
}

/** Asks for the passphrase of an officer's key, and tries it at once so that a mistake can be corrected. */
async function officerPassphrase(session: ElectionSession, keyPath: string, file: string | undefined): Promise<string> {
  const { readOfficerKey } = await import("../credentials/queries.ts")
  const { rehearsal } = session.file.election.get()
  return withPassphrase(session, keyPath, file, async (passphrase) => {
    if (file === undefined) await readOfficerKey(session.world, { keyPath, passphrase }, rehearsal)
    return passphrase
  })
}

interface OpenOptions {
  readonly codes?: string
  readonly key: string
  readonly passphraseFile?: string
  readonly reason?: string
  readonly out?: string
}

/** Adds the options of every command that opens the officer's file. */
function openOptions(command: Command, app: App): Command {
  const { options } = app.labels.credentials
  return command
    .option("--codes <file>", options.codes)
    .requiredOption("-k, --key <file>", options.key)
    .option("--passphrase-file <file>", options.onePassphraseFile)
    .option("--reason <text>", options.reason)
}

async function accessOf(session: ElectionSession, given: OpenOptions): Promise<OfficerAccess> {
  const passphrase = await officerPassphrase(session, given.key, given.passphraseFile)
  return { file: given.codes ?? (await codesName(session)), keyPath: given.key, passphrase }
}

/** Asks why the officer's file is opened: the journal records it, so it is never guessed. */
async function reasonOf(session: ElectionSession, given: OpenOptions): Promise<string> {
  const { whyOpened, reasonForm } = session.screen.labels.credentials
  const check = (typed: string) => isReason(typed) || reasonForm
  const reason = given.reason ?? (await session.prompt.text(whyOpened, "--reason", { check }))
  if (!isReason(reason))
    throw new UrneError("invalid-option", { option: "--reason", value: reason, wanted: { form: "line", most: 200 } })
  return reason.trim()
}

function isReason(text: string): boolean {
  return text.trim() !== "" && safe(text) === text && text.length <= 200
}

function printCommand(credentials: Command, app: App): void {
  const { commands, options } = app.labels.credentials
  const command = openOptions(credentials.command("print").description(commands.print), app)
    .option("--out <folder>", options.lettersOut)
    .option("--part-size <n>", options.partSize, "2000")
    .option("--member <number...>", options.members)
    .option("--name-as <text>", options.nameAs)
    .option("--address-as <text...>", options.addressAs)
  command.action(async (given: PrintOptions) => {
    await app.onElection<PrintedLetters>(
      command,
      async (session) => {
        const { printLetters } = await import("../credentials/print-operations.ts")
        const partSize = wholeNumber("--part-size", given.partSize, 1, mostLettersInPart)
        const whose = lettersAsked(given)
        // The secret is asked for first: the reason is shown while it is typed, and the journal keeps it.
        const access = await accessOf(session, given)
        const reason = await reasonOf(session, given)
        const out = given.out ?? (await lettersName(session, whose.members !== undefined))
        return printLetters(session.file, { access, out, partSize, reason, ...whose }, session.world)
      },
      {
        human: printedScreen,
        json: ({ folder: path, parts, ...rest }) => ({
          ...rest,
          path,
          parts: parts.map((part) => ({ ...part, sha256: hashJson(part.sha256) })),
        }),
        status: ({ apart }) => (apart.length === 0 ? 0 : 5),
      },
    )
  })
  examples(command, app.labels.command, [
    "urne credentials print --key registrar.officer.key --reason 'first posting'",
    "urne credentials print --key registrar.officer.key --passphrase-file p.txt --reason 'first posting' --part-size 500",
    "urne credentials print --key registrar.officer.key --member 0048213 --name-as 'Wang Xiaoming' --reason 'name in Chinese'",
  ])
}

interface PrintOptions extends OpenOptions {
  readonly partSize: string
  readonly member?: readonly string[]
  readonly nameAs?: string
  readonly addressAs?: readonly string[]
}

/** @throws UrneError `missing-option`, or `invalid-option` if another spelling is given for more than one member */
function lettersAsked({
  member: members,
  nameAs: name,
  addressAs: address,
}: PrintOptions): Pick<PrintRequest, "members" | "shown"> {
  const spelled = name === undefined ? (address === undefined ? undefined : "--address-as") : "--name-as"
  if (spelled === undefined) return members === undefined ? {} : { members }
  if (members === undefined) throw new UrneError("missing-option", { option: "--member" })
  const [, second] = members
  if (second !== undefined) throw new UrneError("options-exclude", { option: spelled, other: `--member ${second}` })
  return { members, shown: { name, address } }
}

/** Names a folder for letters printed once more, under a free name beside the first. */
async function lettersName(session: ElectionSession, again: boolean): Promise<string> {
  const name = await defaultName(session, "letters")
  if (!again) return name
  const { files } = session.world
  for (let count = 2; ; count++) if ((await files.kind(`${name}-${count}`)) === undefined) return `${name}-${count}`
}

function checkCommand(credentials: Command, app: App): void {
  const { commands, options } = app.labels.credentials
  const command = credentials
    .command("check")
    .description(commands.check)
    .option("--code-file <file>", options.codeFile)
  command.action(async (given: { readonly codeFile?: string }) => {
    await app.onElection<CodeCheck>(
      command,
      async (session) => {
        const { checkCode } = await import("../credentials/queries.ts")
        const { hasVoted } = await import("../urn/ledger-queries.ts")
        const code = await readSecret(session, app.labels.credentials.askCode, "--code-file", given.codeFile)
        return checkCode(session.file, code, (credential) => hasVoted(session.file, credential))
      },
      {
        human: codeScreen,
        status: ({ opens }) => (opens ? 0 : 4),
      },
    )
  })
  examples(command, app.labels.command, ["urne credentials check", "urne credentials check --code-file -"])
}

function markOffCommand(credentials: Command, app: App): void {
  const { commands, options } = app.labels.credentials
  const command = openOptions(credentials.command("markoff").description(commands.markOff), app).option(
    "--out <file>",
    options.listOut,
  )
  command.action(async (given: OpenOptions) => {
    await app.onElection<MarkOffList>(
      command,
      async (session) => {
        const { markOff } = await import("../credentials/markoff-operations.ts")
        const { hasVoted } = await import("../urn/ledger-queries.ts")
        const voted = (key: string) => hasVoted(session.file, key)
        // The secret is asked for first: the reason is shown while it is typed, and the journal keeps it.
        const access = await accessOf(session, given)
        const reason = await reasonOf(session, given)
        const out = given.out ?? `${await defaultName(session, "markoff")}.csv`
        return markOff(session.file, { access, out, reason, voted }, session.world)
      },
      {
        human: ({ file, members, voted }, { labels, count }) =>
          `${labels.credentials.markedOff(count(voted), count(members), safe(file))}\n`,
        json: ({ file: path, sha256, ...rest }) => ({ ...rest, path, sha256: hashJson(sha256) }),
      },
    )
  })
  examples(command, app.labels.command, [
    "urne credentials markoff --key registrar.officer.key --reason 'asked by the court'",
  ])
}

/** Names the officer's file, if the user does not. */
export async function codesName(session: ElectionSession): Promise<string> {
  return `${await defaultName(session, "codes")}.age`
}

/**
 * Makes a default name, in the election's language. Names of a rehearsal's files say so, so that nobody posts its
 * letters by mistake.
 */
async function defaultName({ file, path }: ElectionSession, what: "codes" | "letters" | "markoff"): Promise<string> {
  const { stemOf } = await import("../core/file-names.ts")
  const { rehearsal, definition } = file.election.get()
  const { rehearsalPrefix, fileNames } = catalogueOf(definition.locale).labels.credentials
  return `${rehearsal ? `${rehearsalPrefix}-` : ""}${stemOf(path)}-${fileNames[what]}`
}
