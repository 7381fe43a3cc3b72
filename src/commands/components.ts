import type { Command } from "commander"
import type { ComponentChange, EnteredComponent } from "../components/operations.ts"
import type { WholeComponent } from "../components/whole.ts"
import { type ComponentKind, componentKinds } from "../core/vocabulary.ts"
import type { ElectionSession } from "../election/session.ts"
import { componentJson, mapJson, partJson, versionJson } from "../screens/component-json.ts"
import {
  componentScreen,
  componentTable,
  mapTable,
  operatorScreen,
  type ShownComponent,
  type ShownComponents,
} from "../screens/component.ts"
import { entryJson } from "../screens/entry-json.ts"
import { safe } from "../terminal/output.ts"
import type { App, Rendering } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"
import { choiceOf, hourIfAny, hourOf, lineIfAny, lineOf, requireShort } from "./facts.ts"
import { requireRegisterWritable, writersNames, writingKey, type WritingOptions, writingOptions } from "./writing.ts"

/** `urne component …`: who runs each part of the system, and who does not. */
export function componentCommands(program: Command, app: App): void {
  const component = program.command("component").description(app.labels.components.commands.component)
  addCommand(component, app)
  changeCommand(component, app)
  listCommand(component, app)
  showCommand(component, app)
  mapCommand(component, app)
}

interface FactsOptions extends WritingOptions {
  readonly kind?: ComponentKind
  readonly operator?: string
  readonly contact?: string
  readonly contract?: string
  readonly place?: string
  readonly from?: string
  /** `true` where the option stands without a name. */
  readonly runsOn?: readonly string[] | true
}

function factsOptions(command: Command, app: App): Command {
  const { options } = app.labels.components
  return writingOptions(command, app)
    .addOption(choiceOption("--kind <kind>", options.kind, componentKinds))
    .option("--operator <name>", options.operator)
    .option("--contact <text>", options.contact)
    .option("--contract <text>", options.contract)
    .option("--place <text>", options.place)
    .option("--from <hour>", options.from)
    .option("--runs-on [name...]", options.runsOn)
}

function addCommand(component: Command, app: App): void {
  const { commands, options, done } = app.labels.components
  const add = factsOptions(component.command("add").description(commands.add).argument("<name>", options.name), app)
  add.action(async (name: string, given: FactsOptions) => {
    await app.onElection(
      add,
      async (session) => {
        const { addComponent, requireFree, requireNames } = await import("../components/operations.ts")
        const { publishesOperators } = await import("../components/queries.ts")
        await requireRegisterWritable(session)
        await requireShort("NAME", name)
        requireFree(session.file, name)
        requireNames(session.file, namesOf(given.runsOn) ?? [])
        const { ask, kinds } = session.screen.labels.components
        const kind = await choiceOf(session, "--kind", given.kind, ask.kind, kinds)
        const asked = publishesOperators(session.file) ? ask.operator : ask.hiddenOperator
        const facts = {
          kind,
          operator: await lineOf(session, "--operator", given.operator, asked),
          place: await lineOf(session, "--place", given.place, ask.place),
          from: await hourOf(session, "--from", given.from, ask.from),
          runsOn: await carriersOf(session, given.runsOn),
          contact: await lineIfAny(session, "--contact", given.contact, ask.contact),
          contract: await lineIfAny(session, "--contract", given.contract, ask.contract),
        }
        const key = await writingKey(session, given)
        return addComponent(session.file, name, facts, key, session.world)
      },
      enteredComponent(() => done.added(safe(name))),
    )
  })
  examples(add, app.labels.command, [
    "urne component add web-1 --kind host --operator 'Host Ltd' --place 'Toulouse, France' --from 2014-11-01T08:00 --contact '+33 1 99 00 00 01' --key anne.key",
    "urne component add site --kind site --operator 'Vote Ltd' --place 'Toulouse, France' --from 2014-11-01T08:00 --runs-on web-1 dns --key anne.key",
  ])
}

/** Returns the names of an option that may stand without any; `undefined` where it does not stand. */
function namesOf(given: FactsOptions["runsOn"]): readonly string[] | undefined {
  return given === true ? [] : given === undefined ? undefined : [...new Set(given)]
}

/** Returns the components on which one runs; asks where there are some, and nobody said. */
async function carriersOf(session: ElectionSession, given: FactsOptions["runsOn"]): Promise<readonly string[]> {
  const { recordedComponents } = await import("../components/queries.ts")
  const named = namesOf(given)
  const known = recordedComponents(session.file).components
  if (named !== undefined || !session.prompt.interactive || known.length === 0) return named ?? []
  const choices = known.map(({ name }) => ({ name: safe(name), value: name }))
  return session.prompt.choices(session.screen.labels.components.ask.runsOn, "--runs-on", choices)
}

function changeCommand(component: Command, app: App): void {
  const { commands, options, done } = app.labels.components
  const change = factsOptions(
    component.command("change").description(commands.change).argument("<name>", options.name),
    app,
  )
  change
    .option("--until <hour>", options.until)
    .action(async (name: string, given: FactsOptions & { readonly until?: string }) => {
      await app.onElection(
        change,
        async (session) => {
          const { changeComponent, requireChange } = await import("../components/operations.ts")
          await requireRegisterWritable(session)
          const facts = await changeOf(session, given)
          requireChange(session.file, name, facts)
          const key = await writingKey(session, given)
          return changeComponent(session.file, name, facts, key, session.world)
        },
        enteredComponent(({ version }) => done.changed(safe(name), version)),
      )
    })
  examples(change, app.labels.command, [
    "urne component change site --operator 'Other Host Ltd' --from 2014-11-20T06:00 --key anne.key",
    "urne component change web-1 --until 2014-12-01T08:00 --key anne.key",
  ])
}

