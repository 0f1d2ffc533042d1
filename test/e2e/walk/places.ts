import { expect } from '@playwright/test'
import { labShown } from '../support/steps.ts'
import type { Walk } from './walk.ts'

/** Opens every node of the workspaces with these keys; lists of one kind look alike, so that each kind is looked at once. */
export const places = async (walk: Walk, when: string, keys: readonly string[]): Promise<void> => {
  const { app, page } = walk
  const seen = new Set<string>()
  for (const key of keys) {
    await page.keyboard.press(key)
    await labShown(page)
    const nodes = await page.getByRole('treeitem').evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset.node ?? ''))
    for (const node of nodes) {
      const item = page.locator(`[role="treeitem"][data-node="${node}"]`)
      if ((await item.count()) === 0) continue
      await item.click()
      if ((await item.getAttribute('aria-selected')) !== 'true') {
        // It only holds others, and a click has closed it: they are to be met as well.
        if ((await item.getAttribute('aria-expanded')) === 'false') await item.click()
        continue
      }
      const shown = page.locator('[data-pane="content"] [data-screen]').first()
      await expect(shown).not.toHaveAttribute('data-ready', 'false')
      const screen = (await shown.getAttribute('data-screen')) ?? ''
      const heading = ((await page.getByRole('heading', { level: 1 }).first().textContent()) ?? '').replace(/ \(.*/, '')
      const rows = (await page.getByRole('grid').count()) > 0
      const place = `${screen} ${heading} ${rows}`
      if (seen.has(place)) continue
      seen.add(place)
      await app.visit(screen)
      const row = page.locator('[role="grid"] [data-row]').first()
      if ((await row.count()) > 0) {
        await row.click()
        await expect(page.locator('[data-details]')).toBeVisible()
      }
      await walk.look(`${when}, ${screen} ${heading}${rows ? '' : ', no rows'}`)
    }
  }
}
