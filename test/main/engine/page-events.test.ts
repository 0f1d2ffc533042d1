import { expect, test } from 'vitest'
import { eventPayload } from '../../../main/engine/page-events.ts'

test('events leave in the agreed shape and with nothing else in them', () => {
  expect(eventPayload('inventory.changed', { revision: 7, played: false, secret: 'x' })).toEqual({ revision: 7, played: false })
})

test.each([
  ['inventory.changed', { revision: 'seven', played: false }],
  ['inventory.changed', null],
  ['inventory.unknown', {}],
  ['shell.engineChanged', { state: 'running' }],
])('%s with %j does not leave', (name, payload) => {
  expect(() => eventPayload(name, payload)).toThrow()
})
