import { type LineKind, lineKinds } from './fields.ts'
import type { ObjectRule } from './object-rule.ts'

export type Columns = Readonly<Record<string, unknown>>

/** What a line holds besides its columns. */
export interface Lists {
  readonly names?: Readonly<Record<string, readonly string[]>>
  readonly parts?: Readonly<Record<string, readonly Columns[]>>
}

/** Spellings of the lab that a line spells as VMM does. */
const spelt: Readonly<Record<string, (value: unknown) => unknown>> = {
  os_family: (value) => (value === 'windows' ? 'Windows' : 'Linux'),
  vhd_type: (value) => ({ fixed: 'Fixed', dynamic: 'DynamicallyExpanding', differencing: 'Differencing' })[String(value)],
  vhd_format: (value) => String(value).toUpperCase(),
  ip_mode: (value) => (value === 'static' ? 'Static' : 'Dynamic'),
  ip_addresses: (value) => JSON.parse(String(value)) as unknown,
  created_wall_ms: (value) => new Date(Number(value)).toISOString(),
}

const told = (rule: ObjectRule, columns: Columns): Record<string, unknown> => {
  const out: Record<string, unknown> = {}
  for (const { name, column, rule: value } of rule.fields) {
    const have = columns[column]
    if (have === null || have === undefined) continue
    out[name] = value.schema.type === 'boolean' ? have === 1 : (spelt[column]?.(have) ?? have)
  }
  return out
}

/** One line from the columns of the lab; a column that is null is left out. Without a line end. */
export const lineText = (kind: LineKind, columns: Columns, { names = {}, parts = {} }: Lists = {}): string => {
  const rule: ObjectRule = lineKinds[kind]
  const line: Record<string, unknown> = { kind, ...told(rule, columns), ...names }
  for (const part in parts) {
    const partRule = rule.parts?.[part]
    if (partRule !== undefined) line[part] = parts[part]?.map((each) => told(partRule, each))
  }
  // A machine of VMM that is in no cloud says so.
  if (kind === 'vm' && line.cloud === undefined && columns.cloud_told === 1) line.cloud = null
  return JSON.stringify(line)
}
