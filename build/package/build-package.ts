import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, Platform } from 'electron-builder'
import { readRuntime } from '../setup/electron-runtime.ts'
import { bindingFile } from '../setup/native-binding.ts'
import { inRoot } from '../support/paths.ts'
import { StepError } from '../support/step.ts'
import { makeAppFolder } from './app-folder.ts'
import { type Edition, packageConfig, packageNames } from './config.ts'

export interface BuiltPackage {
  edition: Edition
  /** the program of the unpacked app */
  program: string
  /** installers and archives; empty for a plain folder */
  artifacts: string[]
}

/** The program inside an unpacked app. */
const programIn = (output: string, edition: Edition): string => {
  const { product, file } = packageNames(edition)
  const folder = readdirSync(output).find((name) => name.endsWith('-unpacked') || name.startsWith('mac')) ?? ''
  const inside = { win32: `${file}.exe`, darwin: `${product}.app/Contents/MacOS/${product}` }[process.platform as string] ?? file
  return join(output, folder, inside)
}

/**
 * Packages the bundles for this system. `targets` are electron-builder's names, `dir` for a plain folder; none means
 * those that are configured. What the fallback runtime carries is always an evaluation build.
 */
export const buildPackage = async (targets: string[], inspectable = true): Promise<BuiltPackage> => {
  const runtime = readRuntime()
  const edition: Edition = runtime.kind === 'official' ? 'release' : 'evaluation'
  const compiled = runtime.kind === 'fallback'
  const output = inRoot('dist', inspectable && edition === 'release' ? 'inspectable' : edition)
  const appFolder = inRoot('out', 'app')
  makeAppFolder(appFolder, compiled)
  rmSync(output, { recursive: true, force: true })
  const artifacts = await build({
    targets: Platform.current().createTarget(targets.length > 0 ? targets : undefined),
    config: packageConfig({ edition, runtime, appFolder, output, inspectable, binding: compiled ? bindingFile() : undefined }),
    publish: 'never',
  })
  const program = programIn(output, edition)
  if (!existsSync(program))
    throw new StepError('electron-builder ended without the app.', 'read its messages above and run the command again.')
  return { edition, program, artifacts: artifacts.filter((path) => !path.endsWith('.blockmap')) }
}
