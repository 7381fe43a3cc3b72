import { setImmediate } from "node:timers/promises"
import { Worker } from "node:worker_threads"
import { cancellationPoint } from "../core/cancellation.ts"
import type { World } from "../core/world.ts"
import { type TaskInput, type TaskName, type TaskOutput, tasks } from "./tasks.ts"

/**
 * Runs pure tasks on several threads. Results come in the order of the inputs whatever the number of threads, so that
 * number never changes a byte of output. At most a few inputs a thread are taken ahead of the results. After a
 * cancellation, reading on is refused with `cancelled`.
 */
export interface Pool {
  readonly run: <Name extends TaskName>(name: Name, inputs: Inputs<Name>) => AsyncIterable<TaskOutput<Name>>
  /**
   * Does the same, but the threads are at work when this returns, for callers who have other things to do meanwhile.
   */
  readonly begin: <Name extends TaskName>(name: Name, inputs: Inputs<Name>) => Promise<Running<TaskOutput<Name>>>
  readonly close: () => Promise<void>
}

type Inputs<Name extends TaskName> = AsyncIterable<TaskInput<Name>> | Iterable<TaskInput<Name>>

/** Work that has begun. */
export interface Running<Output> {
  /** Can be read once. */
  readonly outputs: AsyncIterable<Output>
  /** Gives up the inputs that were not taken. It is harmless after the last output. */
  readonly stop: () => Promise<void>
}

/** Opens a pool of `jobs` threads. With 1, every task runs in this thread when its result is asked for. */
export function openPool({ jobs, signal }: Pick<World, "jobs" | "signal">): Pool {
  return jobs <= 1 ? inlinePool(signal) : threadPool(jobs, signal)
}

function inlinePool(signal: AbortSignal): Pool {
  const pool: Pool = {
    async *run(name, inputs) {
      for await (const input of inputs) {
        // This takes a turn of the event loop, without which no Ctrl-C would be heard.
        await setImmediate()
        cancellationPoint(signal)
        yield (await tasks[name](input as never)) as never
      }
    },
    begin(name, inputs) {
      return Promise.resolve({ outputs: pool.run(name, inputs), stop: () => Promise.resolve() })
    },
    close: () => Promise.resolve(),
  }
  return pool
}

interface Reply {
  readonly ticket: number
  readonly output?: unknown
  readonly failure?: unknown
}

/**
 * How many inputs are taken ahead of the results, for each thread, so that one that is slow for a while does not leave
 * the others idle.
 */
const aheadPerThread = 4

/**
 * What a thread makes is soon garbage. By default V8 lets 48 MB of it gather before it collects, and is no faster for
 * it.
 */
const limits = { resourceLimits: { maxYoungGenerationSizeMb: 12 } }

function threadPool(jobs: number, signal: AbortSignal): Pool {
  const threads = Array.from({ length: jobs }, () => new Worker(new URL("./thread.js", import.meta.url), limits))
  const waiting = new Map<number, { resolve: (output: unknown) => void; reject: (error: unknown) => void }>()
  const orders = threads.map(() => 0)
  let tickets = 0
  let dead: Error | undefined

  /** Rejects all that wait, and all that comes later, since a thread that is gone answers nothing. */
  function fail(error: Error): void {
    dead ??= error
    for (const caller of waiting.values()) caller.reject(dead)
    waiting.clear()
  }

  for (const [rank, thread] of threads.entries()) {
    thread.on("message", ({ ticket, output, failure }: Reply) => {
      const caller = waiting.get(ticket)
      waiting.delete(ticket)
      orders[rank] = (orders[rank] ?? 0) - 1
      if (failure === undefined) caller?.resolve(output)
      else caller?.reject(failure)
    })
    thread.on("error", fail)
    thread.on("exit", (status) => {
      fail(new Error(`a thread ended with status ${status}`))
    })
  }

  function submit(name: TaskName, input: unknown): Promise<unknown> {
    if (dead !== undefined) return Promise.reject(dead)
    const ticket = tickets++
    // The thread with the fewest orders gets the next, so a core that others use as well gets less of the work.
    const rank = orders.indexOf(Math.min(...orders))
    orders[rank] = (orders[rank] ?? 0) + 1
    return new Promise((resolve, reject) => {
      waiting.set(ticket, { resolve, reject })
      threads[rank]?.postMessage({ ticket, name, input })
    })
  }

  async function begin<Name extends TaskName>(name: Name, inputs: Inputs<Name>): Promise<Running<TaskOutput<Name>>> {
    const source = iteratorOf(inputs)
    const pending: Promise<TaskOutput<Name>>[] = []
    let ended = false
    async function fill(): Promise<void> {
      while (!ended && pending.length < jobs * aheadPerThread) {
        const next = await source.next()
        if (next.done === true) {
          ended = true
          return
        }
        const output = submit(name, next.value) as Promise<TaskOutput<Name>>
        // The failure is thrown where the result is awaited in order; until then it must not end the process.
        output.catch(() => undefined)
        pending.push(output)
      }
    }
    async function* outputs(): AsyncGenerator<TaskOutput<Name>, void, undefined> {
      try {
        for (let output = pending.shift(); output !== undefined; output = pending.shift()) {
          const made = await output
          cancellationPoint(signal)
          yield made
          await fill()
        }
      } finally {
        await stop()
      }
    }
    async function stop(): Promise<void> {
      ended = true
      await source.return?.()
    }
    await fill()
    return { outputs: outputs(), stop }
  }

  return {
    async *run(name, inputs) {
      const { outputs } = await begin(name, inputs)
      yield* outputs
    },
    begin,
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()))
    },
  }
}

/** Yields the source of each input beside what the task made of it, in order. */
export async function* besideSources<Name extends TaskName, Source extends object>(
  pool: Pool,
  name: Name,
  sources: Iterable<Source> | AsyncIterable<Source>,
  inputOf: (source: Source) => TaskInput<Name>,
): AsyncGenerator<{ readonly source: Source; readonly output: TaskOutput<Name> }, void, undefined> {
  const ahead: Source[] = []
  async function* inputs(): AsyncGenerator<TaskInput<Name>, void, undefined> {
    for await (const source of sources) {
      ahead.push(source)
      yield inputOf(source)
    }
  }
  for await (const output of pool.run(name, inputs())) {
    const source = ahead.shift()
    if (source === undefined) throw new Error("a task made something of nothing")
    yield { source, output }
  }
}

function iteratorOf<T>(items: AsyncIterable<T> | Iterable<T>): AsyncIterator<T> | Iterator<T> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
}
