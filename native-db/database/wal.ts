import { closeSync, openSync, readSync } from 'node:fs'

/**
 * The newest committed version of page 1 in a write-ahead log, or null when the log holds no committed page
 * (SQLite file format, section 4: a 32-byte header, then frames of 24 bytes and a page; a frame counts when its salts
 * are the header's, the running checksum is right and a commit frame follows).
 */
export const lastCommittedFirstPage = (walFile: string): Buffer | null => {
  let handle: number
  try {
    handle = openSync(walFile, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    return scan(handle)
  } finally {
    closeSync(handle)
  }
}

const scan = (handle: number): Buffer | null => {
  const header = Buffer.alloc(32)
  if (readSync(handle, header, 0, 32, 0) < 32) return null
  const word = header.readUInt32BE(0)
  if (word !== 0x377f0682 && word !== 0x377f0683) return null
  const bigEndian = word === 0x377f0683
  const pageSize = header.readUInt32BE(8)
  let sum = checksum(header, 0, 24, bigEndian, [0, 0])
  if (pageSize < 512 || pageSize > 65_536 || sum[0] !== header.readUInt32BE(24) || sum[1] !== header.readUInt32BE(28)) return null

  const frame = Buffer.alloc(24 + pageSize)
  let pending: Buffer | null = null
  let committed: Buffer | null = null
  let anyCommit = false
  for (let at = 32; readSync(handle, frame, 0, frame.length, at) === frame.length; at += frame.length) {
    if (frame.compare(header, 16, 24, 8, 16) !== 0) break
    sum = checksum(frame, 24, frame.length, bigEndian, checksum(frame, 0, 8, bigEndian, sum))
    if (sum[0] !== frame.readUInt32BE(16) || sum[1] !== frame.readUInt32BE(20)) break
    if (frame.readUInt32BE(0) === 1) pending = Buffer.from(frame.subarray(24))
    if (frame.readUInt32BE(4) !== 0) {
      committed = pending ?? committed
      anyCommit = true
    }
  }
  return anyCommit ? (committed ?? Buffer.alloc(0)) : null
}

const checksum = (bytes: Buffer, from: number, to: number, bigEndian: boolean, start: [number, number]): [number, number] => {
  let [a, b] = start
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = from; at < to; at += 8) {
    a = (a + view.getUint32(at, !bigEndian) + b) >>> 0
    b = (b + view.getUint32(at + 4, !bigEndian) + a) >>> 0
  }
  return [a, b]
}
