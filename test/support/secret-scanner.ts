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

const isGone = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'

/** Every regular file below `path` (or the file itself); links are not followed. Throws ENOENT for a folder removed meanwhile. */
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

/** How often a listing is taken anew because the browser moved files under it. */
const LISTINGS = 20

/**
 * What `secret` left in files. A running browser writes beside a file and renames, so a listed file may be gone
 * before it is read and stand under a name that was not listed: then everything is listed and read again.
 * Throws when no listing out of {@link LISTINGS} could be read whole.
 */
export const scanFiles = (paths: readonly string[], secret: string, read = (file: string): Buffer => readFileSync(file)): SecretHit[] => {
  for (let listing = 1; ; listing += 1) {
    try {
      return paths.flatMap(filesBelow).flatMap((file) => scanBytes(file, read(file), secret))
    } catch (thrown) {
      if (!isGone(thrown) || listing === LISTINGS) throw thrown
    }
  }
}

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
