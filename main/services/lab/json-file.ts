import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type * as z from 'zod'

/** What the file holds if it is there, whole and of the agreed shape; else null: settings are never a reason not to start. */
export const readJson = <S extends z.ZodType>(file: string, shape: S): z.output<S> | null => {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Writes beside and renames, so that a crash leaves the old file or the new one. */
export const writeJson = (file: string, value: unknown): void => {
  mkdirSync(dirname(file), { recursive: true })
  const beside = `${file}.new`
  writeFileSync(beside, `${JSON.stringify(value, null, 2)}\n`)
  renameSync(beside, file)
}
