import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { atMostEvery } from '../../../renderer/ui/at-most.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const slow = () => {
  const begun: number[] = []
  const ends: (() => void)[] = []
  const work = (): Promise<void> => {
    begun.push(Date.now() - start)
    return new Promise((done) => ends.push(done))
  }
  const start = Date.now()
  return { begun, work, finish: async () => ends.shift()?.() }
}

test('the first runs at once, all that is asked meanwhile is one run more', async () => {
  const begun: number[] = []
  const start = Date.now()
  const work = atMostEvery(250, async () => void begun.push(Date.now() - start))
  for (let n = 0; n < 100; n++) {
    work.ask()
    await vi.advanceTimersByTimeAsync(10)
  }
  await vi.advanceTimersByTimeAsync(1000)
  expect(begun).toEqual([0, 250, 500, 750, 1000])
})

test('never two at a time: what takes longer than the interval is followed at its end', async () => {
  const { begun, work, finish } = slow()
  const runs = atMostEvery(250, work)
  runs.ask()
  runs.ask()
  await vi.advanceTimersByTimeAsync(600)
  expect(begun).toEqual([0])
  await finish()
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual([0, 600])
})

test('a failed run is followed by the next, a stopped one by none', async () => {
  let runs = 0
  const work = atMostEvery(250, () => {
    runs++
    return Promise.reject(new Error('no'))
  })
  work.ask()
  work.ask()
  await vi.advanceTimersByTimeAsync(250)
  expect(runs).toBe(2)
  work.ask()
  work.stop()
  work.ask()
  await vi.advanceTimersByTimeAsync(1000)
  expect(runs).toBe(2)
})
