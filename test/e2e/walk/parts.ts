import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { demoExportName, demoExportText } from '../../../main/domain/sample/demo-export.ts'
import { setupPages } from '../../../preload/contract/plain.ts'
import { askEngine, keepPorts } from '../support/raw-port.ts'
import { fileMenu, labShown, next, onPage, openMachines, openSample, startWizard, wizardOf } from '../support/steps.ts'
import { comingHome, failovers, recoveryPlan } from './failover-parts.ts'
import { places } from './places.ts'
import type { Walk } from './walk.ts'

/** A stretch of the walk; each begins where the one before ended. A new dialog gets its lines here, a new place of a tree is met by itself. */
export interface Part {
  title: string
  go(walk: Walk): Promise<void>
}

const starting = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  await app.visit('SCR-01')
  await walk.look('start')
  await page.keyboard.press('Control+n')
  await app.visit('W1')
  await page.getByRole('button', { name: 'More' }).click()
  await expect(page.getByLabel('Seed')).toBeVisible()
  await walk.look('new lab')
  await walk.leave()
  await openSample(app)
  await expect(page.getByRole('grid')).toBeVisible()
  await walk.look('first look at a lab')
}

const dialogs = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  for (const [key, screen, name] of [
    ['Control+k', 'SCR-49', 'search anywhere'],
    ['F1', 'SCR-50', 'keyboard map'],
  ] as const) {
    await page.keyboard.press(key)
    await app.visit(screen)
    await walk.look(name)
    await walk.leave()
  }
  for (const [command, screen, name] of [
    ['lab.properties', 'SCR-02', 'lab properties'],
    ['console.about', 'about', 'about'],
  ] as const) {
    await fileMenu(page, command)
    await app.visit(screen)
    await walk.look(name)
    await walk.leave()
  }
  await page.locator('[data-command="file"]').click()
  await expect(page.getByRole('menu')).toBeVisible()
  await walk.look('file menu')
  await walk.leaveMenu()
}

const clock = async (walk: Walk): Promise<void> => {
  const { page } = walk
  await page.locator('[data-clock-strip] [data-command="clock.runTo"]').click()
  await expect(page.getByRole('menu')).toBeVisible()
  await walk.look('clock, run to')
  await walk.leaveMenu()
  await page.keyboard.press('Shift+F9')
  await expect(walk.dialog('Run to')).toBeVisible()
  await walk.look('clock, run to a date')
  await walk.leave()
}

const touring = async (walk: Walk): Promise<void> => {
  const { page } = walk
  await page.getByRole('tab', { name: 'View' }).click()
  await walk.look('ribbon, View')
  await page.locator('[data-command="help.tour"]').click()
  for (let stop = 1; stop <= 7; stop += 1) {
    await expect(page.locator(`[data-tour-stop="${stop}"]`)).toBeVisible()
    // The first stands alone, the third beside the list, the last in a corner: the others look like one of them.
    if (stop === 1 || stop === 3 || stop === 7) await walk.look(`tour, stop ${stop}`)
    if (stop < 7) await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-tour-stop]')).toHaveCount(0)
  await page.getByRole('tab', { name: 'Home' }).click()
}

const importing = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  const dialog = walk.dialog('Import inventory')
  const exported = join(app.folder, demoExportName)
  writeFileSync(exported, demoExportText())
  await app.answerDialogs({ open: [exported] })
  await page.keyboard.press('Control+i')
  await app.visit('W2')
  await walk.look('import, empty')
  await dialog.getByRole('button', { name: 'Add files' }).click()
  await expect(dialog.getByText(demoExportName)).toBeVisible()
  await walk.look('import, files')
  for (const [button, heading] of [
    ['Next', 'Preview'],
    ['Import', 'Result'],
  ] as const) {
    await dialog.getByRole('button', { name: button, exact: true }).click()
    await expect(dialog.getByRole('heading', { name: heading })).toBeVisible()
    await walk.look(`import, ${heading.toLowerCase()}`)
  }
  await walk.leave()
}

