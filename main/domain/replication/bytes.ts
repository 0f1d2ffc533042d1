import { floorDiv } from './numbers.ts'

/** The most bytes that a number takes, its sign included. */
export const mostBytes = 9

/** Writes a whole number, 0..2^53, at a place, seven bits a byte. Returns the next place. Small, as the two below, to be compiled into what calls it. */
export const putWhole = (bytes: Uint8Array, from: number, value: number): number => {
  let at = from
  let rest = value
  // Four bytes at a time are a whole number of 28 bits, for which shifts are fast.
  while (rest >= 2 ** 28) {
    const high = Math.floor(rest / 2 ** 28)
    const low = rest - high * 2 ** 28
    bytes[at] = (low & 127) | 128
    bytes[at + 1] = ((low >>> 7) & 127) | 128
    bytes[at + 2] = ((low >>> 14) & 127) | 128
    bytes[at + 3] = (low >>> 21) | 128
    at += 4
    rest = high
  }
  let small = rest | 0
  while (small >= 128) {
    bytes[at++] = (small & 127) | 128
    small >>>= 7
  }
  bytes[at] = small
  return at + 1
}

export const putSigned = (bytes: Uint8Array, at: number, value: number): number => {
  bytes[at] = value < 0 ? 1 : 0
  return putWhole(bytes, at + 1, Math.abs(value))
}

/** An instant near `base`; Infinity and -1 (none) take one byte. */
export const putInstant = (bytes: Uint8Array, at: number, value: number, base: number): number =>
  putWhole(bytes, at, value === Infinity ? 0 : value === -1 ? 1 : value < base ? 2 + 2 * (base - value) : 3 + 2 * (value - base))

/** Numbers as bytes: small ones take one. */
export class ByteWriter {
  /** What is written, up to `at`. A loop over many numbers may put them there itself, after `reserve`, and then sets `at`. */
  bytes: Uint8Array
  at = 0

  /** `room`: about how many bytes will come; it grows when they are more. */
  constructor(room = 1 << 16) {
    this.bytes = new Uint8Array(room)
  }

  /** Makes room for so many numbers. */
  reserve(numbers: number): void {
    const least = this.at + numbers * mostBytes
    if (least <= this.bytes.length) return
    const bytes = new Uint8Array(least * 2)
    bytes.set(this.bytes)
    this.bytes = bytes
  }

  /** 0..2^53. */
  whole(value: number): void {
    this.reserve(1)
    this.at = putWhole(this.bytes, this.at, value)
  }

  /** The first `count` of a column. */
  wholes(column: ArrayLike<number>, count: number): void {
    this.reserve(count)
    const { bytes } = this
    let { at } = this
    for (let i = 0; i < count; i++) at = putWhole(bytes, at, column[i]!)
    this.at = at
  }

  /** The first `count` instants of a column. */
  instants(column: ArrayLike<number>, count: number, base: number): void {
    this.reserve(count)
    const { bytes } = this
    let { at } = this
    for (let i = 0; i < count; i++) at = putInstant(bytes, at, column[i]!, base)
    this.at = at
  }

  signed(value: number): void {
    this.reserve(1)
    this.at = putSigned(this.bytes, this.at, value)
  }

  /** As `putInstant`. */
  instant(value: number, base: number): void {
    this.reserve(1)
    this.at = putInstant(this.bytes, this.at, value, base)
  }

  text(value: string): void {
    this.whole(value.length)
    for (let k = 0; k < value.length; k++) this.whole(value.charCodeAt(k))
  }

  /** What was written: a view, because a checkpoint is large; nothing may be written any more. */
  done(): Uint8Array {
    return this.bytes.subarray(0, this.at)
  }
}

export const asciiOf = (text: string): readonly number[] => Array.from(text, (letter) => letter.charCodeAt(0))
const zero = 48
const mostDigits = 16

/** Text of numbers, as bytes: the digests of a large lab have millions of them, which as strings take several times as long. */
export class AsciiText {
  private bytes = new Uint8Array(1 << 12)
  private at = 0

  get length(): number {
    return this.at
  }

  write(text: readonly number[]): void {
    this.room(text.length)
    for (const byte of text) this.bytes[this.at++] = byte
  }

  /** The decimal digits of a whole number, 0..2^53. */
  digits(value: number): void {
    this.room(mostDigits)
    const { bytes, at } = this
    let end = at + 1
    for (let least = 10; least <= value; least *= 10) end++
    this.at = end
    let rest = value
    // Nine digits at a time fit 32 bits, which are divided several times faster than a double.
    while (rest >= 1e9) {
      const high = floorDiv(rest, 1e9)
      fillDigits(bytes, end - 9, end, (rest - high * 1e9) | 0)
      rest = high
      end -= 9
    }
    fillDigits(bytes, at, end, rest | 0)
  }

  /** What was written since the last call: a view, which holds until more is written. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.at)
    this.at = 0
    return taken
  }

  private room(more: number): void {
    if (this.at + more <= this.bytes.length) return
    const bytes = new Uint8Array((this.at + more) * 2)
    bytes.set(this.bytes)
    this.bytes = bytes
  }
}

/** Fills the places with the last digits of a number of 32 bits. */
const fillDigits = (bytes: Uint8Array, from: number, to: number, value: number): void => {
  let rest = value
  for (let at = to - 1; at >= from; at--) {
    const tenth = (rest / 10) | 0
    bytes[at] = zero + rest - tenth * 10
    rest = tenth
  }
}

export class ByteReader {
  private at = 0
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  whole(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) throw new RangeError('The checkpoint is cut short.')
      if (byte < 128) return value + byte * scale
      value += (byte - 128) * scale
      scale *= 128
    }
  }

  wholes(column: { [at: number]: number }, count: number): void {
    for (let i = 0; i < count; i++) column[i] = this.whole()
  }

  instants(column: { [at: number]: number }, count: number, base: number): void {
    for (let i = 0; i < count; i++) column[i] = this.instant(base)
  }

  signed(): number {
    const negative = this.whole() === 1
    const value = this.whole()
    return negative && value !== 0 ? -value : value
  }

  instant(base: number): number {
    const code = this.whole()
    if (code === 0) return Infinity
    if (code === 1) return -1
    return code % 2 === 0 ? base - (code - 2) / 2 : base + (code - 3) / 2
  }

  text(): string {
    const length = this.whole()
    const codes = new Uint16Array(Math.min(length, 8192))
    const parts: string[] = []
    // A checkpoint's text has millions of characters: added one by one they take a second to read.
    for (let left = length; left > 0; left -= codes.length) {
      const part = left < codes.length ? codes.subarray(0, left) : codes
      for (let k = 0; k < part.length; k++) part[k] = this.whole()
      parts.push(String.fromCharCode(...part))
    }
    return parts.join('')
  }

  skipText(): void {
    for (let left = this.whole(); left > 0; left--) this.whole()
  }
}
