import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../../preload/contract/errors.ts'
import { ModelStore } from '../../../../renderer/features/clock/model-store.ts'
import { held } from '../../support/held.ts'

type Model = NonNullable<ModelStore['model']>
const setting = { id: 'uplink', label: 'Uplink', value: 1, initial: 1, min: 0, max: 10, locked: null, unit: 'count', choices: null }
const model = (value: number): Model => ({ settings: [{ ...setting, value }], assumptions: [] }) as unknown as Model

const make = () => {
  const clock = {
    model: vi.fn(async () => model(1)),
    setModel: vi.fn<(to: { values: Record<string, number | null> }) => Promise<Model>>(async ({ values }) => model(values.uplink ?? 1)),
  }
  const said: string[] = []
  const store = new ModelStore({ clock } as never, { announce: (text: string) => said.push(text) })
  return { clock, said, store }
}

describe('the numbers of the model', () => {
  it('what was read before a change does not come over it', async () => {
    const { clock, store } = make()
    await store.load()
    const late = held<Model>()
    clock.model.mockImplementationOnce(late.call)
    const reading = store.load()
    const [first] = store.model?.settings ?? []
    if (first) await store.choose(first, 5)
    late.made[0]?.answer(model(1))
    await reading
    expect(store.model?.settings[0]?.value).toBe(5)
    expect(store.changed).toHaveLength(1)
  })

  it('a refusal is told and goes when they are read again', async () => {
    const { clock, store } = make()
    await store.load()
    const [first] = store.model?.settings ?? []
    clock.setModel.mockRejectedValueOnce(new AppError({ code: 'lab-busy', message: 'An import runs.' }))
    if (first) await store.choose(first, 5)
    expect([store.error?.code, store.model?.settings[0]?.value]).toEqual(['lab-busy', 1])
    await store.load()
    expect(store.error).toBeNull()
  })
})
