import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { audit } from './support/audit.ts'
import { ConsoleApp } from './support/console-app.ts'
import { openSample, shownCount, startWizard } from './support/steps.ts'
import { sizeTo } from './support/window-size.ts'

test.describe.configure({ mode: 'serial' })

let app: ConsoleApp
let page: Page
test.beforeAll(async () => {
  app = await ConsoleApp.launch()
  page = app.page
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await openSample(app)
})
test.afterAll(() => app.close())

const overview = async (): Promise<void> => {
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: 'Overview' }).click()
  await app.visit('SCR-25')
}
const tile = (id: string): Locator => page.locator(`[data-tile="${id}"]`)
const order = (): Promise<string[]> =>
  page.locator('[data-tile]').evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.tile ?? ''))
const menuOf = async (id: string, command: string): Promise<void> => {
  await tile(id).locator('[data-tile-menu]').click()
  await page.locator(command).click()
}

/** Opens every number of every tile as it stands on screen, and comes back. */
const everyNumber = async (): Promise<number> => {
  const all = await page
    .locator('[data-tile] [data-figure]')
    .evaluateAll((buttons) =>
      buttons.map(
        (button) =>
          [
            (button.closest('[data-tile]') as HTMLElement).dataset.tile ?? '',
            (button as HTMLElement).dataset.figure ?? '',
            Number((button as HTMLElement).dataset.count),
          ] as const,
      ),
    )
  for (const [id, figure, count] of all) {
    await tile(id).locator(`[data-figure="${figure}"]`).click()
    if (id === 'start') {
      await app.visit('SCR-26')
      await expect(page.locator('[data-setup-page] [data-tone="success"]')).toHaveCount(count)
    } else {
      await expect(page.locator('[data-pane="content"] [data-screen][data-ready="true"]')).toBeVisible()
      expect([id, figure, await shownCount(page)]).toEqual([id, figure, count])
    }
    await page.keyboard.press('Alt+ArrowLeft')
    await app.visit('SCR-25')
    // Back to the number that was opened.
    await expect(tile(id).locator(`[data-figure="${figure}"]`)).toBeFocused()
  }
  return all.length
}

test('every number is the length of the list that it opens; Back and Forward keep the filter', async () => {
  await overview()
  expect(await everyNumber()).toBeGreaterThan(25)
  await tile('ready').locator('[data-figure="not-ready"]').click()
  const count = await shownCount(page)
  expect(count).toBeGreaterThan(0)
  const box = page.getByRole('combobox', { name: 'Filter' })
  await expect(box).toHaveValue('readiness:not-ready')
  await page.keyboard.press('Alt+ArrowLeft')
  await app.visit('SCR-25')
  await page.keyboard.press('Alt+ArrowRight')
  await expect(box).toHaveValue('readiness:not-ready')
  expect(await shownCount(page)).toBe(count)
})

test('events have a list with details', async () => {
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: /Site Recovery Events/ }).click()
  await app.visit('SCR-37')
})

