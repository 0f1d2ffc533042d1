import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test'

/*
 * The packaged app, started as a user starts it: no folder on the command line, everything out of its archive.
 * OFFSITE_PACKAGED names its program; the set-up of the tests builds it from the same bundles as the other specs run on.
 */
const program = process.env.OFFSITE_PACKAGED
const runtime = JSON.parse(readFileSync('out/runtime.json', 'utf8')) as { kind: 'official' | 'fallback'; electronVersion: string }

let home = ''
let app: ElectronApplication
let page: Page
const complaints: string[] = []

test.beforeAll(async () => {
  expect(program, 'OFFSITE_PACKAGED names the packaged program').toBeTruthy()
  home = mkdtempSync(join(tmpdir(), 'packaged-'))
  app = await _electron.launch({
    executablePath: program ?? '',
    args: [],
    chromiumSandbox: true,
    env: { ...process.env, OFFSITE_USER_DATA: join(home, 'data'), OFFSITE_LABS_FOLDER: join(home, 'labs') } as Record<string, string>,
  })
  page = await app.firstWindow()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
})

test.afterAll(async () => {
  await app?.close()
  rmSync(home, { recursive: true, force: true })
})

test('the packaged app runs from its archive and says which build it is', async () => {
  await expect(page.getByRole('heading', { name: 'Offsite Console' })).toBeVisible()
  const facts = await app.evaluate(({ app, BrowserWindow }) => ({
    packaged: app.isPackaged,
    path: app.getAppPath(),
    electron: process.versions.electron,
    title: BrowserWindow.getAllWindows()[0]?.getTitle(),
  }))
  expect(facts).toMatchObject({ packaged: true, electron: runtime.electronVersion })
  expect(facts.path).toMatch(/app\.asar$/)
  if (runtime.kind === 'fallback') {
    expect(facts.title).toContain('(evaluation)')
    expect(program).toContain('evaluation')
  } else expect(facts.title).not.toContain('(evaluation)')
})

test('the packaged app carries no start page and cannot be run as plain Node', async () => {
  const resources = await app.evaluate(() => process.resourcesPath)
  expect(existsSync(join(resources, 'default_app.asar'))).toBe(false)
  const asNode = spawnSync(program ?? '', ['-p', '"ran as" + " Node"'], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', OFFSITE_USER_DATA: join(home, 'data') },
  })
  expect(asNode.stdout).not.toContain('ran as Node')
})

test('the packaged app opens the sample lab through its engine', async () => {
  await page.getByRole('button', { name: /Open sample lab/ }).click()
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())).toContain('Harbour Clinic')
  await expect(page.getByRole('navigation', { name: 'Navigation' })).toBeVisible()
  await page.screenshot({ path: 'out/test/packaged.png' })
  expect(complaints).toEqual([])
})
