import { utf8Text } from "../core/bytes.ts"
import type { DefinitionRemark } from "../core/definition-remarks.ts"
import { UrneError } from "../core/error.ts"
import { type Finding, finding } from "../core/finding.ts"
import { sha256Hex } from "../core/hash.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Language, ProfileName } from "../core/vocabulary.ts"
import type { Files } from "../core/world.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { cutTexts } from "./cut-text.ts"
import type { Definition } from "./definition.ts"
import { draftText, parseDraft } from "./draft.ts"
import { exampleDefinition } from "./example.ts"
import { type Ask, type Draft, fillForm } from "./form.ts"
import { unmetArticles } from "./judged.ts"
import { localTime } from "./local-time.ts"
import { parseDefinition } from "./parse.ts"
import { profiles } from "./profiles.ts"
import { remarksOn } from "./remarks.ts"
import { type DefinitionAnswers, definitionText } from "./template.ts"
import { askDefinition } from "./wizard.ts"
import { readYaml } from "./yaml.ts"

/** A definition file without a mistake. Its text is what is frozen, and its hash is that of the exact bytes. */
export interface ReadDefinition {
  readonly path: string
  readonly text: string
  readonly sha256: string
  readonly definition: Definition
}

/** Far above what a definition needs, low enough that reading one cannot exhaust the machine. */
const largestDefinition = 1 << 20

/**
 * Reads a definition without a mistake, which meets the profile that it names and the one that is given.
 *
 * @throws UrneError `faulty-artefact` with every mistake, `file-absent`, `file-too-large`, `file-unreadable`
 */
export async function readDefinition(files: Files, path: string, profile?: ProfileName): Promise<ReadDefinition> {
  const bytes = await files.read(path, largestDefinition)
  const parsed = parseDefinition(bytes)
  const text = utf8Text(bytes) ?? ""
  const mistakes =
    "findings" in parsed
      ? parsed.findings
      : [...cutTexts(text), ...profileMistakes(parsed.definition, text, [parsed.definition.profile, profile])]
  if ("findings" in parsed || mistakes.length > 0) {
    const findings = mistakes.map((finding) => ({ ...finding, at: `${path}:${finding.at}` }))
    throw new UrneError("faulty-artefact", { path, findings })
  }
  const { definition } = parsed
  return { path, text, sha256: sha256Hex(bytes), definition }
}

/** Lists the articles of these profiles that a definition does not meet, each at its place in the text. */
function profileMistakes(
  definition: Definition,
  text: string,
  named: readonly (ProfileName | undefined)[],
): readonly Finding[] {
  const wanted = [...new Set(named.filter((name) => name !== undefined))]
  const file = wanted.length === 0 ? undefined : readYaml(text)
  if (file === undefined || "findings" in file) return []
  return wanted.flatMap((profile) =>
    unmetArticles(definition, profiles[profile]).map(({ article, path, lack }) =>
      finding("definition-profile", file.placeOf(path), { profile, article, lack }),
    ),
  )
}

export interface WrittenDefinition {
  readonly path: string
  readonly sha256: string
  readonly remarks: readonly DefinitionRemark[]
}

/** What the dialogue that asks for a definition needs. */
interface Asking {
  readonly screen: Language
  readonly now: number
  readonly force: boolean
  /** Asks what is not a question of the form, so nobody can go back from it. */
  readonly outside: Pick<Ask, "choice"> & { readonly interactive: boolean }
  /** Shows what will be written before it is written. */
  readonly preview: (definition: Definition, remarks: readonly DefinitionRemark[]) => void
}

/**
 * Asks for a definition and writes it with comments. Whether the file exists is checked before anything is asked. Each
 * answer is kept in a draft beside the file, from which the next run continues, until the definition is written.
 *
 * @throws UrneError `file-exists`, `no-terminal`, `not-replaced` where something else has the draft's name,
 * `newer-format`, `cancelled`
 */
export async function defineByAsking(files: Files, ask: Ask, path: string, asking: Asking): Promise<WrittenDefinition> {
  const { screen, now, force, outside, preview } = asking
  if (!force && (await files.kind(path)) !== undefined) throw new UrneError("file-exists", { path })
  if (!outside.interactive) throw new UrneError("no-terminal", { option: withoutAsking })
  const { questions: say } = catalogueOf(screen).labels.definition
  const draftPath = draftOf(path)
  const draft = await draftToGoOn(files, outside, draftPath, screen)
  ask.show(`${say.draft(draftPath)}\n${say.keys}\n`)
  const answers = await fillForm({
    ask,
    option: withoutAsking,
    words: catalogueOf(screen).labels.command,
    draft,
    keep: (kept) => files.writeWhole(draftPath, draftText(kept), { force: "draft" }),
    questions: (form) => askDefinition(form, screen),
    review: async (filled, answered) => {
      const definition = definitionOf(definitionText(filled))
      preview(definition, remarksOn(definition, now))
      const isRight = await ask.choice(say.review, withoutAsking, [
        { name: say.writeIt, value: true },
        { name: say.changeIt, value: false },
      ])
      if (isRight) return undefined
      const changes = answered.map(({ name, question, answer }) => ({
        name: say.answered(question.replace(/ \([^()]*\)$/, ""), answer),
        value: name,
      }))
      return ask.choice(say.changeWhich, withoutAsking, changes)
    },
  })
  const written = await write(files, path, answers, { now, force })
  await files.remove(draftPath)
  return written
}

/** Without a terminal, a script can get an example instead. */
const withoutAsking = "--example"

/** Returns where answers are kept while they are given. */
export function draftOf(path: string): string {
  return `${path}.draft`
}

async function draftToGoOn(files: Files, ask: Pick<Ask, "choice">, path: string, screen: Language): Promise<Draft> {
  const nothing = { answers: {}, settled: [] }
  if ((await files.kind(path)) === undefined) return nothing
  const text = utf8Text(await files.read(path, largestDefinition)) ?? ""
  const draft = parseDraft(text)
  if (draft === undefined) {
    refuseNewer(text, path)
    throw new UrneError("not-replaced", { path, artefact: "draft" })
  }
  const { goOn, goOnWith, beginAnew } = catalogueOf(screen).labels.definition.questions
  return ask.choice(goOn(path, draft.settled.length), withoutAsking, [
    { name: goOnWith, value: draft },
    { name: beginAnew, value: nothing },
  ])
}

/** Writes an example to edit, for a vote of one day four weeks after `now` (milliseconds). */
export async function defineByExample(
  files: Files,
  path: string,
  settings: { readonly locale: Language; readonly now: number; readonly force: boolean },
): Promise<WrittenDefinition> {
  const { zone } = catalogueOf(settings.locale).labels.definition.example
  const day = localTime(settings.now + 28 * 24 * 3600 * 1000, zone).slice(0, 10)
  const answers = exampleDefinition(settings.locale, `${day}T08:00`, `${day}T18:00`)
  return write(files, path, answers, settings)
}

async function write(
  files: Files,
  path: string,
  answers: DefinitionAnswers,
  { now, force }: { readonly now: number; readonly force: boolean },
): Promise<WrittenDefinition> {
  const text = definitionText(answers)
  const remarks = remarksOn(definitionOf(text), now)
  await files.writeWhole(path, text, { force: force && "definition" })
  return { path, sha256: sha256Hex(text), remarks }
}

/**
 * Parses the text that is being written. @throws Error where it has a mistake, which is a bug: answers are checked as
 * they are given
 */
function definitionOf(text: string): Definition {
  const parsed = parseDefinition(text)
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  return parsed.definition
}