test('everything by keyboard: walk, open, move, resize, hide, show, rename, about, reset', async () => {
  await overview()
  const first = await order()
  await tile('health').focus()
  await page.keyboard.press('ArrowRight')
  await expect(tile('items')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(tile('rules')).toBeFocused()
  await page.keyboard.press('End')
  await expect(tile(first.at(-1) ?? '')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(tile('health')).toBeFocused()
  // One Tab stop for the tile, then its numbers and its menu.
  await page.keyboard.press('Tab')
  await expect(tile('health').locator('[data-tile-menu]')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(tile('health').locator('[data-figure="servers"]')).toBeFocused()
  await page.keyboard.press('Home')

  await page.keyboard.press('Control+ArrowRight')
  await expect.poll(order).toEqual(['items', 'health', ...first.slice(2)])
  await expect(tile('health')).toBeFocused()
  await page.keyboard.press('Control+ArrowLeft')
  await expect.poll(order).toEqual(first)
  await page.keyboard.press('Control+ArrowUp')
  await expect(page.locator('[aria-live="polite"]').filter({ hasText: 'Health is at the edge.' })).toHaveCount(1)

  await expect(tile('health')).toHaveAttribute('data-size', 'M')
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await expect(tile('health')).toHaveAttribute('data-size', 'S')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await expect(tile('health')).toHaveAttribute('data-size', 'M')

  await page.keyboard.press('F2')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('What is wrong')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(tile('health').getByRole('heading')).toHaveText('What is wrong')
  await expect(tile('health')).toBeFocused()

  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.getByRole('menuitem', { name: 'About this figure' }).press('Enter')
  await expect(dialog).toContainText('clock of the lab')
  await expect(dialog).toContainText('Site Recovery Eventsage<=24h')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(tile('health')).toBeFocused()

  await page.keyboard.press('Delete')
  await expect(tile('health')).toHaveCount(0)
  await expect(tile('items')).toBeFocused()
  await page.keyboard.press('Enter')
  await app.visit('SCR-32')
  await page.keyboard.press('Alt+ArrowLeft')
  await app.visit('SCR-25')
  const edit = page.locator('[data-edit-tiles]')
  await edit.press('Enter')
  await page.locator('[data-tile-choice="health"]').press('Enter')
  await expect(tile('health').locator('[data-figure]')).toHaveCount(3)
  await expect.poll(order).toEqual([...first.slice(1), 'health'])
  await page.keyboard.press('Escape')
  await edit.press('Enter')
  await page.locator('[data-tile-command="reset"]').press('Enter')
  await expect.poll(order).toEqual(first)
  await expect(tile('health').getByRole('heading')).toHaveText('Health')
})

test('by mouse: drag, resize, menus', async () => {
  await overview()
  const first = await order()
  const title = tile('health').getByRole('heading')
  const drag = async (from: Locator, to: { x: number; y: number }, end: 'drop' | 'escape' = 'drop'): Promise<void> => {
    const start = (await from.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
    await page.mouse.down()
    await page.mouse.move(start.x + start.width / 2 + 10, start.y + 10)
    await page.mouse.move(to.x, to.y, { steps: 4 })
    if (end === 'escape') await page.keyboard.press('Escape')
    await page.mouse.up()
  }
  const middle = async (id: string): Promise<{ x: number; y: number }> => {
    const box = (await tile(id).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  await drag(title, await middle('ready'), 'escape')
  await expect.poll(order).toEqual(first)
  await drag(title, await middle('ready'))
  await expect.poll(order).toEqual(['items', 'ready', 'health', ...first.slice(3)])

  await tile('plans').scrollIntoViewIfNeeded()
  const corner = tile('plans').locator('[data-corner]')
  const from = (await corner.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await drag(corner, { x: from.x, y: from.y + 120 })
  await expect(tile('plans')).toHaveAttribute('data-size', 'M')

  await menuOf('events', '[data-tile-size="L"]')
  await expect(tile('events')).toHaveAttribute('data-size', 'L')
  await page.keyboard.press('Escape')
  await menuOf('maps', '[data-tile-command="hide"]')
  await expect(tile('maps')).toHaveCount(0)
  await menuOf('jobs', '[data-tile-command="move-left"]')
  const arranged = await order()
  expect(arranged.indexOf('jobs')).toBeLessThan(first.indexOf('jobs'))

  // Kept in the lab: the same after it was closed and opened again.
  await page.locator('[data-command="file"]').click()
  await page.locator('[role="menuitem"][data-command="lab.close"]').click()
  await app.visit('SCR-01')
  expect(existsSync(join(app.labs, 'Harbour Clinic.offsite'))).toBe(true)
  await page.locator('[data-recent]').first().click()
  await expect(page.getByRole('treeitem').first()).toBeVisible()
  await overview()
  expect(await order()).toEqual(arranged)
  await expect(tile('plans')).toHaveAttribute('data-size', 'M')
  await page.locator('[data-edit-tiles]').click()
  await page.locator('[data-tile-command="reset"]').click()
  await expect.poll(order).toEqual(first)
})

test('follows a change of the lab by itself, and its clock', async () => {
  await overview()
  const draft = tile('start').locator('[data-figure="done"]')
  await expect(draft).toHaveAttribute('data-count', '0')
  await startWizard(app)
  await page.keyboard.press('Alt+n')
  await expect(page.locator('[data-wizard="getting-started"][data-page="vault"]')).toBeVisible()
  await page.keyboard.press('Control+s')
  await page.keyboard.press('Escape')
  const leave = page.locator('[data-dialog="wizard-leave"]')
  const keep = leave.getByRole('button', { name: 'Keep' })
  await expect(leave.or(page.getByRole('treeitem', { name: 'Overview' })).first()).toBeVisible()
  if (await keep.isVisible()) await keep.click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await overview()
  await expect(draft).toHaveAttribute('data-count', '1')
})

test('has no fault of access, small and large', async () => {
  await overview()
  for (const [zoom, slots] of [
    [1, 4],
    [1.5, 2],
    [2, 1],
  ] as const) {
    await sizeTo(app, 1280, 800, zoom)
    await expect(page.getByRole('group', { name: 'Tiles' })).toHaveAttribute('data-slots', String(slots))
    // Nothing of the ribbon lies under the pointer and tells its hint.
    await page.getByRole('heading', { level: 1 }).hover()
    await expect(page.getByRole('tooltip')).toHaveCount(0)
    await audit(page)
  }
})

test('the overview reads its figures again by itself when the engine was killed', async () => {
  await overview()
  const figures = () =>
    page
      .locator('[data-figure]')
      .evaluateAll((all) => all.map((each) => `${(each as HTMLElement).dataset.figure} ${(each as HTMLElement).dataset.count}`))
  const engine = async () => (await app.processes()).find(({ name }) => name === 'Offsite engine')?.pid ?? 0
  const before = await figures()
  expect(before.length).toBeGreaterThan(20)
  await page.evaluate(() => {
    const raw = window as unknown as { asked: unknown[] }
    raw.asked = []
    const post = MessagePort.prototype.postMessage
    MessagePort.prototype.postMessage = function (...args: unknown[]) {
      raw.asked.push((args[0] as { name?: unknown } | null)?.name)
      return Reflect.apply(post, this, args)
    }
  })
  const killed = await engine()
  process.kill(killed, 'SIGKILL')
  await expect.poll(engine).not.toBe(killed)
  // Nobody touches the window: what is asked, it asks by itself.
  await expect.poll(() => page.evaluate(() => (window as unknown as { asked: unknown[] }).asked)).toContain('dashboard.read')
  await expect.poll(figures).toEqual(before)
  await expect(page.locator('[data-screen="SCR-25"][data-ready="true"]').getByText('Try again')).toHaveCount(0)
})
