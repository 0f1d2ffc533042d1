import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { faultOf, sealTree } from '../support/cached-tree.ts'
import { cacheRoot, inRoot, manifest } from '../support/paths.ts'
import { capture } from '../support/run.ts'
import type { Progress } from '../support/step.ts'

/** The release of Electron that this version is made for. */
export const pinnedElectron = (): string => manifest().devDependencies.electron ?? ''

const home = inRoot('node_modules', 'electron')
const day = 24 * 60 * 60 * 1000

const note = (name: string): string => join(cacheRoot(), 'electron-official', `${pinnedElectron()}.${name}`)

const leave = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
}

/** A failed attempt counts for a day, so that a machine without the network does not try at every start. */
const wasUnreachable = (): boolean => {
  const tried = statSync(note('unreachable'), { throwIfNoEntry: false })
  return tried !== undefined && Date.now() - tried.mtimeMs < day
}

const isReachable = async (): Promise<boolean> => {
  const place =
    process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || 'https://github.com/electron/electron/releases/download/'
  try {
    const answer = await fetch(`${place}v${pinnedElectron()}/SHASUMS256.txt`, { method: 'HEAD', signal: AbortSignal.timeout(4000) })
    return answer.ok
  } catch {
    // no name service, no route, no answer: all mean that it cannot be fetched from here
    return false
  }
}

const installedBinary = (): string | undefined => {
  const pathFile = join(home, 'path.txt')
  const binary = existsSync(pathFile) ? join(home, 'dist', readFileSync(pathFile, 'utf8')) : ''
  return binary && existsSync(binary) ? binary : undefined
}

/** The binary of the official runtime when it is whole. A damaged one is removed, so that it is fetched again. */
const wholeBinary = async (progress: Progress): Promise<string | undefined> => {
  const binary = installedBinary()
  if (!binary) return undefined
  const fault = await faultOf(join(home, 'dist'))
  if (!fault) return binary
  progress(`the official runtime is damaged (${fault}) and is fetched again`)
  rmSync(join(home, 'dist'), { recursive: true, force: true })
  rmSync(join(home, 'path.txt'), { force: true })
  return undefined
}

/**
 * The official Electron's binary, fetched by the package's own installer (which checks its SHA-256 and keeps the
 * archive in the user's cache). Undefined where it cannot be fetched.
 */
export const officialRuntime = async (progress: Progress): Promise<string | undefined> => {
  const present = await wholeBinary(progress)
  if (present) return present
  const fetchedBefore = existsSync(note('fetched'))
  if (!fetchedBefore && (wasUnreachable() || !(await isReachable()))) {
    if (!wasUnreachable()) leave(note('unreachable'))
    return undefined
  }
  progress(`fetching the official Electron ${pinnedElectron()}`)
  const result = await capture(process.execPath, [join(home, 'install.js')])
  const binary = installedBinary()
  if (result.code !== 0 || !binary) {
    leave(note('unreachable'))
    return undefined
  }
  await sealTree(join(home, 'dist'), [readFileSync(join(home, 'path.txt'), 'utf8')])
  leave(note('fetched'))
  return binary
}
