import type { Command } from "commander"
import type { ElectionSession } from "../election/session.ts"
import { type DecidedSuspension, suspensionDraft, suspensionJson, suspensionScreen } from "../screens/urgent.ts"
import type { App } from "./app.ts"
import { examples, handDown } from "./commander.ts"
import { keyOptions, type SigningOptions } from "./deciding.ts"
import { reasonOfDecision } from "./reason.ts"
import { urgentApartCommands } from "./urgent-apart.ts"
import { membersKeys } from "./writing.ts"

interface UrgentOptions extends Pick<SigningOptions, "key" | "passphraseFile"> {
  readonly reason?: string
}

/** `urne suspend-urgently …`: a few members suspend the vote at once, here or apart. */
export function urgentCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.urn
  const command = keyOptions(program.command("suspend-urgently").description(commands.suspendUrgently), app)
  command.option("--reason <text>", options.reason).action(async (given: UrgentOptions) => {
    await app.onElection<DecidedSuspension>(command, (session) => suspendAtOnce(session, given), {
      human: suspensionScreen,
      json: suspensionJson,
    })
  })
  examples(command, app.labels.command, [
    "urne suspend-urgently --reason 'The site did not answer for two hours' --key anne.key",
  ])
  handDown(command)
  urgentApartCommands(command, app)
}

/** Shows an urgent suspension, has it signed and puts it into effect. */
async function suspendAtOnce(session: ElectionSession, given: UrgentOptions): Promise<DecidedSuspension> {
  const { draftSuspension, requireUrgentAllowed } = await import("../urn/urgent-queries.ts")
  const { suspendUrgently } = await import("../urn/urgent-operations.ts")
  const { file, world, screen } = session
  const { timezone } = file.election.get().definition
  // What nobody may do now is refused before a reason and keys are asked for.
  file.store.requireWritable()
  requireUrgentAllowed(file, world.now())
  const draft = draftSuspension(file, await reasonOfDecision(session, given.reason), world.now())
  session.show(suspensionDraft(draft, timezone, screen))
  const keys = await membersKeys(session, given, draft.needed)
  return { ...suspendUrgently(file, draft, keys, world.now()), timezone }
}
