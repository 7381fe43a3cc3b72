/**
 * Computes the reserve of each weight: `percent` of the credentials issued with it, rounded down, but at least one,
 * since a credential in reserve serves only a member of its own weight.
 */
export function reserveOf(issued: ReadonlyMap<bigint, number>, percent: number): ReadonlyMap<bigint, number> {
  const reserve = new Map<bigint, number>()
  if (percent === 0) return reserve
  for (const [weight, count] of issued) reserve.set(weight, Math.max(1, Math.floor((count * percent) / 100)))
  return reserve
}
