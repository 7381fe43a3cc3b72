/** Inverses and square roots mod p: fixed powers, by the usual chain of 254 squarings and 11 products. */
import { ELEMENT, multiply, square } from "./field"
import { copy } from "./linear"

const SECOND: usize = memory.data(ELEMENT, 16)
const NINTH: usize = memory.data(ELEMENT, 16)
const ELEVENTH: usize = memory.data(ELEMENT, 16)
const ONES: usize = memory.data(ELEMENT, 16)
const ONES10: usize = memory.data(ELEMENT, 16)
const ONES20: usize = memory.data(ELEMENT, 16)
const ONES50: usize = memory.data(ELEMENT, 16)
const BASE: usize = memory.data(ELEMENT, 16)

/** out = x^(p − 2), which is 1/x, or 0 for 0. The growth of x is 1. */
export function invert(out: usize, x: usize): void {
  allOnes250(x)
  // 2^5·(2^250 − 1) + 11 = 2^255 − 21
  squareTimes(out, ONES, 5)
  multiply(out, out, ELEVENTH)
}

/** out = x^((p − 5)/8). The growth of x is 1. */
export function powerForRoot(out: usize, x: usize): void {
  copy(BASE, x)
  allOnes250(BASE)
  // 2^2·(2^250 − 1) + 1 = 2^252 − 3
  squareTimes(out, ONES, 2)
  multiply(out, out, BASE)
}

/** ONES = x^(2^250 − 1), ELEVENTH = x^11. */
function allOnes250(x: usize): void {
  square(SECOND, x)
  squareTimes(NINTH, SECOND, 2)
  multiply(NINTH, NINTH, x)
  multiply(ELEVENTH, SECOND, NINTH)
  square(ONES, ELEVENTH)
  multiply(ONES, ONES, NINTH) // 2·11 + 9 = 2^5 − 1
  append(ONES10, ONES, ONES, 5)
  append(ONES20, ONES10, ONES10, 10)
  append(ONES, ONES20, ONES20, 20)
  append(ONES50, ONES, ONES10, 10)
  append(ONES, ONES50, ONES50, 50)
  append(ONES, ONES, ONES, 100)
  append(ONES, ONES, ONES50, 50)
}

/** out = x^(2^n)·y. */
function append(out: usize, x: usize, y: usize, n: i32): void {
  squareTimes(POWER, x, n)
  multiply(out, POWER, y)
}
const POWER: usize = memory.data(ELEMENT, 16)

/** out = x^(2^n), n at least 1. */
function squareTimes(out: usize, x: usize, n: i32): void {
  square(out, x)
  for (let i = 1; i < n; i++) square(out, out)
}
