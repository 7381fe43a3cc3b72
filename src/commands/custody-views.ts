import type { Command } from "commander"
import { instantText } from "../core/instant.ts"
import type { HiddenCustody } from "../custody/custody-queries.ts"
import type { HeldCopy } from "../custody/fold.ts"
import type { CustodyReport, PartOfCustody } from "../custody/report.ts"
import type { ElectionSession } from "../election/session.ts"
import { copyScreen, copyTable, reportScreen, type ShownCustody } from "../screens/custody-register.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"

async function readAll({ file }: ElectionSession): Promise<ShownCustody> {
  const { hiddenCustody, recordedCustody } = await import("../custody/custody-queries.ts")
  const { timezone } = file.election.get().definition
  return { custody: recordedCustody(file), hidden: hiddenCustody(file), timezone }
}

export function listCommand(custody: Command, app: App): void {
  const list = custody.command("list").description(app.labels.custody.commands.list)
  list.action(async () => {
    await app.onElection(list, readAll, {
      human: copyTable,
      json: ({ custody: { copies, faults }, hidden }) => ({
        copies: copies.map((one) => copyJson(one, hidden)),
        faults,
      }),
    })
  })
  examples(list, app.labels.command, ["urne custody list", "urne custody list --json"])
}

export function showCommand(custody: Command, app: App): void {
  const { commands, options } = app.labels.custody
  const show = custody.command("show").description(commands.show).argument("<name>", options.copyName)
  show.action(async (name: string) => {
    await app.onElection(
      show,
      async (session) => {
        const { requireCopy } = await import("../custody/custody-queries.ts")
        const all = await readAll(session)
        return { ...all, copy: requireCopy(session.file, name) }
      },
      {
        human: copyScreen,
        json: ({ copy, hidden }) => ({
          ...copyJson(copy, hidden),
          chain: copy.chain.map(({ entry, by, what, at, holder, seal, otherSeal }) => {
            const { where, condition, reason } = hidden.get(entry) ?? {}
            return {
              ...{ entry, by, what, at: instantText(at), holder, otherSeal },
              ...(seal === undefined ? {} : { seal }),
              ...(where === undefined ? {} : { place: where }),
              ...(condition === undefined ? {} : { condition }),
              ...(reason === undefined ? {} : { reason }),
            }
          }),
        }),
      },
    )
  })
  examples(show, app.labels.command, ["urne custody show stick-1"])
}

function copyJson({ name, kind, sha256, read, control, holder, end, chain }: HeldCopy, hidden: ShownCustody["hidden"]) {
  const first: HiddenCustody = hidden.get(chain[0].entry) ?? {}
  const last = chain.findLast(({ entry }) => hidden.get(entry)?.where !== undefined)
  const place = last === undefined ? undefined : hidden.get(last.entry)?.where
  return {
    ...{ copy: name, kind, ...(sha256 === undefined ? {} : { sha256 }), read, control, holder },
    ...{ since: instantText((chain.at(-1) ?? chain[0]).at), ...(end === undefined ? {} : { end }) },
    ...{ place: place ?? "", medium: first.medium ?? "" },
  }
}

export function reportCommand(custody: Command, app: App): void {
  const { commands, options } = app.labels.custody
  const report = custody.command("report").description(commands.report)
  report.option("--pdf <file>", options.reportPdf).action(async ({ pdf }: { readonly pdf?: string }) => {
    await app.onElection<{ readonly report: CustodyReport; readonly written: readonly string[] }>(
      report,
      async (session) => {
        const { readCustodyReport } = await import("../custody/report-queries.ts")
        const { file, world } = session
        const found = readCustodyReport(file, world.now())
        if (pdf === undefined) return { report: found, written: [] }
        const { namedElection } = await import("../definition/named-election.ts")
        const { custodyPaper } = await import("../papers/custody-paper.ts")
        const { printPaper } = await import("../papers/paper.ts")
        await world.files.requireWritable(pdf)
        const election = namedElection(file.election.get())
        const { bytes } = await printPaper(election, custodyPaper(election, found, world.now()))
        await world.files.writeWhole(pdf, bytes, { secret: true })
        return { report: found, written: [pdf] }
      },
      {
        human: ({ report: found, written }, screen) =>
          `${reportScreen(found, screen)}${written.map((path) => `\n${screen.labels.custody.reportWritten(safe(path))}\n`).join("")}`,
        json: ({ report: { answer, entries, restorable, parts }, written }) => ({
          ...{ answer, entries, ...(restorable === undefined ? {} : { restorable }) },
          parts: parts.map(partJson),
          written,
        }),
      },
    )
  })
  examples(report, app.labels.command, ["urne custody report", "urne custody report --pdf custody.pdf"])
}

function partJson({ part, of, state, proof, days, isOld, holders, command }: PartOfCustody) {
  return {
    ...{ part, ...(of === undefined ? {} : { of }), state, holders },
    ...(proof === undefined ? {} : { proof: "at" in proof ? { ...proof, at: instantText(proof.at) } : proof }),
    ...(days === undefined ? {} : { days, old: isOld }),
    ...(command === undefined ? {} : { command }),
  }
}
