import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

const block = 512
const text = (header: Buffer, from: number, length: number): string => {
  const part = header.toString('utf8', from, from + length)
  const end = part.indexOf('\0')
  return end < 0 ? part : part.slice(0, end)
}

/** A byte source that hands out exact lengths. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]()
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next()
    if (next.done) return false
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value])
    return true
  }

  /** `length` bytes, or undefined at the end of the source. */
  async exactly(length: number): Promise<Buffer | undefined> {
    while (this.#rest.length < length) if (!(await this.#more())) return undefined
    const bytes = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    return bytes
  }

  /** The next `length` bytes, piece by piece as they come. */
  async *pieces(length: number): AsyncGenerator<Buffer> {
    let left = length
    while (left > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) throw new Error('the archive ends in the middle of a file')
      const piece = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(piece.length)
      left -= piece.length
      yield piece
    }
  }
}

/**
 * Reads a .tgz once, front to back, and writes the files that are wanted. `target` gets each file's name in the archive
 * and answers where to write it, or undefined to leave it out. Only plain files count: npm packages hold nothing else.
 */
export const extractTgz = async (tgz: string, target: (name: string) => string | undefined): Promise<number> => {
  const gunzip = createGunzip()
  const source = createReadStream(tgz, { highWaterMark: 1 << 20 })
  source.on('error', (error) => gunzip.destroy(error))
  const reader = new ByteReader(source.pipe(gunzip))
  let written = 0
  for (;;) {
    const header = await reader.exactly(block)
    if (!header || header[0] === 0) break
    const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : ''
    const name = prefix ? `${prefix}/${text(header, 0, 100)}` : text(header, 0, 100)
    const size = Number.parseInt(text(header, 124, 12).trim() || '0', 8)
    const kind = text(header, 156, 1)
    const file = kind === '0' || kind === '' ? target(name) : undefined
    const body = reader.pieces(size)
    if (file) {
      mkdirSync(dirname(file), { recursive: true })
      await pipeline(Readable.from(body), createWriteStream(file))
      written += 1
    } else for await (const _ of body) void _
    await reader.exactly((block - (size % block)) % block)
  }
  source.destroy()
  return written
}

/** npm's integrity string (SHA-512, base64) of a file. */
export const integrityOf = async (file: string): Promise<string> => {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return `sha512-${hash.digest('base64')}`
}
