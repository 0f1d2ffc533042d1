import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { keychainService } from '../../main/keychain-process/messages.ts'
import { openDatabase } from '../../native-db/database/open.ts'
import { scanFiles } from '../support/secret-scanner.ts'
import { audit } from './support/audit.ts'
import { ConsoleApp } from './support/console-app.ts'
import { openSample } from './support/steps.ts'

const newSecret = (): string => `${randomBytes(9).toString('base64')} "&\\${randomBytes(6).toString('hex')}`
const keytar = createRequire(import.meta.url)('keytar') as typeof import('keytar')
const passwords = async (): Promise<string[]> => (await keytar.findCredentials(keychainService)).map(({ password }) => password)

test('a Run As account from its password to its end', async () => {
  const [first, second] = [newSecret(), newSecret()]
  const app = await ConsoleApp.launch()
  const { page } = app
  const lab = join(app.labs, 'Harbour Clinic.offsite')
  const command = (id: string) => page.locator(`[data-pane="ribbon"] [data-command="${id}"]`)
  const dialog = page.getByRole('dialog')
  const grid = page.getByRole('grid')
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await openSample(app)
  await page.keyboard.press('Control+5')
  await app.visit('SCR-19')

  // Create: faults first, then the password is in the keychain and in no file.
  await command('runAs.create').click()
  await dialog.getByLabel(/^Name/).fill('DRAProxyAccount')
  await dialog.getByLabel(/^User name/).fill('svc-proxy')
  await dialog.getByLabel(/^Password/).fill(first)
  await dialog.getByLabel(/^Confirm password/).fill(`${first}.`)
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByText('The passwords differ.')).toBeVisible()
  await dialog.getByLabel(/^Confirm password/).fill(first)
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog.getByText('Write DOMAIN\\user.')).toBeVisible()
  await audit(page)
  await dialog.getByLabel(/^User name/).fill('LAB\\svc-proxy')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog).toBeHidden()
  await expect(grid.getByText('In the keychain')).toBeVisible()
  expect(await passwords()).toContain(first)

  // A server signs in to its proxy with it.
  const db = openDatabase(lab)
  db.exec("INSERT INTO vmm_server (name, proxy_run_as_account_id) SELECT 'VMM09', id FROM run_as_account")
  db.close()

  await grid.getByText('LAB\\svc-proxy').click()
  await command('runAs.password').click()
  await dialog.getByLabel(/^New password/).fill(second)
  await dialog.getByLabel(/^Confirm password/).fill(second)
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(dialog).toBeHidden()
  expect(await passwords()).toContain(second)
  await expect.poll(passwords).not.toContain(first)
  const due = page.getByText('Restart the VMM service on VMM09.')
  await expect(due).toBeVisible()
  await audit(page)
  await page.getByRole('button', { name: 'Mark as restarted' }).click()
  await expect(due).toBeHidden()

  await command('runAs.disable').click()
  await expect(command('runAs.enable')).not.toHaveAttribute('aria-disabled', 'true')
  await command('runAs.enable').click()

  // Not deleted while it is used, and the dialog says by whom.
  await command('runAs.delete').click()
  await expect(dialog.getByText('VMM09')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Delete' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Close' }).click()
  const again = openDatabase(lab)
  again.exec("DELETE FROM vmm_server WHERE name = 'VMM09'")
  again.close()

  // Taken from the keychain behind the console's back: the next visit says so.
  const account = (await keytar.findCredentials(keychainService)).find(({ password }) => password === second)?.account ?? ''
  await keytar.deletePassword(keychainService, account)
  await page.getByRole('treeitem', { name: 'Passwords and keychain' }).click()
  await expect(page.getByText(/^Passwords are kept in /)).toBeVisible()
  await audit(page)
  await page.getByRole('treeitem', { name: 'Rule packs' }).click()
  await expect(page.getByRole('heading', { name: /^2016-05/ })).toBeVisible()
  await audit(page)
  await page.getByRole('treeitem', { name: /^Run As Accounts/ }).click()
  await expect(grid.getByText('Missing on this PC')).toBeVisible()
  await page.getByRole('button', { name: 'Enter password' }).click()
  await expect(dialog.getByRole('heading', { name: 'Enter password' })).toBeVisible()
  await page.keyboard.press('Escape')

  await grid.getByText('LAB\\svc-proxy').click()
  await command('runAs.delete').click()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('No accounts yet')).toBeVisible()
  expect([...scanFiles([app.folder], first), ...scanFiles([app.folder], second)]).toEqual([])
  await app.close()
})
