import { describe, expect, test } from 'vitest'
import { type EnginePort, PageLink } from '../../../main/engine/page-link.ts'

const start = () => {
  const sent: unknown[] = []
  const port: EnginePort = {
    on: () => undefined,
    start: () => undefined,
    close: () => undefined,
    postMessage: (message) => sent.push(message),
  }
  const link = new PageLink(async () => ({ ok: true, value: null }))
  link.attach(port)
  return { link, sent }
}

describe('events to the page', () => {
  test('leave in the agreed shape and with nothing else in them', () => {
    const { link, sent } = start()
    link.emit('inventory.changed', { revision: 7, played: false, secret: 'x' })
    expect(sent).toEqual([{ event: 'inventory.changed', payload: { revision: 7, played: false } }])
  })
  test.each([
    ['inventory.changed', { revision: 'seven', played: false }],
    ['inventory.changed', null],
    ['inventory.unknown', {}],
    ['shell.engineChanged', { state: 'running' }],
  ])('%s with %j does not leave', (name, payload) => {
    const { link, sent } = start()
    expect(() => link.emit(name, payload)).toThrow()
    expect(sent).toEqual([])
  })
})
