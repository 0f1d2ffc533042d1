/**
 * The set-up after `npm ci`: runtime, native binding, bundles. Called by the bootstrap with the verb and the hash of the
 * sources; leaves out/setup.json, which the bootstrap compares on the next run.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { inRoot } from '../support/paths.ts'
import { explain, say, step } from '../support/step.ts'
import { buildBundles } from './bundles.ts'
import { electronRuntime } from './electron-runtime.ts'
import { bindingIsNeeded, nativeBinding } from './native-binding.ts'

interface Stamp {
  sources?: string
  bindingBytes?: number | undefined
}

const stampFile = inRoot('out', 'setup.json')

const readStamp = (): Stamp => {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8')) as Stamp
  } catch {
    // no stamp yet, or one that a killed run left half: everything is looked at again
    return {}
  }
}

const setup = async (verb: string, sources: string): Promise<void> => {
  const stamp = readStamp()
  const save = (): void => {
    mkdirSync(inRoot('out'), { recursive: true })
    writeFileSync(stampFile, JSON.stringify(stamp))
  }
  // the command line runs on Node alone
  const needsWindow = verb !== 'offsite' && verb !== 'teeth'
  const runtime = needsWindow ? await step('Electron runtime', electronRuntime) : undefined
  const fallback = runtime?.kind === 'fallback'
  if (bindingIsNeeded(fallback)) {
    stamp.bindingBytes = await step('SQLite binding', (progress) => nativeBinding(fallback, progress))
    save()
  }
  if (stamp.sources !== sources || !existsSync(inRoot('out', 'main', 'cli.js'))) {
    delete stamp.sources
    save()
    await step('Bundles', buildBundles)
    stamp.sources = sources
    save()
  }
}

const [verb = 'setup', sources = ''] = process.argv.slice(2)
setup(verb, sources).catch((error: unknown) => {
  say(explain(error))
  process.exitCode = 1
})
