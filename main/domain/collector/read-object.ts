import { t } from '../../../preload/contract/words.ts'
import type { CellFault } from '../importing/records.ts'
import { isBad } from '../importing/values.ts'
import type { Field, ObjectRule } from './object-rule.ts'

export type Line = Readonly<Record<string, unknown>>

export type Told = Record<string, string | number>

/** What a line tells, by column. A field that it doesn't tell is absent; a list that it doesn't tell is null. */
export interface ReadObject {
  readonly values: Told
  readonly names: Readonly<Record<string, readonly string[] | null>>
  readonly parts: Readonly<Record<string, readonly Told[] | null>>
}

export type Found = ReadObject & { readonly faults: readonly CellFault[]; readonly unknown: readonly string[] }

const noFaults: readonly CellFault[] = []
const nothing: readonly string[] = []
const byName = new WeakMap<ObjectRule, ReadonlyMap<string, Field>>()
const fieldsOf = (rule: ObjectRule): ReadonlyMap<string, Field> => {
  let known = byName.get(rule)
  if (known === undefined) {
    known = new Map(rule.fields.map((field) => [field.name, field]))
    byName.set(rule, known)
  }
  return known
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
const isObject = (value: unknown): value is Line => typeof value === 'object' && value !== null && !Array.isArray(value)
const isBlank = (value: unknown): boolean => value === null || (typeof value === 'string' && value.trim() === '')

/** Null and blank texts tell nothing. Faults name the field: "memoryBytes", "disks[2].sizeBytes". */
export const readObject = (rule: ObjectRule, object: Line, place = ''): Found => {
  const fields = fieldsOf(rule)
  const values: Told = {}
  const names: Record<string, readonly string[] | null> = {}
  const parts: Record<string, readonly Told[] | null> = {}
  let faults = noFaults
  let unknown = nothing
  const fault = (column: string, value: unknown, reason: string): void => {
    faults = [...faults, { column: place + column, value: shown(value), reason }]
  }
  for (const key in object) {
    const value = object[key]
    const field = fields.get(key)
    if (field !== undefined) {
      if (isBlank(value)) continue
      const parsed = field.rule.read(value)
      if (isBad(parsed)) fault(key, value, parsed.reason)
      else if (parsed !== undefined) values[field.column] = parsed
      continue
    }
    if (value === null) continue
    const part = rule.parts !== undefined && Object.hasOwn(rule.parts, key) ? rule.parts[key] : undefined
    if (part !== undefined) {
      if (!Array.isArray(value)) {
        fault(key, value, t('Not a list.'))
        continue
      }
      parts[key] = value.map((each, i) => {
        const here = `${key}[${i}]`
        if (!isObject(each)) {
          fault(here, each, t('Not an object.'))
          return {}
        }
        const read = readObject(part, each, `${place}${here}.`)
        if (read.faults.length > 0) faults = [...faults, ...read.faults]
        if (read.unknown.length > 0) unknown = [...unknown, ...read.unknown]
        return read.values
      })
    } else if (rule.names !== undefined && Object.hasOwn(rule.names, key)) {
      if (Array.isArray(value) && value.every((each) => typeof each === 'string' && each.trim() !== '')) names[key] = value as string[]
      else fault(key, value, t('Not a list of names.'))
    } else if (key !== 'kind' || place !== '') unknown = [...unknown, (place + key).replaceAll(/\[\d+\]/g, '')]
  }
  for (const key of rule.required) {
    const column = fields.get(key)?.column
    if (column === undefined || values[column] !== undefined || faults.some((each) => each.column === place + key)) continue
    fault(key, '', t('The {key} is missing.', { key }))
  }
  return { values, names, parts, faults, unknown }
}
