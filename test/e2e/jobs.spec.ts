import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, test } from '@playwright/test'
import { demoExportName, demoExportText } from '../../main/domain/sample/demo-export.ts'
import { ConsoleApp } from './support/console-app.ts'
import { offsite, rowsOf } from './support/offsite.ts'
import { filterBy, next, openMachines, openSample, startWizard, wizardOf } from './support/steps.ts'

test.describe.configure({ mode: 'serial' })

const folder = mkdtempSync(join(tmpdir(), 'offsite-jobs-'))
const exported = join(folder, demoExportName)
const large = join(folder, 'large', 'max.csv')
const middle = join(folder, 'large', 'middle.csv')
let app: ConsoleApp
let lab = ''

test.beforeAll(async () => {
  writeFileSync(exported, demoExportText())
  mkdirSync(join(folder, 'large'))
  offsite('sample', '--size', 'MAX', '--seed', '1', '--lab', join(folder, 'large', 'max.offsite'), '--as', 'vmm-csv', large)
  offsite('sample', '--size', 'L', '--seed', '1', '--lab', join(folder, 'large', 'middle.offsite'), '--as', 'vmm-csv', middle)
  app = await ConsoleApp.launch()
  await openSample(app)
  lab = join(app.labs, 'Harbour Clinic.offsite')
})
test.afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const dialog = (): Locator => app.page.getByRole('dialog', { name: 'Import inventory' })
const button = (name: string): Locator => dialog().getByRole('button', { name, exact: true })
const pane = (): Locator => app.page.getByRole('complementary', { name: 'Jobs' })
const tab = (name: RegExp): Locator => pane().getByRole('tab', { name })

const preview = async (file: string): Promise<void> => {
  await app.answerDialogs({ open: [file] })
  await app.page.keyboard.press('Control+i')
  await button('Add files').click()
  await button('Next').click()
  // The large file takes its time on a busy machine.
  await expect(dialog().getByRole('heading', { name: 'Preview' })).toBeFocused({ timeout: 60_000 })
}
/** An import that goes on behind the window; thousands of rows are in its transaction. */
const importInBackground = async (): Promise<void> => {
  await preview(large)
  await button('Import').click()
  await expect(dialog().getByText(/^([3-9]|1\d),\d{3} rows, /)).toBeVisible()
  await button('Continue in background').click()
  await expect(dialog()).toBeHidden()
}
const openPane = async (): Promise<void> => {
  if (await pane().isVisible()) return
  await app.page.keyboard.press('Control+j')
  await app.visit('SCR-17-pane')
}
const act = (command: string): Locator => pane().locator(`[data-action="${command}"]`)

test('an import tells property by property what it changed, in the words of the console, and opens what it names', async () => {
  const { page } = app
  await preview(exported)
  await button('Import').click()
  await expect(dialog().getByRole('heading', { name: 'Result' })).toBeFocused()
  await page.keyboard.press('Escape')
  await openPane()
  await tab(/^Change Tracking/).click()
  const changes = pane().locator('[data-changes]')
  await expect(changes).not.toHaveAttribute('data-changes', '0')
  await expect(changes.getByRole('table')).toContainText('Previous value')
  expect(await changes.innerText()).not.toMatch(/\b[a-z]+_[a-z_]+\b.*|field_origins|import_batch/)
  await changes.getByLabel('Kind of object').selectOption({
    label: await changes
      .locator('option')
      .filter({ hasText: /^Virtual machine/ })
      .innerText(),
  })
  const machine = changes.locator('[data-change]').first()
  const name = await machine.getByRole('link').or(machine.getByRole('button')).first().innerText()
  await machine.getByText(name, { exact: true }).first().click()
  await app.visit('SCR-04')
  await expect(page.getByRole('complementary', { name: 'Details' }).getByRole('heading', { name, exact: true })).toBeVisible()
  // The result name of the job opens the import.
  await tab(/^Summary/).click()
  await pane().getByText(demoExportName, { exact: true }).last().click()
  await app.visit('SCR-03')
})

