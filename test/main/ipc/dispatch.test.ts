import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createDispatch, type Handler } from '../../../main/ipc/dispatch.ts'
import { area, call } from '../../../preload/contract/area.ts'
import { areas } from '../../../preload/contract/contract.ts'
import { errorShape } from '../../../preload/contract/error-shape.ts'
import { AppError } from '../../../preload/contract/errors.ts'

const internal = (error: unknown) => new AppError({ code: 'internal', message: String(error), logId: 'log-1' })

const numbers = area('engine', 'numbers', {
  half: call(z.object({ of: z.int().multipleOf(2) }), z.int()),
  fail: call(z.enum(['coded', 'plain', 'answer']), z.int()),
})
const dispatch = createDispatch(
  [numbers],
  {
    numbers: {
      half: ((input: { of: number }) => input.of / 2) as Handler,
      fail: (how) => {
        if (how === 'coded') throw new AppError({ code: 'disk-full', message: 'The disk is full.', remedy: 'Make room.' })
        if (how === 'plain') throw new Error('boom')
        return 'not a number'
      },
    },
  },
  internal,
)

describe('a call', () => {
  test('is answered', async () => expect(await dispatch('numbers.half', { of: 8 })).toEqual({ ok: true, value: 4 }))
  test('names the argument at fault', async () => {
    expect(await dispatch('numbers.half', { of: 7 })).toMatchObject({ ok: false, error: { code: 'bad-request', field: 'of' } })
  })
  test('keeps the code of an error', async () => {
    expect(await dispatch('numbers.fail', 'coded')).toEqual({
      ok: false,
      error: { code: 'disk-full', message: 'The disk is full.', remedy: 'Make room.' },
    })
  })
  test.each(['plain', 'answer'])('hides an unexpected error (%s) behind a log id', async (how) => {
    expect(await dispatch('numbers.fail', how)).toMatchObject({ ok: false, error: { code: 'internal', logId: 'log-1' } })
  })
  test.each([
    'numbers.double',
    'numbers',
    '',
    '__proto__',
    'constructor',
    'numbers.__proto__',
    'toString',
    7,
    null,
    undefined,
    {},
    ['numbers.half'],
  ])('named %j is refused', async (name) =>
    expect(await dispatch(name, { of: 8 })).toMatchObject({ ok: false, error: { code: 'bad-request' } }),
  )
})

test('a call without a handler stops the start', () => {
  expect(() => createDispatch([numbers], { numbers: { half: () => 1 } }, internal)).toThrow('numbers.fail')
})

const junk: readonly unknown[] = [
  null,
  0,
  -1,
  Number.NaN,
  '',
  'junk',
  '../../etc/passwd',
  true,
  [],
  [null],
  {},
  { junk: 1 },
  { token: '../x', files: ['/etc/passwd'], id: -1, kind: 'nothing', query: 7, answers: null, name: 1, value: '' },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  Array.from({ length: 10_000 }, () => ({})),
  new Map([['id', 1]]),
  new Uint8Array(8),
  'x'.repeat(1_000_000),
]

describe('junk', () => {
  const reached: [string, unknown][] = []
  const table = Object.fromEntries(
    areas.map(({ name, members }) => [
      name,
      Object.fromEntries(
        Object.keys(members).map((member) => [
          member,
          (input: unknown) => {
            reached.push([`${name}.${member}`, input])
            throw new AppError({ code: 'not-found', message: 'reached' })
          },
        ]),
      ),
    ]),
  )
  const all = createDispatch(areas, table, internal)
  const calls = areas.flatMap(({ name, members }) =>
    Object.entries(members).flatMap(([member, { kind }]) => (kind === 'call' ? [`${name}.${member}`] : [])),
  )

  test.each(calls)('to %s is refused with a code or is a valid argument', async (name) => {
    const [areaName, member] = name.split('.') as [string, string]
    const declared = areas.find((one) => one.name === areaName)?.members[member]
    if (declared?.kind !== 'call') throw new Error(name)
    for (const input of junk) {
      reached.length = 0
      const reply = await all(name, input)
      const valid = declared.input.safeParse(input).success
      expect(reply.ok).toBe(false)
      if (reply.ok) return
      expect(errorShape.safeParse(reply.error).success).toBe(true)
      expect(reply.error.code).toBe(valid ? 'not-found' : 'bad-request')
      expect(reached).toHaveLength(valid ? 1 : 0)
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('reaches no handler of a call that takes an argument of its own', async () => {
    const needy = calls.filter((name) => {
      const [areaName, member] = name.split('.') as [string, string]
      const declared = areas.find((one) => one.name === areaName)?.members[member]
      return declared?.kind === 'call' && !declared.input.safeParse(undefined).success && !declared.input.safeParse({}).success
    })
    expect(needy.length).toBeGreaterThan(20)
    reached.length = 0
    for (const name of needy) await all(name, { junk: true })
    expect(reached).toEqual([])
  })
})
