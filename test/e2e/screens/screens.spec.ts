import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { demoExportName, demoExportText } from '../../../main/domain/sample/demo-export.ts'
import { ConsoleApp } from '../support/console-app.ts'
import { ScreenShots } from './screen-shots.ts'

/** 12 May 2026 14:05 UTC, as in the demo. */
const clock = String(Date.UTC(2026, 4, 12, 14, 5))

test('every screen, dialog and wizard page, in every look', async () => {
  const app = await ConsoleApp.launch({ env: { OFFSITE_DEMO_CLOCK: clock } })
  await app.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  const shots = new ScreenShots(app)
  try {
    await startAndDialogs(app, shots)
    await importing(app, shots)
    await places(app, shots, 'before')
    await tiles(app, shots)
    await gettingStarted(app, shots)
    await places(app, shots, 'after')
  } catch (error) {
    await shots.take('failed', ['light'])
    throw error
  }
  await app.close()
})

const startAndDialogs = async ({ page }: ConsoleApp, shots: ScreenShots): Promise<void> => {
  await shots.take('start')
  await page.keyboard.press('Control+n')
  await expect(page.getByRole('dialog')).toBeVisible()
  await shots.take('new-lab')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Open sample lab/ }).click()
  await expect(page.getByRole('tree').first()).toBeVisible()
  await expect(page.getByRole('grid').first()).toBeVisible()
  await shots.take('sample-first-look')
  for (const [key, name] of [
    ['Control+k', 'palette'],
    ['Control+/', 'keyboard-map'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await shots.take(name)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await fileMenu(page, null)
  await shots.take('file-menu')
  await page.keyboard.press('Escape')
  for (const [item, name] of [
    ['Lab properties', 'lab-properties'],
    ['About Offsite Console', 'about'],
  ] as const) {
    await fileMenu(page, item)
    await expect(page.getByRole('dialog')).toBeVisible()
    await shots.take(name)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await page.getByRole('tab', { name: 'View' }).click()
  await page.locator('[data-command="help.tour"]').click()
  for (let stop = 1; stop <= 7; stop += 1) {
    await expect(page.locator(`[data-tour-stop="${stop}"]`)).toBeVisible()
    await shots.take(`tour-${stop}`, stop === 3 || stop === 7 ? undefined : ['light'])
    if (stop < 7) await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-tour-stop]')).toBeHidden()
  await page.getByRole('tab', { name: 'View' }).click()
  await shots.take('ribbon-view')
  await page.getByRole('tab', { name: 'Home' }).click()
}

const fileMenu = async (page: Page, item: string | null): Promise<void> => {
  await page.getByRole('button', { name: 'File', exact: true }).click()
  await expect(page.getByRole('menu').first()).toBeVisible()
  if (item) await page.getByRole('menuitem', { name: item }).first().click()
}

const importing = async (app: ConsoleApp, shots: ScreenShots): Promise<void> => {
  const { page } = app
  const exported = join(app.folder, demoExportName)
  writeFileSync(exported, demoExportText())
  await app.answerDialogs({ open: [exported] })
  await page.keyboard.press('Control+i')
  const dialog = page.getByRole('dialog', { name: 'Import inventory' })
  await expect(dialog).toBeVisible()
  await shots.take('import-empty', ['light'])
  await dialog.getByRole('button', { name: 'Add files' }).click()
  await expect(dialog.getByText(demoExportName)).toBeVisible()
  await shots.take('import-files', ['light', 'dark'])
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByRole('heading', { name: 'Preview' })).toBeVisible()
  await shots.take('import-preview')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByRole('heading', { name: 'Result' })).toBeVisible()
  await shots.take('import-result')
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
}

/** Every place of every navigation tree, and every tab of the details of its first row. */
const places = async ({ page }: ConsoleApp, shots: ScreenShots, when: 'before' | 'after'): Promise<void> => {
  const few = when === 'before' ? ['light'] : ['light']
  for (const [number, workspace] of [
    [1, 'vms'],
    [2, 'fabric'],
    [4, 'jobs'],
    [5, 'settings'],
    [6, 'recovery'],
  ] as const) {
    // A dialog that is still closing hides the tree from the accessibility tree and keeps the keys.
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.keyboard.press(`Control+${number}`)
    await expect(page.locator('[data-screen]').first()).toBeVisible()
    await settled(page)
    const items = page.getByRole('tree').first().getByRole('treeitem')
    await expect(items.first()).toBeVisible()
    const labels = await items.evaluateAll((nodes) => nodes.map((node) => node.textContent ?? ''))
    for (let at = 0; at < labels.length; at += 1) {
      if (when === 'after' && workspace !== 'recovery' && workspace !== 'jobs' && at > 0) break
      const before = await items.count()
      await items.nth(at).click()
      // A group closes when it is clicked: open it again.
      if ((await items.count()) < before) await items.nth(at).click()
      await settled(page)
      const name = `${when}-${workspace}-${at + 1}-${(labels[at] ?? '').replace(/[^A-Za-z]+/g, '-')}`.slice(0, 60)
      const page0 =
        (await page
          .locator('[data-screen="SCR-25"], [data-screen="SCR-38"], [data-screen="SCR-26"], [data-screen="SCR-21"], [data-screen="SCR-48"]')
          .count()) > 0
      await shots.take(name, page0 ? undefined : few)
      if (/^(Gold|Silver|Berlin|Kiel|CLU|HV)/.test(labels[at] ?? '')) continue
      const row = page.getByRole('grid').first().getByRole('row').nth(1)
      if ((await page.getByRole('grid').count()) === 0 || (await row.count()) === 0) continue
      await row.click()
      await settled(page)
      const tabs = page.locator('[data-pane="details"]').getByRole('tab')
      for (let tab = 0; tab < (await tabs.count()); tab += 1) {
        await tabs.nth(tab).click()
        await settled(page)
        if (at === 0 || tab === 0) await shots.take(`${name}-tab${tab + 1}`, at === 0 && tab === 0 ? undefined : ['light'])
      }
    }
  }
}

/** The menus and dialogs of the overview's tiles. */
const tiles = async ({ page }: ConsoleApp, shots: ScreenShots): Promise<void> => {
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: 'Overview' }).click()
  await settled(page)
  const menu = page.locator('[data-tile="ready"] [data-tile-menu]')
  await menu.click()
  await expect(page.getByRole('menu')).toBeVisible()
  await shots.take('tile-menu')
  for (const command of ['about', 'rename']) {
    if (command === 'rename') await menu.click()
    await page.locator(`[data-tile-command="${command}"]`).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await shots.take(`tile-${command}`)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.locator('[data-edit-tiles]').click()
  await expect(page.getByRole('menu')).toBeVisible()
  await shots.take('edit-tiles')
  await page.keyboard.press('Escape')
}

