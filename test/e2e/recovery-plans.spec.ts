import { expect, test } from '@playwright/test'
import { ConsoleApp } from './support/console-app.ts'
import { next, openSample, startWizard, wizardOf, wizardPages } from './support/steps.ts'

test('a recovery plan is customised by keys, saved, and asks before changes are lost', async () => {
  const app = await ConsoleApp.launch()
  const { page } = app
  const wizard = wizardOf(page)
  await openSample(app)
  await startWizard(app)
  for (const [n, id] of wizardPages.entries()) {
    if (n > 0) await next(app, id)
    if (id === 'vault') await wizard.locator('[data-field="name"] input').fill('DR-West')
    if (id === 'machines') await wizard.getByRole('button', { name: 'Select all eligible' }).click()
  }
  await page.keyboard.press('Alt+f')
  await app.visit('SCR-48')
  await page.getByRole('treeitem', { name: /^Recovery Plans/ }).click()
  await page.locator('[role="grid"] [data-row]').first().click()
  await page.getByRole('tab', { name: 'Recovery Plan', exact: true }).click()
  await page.locator('[data-pane="ribbon"] [data-command="recoveryPlan.customize"]').click()
  await app.visit('SCR-35')

  const stages = page.getByRole('listbox', { name: 'Stages of the plan' })
  await page.getByRole('button', { name: '+ Group' }).click()
  const machine = stages.locator('[data-stage^="item-"]').first()
  const name = (await machine.locator('span').first().textContent()) ?? ''
  await machine.click()
  await stages.focus()
  const groups = await stages.locator('[data-stage^="group-"]').count()
  for (let n = 1; n < groups; n++) await page.keyboard.press('Alt+Shift+ArrowDown')
  await expect(stages.getByRole('option').last()).toContainText(name)

  await page.getByRole('treeitem', { name: /^Recovery Plans/ }).click()
  await expect(page.getByRole('dialog', { name: 'You have unsaved changes.' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('You have unsaved changes.')).toHaveCount(0)
  await page.getByRole('treeitem', { name: /^Recovery Plans/ }).click()
  await app.visit('SCR-34')
  await app.close()
})
