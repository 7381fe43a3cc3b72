import { parseInstant } from "../core/instant.ts"
import type { ComponentRule } from "../core/vocabulary.ts"
import type { ComponentEvent } from "../register/component-event.ts"
import type { PublishedEvent, RegisterEvent } from "../register/event.ts"

/** An entry about a component, before or after it was entered. */
export type AboutComponent = Extract<PublishedEvent | RegisterEvent, { readonly type: ComponentEvent["type"] }>

/** Follows the entries of a register, so that each about a component is checked against those before it. */
export interface ComponentLedger {
  /**
   * Takes the next entry, as it is published or as it is about to be. Names the rule that it breaks, and then nothing
   * follows from it; `undefined` if it breaks none or is about something else. Commands refuse such an entry, and a
   * reader of the register reports it.
   *
   * @param number - of the entry
   */
  readonly take: (entry: PublishedEvent | RegisterEvent, number: number) => ComponentRule | undefined
}

/** Whether an entry is about a component. */
export function isAboutComponent(entry: PublishedEvent | RegisterEvent): entry is AboutComponent {
  return entry.type === "component.added" || entry.type === "component.changed"
}

/**
 * Begins before the first entry. The rules are stated here alone.
 *
 * @param operators - whether the definition publishes operators; `undefined` where it cannot be read
 */
export function componentLedger(operators: boolean | undefined): ComponentLedger {
  /** The last version of each component, and the entry that has it. */
  const last = new Map<string, { readonly version: number; readonly number: number }>()

  function ruleBroken(entry: AboutComponent): ComponentRule | undefined {
    const before = last.get(entry.component)
    if (entry.type === "component.added") {
      if (before !== undefined) return "taken"
    } else {
      if (before === undefined) return "unknown"
      if (entry.version !== before.version + 1 || entry.before !== before.number) return "version"
      if (entry.until !== undefined && (parseInstant(entry.until) ?? 0) < (parseInstant(entry.from) ?? 0)) {
        return "interval"
      }
    }
    const standing = entry.runsOn ?? []
    if (standing.some((name) => name === entry.component || !last.has(name))) return "runs-on"
    return operators === undefined || operators === (entry.operator !== undefined) ? undefined : "operator"
  }

  return {
    take: (entry, number) => {
      if (!isAboutComponent(entry)) return undefined
      const rule = ruleBroken(entry)
      if (rule !== undefined) return rule
      last.set(entry.component, { version: entry.type === "component.added" ? 1 : entry.version, number })
      return undefined
    },
  }
}
