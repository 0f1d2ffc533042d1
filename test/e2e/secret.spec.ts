import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { createKeychain } from '../../main/keychain-process/keychain.ts'
import { spawnKeychainWithNode } from '../../main/keychain-process/spawn-node.ts'
import { openDatabase } from '../../native-db/database/open.ts'
import { scanFiles, scanProcesses } from '../support/secret-scanner.ts'
import { ConsoleApp } from './support/console-app.ts'
import { askEngine, askMain, keepPorts } from './support/raw-port.ts'

const keychain = createKeychain({ spawn: spawnKeychainWithNode(resolve('out/main/keychain.js')) })
test.afterAll(() => keychain.dispose())

const answersFor = (handle: string) => {
  const answers = JSON.parse(readFileSync('test/fixtures/answers/harbour-clinic.json', 'utf8'))
  answers.source.connection = 'proxy'
  answers.source.proxy = {
    address: 'http://proxy.harbour.example',
    port: 8080,
    authenticate: true,
    userName: 'HARBOUR\\svc-proxy',
    password: { handle },
  }
  return answers
}

const open = async () => {
  const app = await ConsoleApp.launch()
  await keepPorts(app.page)
  await app.page.reload()
  await app.ready()
  expect(await askMain(app.page, 'labs', 'openSample')).toMatchObject({ ok: true })
  return app
}

test('a password saved by Finish is in the keychain and nowhere else', async () => {
  const secret = `pw ${randomBytes(12).toString('base64')} \u00e4"&`
  const app = await open()
  const staged = await askMain(app.page, 'secrets', 'stage', { value: secret })
  const { handle } = (staged as { value: { handle: string } }).value
  const answers = answersFor(handle)
  expect(await askEngine(app.page, 'setup.saveDraft', { answers, page: 'review' })).toMatchObject({ ok: true })
  expect(await askEngine(app.page, 'setup.finish', { answers })).toMatchObject({ ok: true })

  const places = [app.folder, resolve('out')]
  const planted = join(app.folder, 'planted.txt')
  writeFileSync(planted, Buffer.from(secret, 'utf16le'))
  expect(scanFiles(places, secret)).toEqual([{ place: planted, encoding: 'UTF-16LE' }])
  writeFileSync(planted, '')
  expect(scanFiles(places, secret)).toEqual([])
  expect(scanProcesses(secret)).toEqual([])

  await app.quit()
  expect(scanFiles(places, secret)).toEqual([])
  const db = openDatabase(join(app.labs, 'Harbour Clinic.offsite'), { readOnly: true })
  const references = db.prepare('SELECT keychain_ref FROM run_as_account WHERE keychain_ref IS NOT NULL').pluck().all() as string[]
  db.close()
  expect(references).toHaveLength(1)
  expect(await keychain.has(references[0] as string)).toBe(true)
  await keychain.delete(references[0] as string)
  await app.close()
})

test('without a keychain service Finish says what is missing and stores nothing', async () => {
  const secret = randomBytes(18).toString('hex')
  const app = await ConsoleApp.launch({ env: { DBUS_SESSION_BUS_ADDRESS: 'disabled:' } })
  await keepPorts(app.page)
  await app.page.reload()
  await app.ready()
  await askMain(app.page, 'labs', 'openSample')
  const staged = await askMain(app.page, 'secrets', 'stage', { value: secret })
  const { handle } = (staged as { value: { handle: string } }).value
  const refused = await askEngine(app.page, 'setup.finish', { answers: answersFor(handle) })
  expect(refused).toMatchObject({ ok: false, error: { code: 'keychain-missing' } })
  expect(scanFiles([app.folder], secret)).toEqual([])
  expect(await askEngine(app.page, 'inventory.totals', undefined)).toMatchObject({ ok: true, value: { protectedItems: 0, vaults: 0 } })
  await app.close()
})
