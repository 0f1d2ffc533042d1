import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { scanFiles } from '../support/secret-scanner.ts'
import { ConsoleApp } from './support/console-app.ts'
import { startLockedKeyring } from './support/locked-keyring.ts'
import { askEngine, askMain, keepPorts } from './support/raw-port.ts'
import { noteFacts } from './support/results.ts'

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

test('the keychain of this session answers and is named', async () => {
  const app = await ConsoleApp.launch()
  const reply = await askMain(app.page, 'secrets', 'state')
  expect(reply).toMatchObject({ ok: true, value: { problem: null } })
  const { backend } = (reply as { value: { backend: string } }).value
  noteFacts({ keychainBackend: backend })
  expect(backend).toContain('Secret Service')
  await app.close()
})

test('no keychain service: the console opens and says what is missing', async () => {
  const app = await ConsoleApp.launch({ env: { DBUS_SESSION_BUS_ADDRESS: 'disabled:' } })
  await app.visit('SCR-01')
  const reply = await askMain(app.page, 'secrets', 'state')
  expect(reply).toMatchObject({ ok: true, value: { backend: null, problem: expect.stringContaining('No keychain service answers') } })
  expect(await app.quit()).toBeLessThan(3000)
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

test('a keyring locked behind a prompt holds nothing up', async () => {
  test.skip(process.platform !== 'linux', 'The Secret Service is a matter of Linux.')
  const keyring = await startLockedKeyring()
  try {
    const app = await ConsoleApp.launch({ env: keyring.env })
    await app.page.evaluate(() => {
      const root = window as unknown as { offsite: { calls: Record<string, Record<string, () => Promise<unknown>>> }; keychain: unknown }
      root.keychain = null
      root.offsite.calls.secrets?.state?.().then((reply) => {
        root.keychain = reply
      })
    })
    // The call hangs; everything else answers meanwhile.
    expect(await askMain(app.page, 'labs', 'openSample')).toMatchObject({ ok: true })
    expect(await askMain(app.page, 'shell', 'info')).toMatchObject({ ok: true })
    const state = () => app.page.evaluate(() => (window as unknown as { keychain: { value?: { problem: string } } | null }).keychain)
    expect(await state()).toBeNull()
    await expect
      .poll(state)
      .toMatchObject({ ok: true, value: { backend: null, problem: expect.stringContaining('did not answer within 5 seconds') } })

    // Hung once more, and the console is told to quit.
    await app.page.evaluate(() => {
      void (
        window as unknown as { offsite: { calls: Record<string, Record<string, () => Promise<unknown>>> } }
      ).offsite.calls.secrets?.state?.()
    })
    await expect.poll(async () => (await app.processes()).some(({ name }) => name === 'Offsite keychain')).toBe(true)
    const pids = (await app.processes()).map(({ pid }) => pid)
    expect(await app.quit()).toBeLessThan(3000)
    await expect.poll(() => alive(pids)).toEqual([])
    await app.close()
  } finally {
    keyring.stop()
  }
})

/** Which of these processes still run; a zombie waits only for its parent to look. */
const alive = (pids: readonly number[]): number[] =>
  pids.filter((pid) => {
    try {
      // "pid (name) state …"; the name may hold anything, the state stands after the last parenthesis.
      return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    } catch {
      return false
    }
  })
