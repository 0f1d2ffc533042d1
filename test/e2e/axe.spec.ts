import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { demoExportName, demoExportText } from '../../main/domain/sample/demo-export.ts'
import { ConsoleApp } from './support/console-app.ts'
import { askMain } from './support/raw-port.ts'
import { fileMenu, labShown, next, onPage, openSample, startWizard, wizardOf, wizardPages } from './support/steps.ts'

test.describe.configure({ mode: 'serial' })

const folder = mkdtempSync(join(tmpdir(), 'offsite-axe-'))
const exported = join(folder, demoExportName)
let app: ConsoleApp
let failed: string[] = []

test.beforeAll(async () => {
  writeFileSync(exported, demoExportText())
  app = await ConsoleApp.launch()
  // Colours are measured where they stand, not on their way there.
  await app.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
})
test.afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})
test.beforeEach(() => {
  failed = []
})

/** Structure does not change with the theme: after light, only what depends on colour is judged again. */
const looks = [
  { theme: 'light', rules: null },
  { theme: 'dark', rules: ['color-contrast', 'link-in-text-block'] },
  { theme: 'high-contrast', rules: ['color-contrast', 'link-in-text-block'] },
] as const

/** The page has drawn what it knows, and nothing moves or fades any more. */
const drawn = (): Promise<void> =>
  app.page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
    await Promise.all(ending.map((each) => each.finished.catch(() => null)))
  })

const audit = async (name: string): Promise<void> => {
  const { page } = app
  for (const { theme, rules } of looks) {
    expect(await askMain(page, 'shell', 'setPreferences', { theme })).toMatchObject({ ok: true })
    await expect(page.locator(`[data-theme="${theme}"]`).first()).toBeAttached()
    await drawn()
    // Fluent's guards around a dialog hold the focus for one step and are hidden from assistive technology by design.
    const axe = new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .exclude('[data-tabster-dummy]')
    if (rules) axe.withRules([...rules])
    const { violations } = await axe.analyze()
    for (const violation of violations)
      for (const node of violation.nodes)
        failed.push(`${name}, ${theme}: ${violation.id} at ${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim()}`)
  }
  await askMain(page, 'shell', 'setPreferences', { theme: 'light' })
  await expect(page.locator('[data-theme="light"]').first()).toBeAttached()
}

const dialogGone = async (): Promise<void> => {
  await app.page.keyboard.press('Escape')
  await expect(app.page.getByRole('dialog')).toHaveCount(0)
}

test('the start screen and the dialogs', async () => {
  const { page } = app
  await app.visit('SCR-01')
  await audit('start')
  await page.keyboard.press('Control+n')
  await app.visit('W1')
  await page.getByRole('button', { name: 'More' }).click()
  await expect(page.getByLabel('Seed')).toBeVisible()
  await audit('new lab')
  await dialogGone()
  await openSample(app)
  await page.keyboard.press('Control+k')
  await app.visit('SCR-49')
  await audit('search anywhere')
  await dialogGone()
  await page.keyboard.press('F1')
  await app.visit('SCR-50')
  await audit('keyboard map')
  await dialogGone()
  await fileMenu(page, 'lab.properties')
  await app.visit('SCR-02')
  await audit('lab properties')
  await dialogGone()
  await fileMenu(page, 'console.about')
  await app.visit('about')
  await audit('about')
  await dialogGone()
  await page.locator('[data-command="file"]').click()
  await expect(page.getByRole('menu')).toBeVisible()
  await audit('file menu')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  expect(failed).toEqual([])
})

test('the import dialog', async () => {
  const { page } = app
  const dialog = page.getByRole('dialog', { name: 'Import inventory' })
  await app.answerDialogs({ open: [exported] })
  await page.keyboard.press('Control+i')
  await app.visit('W2')
  await dialog.getByRole('button', { name: 'Add files' }).click()
  await expect(dialog.getByText(demoExportName)).toBeVisible()
  await audit('import, files')
  for (const [button, heading] of [
    ['Next', 'Preview'],
    ['Import', 'Result'],
  ] as const) {
    await dialog.getByRole('button', { name: button, exact: true }).click()
    await expect(dialog.getByRole('heading', { name: heading })).toBeVisible()
    await audit(`import, ${heading}`)
  }
  await dialogGone()
  expect(failed).toEqual([])
})

/** Opens every node of every workspace; lists of one kind look alike, so each kind is judged once. */
const places = async (label: string, keys: readonly string[]): Promise<void> => {
  const { page } = app
  const seen = new Set<string>()
  for (const key of keys) {
    await page.keyboard.press(key)
    await labShown(page)
    const nodes = await page.getByRole('treeitem').evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset.node ?? ''))
    for (const node of nodes) {
      const item = page.locator(`[role="treeitem"][data-node="${node}"]`)
      if ((await item.count()) === 0) continue
      await item.click()
      if ((await item.getAttribute('aria-selected')) !== 'true') continue
      const shown = page.locator('[data-pane="content"] [data-screen]').first()
      await expect(shown).not.toHaveAttribute('data-ready', 'false')
      const screen = (await shown.getAttribute('data-screen')) ?? ''
      const heading = ((await page.getByRole('heading', { level: 1 }).first().textContent()) ?? '').replace(/ \(.*/, '')
      const key2 = `${screen} ${heading} ${(await page.getByRole('grid').count()) > 0}`
      if (seen.has(key2)) continue
      seen.add(key2)
      await app.visit(screen)
      const row = page.locator('[role="grid"] [data-row]').first()
      if ((await row.count()) > 0) {
        await row.click()
        await expect(page.locator('[data-details]')).toBeVisible()
      }
      await audit(`${label}: ${heading}`)
    }
  }
}

