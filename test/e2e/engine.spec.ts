import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ConsoleApp } from './support/console-app.ts'
import { askEngine, askMain, keepPorts, portCount } from './support/raw-port.ts'

test.describe.configure({ mode: 'serial' })

let app: ConsoleApp

test.beforeAll(async () => {
  app = await ConsoleApp.launch()
  await keepPorts(app.page)
  await app.page.reload()
  await app.ready()
  await askMain(app.page, 'labs', 'openSample')
})
test.afterAll(async () => {
  await app.close()
})

const enginePid = async () => (await app.processes()).find(({ name }) => name === 'Offsite engine')?.pid ?? 0

test('a page is given one port, and a second request is refused', async () => {
  expect(await portCount(app.page)).toBe(1)
  const again = await app.page.evaluate(() => (window as unknown as { offsite: { connect(): Promise<unknown> } }).offsite.connect())
  expect(again).toMatchObject({ ok: false, error: { code: 'bad-request' } })
  expect(await portCount(app.page)).toBe(1)
})

test('an engine that is killed is started again, and the window says so and works on', async () => {
  const before = await enginePid()
  expect(await askEngine(app.page, 'session.lab', undefined)).toMatchObject({ ok: true, value: { name: 'Harbour Clinic' } })
  process.kill(before, 'SIGKILL')
  await expect(app.page.getByText(/engine .*restarted|engine .*started again/i).first()).toBeVisible()
  await expect.poll(() => portCount(app.page)).toBe(2)
  expect(await askEngine(app.page, 'session.lab', undefined)).toMatchObject({ ok: true, value: { name: 'Harbour Clinic' } })
  expect(await askEngine(app.page, 'session.check', undefined)).toMatchObject({ ok: true, value: { ok: true, problems: [] } })
  expect(await enginePid()).not.toBe(before)
})

test('the port of the engine before is dead', async () => {
  // Asked first, it would answer first; it stays silent until the reload ends the wait.
  const dead = askEngine(app.page, 'session.lab', undefined, { port: 0 }).then(
    () => 'answered',
    () => 'silent',
  )
  const live = askEngine(app.page, 'session.lab', undefined, { port: 1 }).then(() => 'silent')
  expect(await Promise.race([dead, live])).toBe('silent')
})

test('a call on its way when the engine dies fails with engine-restarted', async () => {
  // Stopped, the engine takes the call and cannot answer it.
  const pid = await enginePid()
  process.kill(pid, 'SIGSTOP')
  await app.answerDialogs({ save: join(app.labs, 'copy.offsite') })
  const call = askMain(app.page, 'labs', 'saveCopy')
  expect(await askMain(app.page, 'shell', 'engineStatus')).toMatchObject({ ok: true, value: { state: 'running' } })
  process.kill(pid, 'SIGKILL')
  expect(await call).toMatchObject({ ok: false, error: { code: 'engine-restarted' } })
  await expect.poll(() => askMain(app.page, 'shell', 'engineStatus')).toMatchObject({ ok: true, value: { state: 'running' } })
})

test('a reload is given a fresh port', async () => {
  await app.page.reload()
  await app.ready()
  await expect.poll(() => portCount(app.page)).toBe(1)
  expect(await askEngine(app.page, 'session.lab', undefined)).toMatchObject({ ok: true, value: { name: 'Harbour Clinic' } })
})

test('closing the console leaves one file', async () => {
  await app.quit()
  expect(readdirSync(app.labs)).toEqual(['Harbour Clinic.offsite'])
})
