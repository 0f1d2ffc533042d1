import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followProgress } from '../../../renderer/app/follow.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('the details of a job follow its progress four times a second, those of another not at all', async () => {
  type Told = { jobId: number; progress: number | null; step: string | null }
  const heard = new Set<(job: Told) => void>()
  const shown: (number | null)[] = []
  const details = { id: 7 as number | null, show: async (id: number | null) => void shown.push(id) }
  const stop = followProgress(
    {
      jobs: {
        onProgressed: (listener) => {
          heard.add(listener)
          return () => heard.delete(listener)
        },
      },
    },
    details,
  )
  for (let n = 0; n < 10; n++) {
    for (const tell of heard) tell({ jobId: n % 2 === 0 ? 7 : 8, progress: n, step: null })
    await vi.advanceTimersByTimeAsync(50)
  }
  expect(shown).toEqual([7, 7, 7])
  details.id = 9
  for (const tell of heard) tell({ jobId: 7, progress: 99, step: null })
  stop()
  await vi.advanceTimersByTimeAsync(1000)
  expect([shown.length, heard.size]).toEqual([3, 0])
})
