import { describe, expect, it } from 'vitest'
import type { PlanAction } from '../../../../preload/contract/recovery-plans.ts'
import {
  acceptOrder,
  addAction,
  changeAction,
  changeGroup,
  keyOf,
  moveRow,
  removeRow,
  rowsOf,
} from '../../../../renderer/features/recovery-plans/plan-draft.ts'

const groups = [
  { itemIds: [1, 2], pre: [], post: [] },
  { itemIds: [3], pre: [], post: [] },
]
const script: PlanAction = {
  kind: 'script',
  name: 'Fix DNS',
  detail: null,
  durationMs: 60_000,
  timeoutMs: 600_000,
  fails: false,
  runsIn: ['test'],
}

describe('a plan that is being changed', () => {
  it('stands in the order in which it runs', () => {
    const plan = addAction(addAction(groups, 0, 'pre', script), 1, 'post', script)
    expect(rowsOf(plan).map(keyOf)).toEqual(['pre-0-0', 'group-0', 'item-1', 'item-2', 'group-1', 'item-3', 'post-1-0'])
  })

  it('moves a machine and a group by one place, and stops at the ends', () => {
    expect(moveRow(groups, { kind: 'item', group: 0, item: 2 }, -1)?.groups[0]?.itemIds).toEqual([2, 1])
    expect(moveRow(groups, { kind: 'item', group: 0, item: 1 }, -1)).toBeNull()
    expect(moveRow(groups, { kind: 'group', group: 0 }, 1)).toMatchObject({ groups: [groups[1], groups[0]], row: { group: 1 } })
    expect(moveRow(groups, { kind: 'group', group: 1 }, 1)).toBeNull()
  })

  it('changes the group of a machine, at the end or where it is dropped, and loses none', () => {
    const item = { kind: 'item', group: 0, item: 1 } as const
    expect(changeGroup(groups, item, 1)?.groups.map((group) => group.itemIds)).toEqual([[2], [3, 1]])
    expect(changeGroup(groups, item, 1, 3)?.groups.map((group) => group.itemIds)).toEqual([[2], [1, 3]])
    expect(changeGroup(groups, item, 2)).toBeNull()
  })

  it('takes an action along to the other group', () => {
    const plan = addAction(groups, 0, 'post', script)
    const moved = changeGroup(plan, { kind: 'action', group: 0, place: 'post', index: 0 }, 1)
    expect(moved?.groups.map((group) => group.post.length)).toEqual([0, 1])
    expect(moved?.row).toEqual({ kind: 'action', group: 1, place: 'post', index: 0 })
  })

  it('keeps the last group', () => {
    const one = removeRow(groups, { kind: 'group', group: 1 })
    expect(one).toEqual([groups[0]])
    expect(removeRow(one, { kind: 'group', group: 0 })).toEqual(one)
  })
})

describe('a suggested order', () => {
  const places = [
    { id: 1, group: 2, by: 'name', why: '' },
    { id: 2, group: 1, by: 'tag', why: '' },
    { id: 3, group: 1, by: 'name', why: '' },
  ] as const
  const ids = (accepted: number[], of: Parameters<typeof acceptOrder>[0] = groups) =>
    acceptOrder(of, places, new Set(accepted)).map((group) => group.itemIds)

  it('is taken whole, or in part: the rest stays where it is', () => {
    expect(ids([1, 2, 3])).toEqual([[2, 3], [1]])
    expect(ids([3])).toEqual([[1, 2, 3]])
    expect(ids([1])).toEqual([[2], [3, 1]])
    expect(ids([])).toEqual([[1, 2], [3]])
  })

  it('opens groups that are missing, and keeps one that holds actions', () => {
    expect(ids([1], [{ itemIds: [1, 2, 3], pre: [], post: [] }])).toEqual([[2, 3], [1]])
    expect(ids([3], addAction(groups, 1, 'post', script))).toEqual([[1, 2, 3], []])
  })
})

it('changes an action in its place', () => {
  const plan = addAction(addAction(groups, 0, 'pre', script), 0, 'pre', { ...script, name: 'Second' })
  const changed = changeAction(plan, { kind: 'action', group: 0, place: 'pre', index: 0 }, { ...script, name: 'First' })
  expect(changed[0]?.pre.map((action) => action.name)).toEqual(['First', 'Second'])
})
