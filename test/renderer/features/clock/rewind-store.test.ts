import { describe, expect, it, vi } from 'vitest'
import type { ClockState, LabMoment, RewindPreview } from '../../../../preload/contract/clock.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import { RewindStore } from '../../../../renderer/features/clock/rewind-store.ts'
import { held, settled } from '../../support/held.ts'

const preview = (toMs: number): RewindPreview => ({ toMs }) as unknown as RewindPreview
const refused = new AppError({ code: 'lab-busy', message: 'An import runs.' })

const make = () => {
  const clock = {
    moments: vi.fn(async () => ({ total: 1, rows: [{ atMs: 900 } as unknown as LabMoment] })),
    rewindPreview: vi.fn<(to: { toMs: number }) => Promise<RewindPreview>>(async ({ toMs }) => preview(toMs)),
    rewind: vi.fn<(to: { toMs: number }) => Promise<ClockState>>(async ({ toMs }) => ({ nowMs: toMs }) as unknown as ClockState),
  }
  return { clock, store: new RewindStore({ clock }, 0) }
}

describe('going back', () => {
  it('is not done before it is known what it does', async () => {
    const { clock, store } = make()
    expect(await store.rewind()).toBeNull()
    const aiming = held<RewindPreview>()
    clock.rewindPreview.mockImplementation(aiming.call)
    store.type(500)
    store.type(600)
    expect([store.busy, await store.rewind()]).toEqual([true, null])
    expect(clock.rewind).not.toHaveBeenCalled()
    aiming.made[1]?.answer(preview(600))
    aiming.made[0]?.answer(preview(500))
    await settled()
    expect(store.preview).toEqual(preview(600))
    expect((await store.rewind())?.nowMs).toBe(600)
  })

  it('is done once; a refusal is told and goes with the next aim', async () => {
    const { clock, store } = make()
    store.type(500)
    await settled()
    clock.rewind.mockRejectedValueOnce(refused)
    expect(await Promise.all([store.rewind(), store.rewind()])).toEqual([null, null])
    expect(clock.rewind).toHaveBeenCalledTimes(1)
    expect([store.busy, store.error?.code]).toEqual([false, 'lab-busy'])
    store.type(400)
    expect(store.error).toBeNull()
  })

  it('an instant without a preview can not be gone to, and what stood against it goes with the instant', async () => {
    const { clock, store } = make()
    clock.rewindPreview.mockRejectedValueOnce(refused)
    store.type(500)
    await settled()
    expect([store.preview, await store.rewind()]).toEqual([null, null])
    store.type(null)
    expect([store.preview, store.error, store.toMs]).toEqual([null, null, null])
  })

  it('tells why the moments can not be read', async () => {
    const { clock, store } = make()
    clock.moments.mockRejectedValueOnce(refused)
    await store.moments.reload()
    expect(store.error?.code).toBe('lab-busy')
    await store.moments.reload()
    expect([store.error, store.moments.total]).toEqual([null, 1])
  })
})
