/** Whole numbers as bytes, seven bits each: small ones take one. */
export class ByteWriter {
  private bytes: Uint8Array
  private at = 0

  /** `room`: about how many bytes will come; it grows when they are more. */
  constructor(room = 1 << 16) {
    this.bytes = new Uint8Array(room)
  }

  /** 0..2^53. */
  whole(value: number): void {
    if (this.at + 10 > this.bytes.length) this.grow()
    const { bytes } = this
    if (value < 128) {
      bytes[this.at++] = value
      return
    }
    let at = this.at
    let rest = value
    // Four bytes at a time are a whole number of 28 bits, for which shifts are fast.
    while (rest >= 2 ** 28) {
      const high = Math.floor(rest / 2 ** 28)
      const low = rest - high * 2 ** 28
      bytes[at++] = (low & 127) | 128
      bytes[at++] = ((low >>> 7) & 127) | 128
      bytes[at++] = ((low >>> 14) & 127) | 128
      bytes[at++] = (low >>> 21) | 128
      rest = high
    }
    let small = rest | 0
    while (small >= 128) {
      bytes[at++] = (small & 127) | 128
      small >>>= 7
    }
    bytes[at++] = small
    this.at = at
  }

  /** The first `count` of a column. */
  wholes(column: ArrayLike<number>, count: number): void {
    for (let i = 0; i < count; i++) this.whole(column[i]!)
  }

  /** The first `count` instants of a column. */
  instants(column: ArrayLike<number>, count: number, base: number): void {
    for (let i = 0; i < count; i++) this.instant(column[i]!, base)
  }

  private grow(): void {
    const bytes = new Uint8Array(this.bytes.length * 2)
    bytes.set(this.bytes)
    this.bytes = bytes
  }

  signed(value: number): void {
    this.whole(value < 0 ? 1 : 0)
    this.whole(Math.abs(value))
  }

  /** An instant near `base`; Infinity and -1 (none) take one byte. */
  instant(value: number, base: number): void {
    if (value === Infinity) this.whole(0)
    else if (value === -1) this.whole(1)
    else this.whole(value < base ? 2 + 2 * (base - value) : 3 + 2 * (value - base))
  }

  text(value: string): void {
    this.whole(value.length)
    for (let k = 0; k < value.length; k++) this.whole(value.charCodeAt(k))
  }

  done(): Uint8Array {
    return this.bytes.slice(0, this.at)
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
