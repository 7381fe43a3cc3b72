import { parentPort } from "node:worker_threads"
import { type TaskName, tasks } from "./tasks.ts"

interface Order {
  readonly ticket: number
  readonly name: TaskName
  readonly input: unknown
}

async function carryOut({ ticket, name, input }: Order): Promise<void> {
  try {
    parentPort?.postMessage({ ticket, output: await tasks[name](input as never) })
  } catch (failure) {
    parentPort?.postMessage({ ticket, failure })
  }
}

/** Orders run one after the other, because two that take turns would need the memory of both. */
let work = Promise.resolve()
parentPort?.on("message", (order: Order) => {
  work = work.then(() => carryOut(order))
})