const jobsPane = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  await page.keyboard.press('Control+j')
  await app.visit('SCR-17-pane')
  const pane = page.getByRole('complementary', { name: 'Jobs' })
  for (const [tab, name] of [
    [/^Summary/, 'summary'],
    [/^Details/, 'steps'],
    [/^Change Tracking/, 'changes'],
  ] as const) {
    await pane.getByRole('tab', { name: tab }).click()
    if (name === 'changes') await expect(pane.locator('[data-change]').first()).toBeVisible()
    await walk.look(`jobs pane, ${name}`)
  }
  await page.keyboard.press('Escape')
  await expect(pane).toBeHidden()
  await page.locator('[data-bell]').click()
  await expect(walk.dialog('Notifications')).toBeVisible()
  await walk.look('notifications')
  await walk.leave()
}

const runAsAccounts = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  const command = (id: string) => page.locator(`[data-pane="ribbon"] [data-command="${id}"]`)
  await page.keyboard.press('Control+5')
  await page.getByRole('treeitem', { name: /^Run As Accounts/ }).click()
  await app.visit('SCR-19')
  await command('runAs.create').click()
  const dialog = walk.dialog()
  const ok = dialog.getByRole('button', { name: 'OK' })
  for (const [field, value] of [
    [/^Name/, 'Backup'],
    [/^User name/, 'svc-backup'],
    [/^Password/, 'never used 1'],
    [/^Confirm password/, 'never used 1'],
  ] as const)
    await dialog.getByLabel(field).fill(value)
  await ok.click()
  await expect(dialog.getByText('Write DOMAIN')).toBeVisible()
  await walk.look('create Run As account, at fault')
  await dialog.getByLabel(/^User name/).fill('LAB\\svc-backup')
  await ok.click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole('grid').getByText('LAB\\svc-backup').click()
  await expect(page.locator('[data-details]')).toBeVisible()
  await walk.look('an account and its details')
  for (const [id, name] of [
    ['runAs.password', 'change password of an account'],
    ['runAs.delete', 'delete an account'],
  ] as const) {
    await command(id).click()
    await expect(walk.dialog()).toBeVisible()
    await walk.look(name)
    await walk.leave()
  }
}

const oneMachine = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  await openMachines(app)
  await page.locator('[role="grid"] [data-row]').first().click()
  const tabs = page.getByRole('complementary', { name: 'Details' }).getByRole('tab')
  await expect(tabs.first()).toBeVisible()
  for (let n = 0; n < (await tabs.count()); n++) {
    await tabs.nth(n).click()
    await expect(tabs.nth(n)).toHaveAttribute('aria-selected', 'true')
    await walk.look(`details, ${((await tabs.nth(n).textContent()) ?? '').replace(/ \d+$/, '')}`)
  }
  await page.locator('[role="grid"] [data-row]').first().click({ button: 'right' })
  await expect(page.getByRole('menu')).toBeVisible()
  await walk.look('menu of a row')
  await walk.leaveMenu()
  const box = page.getByRole('combobox', { name: 'Filter' })
  await box.fill('read')
  await expect(page.getByRole('listbox', { name: 'Proposals' })).toBeVisible()
  await walk.look('filter, proposals')
  await box.fill('memory:>>')
  await box.press('Enter')
  await expect(page.locator('[data-filter-fault]')).toBeVisible()
  await walk.look('filter, at fault')
  await box.fill('os:linux')
  await box.press('Enter')
  await expect(page.getByRole('list', { name: 'Applied filter' })).toBeVisible()
  await walk.look('filter, applied')
  await box.fill('nothing-is-named-so')
  await box.press('Enter')
  await expect(page.getByText('No item matches this filter.')).toBeVisible()
  await walk.look('filter, nothing found')
  await page.getByRole('button', { name: 'Clear filter' }).last().click()
}

const tiles = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: 'Overview' }).click()
  await app.visit('SCR-25')
  const menu = page.locator('[data-tile="ready"] [data-tile-menu]')
  await menu.click()
  await expect(page.getByRole('menu')).toBeVisible()
  await walk.look('menu of a tile')
  await walk.leaveMenu()
  for (const [command, name] of [
    ['about', 'about a tile'],
    ['rename', 'name of a tile'],
  ] as const) {
    await menu.click()
    await page.locator(`[data-tile-command="${command}"]`).click()
    await expect(walk.dialog()).toBeVisible()
    await walk.look(name)
    await walk.leave()
  }
  await page.locator('[data-edit-tiles]').click()
  await expect(page.getByRole('menu')).toBeVisible()
  await walk.look('which tiles are shown')
  await walk.leaveMenu()
}

