import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, test } from '@playwright/test'
import { runScript, scriptOf } from '../support/child.ts'
import { ConsoleApp } from './support/console-app.ts'
import { offsite, rowsOf } from './support/offsite.ts'
import { agreeToSave, fileMenu, labShown, openMachines, shownCount } from './support/steps.ts'

test.describe.configure({ mode: 'serial' })

const folder = mkdtempSync(join(tmpdir(), 'offsite-files-'))
const clinic = join(folder, 'clinic.offsite')
let app: ConsoleApp

test.beforeAll(async () => {
  expect(offsite('sample', '--size', 'S', '--seed', '1', '--lab', clinic).status).toBe(0)
  app = await ConsoleApp.launch()
})
test.afterAll(async () => {
  await app.close()
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true, force: true })
})

const fault = (): Locator => app.page.locator('[data-screen="SCR-01"]').getByRole('alert')

const openFile = async (file: string): Promise<void> => {
  await app.answerDialogs({ open: [file] })
  await app.page.keyboard.press('Control+o')
}
const closeLab = async (): Promise<void> => {
  await app.page.keyboard.press('Control+w')
  await app.visit('SCR-01')
  await expect.poll(() => app.title()).toBe('Offsite Console')
}

test('a new lab: its name is asked for, its place chosen, its estate made', async () => {
  const { page } = app
  await app.visit('SCR-01')
  await page.keyboard.press('Control+n')
  await app.visit('W1')
  const dialog = page.getByRole('dialog', { name: 'New lab' })
  const name = dialog.getByLabel('Lab name')
  await expect(name).toBeFocused()
  await name.fill('')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog.getByText('Enter Lab name.')).toBeVisible()
  await name.fill('North wing')
  await dialog.getByRole('radio', { name: 'Sample estate' }).check()
  await agreeToSave(app)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await labShown(page)
  expect(await app.title()).toBe('North wing - Offsite Console')
  expect(readdirSync(app.labs).sort()).toContain('North wing.offsite')
  await openMachines(app)
  expect(await shownCount(page)).toBe(rowsOf(join(app.labs, 'North wing.offsite'), 'vms').length)
})

test('a copy is saved while the lab stays open, and is sound', async () => {
  const { page } = app
  const copy = join(folder, 'copy.offsite')
  await app.answerDialogs({ save: copy })
  await page.keyboard.press('Control+Shift+s')
  await expect(page.getByText('Copy saved as copy.offsite.').first()).toBeVisible()
  expect(offsite('check', '--lab', copy).json).toEqual({ ok: true, problems: [] })
  expect(rowsOf(copy, 'vms')).toEqual(rowsOf(join(app.labs, 'North wing.offsite'), 'vms'))
  expect(await app.title()).toBe('North wing - Offsite Console')
})

