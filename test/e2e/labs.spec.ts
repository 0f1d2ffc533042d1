import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ConsoleApp } from './support/console-app.ts'
import { askMain } from './support/raw-port.ts'

test.describe.configure({ mode: 'serial' })

const folder = mkdtempSync(join(tmpdir(), 'offsite-labs-'))
const lab = join(folder, 'clinic.offsite')

test.beforeAll(async () => {
  const app = await ConsoleApp.launch()
  await askMain(app.page, 'labs', 'openSample')
  await app.quit()
  copyFileSync(join(app.labs, 'Harbour Clinic.offsite'), lab)
  await app.close()
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a lab given as an argument opens, and closes into one file', async () => {
  const app = await ConsoleApp.launch({ args: [lab] })
  await expect.poll(() => app.title()).toBe('Harbour Clinic - Offsite Console')
  expect(readdirSync(folder)).toContain('clinic.offsite-lock')
  await app.quit()
  expect(readdirSync(folder)).toEqual(['clinic.offsite'])
  await app.close()
})

test('a lab that another console has open is refused by name, and a copy opens', async () => {
  const owner = await ConsoleApp.launch({ args: [lab] })
  await expect.poll(() => owner.title()).toContain('Harbour Clinic')
  const other = await ConsoleApp.launch({ args: [lab] })
  await expect
    .poll(() => askMain(other.page, 'labs', 'refusal'))
    .toMatchObject({
      ok: true,
      value: { code: 'lab-locked', at: { process: await owner.app.evaluate(() => process.pid) } },
    })
  await expect(other.page.getByText(/"clinic\.offsite" is open/).first()).toBeVisible()
  await other.page.getByRole('button', { name: /open a copy/i }).click()
  await expect.poll(() => other.title()).toBe('Harbour Clinic - Offsite Console')
  expect(readdirSync(folder)).toContain('clinic - copy.offsite')
  await other.close()
  await owner.close()
  expect(readdirSync(folder).sort()).toEqual(['clinic - copy.offsite', 'clinic.offsite'])
})

const strange: readonly (readonly [name: string, code: string, make: () => Buffer])[] = [
  ['a text file', 'lab-not-sqlite', () => Buffer.from('this is no database, whatever its name says. '.repeat(200))],
  [
    'a lab of a newer version',
    'lab-newer',
    () => {
      const bytes = readFileSync(lab)
      bytes.writeUInt32BE(0x7fff_0000, 60) // user_version, at byte 60 of the header
      return bytes
    },
  ],
  [
    'a database of another program',
    'lab-foreign',
    () => {
      const bytes = readFileSync(lab)
      bytes.writeUInt32BE(0x1234_5678, 68) // application_id, at byte 68
      return bytes
    },
  ],
]
for (const [name, code, make] of strange) {
  test(`${name} is refused and stays as it is`, async () => {
    const place = join(folder, code)
    mkdirSync(place)
    const file = join(place, 'strange.offsite')
    const bytes = make()
    writeFileSync(file, bytes)
    const app = await ConsoleApp.launch({ args: [file] })
    await expect.poll(() => askMain(app.page, 'labs', 'refusal')).toMatchObject({ ok: true, value: { code } })
    await app.visit('SCR-01')
    expect(await app.title()).toBe('Offsite Console')
    await app.close()
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(readdirSync(place)).toEqual(['strange.offsite'])
  })
}

test('the window comes back where it was', async () => {
  const app = await ConsoleApp.launch()
  await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1100, height: 700 }))
  await app.quit()
  const again = await ConsoleApp.launch({ folder: app.folder })
  expect(await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual({
    x: 40,
    y: 30,
    width: 1100,
    height: 700,
  })
  await again.close()
})
