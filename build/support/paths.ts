import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The folder of the clone. */
export const root = resolve(import.meta.dirname, '../..')

export const inRoot = (...parts: string[]): string => join(root, ...parts)

export interface Manifest {
  name: string
  productName: string
  version: string
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

export const manifest = (): Manifest => JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as Manifest

/** The user's cache folder, by the rules of each system. */
export const userCacheFolder = (platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): string => {
  if (platform === 'win32') return env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches')
  // XDG: a relative path is to be ignored
  return env.XDG_CACHE_HOME?.startsWith('/') ? env.XDG_CACHE_HOME : join(homedir(), '.cache')
}

export const cacheRoot = (): string => join(userCacheFolder(), 'offsite-console')
