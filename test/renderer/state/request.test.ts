import fc from 'fast-check'
import { autorun } from 'mobx'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../preload/contract/errors.ts'
import { Request } from '../../../renderer/state/request.ts'
import { held } from '../support/held.ts'

const calls = () => {
  const { made, call: ask } = held<string>()
  return { made, ask }
}
const gone = new AppError({ code: 'not-found', message: 'It is gone.', remedy: 'Read again.' })

describe('a question', () => {
  it('is under way until it is answered', async () => {
    const { made, ask } = calls()
    const request = new Request()
    const seen: string[] = []
    const asked = request.latest(ask, (answer) => seen.push(answer))
    expect(request.busy).toBe(true)
    made[0]?.answer('one')
    expect(await asked).toBe(true)
    expect([request.busy, request.error, seen]).toEqual([false, null, ['one']])
  })

  it('whatever the order of answers, the newest question alone is taken, and nothing stays under way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(fc.boolean(), { minLength: 1, maxLength: 6 })
          .chain((good) => fc.tuple(fc.constant(good), fc.shuffledSubarray([...good.keys()], { minLength: good.length }))),
        async ([good, order]) => {
          const { made, ask } = calls()
          const request = new Request()
          const seen: string[] = []
          const all = good.map(() => request.latest(ask, (answer) => seen.push(answer)))
          for (const n of order) {
            if (good[n]) made[n]?.answer(String(n))
            else made[n]?.refuse(gone)
          }
          const taken = await Promise.all(all)
          const last = good.length - 1
          expect(seen).toEqual(good[last] ? [String(last)] : [])
          expect(taken).toEqual(good.map((ok, n) => n === last && ok))
          expect(request.error).toEqual(good[last] ? null : gone.toShape())
          expect(request.busy).toBe(false)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps what stood against it until an answer is there', async () => {
    const { made, ask } = calls()
    const request = new Request()
    const first = request.latest(ask, () => undefined)
    made[0]?.refuse(gone)
    await first
    const second = request.latest(ask, () => undefined)
    expect(request.error?.code).toBe('not-found')
    made[1]?.answer('here')
    await second
    expect(request.error).toBeNull()
  })

  it('that was dropped changes nothing, however it ends', async () => {
    for (const end of ['answer', 'refuse'] as const) {
      const { made, ask } = calls()
      const request = new Request()
      const seen: string[] = []
      const asked = request.latest(ask, (answer) => seen.push(answer))
      request.drop()
      expect(request.busy).toBe(false)
      made[0]?.[end]('late')
      expect(await asked).toBe(false)
      expect([request.busy, request.error, seen]).toEqual([false, null, []])
    }
  })

  it('shows its answer and its end at the same moment', async () => {
    const { made, ask } = calls()
    const request = new Request()
    let got = ''
    const pictures: string[] = []
    const stop = autorun(() => pictures.push(`${request.busy ? 'busy' : 'quiet'} ${got}`))
    const asked = request.latest(ask, (answer) => {
      got = answer
    })
    made[0]?.answer('one')
    await asked
    stop()
    expect(pictures).toEqual(['quiet ', 'busy ', 'quiet one'])
  })

  it('that throws before it is sent, or whose answer cannot be taken, is a fault and no rejection', async () => {
    const request = new Request()
    const broken = (): never => {
      throw new Error('no such call')
    }
    expect(await request.latest(broken, () => undefined)).toBe(false)
    expect([request.busy, request.error]).toEqual([false, { code: 'internal', message: 'no such call' }])
    expect(await request.latest(async () => 'here', broken)).toBe(false)
    expect([request.busy, request.error?.message]).toEqual([false, 'no such call'])
  })
})

describe('a deed', () => {
  it('is done once, however often it is asked for', async () => {
    const { made, ask } = calls()
    const request = new Request()
    const first = request.once(ask)
    expect(await request.once(ask)).toBeNull()
    expect(made).toHaveLength(1)
    made[0]?.answer('done')
    expect(await first).toEqual({ answer: 'done' })
    const again = request.once(ask)
    made[1]?.answer('again')
    expect(await again).toEqual({ answer: 'again' })
  })

  it('that answers nothing is told from one that was refused', async () => {
    const request = new Request()
    expect(await request.once(async () => undefined)).toEqual({ answer: undefined })
    expect(await request.once(() => Promise.reject(gone))).toBeNull()
    expect([request.busy, request.error]).toEqual([false, gone.toShape()])
  })

  it('takes the fault of the one before away when it begins', async () => {
    const { made, ask } = calls()
    const request = new Request()
    request.say(gone)
    const work = request.once(ask)
    expect(request.error).toBeNull()
    made[0]?.answer('done')
    await work
  })

  it('that was dropped is not told as done', async () => {
    const { made, ask } = calls()
    const request = new Request()
    const work = request.once(ask)
    request.drop()
    made[0]?.answer('late')
    expect(await work).toBeNull()
  })
})
