/** Exact whole-number arithmetic on doubles. A quotient of doubles is only an estimate here; it is corrected with exact products. */
const exact = Number.MAX_SAFE_INTEGER

/** floor(a*b/c) for whole a, b >= 0 and c > 0. */
export const mulDivFloor = (a: number, b: number, c: number): number => {
  const product = a * b
  if (product <= exact) {
    const q = Math.floor(product / c)
    return q * c > product ? q - 1 : q
  }
  const estimate = product / c
  const floor = Math.floor(estimate)
  const rest = estimate - floor
  // The estimate is off by less than 2^-10 while it is below 2^40.
  if (estimate < 2 ** 40 && rest > 0.001 && rest < 0.999) return floor
  return Number((BigInt(a) * BigInt(b)) / BigInt(c))
}

/** ceil(a/b) for whole a in 0..2^53 and b > 0. */
export const ceilDiv = (a: number, b: number): number => {
  let q = Math.ceil(a / b)
  while (q > 0 && (q - 1) * b >= a) q--
  while (q * b < a) q++
  return q
}

/** floor(a/b) for whole a in 0..2^53 and b > 0. */
export const floorDiv = (a: number, b: number): number => {
  const q = Math.floor(a / b)
  return q * b > a ? q - 1 : q
}

const fmix32 = (value: number): number => {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** The n-th draw of a stream, 0..2^32-1. Counter based: no state but n. */
export const rand32 = (seed: number, stream: number, n: number): number =>
  fmix32(fmix32(fmix32(seed) ^ Math.imul(stream, 0x9e3779b1)) ^ Math.imul(n, 0x85ebca77)) >>> 0

/** Half width of the spread of a duration, in ms. */
export const jitterOf = (base: number, permille: number): number => floorDiv(base * permille, 1000)

/** A duration in base-j..base+j, in ms; u is a draw of rand32. */
export const jittered = (base: number, j: number, u: number): number => base - j + Math.floor((u * (2 * j + 1)) / 2 ** 32)
