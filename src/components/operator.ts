/** Answers who runs what: what an operator runs, what stands on that, and what it has nothing to do with. */
import { lastOf } from "./fold.ts"
import type { WholeComponent, WholeVersion } from "./whole.ts"

/** The components in their relation to one operator, each in one list. */
export interface OperatorsPart {
  /** The operator as the register writes it, or as it was asked for if it is not there. */
  readonly operator: string
  readonly runs: readonly WholeComponent[]
  /** It runs these no more: another does, or they went out of use. */
  readonly ran: readonly WholeComponent[]
  /** Others run these, on something that it runs: the names of that. */
  readonly carries: readonly { readonly component: WholeComponent; readonly on: readonly string[] }[]
  /** It runs neither these nor anything on which they run. */
  readonly apart: readonly WholeComponent[]
}

/** Whether two names are those of one operator, whatever their capitals and blanks. */
export function isSameOperator(one: string, other: string): boolean {
  const plain = (name: string) => name.normalize("NFKC").trim().replace(/\s+/gu, " ").toLowerCase()
  return plain(one) === plain(other)
}

/** Whether an operator runs what this version says. What went out of use nobody runs. */
function isRun({ operator, until }: WholeVersion, by: string): boolean {
  return until === undefined && isSameOperator(operator, by)
}

export function partOf(components: readonly WholeComponent[], asked: string): OperatorsPart {
  const written = components
    .flatMap(({ versions }) => versions.map(({ operator }) => operator))
    .find((name) => isSameOperator(name, asked))
  const operator = written ?? asked
  const runs = components.filter((one) => isRun(lastOf(one), operator))
  const own = new Set(runs.map(({ name }) => name))
  const others = components.filter(({ name }) => !own.has(name))
  const under = (one: WholeComponent) => standsOn(components, one.name).filter((name) => own.has(name))
  const carries = others
    .map((component) => ({ component, on: under(component) }))
    .filter(({ component, on }) => on.length > 0 && lastOf(component).until === undefined)
  const carried = new Set(carries.map(({ component }) => component.name))
  const rest = others.filter(({ name }) => !carried.has(name))
  const hasRun = ({ versions }: WholeComponent) => versions.some((one) => isSameOperator(one.operator, operator))
  return { operator, runs, ran: rest.filter(hasRun), carries, apart: rest.filter((one) => !hasRun(one)) }
}

/** Lists the names of everything on which a component runs, directly or through others, the nearest first. */
export function standsOn(components: readonly WholeComponent[], name: string): readonly string[] {
  const found = new Set<string>()
  const under = (one: string) => {
    const component = components.find((each) => each.name === one)
    return component === undefined ? [] : lastOf(component).runsOn
  }
  let next = under(name)
  while (next.length > 0) {
    const fresh = [...new Set(next)].filter((one) => one !== name && !found.has(one))
    for (const one of fresh) found.add(one)
    next = fresh.flatMap(under)
  }
  return [...found]
}

/** Lists the operators that run something now, each once. */
export function operatorsOf(components: readonly WholeComponent[]): readonly string[] {
  const all = components.map(lastOf).filter(({ until }) => until === undefined)
  return [...new Set(all.map(({ operator }) => operator))].sort()
}
