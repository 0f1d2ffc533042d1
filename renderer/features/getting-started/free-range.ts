/** Ranges are "a.b.c.d/n"; null where the text is not one. */
const parse = (text: string): { first: number; size: number } | null => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text.trim())
  if (!match) return null
  const numbers = match.slice(1).map(Number)
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = numbers
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return null
  const size = 2 ** (32 - prefix)
  const address = ((a * 256 + b) * 256 + c) * 256 + d
  return { first: address - (address % size), size }
}

const write = (address: number, prefix: number): string =>
  `${Math.floor(address / 2 ** 24)}.${Math.floor(address / 2 ** 16) % 256}.${Math.floor(address / 256) % 256}.${address % 256}/${prefix}`

/**
 * The first range inside `outer` that meets none of `taken`, to propose for a new subnet: a /24, or smaller where no /24 is
 * left. Null when nothing is free or `outer` is not a range. A proposal only: the setup service judges it.
 */
export const freeRange = (outer: string, taken: readonly string[]): string | null => {
  const room = parse(outer)
  if (!room) return null
  const used = taken.map(parse).filter((r) => r !== null)
  for (let prefix = 24; prefix <= 29; prefix++) {
    const size = 2 ** (32 - prefix)
    if (size > room.size) continue
    let at = room.first
    while (at + size <= room.first + room.size) {
      const start = at
      const hit = used.find((u) => start < u.first + u.size && u.first < start + size)
      if (!hit) return write(at, prefix)
      at = Math.max(at + size, Math.ceil((hit.first + hit.size) / size) * size)
    }
  }
  return null
}