const gettingStarted = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  const wizard = wizardOf(page)
  await startWizard(app)
  for (const [n, id] of setupPages.entries()) {
    if (n > 0) await next(app, id)
    await app.visit(`W4-${id}`)
    if (id === 'vault') {
      await wizard.locator('[data-field="name"] input').fill('1')
      await page.keyboard.press('Alt+n')
      await expect(wizard.locator('[data-wizard-summary]')).toBeVisible()
      await walk.look('Getting Started, vault at fault')
      await wizard.locator('[data-field="name"] input').fill('DR-West')
    }
    if (id === 'source') {
      await wizard.getByLabel('Connect to Azure Site Recovery using a proxy server').check()
      await wizard.getByLabel('This proxy server requires authentication').check()
      await walk.look('Getting Started, source with a proxy')
      await wizard.getByLabel('Connect directly').check()
    }
    if (id === 'capacity') await wizard.getByLabel(/Enable internet bandwidth usage throttling/).check()
    if (id === 'machines') {
      await wizard.getByRole('button', { name: 'Select all eligible' }).click()
      await expect(wizard.locator('[data-selected]')).not.toHaveAttribute('data-selected', '0')
      // One stays out, for +Replicate.
      const all = (await wizard.locator('[data-selected]').getAttribute('data-selected')) ?? ''
      await wizard.getByRole('grid').focus()
      await page.keyboard.press('Space')
      await expect(wizard.locator('[data-selected]')).toHaveAttribute('data-selected', String(Number(all) - 1))
    }
    await walk.look(`Getting Started, ${id}`)
    if (id === 'machines') {
      await wizard
        .getByRole('button', { name: /^Properties of/ })
        .first()
        .click()
      await walk.look('Getting Started, properties of a machine')
    }
  }
  await page.keyboard.press('Control+Shift+v')
  await expect(walk.dialog(/Script/)).toBeVisible()
  await walk.look('View Script')
  await page.keyboard.press('Escape')
  await expect(walk.dialog(/Script/)).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-dialog="wizard-leave"]')).toBeVisible()
  await walk.look('leaving Getting Started')
  await page.getByRole('button', { name: 'Stay' }).click()
  await onPage(page, 'review')
  await page.keyboard.press('Alt+f')
  await expect(wizard).toBeHidden()
  await app.visit('SCR-48')
  await walk.look('plan, after Finish')
  await page.getByRole('button', { name: 'Scripts' }).click()
  await expect(walk.dialog()).toBeVisible()
  await walk.look('scripts of the plan')
  await walk.leave()
}

const enableReplication = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  const wizard = page.locator('[data-wizard="enable-replication"]')
  await page.keyboard.press('Control+6')
  await page.keyboard.press('Control+r')
  for (const id of ['source', 'target', 'machines', 'properties', 'settings', 'summary']) {
    if (id !== 'source') await page.keyboard.press('Alt+n')
    await expect(page.locator(`[data-wizard="enable-replication"][data-page="${id}"][data-ready="true"]`)).toBeVisible()
    await app.visit(`W12-${id}`)
    if (id === 'source') await wizard.getByLabel('Cloud').selectOption({ index: 1 })
    if (id === 'machines') {
      await wizard.getByRole('grid').focus()
      await page.keyboard.press('Space')
      await expect(wizard.locator('[data-selected="1"]')).toBeVisible()
    }
    if (id === 'properties') {
      await wizard.getByRole('button', { name: /^Properties of/ }).click()
      await expect(wizard.getByLabel(/^Azure name/)).toBeVisible()
    }
    await walk.look(`Enable replication, ${id}`)
  }
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(walk.dialog()).toHaveCount(0)
}