test('every place of the sample lab', async () => {
  await places('before Getting Started', ['Control+1', 'Control+2', 'Control+4', 'Control+5', 'Control+6'])
  expect(failed).toEqual([])
})

test('the tabs of a machine, a filter with its proposals, a filter at fault, the menu of a row', async () => {
  const { page } = app
  await page.keyboard.press('Control+1')
  await page
    .getByRole('treeitem', { name: /All Hosts/ })
    .first()
    .click()
  await app.visit('SCR-04')
  await page.locator('[role="grid"] [data-row]').first().click()
  const tabs = page.getByRole('complementary', { name: 'Details' }).getByRole('tab')
  for (let n = 0; n < (await tabs.count()); n++) {
    await tabs.nth(n).click()
    await expect(tabs.nth(n)).toHaveAttribute('aria-selected', 'true')
    await audit(`details, tab ${await tabs.nth(n).textContent()}`)
  }
  await page.locator('[role="grid"] [data-row]').first().click({ button: 'right' })
  await expect(page.getByRole('menu')).toBeVisible()
  await audit('menu of a row')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  const box = page.getByRole('combobox', { name: 'Filter' })
  await box.fill('read')
  await expect(page.getByRole('listbox', { name: 'Proposals' })).toBeVisible()
  await audit('filter proposals')
  await box.fill('memory:>>')
  await box.press('Enter')
  await expect(page.locator('[data-filter-fault]')).toBeVisible()
  await audit('filter at fault')
  await box.fill('nothing-is-named-so')
  await box.press('Enter')
  await expect(page.getByText('No item matches this filter.')).toBeVisible()
  await audit('nothing found')
  await page.getByRole('button', { name: 'Clear filter' }).last().click()
  expect(failed).toEqual([])
})

test('the tiles of the overview: their menu, their dialogs, and which are shown', async () => {
  const { page } = app
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: 'Overview' }).click()
  await app.visit('SCR-25')
  const tile = page.locator('[data-tile="ready"]')
  for (const [command, name] of [
    ['about', 'about a tile'],
    ['rename', 'name of a tile'],
  ]) {
    await tile.locator('[data-tile-menu]').click()
    await expect(page.getByRole('menu')).toBeVisible()
    if (command === 'about') await audit('menu of a tile')
    await page.locator(`[data-tile-command="${command}"]`).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await audit(name ?? '')
    await dialogGone()
  }
  await page.locator('[data-edit-tiles]').click()
  await expect(page.getByRole('menu')).toBeVisible()
  await audit('which tiles are shown')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  expect(failed).toEqual([])
})

test('every page of Getting Started', async () => {
  const { page } = app
  const wizard = wizardOf(page)
  await startWizard(app)
  for (const [n, id] of wizardPages.entries()) {
    if (n > 0) await next(app, id)
    await app.visit(`W4-${id}`)
    if (id === 'vault') {
      await wizard.locator('[data-field="name"] input').fill('1')
      await page.keyboard.press('Alt+n')
      await expect(wizard.locator('[data-wizard-summary]')).toBeVisible()
      await audit('Getting Started, vault at fault')
      await wizard.locator('[data-field="name"] input').fill('DR-West')
    }
    if (id === 'source') {
      await wizard.getByLabel('Connect to Azure Site Recovery using a proxy server').check()
      await wizard.getByLabel('This proxy server requires authentication').check()
      await audit('Getting Started, source with a proxy')
      await wizard.getByLabel('Connect directly').check()
    }
    if (id === 'capacity') {
      await wizard.getByLabel(/Enable internet bandwidth usage throttling/).check()
    }
    if (id === 'machines') {
      await wizard.getByRole('button', { name: 'Select all eligible' }).click()
      await expect(wizard.locator('[data-selected]')).not.toHaveAttribute('data-selected', '0')
      await audit('Getting Started, machines selected')
      await wizard
        .getByRole('button', { name: /^Properties of/ })
        .first()
        .click()
      await audit('Getting Started, properties of a machine')
    } else await audit(`Getting Started, ${id}`)
  }
  await page.keyboard.press('Control+Shift+v')
  await expect(page.getByRole('dialog', { name: /Script/ })).toBeVisible()
  await audit('View Script')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: /Script/ })).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-dialog="wizard-leave"]')).toBeVisible()
  await audit('leaving Getting Started')
  await page.getByRole('button', { name: 'Stay' }).click()
  await onPage(page, 'review')
  await page.keyboard.press('Alt+f')
  await expect(wizard).toBeHidden()
  await app.visit('SCR-48')
  await audit('plan')
  await page.getByRole('button', { name: 'Scripts' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await audit('scripts of the plan')
  await dialogGone()
  expect(failed).toEqual([])
})

test('every place once there is a plan', async () => {
  await places('after Finish', ['Control+5', 'Control+6'])
  expect(failed).toEqual([])
})
