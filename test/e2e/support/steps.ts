import { expect, type Locator, type Page } from '@playwright/test'
import { ConsoleApp } from './console-app.ts'
import { keepPorts } from './raw-port.ts'

/** The window shows an open lab: its tree and a list. */
export const labShown = async (page: Page): Promise<void> => {
  await expect(page.locator('[data-screen="SCR-01"]')).toBeHidden()
  await expect(page.getByRole('treeitem').first()).toBeVisible()
}

export const openSample = async (app: ConsoleApp): Promise<void> => {
  await app.visit('SCR-01')
  await app.page.locator('[data-screen="SCR-01"] [data-command="lab.sample"]').click()
  await labShown(app.page)
}

/** All machines, by the workspace's key and the tree. */
export const openMachines = async (app: ConsoleApp): Promise<void> => {
  const { page } = app
  await page.keyboard.press('Control+1')
  await page
    .getByRole('treeitem', { name: /All Hosts/ })
    .first()
    .click()
  await app.visit('SCR-04')
}

/** The window with a lab, its ports kept for questions of the test. */
export const launchWithPorts = async (lab: string): Promise<ConsoleApp> => {
  const app = await ConsoleApp.launch({ args: [lab] })
  const { page } = app
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await keepPorts(page)
  await page.reload()
  await labShown(page)
  return app
}

/** An item of the File menu, by its command. */
export const fileMenu = async (page: Page, command: string): Promise<void> => {
  await page.locator('[data-command="file"]').click()
  await page.locator(`[role="menuitem"][data-command="${command}"]`).click()
}

/** Puts a filter into the grid's box and waits until the rows are those that pass it. */
export const filterBy = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.press('Control+f')
  const box = page.getByRole('combobox', { name: 'Filter' })
  await expect(box).toBeFocused()
  await box.fill(text)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Applied filter' })).toBeVisible()
}

/** The save dialog agrees with what the console proposes. */
export const agreeToSave = (app: ConsoleApp): Promise<void> =>
  app.app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = (async (...args: unknown[]) => {
      const options = args.at(-1) as { defaultPath?: string }
      return { canceled: false, filePath: options.defaultPath ?? '' }
    }) as typeof dialog.showSaveDialog
  })

/** The list on screen: title count, and the grid. */
export const shownCount = async (page: Page): Promise<number> => {
  const heading = page.getByRole('heading', { level: 1, name: /\(([\d,]+)\)$/ })
  await expect(heading).toBeVisible()
  return Number(/\(([\d,]+)\)$/.exec((await heading.textContent()) ?? '')?.[1]?.replaceAll(',', ''))
}

// Getting Started

export const wizardOf = (page: Page): Locator => page.locator('[data-wizard="getting-started"]')

export const onPage = async (page: Page, id: string): Promise<void> => {
  await expect(page.locator(`[data-wizard="getting-started"][data-page="${id}"][data-ready="true"]`)).toBeVisible()
}

/** From the workspace to the wizard's first page, or to the page of its draft. */
export const startWizard = async (app: ConsoleApp, at = 'prerequisites'): Promise<void> => {
  const { page } = app
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: 'Getting Started' }).click()
  await app.visit('SCR-26')
  await page
    .locator('[data-screen="SCR-26"]')
    .getByRole('button', { name: /^(Start|Start again|Resume draft)$/ })
    .click()
  await onPage(page, at)
}

export const next = async (app: ConsoleApp, to: string): Promise<void> => {
  await expect(app.page.locator('[data-wizard="getting-started"][data-ready="true"]')).toBeVisible()
  await app.page.keyboard.press('Alt+n')
  await onPage(app.page, to)
  await app.visit(`W4-${to}`)
}
