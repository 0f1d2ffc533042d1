import { join } from 'node:path'
import { expect, type Locator, test } from '@playwright/test'
import { setupPages } from '../../preload/contract/plain.ts'
import { ConsoleApp } from './support/console-app.ts'
import { offsite, rowsOf } from './support/offsite.ts'
import { filterBy, labShown, next, onPage, openSample, shownCount, startWizard, wizardOf } from './support/steps.ts'

test.describe.configure({ mode: 'serial' })

let app: ConsoleApp
let lab = ''

test.beforeAll(async () => {
  app = await ConsoleApp.launch()
  lab = join(app.labs, 'Harbour Clinic.offsite')
})
test.afterAll(async () => {
  await app.close()
})

const wizard = (): Locator => wizardOf(app.page)
const heading = (): Locator => wizard().getByRole('heading', { level: 1 })
const field = (path: string): Locator => wizard().locator(`[data-field="${path}"]`)

/** Next is refused: the focus is in this field, and its message stands under it. */
const refused = async (path: string, message: string): Promise<void> => {
  const at = await wizard().getAttribute('data-page')
  await app.page.keyboard.press('Alt+n')
  await expect(field(path)).toContainText(message)
  await expect(wizard().locator('[data-wizard-summary]')).toContainText(message)
  await expect.poll(() => field(path).evaluate((holder) => holder.contains(document.activeElement))).toBe(true)
  expect(await wizard().getAttribute('data-page')).toBe(at)
}