const settled = async (page: Page): Promise<void> => {
  await expect(page.locator('[data-screen][data-ready="false"]')).toHaveCount(0)
  await page.evaluate(() => new Promise((done) => setTimeout(done, 120)))
}

const gettingStarted = async (app: ConsoleApp, shots: ScreenShots): Promise<void> => {
  const { page } = app
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: 'Getting Started' }).click()
  await page
    .locator('[data-screen="SCR-26"]')
    .getByRole('button', { name: /Start|Resume/ })
    .first()
    .click()
  const wizard = page.locator('[data-wizard="getting-started"]')
  const pages = [
    'prerequisites',
    'vault',
    'protectionGoal',
    'source',
    'target',
    'networkMapping',
    'replication',
    'capacity',
    'machines',
    'review',
  ]
  for (const id of pages) {
    await expect(page.locator(`[data-wizard="getting-started"][data-page="${id}"][data-ready="true"]`)).toBeVisible()
    if (id === 'source') {
      await wizard.getByLabel('Connect to Azure Site Recovery using a proxy server').check()
      await wizard.getByLabel(/^Address/).fill('https://proxy01')
      await page.keyboard.press('Alt+n')
      await expect(wizard.getByText(/HTTPS proxy isn't supported/).first()).toBeVisible()
      await shots.take('w4-source-error')
      await wizard.getByLabel(/Connect directly/).check()
    }
    if (id === 'machines') {
      await shots.take('w4-machines-empty', ['light'])
      await wizard.getByRole('button', { name: 'Select all eligible' }).click()
      await expect(wizard.locator('[data-selected]')).not.toHaveAttribute('data-selected', '0')
    }
    await settled(page)
    await shots.take(`w4-${id}`)
    await scrolled(page, shots, id)
    if (id === 'machines') {
      await wizard
        .getByRole('button', { name: /Properties/ })
        .first()
        .click()
      await shots.take('w4-machine-properties')
      await page.keyboard.press('Escape')
      await expect(page.locator('[data-panel]')).toBeHidden()
    }
    if (id === 'review') break
    await page.keyboard.press('Alt+n')
  }
  await page.keyboard.press('Control+Shift+v')
  await expect(page.getByRole('dialog', { name: /Script/ })).toBeVisible()
  await shots.take('w4-script')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+f')
  await expect(wizard).toBeHidden()
  await app.visit('SCR-48')
  await shots.take('plan')
  await page.getByRole('button', { name: 'Scripts' }).click()
  await shots.take('plan-scripts')
  await page.keyboard.press('Escape')
}

/** What stands below the fold of a wizard page. */
const scrolled = async (page: Page, shots: ScreenShots, id: string): Promise<void> => {
  const more = await page.evaluate(() => {
    const tall = [...document.querySelectorAll<HTMLElement>('[data-wizard="getting-started"] *')]
      .filter((node) => /auto|scroll/.test(getComputedStyle(node).overflowY) && node.scrollHeight > node.clientHeight + 8)
      .sort((a, b) => b.clientHeight - a.clientHeight)[0]
    if (!tall) return false
    tall.scrollTop = tall.scrollHeight
    return true
  })
  if (more) await shots.take(`w4-${id}-below`, ['light', 'dark'])
}
