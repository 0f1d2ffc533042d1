import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { expect, type Locator, test } from '@playwright/test'
import { demoExportName, demoExportText } from '../../main/domain/sample/demo-export.ts'
import { ConsoleApp } from './support/console-app.ts'
import { offsite, rowsOf } from './support/offsite.ts'
import { agreeToSave, filterBy, labShown, openMachines } from './support/steps.ts'

test.describe.configure({ mode: 'serial' })

const folder = mkdtempSync(join(tmpdir(), 'offsite-import-'))
const exported = join(folder, demoExportName)
const rejects = join(folder, 'rejects.csv')
let app: ConsoleApp
let lab = ''

test.beforeAll(async () => {
  writeFileSync(exported, demoExportText())
  app = await ConsoleApp.launch()
  lab = join(app.labs, 'harbour-clinic-vmm-export.offsite')
})
test.afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const dialog = (): Locator => app.page.getByRole('dialog', { name: 'Import inventory' })
const button = (name: string): Locator => dialog().getByRole('button', { name, exact: true })

/** Opens the dialog with these files chosen. */
const choose = async (...files: string[]): Promise<void> => {
  await app.answerDialogs({ open: files })
  await app.page.keyboard.press('Control+i')
  await app.visit('W2')
  await button('Add files').click()
  await expect(dialog().getByRole('list', { name: 'Files to import' }).getByRole('listitem')).toHaveCount(files.length)
}
const look = async (): Promise<void> => {
  await button('Next').click()
  await expect(dialog().getByRole('heading', { name: 'Preview' })).toBeFocused()
}
const run = async (): Promise<void> => {
  await button('Import').click()
  await expect(dialog().getByRole('heading', { name: 'Result' })).toBeFocused()
}
const figures = async (kind: string): Promise<string[]> =>
  (
    await dialog()
      .getByRole('table', { name: 'Figures by kind' })
      .getByRole('row', { name: new RegExp(`^${kind}`) })
      .getByRole('cell')
      .allTextContents()
  ).slice(-3)
const close = async (): Promise<void> => {
  await app.page.keyboard.press('Escape')
  await expect(dialog()).toBeHidden()
}

test('an export dropped on a console without a lab makes a lab of its name', async () => {
  await app.visit('SCR-01')
  await choose(exported)
  await expect(dialog().getByText('Next makes one named harbour-clinic-vmm-export.')).toBeVisible()
  await agreeToSave(app)
  await look()
  expect(await app.title()).toBe('harbour-clinic-vmm-export - Offsite Console')
  expect(existsSync(lab)).toBe(true)
  const [created, updated, same] = await figures('Machines')
  expect([updated, same]).toEqual(['0', '0'])
  await expect(dialog().locator('[data-rejects="2"]')).toBeVisible()
  const left = dialog().getByRole('table', { name: 'Rows left out' })
  await expect(left.getByRole('row', { name: /2 gigs/ })).toContainText('Memory')
  await expect(left.getByRole('row', { name: /\bone\b/ })).toContainText('Generation')
  // A preview writes nothing.
  expect(rowsOf(lab, 'vms')).toEqual([])
  await run()
  expect(await figures('Machines')).toEqual([created, '0', '0'])
  expect(rowsOf(lab, 'vms')).toHaveLength(Number(created))
})

test('the rows left out come back with nothing left out once they are corrected', async () => {
  await app.answerDialogs({ save: rejects })
  await button('Save rejects CSV').click()
  await expect.poll(() => existsSync(rejects)).toBe(true)
  await expect(app.page.getByText('2 rows written to the rejects file.').first()).toBeVisible()
  await close()
  const before = rowsOf(lab, 'vms').length
  writeFileSync(rejects, readFileSync(rejects, 'utf8').replace('2 gigs', '2048').replace('"one"', '"1"'))
  await choose(rejects)
  await look()
  await expect(dialog().locator('[data-rejects]')).toHaveCount(0)
  await run()
  expect(await figures('Machines')).toEqual(['2', '0', '0'])
  await expect(dialog().locator('[data-rejects]')).toHaveCount(0)
  await close()
  expect(rowsOf(lab, 'vms')).toHaveLength(before + 2)
})