test('its properties check the lab', async () => {
  const { page } = app
  await fileMenu(page, 'lab.properties')
  await app.visit('SCR-02')
  await page.getByRole('button', { name: 'Check the lab' }).click()
  await expect(page.getByRole('dialog').getByText('The lab is sound.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('closing leaves one file, and Recent opens it again', async () => {
  const { page } = app
  await closeLab()
  expect(readdirSync(app.labs)).toEqual(['North wing.offsite'])
  await page.locator('[data-recent]', { hasText: 'North wing' }).click()
  await labShown(page)
  await expect.poll(() => app.title()).toBe('North wing - Offsite Console')
  await closeLab()
})

test('a lab that another process has open names its owner, and a copy of it opens', async () => {
  const { page } = app
  const script = scriptOf(`import { acquireLabLock } from '@/native-db/database/lock.ts'
const lock = acquireLabLock(process.argv[2] as string)
console.log('held')
process.stdin.once('data', () => { lock.release(); process.exit(0) })
`)
  const holder = runScript(script, [clinic])
  await holder.line('held')
  await openFile(clinic)
  await expect(fault()).toContainText('clinic.offsite')
  await expect(fault()).toContainText(userInfo().username)
  await expect(fault()).toContainText(hostname())
  await expect(fault().locator('code')).toHaveText('lab-locked')
  await fault().getByRole('button', { name: 'Open a copy' }).click()
  await labShown(page)
  expect(readdirSync(folder)).toContain('clinic - copy.offsite')
  expect(rowsOf(join(folder, 'clinic - copy.offsite'), 'vms')).toEqual(rowsOf(clinic, 'vms'))
  await closeLab()
  holder.process.stdin?.write('go\n')
  await holder.ended
  await openFile(clinic)
  await labShown(page)
  await closeLab()
})

const strange: readonly (readonly [what: string, code: string, make: () => Buffer])[] = [
  ['a text', 'lab-not-sqlite', () => Buffer.from('no database, whatever its name says. '.repeat(300))],
  ['a lab of a newer version', 'lab-newer', () => patched((bytes) => bytes.writeUInt32BE(0x7fff_0000, 60))],
  ['a database of another program', 'lab-foreign', () => patched((bytes) => bytes.writeUInt32BE(0x1234_5678, 68))],
  // Byte 16: page size 3 is no power of two.
  ['a database with an impossible page size', 'lab-damaged', () => patched((bytes) => bytes.writeUInt16BE(3, 16))],
]
const patched = (change: (bytes: Buffer) => void): Buffer => {
  const bytes = readFileSync(clinic)
  change(bytes)
  return bytes
}
for (const [what, code, make] of strange) {
  test(`${what} is refused in words and stays as it is`, async () => {
    const place = join(folder, code)
    mkdirSync(place)
    const file = join(place, 'strange.offsite')
    const bytes = make()
    writeFileSync(file, bytes)
    await openFile(file)
    await expect(fault().locator('code')).toHaveText(code)
    await expect(fault()).toContainText('strange.offsite')
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(readdirSync(place)).toEqual(['strange.offsite'])
  })
}

test('a lab in a read-only place opens for reading, with a lock and without commands that write', async () => {
  test.skip(process.getuid?.() === 0, 'Root ignores the modes of files.')
  const { page } = app
  const place = join(folder, 'shelf')
  mkdirSync(place)
  const file = join(place, 'shelf.offsite')
  copyFileSync(clinic, file)
  const bytes = readFileSync(file)
  chmodSync(file, 0o444)
  chmodSync(place, 0o555)
  try {
    await openFile(file)
    await labShown(page)
    await expect(page.locator('[data-read-only]')).toBeVisible()
    await expect(page.locator('[data-status="saved"]')).toHaveText('Read-only')
    await page.keyboard.press('Control+1')
    await page
      .getByRole('treeitem', { name: /All Hosts/ })
      .first()
      .click()
    await app.visit('SCR-04')
    expect(await shownCount(page)).toBe(rowsOf(clinic, 'vms').length)
    await page.locator('[data-command="file"]').click()
    await expect(page.locator('[role="menuitem"][data-command="import.open"]')).toHaveAttribute('aria-disabled', 'true')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    // The key of a command that is off does nothing.
    await page.keyboard.press('Control+i')
    await page.locator('[role="grid"] [data-row]').first().click()
    await expect(page.locator('[data-details]')).toBeVisible()
    await expect(page.getByRole('dialog', { name: 'Import inventory' })).toHaveCount(0)
    await closeLab()
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(readdirSync(place)).toEqual(['shelf.offsite'])
  } finally {
    chmodSync(place, 0o755)
  }
})

test('after the whole console was killed the lab reopens without help', async () => {
  const lab = join(folder, 'killed.offsite')
  copyFileSync(clinic, lab)
  const first = await ConsoleApp.launch({ args: [lab] })
  await labShown(first.page)
  await first.page.keyboard.press('Control+1')
  await first.page
    .getByRole('treeitem', { name: /All Hosts/ })
    .first()
    .click()
  await first.visit('SCR-04')
  await first.page.locator('[role="grid"] [data-row]').first().click()
  const details = first.page.getByRole('complementary', { name: 'Details' })
  await details.getByRole('tab', { name: 'Summary' }).click()
  await details.getByRole('button', { name: 'Change Name' }).click()
  await details.getByRole('textbox', { name: 'Name' }).fill('written just before')
  await first.page.keyboard.press('Enter')
  await expect(details.getByRole('heading', { name: 'written just before' })).toBeVisible()
  const processes = await first.processes()
  const gone = new Promise((done) => first.app.process().once('exit', done))
  for (const { pid } of processes) process.kill(pid, 'SIGKILL')
  await gone
  expect(existsSync(lab)).toBe(true)
  const again = await ConsoleApp.launch({ args: [lab] })
  await labShown(again.page)
  await expect.poll(() => again.title()).toMatch(/ - Offsite Console$/)
  await again.close()
  rmSync(first.folder, { recursive: true, force: true })
  expect(offsite('check', '--lab', lab).json).toEqual({ ok: true, problems: [] })
  expect(rowsOf(lab, 'vms').filter(({ name }) => name === 'written just before')).toHaveLength(1)
  expect(readdirSync(folder).filter((name) => name.startsWith('killed'))).toEqual(['killed.offsite'])
})
