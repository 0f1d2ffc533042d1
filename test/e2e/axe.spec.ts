import { expect, test } from '@playwright/test'
import { breachesOf } from './support/axe.ts'
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
  const except = axeExceptions.map(({ selector }) => selector)
  for (const { theme, rules } of judged) {
    await walk.wear(theme)
    await walk.drawn()
    for (const { rule, target, why } of await breachesOf(app.page, except, rules))
      failed.push(`${name}, ${theme}: ${rule} at ${target}: ${why}`)
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

test('what is planted is found: a button without a name, pale words, and nothing where it is left out', async () => {
  await app.page.evaluate(() => {
    const planted = Object.assign(document.createElement('main'), { id: 'planted' })
    Object.assign(planted.style, { position: 'fixed', top: '0', left: '200px', zIndex: '2147483647' })
    const pale = Object.assign(document.createElement('p'), { id: 'planted-pale', textContent: 'pale' })
    Object.assign(pale.style, { color: '#ddd', background: '#fff' })
    planted.append(Object.assign(document.createElement('button'), { id: 'planted-button' }), pale)
    document.body.append(planted)
  })
  const rules = async (except: readonly string[], only?: readonly string[]) =>
    (await breachesOf(app.page, except, only)).filter(({ target }) => target.startsWith('#planted-')).map(({ rule }) => rule)
  expect((await rules([])).sort()).toEqual(['button-name', 'color-contrast'])
  expect(await rules([], ['color-contrast'])).toEqual(['color-contrast'])
  expect(await rules(['#planted'])).toEqual([])
  await app.page.evaluate(() => document.getElementById('planted')?.remove())
})

for (const { title, go } of parts)
  test(title, async () => {
    await go(walk)
    expect(failed).toEqual([])
  })

test('every page, dialog and wizard page was judged', () => {
  expect(notMet(walk)).toEqual([])
})
