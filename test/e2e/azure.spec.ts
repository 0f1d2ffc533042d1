import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { audit } from './support/audit.ts'
import { runClock } from './support/clock.ts'
import { offsite, rowsOf } from './support/offsite.ts'
import { launchWithPorts } from './support/steps.ts'

const folder = mkdtempSync(join(tmpdir(), 'offsite-azure-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rows = (page: Page): Locator => page.getByRole('grid').locator('[data-row]')
const node = (page: Page, name: RegExp): Locator => page.getByRole('treeitem', { name })

test('a test failover of two machines: seen in Azure, its lists ticked, cleaned up', async () => {
  const lab = join(folder, 'ready.offsite')
  const linux = () => rowsOf(lab, 'vms').find((vm) => vm.osFamily === 'linux' && vm.readiness === 'ready')?.name as string
  expect(offsite('sample', '--size', 'S', '--ready', '--lab', lab).status).toBe(0)
  const other = linux()
  expect(offsite('replicate', 'enable', '--lab', lab, '--where', `name:WEB01 OR name:${other}`).status).toBe(0)
  expect(offsite('simulate', '--lab', lab, '--for', '2d').status).toBe(0)
  const app = await launchWithPorts(lab)
  const { page } = app
  const list = (id: string): Locator => page.locator(`[data-list="${id}"]`)
  const line = (id: string, step: string): Locator => list(id).locator(`[data-step="${step}"]`)

  await page.keyboard.press('Control+6')
  await node(page, /^Virtual machines/).click()
  await app.visit('SCR-31-vms')
  await expect(page.getByText('No virtual machines in Azure')).toBeVisible()
  await page.getByRole('button', { name: 'Replicated Items', exact: true }).click()
  await app.visit('SCR-32')
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('tab', { name: 'Replicated Item' }).click()
  await page.locator('[data-pane="ribbon"] [data-command="item.testFailover"]').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Azure virtual network').selectOption({ label: 'DR-Net (production)' })
  await dialog.getByRole('button', { name: 'OK', exact: true }).click()
  await expect(dialog).toBeHidden()
  await runClock(page, 'waiting-job')
  await runClock(page, 'waiting-job')

  await node(page, /^Virtual machines/).click()
  await app.visit('SCR-31-vms')
  await expect(rows(page)).toHaveCount(2)
  await expect(node(page, /^Virtual machines/)).toContainText('2')
  await rows(page).filter({ hasText: 'WEB01-test' }).click()
  const details = page.getByRole('complementary', { name: 'Details' })
  await expect(details.getByText('DR-Net').first()).toBeVisible()
  await audit(page)
  await page.getByRole('grid').press('Enter')
  await app.visit('SCR-33-connect')
  await expect(page.getByRole('heading', { level: 1, name: 'Connect to WEB01' })).toBeVisible()
  // What the lab sees is judged: the machine is there, runs, and is in production.
  for (const [step, state] of [
    ['vm-appears', 'done'],
    ['vm-size', 'done'],
    ['vm-running', 'done'],
    ['vm-network', 'failed'],
  ] as const)
    await expect(line('verify', step)).toHaveAttribute('data-state', state)
  await line('before', 'rdp-on').getByRole('checkbox').focus()
  await page.keyboard.press('Space')
  await expect(line('before', 'rdp-on')).toHaveAttribute('data-state', 'done')
  await expect(line('before', 'rdp-on').locator('[data-evidence]')).toContainText('wall')
  await line('after', 'rdp-endpoint')
    .getByRole('button', { name: /^Not needed/ })
    .press('Enter')
  await page.getByRole('button', { name: 'Set aside' }).click()
  await expect(page.getByText('Say why it is not needed.')).toBeVisible()
  await page
    .getByLabel(/^Why it is not needed/)
    .last()
    .fill('over VPN')
  await page.getByRole('button', { name: 'Set aside' }).click()
  await expect(line('after', 'rdp-endpoint')).toHaveAttribute('data-state', 'not-needed')
  await line('after', 'rdp-connect').getByRole('checkbox').click()
  await expect(list('after').locator('[data-progress="2/3"]')).toBeVisible()
  await audit(page)
  await page.keyboard.press('Alt+ArrowLeft')
  await app.visit('SCR-31-vms')

  await rows(page)
    .filter({ hasText: `${other}-test` })
    .click()
  await page.locator('[data-action="connect.open"]').click()
  await app.visit('SCR-33-connect')
  await line('before', 'ssh-autostart').getByRole('checkbox').click()
  await line('after', 'ssh-vpn').getByRole('checkbox').click()
  await expect(list('before').locator('[data-progress="1/2"]')).toBeVisible()

  await node(page, /^All resources/).click()
  await app.visit('SCR-31-resources')
  await expect(rows(page).filter({ hasText: 'Network interface' }).first()).toBeVisible()
  await node(page, /^Replicated Items/).click()
  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+a')
  await page.locator('[data-pane="ribbon"] [data-command="item.cleanup"]').click()
  await dialog.getByLabel('Notes').fill('Both were reached.')
  await dialog.getByLabel(/^The test failover is complete/).check()
  await dialog.getByRole('button', { name: 'Complete the test', exact: true }).click()
  await expect(dialog).toBeHidden()
  await runClock(page, 'job-end')
  await runClock(page, 'job-end')
  await node(page, /^Virtual machines/).click()
  await expect(page.getByText('No virtual machines in Azure')).toBeVisible()
  await app.close()
  expect(rowsOf(lab, 'azureVms')).toEqual([])
})
