import { join } from 'node:path'
import { expect } from '@playwright/test'
import { offsite, rowsOf } from '../support/offsite.ts'
import { askEngine } from '../support/raw-port.ts'
import { labShown } from '../support/steps.ts'
import type { Walk } from './walk.ts'

export const recoveryPlan = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  const command = (id: string) => page.locator(`[data-pane="ribbon"] [data-command="${id}"]`)
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: /^Recovery Plans/ }).click()
  await app.visit('SCR-34')
  await page.getByRole('tab', { name: 'Recovery Plan', exact: true }).click()
  await page.locator('[role="grid"] [data-row]').first().click()
  for (const [id, name] of [
    ['recoveryPlan.create', 'create recovery plan'],
    ['recoveryPlan.rename', 'rename a recovery plan'],
    ['recoveryPlan.unplanned', 'failover of a plan'],
    ['recoveryPlan.export', 'export a recovery plan'],
    ['recoveryPlan.delete', 'delete a recovery plan'],
  ] as const) {
    await command(id).click()
    await expect(walk.dialog()).toBeVisible()
    if (id === 'recoveryPlan.create') await expect(walk.dialog().locator('[data-candidates]')).not.toHaveAttribute('data-candidates', '')
    if (id === 'recoveryPlan.unplanned')
      await expect(walk.dialog().getByText('The run goes on while the clock of the lab plays.')).toBeVisible()
    if (id === 'recoveryPlan.export') await expect(walk.dialog().locator('[data-format="powershell"]')).toBeVisible()
    await walk.look(name)
    await walk.leave()
  }
  await command('recoveryPlan.customize').click()
  await app.visit('SCR-35')
  await page.getByRole('listbox', { name: 'Stages of the plan' }).focus()
  await walk.look('a recovery plan')
  await page.getByRole('button', { name: 'Suggest order' }).click()
  await expect(walk.dialog('Suggest order')).toBeVisible()
  await walk.look('suggested order of a plan')
  await walk.leave()
  await page.getByRole('button', { name: '+ Action' }).click()
  await page.getByRole('menuitem', { name: 'Add post action' }).click()
  await walk.dialog().getByLabel('Script Path').fill('C:\\Mount.ps1')
  await walk.dialog().getByRole('button', { name: 'OK' }).click()
  await expect(walk.dialog().getByText('Enter a name.')).toBeVisible()
  await walk.look('action of a plan, at fault')
  await walk.leave()
  await page.getByRole('tab', { name: 'Home' }).click()
}

const labOf = ({ app }: Walk): string => join(app.labs, 'Failovers.offsite')

/** Opens another lab, whose machines are made to stand where each of these dialogs is allowed: the walk's own link would take weeks. */
export const failovers = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  const lab = labOf(walk)
  await page.keyboard.press('Control+w')
  await app.visit('SCR-01')
  for (const work of [
    ['sample', '--size', 'S', '--ready'],
    ['replicate', 'enable', '--where', 'name:WEB0*'],
    ['simulate', '--for', '2d'],
    ['failover', 'unplanned', '--vm', 'WEB01,WEB02,WEB03'],
    ['failover', 'commit', '--vm', 'WEB01,WEB02'],
  ])
    expect(offsite(...work, '--lab', lab), work.join(' ')).toMatchObject({ status: 0 })
  await app.answerDialogs({ open: [lab] })
  await page.keyboard.press('Control+o')
  await labShown(page)
  // Its job waits for a person and stands in the status bar: begun in the window, it is named in the window's language.
  const tested = rowsOf(lab, 'protectedItems', '--where', 'name:WEB04').map(({ id }) => id as number)
  expect(await askEngine(page, 'replication.testFailover', { ids: tested, networkId: null })).toMatchObject({ ok: true })
  expect(await askEngine(page, 'clock.step', { byMs: 1_800_000 })).toMatchObject({ ok: true })
  const failing = rowsOf(lab, 'protectedItems', '--where', 'name:WEB06').map(({ id }) => id as number)
  expect(await askEngine(page, 'replication.unplanned', { ids: failing, point: 'latest', shutdown: true })).toMatchObject({ ok: true })
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: /^Virtual machines/ }).click()
  await app.visit('SCR-31-vms')
  await page.locator('[role="grid"] [data-row]').first().click()
  await walk.look('virtual machines in Azure')
  await page.getByRole('treeitem', { name: /^Replicated Items/ }).click()
  await app.visit('SCR-32')
  await page.getByRole('tab', { name: 'Replicated Item' }).click()
  for (const [machine, verb] of [
    ['WEB05', 'testFailover'],
    ['WEB05', 'planned'],
    ['WEB05', 'unplanned'],
    ['WEB04', 'cleanup'],
    ['WEB03', 'changePoint'],
    ['WEB03', 'commit'],
    ['WEB01', 'failback'],
    ['WEB06', 'cancel'],
  ] as const) {
    // By the menu of its row: in a language of longer words the ribbon has no room for every button.
    await page.getByRole('grid').getByText(machine, { exact: true }).click({ button: 'right' })
    const command = page.getByRole('menu').locator(`[data-command="item.${verb}"]`)
    await expect(command).not.toHaveAttribute('aria-disabled', 'true')
    await command.click()
    const dialog = page.locator(`[data-dialog="item-${verb}"]`)
    await expect(dialog.locator('button[type="submit"]')).not.toHaveAttribute('aria-disabled', 'true')
    await walk.look(`${machine}, ${verb}`)
    await walk.leave()
  }
}

/** A plan whose machines run in Azure: its failback, as it waits for its person, and what completes it. */
export const comingHome = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  const itemIds = rowsOf(labOf(walk), 'protectedItems', '--where', 'name:WEB01 OR name:WEB02').map(({ id }) => id as number)
  const saved = await askEngine(page, 'recoveryPlans.save', { id: null, name: 'Shop', targetRtoMinutes: 60, groups: [{ itemIds }] })
  expect(saved).toMatchObject({ ok: true })
  const command = (id: string) => page.locator(`[data-pane="ribbon"] [data-command="recoveryPlan.${id}"]`)
  await page.getByRole('treeitem', { name: /^Recovery Plans/ }).click()
  await app.visit('SCR-34')
  await page.getByRole('tab', { name: 'Recovery Plan', exact: true }).click()
  await page.getByRole('grid').getByText('Shop', { exact: true }).click()
  await expect(command('failback')).not.toHaveAttribute('aria-disabled', 'true')
  await command('failback').click()
  await expect(walk.dialog().getByText('The run goes on while the clock of the lab plays.')).toBeVisible()
  await walk.look('failback of a plan')
  await walk.dialog().getByRole('button', { name: 'OK', exact: true }).click()
  await app.visit('SCR-35')
  await expect(page.locator('[data-run]')).toHaveCount(1)
  expect(await askEngine(page, 'clock.step', { byMs: 86_400_000 })).toMatchObject({ ok: true })
  await expect(command('completeFailover')).not.toHaveAttribute('aria-disabled', 'true')
  await command('completeFailover').click()
  await expect(page.locator('[data-dialog="item-completeFailover"] button[type="submit"]')).not.toHaveAttribute('aria-disabled', 'true')
  await walk.look('complete the failback of a plan')
  await walk.leave()
  await expect(page.locator('[data-run]').getByRole('button', { name: 'Complete Failover' })).toBeVisible()
  await page.locator('[data-run]').first().scrollIntoViewIfNeeded()
  await walk.look('a plan whose failback waits')
}
