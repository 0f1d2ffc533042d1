import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { bindingPlaces, chooseBinding, sqliteBinding } from '../../../native-db/database/binding.ts'

test('the module for this runtime opens a database', () => {
  const nativeBinding = sqliteBinding()
  const db = new Database(':memory:', nativeBinding === undefined ? {} : { nativeBinding })
  expect(db.prepare('SELECT 1').pluck().get()).toBe(1)
  db.close()
})

test('places: packaged resources first, then out/native and native of every folder upwards', () => {
  const places = bindingPlaces('/app/resources', ['/work/console/out/main'])
  expect(places[0]).toBe(join('/app/resources', 'native', 'better_sqlite3.node'))
  expect(places).toContain(join('/work/console/out', 'native', 'better_sqlite3.node'))
  expect(places).toContain(join('/work/console', 'out', 'native', 'better_sqlite3.node'))
  expect(new Set(places).size).toBe(places.length)
})

const look = (nodeApi: number, there: string[], told?: string) => ({
  told,
  nodeApi,
  places: ['/a', '/b'],
  exists: (path: string) => there.includes(path),
})

test.each([
  ['the shipped module from Node-API 10 on, even where a compiled one lies about', look(10, ['/a', '/b']), undefined],
  ['the first compiled one below it', look(9, ['/b', '/a']), '/a'],
  ['the second place when the first is empty', look(9, ['/b']), '/b'],
  ['the one that was named', look(9, ['/a', '/c'], '/c'), '/c'],
  ['the one that was named, on a newer runtime too', look(10, ['/c'], '/c'), '/c'],
])('%s', (_, where, expected) => {
  expect(chooseBinding(where)).toBe(expected)
})

test.each([
  ['nothing compiled below Node-API 10', look(9, []), /Node-API 9\) needs a compiled SQLite module/],
  ['a named file that is missing', look(10, ['/a'], '/nowhere'), /not there: \/nowhere/],
])('%s is a clear error before anything is loaded', (_, where, message) => {
  expect(() => chooseBinding(where)).toThrow(
    expect.objectContaining({ code: 'engine-failed', message: expect.stringMatching(message), remedy: expect.any(String) }),
  )
})
