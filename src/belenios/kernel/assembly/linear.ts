/** What is done with elements limb by limb, without carries, in either field. */
import { ELEMENT } from "./field"

/** out = x + y, whose growth is the sum of theirs. As everywhere here, `out` may be an operand. */
export function add(out: usize, x: usize, y: usize): void {
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    v128.store(out + at, f64x2.add(v128.load(x + at), v128.load(y + at)))
  }
}

/** out = x − y, whose growth is the sum of theirs. */
export function subtract(out: usize, x: usize, y: usize): void {
  for (let at: usize = 0; at < ELEMENT; at += 16) {
    v128.store(out + at, f64x2.sub(v128.load(x + at), v128.load(y + at)))
  }
}

/** out = −x, whose zeros may be negative ones. */
export function negate(out: usize, x: usize): void {
  for (let at: usize = 0; at < ELEMENT; at += 16) v128.store(out + at, f64x2.neg(v128.load(x + at)))
}

export function copy(out: usize, x: usize): void {
  memory.copy(out, x, ELEMENT)
}

/** out = value in both lanes; at most 2^21. */
export function setSmall(out: usize, value: f64): void {
  memory.fill(out, 0, ELEMENT)
  v128.store(out, f64x2.splat(value))
}
