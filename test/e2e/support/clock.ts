import { expect, type Locator, type Page } from '@playwright/test'
import { askEngine } from './raw-port.ts'

/** Moves the lab's clock until something happens, and waits until it stands still again. Needs `keepPorts` before the page's last load. */
export const runClock = async (page: Page, event: string): Promise<void> => {
  expect(await askEngine(page, 'clock.runTo', { event })).toMatchObject({ ok: true })
  await expect
    .poll(async () => {
      const reply = await askEngine(page, 'clock.state', undefined)
      return reply.ok ? (reply.value as { mode: string }).mode : reply.error.message
    })
    .toBe('paused')
}

const strip = (page: Page): Locator => page.getByRole('group', { name: 'Lab clock' })
const clockOf = async (page: Page): Promise<{ at: number; mode: string | null }> => ({
  at: Number(await strip(page).getAttribute('data-clock')),
  mode: await strip(page).getAttribute('data-clock-mode'),
})

/** Steps the lab's clock by a choice of its menu, and waits until it stands there. */
export const stepBy = async (page: Page, choice: '1min' | '15min' | '1h' | '1d'): Promise<void> => {
  const before = await clockOf(page)
  const minutes = { '1min': 1, '15min': 15, '1h': 60, '1d': 1440 }[choice]
  await strip(page).getByRole('button', { name: 'Step by' }).click()
  await page.locator(`[role="menuitem"][data-choice="${choice}"]`).click()
  await expect.poll(() => clockOf(page)).toEqual({ at: before.at + minutes * 60_000, mode: 'paused' })
}

/** Runs the lab's clock to an event by its menu, and waits until it stands still there. */
export const runTo = async (page: Page, event: string): Promise<void> => {
  const before = await clockOf(page)
  await strip(page).locator('[data-command="clock.runTo"]').click()
  await page.locator(`[role="menuitem"][data-choice="${event}"]`).click()
  await expect
    .poll(
      async () => {
        const now = await clockOf(page)
        return now.at > before.at && now.mode === 'paused'
      },
      { timeout: 30_000 },
    )
    .toBe(true)
}
