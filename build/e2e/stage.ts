import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { prepareSandboxHelper, readRuntime } from '../setup/electron-runtime.ts'
import { linkFile, linkTree } from '../support/link-tree.ts'
import { inRoot } from '../support/paths.ts'
import type { RunUser } from './run-user.ts'

/** A tree in a temporary folder that an unprivileged user can run the tests in; the clone itself keeps its owner and modes. */
export interface Stage {
  folder: string
  /** the staged packaged app, when there is one */
  packaged: string | undefined
  /** Copies a folder of results into the clone. */
  collect(path: string): void
  remove(): void
}

/** Large packages that only the build uses. */
const buildOnly = new Set(['.bin', '.cache', '.vite', '.vite-temp', '@fluentui', '@biomejs', 'app-builder-lib', 'electron/dist'])

const sourceFolders = ['main', 'preload', 'renderer', 'native-db', 'test', 'build']
const rootFiles = ['package.json', 'playwright.config.ts', 'tsconfig.base.json']
/** What the app and the tests read of out/; the rest is results of earlier runs. */
const built = ['main', 'preload', 'renderer', 'native']

export const makeStage = (user: RunUser | undefined, packagedApp: string | undefined): Stage => {
  const folder = mkdtempSync(join(tmpdir(), 'offsite-e2e-'))
  try {
    return fillStage(folder, user, packagedApp)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

const fillStage = (folder: string, user: RunUser | undefined, packagedApp: string | undefined): Stage => {
  chmodSync(folder, 0o755)
  for (const name of sourceFolders) linkTree(inRoot(name), join(folder, name))
  for (const name of rootFiles) linkFile(inRoot(name), join(folder, name))
  linkTree(inRoot('node_modules'), join(folder, 'node_modules'), (path) => buildOnly.has(path))
  for (const name of built) if (existsSync(inRoot('out', name))) linkTree(inRoot('out', name), join(folder, 'out', name))

  // the runtime and Node may stand in a home folder that the user cannot enter
  const runtime = readRuntime()
  const runtimeFolder = join(folder, 'runtime')
  linkTree(dirname(runtime.electronPath), runtimeFolder)
  const electronPath = join(runtimeFolder, basename(runtime.electronPath))
  writeFileSync(join(folder, 'out', 'runtime.json'), JSON.stringify({ ...runtime, electronPath }))
  mkdirSync(join(folder, 'bin'))
  linkFile(process.execPath, join(folder, 'bin', basename(process.execPath)))

  const packaged = packagedApp && join(folder, 'packaged', basename(packagedApp))
  if (packagedApp && packaged) {
    linkTree(dirname(packagedApp), dirname(packaged))
    prepareSandboxHelper(packaged)
  }

  // the places that the run writes to
  for (const name of ['out/test', 'out/demo', 'out/bench', 'out/screens', 'home', 'tmp']) {
    mkdirSync(join(folder, name), { recursive: true })
    if (user) chownSync(join(folder, name), user.uid, user.gid)
  }
  if (user) chownSync(join(folder, 'out'), user.uid, user.gid)
  return {
    folder,
    packaged,
    collect: (path) => cpSync(join(folder, path), inRoot(path), { recursive: true, force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
