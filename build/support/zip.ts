import { chmodSync, closeSync, createReadStream, createWriteStream, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'

interface ZipEntry {
  name: string
  /** 0 stored, 8 deflated */
  method: number
  packedBytes: number
  bytes: number
  crc32: number
  mode: number
  headerAt: number
}

const read = (file: number, at: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length)
  if (readSync(file, bytes, 0, length, at) !== length) throw new Error('the zip file ends too early')
  return bytes
}

/** The list at the end of a zip file. Zip64 is refused: no archive that the set-up reads is that large. */
const entriesOf = (file: number): ZipEntry[] => {
  const total = fstatSync(file).size
  const tailLength = Math.min(total, 22 + 0xffff)
  const tail = read(file, total - tailLength, tailLength)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0) throw new Error('this is not a zip file')
  const count = tail.readUInt16LE(end + 10)
  if (count === 0xffff) throw new Error('zip64 files are not read')
  const directory = read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  const entries: ZipEntry[] = []
  let at = 0
  while (entries.length < count) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw new Error('the list of the zip file is damaged')
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      crc32: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      headerAt: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

/** Passes bytes on and, at the end, compares their number and CRC-32 with what the list says. */
const verified = (entry: ZipEntry): Transform => {
  let crc = 0
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      crc = crc32(chunk, crc)
      done(null, chunk)
    },
    flush(done) {
      const good = bytes === entry.bytes && crc === entry.crc32
      done(good ? null : new Error(`${entry.name} is damaged in the zip file`))
    },
  })
}

/**
 * Writes the wanted files of a zip file below `folder`, with their modes. `target` gets each name in the archive and
 * answers the path below `folder`, or undefined to leave it out. Returns the number of files written.
 */
export const extractZip = async (zip: string, folder: string, target: (name: string) => string | undefined): Promise<number> => {
  const file = openSync(zip, 'r')
  let written = 0
  try {
    for (const entry of entriesOf(file)) {
      const name = entry.name.endsWith('/') ? undefined : target(entry.name)
      if (!name) continue
      const path = resolve(folder, name)
      if (!path.startsWith(resolve(folder) + sep)) throw new Error(`the zip file wants to write outside its folder: ${entry.name}`)
      if (entry.method !== 0 && entry.method !== 8) throw new Error(`${entry.name} is packed in a way that is not known (${entry.method})`)
      const header = read(file, entry.headerAt, 30)
      const start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
      mkdirSync(dirname(path), { recursive: true })
      if (entry.packedBytes === 0) writeFileSync(path, '')
      else {
        const packed = createReadStream('', {
          fd: file,
          autoClose: false,
          start,
          end: start + entry.packedBytes - 1,
          highWaterMark: 1 << 20,
        })
        const steps = entry.method === 0 ? [verified(entry)] : [createInflateRaw(), verified(entry)]
        await pipeline([packed, ...steps, createWriteStream(path)])
      }
      chmodSync(path, entry.mode || 0o644)
      written += 1
    }
  } finally {
    closeSync(file)
  }
  return written
}