test('wholly by keyboard: every heading takes the focus and is announced', async () => {
  const { page } = app
  await openSample(app)
  await page.keyboard.press('Control+6')
  await expect(page.getByRole('treeitem', { name: 'Getting Started' })).toBeVisible()
  await page.getByRole('treeitem', { name: 'Getting Started' }).focus()
  await page.keyboard.press('Enter')
  await app.visit('SCR-26')
  await page.keyboard.press('F6')
  for (let n = 0; n < 40; n++) {
    if (await page.getByRole('button', { name: 'Start', exact: true }).evaluate((button) => button === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await onPage(page, 'prerequisites')
  const titles = [
    'Prerequisites',
    'Vault',
    'Protection goal',
    'Source',
    'Target',
    'Network mapping',
    'Replication settings',
    'Capacity planning',
    'Virtual machines',
    'Review',
  ]
  for (const [n, id] of setupPages.slice(0, 9).entries()) {
    await onPage(page, id)
    await app.visit(`W4-${id}`)
    await expect(heading()).toHaveText(titles[n] ?? '')
    await expect(heading()).toBeFocused()
    await expect(wizard().locator('[role="status"][aria-live="polite"]').last()).toHaveText(`Step ${n + 1} of 10, ${titles[n]}`)
    if (id === 'machines') break
    // Enter is Next where no control takes it; Alt+N everywhere.
    await page.keyboard.press(n % 2 === 0 ? 'Enter' : 'Alt+n')
  }
  await page.keyboard.press('Alt+b')
  await onPage(page, 'capacity')
  await expect(heading()).toBeFocused()
  await page.keyboard.press('Alt+n')
  await onPage(page, 'machines')
})

test('Previous never validates, and a failed Next leads to the first field at fault', async () => {
  const { page } = app
  // Nothing is selected yet.
  await page.keyboard.press('Alt+n')
  await expect(wizard().locator('[data-wizard-summary]')).toBeVisible()
  await expect
    .poll(() => field('items').evaluate((holder) => holder === document.activeElement || holder.contains(document.activeElement)))
    .toBe(true)
  await onPage(page, 'machines')
  await page.keyboard.press('Alt+b')
  await onPage(page, 'capacity')
  await wizard().getByLabel('UploadThreadsPerVM').fill('99')
  await page.keyboard.press('Alt+b')
  await onPage(page, 'replication')
  await page.keyboard.press('Alt+n')
  await onPage(page, 'capacity')
  await refused('uploadThreads', 'Enter 4 to 32.')
  await wizard().getByLabel('UploadThreadsPerVM').fill('4')
})

test('Esc asks, and Stay goes on where one was', async () => {
  const { page } = app
  await page.keyboard.press('Escape')
  const ask = page.locator('[data-dialog="wizard-leave"]')
  await expect(ask).toBeVisible()
  await ask.getByRole('button', { name: 'Stay' }).click()
  await expect(ask).toBeHidden()
  await onPage(page, 'capacity')
  await expect.poll(() => wizard().evaluate((element) => element.contains(document.activeElement))).toBe(true)
})

test('a draft resumes at its page after the console was closed', async () => {
  const { page } = app
  await wizard()
    .getByLabel(/^Daily change/)
    .fill('7')
  await page.keyboard.press('Escape')
  await page.locator('[data-dialog="wizard-leave"]').getByRole('button', { name: 'Keep' }).click()
  await expect(wizard()).toBeHidden()
  await app.visit('SCR-26')
  await expect(page.locator('[data-screen="SCR-26"]').getByRole('button', { name: 'Resume draft' })).toBeVisible()
  const { folder, faults } = app
  await app.quit()
  expect(faults.unexpected).toEqual([])
  expect(rowsOf(lab, 'vaults')).toEqual([])
  app = await ConsoleApp.launch({ folder, args: [lab] })
  await labShown(app.page)
  await startWizard(app, 'capacity')
  await expect(wizard().getByLabel(/^Daily change/)).toHaveValue('7')
})

test('what cannot be is said under its field', async () => {
  const { page } = app
  const to = async (step: string): Promise<void> => {
    await wizard().locator(`button[data-step="${step}"]`).click()
    await onPage(page, step)
  }
  await to('vault')
  const name = field('name').locator('input')
  const vault = await name.inputValue()
  await name.fill('1-DR')
  await refused('name', 'Use 2 to 50 letters, digits, hyphens; begin with a letter.')
  await name.fill(vault)

  await to('source')
  await wizard().getByLabel('Connect to Azure Site Recovery using a proxy server').check()
  await wizard()
    .getByLabel(/^Address/)
    .fill('https://proxy01.harbour.example')
  await refused('proxy.address', "An HTTPS proxy isn't supported.")
  await wizard()
    .getByLabel(/^Address/)
    .fill('proxy01.harbour.example')
  for (const port of ['0', '65536', '']) {
    await wizard().getByLabel(/^Port/).fill(port)
    await refused('proxy.port', port === '' ? 'Enter' : 'Enter a port from 1 to 65535.')
  }
  await wizard().getByLabel(/^Port/).fill('8080')
  await wizard().getByLabel('Connect directly').check()

  await to('target')
  const location = wizard()
    .getByLabel(/^Account location/)
    .first()
  const region = await location.inputValue()
  await location.selectOption('North Europe')
  await page.keyboard.press('Alt+n')
  await expect(wizard().locator('[data-wizard-summary]')).toBeVisible()
  await expect(field('createStorageAccounts.0.region')).toContainText('North Europe')
  await onPage(page, 'target')
  await location.selectOption(region)
  const account = wizard()
    .getByLabel(/^Account name/)
    .first()
  const before = await account.inputValue()
  await account.fill('Not_A_Storage_Name')
  await refused('createStorageAccounts.0.name', 'Use 3 to 24 lower-case letters and digits.')
  await account.fill(before)
  await wizard().getByLabel('Subnet 1 range').fill('10.21.0.0/99')
  await refused('createNetworks.0.subnets.0.range', 'Write a range like 10.20.0.0/16.')
  await wizard().getByLabel('Subnet 1 range').fill('10.21.0.0/24')

  await to('replication')
  const retention = await wizard()
    .getByLabel(/^Recovery point retention/)
    .inputValue()
  await wizard()
    .getByLabel(/^App-consistent snapshot frequency/)
    .fill(retention)
  await refused('appConsistentHours', `Must be below the retention of ${retention} h.`)
  await wizard()
    .getByLabel(/^App-consistent snapshot frequency/)
    .fill('1')
  await wizard()
    .getByLabel(/^Recovery point retention/)
    .fill('25')
  await refused('retentionHours', 'Enter 1 to 24 hours.')
  await wizard()
    .getByLabel(/^Recovery point retention/)
    .fill(retention)

  await to('capacity')
  await wizard()
    .getByLabel(/Enable internet bandwidth usage throttling/)
    .check()
  for (const wrong of ['511', '99999999']) {
    await wizard()
      .getByLabel(/^Work hours bandwidth/)
      .fill(wrong)
    await refused('throttle.workKbps', 'Enter 512 Kbps to')
  }
  await wizard()
    .getByLabel(/^Work hours bandwidth/)
    .fill('2048')
  await wizard()
    .getByLabel(/Enable internet bandwidth usage throttling/)
    .uncheck()
})

test('a machine that breaks a rule cannot be selected, by mouse or by Space', async () => {
  await next(app, 'machines')
  const { page } = app
  await wizard().getByLabel('Filter machines').fill('SQL01')
  const row = wizard().locator('[data-machine="SQL01"]')
  await expect(row).toHaveAttribute('data-eligible', 'false')
  await expect(row).toContainText('DATADISK-SIZE')
  await expect(row.getByRole('checkbox')).toBeDisabled()
  await row.click({ force: true })
  await row.getByRole('checkbox').click({ force: true })
  await expect(row).toHaveAttribute('aria-selected', 'false')
  await wizard().getByRole('grid').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press(' ')
  await expect(row).toHaveAttribute('aria-selected', 'false')
  await expect(wizard().locator('[data-selected]')).toHaveAttribute('data-selected', '0')
  await wizard().getByLabel('Filter machines').fill('SQL02')
  await expect(wizard().locator('[data-machine="SQL02"]')).toBeVisible()
  await wizard().getByRole('grid').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press(' ')
  await expect(wizard().locator('[data-selected]')).toHaveAttribute('data-selected', '1')
})

test('Finish writes one job and opens the plan', async () => {
  const { page } = app
  // A proxy that asks for a sign-in, its password for later: the Run As account is made all the same.
  await wizard().locator('button[data-step="source"]').click()
  await onPage(page, 'source')
  await wizard().getByLabel('Connect to Azure Site Recovery using a proxy server').check()
  await wizard()
    .getByLabel(/^Address/)
    .fill('proxy01.harbour.example')
  await wizard().getByLabel('This proxy server requires authentication').check()
  await wizard()
    .getByLabel(/^User name/)
    .fill('HARBOUR\\svc-proxy')
  await wizard()
    .getByLabel(/^Password/)
    .fill('not a real one')
  await page.keyboard.press('Tab')
  await expect(wizard().getByLabel(/^Password/)).toHaveValue('')
  for (const id of ['target', 'networkMapping', 'replication', 'capacity', 'machines', 'review']) await next(app, id)
  const jobs = rowsOf(lab, 'jobs').length
  await page.keyboard.press('Alt+f')
  await expect(wizard()).toBeHidden()
  await app.visit('SCR-48')
  await expect(page.getByRole('heading', { level: 1, name: 'Plan' })).toBeVisible()
  expect(rowsOf(lab, 'jobs')).toHaveLength(jobs + 1)
})

const open = async (key: string, node: string | RegExp, screen: string): Promise<void> => {
  await app.page.keyboard.press(key)
  await labShown(app.page)
  await app.page.getByRole('treeitem', { name: node }).first().click()
  await app.visit(screen)
}

test('what Finish made stands in its lists', async () => {
  const { page } = app
  for (const [key, node, screen, kind] of [
    ['Control+5', /Run As Accounts/, 'SCR-19', 'runAsAccounts'],
    ['Control+6', /Replicated Items/i, 'SCR-32', 'protectedItems'],
    ['Control+6', /^Network Mapping/i, 'SCR-29', 'mappings'],
    ['Control+6', /Replication polic/i, 'SCR-30', 'policies'],
    ['Control+6', /Recovery Plans/i, 'SCR-34', 'recoveryPlans'],
  ] as const) {
    await open(key, node, screen)
    const rows = rowsOf(lab, kind)
    expect(rows.length, kind).toBeGreaterThan(0)
    expect(await shownCount(page), kind).toBe(rows.length)
    if (kind === 'runAsAccounts') await expect(page.getByRole('grid').getByRole('row', { name: /DRAProxyAccount/ })).toBeVisible()
    if (kind === 'protectedItems') await expect(page.getByRole('grid').getByRole('row', { name: /SQL02/ })).toBeVisible()
  }
  await page.keyboard.press('Control+4')
  await app.visit('SCR-17')
  await filterBy(page, '"Set up protection"')
  const job = page.getByRole('grid').locator('[data-row]').first()
  await expect(job).toContainText('Completed')
  await job.click()
  const details = page.getByRole('complementary', { name: 'Details' })
  await details.getByRole('tab', { name: /^Details/ }).click()
  expect(await details.getByRole('table').getByRole('row').count()).toBeGreaterThan(2)
})

test('Getting Started again adds to what is there and doubles nothing', async () => {
  const { page } = app
  const kinds = ['vaults', 'storageAccounts', 'azureNetworks', 'policies', 'mappings', 'runAsAccounts', 'vmmServers'] as const
  const before = Object.fromEntries(kinds.map((kind) => [kind, rowsOf(lab, kind).length]))
  const items = rowsOf(lab, 'protectedItems').map(({ name }) => name as string)
  await startWizard(app)
  for (const id of setupPages.slice(1, 9)) {
    if (id === 'target') {
      // The proxy's password is in the keychain and need not be typed again.
      await onPage(page, 'source')
    }
    await next(app, id)
  }
  await wizard().getByRole('button', { name: 'Select all eligible' }).click()
  await expect(wizard().locator('[data-selected]')).not.toHaveAttribute('data-selected', /^[01]$/)
  await next(app, 'review')
  await page.keyboard.press('Alt+f')
  await expect(wizard()).toBeHidden()
  await app.visit('SCR-48')
  const after = rowsOf(lab, 'protectedItems').map(({ name }) => name as string)
  expect(after.length).toBeGreaterThan(items.length)
  expect(after.filter((name) => items.includes(name)).sort()).toEqual([...items].sort())
  for (const kind of kinds) expect(rowsOf(lab, kind).length, kind).toBe(before[kind])
  await app.quit()
  expect(offsite('check', '--lab', lab).json).toEqual({ ok: true, problems: [] })
})
