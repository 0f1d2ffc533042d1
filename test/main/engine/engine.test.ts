import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEngine } from '../../../main/engine/engine.ts'
import type { EnginePort } from '../../../main/engine/page-link.ts'
import type { HostCalls } from '../../../main/ipc/engine-protocol.ts'
import type { Rpc } from '../../../main/ipc/rpc.ts'
import type { Reply } from '../../../preload/contract/wire.ts'

let folder = ''
let engine: ReturnType<typeof createEngine>
/** What main was told. */
let told: string[] = []
/** What the page was told beside its answers. */
let events: string[] = []
const unexpected: unknown[] = []

const host: Rpc<HostCalls> = {
  call: async (name: string) => {
    told.push(name)
    return null as never
  },
  receive: () => undefined,
  close: () => undefined,
}

/** A page at its end of the port: asks as the window does and waits for the answer. */
const connectPage = (): ((name: string, input?: unknown) => Promise<Reply>) => {
  let hear: (message: { data: unknown }) => void = () => undefined
  const waiting = new Map<number, (reply: Reply) => void>()
  const port: EnginePort = {
    on: (event: string, listener: (message: { data: unknown }) => void) => {
      if (event === 'message') hear = listener
    },
    start: () => undefined,
    close: () => undefined,
    postMessage: (message) => {
      const { id, event, ...reply } = message as { id?: number; event?: string } & Reply
      if (event !== undefined) events.push(event)
      if (id !== undefined) waiting.get(id)?.(reply as Reply)
    },
  }
  engine.attachPort(port)
  let last = 0
  return (name, input) =>
    new Promise((done) => {
      last += 1
      waiting.set(last, done)
      hear({ data: { id: last, name, input } })
    })
}

const newLab = (name: string, sample: 'S' | null = null) =>
  engine.create({ file: join(folder, `${name}.offsite`), name, seed: 1, rulePack: '2016-05', timeZone: 'UTC', sample })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'))
  told = []
  events = []
  unexpected.length = 0
  engine = createEngine(
    {
      actor: 'anna',
      workFolder: join(folder, 'work'),
      knownLabs: join(folder, 'known.json'),
      rejectsFolder: join(folder, 'rejects'),
      fixedNowMs: null,
    },
    () => host,
    (error) => {
      unexpected.push(error)
      throw error
    },
  )
})
afterEach(() => {
  engine.close()
  rmSync(folder, { recursive: true })
})

const vms = { kind: 'vms', scope: { kind: 'all' }, where: '', sort: [] }

test('without a lab every call says so, and the lab is null', async () => {
  const ask = connectPage()
  expect(await ask('session.lab')).toEqual({ ok: true, value: null })
  expect(await ask('inventory.columns', { kind: 'vms' })).toMatchObject({ ok: false, error: { code: 'no-lab' } })
  expect(await ask('clock.state')).toMatchObject({ ok: false, error: { code: 'no-lab' } })
  expect(await ask('inventory.columns', { kind: 'vms' })).toMatchObject({ ok: false, error: { code: 'no-lab' } })
})

test('the lists of a lab are the same before the other services are there, while they load, and afterwards', async () => {
  await newLab('one')
  engine.close()
  await newLab('two', 'S')
  engine.close()
  const info = engine.open({ file: join(folder, 'two.offsite') })
  const ask = connectPage()
  const asked = [
    ['session.lab', undefined],
    ['inventory.columns', { kind: 'vms' }],
    ['inventory.filterFields', { kind: 'vms' }],
    ['inventory.window', { query: vms, offset: 0, limit: 5 }],
    ['inventory.tree', { workspace: 'vms' }],
    ['inventory.totals', undefined],
  ] as const
  const all = () => Promise.all(asked.map(([name, input]) => ask(name, input)))
  const first = await all()
  expect(first.every(({ ok }) => ok)).toBe(true)
  expect(first[0]).toEqual({ ok: true, value: info })
  const clock = ask('clock.state')
  expect(await all()).toEqual(first)
  expect(await clock).toMatchObject({ ok: true, value: { nowMs: info.clockMs } })
  expect(await all()).toEqual(first)
})

test('what is written is told to the page and to main, and is in the lists at once', async () => {
  await newLab('one', 'S')
  const ask = connectPage()
  await ask('inventory.window', { query: vms, offset: 0, limit: 1 })
  expect(await ask('session.rename', { name: 'North wing' })).toMatchObject({ ok: true, value: { name: 'North wing' } })
  expect(await ask('session.lab')).toMatchObject({ ok: true, value: { name: 'North wing' } })
  expect(events).toContain('inventory.changed')
  expect(told).toContain('labChanged')
})

test('another lab takes the place of the one before whether the services are there or not', async () => {
  await newLab('one')
  const ask = connectPage()
  await newLab('two')
  expect(await ask('session.lab')).toMatchObject({ ok: true, value: { name: 'two' } })
  await ask('jobs.running')
  engine.open({ file: join(folder, 'one.offsite') })
  expect(await ask('session.lab')).toMatchObject({ ok: true, value: { name: 'one' } })
  expect(() => engine.open({ file: join(folder, 'none.offsite') })).toThrow(expect.objectContaining({ code: 'lab-missing' }))
  expect(await ask('session.lab')).toMatchObject({ ok: true, value: { name: 'one' } })
})

test('a lab that is closed while the services load is not opened again by them', async () => {
  await newLab('one', null)
  const ask = connectPage()
  const clock = ask('clock.state')
  engine.close()
  expect(await clock).toMatchObject({ ok: false, error: { code: 'no-lab' } })
  engine.open({ file: join(folder, 'one.offsite') })
  expect(await ask('clock.state')).toMatchObject({ ok: true })
})

test('unknown calls and wrong arguments are refused before and after', async () => {
  await newLab('one')
  const ask = connectPage()
  for (let time = 0; time < 2; time++) {
    expect(await ask('inventory.columns', { kind: 'cats' })).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(await ask('inventory.constructor')).toMatchObject({ ok: false, error: { code: 'bad-request' } })
  }
  expect(unexpected).toEqual([])
})
