import { expect, type Page } from '@playwright/test'
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
