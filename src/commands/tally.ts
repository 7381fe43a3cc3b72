import { basename } from "node:path"
import type { Command } from "commander"
import type { Statement } from "../authority/act.ts"
import { UrneError } from "../core/error.ts"
import type { ElectionSession } from "../election/session.ts"
import { actOutcome } from "../screens/act.ts"
import { type ShownTally, tallyScreen } from "../screens/tally.ts"
import { hashJson } from "../terminal/json.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { decide, signingOptions, type SigningOptions } from "./deciding.ts"
import { decryptCommand } from "./decrypt.ts"
import { nextStepAfter } from "./next-step.ts"
import { resultCommand } from "./result.ts"
import { unansweredNow } from "./unanswered.ts"

export function tallyCommands(program: Command, app: App): void {
  tallyCommand(program, app)
  unsealCommand(program, app)
  decryptCommand(program, app)
  resultCommand(program, app)
  proclaimCommand(program, app)
}

function tallyCommand(program: Command, app: App): void {
  const tally = program.command("tally").description(app.labels.tally.commands.tally)
  tally.action(async () => {
    await app.onElection<ShownTally>(
      tally,
      async (session) => {
        const { file, world } = session
        const { computeTally } = await import("../tally/operations.ts")
        const { currentPhase } = await import("../journal/operations.ts")
        const computed = await computeTally(file, world)
        // After the unsealing the tally is computed only to be looked at, so no step is advised.
        const isFrozen = currentPhase(file.journal, world.now()) === "frozen"
        return { computed, advice: isFrozen ? await nextStepAfter(tally, session) : undefined }
      },
      {
        human: tallyScreen,
        json: ({ computed: { tally: hash, head, ...rest } }) => ({
          ...rest,
          tally: hashJson(hash),
          head: hashJson(head),
        }),
      },
    )
  })
  examples(tally, app.labels.command, ["urne tally"])
}

function unsealCommand(program: Command, app: App): void {
  const unseal = signingOptions(program.command("unseal").description(app.labels.tally.commands.unseal), app)
  unseal.action(async (given: SigningOptions) => {
    await app.onElection(unseal, (session) => decide(session, "unseal", [], given), { human: actOutcome })
  })
  examples(unseal, app.labels.command, ["urne unseal", "urne unseal --key anne.key --passphrase-file anne.txt"])
}

interface ProclaimOptions extends SigningOptions {
  readonly document?: readonly string[]
  readonly withoutRegister?: boolean
}

function proclaimCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.tally
  const proclaim = signingOptions(program.command("proclaim").description(commands.proclaim), app)
  proclaim.option("--document <file...>", options.document).option("--without-register", options.withoutRegister)
  proclaim.action(async (given: ProclaimOptions) => {
    await app.onElection(
      proclaim,
      async (session) => {
        const { standingProclamation } = await import("../tally/statement-queries.ts")
        const { lifecycleOf } = await import("../election/lifecycle.ts")
        const { registerGiven } = await import("../register/stated.ts")
        const { file, world } = session
        const statements = [...(await documentsOf(session, given.document ?? [])), ...registerGiven(given)]
        const standing = standingProclamation(file, lifecycleOf(world), statements, world.now())
        if (standing !== undefined) return standing
        await warnOfComplaints(session)
        return decide(session, "proclaim", statements, given)
      },
      { human: actOutcome },
    )
  })
  examples(proclaim, app.labels.command, ["urne proclaim", "urne proclaim --document minutes.pdf"])
}

/** Warns before anybody signs if complaints wait for an answer. */
async function warnOfComplaints(session: ElectionSession): Promise<void> {
  const open = (await unansweredNow(session)) ?? []
  if (open.length > 0)
    session.warn(new UrneError("complaints-unanswered", { complaints: open.map(({ number }) => number) }))
}

/** Makes the statements that name the documents, each by its file name and hash. */
async function documentsOf({ world, file }: ElectionSession, paths: readonly string[]): Promise<readonly Statement[]> {
  const { documentStatement } = await import("../record/document-queries.ts")
  const statements: Statement[] = []
  for (const path of paths) {
    const name = basename(path)
    // The name is part of a line of the act, before the hash.
    if (!/^[\w.-]{1,99}$/.test(name)) {
      throw new UrneError("invalid-option", { option: "--document", value: path, wanted: { form: "document-name" } })
    }
    statements.push(documentStatement(file, { name, path, bytes: await world.files.read(path) }))
  }
  return statements
}
