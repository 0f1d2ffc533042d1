import type { Database } from 'better-sqlite3'
import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import { type Migration, migrations } from '../migrations/registry.ts'

/** "OFFS": says in the file's header that it is a lab of this console. */
export const labApplicationId = 0x4f464653

export const newestVersion = (steps: readonly Migration[] = migrations): number => steps.at(-1)?.version ?? 0

export const userVersion = (db: Database): number => db.pragma('user_version', { simple: true }) as number

/** Error for a file that a later console wrote. */
export const newerLab = (file: string, version: number, supported: number): AppError =>
  new AppError({
    code: 'lab-newer',
    message: t('"{file}" was written by a newer version of this console (format {version}; this one reads up to {supported}).', {
      file,
      version,
      supported,
    }),
    remedy: t('Open it with the newer console. The file was not changed.'),
    at: { version, supported },
  })

/**
 * Brings a database up to the newest version, one step and its `user_version` a transaction, and stops at the first
 * failure: the file then stands at the last good step. `beforeUpgrade` runs once, before the first step, when the file
 * already holds a lab. Returns the versions applied.
 */
export const migrate = (
  db: Database,
  options: { file: string; steps?: readonly Migration[]; beforeUpgrade?: (fromVersion: number) => void },
): number[] => {
  const steps = options.steps ?? migrations
  const from = userVersion(db)
  if (from > newestVersion(steps)) throw newerLab(options.file, from, newestVersion(steps))
  const pending = steps.filter((step) => step.version > from)
  if (pending.length === 0) return []
  if (from > 0) options.beforeUpgrade?.(from)
  // A step may rebuild a table that others refer to; the references are checked before each commit instead.
  db.pragma('foreign_keys = OFF')
  try {
    for (const step of pending) runStep(db, step)
  } finally {
    db.pragma('foreign_keys = ON')
  }
  return pending.map((step) => step.version)
}

const runStep = (db: Database, step: Migration): void =>
  db
    .transaction(() => {
      step.up(db)
      const broken = db.pragma('foreign_key_check') as { table: string; rowid: number }[]
      if (broken[0])
        throw new Error(
          `Migration ${step.version} leaves ${broken.length} broken references, first in ${broken[0].table} row ${broken[0].rowid}`,
        )
      db.pragma(`application_id = ${labApplicationId}`)
      db.pragma(`user_version = ${step.version}`)
    })
    .immediate()
