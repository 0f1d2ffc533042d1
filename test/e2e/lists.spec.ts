import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, test } from '@playwright/test'
import { ConsoleApp } from './support/console-app.ts'
import { offsite, rowsOf } from './support/offsite.ts'
import { filterBy, labShown, openSample, shownCount } from './support/steps.ts'

test.describe.configure({ mode: 'serial' })

let app: ConsoleApp
let lab = ''

test.beforeAll(async () => {
  app = await ConsoleApp.launch()
  lab = join(app.labs, 'Harbour Clinic.offsite')
  await openSample(app)
})
test.afterAll(async () => {
  await app.close()
})

const grid = (): Locator => app.page.getByRole('grid')
const box = (): Locator => app.page.getByRole('combobox', { name: 'Filter' })
/** The row under the cursor, by the cell that the grid names as active. */
const cursor = (): Promise<string | null> => grid().getAttribute('aria-activedescendant')
const status = (): Locator => app.page.locator('[data-status="counts"]')
const nameAt = (index: number): Locator =>
  app.page.locator(`[role="row"][aria-rowindex="${index + 2}"] [role="gridcell"][data-field="name"]`)
/** As the lists sort: letters without regard to case, other signs by code point. */
const nameSorted = (names: string[]): string[] =>
  [...names].sort((a, b) => (a.toUpperCase() < b.toUpperCase() ? -1 : a.toUpperCase() > b.toUpperCase() ? 1 : 0))

/** To the first row: sorting keeps the row under the cursor in sight, wherever it went. */
const top = async (): Promise<void> => {
  await grid().focus()
  await app.page.keyboard.press('Control+Home')
}

const openVms = async (): Promise<void> => {
  await app.page.keyboard.press('Control+1')
  await app.page
    .getByRole('treeitem', { name: /All Hosts/ })
    .first()
    .click()
  await app.visit('SCR-04')
}

test('the grid of machines goes by keyboard alone', async () => {
  const { page } = app
  await openVms()
  const total = await shownCount(page)
  expect(total).toBe(rowsOf(lab, 'vms').length)
  expect(await grid().getAttribute('aria-rowcount')).toBe(String(total + 1))

  await page.keyboard.press('F6')
  for (let n = 0; n < 8 && !(await grid().evaluate((element) => element === document.activeElement)); n++) await page.keyboard.press('F6')
  await expect(grid()).toBeFocused()
  await page.keyboard.press('Control+Home')
  await expect(grid().locator('[aria-selected="true"]')).toHaveCount(1)
  await expect(page.locator('[role="row"][aria-rowindex="2"]')).toHaveAttribute('aria-selected', 'true')
  expect(await cursor()).toMatch(/r0c\d+$/)
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[role="row"][aria-rowindex="3"]')).toHaveAttribute('aria-selected', 'true')
  await expect(status()).toContainText('1 selected')
  await page.keyboard.press('End')
  expect(await cursor()).toBe((await page.locator('[role="row"][aria-rowindex="3"] [role="gridcell"]').last().getAttribute('id')) ?? '')
  await page.keyboard.press('Home')
  expect(await cursor()).toMatch(/r1c0$/)
  await page.keyboard.press('ArrowRight')
  expect(await cursor()).toMatch(/r1c1$/)
  // Ctrl+arrow moves without selecting, Space adds.
  await page.keyboard.press('Control+ArrowDown')
  await page.keyboard.press('Control+ArrowDown')
  await expect(status()).toContainText('1 selected')
  await page.keyboard.press(' ')
  await expect(status()).toContainText('2 selected')
  await page.keyboard.press(' ')
  await expect(status()).toContainText('1 selected')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(status()).toContainText('3 selected')
  await page.keyboard.press('Control+End')
  await expect(status()).toContainText('1 selected')
  expect(await cursor()).toMatch(new RegExp(`r${total - 1}c1$`))
  await page.keyboard.press('Control+a')
  await expect(status()).toContainText(`${total} selected`)
})

test('Ctrl+C puts the rows on the clipboard as a table with headings', async () => {
  const { page } = app
  await grid().focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(status()).toContainText('2 selected')
  const names = [await nameAt(0).textContent(), await nameAt(1).textContent()]
  await app.app.evaluate(({ clipboard }) => clipboard.clear())
  await page.keyboard.press('Control+c')
  await expect(page.locator('[data-live="polite"]')).toHaveText('2 rows copied.')
  const text = await app.app.evaluate(({ clipboard }) => clipboard.readText())
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  expect(lines).toHaveLength(3)
  const headings = (lines[0] ?? '').split('\t')
  const shown = await grid().getByRole('columnheader').allTextContents()
  // Sizes go out as whole bytes, and their headings say so.
  const plain = headings.map((heading) => heading.replace(/ \(bytes\)$/, ''))
  expect(plain.filter((heading) => shown.includes(heading))).toEqual(shown.slice(1))
  const at = headings.indexOf('Name')
  expect(lines.slice(1).map((line) => line.split('\t')[at])).toEqual(names)
})

