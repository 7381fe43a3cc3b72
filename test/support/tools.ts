import { openPool } from "../../src/workers/pool.ts"

/** Of work that nobody cancels. */
export const { signal: uncancelled } = new AbortController()

/** What a verification works with, in one thread and without chance. */
export const tools = {
  pool: openPool({ jobs: 1, signal: uncancelled }),
  random: (length: number) => new Uint8Array(length),
  progress: () => undefined,
}
