import { expect, test } from '@playwright/test'
import { ConsoleApp } from './support/console-app.ts'
import { openSample } from './support/steps.ts'

test('the clock plays, changes its speed, stands still and steps by keys', async () => {
  const app = await ConsoleApp.launch()
  const { page } = app
  await openSample(app)
  const strip = page.getByRole('group', { name: 'Lab clock' })
  const at = async (): Promise<number> => Number(await strip.getAttribute('data-clock'))
  const begin = await at()
  await page.keyboard.press('F8')
  await expect(strip.getByRole('button', { name: 'Pause' })).toBeVisible()
  await page.keyboard.press('Shift+F8')
  await expect(strip.locator('[data-clock-speed="600"]')).toBeVisible()
  await expect.poll(at).toBeGreaterThan(begin + 60_000)
  await page.keyboard.press('F8')
  await expect(strip.getByRole('button', { name: 'Play' })).toBeVisible()
  await page.screenshot({ path: 'out/test/clock.png' })
  await page.keyboard.press('Control+F8')
  await expect(strip.locator('[data-clock-speed="60"]')).toBeVisible()
  const before = await at()
  await page.keyboard.press('F9')
  await expect.poll(at).toBeGreaterThanOrEqual(before + 60_000)
  await app.close()
})
