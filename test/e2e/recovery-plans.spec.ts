import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { audit } from './support/audit.ts'
import { stepBy } from './support/clock.ts'
import { ConsoleApp } from './support/console-app.ts'
import { offsite } from './support/offsite.ts'
import { labShown } from './support/steps.ts'

const folder = mkdtempSync(join(tmpdir(), 'offsite-plans-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a recovery plan is made, ordered, customised by keys, rehearsed with a person in it, compared and exported', async () => {
  const lab = join(folder, 'plans.offsite')
  expect(offsite('sample', '--size', 'S', '--ready', '--lab', lab).status).toBe(0)
  const where = 'name:DC01 OR name:APP0* OR name:WEB0*'
  expect(offsite('replicate', 'enable', '--lab', lab, '--where', where).json.enabled).toBeGreaterThan(4)
  expect(offsite('simulate', '--lab', lab, '--for', '3d').status).toBe(0)
  const app = await ConsoleApp.launch({ args: [lab] })
  const { page } = app
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await labShown(page)
  const command = (id: string) => page.locator(`[data-pane="ribbon"] [data-command="recoveryPlan.${id}"]`)
  const dialog = page.getByRole('dialog')
  const look = async (name: string): Promise<void> => {
    await audit(page)
    await page.screenshot({ path: `out/test/plans-${name}.png` })
  }
  const agree = async (button = 'OK'): Promise<void> => {
    await dialog.getByRole('button', { name: button, exact: true }).click()
    await expect(dialog).toHaveCount(0)
  }

  // Made of what is found by a search, with a proposed name; nothing chosen is refused in place.
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: /^Recovery Plans/ }).click()
  await app.visit('SCR-34')
  await page.getByRole('tab', { name: 'Recovery Plan', exact: true }).click()
  await command('create').click()
  await expect(dialog.getByLabel(/^Name/)).toHaveValue('Plan 1')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByText('Select at least one machine.')).toBeVisible()
  await dialog.getByLabel('Find machines').fill('01')
  await expect(dialog.getByRole('checkbox', { name: 'WEB02' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Select those shown' }).click()
  await look('create')
  await agree()
  await app.visit('SCR-35')
  const stages = page.getByRole('listbox', { name: 'Stages of the plan' })
  await expect(stages.locator('[data-stage^="item-"]').first()).toBeVisible()
  const machines = await stages.locator('[data-stage^="item-"]').count()
  expect(machines).toBeGreaterThan(2)

  // The order of tiers, taken in part.
  await page.getByRole('button', { name: 'Suggest order' }).click()
  await look('suggest')
  await expect(dialog.getByText('"DC" in its name: directory or name service.')).toBeVisible()
  const web = dialog.getByRole('row').filter({ hasText: 'WEB01' })
  await web.getByRole('checkbox').uncheck()
  await dialog.getByRole('button', { name: /^Use \d+ change/ }).click()
  await expect(dialog).toHaveCount(0)
  await expect(stages.locator('[data-stage^="group-"]')).toHaveCount(2)

  // Groups by keys, actions in their dialog: a wrong path is told there.
  await page.getByRole('button', { name: '+ Group' }).click()
  await stages.getByRole('option', { name: /^WEB01/ }).click()
  await stages.focus()
  for (let n = 0; n < 2; n++) await page.keyboard.press('Alt+Shift+ArrowDown')
  await expect(stages.getByRole('option').last()).toContainText('WEB01')
  const insert = async (place: string): Promise<void> => {
    await page.getByRole('button', { name: '+ Action' }).click()
    await page.getByRole('menuitem', { name: place }).click()
  }
  await insert('Add pre-action')
  await dialog.getByLabel(/^Name/).fill('Mount')
  await dialog.getByLabel('Script Path').fill('C:\\Mount.ps1')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByText('Write a path like \\RPScripts\\Mount.ps1.')).toBeVisible()
  await dialog.getByLabel('Script Path').fill('\\RPScripts\\Mount.ps1')
  await look('action')
  await agree()
  await insert('Add post action')
  await dialog.getByLabel('Insert').selectOption({ label: 'Manual action' })
  await dialog.getByLabel(/^Name/).fill('Check DNS')
  await dialog.getByLabel('Duration (minutes)').fill('5')
  await agree()

  // Changes are kept on leaving only when a person says so.
  await page.getByRole('treeitem', { name: /^Recovery Plans/ }).click()
  await expect(page.getByRole('dialog', { name: 'You have unsaved changes.' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByLabel('Target RTO (minutes)').fill('10')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('You have unsaved changes.')).toHaveCount(0)
  await stages.getByRole('option', { name: /Check DNS/ }).click()
  await stages.focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel(/^Name/)).toHaveValue('Check DNS')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  // A rehearsal waits for its person, is measured against the target, cleaned up as a whole, and done once more.
  for (const nth of [1, 2]) {
    await command('test').click()
    await expect(dialog.getByText(/of \d+ virtual machines will be failed over/)).toBeVisible()
    if (nth === 1) await look('run')
    await agree()
    const run = page.locator('[data-run]').first()
    const confirm = page.getByRole('button', { name: 'Confirm that it is done' })
    await stepBy(page, '15min')
    await expect(run.getByText('Waiting for input')).toBeVisible()
    await confirm.click()
    await expect(confirm).toHaveCount(0)
    await stepBy(page, '15min')
    await expect(run.getByText('Completed')).toBeVisible()
    await expect(run.getByText('Over the target of 10 min')).toBeVisible()
    if (nth === 1) await run.scrollIntoViewIfNeeded()
    if (nth === 1) await look('ran')
    await command('cleanup').click()
    await dialog.getByLabel(/^The test failover is complete/).check()
    await agree('Complete the test')
    await stepBy(page, '15min')
  }
  const compare = page.getByRole('region', { name: 'Compare runs' })
  await expect(compare.locator('[data-figure="rto"]')).toBeVisible()
  await compare.scrollIntoViewIfNeeded()
  await look('compared')

  // Renamed and exported from where it is.
  await command('rename').click()
  await dialog.getByLabel(/^Name/).fill("Shop's plan")
  await agree()
  await expect(page.getByRole('heading', { level: 1, name: "Shop's plan" })).toBeVisible()
  await expect(page.locator('[data-run]')).toHaveCount(2)
  const file = join(folder, 'plan.ps1')
  await app.answerDialogs({ save: file })
  await command('export').click()
  await expect(dialog.locator('[data-format="powershell"]')).toContainText('New-AzRecoveryServicesAsrRecoveryPlan')
  await look('export')
  await agree('Save')
  expect(readFileSync(file, 'utf8')).toContain("name = 'Shop''s plan'")
  await app.close()
  const json = join(folder, 'plan.json')
  expect(offsite('plan-export', '--plan', "Shop's plan", '--as', 'json', '--out', json, '--lab', lab).status).toBe(0)
  expect(JSON.parse(readFileSync(json, 'utf8')).properties.groups).toHaveLength(5)
  expect(offsite('plan-run', '--plan', "shop's plan", '--history', '--lab', lab).json.runs).toHaveLength(2)
})
