import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { ElectionSession } from "../election/session.ts"
import { attachScreen, requestScreen, stampsScreen } from "../screens/stamps.ts"
import type { RequestedStamp } from "../stamps/operations.ts"
import { hashJson } from "../terminal/json.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"

export function stampCommands(program: Command, app: App): void {
  const stamp = program.command("stamp").description(app.labels.stamps.commands.stamp)
  requestCommand(stamp, app)
  attachCommand(stamp, app)
  listCommand(stamp, app)
}

interface RequestOptions {
  readonly out?: string
  readonly policy?: string
}

function requestCommand(stamp: Command, app: App): void {
  const { commands, options } = app.labels.stamps
  const request = stamp.command("request").description(commands.request)
  request
    .argument("<what>", options.subject)
    .argument("[number]", options.number)
    .option("--out <file>", options.out)
    .option("--policy <oid>", options.policy)
    .action(async (what: string, number: string | undefined, given: RequestOptions) => {
      await app.onElection(request, (session) => makeRequest(session, what, number, given), {
        human: requestScreen,
        json: (made) => ({ ...made, imprint: hashJson(made.imprint) }),
      })
    })
  examples(request, app.labels.command, ["urne stamp request act 3", "urne stamp request checkpoint --out last.tsq"])
}

async function makeRequest(
  { file, world }: ElectionSession,
  what: string,
  typed: string | undefined,
  { out, policy }: RequestOptions,
): Promise<RequestedStamp> {
  const { stampSubjects } = await import("../notes/time-stamp/subject.ts")
  const { isOid } = await import("../notes/time-stamp/der.ts")
  const { requestStamp } = await import("../stamps/operations.ts")
  const subject = stampSubjects.find((one) => one === what)
  if (subject === undefined) {
    const wanted = { form: "choice", allowed: stampSubjects } as const
    throw new UrneError("invalid-option", { option: "WHAT", value: what, wanted })
  }
  if (policy !== undefined && !isOid(policy)) {
    throw new UrneError("invalid-option", { option: "--policy", value: policy, wanted: { form: "policy" } })
  }
  const number = typed === undefined ? undefined : wholeNumber("NUMBER", typed, 1, largestNumber)
  return requestStamp(file, { subject, number, policy }, out, world)
}

function attachCommand(stamp: Command, app: App): void {
  const { commands, options } = app.labels.stamps
  const attach = stamp.command("attach").description(commands.attach)
  attach
    .argument("<file>", options.reply)
    .option("--request <file>", options.request)
    .action(async (path: string, given: { readonly request?: string }) => {
      await app.onElection(
        attach,
        async ({ file, world, warn }) => {
          const { attachStamp } = await import("../stamps/operations.ts")
          const { early, ...attached } = await attachStamp(file, path, given.request, world)
          if (early !== undefined) {
            const { accuracy, stated } = early
            warn(new UrneError("stamp-early", { stamped: attached.stamp.at, accuracy, stated: instantText(stated) }))
          }
          return attached
        },
        { human: attachScreen },
      )
    })
  examples(attach, app.labels.command, ["urne stamp attach act-3.tsr"])
}

function listCommand(stamp: Command, app: App): void {
  const list = stamp.command("list").description(app.labels.stamps.commands.list)
  list.action(async () => {
    await app.onElection(
      list,
      async ({ file }) => {
        const { listStamps } = await import("../stamps/queries.ts")
        return listStamps(file)
      },
      {
        human: stampsScreen,
        json: ({ roots, things }) => ({
          roots,
          things: things.map((thing) => ({ ...thing, imprint: hashJson(thing.imprint) })),
        }),
      },
    )
  })
  examples(list, app.labels.command, ["urne stamp list"])
}
