import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { demoExportName, demoExportText } from '../../main/domain/sample/demo-export.ts'
import { ConsoleApp } from './support/console-app.ts'
import { bareOnPage } from './support/pseudo.ts'
import { askMain } from './support/raw-port.ts'
import { fileMenu, openSample } from './support/steps.ts'

// With the pseudo language every text of the console stands in ⟦brackets⟧; what stands bare is lab data, or was forgotten.
test.describe.configure({ mode: 'serial' })

const folder = mkdtempSync(join(tmpdir(), 'offsite-language-'))
let app: ConsoleApp
let found: string[] = []

test.beforeAll(async () => {
  writeFileSync(join(folder, demoExportName), demoExportText())
  app = await ConsoleApp.launch()
  expect(await askMain(app.page, 'shell', 'setPreferences', { language: 'en-XA' })).toMatchObject({ ok: true })
  await expect(app.page.locator('html')).toHaveAttribute('lang', 'en-XA')
  await app.ready()
})
test.afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})
test.beforeEach(() => {
  found = []
})

const look = async (where: string): Promise<void> => {
  for (const text of await bareOnPage(app.page)) found.push(`${where}: ${text}`)
}
const closed = async (): Promise<void> => {
  await app.page.keyboard.press('Escape')
  await expect(app.page.getByRole('dialog')).toHaveCount(0)
}

test('the start and its dialogs', async () => {
  const { page } = app
  await app.visit('SCR-01')
  await look('start')
  await page.keyboard.press('Control+n')
  await app.visit('W1')
  await look('new lab')
  await closed()
  await openSample(app)
  await page.keyboard.press('Control+k')
  await app.visit('SCR-49')
  await look('search')
  await closed()
  await page.keyboard.press('F1')
  await app.visit('SCR-50')
  await look('keyboard map')
  await closed()
  for (const [command, screen] of [
    ['lab.properties', 'SCR-02'],
    ['console.about', 'about'],
  ] as const) {
    await fileMenu(page, command)
    await app.visit(screen)
    await look(command)
    await closed()
  }
  await page.keyboard.press('Control+i')
  await app.visit('W2')
  await look('import')
  await closed()
  expect(found).toEqual([])
})
