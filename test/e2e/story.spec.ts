import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { audit } from './support/audit.ts'
import { runTo, stepBy } from './support/clock.ts'
import { ConsoleApp } from './support/console-app.ts'
import { offsite, rowsOf } from './support/offsite.ts'
import { labShown, shownCount } from './support/steps.ts'

const folder = mkdtempSync(join(tmpdir(), 'offsite-story-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

const place = async (app: ConsoleApp, name: RegExp, screen: string): Promise<void> => {
  await app.page.getByRole('treeitem', { name }).click()
  await app.visit(screen)
}
const row = (page: Page, name: string): Locator => page.getByRole('grid').locator('[data-row]').filter({ hasText: name })

/** Runs a command of the ribbon that asks first, judges the dialog where no other test does, and leaves it to the caller. */
const ask = async (page: Page, id: string): Promise<Locator> => {
  const command = page.locator(`[data-pane="ribbon"] [data-command="${id}"]`)
  await expect(command).not.toHaveAttribute('aria-disabled', 'true')
  await command.click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await expect(dialog.getByRole('progressbar')).toHaveCount(0)
  if (id.startsWith('recoveryPlan.')) await audit(page)
  return dialog
}
const agree = async (dialog: Locator, button = 'OK'): Promise<void> => {
  await expect(dialog.getByRole('button', { name: button, exact: true })).toBeEnabled()
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await expect(dialog).toBeHidden()
}

/** Every row of the list on screen, as it stands there, down to the last one. */
const shownRows = async (page: Page, fields: readonly string[]): Promise<Record<string, string>[]> => {
  const total = await shownCount(page)
  const grid = page.getByRole('grid')
  await grid.focus()
  await page.keyboard.press('Control+Home')
  const rows = new Map<number, Record<string, string>>()
  await expect
    .poll(async () => {
      const seen = await grid.locator('[role="row"][aria-rowindex]:not([aria-rowindex="1"])').evaluateAll(
        (elements, wanted) =>
          elements.map((element) => ({
            at: Number(element.getAttribute('aria-rowindex')),
            loaded: element.hasAttribute('data-row'),
            cells: Object.fromEntries(wanted.map((field) => [field, element.querySelector(`[data-field="${field}"]`)?.textContent ?? ''])),
          })),
        [...fields],
      )
      for (const { at, loaded, cells } of seen) if (loaded) rows.set(at, cells)
      if (rows.size < total && seen.every(({ loaded }) => loaded)) await page.keyboard.press('PageDown')
      return rows.size
    })
    .toBe(total)
  return [...rows].sort(([a], [b]) => a - b).map(([, cells]) => cells)
}

test('five machines from protection to Azure and back, then back in time: the command line finds what the window showed', async () => {
  const lab = join(folder, 'story.offsite')
  expect(offsite('sample', '--size', 'S', '--ready', '--lab', lab).status).toBe(0)
  const app = await ConsoleApp.launch({ args: [lab] })
  const { page } = app
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await labShown(page)
  await page.keyboard.press('Control+6')
  await place(app, /^Replicated Items/, 'SCR-32')

  // Five machines, by keys.
  const wizard = page.locator('[data-wizard="enable-replication"]')
  const onPage = (id: string) =>
    expect(page.locator(`[data-wizard="enable-replication"][data-page="${id}"][data-ready="true"]`)).toBeVisible()
  await page.keyboard.press('Control+r')
  for (const id of ['source', 'target'] as const) {
    await onPage(id)
    await page.keyboard.press('Alt+n')
  }
  await onPage('machines')
  await wizard.getByLabel('Filter machines').fill('name:DC01 OR name:WEB0* OR name:APP01')
  await page.keyboard.press('Enter')
  await expect(wizard.locator('[data-machine="APP01"]')).toBeVisible()
  await expect(wizard.locator('[data-machine="SQL01"]')).toHaveCount(0)
  await wizard.getByRole('grid').focus()
  await page.keyboard.press('Home')
  for (let n = 0; n < 5; n++) {
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
  }
  await expect(wizard.locator('[data-selected="5"]')).toBeVisible()
  for (const id of ['properties', 'settings', 'summary'] as const) {
    await page.keyboard.press('Alt+n')
    await onPage(id)
  }
  await page.keyboard.press('Alt+f')
  await expect(wizard).toBeHidden()
  await expect(page.getByRole('grid').locator('[data-row]')).toHaveCount(5)
  await runTo(page, 'all-protected')
  await expect(page.getByRole('grid').getByText('Protected', { exact: true })).toHaveCount(5)

  // A test failover of one, with notes of who tested it.
  await row(page, 'WEB01').click()
  await page.getByRole('tab', { name: 'Replicated Item' }).click()
  await agree(await ask(page, 'item.testFailover'))
  await runTo(page, 'waiting-job')
  await expect(row(page, 'WEB01').getByText('Test failover: complete testing')).toBeVisible()
  let dialog = await ask(page, 'item.cleanup')
  await dialog.getByLabel('Notes').fill('RDP slow on first logon')
  await dialog.getByLabel(/^The test failover is complete/).check()
  await agree(dialog, 'Complete the test')
  await stepBy(page, '15min')
  await expect(row(page, 'WEB01').getByText('Protected')).toBeVisible()

  // The five in a plan by tiers; the site is lost, the plan brings them up, the failover is accepted.
  await place(app, /^Recovery Plans/, 'SCR-34')
  await page.getByRole('tab', { name: 'Recovery Plan', exact: true }).click()
  dialog = await ask(page, 'recoveryPlan.create')
  await dialog.getByRole('button', { name: 'Select those shown' }).click()
  await dialog.getByLabel('Groups by tier, from tags and names').check()
  await agree(dialog)
  await app.visit('SCR-35')
  const stages = page.getByRole('listbox', { name: 'Stages of the plan' })
  await expect(stages.locator('[data-stage^="group-"]')).toHaveCount(3)
  dialog = await ask(page, 'recoveryPlan.unplanned')
  await dialog.getByLabel('Shut down machines before beginning failover').uncheck()
  await agree(dialog)
  await stepBy(page, '15min')
  const run = page.locator('[data-run]').first()
  await expect(run.getByText('Completed')).toBeVisible()
  const rtoMs = Number(await run.getAttribute('data-rto-ms'))
  await agree(await ask(page, 'recoveryPlan.commit'), 'Commit')
  await stepBy(page, '15min')
  await expect(stages.getByText('Failover committed')).toHaveCount(5)
  const committedAt = Number(await page.locator('[data-clock-strip]').getAttribute('data-clock'))

  // Back to the site.
  await stepBy(page, '1h')
  await agree(await ask(page, 'recoveryPlan.failback'))
  await stepBy(page, '1d')
  await expect(stages.getByText('Failback: waiting for Complete Failover')).toHaveCount(5)
  await agree(await ask(page, 'recoveryPlan.completeFailover'), 'Complete Failover')
  await stepBy(page, '15min')
  await expect(stages.getByText('Failback completed, commit pending')).toHaveCount(5)
  await agree(await ask(page, 'recoveryPlan.commit'), 'Commit')
  await stepBy(page, '15min')
  await expect(stages.getByText('Failed back, not protected')).toHaveCount(5)
  await agree(await ask(page, 'recoveryPlan.reverse'), 'Reverse Replicate')
  await stepBy(page, '1d')
  await expect(stages.getByText('Protected', { exact: true })).toHaveCount(5)

  // Back in time, to just before the failback: what came later is a branch, which stays.
  await page.keyboard.press('Control+Shift+F9')
  dialog = page.getByRole('dialog', { name: 'Rewind' })
  await dialog.getByLabel('Filter').fill('Planned failover (failback)')
  const moments = dialog.getByRole('listbox', { name: 'Go back to just before' })
  await expect(moments).toHaveAttribute('data-rows', '5')
  await moments.focus()
  await page.keyboard.press('End')
  await expect(dialog.locator('[data-rewind="taken"]')).toBeVisible()
  await dialog.getByRole('button', { name: 'Rewind', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(stages.getByText('Failover committed')).toHaveCount(5)
  await expect(page.locator('[data-run]')).toHaveCount(1)

  // What the window shows now.
  await place(app, /^Replicated Items/, 'SCR-32')
  const items = await shownRows(page, ['name', 'status'])
  await place(app, /^Site Recovery jobs/, 'SCR-17')
  const jobs = await shownRows(page, ['name', 'status', 'resultName'])
  await page.keyboard.press('Control+5')
  await place(app, /^Branches of time/, 'settings-branches')
  const list = page.getByRole('listbox', { name: 'Branches' })
  await expect(list).toHaveAttribute('data-rows', '2')
  const branches = await list.locator('[data-row]').evaluateAll((rows) =>
    rows.map((each) => {
      const [id, state, , , , events] = [...each.children].map((cell) => cell.textContent ?? '')
      return { id: Number(id), current: state === 'Present', events: Number((events ?? '').replaceAll(',', '')) }
    }),
  )
  const now = Number(await page.locator('[data-clock-strip]').getAttribute('data-clock'))
  expect(now).toBeGreaterThanOrEqual(committedAt)
  await app.close()

  // What the file holds.
  const words = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1)
  expect(rowsOf(lab, 'protectedItems').map(({ name, status }) => ({ name, status }))).toEqual(items)
  expect(
    rowsOf(lab, 'jobs', '--where', '(kind:setup* OR kind:replication*)').map(({ name, status, resultName }) => ({
      name,
      status: words(status),
      resultName,
    })),
  ).toEqual(jobs)
  expect(offsite('plan-run', '--plan', 'Plan 1', '--history', '--lab', lab).json.runs).toMatchObject([
    { kind: 'unplanned', status: 'completed', rtoSeconds: Math.floor(rtoMs / 1000), groups: [{ group: 1 }, { group: 2 }, { group: 3 }] },
  ])
  const clock = offsite('clock', '--lab', lab).json
  expect(Date.parse(clock.now)).toBe(now)
  const held = clock.branches.map(({ id, current, events }: { id: number; current: boolean; events: number }) => ({ id, current, events }))
  expect(held).toEqual(branches.sort((a, b) => a.id - b.id))
  expect(offsite('check', '--lab', lab).json).toEqual({ ok: true, problems: [] })
})
