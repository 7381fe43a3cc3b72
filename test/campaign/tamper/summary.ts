import type { Case } from "./run.ts"

/** The count of columns by outcome, the worst of all that was tried on each, and what misled. */
export function summaryOf(cases: readonly Case[]): string {
  const worst = new Map<string, Case["outcome"]>()
  const order = ["same", "refused", "misled"] as const
  for (const { mutation, outcome } of cases) {
    const place = `${mutation.table}.${mutation.column}`
    const before = worst.get(place)
    if (before === undefined || order.indexOf(outcome) > order.indexOf(before)) worst.set(place, outcome)
  }
  const count = (outcome: Case["outcome"], of: Iterable<Case["outcome"]>) =>
    [...of].filter((one) => one === outcome).length
  const outcomes = cases.map(({ outcome }) => outcome)
  const figures = order.map(
    (outcome) => `${count(outcome, worst.values())} ${outcome} (${count(outcome, outcomes)} cases)`,
  )
  const misled = cases
    .filter(({ outcome }) => outcome === "misled")
    .map(({ phase, mutation: { table, column, kind }, by }) => `  ${phase} ${table}.${column} ${kind}\n      ${by}`)
  return [`${worst.size} columns: ${figures.join(", ")}`, ...misled].join("\n")
}
