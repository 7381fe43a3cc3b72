import type { Command } from "commander"
import type { App } from "../cli/app.ts"
import { examples } from "../cli/commander.ts"
import { hashJson } from "../cli/json.ts"
import { safe, type Screen } from "../cli/output.ts"
import { instantText } from "../core/instant.ts"
import { formatInstant } from "../language/language.ts"
import type { DefinitionRemark } from "./remarks.ts"
import type { ReadDefinition, WrittenDefinition } from "./operations.ts"

interface DefineOptions {
  readonly check?: boolean
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
    .option("--example", labels.exampleOption)
    .option("--force", labels.force)
    .action(async (path: string, options: DefineOptions, command: Command) => {
      if (options.check === true) await check(app, path, command)
      else await write(app, path, options, command)
    })
  examples(define, app.labels.command, ["urne define", "urne define --check election.yaml"])
}

async function check(app: App, path: string, command: Command): Promise<void> {
  await app.run(
    command,
    async ({ world }) => {
      const { readDefinition } = await import("./operations.ts")
      return summary(await readDefinition(world.files, path))
    },
    { human: checkedText, json: hashed },
  )
}

async function write(app: App, path: string, options: DefineOptions, command: Command): Promise<void> {
  const force = options.force === true
  await app.run<WrittenDefinition>(
    command,
    async ({ world, prompt }) => {
      const { defineByAsking, defineByExample } = await import("./operations.ts")
      return options.example === true
        ? defineByExample(world.files, path, { locale: app.language, now: world.now(), force })
        : defineByAsking(world.files, prompt, path, { screen: app.language, force })
    },
    {
      human: ({ path: file, remarks }, screen) =>
        `${screen.labels.definition.written(safe(file))}\n${remarksText(remarks, screen)}`,
      json: hashed,
    },
  )
}

function hashed(of: { readonly sha256: string }): object {
  return { ...of, sha256: hashJson(of.sha256) }
}

function summary({ path, sha256, definition, remarks }: ReadDefinition) {
  const { name, timezone, opens, closes, authority, trustees } = definition
  return {
    ...{ path, sha256, name, timezone, opens: instantText(opens), closes: instantText(closes) },
    questions: definition.questions.length,
    ballot: definition.questions.map(({ question, answers, blank, min, max }) => ({
      question,
      answers,
      blank,
      min,
      max,
    })),
    authority: {
      name: authority.name,
      quorum: authority.quorum.total,
      members: authority.members.map(({ id, name: person, role }) => ({ id, name: person, role })),
    },
    members: authority.members.length,
    trustees: trustees.mandatory.length + (trustees.threshold?.holders.length ?? 0),
    minimumBallots: definition.minimumBallots,
    remarks,
  }
}

function checkedText(result: ReturnType<typeof summary>, screen: Screen): string {
  const { right, fields } = screen.labels.definition
  const hour = (instant: string) => formatInstant(Date.parse(instant), result.timezone, screen.language)
  const rows: readonly (readonly [string, string])[] = [
    [fields.election, safe(result.name)],
    [fields.opens, hour(result.opens)],
    [fields.closes, hour(result.closes)],
    [fields.members, String(result.members)],
    [fields.trustees, String(result.trustees)],
    [fields.minimumBallots, screen.count(result.minimumBallots)],
    [fields.sha256, result.sha256],
  ]
  const width = Math.max(...rows.map(([field]) => field.length))
  const lines = rows.map(([field, value]) => `  ${field.padEnd(width)}  ${value}`)
  const shown = [
    right(safe(result.path)),
    ...lines,
    "",
    ...ballotLines(result, screen),
    ...decidingLines(result, screen),
    "",
  ]
  return `${shown.join("\n")}${remarksText(result.remarks, screen)}`
}

type Summary = ReturnType<typeof summary>

/** The questions with each answer on a line of its own: what was cut or joined by a comma is seen. */
function ballotLines({ ballot }: Summary, { labels }: Screen): readonly string[] {
  const say = labels.definition
  return ballot.flatMap(({ question, answers, blank, min, max }, index) => [
    ...(index === 0 ? [say.ballot] : []),
    `  ${say.question(index + 1, safe(question))} (${say.answersAsked(min, max, blank)})`,
    ...answers.map((answer) => `     [ ] ${safe(answer)}`),
  ])
}

function decidingLines({ authority }: Summary, { labels }: Screen): readonly string[] {
  const { definition, lifecycle } = labels
  return [
    "",
    `${definition.deciding} ${safe(authority.name)}, ${definition.quorum(authority.quorum)}`,
    ...authority.members.map(({ id, name, role }) => `  ${safe(name)} (${safe(id)}), ${lifecycle.roles[role]}`),
  ]
}

function remarksText(remarks: readonly DefinitionRemark[], { labels, style }: Screen): string {
  return remarks.map((remark) => `${style.yellow(labels.definition.remarks[remark])}\n`).join("")
}