/** The dialogs about replicated items that are allowed at once; failover-parts.ts has those of protected ones. */
const replicatedItems = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  await keepPorts(page)
  await page.reload()
  await labShown(page)
  // Getting Started throttles the link here: protection would take weeks, and a few dialogs need none.
  expect(await askEngine(page, 'clock.step', { byMs: 600_000 })).toMatchObject({ ok: true })
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: /^Replicated Items/ }).click()
  await app.visit('SCR-32')
  await page.locator('[role="grid"] [data-row]').first().click()
  await page.getByRole('tab', { name: 'Replicated Item' }).click()
  await walk.look('ribbon, Replicated Item')
  const ask = async (verb: string): Promise<void> => {
    const command = page.locator(`[data-pane="ribbon"] [data-command="item.${verb}"]`)
    await expect(command).not.toHaveAttribute('aria-disabled', 'true')
    await command.click()
    await expect(walk.dialog()).toBeVisible()
  }
  for (const verb of ['changePolicy', 'disable']) {
    await ask(verb)
    await walk.look(`replicated item, ${verb}`)
    await walk.leave()
  }
  await page.locator('[data-pane="ribbon"] [data-command="connect.open"]').click()
  await app.visit('SCR-33-connect')
  await page
    .getByRole('button', { name: /^Not needed: Enable Remote Desktop|^Not needed: Let the Secure Shell/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Set aside' }).click()
  await expect(page.locator('[data-note-form]').getByText('Say why it is not needed.')).toBeVisible()
  await walk.look('check-lists of a replicated item')
  await page.keyboard.press('Alt+ArrowLeft')
  await app.visit('SCR-32')
  await page.locator('[role="grid"] [data-row]').first().click()
  await page.locator('[data-pane="ribbon"] [data-command="item.open"]').click()
  await app.visit('SCR-33')
  const tabs = page.getByRole('tablist', { name: 'Parts of the item' }).getByRole('tab')
  for (let n = 0; n < (await tabs.count()); n++) {
    await tabs.nth(n).click()
    await walk.look(`replicated item, ${await tabs.nth(n).textContent()}`)
  }
  await page.getByRole('tab', { name: 'Home' }).click()
  await page.locator('[data-pane="ribbon"] [data-command="recovery.azureLimits"]').click()
  await expect(walk.dialog('Azure limits').getByLabel('Quota of cores')).toBeVisible()
  await walk.look('Azure limits')
  await walk.leave()
}

/** Time has passed now: what a rewind would do, and the branches. */
const rewinding = async (walk: Walk): Promise<void> => {
  const { app, page } = walk
  await page.keyboard.press('Control+Shift+F9')
  const list = walk.dialog('Rewind').getByRole('listbox')
  await list.focus()
  await page.keyboard.press('End')
  await expect(page.locator('[data-rewind="taken"]')).toBeVisible()
  await walk.look('rewind')
  await walk.leave()
  await page.keyboard.press('Control+5')
  await page.getByRole('treeitem', { name: 'Branches of time' }).click()
  await app.visit('settings-branches')
  for (const tab of ['Summary', 'Machines at its end', 'Jobs', 'Event log', 'Compare']) {
    await page.getByRole('tab', { name: tab }).click()
    await walk.look(`branches, ${tab.toLowerCase()}`)
  }
}

const allKeys = ['Control+1', 'Control+2', 'Control+4', 'Control+5', 'Control+6']

export const parts: readonly Part[] = [
  { title: 'the start, and a lab', go: starting },
  { title: 'the dialogs', go: dialogs },
  { title: 'the clock', go: clock },
  { title: 'the tour', go: touring },
  { title: 'the import', go: importing },
  { title: 'every place of the lab', go: (walk) => places(walk, 'before Getting Started', allKeys) },
  { title: 'the jobs pane and the bell', go: jobsPane },
  { title: 'the accounts', go: runAsAccounts },
  { title: 'one machine, its menu, and the filter', go: oneMachine },
  { title: 'the tiles of the overview', go: tiles },
  { title: 'every page of Getting Started', go: gettingStarted },
  { title: 'every page of Enable replication', go: enableReplication },
  { title: 'the dialogs of replicated items', go: replicatedItems },
  { title: 'a rewind and the branches', go: rewinding },
  {
    title: 'every place once there is a plan',
    go: (walk) => labShown(walk.page).then(() => places(walk, 'after Finish', ['Control+6'])),
  },
  { title: 'a recovery plan and its dialogs', go: recoveryPlan },
  { title: 'the dialogs of failovers, in a lab where machines are protected', go: failovers },
  { title: 'the failback of a plan', go: comingHome },
]