/** Takes what changes from the options. Nothing is asked, since the rest stays as it is. */
async function changeOf(
  session: ElectionSession,
  given: FactsOptions & { readonly until?: string },
): Promise<ComponentChange> {
  const { ask } = session.screen.labels.components
  const line = async (option: string, text: string | undefined) =>
    text === undefined ? undefined : lineOf(session, option, text, ask.place)
  const hour = async (option: string, text: string | undefined) =>
    text === undefined ? undefined : hourIfAny(session, option, text, ask.from)
  return {
    kind: given.kind,
    operator: await line("--operator", given.operator),
    place: await line("--place", given.place),
    from: await hour("--from", given.from),
    until: await hour("--until", given.until),
    runsOn: namesOf(given.runsOn),
    contact: await line("--contact", given.contact),
    contract: await line("--contract", given.contract),
  }
}

function enteredComponent(say: (made: EnteredComponent) => string): Rendering<EnteredComponent> {
  return {
    human: (made) => `${say(made)}\n`,
    json: ({ component, version, ...entered }) => ({ component, version, ...entryJson(entered) }),
  }
}

async function readAll({ file }: ElectionSession): Promise<ShownComponents> {
  const { milestonesOf, recordedComponents, statingActs } = await import("../components/queries.ts")
  const { recordedIncidents } = await import("../incidents/queries.ts")
  const { timezone } = file.election.get().definition
  const { incidents } = recordedIncidents(file)
  const [milestones, stating] = [milestonesOf(file), statingActs(file)]
  return { ...recordedComponents(file), milestones, stating, incidents, timezone }
}

function listCommand(component: Command, app: App): void {
  const { commands, options } = app.labels.components
  const list = component.command("list").description(commands.list)
  list.option("--operator <name>", options.about).action(async ({ operator }: { readonly operator?: string }) => {
    await app.onElection(list, readAll, {
      human: (shown, screen) =>
        operator === undefined ? componentTable(shown, screen) : operatorScreen(shown, operator, screen),
      json: (shown) => ({
        components: shown.components.map((one) => componentJson(one, shown)),
        ...(operator === undefined ? {} : { of: partJson(shown.components, operator) }),
        faults: shown.faults,
      }),
    })
  })
  examples(list, app.labels.command, [
    "urne component list",
    "urne component list --operator 'Host Ltd'",
    "urne component list --json",
  ])
}

function showCommand(component: Command, app: App): void {
  const { commands, options } = app.labels.components
  const show = component.command("show").description(commands.show).argument("<name>", options.name)
  show
    .option("--operator <name>", options.about)
    .action(async (name: string, { operator }: { readonly operator?: string }) => {
      await app.onElection(
        show,
        async (session): Promise<ShownComponent> => {
          const { requireComponent } = await import("../components/queries.ts")
          const all = await readAll(session)
          return {
            ...all,
            component: requireComponent(all, name),
            names: await writersNames(session.file),
            asked: operator,
          }
        },
        {
          human: componentScreen,
          json: (shown) => ({
            ...componentJson(shown.component, shown),
            versions: shown.component.versions.map((one) => versionJson(one, shown)),
            ...(operator === undefined ? {} : { of: partJson(shown.components, operator) }),
          }),
        },
      )
    })
  examples(show, app.labels.command, ["urne component show site", "urne component show site --operator 'Host Ltd'"])
}

interface MapOptions {
  readonly svg?: string
  readonly pdf?: string
  readonly full?: boolean
}

function mapCommand(component: Command, app: App): void {
  const { commands, options } = app.labels.components
  const map = component.command("map").description(commands.map)
  map
    .option("--svg <file>", options.svg)
    .option("--pdf <file>", options.pdf)
    .option("--full", options.full)
    .action(async (given: MapOptions) => {
      await app.onElection(
        map,
        async (session) => {
          const { recordedComponents } = await import("../components/queries.ts")
          const { components } = recordedComponents(session.file)
          return { components, written: await writeMap(session, components, given) }
        },
        {
          human: ({ components, written }, screen) => {
            const { written: said, writtenFull } = screen.labels.components
            const say = given.full === true ? writtenFull : said
            const lines = written.map((path) => `${say(safe(path))}\n`).join("")
            return `${mapTable(components, screen)}${lines === "" ? "" : "\n"}${lines}`
          },
          json: ({ components, written }) => ({ components: mapJson(components), written }),
        },
      )
    })
  examples(map, app.labels.command, [
    "urne component map",
    "urne component map --svg map.svg --pdf map.pdf",
    "urne component map --pdf whom-to-call.pdf --full",
  ])
}

/** Writes the files that are asked for, or neither if there is no place for one. */
async function writeMap(
  { file, world, screen }: ElectionSession,
  components: readonly WholeComponent[],
  { svg, pdf, full = false }: MapOptions,
): Promise<readonly string[]> {
  const paths = [svg, pdf].filter((path) => path !== undefined)
  for (const path of paths) await world.files.requireWritable(path)
  const { namedElection } = await import("../definition/named-election.ts")
  const election = namedElection(file.election.get())
  if (svg !== undefined) {
    const { componentsPicture } = await import("../components/picture.ts")
    const picture = componentsPicture(election.name, components, { labels: screen.labels.components, full })
    await world.files.writeWhole(svg, picture, { secret: full })
  }
  if (pdf !== undefined) {
    const { componentsPaper } = await import("../papers/components-paper.ts")
    const { printPaper } = await import("../papers/paper.ts")
    const { bytes } = await printPaper(election, componentsPaper(election, components, full))
    await world.files.writeWhole(pdf, bytes, { secret: full })
  }
  return paths
}
