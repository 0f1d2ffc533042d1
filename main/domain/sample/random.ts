import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Seeded choices: the same seed gives the same sequence on every machine. */
export class Choice {
  private readonly generator

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed)
  }

  /** Both ends included. */
  int(from: number, to: number): number {
    return uniformInt(this.generator, from, to)
  }

  chance(percent: number): boolean {
    return this.int(1, 100) <= percent
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)] as T
  }

  hex(digits: number): string {
    let out = ''
    while (out.length < digits) out += this.int(0, 0xffff).toString(16).padStart(4, '0')
    return out.slice(0, digits)
  }

  /** Version 4 form. */
  guid(): string {
    const x = this.hex(32)
    return `${x.slice(0, 8)}-${x.slice(8, 12)}-4${x.slice(13, 16)}-${'89ab'[Number.parseInt(x[16] ?? '0', 16) % 4]}${x.slice(17, 20)}-${x.slice(20)}`
  }

  /** In Hyper-V's range 00:15:5D; `serial` keeps it unique within an estate. */
  mac(serial: number): string {
    const tail = serial.toString(16).padStart(6, '0').toUpperCase()
    return `00:15:5D:${tail.slice(0, 2)}:${tail.slice(2, 4)}:${tail.slice(4, 6)}`
  }
}
