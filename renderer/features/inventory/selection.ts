/** Which rows are selected, by id. "All" names only what was taken out again, so that 25,000 rows need no list. */
export type Selection = { mode: 'some'; ids: ReadonlySet<number> } | { mode: 'all'; except: ReadonlySet<number> }

export const nothing: Selection = { mode: 'some', ids: new Set() }
export const everything: Selection = { mode: 'all', except: new Set() }
export const only = (id: number): Selection => ({ mode: 'some', ids: new Set([id]) })
export const exactly = (ids: Iterable<number>): Selection => ({ mode: 'some', ids: new Set(ids) })

export const has = (selection: Selection, id: number): boolean =>
  selection.mode === 'some' ? selection.ids.has(id) : !selection.except.has(id)

/** `total`: rows that pass the filter. */
export const countOf = (selection: Selection, total: number): number =>
  selection.mode === 'some' ? selection.ids.size : Math.max(0, total - selection.except.size)

export const toggled = (selection: Selection, id: number): Selection => {
  const named = new Set(selection.mode === 'some' ? selection.ids : selection.except)
  if (!named.delete(id)) named.add(id)
  return selection.mode === 'some' ? { mode: 'some', ids: named } : { mode: 'all', except: named }
}

export const stateOf = (selection: Selection, total: number): 'none' | 'some' | 'all' => {
  const count = countOf(selection, total)
  if (count === 0) return 'none'
  return count >= total ? 'all' : 'some'
}
