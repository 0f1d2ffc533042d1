import type { OrderPlace, PlanAction, PlanGroup } from '../../../preload/contract/recovery-plans.ts'

export type Place = 'pre' | 'post'

/** What a row of the plan stands for. `group` counts from 0. */
export type PlanRow =
  | { kind: 'group'; group: number }
  | { kind: 'item'; group: number; item: number }
  | { kind: 'action'; group: number; place: Place; index: number }

export const keyOf = (row: PlanRow): string => {
  if (row.kind === 'group') return `group-${row.group}`
  return row.kind === 'item' ? `item-${row.item}` : `${row.place}-${row.group}-${row.index}`
}

/** Rows in the order in which they run: pre-actions, the start of the group with its machines, post-actions. */
export const rowsOf = (groups: readonly PlanGroup[]): PlanRow[] =>
  groups.flatMap((each, group): PlanRow[] => [
    ...each.pre.map((_, index): PlanRow => ({ kind: 'action', group, place: 'pre', index })),
    { kind: 'group', group },
    ...each.itemIds.map((item): PlanRow => ({ kind: 'item', group, item })),
    ...each.post.map((_, index): PlanRow => ({ kind: 'action', group, place: 'post', index })),
  ])

interface Moved {
  groups: PlanGroup[]
  row: PlanRow
}

const swapped = <T>(list: readonly T[], from: number, to: number): T[] | null => {
  if (from < 0 || to < 0 || to >= list.length) return null
  const next = [...list]
  const [one] = next.splice(from, 1)
  next.splice(to, 0, one as T)
  return next
}

const withGroup = (groups: readonly PlanGroup[], at: number, change: (group: PlanGroup) => PlanGroup): PlanGroup[] =>
  groups.map((group, n) => (n === at ? change(group) : group))

/** One place up or down among its like; null where it stands at the end already. */
export const moveRow = (groups: readonly PlanGroup[], row: PlanRow, by: -1 | 1): Moved | null => {
  if (row.kind === 'group') {
    const next = swapped(groups, row.group, row.group + by)
    return next && { groups: next, row: { ...row, group: row.group + by } }
  }
  const group = groups[row.group]
  if (!group) return null
  if (row.kind === 'item') {
    const at = group.itemIds.indexOf(row.item)
    const itemIds = swapped(group.itemIds, at, at + by)
    return itemIds && { groups: withGroup(groups, row.group, (each) => ({ ...each, itemIds })), row }
  }
  const list = swapped(group[row.place], row.index, row.index + by)
  return (
    list && { groups: withGroup(groups, row.group, (each) => ({ ...each, [row.place]: list })), row: { ...row, index: row.index + by } }
  )
}

/** Without what the row stands for; the machines of a removed group leave the plan. The last group stays. */
export const removeRow = (groups: readonly PlanGroup[], row: PlanRow): PlanGroup[] => {
  if (row.kind === 'group') return groups.length === 1 ? [...groups] : groups.filter((_, n) => n !== row.group)
  return withGroup(groups, row.group, (group) =>
    row.kind === 'item'
      ? { ...group, itemIds: group.itemIds.filter((id) => id !== row.item) }
      : { ...group, [row.place]: group[row.place].filter((_, n) => n !== row.index) },
  )
}

/** A machine or an action into another group, at its end, or before the machine `before`; null where there is none. */
export const changeGroup = (groups: readonly PlanGroup[], row: PlanRow, to: number, before?: number): Moved | null => {
  if (row.kind === 'group' || !groups[to]) return null
  if (row.kind === 'item') {
    if (before === row.item) return null
    const rest = removeRow(groups, row)
    return {
      groups: withGroup(rest, to, (group) => {
        const at = before === undefined ? -1 : group.itemIds.indexOf(before)
        const itemIds = [...group.itemIds]
        itemIds.splice(at < 0 ? itemIds.length : at, 0, row.item)
        return { ...group, itemIds }
      }),
      row: { ...row, group: to },
    }
  }
  const action = groups[row.group]?.[row.place][row.index]
  if (!action || to === row.group) return null
  const next = addAction(removeRow(groups, row), to, row.place, action)
  return { groups: next, row: { ...row, group: to, index: (next[to]?.[row.place].length ?? 1) - 1 } }
}

export const addAction = (groups: readonly PlanGroup[], at: number, place: Place, action: PlanAction): PlanGroup[] =>
  withGroup(groups, at, (group) => ({ ...group, [place]: [...group[place], action] }))

export const changeAction = (groups: readonly PlanGroup[], row: Extract<PlanRow, { kind: 'action' }>, action: PlanAction): PlanGroup[] =>
  withGroup(groups, row.group, (group) => ({ ...group, [row.place]: group[row.place].map((each, n) => (n === row.index ? action : each)) }))

/**
 * Moves the accepted machines into the groups that are suggested for them, behind those that stay. Actions stay with the number of their
 * group; groups left empty at the end go.
 */
export const acceptOrder = (groups: readonly PlanGroup[], places: readonly OrderPlace[], accepted: ReadonlySet<number>): PlanGroup[] => {
  const taken = places.filter((place) => accepted.has(place.id))
  const moved = new Set(taken.map((place) => place.id))
  const count = Math.max(groups.length, ...taken.map((place) => place.group))
  const next = Array.from({ length: count }, (_, n): PlanGroup => {
    const group = groups[n] ?? { itemIds: [], pre: [], post: [] }
    const stays = group.itemIds.filter((id) => !moved.has(id))
    return { ...group, itemIds: [...stays, ...taken.filter((place) => place.group === n + 1).map((place) => place.id)] }
  })
  const isEmpty = (group: PlanGroup | undefined): boolean =>
    group !== undefined && group.itemIds.length + group.pre.length + group.post.length === 0
  while (next.length > 1 && isEmpty(next.at(-1))) next.pop()
  return next
}
