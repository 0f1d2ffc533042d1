import { when } from 'mobx'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../preload/contract/errors.ts'
import type { ListAddress } from '../../../../renderer/app/navigation-store.ts'
import { NavigationStore } from '../../../../renderer/app/navigation-store.ts'
import { NotificationsStore } from '../../../../renderer/app/notifications-store.ts'
import { ListStore } from '../../../../renderer/features/inventory/list-store.ts'
import { createFakeApi } from '../../support/fake-api.ts'

const address = (part: Partial<ListAddress> = {}): ListAddress => ({
  workspace: 'vms',
  nodeId: null,
  type: 'list',
  kind: 'vms',
  scope: { kind: 'all' },
  where: '',
  sort: [],
  selected: null,
  tab: null,
  ...part,
})

const open = async (vms: number, part: Partial<ListAddress> = {}) => {
  const fake = createFakeApi({ vms })
  const navigation = new NavigationStore()
  navigation.go(address(part))
  const notifications = new NotificationsStore()
  const list = new ListStore(fake.api, navigation, notifications, address(part))
  await list.open()
  return { ...fake, navigation, notifications, list }
}

describe('ListStore', () => {
  it('reads windows as rows come into sight, each page once', async () => {
    const { list, callsTo } = await open(25_000)
    expect(list.rowAt(12_345)).toBeUndefined()
    list.see(12_340, 12_360)
    list.see(12_341, 12_361)
    await when(() => list.rowAt(12_345) !== undefined)
    expect(list.rowAt(12_345)?.cells.name).toBe('VM12346')
    const asked = callsTo('inventory.window').map((call) => (call.input as { offset: number }).offset)
    expect(asked.filter((offset) => offset === 12_300)).toHaveLength(1)
  })

  it('keeps the selection by id and the cursor on its row when the order changes', async () => {
    const { list } = await open(40)
    await list.move(4, 'select')
    list.sortBy('name', false)
    list.sortBy('name', false)
    await when(() => list.activeIndex === 35)
    expect(list.isSelected(5)).toBe(true)
    expect(list.activeRow?.id).toBe(5)
  })

  it('selects a range over pages that were never shown', async () => {
    const { list } = await open(2000)
    await list.move(10, 'select')
    await list.move(1500, 'extend')
    expect(list.selectedCount).toBe(1491)
    expect(list.isSelected(11)).toBe(true)
    expect(list.isSelected(1501)).toBe(true)
    expect(list.isSelected(10)).toBe(false)
  })

  it('stays where the cursor went while the row of an earlier move was read', async () => {
    const { list } = await open(25_000)
    const toEnd = list.move(24_999, 'select')
    const range = list.move(1500, 'extend')
    await list.move(3, 'select')
    await Promise.all([toEnd, range])
    expect(list.activeIndex).toBe(3)
    expect(list.selectedCount).toBe(1)
    expect(list.isSelected(4)).toBe(true)
    await list.move(24_999, 'select')
    expect(list.activeIndex).toBe(24_999)
  })

  it('selects all without reading them, and leaves out what is toggled', async () => {
    const { list, callsTo } = await open(25_000)
    const before = callsTo('inventory.window').length
    list.selectAll()
    expect(list.selectedCount).toBe(25_000)
    await list.move(3, 'toggle')
    expect(list.selectedCount).toBe(24_999)
    expect(list.selectionState).toBe('some')
    expect(callsTo('inventory.window')).toHaveLength(before)
  })

  it('copies every selected row, also those that are not read yet', async () => {
    const { list, callsTo } = await open(1200)
    list.selectAll()
    await list.copySelection()
    expect(callsTo('inventory.copyRows').map((call) => (call.input as { ids: number[] }).ids.length)).toEqual([1200])
    expect(callsTo('shell.copy')).toHaveLength(1)
  })

  it('applies a filter, tells the counts and remembers it for Back', async () => {
    const { list, navigation } = await open(40)
    await list.filter.apply('vm001')
    expect([list.shown, list.total]).toEqual([10, 40])
    expect(navigation.current).toMatchObject({ where: 'vm001' })
    await list.filter.clear()
    expect(list.shown).toBe(40)
  })

  it('shows a fault under the filter box and keeps the rows that were there', async () => {
    const { list, answer, navigation } = await open(40)
    answer('inventory.window', () => {
      throw new AppError({ code: 'filter-syntax', message: 'A quote is opened here and never closed.', at: { character: 0 } })
    })
    await list.filter.apply('"x')
    expect(list.filter.fault?.at).toEqual({ character: 0 })
    expect(list.error).toBeNull()
    expect(list.shown).toBe(40)
    expect(list.where).toBe('')
    expect(navigation.current).toMatchObject({ where: '' })
  })

  it('returns to the row it was left with', async () => {
    const { list } = await open(25_000, { selected: 20_001 })
    expect(list.activeIndex).toBe(20_000)
    expect(list.isSelected(20_001)).toBe(true)
  })

  it('leaves a row that the filter hides', async () => {
    const { list } = await open(40)
    await list.move(0, 'select')
    await list.filter.apply('vm0040')
    expect(list.activeIndex).toBe(-1)
    expect(list.selectedCount).toBe(0)
    expect(list.details.details).toBeNull()
  })

  it('drops an answer that comes after a newer question', async () => {
    const { list, answer, api } = await open(40)
    const late: (() => void)[] = []
    const real = api.inventory.window
    answer('inventory.window', (input: { query: { where?: string } }) => {
      if (input.query.where !== 'slow') return { total: 1, scopeTotal: 40, offset: 0, rows: [], revision: 1 }
      return new Promise((resolve) => late.push(() => resolve({ total: 99, scopeTotal: 99, offset: 0, rows: [], revision: 1 })))
    })
    expect(real).toBeDefined()
    const slow = list.filter.apply('slow')
    await list.filter.apply('fast')
    for (const finish of late) finish()
    await slow
    expect(list.shown).toBe(1)
  })

  it('shows other faults in place of the list', async () => {
    const { list, answer } = await open(40)
    answer('inventory.window', () => {
      throw new AppError({ code: 'engine-restarted', message: 'The engine stopped.' })
    })
    await list.reload()
    expect(list.error).toBeInstanceOf(AppError)
  })
})
