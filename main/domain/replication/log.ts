import type { LogEvent } from './simulation.ts'
import type { World } from './world.ts'

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }

/** Keys sorted, no spaces, non-ASCII as it is: the same bytes on every platform. */
const text = (value: Value): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(text).join(',')}]`
  const fields = value as { readonly [key: string]: Value }
  return `{${Object.keys(fields)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${text(fields[key]!)}`)
    .join(',')}}`
}

export type Fields = { readonly [key: string]: Value | undefined }

/** Writes one line of the log. Fields that are undefined are left out. */
export const log = (w: World, e: string, fields: Fields): void => {
  const line: Record<string, Value> = { e, t: w.now }
  for (const key of Object.keys(fields)) if (fields[key] !== undefined) line[key] = fields[key]!
  w.events++
  w.out.onLine(`${text(line)}\n`)
  w.onEvent?.(line as unknown as LogEvent)
}
