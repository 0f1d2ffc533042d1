import { expect, test } from '@playwright/test'
import { ConsoleApp } from './support/console-app.ts'
import { wordsSeen } from './support/pseudo.ts'
import { findInEitherLanguage } from './support/pseudo-names.ts'
import { askMain } from './support/raw-port.ts'
import { parts } from './walk/parts.ts'
import { notMet, Walk } from './walk/walk.ts'

// With the pseudo language every text of the console stands in ⟦brackets⟧; what stands bare is lab data, or was forgotten.
test.describe.configure({ mode: 'serial' })

let app: ConsoleApp
let walk: Walk
let inEnglishOnly: () => void
let found = new Set<string>()
const data = new Set<string>()

test.beforeAll(async () => {
  app = await ConsoleApp.launch()
  await app.page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await askMain(app.page, 'shell', 'setPreferences', { language: 'en-XA' })).toMatchObject({ ok: true })
  await expect(app.page.locator('html')).toHaveAttribute('lang', 'en-XA')
  await app.ready()
  inEnglishOnly = findInEitherLanguage(app.page)
  walk = new Walk(app, async (name) => {
    const seen = await wordsSeen(app.page)
    for (const value of seen.data) data.add(value)
    for (const { fault, where, text } of seen.faults) if (!data.has(text)) found.add(`${name}: ${fault}: ${where} "${text}"`)
  })
})
test.afterAll(async () => {
  inEnglishOnly()
  await app.close()
})
test.beforeEach(() => {
  found = new Set()
})

for (const { title, go } of parts)
  test(title, async () => {
    await go(walk)
    expect([...found]).toEqual([])
  })

test('every page, dialog and wizard page was looked at', () => {
  expect(notMet(walk)).toEqual([])
})
