import type { Command } from "commander"
import { rootJson } from "../terminal/json.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import { safe, safeLines } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { withPassphrase } from "./passphrases.ts"

/** Commands below `urne checkpoint`: what witnesses are asked, what they answer, and what becomes of it. */
export function witnessCommands(checkpoint: Command, app: App): void {
  requestCommand(checkpoint, app)
  cosignCommand(checkpoint, app)
  importCommand(checkpoint, app)
}

function requestCommand(checkpoint: Command, app: App): void {
  const { commands, options } = app.labels.witnesses
  const request = checkpoint.command("request").description(commands.request).argument("[witness]")
  request
    .option("--from <n>", options.from)
    .option("--out <file>", options.out)
    .action(async (witness: string | undefined, given: { from?: string; out?: string }) => {
      await app.onElection(
        request,
        async ({ file, urnKey, world }) => {
          const { makeRequest } = await import("../witnesses/cosigned-operations.ts")
          const { out } = given
          const from = given.from === undefined ? undefined : wholeNumber("--from", given.from, 0, largestNumber)
          if (out !== undefined) await world.files.requireWritable(out)
          const made = makeRequest(file, { witness, from }, await urnKey(), world.now())
          if (out !== undefined) await world.files.writeWhole(out, made.request)
          return { ...made, path: out }
        },
        {
          human: ({ path, request: text, witness: name, size, urnKey }, { labels, count }) =>
            path === undefined
              ? safeLines(text)
              : `${labels.witnesses.requested(safe(name), count(size), safe(path))}\n${labels.witnesses.urnKeyOnce}\n  ${safe(urnKey)}\n`,
          json: rooted,
        },
      )
    })
  examples(request, app.labels.command, ["urne checkpoint request --out for-the-press.txt"])
}

interface CosignOptions {
  readonly key: string
  readonly passphraseFile?: string
  readonly urn?: string
  readonly out?: string
}

function cosignCommand(checkpoint: Command, app: App): void {
  const { commands, options } = app.labels.witnesses
  const command = checkpoint.command("cosign").description(commands.cosign).argument("<request>")
  command
    .requiredOption("--key <file>", options.key)
    .option("--passphrase-file <file>", app.labels.authority.options.passphraseFile)
    .option("--urn <key>", options.urn)
    .option("--out <file>", options.out)
    .action(async (path: string, given: CosignOptions) => {
      await app.run(
        command,
        async (session) => {
          const { cosignJudged, givenUrnKey, openWitnessKey, readWitnessRequest } =
            await import("../witnesses/witness-operations.ts")
          const { judgeRequest } = await import("../witnesses/witness-key.ts")
          const { isRehearsalKey } = await import("../authority/member-key.ts")
          const { base64 } = await import("../core/bytes.ts")
          const { instantText } = await import("../core/instant.ts")
          const { world } = session
          const request = await readWitnessRequest(path, world)
          const urnKey = given.urn === undefined ? undefined : await givenUrnKey(given.urn, world)
          if (given.out !== undefined) await world.files.requireWritable(given.out)
          session.show(`${safeLines(request.checkpoint)}\n`)
          const { key, access } = await withPassphrase(session, given.key, given.passphraseFile, (passphrase) =>
            openWitnessKey({ path: given.key, passphrase }, world),
          )
          const judged = judgeRequest(key, request, urnKey)
          const { origin, size, root } = judged.checkpoint
          const own = session.worldOf({ rehearsal: isRehearsalKey(key.name), uuid: origin, size: () => size })
          const { note, at } = await cosignJudged(judged, request, access, own)
          if (given.out !== undefined) await world.files.writeWhole(given.out, note)
          const made = { witness: key.name, origin, size, root: base64(root), from: judged.before }
          return { ...made, at: instantText(at), note, path: given.out }
        },
        {
          human: ({ path: written, note, witness, size, from }, { labels, count }) =>
            written === undefined
              ? safeLines(note)
              : `${labels.witnesses.cosigned(safe(witness), count(size), count(from))}\n${labels.witnesses.sendBack(safe(written))}\n`,
          json: rooted,
        },
      )
    })
  examples(command, app.labels.command, [
    "urne checkpoint cosign for-the-press.txt --key press.key --urn URN-KEY --out cosigned.txt",
  ])
}

function importCommand(checkpoint: Command, app: App): void {
  const { commands } = app.labels.witnesses
  const command = checkpoint.command("import").description(commands.import).argument("<file>")
  command.action(async (path: string) => {
    await app.onElection(
      command,
      async ({ file, world }) => {
        const { importCosigned } = await import("../witnesses/cosigned-operations.ts")
        return importCosigned(file, path, world.files)
      },
      {
        human: ({ size, witnesses, added }, { labels, count }) =>
          `${labels.witnesses.imported(witnesses.map(safe).join(", "), count(size), added)}\n`,
        json: rooted,
      },
    )
  })
  examples(command, app.labels.command, ["urne checkpoint import cosigned.txt"])
}

function rooted(of: { readonly root: string }): object {
  return { ...of, root: rootJson(of.root) }
}
