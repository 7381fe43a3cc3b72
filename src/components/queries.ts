import { provenActs } from "../authority/proven-acts.ts"
import { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { nearest } from "../core/nearest.ts"
import { entriesOfType } from "../journal/operations.ts"
import { hasRegister, privateOf, provedRegister, registerEntries, type RegisterFile } from "../register/queries.ts"
import { statedRegisterOf } from "../register/stated.ts"
import { componentsOf } from "./fold.ts"
import type { Milestones, StatingAct } from "./signed.ts"
import type { WholeComponent, WholeComponents } from "./whole.ts"

/**
 * Reads all components from the register, with what is not published of them.
 *
 * @throws UrneError `entry-altered`, `election-file-altered`, `act-altered`
 */
export function recordedComponents(file: RegisterFile): WholeComponents {
  if (!hasRegister(file)) return { components: [], faults: [] }
  const { components, faults } = componentsOf(provedRegister(file).entries, publishesOperators(file))
  const hidden = new Map(
    registerEntries(file, "component.added", "component.changed").map((found) => [
      found.number,
      privateOf(file, found),
    ]),
  )
  const whole = components.map(({ name, versions }) => ({
    name,
    versions: versions.map((one) => {
      const { operator = "", contact, contract } = hidden.get(one.entry) ?? {}
      return { ...one, operator: one.operator ?? operator, published: one.operator !== undefined, contact, contract }
    }) as unknown as WholeComponent["versions"],
  }))
  return { components: whole, faults }
}

/** Whether the definition says that operators are published. */
export function publishesOperators({ election }: Pick<RegisterFile, "election">): boolean {
  return election.get().definition.publish.operators === true
}

/** @throws UrneError `no-such-component`, and what `recordedComponents` throws */
export function requireComponent({ components }: WholeComponents, name: string): WholeComponent {
  const found = components.find((one) => one.name === name)
  if (found !== undefined) return found
  const known = components.map((one) => one.name)
  throw new UrneError("no-such-component", { name, known, suggestion: nearest(name, known) })
}

/**
 * Requires that a component which an entry names is registered. Where none is, any words may name one.
 *
 * @throws UrneError `no-such-component`, and what `recordedComponents` throws
 */
export function requireNamedComponent(file: RegisterFile, name: string): void {
  const recorded = recordedComponents(file)
  if (recorded.components.length > 0) requireComponent(recorded, name)
}

/** Lists the acts in effect that state the register, oldest first. @throws UrneError `act-altered` */
export function statingActs(file: RegisterFile): readonly StatingAct[] {
  return provenActs(file).flatMap(({ stored, act }) => {
    const stated = statedRegisterOf(act)
    if (stored.state !== "effective" || stated === undefined || stated === "altered") return []
    return [{ act: stored.number, kind: act.kind, entries: stated.size }]
  })
}

/** Reads when the urn was sealed, opened and frozen, as far as it was. @throws UrneError `entry-altered` */
export function milestonesOf({ journal }: Pick<RegisterFile, "journal">): Milestones {
  const instantOf = (at: string | undefined) =>
    at === undefined ? undefined : must(parseInstant(at), "instant of an entry of the journal")
  const [opened] = entriesOfType(journal, "urn.opened")
  const [frozen] = entriesOfType(journal, "urn.frozen")
  const sealed = [...entriesOfType(journal, "act.effective")].find(({ event }) => event.kind === "seal")
  return {
    sealed: instantOf(sealed?.event.at),
    opened: instantOf(opened?.event.at),
    frozen: instantOf(frozen?.event.at),
  }
}