test('by keyboard: Ctrl+J, the job before, its steps with times, and back to where one was', async () => {
  const { page } = app
  await page.keyboard.press('Control+j')
  await expect(pane()).toBeHidden()
  await page.getByRole('treeitem', { name: /^History/ }).click()
  await app.visit('SCR-17')
  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+j')
  const list = pane().getByRole('listbox', { name: 'Recent jobs' })
  await expect(list).toBeFocused()
  await page.keyboard.press('End')
  const first = await list.getByRole('option').count()
  await expect(list.getByRole('option').nth(first - 1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Home')
  await page.keyboard.press('Tab')
  await expect(pane().getByRole('tab', { selected: true })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const steps = pane().getByRole('table', { name: 'Details' })
  await expect(steps.getByRole('columnheader', { name: 'Duration (wall)' })).toBeVisible()
  await expect(steps.getByRole('row').nth(1)).toContainText('Completed')
  // A configuration job takes no lab time.
  await expect(steps.getByRole('row').nth(1)).toContainText('0 s')
  await page.keyboard.press('Escape')
  await expect(pane()).toBeHidden()
  await expect(page.getByRole('grid')).toBeFocused()
})

test('a change is told with its object, opened from the bell, taken back once, and no second time', async () => {
  const { page } = app
  await openMachines(app)
  await filterBy(page, 'APP02')
  await page.getByRole('grid').getByRole('row', { name: /APP02/ }).click()
  const details = page.getByRole('complementary', { name: 'Details' })
  await details.getByRole('tab', { name: 'Summary' }).click()
  await details.getByRole('button', { name: 'Change Name' }).click()
  await details.getByRole('textbox', { name: 'Name' }).fill('APP02 renamed')
  await page.keyboard.press('Enter')
  await expect(details.getByRole('heading', { name: 'APP02 renamed' })).toBeVisible()
  await page.locator('[data-bell]').click()
  const notices = page.getByRole('dialog', { name: 'Notifications' })
  await expect(notices).toContainText('Change properties of virtual machine, APP02: Completed')
  await notices.getByRole('button', { name: 'Open job' }).first().click()
  await app.visit('SCR-17')
  const job = page.getByRole('complementary', { name: 'Details' })
  await job.getByRole('tab', { name: /^Change Tracking/ }).click()
  const row = job.locator('[data-change="changed"]')
  await expect(row).toContainText('Virtual machine, changed')
  await expect(row.getByRole('row').last()).toHaveText(/Name\s*APP02\s*APP02 renamed/)
  await expect(job.locator('[data-action="job.cancel"]')).toHaveAttribute('aria-disabled', 'true')
  await job.locator('[data-action="job.takeBack"]').click()
  await expect.poll(() => rowsOf(lab, 'vms').some(({ name }) => name === 'APP02 renamed')).toBe(false)
  await expect(job.locator('[data-action="job.takeBack"]')).toHaveAttribute('aria-disabled', 'true')
  await job.locator('[data-action="job.takeBack"]').hover()
  await expect(page.getByText('It was taken back already.').first()).toBeAttached()
})

test('a running import is opened from the status bar, cancelled from its job, and started again', async () => {
  const { page } = app
  const before = rowsOf(lab, 'vms').length
  await importInBackground()
  await page.locator('[data-status="job"]').getByRole('button').click()
  await app.visit('SCR-17-pane')
  await expect(pane().getByRole('option', { selected: true })).toContainText('Running')
  await act('job.cancel').click()
  await expect(page.locator('[data-status="job"]')).toBeHidden()
  await expect(pane().getByRole('option', { selected: true })).toContainText('Cancelled')
  await expect(page.getByText(/Import max\.csv: Cancelled/).first()).toBeVisible()
  expect(rowsOf(lab, 'vms')).toHaveLength(before)
  await act('job.restart').click()
  await expect(page.locator('[data-status="job"]')).toBeVisible()
  await expect(pane().getByRole('option', { selected: true })).toContainText('Running')
  await act('job.cancel').click()
  await expect(page.locator('[data-status="job"]')).toBeHidden()
})

test('a large import is taken back by a job that the pane follows to its end', async () => {
  const { page } = app
  const before = rowsOf(lab, 'vms').length
  await preview(middle)
  await button('Import').click()
  await expect(dialog().getByText(/1,500 machines new/)).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await openPane()
  await pane()
    .getByRole('option', { name: /Import middle\.csv/ })
    .first()
    .click()
  await act('job.takeBack').click()
  // The pane goes on to the job that takes it back.
  const back = pane().getByRole('listbox', { name: 'Recent jobs' }).getByRole('option', { selected: true })
  await expect(back).toContainText('Take back: Import middle.csv')
  await expect(back).toContainText('Completed', { timeout: 60_000 })
  expect(rowsOf(lab, 'vms')).toHaveLength(before)
})

test('a failed import says why and what to do, and its errors are copied', async () => {
  const cut = join(folder, 'cut.csv')
  writeFileSync(cut, `${demoExportText().slice(0, -60)}`)
  const { page } = app
  await app.answerDialogs({ open: [cut] })
  await page.keyboard.press('Control+i')
  await button('Add files').click()
  await button('Next').click()
  await expect(dialog().getByRole('alert')).toBeVisible()
  await page.keyboard.press('Escape')
  // A preview is no job; the history tells of imports only.
  const text = demoExportText().split('\r\n')
  writeFileSync(cut, text.join('\r\n'))
  await preview(cut)
  writeFileSync(cut, text.join('\r\n').slice(0, -60))
  await button('Import').click()
  await expect(dialog().getByRole('alert')).toBeVisible()
  await page.keyboard.press('Escape')
  await openPane()
  await pane()
    .getByRole('option', { name: /Import cut\.csv/ })
    .first()
    .click()
  await tab(/^Summary/).click()
  await expect(pane().getByRole('alert')).toContainText('Recommended Action')
  await pane().getByRole('button', { name: 'Copy Errors' }).click()
  await expect
    .poll(() => app.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/^Job \d+: Import cut\.csv\nError \(import-truncated\)\n[\s\S]+Recommended Action\n/)
})

test('the engine dies while a job runs and a wizard is half filled: the window recovers with everything', async () => {
  const { page } = app
  await startWizard(app)
  await next(app, 'vault')
  const group = wizardOf(page).getByRole('textbox').first()
  const typed = 'kept-through-the-crash'
  await group.fill(typed)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Keep/ }).click()
  await expect(wizardOf(page)).toBeHidden()
  await page.keyboard.press('Control+1')
  await app.visit('SCR-04')
  await importInBackground()
  await startWizard(app, 'vault')
  await expect(group).toHaveValue(typed)
  const words = 'typed-while-the-job-ran'
  await group.fill(words)
  const engine = (await app.processes()).find(({ name }) => name === 'Offsite engine')?.pid ?? 0
  process.kill(engine, 'SIGKILL')
  await expect(page.getByText('The engine stopped and was restarted.').first()).toBeAttached()
  // The wizard stands as it was, and goes on.
  await expect(group).toHaveValue(words)
  await expect(wizardOf(page).getByText(/Draft saved/)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Keep/ }).click()
  await expect(wizardOf(page)).toBeHidden()
  await openPane()
  const cut = pane()
    .getByRole('option', { name: /Import max\.csv/ })
    .first()
  await expect(cut).toContainText('Interrupted')
  await cut.click()
  await tab(/^Summary/).click()
  await expect(pane().getByRole('alert')).toContainText('The console ended before this job did. Nothing of it was kept.')
  await expect(pane().getByRole('alert')).toContainText('Restart the job, or import the files again.')
  await expect(act('job.restart')).not.toHaveAttribute('aria-disabled', 'true')
  // The list and the tree have read themselves anew: nobody pressed anything.
  await page.keyboard.press('Control+4')
  await page.getByRole('treeitem', { name: /^Failed 24 h/ }).click()
  await app.visit('SCR-17')
  await expect(
    page
      .getByRole('grid')
      .getByRole('row', { name: /Import max\.csv/ })
      .first(),
  ).toContainText('Interrupted')
  await startWizard(app, 'vault')
  await expect(group).toHaveValue(words)
})
