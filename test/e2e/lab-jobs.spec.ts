import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { runTo, stepBy } from './support/clock.ts'
import { ConsoleApp } from './support/console-app.ts'
import { offsite, rowsOf } from './support/offsite.ts'
import { labShown } from './support/steps.ts'

const folder = mkdtempSync(join(tmpdir(), 'offsite-lab-jobs-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bar = (page: Page): Locator => page.locator('[data-status="job"]')
const details = (page: Page): Locator => page.getByRole('complementary', { name: 'Details' })
const rows = (page: Page): Locator => page.getByRole('grid').locator('[data-row]')

/** Status bar, list and lab file tell the same of jobs under way. */
const agree = async (page: Page, lab: string, underWay: number): Promise<void> => {
  if (underWay === 0) await expect(bar(page)).toBeHidden()
  else await expect(bar(page)).toContainText('Enable replication')
  await expect(rows(page).filter({ hasText: /Running|Waiting for input/ })).toHaveCount(underWay)
  await expect.poll(() => rowsOf(lab, 'jobs', '--where', '(status:running OR status:waiting)').length).toBe(underWay)
}

test('jobs of the lab clock: cancelled, started again and taken back, nothing says Running when all have ended', async () => {
  const lab = join(folder, 'jobs.offsite')
  expect(offsite('sample', '--size', 'S', '--ready', '--lab', lab).status).toBe(0)
  expect(offsite('replicate', 'enable', '--lab', lab, '--where', 'name:WEB01 OR name:WEB02 OR name:DC01').status).toBe(0)
  expect(offsite('simulate', '--lab', lab, '--for', '25s').status).toBe(0)
  const app = await ConsoleApp.launch({ args: [lab] })
  const { page } = app
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await labShown(page)
  await page.keyboard.press('Control+4')
  await page.getByRole('treeitem', { name: /^History/ }).click()
  await app.visit('SCR-17')
  await agree(page, lab, 3)

  // The step that was cut short, who did it and when, in the list, its details and the events.
  const job = rows(page).filter({ hasText: 'Enable replication: WEB01' })
  await job.first().click()
  await page.locator('[data-pane="ribbon"] [data-command="job.cancel"]').click()
  const asked = page.locator('[data-dialog="item-cancel"]')
  await expect(asked.getByText('The machine is not protected then.')).toBeVisible()
  await asked.getByRole('button', { name: 'Cancel job' }).click()
  await expect(asked).toBeHidden()
  await expect(job.first()).toContainText('Cancelled')
  await agree(page, lab, 2)
  await details(page).getByRole('tab', { name: 'Summary' }).click()
  await expect(details(page)).toContainText('Cancelled by')
  await expect(details(page)).toContainText('cancelled the job.')
  await details(page)
    .getByRole('tab', { name: /^Details/ })
    .click()
  await expect(details(page).getByRole('row', { name: /Identifying replication target/ })).toContainText('Cancelled')
  await expect(details(page).getByRole('row', { name: /Starting initial replication/ })).toContainText('Not started')
  const told = rowsOf(lab, 'jobs', '--where', 'error:cancelled')
  expect(told).toMatchObject([{ name: 'Enable replication: WEB01', status: 'cancelled', cancelledBy: expect.any(String) }])

  await page.locator('[data-pane="ribbon"] [data-command="job.restart"]').click()
  await expect(job).toHaveCount(2)
  await agree(page, lab, 3)
  await stepBy(page, '15min')
  await runTo(page, 'all-protected')
  await agree(page, lab, 0)

  // Back to the very instant in which a job ended, and forward again.
  const ends = rowsOf(lab, 'jobs', '--where', 'kind:replication.enable status:completed').filter(({ duration }) => duration > 0)
  await app.close()
  const at = Math.min(...ends.map(({ endTime }) => endTime))
  expect(offsite('clock', 'rewind', '--to', String(at), '--lab', lab).status).toBe(0)
  const again = await ConsoleApp.launch({ args: [lab] })
  await labShown(again.page)
  await again.page.keyboard.press('Control+4')
  await again.page.getByRole('treeitem', { name: /^History/ }).click()
  await again.visit('SCR-17')
  const open = rowsOf(lab, 'jobs', '--where', '(status:running OR status:waiting)').length
  await agree(again.page, lab, open)
  await runTo(again.page, 'all-protected')
  await agree(again.page, lab, 0)
  await again.close()
})
