import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, test } from '@playwright/test'
import { collectorScript } from '../../main/domain/collector/script.ts'
import { ConsoleApp } from './support/console-app.ts'
import { offsite, rowsOf } from './support/offsite.ts'
import { agreeToSave, fileMenu, labShown } from './support/steps.ts'

test.describe.configure({ mode: 'serial' })

const folder = mkdtempSync(join(tmpdir(), 'offsite-collector-'))
const collected = join(folder, 'clinic.jsonl')
const sample = join(folder, 'sample.offsite')
let app: ConsoleApp

test.beforeAll(async () => {
  expect(offsite('sample', '--size', 'S', '--seed', '1', '--lab', sample, '--as', 'collector', collected).status).toBe(0)
  app = await ConsoleApp.launch()
})
test.afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const dialog = (): Locator => app.page.getByRole('dialog', { name: 'Import inventory' })
const button = (name: string): Locator => dialog().getByRole('button', { name, exact: true })

const saved = async (name: string, ask: () => Promise<void>): Promise<void> => {
  const path = join(folder, name)
  await app.answerDialogs({ save: path })
  await ask()
  await expect.poll(() => existsSync(path)).toBe(true)
  expect(readFileSync(path, 'utf8')).toBe(collectorScript())
  await expect(app.page.getByText(`Collector script saved as ${name}.`).first()).toBeVisible()
}

test('the script is saved from the start, from Help and from the import dialog, without a lab', async () => {
  const { page } = app
  await app.visit('SCR-01')
  await saved('from-start.ps1', () => page.getByRole('button', { name: 'Save the collector script' }).click())
  await saved('from-help.ps1', async () => {
    await page.keyboard.press('F1')
    await app.visit('SCR-50')
    await page.getByRole('dialog').getByRole('button', { name: 'Save collector script' }).click()
  })
  await page.keyboard.press('Escape')
  await saved('from-import.ps1', async () => {
    await page.keyboard.press('Control+i')
    await app.visit('W2')
    await dialog().getByRole('button', { name: 'Save the collector script' }).click()
  })
})

test('a collector file makes a lab of its name, with all that the collector saw', async () => {
  await app.answerDialogs({ open: [collected] })
  await button('Add files').click()
  await agreeToSave(app)
  await button('Next').click()
  await expect(dialog().getByRole('heading', { name: 'Preview' })).toBeFocused()
  await expect(dialog().getByText('clinic.jsonl: 58 rows, UTF-8', { exact: true })).toBeVisible()
  await button('Import').click()
  await expect(dialog().getByRole('heading', { name: 'Result' })).toBeFocused()
  await expect(dialog().getByRole('row', { name: /^Host volumes/ })).toContainText('8')
  await app.page.keyboard.press('Escape')
  await labShown(app.page)
  const lab = join(app.labs, 'clinic.offsite')
  const plain = (file: string) => rowsOf(file, 'vms').map(({ lineage: _, ...row }) => row)
  expect(plain(lab)).toEqual(plain(sample))
  await saved('from-menu.ps1', () => fileMenu(app.page, 'collector.save'))
})

test('one that was cut off is refused with its code, and nothing changes', async () => {
  const before = rowsOf(join(app.labs, 'clinic.offsite'), 'jobs').length
  const cut = join(folder, 'cut.jsonl')
  writeFileSync(cut, readFileSync(collected, 'utf8').slice(0, 20_000))
  await app.answerDialogs({ open: [cut] })
  await app.page.keyboard.press('Control+i')
  await app.visit('W2')
  await button('Add files').click()
  await button('Next').click()
  await expect(dialog().getByRole('alert').locator('code')).toHaveText('import-truncated')
  await expect(dialog().getByRole('alert')).toContainText('cut.jsonl')
  await app.page.keyboard.press('Escape')
  expect(rowsOf(join(app.labs, 'clinic.offsite'), 'jobs')).toHaveLength(before)
})
