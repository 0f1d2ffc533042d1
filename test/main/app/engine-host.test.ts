import { expect, test, vi } from 'vitest'
import { type EngineChild, EngineHost, type EngineState } from '../../../main/app/engine-host.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { LabInfo } from '../../../preload/contract/lab.ts'

interface Sent {
  id: number
  name: string
  argument: unknown
}

class FakeEngine implements EngineChild {
  readonly sent: Sent[] = []
  killed = false
  answers = true
  refusal: { code: string; message: string } | null = null
  #message: (message: unknown) => void = () => {}
  #exit: (code: number | null) => void = () => {}
  post(message: unknown): void {
    const request = message as Sent
    this.sent.push(request)
    const result = this.refusal ? { ok: false, error: this.refusal } : { ok: true, value: request.name === 'open' ? lab : null }
    if (this.answers) queueMicrotask(() => this.#message({ rpc: 'reply', id: request.id, ...result }))
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#message = listener
  }
  onExit(listener: (code: number | null) => void): void {
    this.#exit = listener
  }
  kill(): void {
    this.killed = true
  }
  die(): void {
    this.#exit(139)
  }
}

const lab = { labId: 'lab' } as LabInfo

const start = (limit = 5) => {
  const engines: FakeEngine[] = []
  const states: EngineState['state'][] = []
  const reopened: (LabInfo | null)[] = []
  const never = () => {
    throw new Error('not asked in this test')
  }
  const host = new EngineHost({
    fork: () => {
      const engine = new FakeEngine()
      engines.push(engine)
      return engine
    },
    handlers: {
      secretState: never,
      secretSave: never,
      secretRemove: never,
      secretHas: never,
      secretsKept: never,
      labChanged: never,
      log: never,
    },
    internal: (error) => new AppError({ code: 'internal', message: String(error) }),
    onStatus: ({ state }) => states.push(state),
    onReopened: (info) => reopened.push(info),
    backOff: () => 0,
    limit,
  })
  host.start()
  return { host, engines, states, reopened, engine: (index: number) => engines[index] as FakeEngine }
}

test('a call on its way when the engine dies fails with engine-restarted', async () => {
  const { host, engine } = start()
  engine(0).answers = false
  const call = host.call('saveCopy', { to: '/x' }).catch((error: AppError) => error.code)
  await vi.waitFor(() => expect(engine(0).sent).toHaveLength(1))
  engine(0).die()
  expect(await call).toBe('engine-restarted')
})

test('a new engine knows the files and the lab before it is called running', async () => {
  const { host, engines, states, reopened, engine } = start()
  await host.grant('token-1', '/files/a.csv')
  host.keepOpen('/labs/a.offsite')
  engine(0).die()
  expect(states).toEqual(['running', 'restarting'])
  await host.call('close', null)
  expect(engines).toHaveLength(2)
  expect(engine(1).sent.map(({ name, argument }) => [name, argument])).toEqual([
    ['grant', { token: 'token-1', path: '/files/a.csv' }],
    ['open', { file: '/labs/a.offsite' }],
    ['close', null],
  ])
  expect(states).toEqual(['running', 'restarting', 'running'])
  expect(reopened).toEqual([lab])
})

test('an engine that is restarted on purpose checks the lab in first, and calls wait for the next one', async () => {
  const { host, engines, states, reopened, engine } = start()
  host.keepOpen('/labs/a.offsite')
  const restarted = host.restart()
  await restarted
  engine(0).die()
  await host.call('referenced', { references: [] })
  expect(engine(0).sent.map(({ name }) => name)).toEqual(['idle', 'close'])
  expect(engine(0).killed).toBe(true)
  expect(engine(1).sent.map(({ name }) => name)).toEqual(['open', 'referenced'])
  expect(states).toEqual(['running', 'restarting', 'running'])
  expect(reopened).toEqual([lab])
  expect(engines).toHaveLength(2)
})

test('an engine that is writing is not restarted', async () => {
  const { host, engines, states, engine } = start()
  engine(0).refusal = { code: 'lab-busy', message: 'An import is under way.' }
  await expect(host.restart()).rejects.toMatchObject({ code: 'lab-busy' })
  expect([engines.length, engine(0).killed, states]).toEqual([1, false, ['running']])
})

test('an engine that keeps dying is given up', async () => {
  const { host, engines, states, engine } = start(3)
  for (let n = 0; n < 4; n++) {
    await vi.waitFor(() => expect(engines).toHaveLength(n + 1))
    engine(n).die()
  }
  expect(states.at(-1)).toBe('failed')
  await expect(host.call('close', null)).rejects.toMatchObject({ code: 'engine-failed' })
  expect(engines).toHaveLength(4)
})

test('an engine that will not close is killed, and not started again', async () => {
  vi.useFakeTimers()
  try {
    const { host, engines, engine } = start()
    engine(0).answers = false
    const stopped = host.stop(2000)
    await vi.advanceTimersByTimeAsync(2000)
    await stopped
    expect(engine(0).killed).toBe(true)
    engine(0).die()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(engines).toHaveLength(1)
  } finally {
    vi.useRealTimers()
  }
})
