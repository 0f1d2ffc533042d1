import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'

const fileName = 'better_sqlite3.node'

/** Where a compiled SQLite module may lie, best first; `start` folders are searched upwards. */
export const bindingPlaces = (resources: string | undefined, starts: readonly string[]): string[] => {
  const places = resources === undefined ? [] : [join(resources, 'native', fileName)]
  for (const start of starts) {
    for (let folder = resolve(start); ; folder = dirname(folder)) {
      places.push(join(folder, 'out', 'native', fileName), join(folder, 'native', fileName))
      if (dirname(folder) === folder) break
    }
  }
  return [...new Set(places)]
}

let found: { path: string | undefined } | undefined

/**
 * The compiled SQLite module for this runtime, or undefined where the module that better-sqlite3 ships can be loaded.
 * Throws AppError `engine-failed` when this runtime needs a compiled module and has none.
 */
export const sqliteBinding = (): string | undefined => {
  found ??= {
    path: chooseBinding({
      told: process.env.OFFSITE_NATIVE_BINDING,
      nodeApi: Number(process.versions.napi ?? 0),
      places: bindingPlaces((process as { resourcesPath?: string }).resourcesPath, [
        dirname(fileURLToPath(import.meta.url)),
        process.cwd(),
      ]),
      exists: existsSync,
    }),
  }
  return found.path
}

/**
 * The shipped module needs Node-API 10; loading it in an older runtime ends the process without a word, so there a
 * compiled one must be found first.
 */
export const chooseBinding = (look: {
  told: string | undefined
  nodeApi: number
  places: readonly string[]
  exists: (path: string) => boolean
}): string | undefined => {
  if (look.told) {
    if (look.exists(look.told)) return look.told
    throw missing(t('OFFSITE_NATIVE_BINDING names a file that is not there: {told}.', { told: look.told }))
  }
  if (look.nodeApi >= 10) return undefined
  const place = look.places.find((path) => look.exists(path))
  if (place !== undefined) return place
  throw missing(t('This runtime (Node-API {nodeApi}) needs a compiled SQLite module and none was found.', { nodeApi: look.nodeApi }))
}

const missing = (why: string): AppError =>
  new AppError({
    code: 'engine-failed',
    message: t('The lab engine cannot start. {why}', { why }),
    remedy: t('Run "npm run setup" in the folder of the console, which builds the module.'),
  })
