import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** One place where a secret was found. */
export interface SecretHit {
  place: string
  encoding: string
}

/** The parts of a base64 text that a secret fixes, whatever stands before and after it. */
const base64Cores = (bytes: Buffer): string[] =>
  [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const skip = Math.ceil((shift * 8) / 6)
    const whole = Math.floor(((shift + bytes.length) * 8) / 6)
    return text.slice(skip, whole)
  })

/** Every byte pattern under which `secret` could have been written down. */
export const needlesOf = (secret: string): { encoding: string; bytes: Buffer }[] => {
  const utf8 = Buffer.from(secret, 'utf8')
  const utf16 = Buffer.from(secret, 'utf16le')
  const base64 = [...base64Cores(utf8), ...base64Cores(utf16)]
  return [
    { encoding: 'UTF-8', bytes: utf8 },
    { encoding: 'UTF-16LE', bytes: utf16 },
    ...base64.map((core) => ({ encoding: 'base64', bytes: Buffer.from(core) })),
    ...base64.map((core) => ({ encoding: 'base64url', bytes: Buffer.from(core.replaceAll('+', '-').replaceAll('/', '_')) })),
    { encoding: 'URL-encoded', bytes: Buffer.from(encodeURIComponent(secret)) },
    { encoding: 'form-encoded', bytes: Buffer.from(new URLSearchParams({ p: secret }).toString().slice(2)) },
    { encoding: 'JSON', bytes: Buffer.from(JSON.stringify(secret).slice(1, -1)) },
  ]
}

export const scanBytes = (place: string, bytes: Buffer, secret: string): SecretHit[] =>
  needlesOf(secret)
    .filter((needle) => bytes.includes(needle.bytes))
    .map(({ encoding }) => ({ place, encoding }))

/** Every regular file below `path` (or the file itself); links are not followed. */
export const filesBelow = (path: string): string[] => {
  const info = statSync(path, { throwIfNoEntry: false })
  if (info === undefined) return []
  if (info.isFile()) return [path]
  if (!info.isDirectory()) return []
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const below = join(path, entry.name)
    return entry.isDirectory() ? filesBelow(below) : entry.isFile() ? [below] : []
  })
}

export const scanFiles = (paths: readonly string[], secret: string): SecretHit[] =>
  paths.flatMap(filesBelow).flatMap((file) => scanBytes(file, readFileSync(file), secret))

/** Command lines and environments of every process that this user may look at (Linux). */
export const scanProcesses = (secret: string): SecretHit[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) =>
      ['cmdline', 'environ'].flatMap((part) => {
        try {
          return scanBytes(`/proc/${pid}/${part}`, readFileSync(`/proc/${pid}/${part}`), secret)
        } catch {
          return [] // gone meanwhile, or another user's
        }
      }),
    )
