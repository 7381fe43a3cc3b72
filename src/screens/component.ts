/** The components of the system, as people read them: who runs what, and who does not. */
import { lastOf } from "../components/fold.ts"
import { isSameOperator, operatorsOf, partOf, standsOn } from "../components/operator.ts"
import { actStating, type Milestones, type SignedStage, signedStage, type StatingAct } from "../components/signed.ts"
import type { WholeComponent, WholeComponents, WholeVersion } from "../components/whole.ts"
import type { Incident } from "../incidents/incident.ts"
import { formatLocalTime } from "../language/language.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { type Names, personText } from "./act-summary.ts"
import { localTime } from "./local-time.ts"

/** Components with what is known of them from elsewhere. */
export interface ShownComponents extends WholeComponents {
  readonly milestones: Milestones
  readonly stating: readonly StatingAct[]
  readonly incidents: readonly Incident[]
  readonly timezone: string
}

export interface ShownComponent extends Omit<ShownComponents, "faults"> {
  readonly component: WholeComponent
  readonly names: Names
  /** An operator of whom it is asked whether it runs the component. */
  readonly asked: string | undefined
}

/** Lists the incidents with an observation that names a component. */
export function incidentsNaming(incidents: readonly Incident[], name: string): readonly Incident[] {
  return incidents.filter(({ observations }) => observations.some(({ component }) => component === name))
}

function stageText(stage: SignedStage, { labels: { components }, style }: Screen): string {
  const said = components.stages[stage]
  return stage === "during-vote" || stage === "after-vote" ? style.yellow(said) : said
}

/** One row a component, as its last version has it. */
export function componentTable(shown: ShownComponents, screen: Screen): string {
  const { components: labels } = screen.labels
  const listed = shown.components.length === 0 ? `${labels.none}\n` : rowsText(shown.components, shown, screen)
  return `${listed}${faultsText(shown.faults, screen)}`
}

function rowsText(
  components: readonly WholeComponent[],
  { milestones, incidents, timezone }: ShownComponents,
  screen: Screen,
  noted: (component: WholeComponent) => string | undefined = () => undefined,
): string {
  const { components: labels } = screen.labels
  const hour = (instant: number) => localTime(instant, timezone, screen)
  const rows = components.map((component) => {
    const { name } = component
    const { kind, operator, place, from, until, at } = lastOf(component)
    return [
      [safe(name), labels.kinds[kind], noted(component) ?? []].flat().join("\n"),
      [safe(operator), until === undefined ? labels.sinceHour(hour(from)) : labels.outSince(hour(until))].join("\n"),
      safe(place),
      labels.signed(stageText(signedStage(at, milestones), screen), hour(at)),
      incidentsNaming(incidents, name)
        .map(({ number }) => number)
        .join(", "),
    ]
  })
  const { columns } = labels
  return table(screen, [columns.name, columns.operator, columns.place, columns.signed, columns.incidents], rows)
}

/** Says what an operator runs and what it does not, each with the hour at which that was signed. */
export function operatorScreen(shown: ShownComponents, asked: string, screen: Screen): string {
  const { components: labels } = screen.labels
  const part = partOf(shown.components, asked)
  const operator = safe(part.operator)
  const under = new Map(part.carries.map(({ component, on }) => [component.name, on]))
  const standing = ({ name }: WholeComponent) =>
    labels.standing((under.get(name) ?? []).map((one) => safe(one)).join(", "))
  const section = (
    title: string,
    components: readonly WholeComponent[],
    noted?: (component: WholeComponent) => string,
  ): readonly string[] =>
    components.length === 0 ? [] : [`${screen.style.bold(title)}\n${rowsText(components, shown, screen, noted)}`]
  const carried = part.carries.map(({ component }) => component)
  return [
    ...(part.runs.length === 0 ? [`${labels.runsNothing(operator)}\n`] : section(labels.runs(operator), part.runs)),
    ...section(labels.ran(operator), part.ran),
    ...section(labels.carries(operator), carried, standing),
    ...section(labels.runsNot(operator), part.apart),
    // A name that is written otherwise would pass for somebody who runs nothing.
    ...(part.runs.length + part.ran.length > 0 ? [] : [`${operatorsText(shown.components, screen)}\n`]),
  ].join("\n")
}

function operatorsText(components: readonly WholeComponent[], { labels }: Screen): string {
  const all = operatorsOf(components)
  return all.length === 0 ? labels.components.none : labels.components.operators(all.map((one) => safe(one)).join(", "))
}

