import { parentPort } from "node:worker_threads"
import { type TaskName, tasks } from "./tasks.ts"

interface Order {
  readonly ticket: number
  readonly name: TaskName
  readonly input: unknown
}

parentPort?.on("message", ({ ticket, name, input }: Order) => {
  try {
    parentPort?.postMessage({ ticket, output: tasks[name](input as never) })
  } catch (failure) {
    parentPort?.postMessage({ ticket, failure })
  }
})
