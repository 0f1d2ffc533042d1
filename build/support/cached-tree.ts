import { createHash } from 'node:crypto'
import { createReadStream, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** Name of the list that makes a folder a finished cache entry. It is written last. */
export const manifestName = '.manifest.json'

interface TreeManifest {
  /** sizes in bytes, by path with forward slashes */
  sizes: Record<string, number>
  /** SHA-256 in hex of the files whose content is checked on every use */
  hashes: Record<string, string>
}

const filesBelow = (folder: string, at = folder): string[] =>
  readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
    const path = join(at, entry.name)
    if (entry.isDirectory()) return filesBelow(folder, path)
    const name = relative(folder, path).split(sep).join('/')
    return name === manifestName ? [] : [name]
  })

export const sha256 = (file: string): Promise<string> =>
  new Promise((done, fail) => {
    const hash = createHash('sha256')
    createReadStream(file, { highWaterMark: 1 << 20 })
      .on('data', (chunk) => hash.update(chunk))
      .on('error', fail)
      .on('end', () => done(hash.digest('hex')))
  })

/** Seals a folder as a finished cache entry. `hashed` names the files whose content is checked on every use. */
export const sealTree = async (folder: string, hashed: readonly string[]): Promise<void> => {
  const sizes = Object.fromEntries(filesBelow(folder).map((name) => [name, lstatSync(join(folder, name)).size]))
  const hashes: Record<string, string> = {}
  for (const name of hashed) hashes[name] = await sha256(join(folder, name))
  const text = JSON.stringify({ sizes, hashes } satisfies TreeManifest, null, 1)
  writeFileSync(join(folder, manifestName), text)
}

const readManifest = (folder: string): TreeManifest | undefined => {
  try {
    const value = JSON.parse(readFileSync(join(folder, manifestName), 'utf8')) as Partial<TreeManifest>
    return value.sizes && value.hashes ? { sizes: value.sizes, hashes: value.hashes } : undefined
  } catch {
    // no list, or half a list: the entry was never finished
    return undefined
  }
}

const sizeOf = (file: string): number | undefined => {
  try {
    return lstatSync(file).size
  } catch {
    return undefined
  }
}

/** What is wrong with a cache entry, or undefined when it can be used. Looks at every size, and at the content of the main files. */
export const faultOf = async (folder: string): Promise<string | undefined> => {
  const expected = readManifest(folder)
  if (!expected) return 'it was never finished'
  for (const [name, size] of Object.entries(expected.sizes)) {
    const actual = sizeOf(join(folder, name))
    if (actual === undefined) return `${name} is missing`
    if (actual !== size) return `${name} has ${actual} bytes instead of ${size}`
  }
  for (const [name, hash] of Object.entries(expected.hashes)) {
    if ((await sha256(join(folder, name))) !== hash) return `the content of ${name} has changed`
  }
  return undefined
}

export interface CachedTree {
  /** where the finished entry stands */
  folder: string
  /** files, relative to the entry, whose content is checked on every use */
  hashed: readonly string[]
  make(folder: string): Promise<void>
  /** told why an entry that is there cannot be used */
  onFault?(fault: string): void
}

/**
 * Gives the folder of a cache entry; makes it when it is missing, half-written or damaged.
 * It is made beside its place and renamed, so that a run that is killed, or two runs at once, never leave half an entry.
 */
export const cachedTree = async ({ folder, hashed, make, onFault }: CachedTree): Promise<string> => {
  const present = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  const fault = present ? await faultOf(folder) : 'it is missing'
  if (!fault) return folder
  if (present) onFault?.(fault)
  const fresh = `${folder}.making-${process.pid}`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  try {
    await make(fresh)
    await sealTree(fresh, hashed)
    sweepLeftovers(folder, fresh)
    if (present && (await faultOf(folder))) rmSync(folder, { recursive: true, force: true })
    if (!statSync(folder, { throwIfNoEntry: false })) renameSync(fresh, folder)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  return folder
}

/** Removes what killed runs left beside the entry, unless the process that makes it still runs. */
const sweepLeftovers = (folder: string, own: string): void => {
  const parent = dirname(folder)
  for (const name of readdirSync(parent)) {
    const path = join(parent, name)
    const pid = /\.making-(\d+)$/.exec(name)?.[1]
    if (pid && path !== own && path.startsWith(`${folder}.making-`) && !isRunning(Number(pid)))
      rmSync(path, { recursive: true, force: true })
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
