import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { keychainService } from '../../main/keychain-process/messages.ts'
import { openDatabase } from '../../native-db/database/open.ts'
import { runScript, scriptOf } from '../support/child.ts'
import { needlesOf, type SecretHit, scanFiles, scanProcesses } from '../support/secret-scanner.ts'
import { ConsoleApp } from './support/console-app.ts'
import { rowsOf } from './support/offsite.ts'
import { next, onPage, openSample, startWizard, wizardOf } from './support/steps.ts'

/** Random, and spelled differently by every encoding that is scanned for. */
const newSecret = (): string => `${randomBytes(9).toString('base64')} ä"&/\\+%${randomBytes(6).toString('hex')}`

/** The entries of this console in the keychain of the session: reference and value. */
const entries = (): Promise<{ account: string; password: string }[]> =>
  (createRequire(import.meta.url)('keytar') as typeof import('keytar')).findCredentials(keychainService)

/** Types a password on the page Source and goes on to the review. */
const typePassword = async (app: ConsoleApp, secret: string): Promise<void> => {
  const { page } = app
  const wizard = wizardOf(page)
  await startWizard(app)
  for (const id of ['vault', 'protectionGoal', 'source']) await next(app, id)
  await wizard.getByLabel('Connect to Azure Site Recovery using a proxy server').check()
  await wizard.getByLabel(/^Address/).fill('proxy01.harbour.example')
  await wizard.getByLabel('This proxy server requires authentication').check()
  await wizard.getByLabel(/^User name/).fill('HARBOUR\\svc-proxy')
  const password = wizard.getByLabel(/^Password/)
  await password.click()
  // Key by key where a key types it, as a person would.
  await page.keyboard.type(secret)
  await expect(password).toHaveValue(secret)
  await page.keyboard.press('Tab')
  await expect(password).toHaveValue('')
  await expect(password).toHaveAttribute('placeholder', '••••••••')
}

const toReview = async (app: ConsoleApp): Promise<void> => {
  for (const id of ['target', 'networkMapping', 'replication', 'capacity', 'machines']) await next(app, id)
  await wizardOf(app.page).getByRole('button', { name: 'Select all eligible' }).click()
  await expect(wizardOf(app.page).locator('[data-selected]')).not.toHaveAttribute('data-selected', '0')
  await next(app, 'review')
}

test('a password typed in the wizard is in the keychain and nowhere else', async () => {
  const secret = newSecret()
  const app = await ConsoleApp.launch()
  const lab = join(app.labs, 'Harbour Clinic.offsite')
  const exports = join(app.folder, 'exports')
  mkdirSync(exports)
  const places = [app.folder, resolve('out')]
  const found = (): SecretHit[] => [...scanFiles(places, secret), ...scanProcesses(secret)]
  await openSample(app)
  await typePassword(app, secret)
  // Held by the console until Finish, and on no disk: neither the draft nor anything else has it.
  await app.page.keyboard.press('Control+s')
  await expect(
    wizardOf(app.page)
      .getByText(/^Draft saved/)
      .first(),
  ).toBeVisible()
  expect(found()).toEqual([])
  expect((await entries()).filter(({ password }) => password === secret)).toEqual([])
  await toReview(app)

  // The transaction fails because somebody else writes: the entry made for it is gone again.
  const writer = openDatabase(lab)
  writer.exec('BEGIN IMMEDIATE')
  await app.page.keyboard.press('Alt+f')
  await expect(wizardOf(app.page).locator('[data-wizard-failure]')).toBeVisible({ timeout: 30_000 })
  expect((await entries()).filter(({ password }) => password === secret)).toEqual([])
  writer.exec('ROLLBACK')
  writer.close()
  await app.page.keyboard.press('Alt+f')
  await expect(wizardOf(app.page)).toBeHidden()
  await app.visit('SCR-48')

  const [entry] = (await entries()).filter(({ password }) => password === secret)
  expect(entry).toBeDefined()
  const db = openDatabase(lab, { readOnly: true })
  const references = db.prepare('SELECT keychain_ref FROM run_as_account WHERE keychain_ref IS NOT NULL').pluck().all()
  db.close()
  expect(references).toEqual([entry?.account])

  // What a person carries away.
  for (const format of ['html', 'json'] as const) {
    await app.answerDialogs({ save: join(exports, `plan.${format}`) })
    await app.page.getByRole('button', { name: format.toUpperCase(), exact: true }).click()
    await expect.poll(() => readdirSync(exports)).toContain(`plan.${format}`)
  }
  mkdirSync(join(exports, 'scripts'))
  await app.page.getByRole('button', { name: 'Scripts' }).click()
  await app.answerDialogs({ open: [join(exports, 'scripts')] })
  await app.page.getByRole('button', { name: 'Save to folder' }).click()
  await expect.poll(() => readdirSync(join(exports, 'scripts')).length).toBeGreaterThan(3)
  await app.page.keyboard.press('Escape')

  await provesItself(app, lab, secret, found)
  expect(existsSync(`${lab}-wal`)).toBe(true)
  expect(existsSync(join(app.userData, 'logs'))).toBe(true)
  expect(found()).toEqual([])
  await app.quit()
  expect(found()).toEqual([])
  const keytar = createRequire(import.meta.url)('keytar') as typeof import('keytar')
  expect(await keytar.deletePassword(keychainService, entry?.account ?? '')).toBe(true)
  await app.close()
})

