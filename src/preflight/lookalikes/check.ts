/** Asks which look-alikes exist. */
import { hex } from "../../core/bytes.ts"
import { cancellationPoint } from "../../core/cancellation.ts"
import { UrneError } from "../../core/error.ts"
import type { NameStanding } from "../../core/lookalike.ts"
import type { World } from "../../core/world.ts"
import type { CheckedName } from "./checked.ts"
import type { Lookalike } from "./generate.ts"
import { isHeld } from "./held.ts"

type Asker = Pick<World, "network" | "signal" | "progress" | "random">

/** How many names are asked for at once. */
const together = 8

/** Says of each name whether it is on the list of those that are held. Nobody is asked. */
export function checkedByList(names: readonly Lookalike[], held: ReadonlySet<string>): readonly CheckedName[] {
  return names.map((one) => ({ ...one, standing: isHeld(one.name, held) ? "held" : "unknown" }))
}

/**
 * Asks a resolver for each name.
 *
 * @param turn - waits until the next name may be asked for
 * @throws UrneError `resolver-unusable`, `cancelled`
 */
export async function checkedByResolver(
  names: readonly Lookalike[],
  held: ReadonlySet<string>,
  resolver: string,
  turn: () => Promise<void>,
  world: Asker,
): Promise<readonly CheckedName[]> {
  await requireUsable(resolver, world)
  const checked = new Map<string, NameStanding>()
  const left = names.values()
  const work = async (): Promise<void> => {
    for (const { name } of left) {
      await turn()
      cancellationPoint(world.signal)
      const exists = await existenceOf(name, resolver, world)
      cancellationPoint(world.signal)
      checked.set(name, isHeld(name, held) ? "held" : exists)
      world.progress("lookalikes.resolve", checked.size, names.length)
    }
  }
  await Promise.all(Array.from({ length: together }, work))
  return names.map((one) => ({ ...one, standing: checked.get(one.name) ?? "unknown" }))
}

async function existenceOf(name: string, resolver: string, { network }: Asker): Promise<NameStanding> {
  const { kind } = await network.resolve(name, { resolver })
  return kind === "found" ? "exists" : kind === "absent" ? "free" : "unknown"
}

/** Asks for a name that nobody has: a resolver which knows it knows every name, and would show a thousand look-alikes. */
async function requireUsable(resolver: string, { network, random, signal }: Asker): Promise<void> {
  const answer = await network.resolve(`${hex(random(12, "lookalikes.probe"))}.com`, { resolver })
  cancellationPoint(signal)
  if (answer.kind === "found") throw new UrneError("resolver-unusable", { resolver, fault: "knows-all" })
  if (answer.kind === "unknown") throw new UrneError("resolver-unusable", { resolver, fault: answer.failure })
}
