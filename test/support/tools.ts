import { openPool } from "../../src/workers/pool.ts"

/** The signal of work that nobody cancels. */
export const { signal: uncancelled } = new AbortController()

/** What a verification needs, in one thread and without random draws. */
export const tools = {
  pool: openPool({ jobs: 1, signal: uncancelled }),
  random: (length: number) => new Uint8Array(length),
  progress: () => undefined,
}
