import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { ConsoleApp } from './support/console-app.ts'
import { offsite } from './support/offsite.ts'
import { labShown, openSample } from './support/steps.ts'

const folder = mkdtempSync(join(tmpdir(), 'offsite-clock-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

const stripOf = (page: Page) => page.getByRole('group', { name: 'Lab clock' })
const at = async (page: Page): Promise<number> => Number(await stripOf(page).getAttribute('data-clock'))

test('the clock plays, changes its speed, stands still and steps by keys', async () => {
  const app = await ConsoleApp.launch()
  const { page } = app
  await openSample(app)
  const strip = stripOf(page)
  const begin = await at(page)
  await expect(strip.getByText('Paused')).toBeVisible()
  await expect(page.locator('[data-status="clock"]')).toHaveText('Clock paused')
  await page.keyboard.press('F8')
  await expect(strip.getByText('Playing')).toBeVisible()
  await page.keyboard.press('Shift+F8')
  await expect(strip.locator('[data-clock-speed="600"]')).toBeVisible()
  await expect(page.locator('[data-status="clock"]')).toHaveText('x600')
  await expect.poll(() => at(page)).toBeGreaterThan(begin + 60_000)

  // A window that is loaded anew shows the clock as it goes.
  await page.reload()
  await labShown(page)
  await expect(strip.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect(strip.locator('[data-clock-speed="600"]')).toBeVisible()
  const later = await at(page)
  await expect.poll(() => at(page)).toBeGreaterThan(later)

  await page.keyboard.press('F8')
  await expect(strip.getByRole('button', { name: 'Play' })).toBeVisible()
  await page.screenshot({ path: 'out/test/clock.png' })
  await page.keyboard.press('Control+F8')
  await expect(strip.locator('[data-clock-speed="60"]')).toBeVisible()
  const before = await at(page)
  await page.keyboard.press('F9')
  await expect.poll(() => at(page)).toBeGreaterThanOrEqual(before + 60_000)

  // By a menu, by the status bar, by the palette.
  await strip.locator('[data-clock-speed]').click()
  await page.getByRole('menuitemradio', { name: 'x10,000' }).click()
  await expect(strip.locator('[data-clock-speed="10000"]')).toBeVisible()
  await page.locator('[data-status="clock"]').click()
  await expect(strip.getByRole('button', { name: 'Play' })).toBeFocused()
  const stood = await at(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a command, a place or a machine' }).fill('Step: 1 day')
  await page.keyboard.press('Enter')
  await expect.poll(() => at(page)).toBe(stood + 86_400_000)

  // To a date on the lab's own clock; what lies behind is refused where it was typed.
  await page.keyboard.press('Shift+F9')
  const dialog = page.getByRole('dialog', { name: 'Run to' })
  await dialog.getByLabel('Date', { exact: true }).fill('2026-05-01')
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog.getByText(/^Enter a time after /)).toBeVisible()
  await dialog.getByRole('radio', { name: 'First critical' }).check()
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog.getByText('Nothing is replicated, so nothing would happen.')).toBeVisible()
  await dialog.getByRole('radio', { name: 'Date and time' }).check()
  await page.screenshot({ path: 'out/test/clock-run-to.png' })
  await dialog.getByLabel('Date', { exact: true }).fill('2026-06-01')
  await dialog.getByLabel('Time', { exact: true }).fill('08:30')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect.poll(() => at(page)).toBe(Date.UTC(2026, 5, 1, 6, 30))
  await expect(strip.getByText('Paused')).toBeVisible()
  await app.close()
})

test('runs to what happens, and names the machine that it met', async () => {
  const lab = join(folder, 'ready.offsite')
  expect(offsite('sample', '--size', 'S', '--ready', '--lab', lab).status).toBe(0)
  expect(offsite('replicate', 'enable', '--lab', lab, '--where', 'name:WEB01 OR name:WEB02').status).toBe(0)
  const app = await ConsoleApp.launch({ args: [lab] })
  const { page } = app
  await labShown(page)
  const strip = stripOf(page)
  await strip.locator('[data-command="clock.runTo"]').click()
  await page.getByRole('menuitem', { name: 'Next machine protected' }).click()
  await expect(page.locator('[data-bell="1"]')).toBeVisible()
  await page.locator('[data-bell]').click()
  await expect(page.getByRole('dialog', { name: 'Notifications' }).getByText(/WEB0[12] is protected\./)).toBeVisible()
  await page.screenshot({ path: 'out/test/clock-met.png' })
  await page
    .getByRole('dialog', { name: 'Notifications' })
    .getByRole('button', { name: /^Open WEB0/ })
    .click()
  await app.visit('SCR-33')

  // An event that is not to come soon: the run is shown, and stopped.
  await page.keyboard.press('Shift+F9')
  await page.getByRole('radio', { name: /^First critical of WEB0/ }).check()
  await page.keyboard.press('Enter')
  const run = page.locator('[data-status="run"]')
  await expect(run).toContainText(/Running: First critical of WEB0/)
  await page.screenshot({ path: 'out/test/clock-running.png' })
  await run.getByRole('button', { name: 'Stop' }).click()
  await expect(run).toBeHidden()
  await expect(strip.getByText('Paused')).toBeVisible()
  await app.close()
})
