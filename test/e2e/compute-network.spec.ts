import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { runClock } from './support/clock.ts'
import { offsite, rowsOf } from './support/offsite.ts'
import { askEngine } from './support/raw-port.ts'
import { launchWithPorts } from './support/steps.ts'

const command = (page: Page, id: string): Locator => page.locator(`[data-pane="ribbon"] [data-command="${id}"]`)
const folder = mkdtempSync(join(tmpdir(), 'offsite-target-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('Compute and Network by keys; a failover fails on a taken address, is mended and restarted', async () => {
  const lab = join(folder, 'target.offsite')
  expect(offsite('sample', '--size', 'S', '--ready', '--lab', lab).status).toBe(0)
  expect(offsite('replicate', 'enable', '--lab', lab, '--where', 'name:WEB01').status).toBe(0)
  const app = await launchWithPorts(lab)
  const { page } = app
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: /^Replicated Items/ }).click()
  await app.visit('SCR-32')
  await runClock(page, 'protected')
  await page.getByRole('grid').locator('[data-row]').filter({ hasText: 'WEB01' }).click()
  await page.getByRole('grid').press('Enter')
  await app.visit('SCR-33')
  await page.getByRole('tab', { name: 'Compute and Network' }).press('Enter')
  const form = page.locator('[data-compute-network]')
  const ip = form.getByLabel('Target IP of Network Adapter 1')
  const save = async (): Promise<void> => {
    await ip.press('Enter')
  }
  await expect(form).toBeVisible()

  // Faults stand under their fields, and nothing is saved with one.
  await ip.focus()
  await page.keyboard.type('10.21.4.2')
  await expect(form.getByText(/^Azure keeps 10\.21\.4\.2\./)).toBeVisible()
  await save()
  await expect(ip).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('10.21.4.30')
  await expect(form.getByText(/^Azure keeps/)).toBeHidden()
  await save()
  await expect(form.getByText('You have unsaved changes.')).toBeHidden()

  // Meanwhile a machine that no failover made has taken the address.
  await command(page, 'recovery.azureLimits').press('Enter')
  const limits = page.getByRole('dialog', { name: 'Azure limits' })
  await limits.getByLabel('Quota of cores').fill('many')
  await limits.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(limits.getByText('Enter a whole number up to 999,999, or nothing.')).toBeVisible()
  await limits.getByLabel('Quota of cores').fill('')
  await limits.getByLabel('Addresses in use in Azure').fill('DR-Net 10.21.4.30 FW01')
  await limits.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(limits).toBeHidden()
  await expect(form.getByText(/^10\.21\.4\.30 is used by FW01\./)).toBeVisible()
  await page.getByRole('tab', { name: 'Overview', exact: true }).press('Enter')
  await expect(page.getByText(/^Configuration issues: a failover would fail now\./)).toBeVisible()

  expect(await askEngine(page, 'clock.step', { byMs: 7_200_000 })).toMatchObject({ ok: true })
  await page.getByRole('tab', { name: 'Replicated Item' }).press('Enter')
  await command(page, 'item.unplanned').press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'OK', exact: true }).press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await runClock(page, 'job-end')
  await expect(
    page.getByText(
      /^One or more replica IP addresses for the network adapter of virtual machine is invalid: 10\.21\.4\.30 of Network Adapter 1 belongs to FW01\.$/,
    ),
  ).toBeVisible()
  await expect(page.getByText('Failover failed').first()).toBeVisible()
  await expect(page.getByText('An earlier test failover was not cleaned up.')).toBeVisible()

  await page.getByRole('tab', { name: 'Compute and Network' }).press('Enter')
  await ip.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('10.21.4.31')
  await save()
  await expect(form.getByText('You have unsaved changes.')).toBeHidden()
  await command(page, 'item.restart').press('Enter')
  await runClock(page, 'job-end')
  await expect(form.getByText(/^A machine that is failed over keeps its properties\./)).toBeVisible()
  await page.getByRole('tab', { name: 'RPO', exact: true }).press('Enter')
  await expect(page.getByRole('table', { name: 'RPO by hour' })).toBeVisible()
  await page
    .getByRole('button', { name: /^Why the RPO was/ })
    .last()
    .press('Enter')
  await expect(page.locator('[data-why-at]')).not.toHaveAttribute('data-why-at', 'now')
  await expect(page.getByRole('tabpanel', { name: 'Why' })).toContainText('The RPO of WEB01 was')
  await app.close()
  expect(rowsOf(lab, 'azureVms')).toMatchObject([{ name: 'WEB01', addresses: expect.stringContaining('10.21.4.31') }])
})
