import { observable, runInAction } from 'mobx'
import { describe, expect, it } from 'vitest'
import { type MachineItem, SelectionStore } from '../../../../renderer/features/getting-started/selection-store.ts'

const make = (items: MachineItem[] = []) => {
  const box = observable.box(items, { deep: false })
  const store = new SelectionStore(
    () => box.get(),
    (next) => runInAction(() => box.set(next)),
  )
  return { store, box }
}

describe('selection', () => {
  it('tells machines of one name apart by their host', () => {
    const { store, box } = make()
    store.set({ name: 'APP', host: 'HV01' }, true)
    expect(store.has({ name: 'APP', host: 'HV01' })).toBe(true)
    expect(store.has({ name: 'APP', host: 'HV02' })).toBe(false)
    store.set({ name: 'APP', host: 'HV01' }, false)
    expect(box.get()).toEqual([])
  })

  it('an entry without a host stands for its name', () => {
    const { store } = make([{ name: 'APP' }])
    expect(store.has({ name: 'APP', host: 'HV02' })).toBe(true)
  })

  it('selecting all keeps what was said of those selected', () => {
    const { store, box } = make([{ name: 'A', host: 'H', size: 'Standard_A3' }])
    store.addAll([
      { name: 'A', host: 'H' },
      { name: 'B', host: 'H' },
    ])
    expect(box.get()).toEqual([
      { name: 'A', host: 'H', size: 'Standard_A3' },
      { name: 'B', host: 'H' },
    ])
  })

  it('a value taken back leaves no trace, so that the proposal holds', () => {
    const { store, box } = make([{ name: 'A', host: 'H' }])
    const machine = { name: 'A', host: 'H' }
    store.describe(machine, { size: 'Standard_A3', excludeDisks: ['swap'] })
    expect(store.item(machine)).toMatchObject({ size: 'Standard_A3', excludeDisks: ['swap'] })
    store.describe(machine, { size: '', excludeDisks: [] })
    expect(box.get()).toEqual([{ name: 'A', host: 'H' }])
  })

  it('finds among 25,000 without walking them for each', () => {
    const { store } = make(Array.from({ length: 25_000 }, (_, i) => ({ name: `VM${i}`, host: 'H' })))
    expect(store.indexOf({ name: 'VM24999', host: 'H' })).toBe(24_999)
    expect(store.count).toBe(25_000)
  })
})
