/**
 * Facts about keys and signatures that were computed once. They follow from their bytes alone and cannot change, so a
 * machine remembers them from one command to the next (`journal/reading.ts`) and does not repeat the arithmetic. A fact
 * names every byte that it rests on, itself or by its hash: whatever was changed has another name and is computed anew.
 * Only positive results are remembered.
 */
const facts = new Set<string>()

/** The most facts that are kept. An election has some hundreds; of more, the latest are kept. */
const most = 1024

/** Whether a fact is known, or else what `find` says. */
export function isFact(name: string, find: () => boolean): boolean {
  if (facts.has(name)) return true
  const found = find()
  if (found) learn([name])
  return found
}

/** Takes over the facts that this machine remembers. */
export function learn(names: readonly string[]): void {
  for (const name of names) {
    const [oldest] = facts
    if (facts.size === most && oldest !== undefined && !facts.has(name)) facts.delete(oldest)
    facts.add(name)
  }
}

/** Lists the known facts, sorted by name. */
export function knownFacts(): readonly string[] {
  return [...facts].sort()
}
