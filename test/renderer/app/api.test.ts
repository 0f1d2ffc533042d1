import { MessageChannel } from 'node:worker_threads'
import { describe, expect, test, vi } from 'vitest'
import { areas } from '../../../preload/contract/contract.ts'
import { type Bridge, portMessage, type Reply } from '../../../preload/contract/wire.ts'
import { createApi } from '../../../renderer/app/api.ts'

const origin = 'offsite://app'

/** A page without a browser: the preload's bridge, the window's messages, and the engine's end of each port. */
const start = () => {
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const sent: [string, unknown][] = []
  const answers = new Map<string, Reply>()
  const bridge: Bridge = {
    calls: Object.fromEntries(
      areas
        .filter(({ host }) => host === 'main')
        .map(({ name, members }) => [
          name,
          Object.fromEntries(
            Object.keys(members).map((call) => [
              call,
              async (input: unknown) => {
                sent.push([`${name}.${call}`, input])
                return answers.get(`${name}.${call}`) ?? { ok: true, value: null }
              },
            ]),
          ),
        ]),
    ),
    on: (name, listener) => {
      const known = listeners.get(name) ?? new Set()
      listeners.set(name, known.add(listener))
      return () => known.delete(listener)
    },
    connect: async () => ({ ok: true, value: null }),
    dropped: async () => ({ ok: false, error: { code: 'file-kind', message: 'a folder' } }),
    process: { sandboxed: true, contextIsolated: true },
  }
  const target = new EventTarget() as unknown as Window
  Object.assign(target, { location: { origin } })
  const api = createApi(bridge, target)
  const requests: { id: number; name: string; input: unknown }[] = []
  const give = (overrides: Record<string, unknown> = {}) => {
    const { port1, port2 } = new MessageChannel()
    port1.on('message', (request) => requests.push(request))
    const message = Object.assign(new Event('message'), { source: target, origin, data: portMessage, ports: [port2], ...overrides })
    target.dispatchEvent(message)
    return { answer: (message: unknown) => port1.postMessage(message), close: () => port1.close() }
  }
  const tell = (name: string, payload: unknown) => {
    for (const listener of listeners.get(name) ?? []) listener(payload)
  }
  const asked = (count: number) => vi.waitFor(() => expect(requests).toHaveLength(count))
  return { api, sent, answers, requests, give, tell, asked }
}

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: { code: string }) => error.code,
  )

describe('the client of main', () => {
  test('unwraps answers and errors', async () => {
    const { api, answers, sent } = start()
    answers.set('labs.saveCopy', { ok: true, value: { name: 'copy.offsite' } })
    expect(await api.labs.saveCopy()).toEqual({ name: 'copy.offsite' })
    answers.set('labs.open', { ok: false, error: { code: 'lab-locked', message: 'taken', at: { user: 'anna' } } })
    await expect(api.labs.open({ ask: true })).rejects.toMatchObject({ code: 'lab-locked', at: { user: 'anna' } })
    expect(sent).toContainEqual(['labs.open', { ask: true }])
  })

  test('gives a dropped file its code', async () => {
    expect(await code(start().api.files.dropped({} as File))).toBe('file-kind')
  })

  test('tells events until nobody listens any more', () => {
    const { api, tell } = start()
    const seen: unknown[] = []
    const stop = api.labs.onChanged((lab) => seen.push(lab))
    tell('labs.changed', null)
    stop()
    tell('labs.changed', null)
    expect(seen).toEqual([null])
  })
})

describe('the client of the engine', () => {
  test('keeps calls until a port is there', async () => {
    const { api, give, asked, requests } = start()
    const call = api.session.lab()
    const port = give()
    await asked(1)
    expect(requests[0]).toMatchObject({ name: 'session.lab' })
    port.answer({ id: requests[0]?.id, ok: true, value: null })
    expect(await call).toBeNull()
    port.close()
  })

  test('fails what is on its way when the engine stops, and asks the next engine what comes after', async () => {
    const { api, give, asked, tell, requests } = start()
    const first = give()
    const lost = api.session.lab()
    await asked(1)
    tell('shell.engineChanged', { state: 'restarting' })
    expect(await code(lost)).toBe('engine-restarted')
    const next = api.session.lab()
    const second = give()
    await asked(2)
    second.answer({ id: requests[1]?.id, ok: true, value: null })
    expect(await next).toBeNull()
    first.close()
    second.close()
  })

  test('fails what is on its way when another port comes', async () => {
    const { api, give, asked } = start()
    const first = give()
    const lost = api.session.lab()
    await asked(1)
    const second = give()
    expect(await code(lost)).toBe('engine-restarted')
    first.close()
    second.close()
  })

  test('says so when the engine stays down', async () => {
    const { api, tell } = start()
    const waiting = api.session.lab()
    tell('shell.engineChanged', { state: 'failed', error: { code: 'engine-failed', message: 'down' } })
    expect(await code(waiting)).toBe('engine-failed')
    expect(await code(api.session.lab())).toBe('engine-failed')
  })

  test.each([
    ['another origin', { origin: 'https://example.com' }],
    ['another window', { source: {} }],
    ['another message', { data: 'something' }],
    ['no port', { ports: [] }],
  ])('takes no port from %s', async (_, overrides) => {
    const { api, give, tell, requests } = start()
    const port = give(overrides)
    const call = api.session.lab()
    tell('shell.engineChanged', { state: 'failed' })
    expect(await code(call)).toBe('engine-failed')
    expect(requests).toEqual([])
    port.close()
  })

  test('passes events on', async () => {
    const { api, give } = start()
    const seen: unknown[] = []
    api.inventory.onChanged((change) => seen.push(change))
    const port = give()
    port.answer({ event: 'inventory.changed', payload: { revision: 4, played: false } })
    port.answer({ event: 'nothing.known', payload: 1 })
    await vi.waitFor(() => expect(seen).toEqual([{ revision: 4, played: false }]))
    port.close()
  })
})
