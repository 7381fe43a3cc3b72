import type { Command } from "commander"
import type { ElectionSession } from "../election/session.ts"
import { type AdvisedCeremony, ceremonyScreen, type HoldersNow, holdersScreen } from "../screens/key-ceremony.ts"
import { safe } from "../terminal/output.ts"
import type { Seat } from "../trustees/ceremony-operations.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { nextStepAfter } from "./next-step.ts"
import { choosePassphrase } from "./passphrases.ts"
import { checkCommand } from "./trustees-check.ts"
import { exchangeCommands } from "./trustees-exchange.ts"
import { inviteCommand } from "./trustees-invite.ts"

export function trusteesCommands(program: Command, app: App): void {
  const trustees = program.command("trustees").description(app.labels.trustees.commands.trustees)
  ceremonyCommand(trustees, app)
  inviteCommand(trustees, app)
  exchangeCommands(trustees, app)
  statusCommand(trustees, app)
  checkCommand(trustees, app)
}

interface CeremonyOptions {
  readonly out?: string
  readonly passphraseFile?: readonly string[]
}

function ceremonyCommand(trustees: Command, app: App): void {
  const { commands, options } = app.labels.trustees
  const ceremony = trustees.command("ceremony").description(commands.ceremony)
  ceremony
    .option("--out <folder>", options.out)
    .option("--passphrase-file <file...>", options.passphraseFile)
    .action(async (given: CeremonyOptions) => {
      await app.onElection<AdvisedCeremony>(
        ceremony,
        async (session) => {
          const { holdCeremony } = await import("../trustees/ceremony-operations.ts")
          const held = await holdCeremony(session.file, await seatsAround(session, given), session.world)
          return { held, advice: await nextStepAfter(ceremony, session) }
        },
        { human: ceremonyScreen, json: ({ held }) => held },
      )
    })
  examples(ceremony, app.labels.command, [
    "urne trustees ceremony",
    "urne trustees ceremony --out /media/keys --passphrase-file registry.txt ada.txt bo.txt cy.txt",
  ])
}

/** Lets each holder come in turn and choose a passphrase, once it is certain that no file is in the way. */
async function seatsAround(session: ElectionSession, given: CeremonyOptions): Promise<readonly Seat[]> {
  const { file, world, screen } = session
  const { holderFileName, requireUnwritten, seatsOf } = await import("../trustees/ceremony-operations.ts")
  const { holders, ceremony } = seatsOf(file, world.now())
  const folder = given.out === undefined ? "" : `${given.out.replace(/\/$/, "")}/`
  const places = holders.map(({ id }) => ({ holder: id, path: `${folder}${holderFileName(ceremony, id)}` }))
  await requireUnwritten(places, world)
  const seats: Seat[] = []
  for (const [i, place] of places.entries()) {
    const passphraseFile = given.passphraseFile?.[i]
    if (passphraseFile === undefined)
      session.show(`${screen.labels.trustees.keyOf(safe(place.holder), safe(place.path))}\n`)
    seats.push({ ...place, passphrase: await choosePassphrase(session, passphraseFile, ceremony) })
  }
  return seats
}

function statusCommand(trustees: Command, app: App): void {
  const status = trustees.command("status").description(app.labels.trustees.commands.status)
  status.action(async () => {
    await app.onElection<HoldersNow>(
      status,
      async ({ file, world }) => {
        const { trusteesStatus } = await import("../trustees/operations.ts")
        const { decryptionStanding } = await import("../tally/standing-queries.ts")
        const holders = trusteesStatus(file)
        const decryption = decryptionStanding(file, world.now())
        return decryption === undefined ? holders : { ...holders, decryption }
      },
      { human: holdersScreen },
    )
  })
  examples(status, app.labels.command, ["urne trustees status"])
}
