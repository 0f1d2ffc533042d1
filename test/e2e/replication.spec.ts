import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { audit } from './support/audit.ts'
import { runClock } from './support/clock.ts'
import { offsite, rowsOf } from './support/offsite.ts'
import { launchWithPorts } from './support/steps.ts'

const row = (page: Page, name: string): Locator => page.getByRole('grid').locator('[data-row]').filter({ hasText: name })
const command = (page: Page, id: string): Locator => page.locator(`[data-pane="ribbon"] [data-command="${id}"]`)

/** Runs a ribbon command that asks first, and leaves its dialog to the caller. */
const ask = async (page: Page, id: string): Promise<Locator> => {
  await expect(command(page, id)).not.toHaveAttribute('aria-disabled', 'true')
  await command(page, id).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  return dialog
}
const agree = async (dialog: Locator, button: string): Promise<void> => {
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await expect(dialog).toBeHidden()
}

const folder = mkdtempSync(join(tmpdir(), 'offsite-replication-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('machines from protection to Azure and back, by the commands of the window', async () => {
  const lab = join(folder, 'ready.offsite')
  expect(offsite('sample', '--size', 'S', '--ready', '--lab', lab).status).toBe(0)
  const app = await launchWithPorts(lab)
  const { page } = app
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: /^Replicated Items/ }).click()
  await app.visit('SCR-32')

  // Five machines by keys alone; without one the wizard goes no further.
  const wizard = page.locator('[data-wizard="enable-replication"]')
  const onPage = async (id: string): Promise<void> => {
    await expect(page.locator(`[data-wizard="enable-replication"][data-page="${id}"][data-ready="true"]`)).toBeVisible()
    await app.visit(`W12-${id}`)
    await audit(page)
  }
  await page.keyboard.press('Control+r')
  await onPage('source')
  await page.keyboard.press('Alt+n')
  await onPage('target')
  await page.keyboard.press('Alt+n')
  await onPage('machines')
  await page.keyboard.press('Alt+n')
  await expect(wizard.getByText('Select at least one machine.').first()).toBeVisible()
  await wizard.getByLabel('Filter machines').fill('name:WEB0* OR name:APP0* OR name:SQL01')
  await page.keyboard.press('Enter')
  await expect(wizard.locator('[data-machine="APP01"]')).toBeVisible()
  await wizard.getByRole('grid').focus()
  await page.keyboard.press('End')
  await expect(wizard.locator('[data-machine="SQL01"][data-eligible="false"]')).toContainText('DATADISK-SIZE')
  await page.keyboard.press('Home')
  for (let n = 0; n < 5; n++) {
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
  }
  await expect(wizard.locator('[data-selected="5"]')).toBeVisible()
  const names = (
    await wizard
      .locator('[data-machine][aria-selected="true"]')
      .evaluateAll((rows) => rows.map((each) => (each as HTMLElement).dataset.machine ?? ''))
  ).sort()
  await page.keyboard.press('Alt+n')
  await onPage('properties')
  const first = names[0] ?? ''
  await wizard.getByRole('button', { name: `Properties of ${first}` }).press('Enter')
  await wizard.getByLabel(/^Azure name/).fill('-x-')
  await page.keyboard.press('Alt+n')
  await expect(wizard.getByText('Use 1 to 63 letters').first()).toBeVisible()
  await audit(page)
  await wizard.getByLabel(/^Azure name/).fill('app-azure')
  await page.keyboard.press('Alt+n')
  await onPage('settings')
  await page.keyboard.press('Alt+n')
  await onPage('summary')
  await page.keyboard.press('Alt+f')
  await expect(wizard).toBeHidden()
  await expect(page.getByRole('grid').locator('[data-row]')).toHaveCount(5)
  const subject = names.at(-1) ?? ''
  await row(page, subject).click()
  for (let n = 0; n < 5; n++) await runClock(page, 'protected')

  // Its page: Enter opens it, the ribbon stays, Back returns to the row.
  await row(page, subject).click()
  await page.getByRole('grid').press('Enter')
  await app.visit('SCR-33')
  for (const tab of ['Overview', 'Properties', 'Compute and Network', 'Disks', 'Recovery points', 'RPO', 'Events', 'Why']) {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await audit(page)
  }
  await expect(page.getByRole('tabpanel', { name: 'Why' })).toContainText(`The RPO of ${subject} is`)
  await page.keyboard.press('Alt+ArrowLeft')
  await app.visit('SCR-32')

  // What its state forbids stays in place and says why.
  await row(page, subject).click()
  await page.getByRole('tab', { name: 'Replicated Item' }).click()
  await expect(command(page, 'item.commit')).toHaveAttribute('aria-disabled', 'true')
  await row(page, subject).click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Commit' })).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')

  // A test failover: production is warned of, notes are kept, and only a person who ticks the box ends it.
  let dialog = await ask(page, 'item.testFailover')
  await dialog.getByLabel('Azure virtual network').selectOption({ label: 'DR-Net (production)' })
  await expect(dialog.getByText('DR-Net is your production network.')).toBeVisible()
  await audit(page)
  await agree(dialog, 'OK')
  await runClock(page, 'waiting-job')
  await expect(row(page, subject).getByText('Test failover: complete testing')).toBeVisible()
  dialog = await ask(page, 'item.cleanup')
  await dialog.getByLabel('Notes').fill('RDP slow on first logon')
  await dialog.getByRole('button', { name: 'Complete the test' }).click()
  await expect(dialog.getByText('Tick this when the test is done.')).toBeVisible()
  await audit(page)
  await dialog.getByLabel(/^The test failover is complete/).check()
  await agree(dialog, 'Complete the test')
  await runClock(page, 'job-end')
  await expect(row(page, subject).getByText('Protected')).toBeVisible()

  // An unplanned failover says what it loses before it is done.
  dialog = await ask(page, 'item.unplanned')
  await dialog.getByLabel('Latest processed (low RTO)').check()
  await dialog.getByLabel(/^Shut down virtual machines/).uncheck()
  await expect(dialog.getByText(/^Lost: [\d.,]+ min and [\d.,]+ [KMG]?i?B\.$/)).toBeVisible()
  await audit(page)
  await agree(dialog, 'OK')
  // Cut short it stands cancelled, which is told before, and runs again when a person says so.
  dialog = await ask(page, 'item.cancel')
  await expect(dialog.getByText('replicates no more until you restart the job')).toBeVisible()
  await audit(page)
  await agree(dialog, 'Cancel job')
  await expect(row(page, subject).getByText('Failover cancelled')).toBeVisible()
  await expect(command(page, 'item.restart')).not.toHaveAttribute('aria-disabled', 'true')
  await command(page, 'item.restart').click()
  await runClock(page, 'job-end')
  await expect(row(page, subject).getByText('Failover completed, commit pending')).toBeVisible()
  await agree(await ask(page, 'item.commit'), 'Commit')
  await runClock(page, 'job-end')

  dialog = await ask(page, 'item.failback')
  await expect(dialog.getByLabel('Synchronize data before failover (synchronize delta changes only)')).toBeChecked()
  await agree(dialog, 'OK')
  await runClock(page, 'waiting-job')
  await agree(await ask(page, 'item.completeFailover'), 'Complete Failover')
  await runClock(page, 'job-end')
  await agree(await ask(page, 'item.commit'), 'Commit')
  await runClock(page, 'job-end')
  await agree(await ask(page, 'item.reverse'), 'Reverse Replicate')
  await runClock(page, 'protected')
  await expect(row(page, subject).getByText('Protected')).toBeVisible()

  await command(page, 'item.pause').click()
  await expect(row(page, subject).getByText('Replication paused')).toBeVisible()
  await command(page, 'item.resume').click()
  await expect(row(page, subject).getByText('Replication paused')).toBeHidden()
  await agree(await ask(page, 'item.disable'), 'OK')
  await runClock(page, 'job-end')
  await expect(row(page, subject)).toHaveCount(0)
  await app.close()
  expect(
    rowsOf(lab, 'protectedItems')
      .map((item) => item.name)
      .sort(),
  ).toEqual(names.slice(0, -1))
})