test('a heading sorts by mouse and by Enter, and says so', async () => {
  const { page } = app
  const heading = grid().getByRole('columnheader', { name: 'Name' })
  const all = rowsOf(lab, 'vms').map(({ name }) => name as string)
  const first = nameSorted(all)[0] ?? ''
  const last = nameSorted(all).at(-1) ?? ''
  await heading.click()
  const now = await heading.getAttribute('aria-sort')
  await expect(heading).toHaveAttribute('aria-sort', /ascending|descending/)
  await top()
  await expect(nameAt(0)).toHaveText(now === 'descending' ? last : first)
  await heading.click()
  await expect(heading).toHaveAttribute('aria-sort', now === 'descending' ? 'ascending' : 'descending')
  await top()
  await expect(nameAt(0)).toHaveText(now === 'descending' ? first : last)
  // By keyboard: up from the first row is the heading line.
  await grid().focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowUp')
  const before = await heading.getAttribute('aria-sort')
  expect(await cursor()).toBe(await heading.getAttribute('id'))
  await page.keyboard.press('Enter')
  await expect(heading).toHaveAttribute('aria-sort', before === 'ascending' ? 'descending' : 'ascending')
  await expect(page.locator('[data-live="polite"]')).toHaveText(/^Sorted by Name, (as|des)cending\.$/)
})

test('a filter at fault points at its character and leaves the rows alone', async () => {
  const { page } = app
  const before = await shownCount(page)
  for (const [text, at] of [
    ['memory:>4', 7],
    ['memory>4xb', 7],
    ['(name:SQL', 0],
    ['SQL colour:red', 4],
  ] as const) {
    await box().fill(text)
    await box().press('Enter')
    const fault = page.locator('[data-filter-fault]')
    await expect(fault).toBeVisible()
    await expect(fault, text).toHaveAttribute('data-filter-fault', String(at))
    await expect(box()).toHaveAttribute('aria-invalid', 'true')
    const [, marked] = ((await fault.locator('code').textContent()) ?? '').split('\n')
    expect(marked?.indexOf('^')).toBe(at)
    expect(await shownCount(page)).toBe(before)
  }
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-filter-fault]')).toHaveCount(0)
})

