import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { axeExceptions } from './support/axe-exceptions.ts'
import { ConsoleApp } from './support/console-app.ts'
import { parts } from './walk/parts.ts'
import { notMet, Walk } from './walk/walk.ts'

// A part meets up to thirty screens, and each is judged in three themes.
test.describe.configure({ mode: 'serial', timeout: 300_000 })

let app: ConsoleApp
let walk: Walk
let failed: string[] = []

/** Structure does not change with the theme: after light, only what depends on colour is judged again. */
const judged = [
  { theme: 'light', rules: null },
  { theme: 'dark', rules: ['color-contrast', 'link-in-text-block'] },
  { theme: 'high-contrast', rules: ['color-contrast', 'link-in-text-block'] },
] as const

const audit = async (name: string): Promise<void> => {
  const { page } = app
  for (const { theme, rules } of judged) {
    await walk.wear(theme)
    await walk.drawn()
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
    for (const { selector } of axeExceptions) axe.exclude(selector)
    if (rules) axe.withRules([...rules])
    const { violations } = await axe.analyze()
    for (const violation of violations)
      for (const node of violation.nodes)
        failed.push(`${name}, ${theme}: ${violation.id} at ${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim()}`)
  }
  await walk.wear('light')
}

test.beforeAll(async () => {
  app = await ConsoleApp.launch()
  // Colours are measured where they stand, not on their way there.
  await app.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  walk = new Walk(app, audit)
})
test.afterAll(() => app.close())
test.beforeEach(() => {
  failed = []
})

for (const { title, go } of parts)
  test(title, async () => {
    await go(walk)
    expect(failed).toEqual([])
  })

test('every page, dialog and wizard page was judged', () => {
  expect(notMet(walk)).toEqual([])
})
