import type { HandlersFor } from '../../../preload/contract/area.ts'
import { type ListCalls, listQuery } from '../../../preload/contract/inventory.ts'
import { topLevelTerms } from '../../domain/filter/format.ts'
import { parseFilter } from '../../domain/filter/parser.ts'
import type { LabStore } from '../lab/lab-store.types.ts'
import { compileFilter } from './filter-sql.ts'
import { ListReader, type ParsedQuery } from './list-reader.ts'
import { lists } from './lists.ts'
import { readTotals } from './totals.ts'
import { workspaceTree } from './trees.ts'
import { toTsv } from './tsv.ts'

export type ListService = HandlersFor<ListCalls>

/** The lists and trees of an open lab: what its window shows first. Every error a person can cause is an AppError. */
export const createListService = (store: LabStore): ListService => {
  const { db } = store
  const reader = new ListReader(db, () => store.revision)
  const windowOf = (parsed: ParsedQuery, offset: number, limit: number) => {
    const ids = reader.ids(parsed)
    const scopeTotal = parsed.where.trim() === '' ? ids.length : reader.count(parsed.kind, parsed.scope)
    const rows = reader.rows(parsed.kind, ids.subarray(offset, offset + limit))
    return { total: ids.length, scopeTotal, offset, rows, revision: store.revision }
  }
  return {
    columns: ({ kind }) => lists[kind].columns.map(({ sql: _, ...column }) => column),
    filterFields: ({ kind }) => lists[kind].fields.map(({ name, label, type, values }) => ({ name, label, type, values: [...values] })),
    filterTerms: ({ kind, where }) => {
      compileFilter(kind, where)
      return topLevelTerms(parseFilter(where)).map(({ text }) => text)
    },
    window: ({ query, offset, limit }) => {
      const parsed = listQuery.parse(query)
      const ready = reader.ready(parsed)
      return ready === null ? windowOf(parsed, offset, limit) : ready.then(() => windowOf(parsed, offset, limit))
    },
    ids: ({ query, offset, limit }) => {
      const parsed = listQuery.parse(query)
      const idsOf = () => [...reader.ids(parsed).subarray(offset, offset + limit)]
      const ready = reader.ready(parsed)
      return ready === null ? idsOf() : ready.then(idsOf)
    },
    indexOf: ({ query, id }) => {
      const index = reader.ids(listQuery.parse(query)).indexOf(id)
      return index < 0 ? null : index
    },
    copyRows: ({ query, ids }) => {
      const parsed = listQuery.parse(query)
      // in the order of the list, whatever order they were selected in
      const wanted = new Set(ids)
      const rows = reader.rows(
        parsed.kind,
        reader.ids(parsed).filter((id) => wanted.has(id)),
      )
      const columns = lists[parsed.kind].columns.filter((column) => column.shown)
      return { text: toTsv(columns, rows), rows: rows.length }
    },
    tree: ({ workspace }) => workspaceTree(db, workspace),
    totals: () => readTotals(db),
  }
}
