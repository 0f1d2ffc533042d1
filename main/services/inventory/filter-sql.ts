import type { ListKind } from '../../../preload/contract/inventory.ts'
import { type BoundFilter, bindFilter, type FieldTest } from '../../domain/filter/bind.ts'
import { parseFilter } from '../../domain/filter/parser.ts'
import { sqlPattern } from '../../domain/filter/pattern.ts'
import { type FieldSpec, instantOfAge } from './list-spec.ts'
import { lists } from './lists.ts'

export type SqlParameter = string | number
export interface CompiledFilter {
  /** For WHERE: NULL leaves a row out as 0 does; '1' for an empty filter. */
  sql: string
  params: SqlParameter[]
}

/**
 * A condition that stands by itself in any query that names the list's table by its usual alias (`v` for vms: see
 * `lists`). Throws AppError `filter-syntax` with `at.character`.
 */
export const compileFilter = (kind: ListKind, filter: string): CompiledFilter => {
  const { sql, params } = compileCondition(kind, filter)
  const { id, from } = lists[kind]
  return { sql: sql === '1' ? sql : `${id} IN (SELECT ${id} FROM ${from} WHERE ${sql})`, params }
}

/** A condition over the list's own `from`. Throws like `compileFilter`. */
export const compileCondition = (kind: ListKind, filter: string): CompiledFilter => {
  const { fields } = lists[kind]
  const params: SqlParameter[] = []
  const bound = bindFilter(parseFilter(filter), fields)
  return { sql: compile(bound, new Map(fields.map((field) => [field.name, field])), params, false), params }
}

/** Below a NOT an unknown value must say 0, not NULL. Elsewhere both leave the row out, and a bare comparison can use an index. */
const compile = (filter: BoundFilter, fields: ReadonlyMap<string, FieldSpec>, params: SqlParameter[], negated: boolean): string => {
  switch (filter.kind) {
    case 'all':
      return '1'
    case 'not':
      return `NOT ${compile(filter.term, fields, params, true)}`
    case 'and':
    case 'or':
      return balanced(
        filter.terms.map((term) => compile(term, fields, params, negated)),
        filter.kind.toUpperCase(),
      )
    case 'field':
      return fieldCondition(fields.get(filter.field)!, filter.test, params, negated)
  }
}

/** SQLite bounds the depth of an expression, and "a AND b AND c" is as deep as it is long; halving keeps it flat. */
const balanced = (terms: readonly string[], operator: string): string => {
  if (terms.length === 1) return terms[0]!
  const middle = terms.length >> 1
  return `(${balanced(terms.slice(0, middle), operator)} ${operator} ${balanced(terms.slice(middle), operator)})`
}

const fieldCondition = ({ source }: FieldSpec, test: FieldTest, params: SqlParameter[], negated: boolean): string => {
  if (source.in === 'words') {
    if (test.test !== 'choice') return `(${source.sql} <> '')`
    params.push(...test.values.map((value) => ` ${value} `))
    return balanced(
      test.values.map(() => `(instr(${source.sql}, ?) > 0)`),
      'OR',
    )
  }
  if (source.in === 'row' || source.in === 'columns') {
    const columns = source.in === 'row' ? [source.sql] : source.sql
    const terms = columns.map((sql) => {
      const condition = valueCondition(sql, test, params)
      return negated ? `coalesce(${condition}, 0)` : `(${condition})`
    })
    return balanced(terms, 'OR')
  }
  const joint = /\bWHERE\b/u.test(source.from) ? 'AND' : 'WHERE'
  return `EXISTS (SELECT 1 FROM ${source.from} ${joint} ${valueCondition(source.sql, test, params)})`
}

const mirrored = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

const valueCondition = (sql: string, test: FieldTest, params: SqlParameter[]): string => {
  switch (test.test) {
    case 'known':
      return `(${sql}) <> ''`
    case 'number': {
      params.push(test.value)
      // An age is compared by the instant itself, for which there are indexes.
      const instant = instantOfAge(sql)
      if (instant !== undefined) return `(${instant}) ${mirrored[test.comparison]} ((SELECT clock_ms FROM lab) - ?)`
      return `(${sql}) ${test.comparison} ?`
    }
    case 'flag':
      return `(${sql}) = ${test.value ? 1 : 0}`
    case 'choice':
      params.push(...test.values)
      return `(${sql}) IN (${test.values.map(() => '?').join(', ')})`
    case 'text': {
      const pattern = sqlPattern(test.pieces, test.whole)
      params.push(pattern.text)
      return pattern.operator === 'LIKE' ? `(${sql}) LIKE ? ESCAPE '\\'` : `(${sql}) GLOB ?`
    }
  }
}
