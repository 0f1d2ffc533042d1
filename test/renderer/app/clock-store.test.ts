import { describe, expect, it, vi } from 'vitest'
import type { ClockState } from '../../../preload/contract/clock.ts'
import { RootStore } from '../../../renderer/app/root-store.ts'
import { createFakeApi, fakeLab } from '../support/fake-api.ts'

const base: ClockState = {
  nowMs: fakeLab.clockMs,
  beginMs: fakeLab.clockMs,
  branch: 1,
  mode: 'paused',
  speed: 60,
  achieved: null,
  target: null,
  stopped: null,
  met: null,
  items: 3,
}

const opened = async (state: ClockState) => {
  const fake = createFakeApi({ vms: 1 })
  fake.answer('clock.state', () => state)
  const root = new RootStore(fake.api)
  await root.start()
  await vi.waitFor(() => expect(root.clock.state).not.toBeNull())
  return { ...fake, root }
}

describe('ClockStore', () => {
  it('finds a clock that plays, after the page was loaded anew', async () => {
    const { root } = await opened({ ...base, mode: 'playing', speed: 3_600, achieved: 3_590 })
    expect(root.clock).toMatchObject({ moving: true, speed: 3_600, behind: null })
  })

  it('says what is reached where that is less than the wish', async () => {
    const { root, emit } = await opened({ ...base, mode: 'playing', speed: 100_000, achieved: 23_411.6 })
    expect(root.clock.behind).toBe(23_412)
    emit('clock.onChanged', { ...base, mode: 'playing', speed: 100_000, achieved: null })
    expect(root.clock.behind).toBeNull()
  })

  it('shows how far a run is, and not how far one is whose end nobody knows', async () => {
    const { root, emit } = await opened(base)
    const run = { ...base, mode: 'running' as const, nowMs: 1_500 }
    emit('clock.onChanged', { ...run, target: { fromMs: 1_000, atMs: 2_000, event: null, item: null } })
    expect(root.clock.percent).toBe(50)
    emit('clock.onChanged', { ...run, target: { fromMs: 1_000, atMs: null, event: 'critical', item: null } })
    expect(root.clock.percent).toBeNull()
    expect(root.clock.running).toBe(true)
  })

  it('tells what the run met, and opens it', async () => {
    const { root, emit } = await opened(base)
    emit('clock.onChanged', { ...base, mode: 'running', target: { fromMs: 0, atMs: null, event: 'critical', item: null } })
    emit('clock.onChanged', { ...base, stopped: 'SQL01: Replication health is Critical.', met: { id: 7, name: 'SQL01' } })
    const [notice] = root.notifications.items
    expect(notice).toMatchObject({ title: 'The clock stopped.', body: 'SQL01: Replication health is Critical.' })
    notice?.actions[0]?.run()
    expect(root.navigation.current).toMatchObject({ page: 'page:item', at: '7' })
  })

  it('changes the speed at once while it plays, and stays within the list', async () => {
    const { root, answer, callsTo, emit } = await opened(base)
    answer('clock.play', ({ speed }: { speed: number }) => ({ ...base, mode: 'playing', speed }))
    await root.clock.change(-1)
    await root.clock.change(-1)
    expect(root.clock.speed).toBe(1)
    await root.clock.change(-1)
    expect(root.clock.speed).toBe(1)
    expect(callsTo('clock.play')).toEqual([])
    emit('clock.onChanged', { ...base, mode: 'playing', speed: 1 })
    await root.clock.setSpeed(600)
    expect(callsTo('clock.play')).toMatchObject([{ input: { speed: 600 } }])
  })

  it('learns the speed of a clock that plays, also when its news come before the first answer', async () => {
    const { root, answer, emit } = await opened(base)
    answer('clock.state', () => new Promise(() => undefined))
    emit('shell.onEngineChanged', { state: 'restarting' })
    emit('shell.onEngineChanged', { state: 'running' })
    expect(root.clock.state).toBeNull()
    emit('clock.onChanged', { ...base, mode: 'playing', speed: 3_600 })
    expect(root.clock.speed).toBe(3_600)
  })

  it('asks again when the engine was restarted', async () => {
    const { root, answer, emit } = await opened({ ...base, mode: 'playing' })
    answer('clock.state', () => base)
    emit('shell.onEngineChanged', { state: 'restarting' })
    emit('shell.onEngineChanged', { state: 'running' })
    await vi.waitFor(() => expect(root.clock.state?.mode).toBe('paused'))
  })
})