/** The scanner finds a planted secret in each kind of place, in every way it could have been written. */
const provesItself = async (app: ConsoleApp, lab: string, secret: string, found: () => SecretHit[]): Promise<void> => {
  const plain = join(app.userData, 'planted.txt')
  const log = join(app.userData, 'logs', 'planted.log')
  const crash = join(app.userData, 'crashes', 'planted.dmp')
  mkdirSync(join(app.userData, 'crashes'), { recursive: true })
  for (const { encoding, bytes } of needlesOf(secret)) {
    writeFileSync(plain, Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' after')]))
    expect(
      found().map(({ place }) => place),
      encoding,
    ).toContain(plain)
  }
  rmSync(plain)
  for (const file of [log, crash]) {
    writeFileSync(file, `12:00 connecting as svc:${encodeURIComponent(secret)}@proxy`)
    expect(found()).toEqual([{ place: file, encoding: 'URL-encoded' }])
    rmSync(file)
  }
  const copy = join(app.labs, 'planted.offsite')
  copyFileSync(lab, copy)
  const db = openDatabase(copy)
  db.exec('CREATE TABLE planted (value TEXT)')
  db.prepare('INSERT INTO planted VALUES (?)').run(secret)
  // Still open: it lies in the write-ahead log.
  expect(found().map(({ place }) => place)).toEqual([`${copy}-wal`])
  db.close()
  expect(found().map(({ place }) => place)).toEqual([copy])
  for (const rest of ['', '-wal', '-shm']) rmSync(copy + rest, { force: true })
  const child = runScript(scriptOf(`console.log('here'); process.stdin.once('data', () => process.exit(0))\n`), [secret])
  await child.line('here')
  expect(found().map(({ place }) => place)).toContain(`/proc/${child.process.pid}/cmdline`)
  child.process.stdin?.write('go\n')
  await child.ended
}

test('without a keychain service the console works, says what is missing and takes no password', async () => {
  const app = await ConsoleApp.launch({ env: { DBUS_SESSION_BUS_ADDRESS: 'disabled:' } })
  const { page } = app
  const wizard = wizardOf(page)
  await openSample(app)
  await startWizard(app)
  for (const id of ['vault', 'protectionGoal', 'source']) await next(app, id)
  await wizard.getByLabel('Connect to Azure Site Recovery using a proxy server').check()
  await wizard.getByLabel(/^Address/).fill('proxy01.harbour.example')
  await wizard.getByLabel('This proxy server requires authentication').check()
  await wizard.getByLabel(/^User name/).fill('HARBOUR\\svc-proxy')
  const missing = wizard.locator('[data-code="keychain-missing"]')
  await expect(missing).toContainText("The password can't be saved.")
  await expect(missing).toContainText('No keychain service answers')
  await expect(missing).toContainText('Start')
  await expect(wizard.getByLabel(/^Password/)).toBeDisabled()
  // It can't go on as if a password were kept …
  await page.keyboard.press('Alt+n')
  await expect(wizard.locator('[data-wizard-summary]')).toBeVisible()
  await onPage(page, 'source')
  // … but with the password for later everything else is done.
  await wizard.getByLabel('Enter the password later').check()
  await toReview(app)
  await page.keyboard.press('Alt+f')
  await expect(wizard).toBeHidden()
  await app.visit('SCR-48')
  expect(rowsOf(join(app.labs, 'Harbour Clinic.offsite'), 'runAsAccounts').map(({ name }) => name)).toContain('DRAProxyAccount')
  await app.close()
})
