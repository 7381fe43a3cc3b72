/** The components of the system in the form for programs. */
import { lastOf } from "../components/fold.ts"
import { partOf, standsOn } from "../components/operator.ts"
import { actStating, signedStage } from "../components/signed.ts"
import type { WholeComponent, WholeVersion } from "../components/whole.ts"
import { instantText } from "../core/instant.ts"
import { incidentsNaming, type ShownComponents } from "./component.ts"

type Known = Pick<ShownComponents, "incidents" | "milestones" | "stating">

/** Gives the version that holds, and the incidents that name the component. */
export function componentJson(component: WholeComponent, known: Known): object {
  return {
    component: component.name,
    ...versionJson(lastOf(component), known),
    incidents: incidentsNaming(known.incidents, component.name).map(({ number }) => number),
  }
}

export function versionJson(
  { at, from, until, contact, contract, ...rest }: WholeVersion,
  { milestones, stating }: Known,
): object {
  const act = actStating(stating, rest.entry)
  return {
    ...{ ...rest, from: instantText(from), at: instantText(at), signed: signedStage(at, milestones) },
    ...(until === undefined ? {} : { until: instantText(until) }),
    ...(contact === undefined ? {} : { contact }),
    ...(contract === undefined ? {} : { contract }),
    ...(act === undefined ? {} : { stated: { act: act.act, kind: act.kind } }),
  }
}

/** Gives the names of what an operator runs, and of what it does not. */
export function partJson(components: readonly WholeComponent[], asked: string): object {
  const { operator, runs, ran, carries, apart } = partOf(components, asked)
  const names = (all: readonly WholeComponent[]) => all.map(({ name }) => name)
  return {
    operator,
    runs: names(runs),
    ran: names(ran),
    carries: carries.map(({ component, on }) => ({ component: component.name, on })),
    runsNot: names(apart),
  }
}

export function mapJson(components: readonly WholeComponent[]): readonly object[] {
  return components.map((one) => {
    const { kind, operator, runsOn } = lastOf(one)
    return { component: one.name, kind, operator, runsOn, standsOn: standsOn(components, one.name) }
  })
}
