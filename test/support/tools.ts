import type { Network } from "../../src/core/network.ts"
import { openPool } from "../../src/workers/pool.ts"

/** The signal of work that nobody cancels. */
export const { signal: uncancelled } = new AbortController()

/** The network of work that asks nobody. */
export const noNetwork: Network = {
  request: (url) => Promise.reject(new Error(`${url} is asked where there is no network`)),
  resolve: (name) => Promise.reject(new Error(`${name} is asked for where there is no network`)),
}

/** What a verification needs, in one thread and without random draws. */
export const tools = {
  pool: openPool({ jobs: 1, signal: uncancelled }),
  random: (length: number) => new Uint8Array(length),
  progress: () => undefined,
}
