import { expect, type Page } from '@playwright/test'
import { breachesOf } from './axe.ts'
import { focusStops } from './axe-exceptions.ts'

/**
 * What a test has on the screen now breaks no rule of axe. Unlike the walk of every screen, an open tooltip counts here: a
 * test knows where the pointer rests.
 */
export const audit = async (page: Page): Promise<void> => {
  // Colours are measured where they stand, not on their way there.
  await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null))))
  expect((await breachesOf(page, [focusStops])).map(({ rule, html }) => `${rule}: ${html}`)).toEqual([])
}
