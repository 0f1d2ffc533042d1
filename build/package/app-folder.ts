import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, manifest } from '../support/paths.ts'

/** The only packages that are not in the bundles, and the parts of them that run. */
const nativeModules = {
  'better-sqlite3': ['package.json', 'LICENSE', 'lib', `prebuilds/${process.platform}-${process.arch}.node`],
  keytar: ['package.json', 'LICENSE.md', 'lib', `prebuilds/${process.platform}-${process.arch}`],
}

const partsOf = (name: keyof typeof nativeModules, withBinary: boolean): string[] =>
  nativeModules[name].filter((part) => withBinary || !part.endsWith('.node'))

/**
 * Lays out what the package holds: bundles, a package.json, and the native modules of this system. `compiled` means that
 * SQLite's binding comes compiled beside the app, so that the one in its package would only be dead weight.
 */
export const makeAppFolder = (folder: string, compiled: boolean): void => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of ['main', 'preload', 'renderer']) cpSync(inRoot('out', name), join(folder, 'out', name), { recursive: true })
  const dependencies: Record<string, string> = {}
  for (const name of Object.keys(nativeModules) as (keyof typeof nativeModules)[]) {
    const from = inRoot('node_modules', name)
    dependencies[name] = (JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as { version: string }).version
    const to = join(folder, 'node_modules', name)
    for (const part of partsOf(name, name !== 'better-sqlite3' || !compiled)) {
      if (existsSync(join(from, part))) cpSync(join(from, part), join(to, part), { recursive: true })
    }
    dropBuildDependencies(join(to, 'package.json'))
  }
  const { devDependencies: _, scripts: __, ...own } = manifest() as ReturnType<typeof manifest> & { scripts?: unknown }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...own, dependencies }, null, 2))
}

/** Both modules name headers as a dependency, which only their own build reads. */
const dropBuildDependencies = (file: string): void => {
  const { dependencies: _, devDependencies: __, scripts: ___, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  writeFileSync(file, JSON.stringify(rest, null, 2))
}
