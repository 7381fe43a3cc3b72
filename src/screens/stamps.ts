/** Time-stamps: what is requested, what a service answered, and what the file holds. */
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { formatInstant } from "../language/language.ts"
import type { AttachedStamp, RequestedStamp } from "../stamps/operations.ts"
import type { ListedStamps, ListedThing } from "../stamps/queries.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { systemZoneOffset } from "../terminal/zone.ts"
import { localTime } from "./local-time.ts"

/** Says where the request is and how it is sent. */
export function requestScreen(made: RequestedStamp, screen: Screen): string {
  const { stamps } = screen.labels
  const path = safe(made.path)
  const reply = safe(made.path.replace(/(?:\.tsq)?$/, ".tsr"))
  return `${stamps.requested(thingText({ ...made, kind: null }, screen), path)}\n${stamps.send(path, reply)}\n`
}

/** Says what was stamped, when and by whom, and whether the definition trusts the service. */
export function attachScreen({ stamp, added, ...thing }: Omit<AttachedStamp, "early">, screen: Screen): string {
  const { stamps } = screen.labels
  const told = added ? stamps.attached : stamps.attachedBefore
  const line = told(
    thingText({ ...thing, kind: null }, screen),
    formatInstant(instantOf(stamp.at), screen.zone ?? "UTC", screen.language, systemZoneOffset),
    safe(stamp.service),
  )
  return `${line}\n${stamp.anchored ? "" : `${stamps.noRoots}\n`}`
}

/** Lists what may be stamped, with the stamps of each. */
export function stampsScreen({ roots, things }: ListedStamps, screen: Screen): string {
  const { stamps } = screen.labels
  if (things.length === 0) return `${stamps.nothing}\n`
  const zone = screen.zone ?? "UTC"
  const rows = things.flatMap((thing) => {
    const name = thingText(thing, screen)
    if (thing.stamps.length === 0) return [[name, screen.style.dim(stamps.none), "", ""]]
    return thing.stamps.map(({ at, service, anchored }) => [
      name,
      localTime(instantOf(at), zone, screen),
      safe(service),
      anchored ? stamps.anchored : stamps.notAnchored,
    ])
  })
  const { thing, at, service, anchored } = stamps.columns
  const note = roots === 0 && things.some((one) => one.stamps.length > 0) ? `${stamps.noRoots}\n` : ""
  return `${table(screen, [thing, at(zone), service, anchored], rows)}${note}`
}

function thingText(
  { subject, number, kind }: Pick<ListedThing, "subject" | "number" | "kind">,
  screen: Screen,
): string {
  const { labels, count } = screen
  return labels.stamps.thing(subject, count(number), kind === null ? undefined : labels.lifecycle.acts[kind])
}

function instantOf(text: string): number {
  return must(parseInstant(text), "instant of a stamp")
}