test('a name that the user set survives the next import and is reported as kept', async () => {
  const { page } = app
  await openMachines(app)
  await filterBy(page, 'SQL03')
  await page.getByRole('grid').getByRole('row', { name: /SQL03/ }).click()
  const details = page.getByRole('complementary', { name: 'Details' })
  await details.getByRole('tab', { name: 'Summary' }).click()
  await details.getByRole('button', { name: 'Change Name' }).click()
  await details.getByRole('textbox', { name: 'Name' }).fill('SQL03 of the clinic')
  await page.keyboard.press('Enter')
  await expect(details.getByRole('heading', { name: 'SQL03 of the clinic' })).toBeVisible()
  await choose(exported)
  await look()
  const kept = dialog()
    .getByRole('table', { name: 'Values kept' })
    .getByRole('row', { name: /SQL03 of the clinic/ })
  await expect(kept).toContainText(demoExportName)
  await run()
  await expect(dialog().locator('[data-conflicts="1"]')).toBeVisible()
  await close()
  expect(
    rowsOf(lab, 'vms')
      .filter(({ name }) => /^SQL03/.test(name))
      .map(({ name }) => name),
  ).toEqual(['SQL03 of the clinic'])
})

test('the same file again changes nothing and says so', async () => {
  const clean = join(folder, 'clean.csv')
  writeFileSync(clean, demoExportText().replace('"2 gigs"', '"2048"').replace('"one"', '"1"'))
  await choose(clean)
  await look()
  await expect(dialog().getByText('Nothing would change.')).toBeVisible()
  await run()
  await expect(dialog().getByText('Nothing changed.')).toBeVisible()
  const [created, updated] = await figures('Machines')
  expect([created, updated]).toEqual(['0', '0'])
  await close()
})

const bad: readonly (readonly [what: string, file: string, code: string, make: (path: string) => void | Promise<void>])[] = [
  [
    'a ZIP with the wrong ending',
    'zipped.csv',
    'file-kind',
    (path) => writeFileSync(path, Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(4096, 7)])),
  ],
  [
    'a file cut off inside a row',
    'cut.csv',
    'import-truncated',
    (path) =>
      writeFileSync(
        path,
        demoExportText()
          .slice(0, 20_000)
          .replace(/"[^"]*$/, '"half a ce'),
      ),
  ],
  [
    'a line of 200 MB',
    'long.csv',
    'import-line-too-long',
    async (path) => {
      const out = createWriteStream(path)
      out.write(`${demoExportText().split('\r\n', 1)[0]}\r\n"`)
      const chunk = Buffer.alloc(2 ** 20, 'x')
      for (let n = 0; n < 200; n++) if (!out.write(chunk)) await new Promise<void>((done) => out.once('drain', () => done()))
      out.end()
      await finished(out)
    },
  ],
  ['headings that nobody knows', 'strange.csv', 'import-format-unknown', (path) => writeFileSync(path, 'Colour,Taste\r\nred,sweet\r\n')],
]
for (const [what, name, code, make] of bad) {
  test(`${what} is refused with its code`, async () => {
    const before = rowsOf(lab, 'vms')
    const path = join(folder, name)
    await make(path)
    await choose(path)
    await button('Next').click()
    const fault = dialog().getByRole('alert')
    await expect(fault.locator('code')).toHaveText(code)
    await expect(fault).toContainText(name)
    await expect(dialog().getByRole('heading', { name: 'File', exact: true })).toBeVisible()
    await close()
    rmSync(path)
    expect(rowsOf(lab, 'vms')).toEqual(before)
  })
}

test('an import of 25,000 machines stopped midway changes nothing', async () => {
  const place = join(folder, 'max')
  mkdirSync(place)
  const csv = join(place, 'max.csv')
  expect(offsite('sample', '--size', 'MAX', '--seed', '1', '--lab', join(place, 'max.offsite'), '--as', 'vmm-csv', csv).status).toBe(0)
  const before = rowsOf(lab, 'vms')
  await choose(csv)
  await look()
  await button('Import').click()
  // Thousands of rows are in the transaction by now.
  await expect(dialog().getByText(/^([5-9]|1\d),\d{3} rows, /)).toBeVisible()
  await button('Cancel import').click()
  await expect(button('Import')).toBeVisible()
  await expect(dialog().getByRole('alert')).toHaveCount(0)
  await close()
  expect(rowsOf(lab, 'vms')).toEqual(before)
  expect(rowsOf(lab, 'jobs').some(({ status }) => status === 'running')).toBe(false)
  await app.visit('SCR-04')
  await app.page.keyboard.press('F5')
  await labShown(app.page)
  await app.quit()
  expect(offsite('check', '--lab', lab).json).toEqual({ ok: true, problems: [] })
})
