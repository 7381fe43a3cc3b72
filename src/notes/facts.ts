/**
 * What was found out of keys and signatures. It follows from their bytes alone and can never turn out otherwise, so that a machine
 * remembers it from one command to the next (`journal/reading.ts`): who looks at an election again need not do the
 * arithmetic again. A fact names every byte that it rests on, itself or by its hash; what was changed has another name, and is
 * found out anew. What is not so is never remembered.
 */
const facts = new Set<string>()

/** An election has some hundreds. Of more, the last are known. */
const most = 1024

/** Whether it is so, which `find` finds out where it is not known. */
export function isFact(name: string, find: () => boolean): boolean {
  if (facts.has(name)) return true
  const found = find()
  if (found) learn([name])
  return found
}

/** Takes for known what this machine found out before. */
export function learn(names: readonly string[]): void {
  for (const name of names) {
    const [oldest] = facts
    if (facts.size === most && oldest !== undefined && !facts.has(name)) facts.delete(oldest)
    facts.add(name)
  }
}

/** What is known, in the order of names. */
export function knownFacts(): readonly string[] {
  return [...facts].sort()
}
