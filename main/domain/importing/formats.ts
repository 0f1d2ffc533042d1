import type { ImportFormat } from '../../../preload/contract/imports.ts'
import { type ColumnRule, diskRules, propertyRules, serverRules } from './columns.ts'
import type { ListedObject } from './multi-value.ts'
import type { Unit } from './numbers.ts'
import type { CellFault } from './records.ts'
import { refuseFormat, refuseNoDisks, refuseRvTools } from './refusals.ts'
import { type CellContext, isBad } from './values.ts'

const plainHeading = (heading: string): string => heading.toLowerCase().replaceAll(/[\s_*"]/g, '')
const withUnit = (heading: string): { base: string; unit: Unit } | null => {
  const match = /^(.+?)\(?(?:in)?(bytes|kb|mb|gb|tb)\)?$/.exec(heading)
  return match?.[1] && match[2] ? { base: match[1], unit: match[2] as Unit } : null
}

interface Source {
  readonly index: number
  readonly heading: string
  readonly context: CellContext
}

interface Bound {
  readonly field: string
  /** In order of preference. */
  readonly sources: readonly Source[]
  readonly parse: ColumnRule['parse']
}

/** By field of the rule table; a field that the row does not tell is absent. */
export type Values = Readonly<Record<string, string | number | undefined>>

const noFaults: readonly CellFault[] = []

/** A row's cells by field; faults name the heading as the file spells it. */
export interface RowValues {
  readonly values: Values
  readonly faults: readonly CellFault[]
}

export interface RowFormat {
  readonly format: ImportFormat
  readonly headings: readonly string[]
  headingOf(field: string): string | null
  indexOf(field: string): number
  read(cells: readonly string[]): RowValues
}

/** A collector file is no table: its lines name their fields themselves. */
export const collectorFormat: RowFormat = {
  format: 'collector',
  headings: [],
  headingOf: () => null,
  indexOf: () => -1,
  read: () => ({ values: {}, faults: noFaults }),
}

const bind = (rules: readonly ColumnRule[], headings: readonly string[], separator: string): Bound[] => {
  const plain = headings.map(plainHeading)
  const source = (index: number, unit: Unit): Source => ({ index, heading: headings[index] ?? '', context: { separator, unit } })
  return rules.flatMap(({ field, headings: names, parse, unit }) => {
    const sources = names.flatMap((name) => {
      const direct = plain.indexOf(name)
      if (direct !== -1) return [source(direct, unit ?? 'bytes')]
      if (unit === undefined) return []
      const index = plain.findIndex((heading) => withUnit(heading)?.base === name)
      return index === -1 ? [] : [source(index, withUnit(plain[index] ?? '')?.unit ?? unit)]
    })
    return sources.length === 0 ? [] : [{ field, sources, parse }]
  })
}

const rowReader = (rules: readonly ColumnRule[], headings: readonly string[], separator: string) => {
  const bound = bind(rules, headings, separator)
  const read = (cells: readonly string[]): RowValues => {
    const values: Record<string, string | number> = {}
    let faults: readonly CellFault[] = noFaults
    for (const { field, sources, parse } of bound) {
      for (const { index, heading, context } of sources) {
        const value = cells[index]?.trim() ?? ''
        if (value === '') continue
        const parsed = parse(value, context)
        if (parsed === undefined) continue
        if (isBad(parsed)) faults = [...faults, { column: heading, value, reason: parsed.reason }]
        else values[field] = parsed
        break
      }
    }
    return { values, faults }
  }
  return { bound, read }
}

const inObject: CellContext = { separator: ',', unit: 'bytes' }
const ruleByKey = new WeakMap<readonly ColumnRule[], Map<string, ColumnRule>>()

/**
 * The properties of one object of a multi-value column. They come from PowerShell, not from Excel: a point is decimal
 * there and sizes are in bytes.
 */
export const readObject = (
  rules: readonly ColumnRule[],
  object: ListedObject,
): { values: Record<string, string | number>; faults: readonly CellFault[] } => {
  let byKey = ruleByKey.get(rules)
  if (byKey === undefined) {
    byKey = new Map(rules.flatMap((rule) => rule.headings.map((heading) => [heading, rule] as const)))
    ruleByKey.set(rules, byKey)
  }
  const values: Record<string, string | number> = {}
  let faults: readonly CellFault[] = noFaults
  for (const [key, value] of object) {
    const rule = value === '' ? undefined : byKey.get(key)
    if (rule === undefined) continue
    const parsed = rule.parse(value, inObject)
    if (isBad(parsed)) faults = [...faults, { column: key, value, reason: parsed.reason }]
    else if (parsed !== undefined) values[rule.field] ??= parsed
  }
  return { values, faults }
}

/**
 * Tells the shape by its headings, or throws: `import-no-disks` for a raw Get-VM export, `import-format-unknown` for
 * everything else.
 */
export const recogniseFormat = (file: string, headings: readonly string[], separator: string): RowFormat => {
  const seen = new Set(headings.map(plainHeading))
  const has = (...names: string[]): boolean => names.some((name) => seen.has(name))
  const isDisks = has('vmname') && has('vhdname', 'vhdsize', 'vhdsizegb', 'vhdsize(gb)')
  const isGetVm = has('harddrives') || (has('processorcount') && has('memorystartup', 'memoryassigned'))
  if (!isDisks && isGetVm) throw refuseNoDisks(file)
  const isProperties =
    has('name') &&
    (has('virtualmachinestate', 'hostgrouppath', 'vmcpath') ||
      (has('id', 'biosguid', 'hostname', 'vmhost') && has('cpucount', 'memory', 'memorymb', 'operatingsystem', 'virtualharddisks')))
  const isServers = !isDisks && !isProperties && has('servername') && has('cores', 'numberofcores')
  const isRvTools = has('vm', 'vinfovmname') && has('powerstate', 'vinfopowerstate')
  if (!isDisks && !isProperties && !isServers) throw isRvTools ? refuseRvTools(file) : refuseFormat(file, headings)
  const { bound, read } = rowReader(isServers ? serverRules : isDisks ? diskRules : propertyRules, headings, separator)
  const source = (field: string) => bound.find((column) => column.field === field)?.sources[0]
  return {
    format: isServers ? 'azure-migrate' : isDisks ? 'vmm-disks' : 'vmm-properties',
    headings,
    headingOf: (field) => source(field)?.heading ?? null,
    indexOf: (field) => source(field)?.index ?? -1,
    read,
  }
}
