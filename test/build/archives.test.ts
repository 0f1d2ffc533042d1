import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { extractTgz, integrityOf } from '../../build/support/tgz.ts'
import { extractZip } from '../../build/support/zip.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface ZipFile {
  name: string
  content: Buffer
  mode?: number
  stored?: boolean
  crc?: number
}

/** A small zip writer, so that the reader is not tested against itself. */
const writeZip = (files: ZipFile[]): string => {
  const bodies: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, content, mode = 0o644, stored = false, crc = crc32(content) } of files) {
    const packed = stored ? content : deflateRawSync(content)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(stored ? 0 : 8, 10)
    entry.writeUInt32LE(crc, 16)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(content.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE((mode << 16) >>> 0, 38)
    entry.writeUInt32LE(at, 42)
    bodies.push(local, Buffer.from(name), packed)
    list.push(entry, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  const path = join(folder, 'in.zip')
  writeFileSync(path, Buffer.concat([...bodies, directory, end]))
  return path
}

describe('zip', () => {
  const big = Buffer.from('line of text\n'.repeat(200_000))

  test('writes what is wanted, with content and modes', async () => {
    const zip = writeZip([
      { name: 'App/run', content: big, mode: 0o755 },
      { name: 'App/plain', content: Buffer.from('plain'), stored: true },
      { name: 'App/empty', content: Buffer.alloc(0), stored: true },
      { name: 'App/locales/', content: Buffer.alloc(0), stored: true },
      { name: 'App/resources/own.asar', content: Buffer.from('left out') },
    ])
    const target = join(folder, 'out')
    expect(await extractZip(zip, target, (name) => (name.includes('resources') ? undefined : name.replace('App/', '')))).toBe(3)
    expect(readFileSync(join(target, 'run')).equals(big)).toBe(true)
    expect(statSync(join(target, 'run')).mode & 0o777).toBe(0o755)
    expect(readFileSync(join(target, 'plain'), 'utf8')).toBe('plain')
    expect(statSync(join(target, 'empty')).size).toBe(0)
  })

  test.each([
    ['content that does not match its checksum', () => writeZip([{ name: 'a', content: Buffer.from('abc'), crc: 1 }]), /a is damaged/],
    ['a name that leaves the folder', () => writeZip([{ name: '../a', content: Buffer.from('abc') }]), /outside its folder/],
    [
      'a file that is no zip',
      () => {
        const path = join(folder, 'in.zip')
        writeFileSync(path, 'not a zip at all, only text that is long enough')
        return path
      },
      /not a zip/,
    ],
  ])('refuses %s', async (_, write, message) => {
    await expect(extractZip(write(), join(folder, 'out'), (name) => name)).rejects.toThrow(message)
  })
})

describe('tgz', () => {
  const pack = (): string => {
    mkdirSync(join(folder, 'package', 'deep'), { recursive: true })
    writeFileSync(join(folder, 'package', 'big'), Buffer.alloc(3_000_001, 7))
    writeFileSync(join(folder, 'package', 'deep', 'small'), 'small')
    writeFileSync(join(folder, 'package', 'empty'), '')
    execFileSync('tar', ['--format=ustar', '-czf', 'in.tgz', 'package'], { cwd: folder })
    return join(folder, 'in.tgz')
  }

  test('writes what is wanted and passes over the rest', async () => {
    const tgz = pack()
    const written = await extractTgz(tgz, (name) => (name === 'package/empty' ? undefined : join(folder, 'out', name)))
    expect(written).toBe(2)
    expect(readFileSync(join(folder, 'out', 'package', 'big')).equals(Buffer.alloc(3_000_001, 7))).toBe(true)
    expect(readFileSync(join(folder, 'out', 'package', 'deep', 'small'), 'utf8')).toBe('small')
  })

  test('refuses an archive that is cut short', async () => {
    const tgz = pack()
    const cut = join(folder, 'cut.tgz')
    const bytes = readFileSync(tgz)
    writeFileSync(cut, bytes.subarray(0, bytes.length / 2))
    await expect(extractTgz(cut, (name) => join(folder, 'out', name))).rejects.toThrow()
  })

  test('names the content of a file as npm does', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, 'abc')
    // the published SHA-512 of "abc" (FIPS 180-2, appendix C.1), in base64
    expect(await integrityOf(file)).toBe('sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==')
  })
})