test('the filter proposes fields and values', async () => {
  const { page } = app
  await box().click()
  await box().pressSequentially('readi')
  const proposals = page.getByRole('listbox', { name: 'Proposals' })
  await expect(proposals.getByRole('option', { name: /^readiness/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(box()).toHaveValue('readiness:')
  await expect(proposals.getByRole('option', { name: /^ready/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(proposals.getByRole('option', { selected: true })).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(proposals).toBeHidden()
  await filterBy(page, 'readiness:ready')
  expect(await shownCount(page)).toBe(rowsOf(lab, 'vms', '--where', 'readiness:ready').length)
  await page.getByRole('button', { name: 'Remove readiness:ready' }).click()
  await expect(page.getByRole('list', { name: 'Applied filter' })).toHaveCount(0)
})

test('the tabs of the details change by mouse and keys', async () => {
  const { page } = app
  await openVms()
  await filterBy(page, 'SQL01')
  await grid().getByRole('row', { name: /SQL01/ }).click()
  const details = page.getByRole('complementary', { name: 'Details' })
  await expect(details.getByRole('heading', { name: 'SQL01' })).toBeVisible()
  const tabs = details.getByRole('tab')
  const count = await tabs.count()
  expect(count).toBeGreaterThan(2)
  await tabs.first().click()
  await expect(tabs.first()).toHaveAttribute('aria-selected', 'true')
  await grid().focus()
  await page.keyboard.press('Control+PageDown')
  await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Control+PageUp')
  await page.keyboard.press('Control+PageUp')
  await expect(tabs.nth(count - 1)).toHaveAttribute('aria-selected', 'true')
})

test('Back finds the filter and the row, F5 keeps the selection', async () => {
  const { page } = app
  await openVms()
  await filterBy(page, 'name:SQL*')
  const found = await shownCount(page)
  await grid().getByRole('row', { name: /SQL02/ }).click()
  await expect(status()).toContainText('1 selected')
  await page.keyboard.press('Control+2')
  await expect(page.locator('[data-screen="SCR-04"]')).toHaveCount(0)
  await page.locator('[data-command="go.back"]').click()
  await app.visit('SCR-04')
  await expect(box()).toHaveValue('name:SQL*')
  expect(await shownCount(page)).toBe(found)
  await expect(grid().locator('[aria-selected="true"]')).toContainText('SQL02')
  await page.keyboard.press('F5')
  await expect(status()).toContainText('1 selected')
  await expect(grid().locator('[aria-selected="true"]')).toContainText('SQL02')
  await box().fill('')
  await box().press('Enter')
})

test('every count in the trees is what its list shows', async () => {
  const { page } = app
  let compared = 0
  for (const key of ['Control+1', 'Control+2', 'Control+4', 'Control+5', 'Control+6']) {
    await page.keyboard.press(key)
    await labShown(page)
    await page.getByRole('treeitem').first().focus()
    await page.keyboard.press('*')
    const nodes = await page.getByRole('treeitem').evaluateAll((items) =>
      items.map((item) => ({
        id: (item as HTMLElement).dataset.node ?? '',
        label: item.textContent ?? '',
        count: /\s([\d,]+)$/.exec((item as HTMLElement).innerText.trim().replace(/\n/g, ' '))?.[1] ?? null,
      })),
    )
    expect(nodes.length).toBeGreaterThan(0)
    for (const { id, label, count } of nodes) {
      const item = page.locator(`[role="treeitem"][data-node="${id}"]`)
      if ((await item.count()) === 0) continue
      const opened = await item.evaluate((element) => element.getAttribute('aria-expanded'))
      await item.click()
      // A node that opens nothing only folds.
      if ((await item.getAttribute('aria-selected')) !== 'true') {
        if (opened !== (await item.getAttribute('aria-expanded'))) await item.click()
        continue
      }
      const screen = page.locator('[data-pane="content"] [data-screen]').first()
      await expect(screen).not.toHaveAttribute('data-ready', 'false')
      await app.visit((await screen.getAttribute('data-screen')) ?? '')
      if (count === null) continue
      compared += 1
      await expect(page.getByRole('heading', { level: 1 }), label).toHaveText(new RegExp(`\\(${count}\\)$`))
    }
  }
  expect(compared).toBeGreaterThan(15)
})

test('hosts, clouds and VM networks are listed whole', async () => {
  const { page } = app
  for (const [key, command, screen, kind] of [
    ['Control+2', 'show.hosts', 'SCR-12', 'hosts'],
    ['Control+2', 'show.clusters', 'SCR-13', 'clusters'],
    ['Control+1', 'show.clouds', 'SCR-09', 'clouds'],
    ['Control+1', 'show.vmNetworks', 'SCR-06', 'vmNetworks'],
  ] as const) {
    await page.keyboard.press(key)
    await page.locator(`[data-command="${command}"]`).click()
    await app.visit(screen)
    const rows = rowsOf(lab, kind)
    expect(await shownCount(page), kind).toBe(rows.length)
    const shown = await page.locator('[role="gridcell"][data-field="name"]').allTextContents()
    expect(nameSorted(shown), kind).toEqual(nameSorted(rows.map(({ name }) => name as string)))
  }
})

test('25,000 machines open, scroll, sort and filter', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offsite-max-'))
  const max = join(folder, 'max.offsite')
  expect(offsite('sample', '--size', 'MAX', '--seed', '1', '--lab', max).status).toBe(0)
  const rows = rowsOf(max, 'vms')
  const names = rows.map(({ name }) => name as string)
  const { page } = app
  await app.answerDialogs({ open: [max] })
  await page.keyboard.press('Control+o')
  await expect.poll(() => app.title()).not.toContain('Harbour Clinic -')
  await labShown(page)
  await openVms()
  expect(await shownCount(page)).toBe(25_000)
  await grid().focus()
  const heading = grid().getByRole('columnheader', { name: 'Name' })
  if ((await heading.getAttribute('aria-sort')) !== 'ascending') await heading.click()
  await expect(heading).toHaveAttribute('aria-sort', 'ascending')
  await page.keyboard.press('Control+End')
  await expect(nameAt(24_999)).not.toHaveText('')
  const lastName = await nameAt(24_999).textContent()
  await heading.click()
  await expect(heading).toHaveAttribute('aria-sort', 'descending')
  await grid().focus()
  await page.keyboard.press('Control+Home')
  await expect(nameAt(0)).toHaveText(lastName ?? '')
  expect(names).toContain(lastName)
  await filterBy(page, 'memory>=16gb os:linux')
  const expected = rowsOf(max, 'vms', '--where', 'memory>=16gb os:linux').map(({ name }) => name as string)
  expect(expected.length).toBeGreaterThan(0)
  expect(await shownCount(page)).toBe(expected.length)
  const shown = await page.locator('[role="gridcell"][data-field="name"]').allTextContents()
  expect(shown.filter((name) => !expected.includes(name))).toEqual([])

  // Scrolled far down without a row chosen, a new filter begins at its top; with one, at that row.
  await app.page.reload()
  await labShown(page)
  await openVms()
  const scrollDown = () => grid().evaluate((box) => box.scrollTo(0, 40_000))
  await scrollDown()
  await expect(nameAt(1_430)).toBeVisible()
  await filterBy(page, 'os:linux')
  const linux = rowsOf(max, 'vms', '--where', 'os:linux')
  expect(await shownCount(page)).toBe(linux.length)
  await expect(nameAt(0)).toBeVisible()
  await scrollDown()
  const chosen = nameAt(1_430)
  await expect(chosen).toHaveText(/./)
  const name = await chosen.textContent()
  await chosen.click()
  await filterBy(page, 'os:linux cpu>=1')
  await expect(grid().locator('[role="row"][aria-selected="true"] [data-field="name"]')).toHaveText(name ?? '')
  await expect(grid().locator('[role="row"][aria-rowindex]:not([aria-rowindex="1"]):not([data-row])')).toHaveCount(0)
  rmSync(folder, { recursive: true, force: true })
})
