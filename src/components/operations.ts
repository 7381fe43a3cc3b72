import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { ComponentKind } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import type { SigningKey } from "../notes/key.ts"
import type { ComponentEvent } from "../register/component-event.ts"
import { appendEntry } from "../register/operations.ts"
import { provedRegister, type ProvedEntry, type RegisterFile } from "../register/queries.ts"
import type { Store } from "../store/store.ts"
import { lastOf } from "./fold.ts"
import { componentLedger } from "./ledger.ts"
import { publishesOperators, recordedComponents, requireComponent } from "./queries.ts"

interface WrittenFile extends RegisterFile {
  readonly store: Store
}
type Clock = Pick<World, "now" | "random">

/** What is said of a component. */
export interface GivenComponent {
  readonly kind: ComponentKind
  readonly operator: string
  readonly place: string
  /** RFC 3339, UTC, as is `until`. */
  readonly from: string
  readonly until: string | undefined
  readonly runsOn: readonly string[]
  readonly contact: string | undefined
  readonly contract: string | undefined
}

/** A new entry, with the version of its component that it is. */
export interface EnteredComponent extends ProvedEntry {
  readonly component: string
  readonly version: number
}

/**
 * Registers a component, inside one transaction.
 *
 * @throws UrneError `component-refused`, `no-such-component`, and what `appendEntry` throws
 */
export function addComponent(
  file: WrittenFile,
  component: string,
  given: Omit<GivenComponent, "until">,
  key: SigningKey,
  world: Clock,
): EnteredComponent {
  return file.store.write(() => {
    const event: ComponentEvent = { type: "component.added", ...factsOf(file, component, given) }
    return { ...append(file, event, key, world), component, version: 1 }
  })
}

/** What changes of a component. Whatever is absent stays as it is. */
export type ComponentChange = { readonly [Fact in keyof GivenComponent]?: GivenComponent[Fact] | undefined }

/**
 * Enters another version of a component. A new `from` without an `until` puts one back in use that was out of it.
 *
 * @throws UrneError `component-refused`, `no-such-component`, and what `appendEntry` throws
 */
export function changeComponent(
  file: WrittenFile,
  component: string,
  change: ComponentChange,
  key: SigningKey,
  world: Clock,
): EnteredComponent {
  return file.store.write(() => {
    const { facts, version, before } = changed(file, component, change)
    const { until, ...others } = facts
    const event: ComponentEvent = {
      ...{ type: "component.changed", version, before },
      ...factsOf(file, component, others),
      ...(until === undefined ? {} : { until }),
    }
    return { ...append(file, event, key, world), component, version }
  })
}

/**
 * Requires that a component can be changed so. Commands check this before they open a key.
 *
 * @throws UrneError `component-refused`, `no-such-component`
 */
export function requireChange(file: RegisterFile, component: string, change: ComponentChange): void {
  const { facts } = changed(file, component, change)
  requireNames(file, facts.runsOn)
}

/** Requires that a component of this name can be registered. @throws UrneError `component-refused` */
export function requireFree(file: RegisterFile, component: string): void {
  if (recordedComponents(file).components.some(({ name }) => name === component)) {
    throw new UrneError("component-refused", { component, rule: "taken" })
  }
}

/** Puts a change into the version that holds. */
function changed(
  file: RegisterFile,
  component: string,
  change: ComponentChange,
): { readonly facts: GivenComponent; readonly version: number; readonly before: number } {
  const { version, entry, ...last } = lastOf(requireComponent(recordedComponents(file), component))
  const until = last.until === undefined ? undefined : instantText(last.until)
  const facts: GivenComponent = {
    kind: change.kind ?? last.kind,
    operator: change.operator ?? last.operator,
    place: change.place ?? last.place,
    from: change.from ?? instantText(last.from),
    until: change.until ?? (change.from === undefined ? until : undefined),
    runsOn: change.runsOn ?? last.runsOn,
    contact: change.contact ?? last.contact,
    contract: change.contract ?? last.contract,
  }
  const before: GivenComponent = { ...last, from: instantText(last.from), until }
  const names = Object.keys(facts) as readonly (keyof GivenComponent)[]
  if (names.every((name) => String(facts[name]) === String(before[name]))) {
    throw new UrneError("component-refused", { component, rule: "same" })
  }
  return { facts, version: version + 1, before: entry }
}

/** Makes the fields of an entry. The operator is public if the definition says so. */
function factsOf(file: RegisterFile, component: string, given: Omit<GivenComponent, "until">) {
  const { kind, operator, place, from, runsOn, contact, contract } = given
  const published = publishesOperators(file)
  const hidden = {
    ...(published ? {} : { operator }),
    ...(contact === undefined ? {} : { contact }),
    ...(contract === undefined ? {} : { contract }),
  }
  return {
    ...{ component, kind, place, from },
    ...(published ? { operator } : {}),
    ...(runsOn.length === 0 ? {} : { runsOn }),
    ...(Object.keys(hidden).length === 0 ? {} : { private: hidden }),
  }
}

/** Requires that all these are names of components. @throws UrneError `no-such-component` */
export function requireNames(file: RegisterFile, names: readonly string[]): void {
  const recorded = recordedComponents(file)
  for (const name of names) requireComponent(recorded, name)
}

/** Appends an event that breaks no rule. */
function append(file: RegisterFile, event: ComponentEvent, key: SigningKey, world: Clock): ProvedEntry {
  requireNames(file, event.runsOn ?? [])
  const { entries } = provedRegister(file)
  const ledger = componentLedger(publishesOperators(file))
  for (const { entry, number } of entries) ledger.take(entry, number)
  const rule = ledger.take(event, entries.length + 1)
  if (rule !== undefined) throw new UrneError("component-refused", { component: event.component, rule })
  return appendEntry(file, [key], event, world)
}
