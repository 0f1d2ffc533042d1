import { expect, type Page, test } from '@playwright/test'
import { ConsoleApp } from './support/console-app.ts'
import { filterBy, labShown, openSample } from './support/steps.ts'
import { sizeTo } from './support/window-size.ts'

test.describe.configure({ mode: 'serial' })

let app: ConsoleApp
test.beforeAll(async () => {
  app = await ConsoleApp.launch()
  await openSample(app)
})
test.afterAll(() => app.close())

const options = async (): Promise<void> => {
  await app.page.keyboard.press('Control+,')
  await app.visit('SCR-21')
}
const rowHeight = async (page: Page): Promise<number> => {
  await page.keyboard.press('Control+1')
  const box = await page.locator('[role="grid"] [data-row]').first().boundingBox()
  return Math.round(box?.height ?? 0)
}
const filterMachines = async (page: Page, where: string): Promise<void> => {
  await page.keyboard.press('Control+1')
  await page
    .getByRole('treeitem', { name: /All Hosts/ })
    .first()
    .click()
  await filterBy(page, where)
}
const saved = (page: Page) => page.locator('[data-status="saved"]')
const chosen = (page: Page) =>
  page.locator('[data-screen="SCR-21"] input:checked').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))

test('every console option works at once', async () => {
  const { page } = app
  expect(await rowHeight(page)).toBe(28)
  await options()
  await page.locator('input[value="dark"]').check()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.locator('input[value="utc"]').check()
  await expect(saved(page)).toContainText('UTC')
  await page.locator('input[value="GB"]').check()
  await page.locator('input[value="comfortable"]').check()
  expect(await rowHeight(page)).toBe(32)
  await expect(page.locator('[role="grid"] [data-row]').first()).toContainText(/\d GB/)
})

test('the ribbon shrinks from the right, and what became a menu works from it', async () => {
  const { page } = app
  await page.keyboard.press('Control+1')
  const groups = page.locator('#ribbon-groups')
  const room = () => groups.evaluate((strip) => strip.clientWidth - strip.scrollWidth)
  const shrunk = () => groups.getByRole('group').evaluateAll((all) => all.map((each) => Number((each as HTMLElement).dataset.shrink)))
  const fits = async (width: number, height: number, zoom: number): Promise<void> => {
    await sizeTo(app, width, height, zoom)
    await expect.poll(room).toBe(0)
  }
  for (const zoom of [1, 1.5, 2]) await fits(1280, 800, zoom)
  await fits(1024, 640, 2)
  expect(new Set(await shrunk())).toEqual(new Set([0, 1, 2]))
  const selected = page.locator('[role="grid"] [data-row][aria-selected="true"]')
  await groups.locator('[data-ribbon-group="Data"]').focus()
  await page.keyboard.press('Enter')
  await groups.getByRole('menuitem', { name: 'Select all' }).press('Enter')
  await expect(selected.first()).toBeVisible()
  await fits(1280, 800, 1)
  expect(new Set(await shrunk())).toEqual(new Set([0]))
})

test('another language comes at once, on the same page, with the lab open', async () => {
  const { page } = app
  await options()
  await page.locator('input[value="en-XA"]').check()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-XA')
  await app.visit('SCR-21')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^⟦.*⟧$/)
  await expect(page.getByRole('treeitem').first()).toBeVisible()
  expect(await app.title()).toContain('Harbour Clinic')
  await page.locator('input[value="en"]').check()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await app.visit('SCR-21')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Console options')
})

test('another rule pack is compared, used in one job, and shown in the status bar', async () => {
  const { page } = app
  const rules = page.locator('[data-status="rules"]')
  await rules.click()
  await app.visit('SCR-22')
  await expect(page.getByRole('heading', { name: /^2016-05: .*used by this lab$/ })).toBeVisible()
  const other = page.locator('[data-pack-switch="2020-01"]')
  await other.getByRole('button', { name: 'Compare' }).click()
  await expect(other.locator('[data-changed]')).toBeVisible()
  const after = other.getByRole('table', { name: /by verdict/ }).getByRole('row', { name: /^Ready / })
  const ready = (await after.getByRole('cell').nth(1).textContent()) ?? ''
  await page.screenshot({ path: 'out/test/rule-packs.png' })
  await other.getByRole('button', { name: 'Use in this lab' }).click()
  await expect(rules).toHaveText('Rules 2020-01')
  await expect(page.getByRole('heading', { name: /^2020-01: .*used by this lab$/ })).toBeVisible()
  await filterMachines(page, 'readiness:ready')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`(${ready})`)
})

test('what was chosen is kept for the next start', async () => {
  await app.quit()
  const again = await ConsoleApp.launch({ folder: app.folder })
  await again.page.locator('[data-recent]', { hasText: 'Harbour Clinic' }).click()
  app = again
  await labShown(app.page)
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await options()
  expect(await chosen(app.page)).toEqual(['dark', 'comfortable', 'GB', 'utc', 'en'])
})
