import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { demoExportName, demoExportText } from '../../../main/domain/sample/demo-export.ts'
import { ConsoleApp } from '../support/console-app.ts'
import { openMachines } from '../support/steps.ts'
import { DemoReport } from './demo-report.ts'

/** 12 May 2026 14:05 UTC: the pictures show the same minute on every day. */
const demoClock = String(Date.UTC(2026, 4, 12, 14, 5))

test('Anna finds out by noon what can be protected', async () => {
  const report = new DemoReport()
  const app = await ConsoleApp.launch({ env: { OFFSITE_DEMO_CLOCK: demoClock } })
  try {
    await walk(app, report)
  } catch (error) {
    // The window as it stood says more than the failed line.
    await app.page.screenshot({ path: report.path('failed.png') })
    throw error
  }
})

const walk = async (app: ConsoleApp, report: DemoReport): Promise<void> => {
  const { page } = app
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  const h1 = page.getByRole('heading', { level: 1 })
  const wizard = page.locator('[data-wizard="getting-started"]')
  const wizardHeading = wizard.getByRole('heading', { level: 1 })

  // 1 The start screen, then the sample lab.
  await app.visit('SCR-01')
  await report.shoot(app, '01-start', h1, 'Offsite Console', {
    'the sample lab is offered': page.getByRole('button', { name: /Open sample lab/ }),
    'an own inventory can be imported': page.getByRole('button', { name: /Import your inventory/ }),
  })
  await page.getByRole('button', { name: /Open sample lab/ }).click()
  await expect(page.locator('[data-screen="SCR-01"]')).toBeHidden()
  await expect(page.getByRole('tree').first()).toBeVisible()

  // 2 The export of the clinic's VMM server: two bad rows.
  const exported = report.path(demoExportName)
  writeFileSync(exported, demoExportText())
  await app.answerDialogs({ open: [exported] })
  await page.keyboard.press('Control+i')
  const dialog = page.getByRole('dialog', { name: 'Import inventory' })
  await dialog.getByRole('button', { name: 'Add files' }).click()
  await expect(dialog.getByText(demoExportName)).toBeVisible()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByRole('heading', { name: 'Preview' })).toBeVisible()
  await report.shoot(app, '02-import-preview', dialog.getByRole('heading', { name: 'Preview' }), 'Preview', {
    'two rows are left out': dialog.locator('[data-rejects="2"]'),
    'each with its reason': dialog.getByRole('table', { name: 'Rows left out' }),
  })
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByRole('heading', { name: 'Result' })).toBeVisible()
  await app.answerDialogs({ save: report.path('rejects.csv') })
  await dialog.getByRole('button', { name: 'Save rejects CSV' }).click()
  await expect.poll(() => readdirSync(report.folder)).toContain('rejects.csv')
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()

  // 3 The machines that some rule objects to.
  await openMachines(app)
  await page.keyboard.press('Control+f')
  await page.keyboard.type('failing:*')
  await page.keyboard.press('Enter')
  const grid = page.getByRole('grid').first()
  await expect(grid.getByRole('row', { name: /SQL01/ })).toBeVisible()
  await report.shoot(app, '03-vms-grid', h1, /^VMs \(\d+\)$/, {
    'SQL01 is listed': grid.getByRole('row', { name: /SQL01/ }),
    'the filter is applied': page.getByRole('list', { name: 'Applied filter' }),
  })

  // 4 Why SQL01 is not ready.
  await grid.getByRole('row', { name: /SQL01/ }).click()
  await page.getByRole('tab', { name: /^Readiness/ }).click()
  await report.shoot(app, '04-readiness', h1, /^VMs \(\d+\)$/, {
    'the rule is named': page.getByText('DATADISK-SIZE').first(),
    'the limit is quoted as printed': page.getByText(/1,023 GB/).first(),
  })

  // 5 Getting Started: prerequisites, vault, protection goal.
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: 'Getting Started' }).click()
  await app.visit('SCR-26')
  await page
    .locator('[data-screen="SCR-26"]')
    .getByRole('button', { name: /Start|Resume/ })
    .first()
    .click()
  await onPage(page, 'prerequisites')
  await app.visit('W4-prerequisites')
  await next(page, 'vault')
  await app.visit('W4-vault')
  await next(page, 'protectionGoal')
  await app.visit('W4-protectionGoal')
  await report.shoot(app, '05-protection-goal', wizardHeading, 'Protection goal', {
    'to Azure': wizard.getByLabel(/Where do you want to replicate/),
    'managed by VMM': wizard.getByLabel(/System Center VMM to manage/),
  })

  // 6 Source: an HTTPS proxy is refused, then a proxy that asks for a password.
  await next(page, 'source')
  await app.visit('W4-source')
  await wizard.getByLabel('Connect to Azure Site Recovery using a proxy server').check()
  await wizard.getByLabel(/^Address/).fill('https://proxy01.harbour.example')
  await page.keyboard.press('Alt+n')
  await expect(wizard.getByText(/HTTPS proxy isn't supported/).first()).toBeVisible()
  await report.shoot(app, '06-source-proxy', wizardHeading, /source/i, {
    'an HTTPS proxy is refused': wizard.getByText(/An HTTPS proxy isn't supported\. Enter/).first(),
  })
  await wizard.getByLabel(/^Address/).fill('proxy01.harbour.example')
  await wizard.getByLabel('This proxy server requires authentication').check()
  await wizard.getByLabel(/^User name/).fill('HARBOUR\\svc-proxy')
  await wizard.getByLabel(/^Password/).fill(randomBytes(12).toString('base64'))
  await page.keyboard.press('Tab')
  await expect(wizard.getByLabel(/^Password/)).toHaveAttribute('placeholder', '••••••••')

  // 7 Target: the planned network begins with the gateway's subnet and lacks one for the databases.
  await next(page, 'target')
  await app.visit('W4-target')
  await wizard.getByLabel('Subnet 1 name').fill('GatewaySubnet')
  const database = await subnetNumber(page, 'DB-20')
  await wizard.getByLabel(`Subnet ${database} name`).fill('Spare')
  await page.keyboard.press('Tab')
  await report.shoot(app, '07-target', wizardHeading, 'Target', {
    'one storage account fits': wizard.getByText(/^Found 1 \(Standard\)/),
    'one network fits': wizard.getByText(/^Found 1 compatible Azure virtual networks/),
  })

  // 8 Network mapping: the databases would land in the gateway's subnet.
  await next(page, 'networkMapping')
  await app.visit('W4-networkMapping')
  const lands = wizard.getByRole('list', { name: 'Where Prod-DB lands' })
  await expect(lands.getByText(/GatewaySubnet, where machines can't run/)).toBeVisible()
  await wizard.getByRole('button', { name: /Fix .*add subnet DB-20/ }).click()
  await expect(lands.getByText(/from DB-20, same name/)).toBeVisible()
  await report.shoot(app, '08-network-mapping', wizardHeading, 'Network mapping', {
    'the databases land in their own subnet': lands.getByText(/from DB-20, same name/),
  })

  // 9 Replication settings: snapshots less often than points are kept.
  await next(page, 'replication')
  await app.visit('W4-replication')
  await wizard.getByLabel(/App-consistent snapshot frequency/).fill('2')
  await page.keyboard.press('Alt+n')
  await expect(wizard.getByText(/Must be below the retention of 2 h/).first()).toBeVisible()
  await report.shoot(app, '09-replication-settings', wizardHeading, 'Replication settings', {
    'two hours are too many': wizard.getByText(/Must be below the retention of 2 h/).first(),
  })
  await wizard.getByLabel(/App-consistent snapshot frequency/).fill('1')
  await next(page, 'capacity')
  await app.visit('W4-capacity')

  // 10 Virtual machines: everything that can be protected.
  await next(page, 'machines')
  await app.visit('W4-machines')
  await wizard.getByRole('button', { name: 'Select all eligible' }).click()
  await expect(wizard.locator('[data-selected]')).not.toHaveAttribute('data-selected', '0')
  await wizard.getByLabel('Filter machines').fill('SQL')
  await expect(wizard.locator('[data-machine="SQL01"]')).toBeVisible()
  await report.shoot(app, '10-virtual-machines', wizardHeading, 'Virtual machines', {
    'SQL01 says why it is left out': wizard.locator('[data-machine="SQL01"]').getByText(/DATADISK-SIZE/),
    'SQL02 is selected': wizard.locator('[data-machine="SQL02"][aria-selected="true"]'),
  })

  // 11 Review and View Script.
  await next(page, 'review')
  await app.visit('W4-review')
  await page.keyboard.press('Control+Shift+v')
  const script = page.getByRole('dialog', { name: /Script/ })
  await expect(script).toBeVisible()
  await report.shoot(app, '11-review', script.getByRole('heading').first(), /Script/, {
    'the script can be copied': script.getByRole('button', { name: 'Copy' }),
  })
  await page.keyboard.press('Escape')
  await expect(script).toBeHidden()
  await page.keyboard.press('Alt+f')

  // 12 The plan, and what the admin takes along.
  await expect(wizard).toBeHidden()
  await app.visit('SCR-48')
  await report.shoot(app, '12-plan', h1, 'Plan', {
    'the vault is named': page.getByText('DR-West').first(),
    'next steps are listed': page.getByRole('heading', { name: 'Next steps' }),
  })
  for (const format of ['html', 'json'] as const) {
    await app.answerDialogs({ save: report.path(`plan.${format}`) })
    await page.getByRole('button', { name: format.toUpperCase(), exact: true }).click()
    await expect.poll(() => readdirSync(report.folder)).toContain(`plan.${format}`)
  }
  mkdirSync(report.path('scripts'), { recursive: true })
  await page.getByRole('button', { name: 'Scripts' }).click()
  await app.answerDialogs({ open: [report.path('scripts')] })
  await page.getByRole('button', { name: 'Save to folder' }).click()
  await expect.poll(() => readdirSync(report.path('scripts')).length).toBeGreaterThan(3)
  await page.keyboard.press('Escape')

  const lab = readdirSync(app.labs).find((name) => name.endsWith('.offsite')) ?? ''
  const info = await app.app.evaluate(() => ({ electron: process.versions.electron, chrome: process.versions.chrome }))
  await app.quit()
  const kept = report.path('harbour-clinic.offsite')
  copyFileSync(join(app.labs, lab), kept)
  const command = execFileSync(process.execPath, [resolve('out/main/cli.js'), 'plan', '--lab', kept, '--json'], { encoding: 'utf8' })
  expect(JSON.parse(readFileSync(report.path('plan.json'), 'utf8'))).toEqual(JSON.parse(command))
  report.write({ product: 'Offsite Console', ...info, lab: 'harbour-clinic.offsite', planEqualsCommandLine: true })
  await app.close()
}

const onPage = async (page: Page, id: string): Promise<void> => {
  await expect(page.locator(`[data-wizard="getting-started"][data-page="${id}"][data-ready="true"]`)).toBeVisible()
}

const next = async (page: Page, to: string): Promise<void> => {
  await expect(page.locator('[data-wizard="getting-started"][data-ready="true"]')).toBeVisible()
  await page.keyboard.press('Alt+n')
  await onPage(page, to)
}

/** The number under which the planned network lists a subnet. */
const subnetNumber = async (page: Page, name: string): Promise<number> => {
  const fields = page.locator('[data-wizard="getting-started"]').getByLabel(/^Subnet \d+ name/)
  for (let n = 0; n < (await fields.count()); n += 1) if ((await fields.nth(n).inputValue()) === name) return n + 1
  throw new Error(`The planned network has no subnet ${name}.`)
}