/** Shows a component: what holds now, which incidents name it, and the versions before it, the newest first. */
export function componentScreen(shown: ShownComponent, screen: Screen): string {
  const { component, components, incidents, asked } = shown
  const { components: labels, incidents: ofIncidents } = screen.labels
  const { style } = screen
  const last = lastOf(component)
  const under = (text: string) => hanging("  ", text, screen)
  const carried = components.filter((one) => lastOf(one).runsOn.includes(component.name))
  const naming = incidentsNaming(incidents, component.name)
  const before = component.versions.slice(0, -1).toReversed()
  const answered = asked === undefined ? [] : [...answerLines(shown, asked, screen), ""]
  return [
    style.bold(labels.title(safe(component.name), labels.kinds[last.kind], last.version)),
    ...answered.map((line) => (line === "" ? "" : under(line))),
    ...[...factLines(last, shown, screen), ...enteredLines(last, shown, screen)].map(under),
    ...(carried.length === 0
      ? []
      : [
          under(
            labels.carriesNames(
              namesText(
                carried.map(({ name }) => name),
                shown,
                screen,
              ),
            ),
          ),
        ]),
    "",
    style.bold(labels.incidents),
    ...(naming.length === 0
      ? [under(labels.noIncidents)]
      : naming.map(({ number, title, state }) =>
          under(labels.incident(number, safe(title), ofIncidents.states[state])),
        )),
    ...(before.length === 0 ? [] : ["", style.bold(labels.versions)]),
    ...before.flatMap((one) => [
      under(labels.versionOf(one.version)),
      ...[...factLines(one, shown, screen), ...enteredLines(one, shown, screen)].map((text) =>
        hanging("    ", text, screen),
      ),
    ]),
    "",
  ].join("\n")
}

/** Names components with who runs each. */
function namesText(names: readonly string[], { components }: ShownComponent, { labels }: Screen): string {
  return names
    .map((name) => {
      const found = components.find((one) => one.name === name)
      return found === undefined ? safe(name) : labels.components.named(safe(name), safe(lastOf(found).operator))
    })
    .join(", ")
}

function factLines(one: WholeVersion, shown: ShownComponent, screen: Screen): readonly string[] {
  const { components: labels, register } = screen.labels
  const hour = (instant: number) => formatLocalTime(instant, shown.timezone, screen.language)
  const mark = one.published ? register.publicMark : register.hiddenMark
  return [
    `${labels.runBy(safe(one.operator))} ${mark}`,
    labels.placeOf(safe(one.place)),
    labels.since(hour(one.from)),
    ...(one.until === undefined ? [] : [labels.outOfUse(hour(one.until))]),
    ...(one.runsOn.length === 0 ? [] : [labels.runsOn(namesText(one.runsOn, shown, screen))]),
    ...(one.contact === undefined ? [] : [`${labels.contact(safe(one.contact))} ${register.hiddenMark}`]),
    ...(one.contract === undefined ? [] : [`${labels.contract(safe(one.contract))} ${register.hiddenMark}`]),
  ]
}

function enteredLines(one: WholeVersion, shown: ShownComponent, screen: Screen): readonly string[] {
  const { components: labels } = screen.labels
  const { milestones, names, stating, timezone } = shown
  const at = formatLocalTime(one.at, timezone, screen.language)
  const by = one.by.map((id) => personText(id, names, screen)).join(", ")
  const act = actStating(stating, one.entry)
  return [
    labels.entered(at, stageText(signedStage(one.at, milestones), screen), by, one.entry),
    ...(act === undefined ? [] : [labels.statedBy(act.act, screen.labels.lifecycle.acts[act.kind])]),
  ]
}

/** Says whether an operator runs a component, ever ran it, or runs something under it. */
function answerLines({ component, components }: ShownComponent, asked: string, screen: Screen): readonly string[] {
  const { components: labels } = screen.labels
  const { operator: name, runs, ran, carries } = partOf(components, asked)
  const [operator, of] = [safe(name), safe(component.name)]
  if (runs.some((one) => one.name === component.name)) return [screen.style.bold(labels.isRunBy(operator, of))]
  const on = carries.find((one) => one.component.name === component.name)?.on ?? []
  const isUnknown = runs.length === 0 && ran.length === 0
  const once = component.versions.filter((one) => isSameOperator(one.operator, name)).map(({ version }) => version)
  return [
    screen.style.bold(labels.isNotRunBy(operator, of)),
    once.length === 0 ? labels.neverRun(operator, of) : labels.onceRun(operator, of, once.join(", ")),
    on.length === 0
      ? labels.standsOnNothing(of, operator)
      : labels.standsOnIt(of, on.map((one) => safe(one)).join(", "), operator),
    ...(isUnknown ? [operatorsText(components, screen)] : []),
  ]
}

/** Shows which component runs on which, each below what carries it first. */
export function mapTable(components: readonly WholeComponent[], screen: Screen): string {
  const { components: labels } = screen.labels
  const { columns } = labels
  if (components.length === 0) return `${labels.none}\n`
  const rows = components.map((one) => {
    const { kind, operator, runsOn } = lastOf(one)
    const all = standsOn(components, one.name)
    const direct = runsOn.map((name) => safe(name))
    const further = all.filter((name) => !runsOn.includes(name)).map((name) => safe(name))
    return [
      safe(one.name),
      labels.kinds[kind],
      safe(operator),
      [...direct, ...(further.length === 0 ? [] : [`(${further.join(", ")})`])].join(", "),
    ]
  })
  return table(screen, [columns.name, columns.kind, columns.operator, columns.runsOn], rows)
}

function faultsText(faults: WholeComponents["faults"], { labels: { components }, style }: Screen): string {
  if (faults.length === 0) return ""
  const lines = faults.map(({ entry, rule }) => `  ${components.fault(entry, rule)}\n`)
  return `\n${style.red(components.faults(faults.length))}\n${lines.join("")}`
}
