import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type Axe from 'axe-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Breach {
  rule: string
  target: string
  html: string
  why: string
}

/**
 * What on the page breaks a rule of axe. Elements that `except` selects are left out, with all in them; `rules` null = all
 * rules. axe stays in the page until it is loaded anew: to put it in for each look takes half of its time.
 */
export const breachesOf = async (page: Page, except: readonly string[], rules: readonly string[] | null = null): Promise<Breach[]> => {
  // A dialog that is gone leaves what was behind it hidden from assistive technology for some ms; for longer would be a fault.
  await page.waitForFunction(
    () => document.querySelector('[role$="dialog"]') !== null || document.getElementById('root')?.getAttribute('aria-hidden') !== 'true',
  )
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  return page.evaluate(
    async ({ exclude, options }) => {
      const { axe } = window as unknown as { axe: typeof Axe }
      const { violations } = await axe.run({ exclude }, options)
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html, failureSummary }) => ({
          rule: id,
          target: target.join(' '),
          html,
          why: failureSummary?.split('\n')[1]?.trim() ?? '',
        })),
      )
    },
    {
      exclude: except.map((selector) => [selector]),
      options: { resultTypes: ['violations' as const], ...(rules === null ? {} : { runOnly: [...rules] }) },
    },
  )
}
