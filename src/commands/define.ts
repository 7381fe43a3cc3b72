import type { Command } from "commander"
import type { DefinitionRemark } from "../core/definition-remarks.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { type ProfileName, profileNames } from "../core/vocabulary.ts"
import type { Definition } from "../definition/definition.ts"
import type { Ask } from "../definition/form.ts"
import type { WrittenDefinition } from "../definition/operations.ts"
import type { Session } from "../election/session.ts"
import {
  answeredLine,
  type CheckedDefinition,
  checkedScreen,
  definitionScreen,
  remarksText,
  remarkText,
} from "../screens/definition.ts"
import { hashJson } from "../terminal/json.ts"
import { safe } from "../terminal/output.ts"
import type { App } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"

interface DefineOptions {
  readonly check?: boolean
  readonly profile?: ProfileName
  readonly example?: boolean
  readonly force?: boolean
}

export function definitionCommands(program: Command, app: App): void {
  const labels = app.labels.definition
  const define = program
    .command("define")
    .description(labels.define)
    .argument("[file]", labels.fileArgument, "election.yaml")
    .option("--check", labels.check)
    .addOption(choiceOption("--profile <profile>", labels.profileOption, profileNames))
    .option("--example", labels.exampleOption)
    .option("--force", labels.force)
    .action(async (path: string, options: DefineOptions, command: Command) => {
      if (options.check === true) await check(app, path, command, options.profile)
      else if (options.profile === undefined) await write(app, path, options, command)
      else throw new UrneError("missing-option", { option: "--check" })
    })
  examples(define, app.labels.command, [
    "urne define",
    "urne define --check election.yaml",
    "urne define --check election.yaml --profile cgfp-2026",
  ])
}

async function check(app: App, path: string, command: Command, profile: ProfileName | undefined): Promise<void> {
  await app.run<CheckedDefinition>(
    command,
    async ({ world, worldOf }) => {
      const { readDefinition } = await import("../definition/operations.ts")
      const { remarksOn } = await import("../definition/remarks.ts")
      const read = await readDefinition(world.files, path, profile)
      const { now } = worldOf({ rehearsal: read.definition.rehearsal, uuid: "", size: () => 0 })
      return { ...read, remarks: remarksOn(read.definition, now()) }
    },
    { human: checkedScreen, json: (checked) => checkedJson(checked, app) },
  )
}

async function write(app: App, path: string, options: DefineOptions, command: Command): Promise<void> {
  const force = options.force === true
  await app.run<WrittenDefinition>(
    command,
    async (session) => {
      const settings = { now: session.world.now(), force }
      if (options.example !== true) return asked(session, path, settings)
      const { defineByExample } = await import("../definition/operations.ts")
      return defineByExample(session.world.files, path, { ...settings, locale: app.language })
    },
    {
      // A person who was asked has seen the remarks above the text to be written.
      human: ({ path: file, remarks }, screen) =>
        `${screen.labels.definition.written(safe(file))}\n${options.example === true ? remarksText(remarks, screen) : ""}`,
      json: (written) => ({ ...written, sha256: hashJson(written.sha256), remarks: remarksJson(written.remarks, app) }),
    },
  )
}

async function asked(
  { world, prompt, screen, show }: Session,
  path: string,
  settings: { readonly now: number; readonly force: boolean },
): Promise<WrittenDefinition> {
  const { defineByAsking, draftOf } = await import("../definition/operations.ts")
  const preview = (definition: Definition, remarks: readonly DefinitionRemark[]) => {
    show(
      `\n${definitionScreen(definition, screen)}${remarks.length === 0 ? "" : "\n"}${remarksText(remarks, screen)}\n`,
    )
  }
  const redraw: Ask["redraw"] = (title, answered) => {
    prompt.clear()
    show(`${title}\n${answered.map((one) => answeredLine(one, screen)).join("")}`)
  }
  try {
    const asking = { ...settings, screen: screen.language, outside: prompt, preview }
    return await defineByAsking(world.files, { ...prompt.form, show, redraw }, path, asking)
  } catch (error) {
    const draft = draftOf(path)
    if (error instanceof UrneError && error.code === "cancelled" && (await world.files.kind(draft)) !== undefined) {
      show(`${screen.labels.definition.questions.draftKept(safe(draft))}\n`)
    }
    throw error
  }
}

function checkedJson({ path, sha256, definition, remarks }: CheckedDefinition, app: App): object {
  const { name, timezone, opens, closes, grace, rehearsal, revote, authority, trustees } = definition
  return {
    ...{ path, sha256: hashJson(sha256), name, timezone, opens: instantText(opens), closes: instantText(closes) },
    ...{ grace, rehearsal, revote },
    questions: definition.questions.length,
    ballot: definition.questions.map(({ question, answers, blank, min, max, rule }) => ({
      ...{ question, answers, blank, min, max, rule: rule ?? null },
    })),
    authority: {
      name: authority.name,
      quorum: authority.quorum.total,
      roles: authority.quorum.roles,
      quorums: authority.quorums,
      members: authority.members,
    },
    members: authority.members.length,
    trustees: trustees.mandatory.length + (trustees.threshold?.holders.length ?? 0),
    holders: trustees,
    minimumBallots: definition.minimumBallots,
    remarks: remarksJson(remarks, app),
  }
}

function remarksJson(remarks: readonly DefinitionRemark[], app: App): readonly object[] {
  return remarks.map((remark) => ({ ...remark, message: remarkText(remark, app.labels) }))
}
