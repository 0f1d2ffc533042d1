import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron as electron, expect, test } from '@playwright/test'
import { ConsoleApp } from '../../e2e/support/console-app.ts'
import { offsite } from '../../e2e/support/offsite.ts'
import { askEngine, keepPorts } from '../../e2e/support/raw-port.ts'
import { percentile } from '../statistics.ts'
import { portCalls, restingFrames, scrollFrames, untilHello, untilOtherRows } from './in-page.ts'
import { listPainted, startUp } from './start-up.ts'

/*
 * Measures; asserts only that what is measured happened. OFFSITE_BENCH holds the number of turns and the figures; the
 * results go to out/bench/window.json.
 */
const asked = JSON.parse(process.env.OFFSITE_BENCH ?? '{"turns":5,"names":null}') as { turns: number; names: string[] | null }
const wants = (...names: string[]): boolean => asked.names === null || names.some((name) => asked.names?.includes(name))
const results: Record<string, { runs: number[]; floorRuns: number[] }> = {}
const note = (name: string, runs: number[], floorRuns: number[]): void => {
  if (wants(name)) results[name] = { runs, floorRuns }
}
const hello = resolve('test/bench/window/hello')
const turns = Array.from({ length: asked.turns }, (_, turn) => turn)

let folder = ''
let lab = ''

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offsite-bench-max-'))
  lab = join(folder, 'max.offsite')
  expect(offsite('sample', '--size', 'MAX', '--seed', '1', '--lab', lab).status).toBe(0)
})
test.afterAll(() => {
  mkdirSync(resolve('out', 'bench'), { recursive: true })
  writeFileSync(resolve('out', 'bench', 'window.json'), JSON.stringify(results))
  rmSync(folder, { recursive: true, force: true })
})

test('start and memory', async () => {
  test.skip(!wants('cold-start', 'memory-pss'))
  const start = {
    // The user data stay between starts, as they do on a desk: code caches are warm in both.
    console: () => startUp('.', [lab], listPainted, join(folder, 'console')),
    hello: () => startUp(hello, [], 'html[data-ready="true"]', join(folder, 'hello')),
  }
  for (const name of ['console', 'hello']) mkdirSync(join(folder, name))
  // The browser keeps a script's code after the second start that ran it, and uses it from the third.
  for (let warm = 0; warm < 3; warm++) {
    await start.hello()
    await start.console()
  }
  const [runs, floors] = [[], []] as Awaited<ReturnType<typeof startUp>>[][]
  for (const _ of turns) {
    floors?.push(await start.hello())
    runs?.push(await start.console())
  }
  const [ours = [], theirs = []] = [runs, floors]
  note(
    'cold-start',
    ours.map(({ ms }) => ms),
    theirs.map(({ ms }) => ms),
  )
  const memory = (all: typeof ours): number[] => all.flatMap(({ mb }) => (mb === null ? [] : [mb]))
  if (memory(ours).length === turns.length) note('memory-pss', memory(ours), memory(theirs))
})

test('lists and port', async () => {
  test.skip(!wants('sort-painted', 'filter-painted', 'scroll-frame', 'port-blocked'))
  const { electronPath } = JSON.parse(readFileSync(resolve('out', 'runtime.json'), 'utf8')) as { electronPath: string }
  const bare = await electron.launch({ executablePath: electronPath, args: [hello], chromiumSandbox: process.getuid?.() !== 0 })
  const floorPage = await bare.firstWindow()
  await floorPage.waitForSelector('html[data-ready="true"]')
  await untilHello(floorPage)
  const clicks: number[] = []
  for (const _ of turns) clicks.push(await untilHello(floorPage))
  const floorFrames: number[] = []
  for (const _ of turns) floorFrames.push(percentile(await scrollFrames(floorPage, '#scroller', 96), 0.95))
  await bare.close()

  const app = await ConsoleApp.launch({ args: [lab] })
  const { page } = app
  await keepPorts(page)
  await page.reload()
  await app.ready()
  await page.waitForSelector(listPainted)
  const grid = page.getByRole('grid')

  const frames: number[] = []
  expect(Number(await grid.getAttribute('aria-colcount')) - 1, 'columns').toBeGreaterThanOrEqual(9)
  for (const _ of turns) frames.push(percentile(await scrollFrames(page, '[role="grid"]', 96), 0.95))
  note('scroll-frame', frames, floorFrames)

  // Each order and each filter is a new one: the engine remembers those that it was asked for. By name is how the list begins.
  const fields = await grid
    .locator('[role="columnheader"][aria-sort]:not([data-field="name"])')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.field))
  const sorts: number[] = []
  for (const turn of [0, ...turns.map((each) => each + 1)]) {
    const heading = `document.querySelector('[role="columnheader"][data-field="${fields[turn % fields.length]}"]')`
    // Two orders may begin with the same rows; the opposite of an order does not.
    await page.evaluate(`${heading}.click()`)
    await expect(page.locator('[role="columnheader"][aria-sort="ascending"]')).toHaveAttribute(
      'data-field',
      String(fields[turn % fields.length]),
    )
    await portCalls(page, 1)
    sorts.push(await untilOtherRows(page, `${heading}.click()`, `${heading}.getAttribute('aria-sort') === 'descending'`))
  }
  note('sort-painted', sorts.slice(1), clicks)

  const filters: number[] = []
  for (const turn of [0, ...turns.map((each) => each + 1)]) {
    const box = page.getByRole('combobox', { name: 'Filter' })
    await box.fill(`memory>=${turn + 2}gb os:linux${turn % 2 === 0 ? '' : ' cpu>1'}`)
    const enter = `document.querySelector('[role="combobox"][aria-label="Filter"]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))`
    const count = await page.getByRole('heading', { level: 1 }).first().textContent()
    filters.push(await untilOtherRows(page, enter, `document.querySelector('h1').textContent !== ${JSON.stringify(count)}`))
  }
  note('filter-painted', filters.slice(1), clicks)

  const [blocked, free] = [[], []] as number[][]
  for (const _ of turns) {
    const calls = await portCalls(page, 1000)
    free?.push(Math.max(...calls.map(({ from, to }) => to - from)))
    await app.app.evaluate(() => {
      const state = globalThis as unknown as { benchBlock?: { from: number; to: number } }
      delete state.benchBlock
      setTimeout(() => {
        const from = Date.now()
        while (Date.now() < from + 1000);
        state.benchBlock = { from, to: Date.now() }
      }, 300)
    })
    const during = await portCalls(page, 1800)
    const block = await app.app.evaluate(() => (globalThis as unknown as { benchBlock: { from: number; to: number } }).benchBlock)
    const met = during.filter(({ from, to }) => from < block.to && to > block.from)
    expect(met.length, 'calls while main was blocked').toBeGreaterThan(1)
    blocked?.push(Math.max(...met.map(({ from, to }) => to - from)))
  }
  note('port-blocked', blocked ?? [], free ?? [])
  await app.close()
})

test('the clock plays', async () => {
  test.skip(!wants('play-frame'))
  const played = join(folder, 'played.offsite')
  expect(offsite('sample', '--size', 'MAX', '--seed', '1', '--ready', '--lab', played).status).toBe(0)
  expect(offsite('replicate', 'enable', '--lab', played, '--where', 'readiness:ready').status).toBe(0)
  const { electronPath } = JSON.parse(readFileSync(resolve('out', 'runtime.json'), 'utf8')) as { electronPath: string }
  const bare = await electron.launch({ executablePath: electronPath, args: [hello], chromiumSandbox: process.getuid?.() !== 0 })
  const floorPage = await bare.firstWindow()
  await floorPage.waitForSelector('html[data-ready="true"]')
  const floorFrames: number[] = []
  for (const _ of turns) floorFrames.push(percentile(await restingFrames(floorPage, 300), 0.95))
  await bare.close()

  const app = await ConsoleApp.launch({ args: [played] })
  const { page } = app
  await keepPorts(page)
  await page.reload()
  await app.ready()
  await page.keyboard.press('Control+6')
  await page.getByRole('treeitem', { name: /^Replicated Items/ }).click()
  await page.waitForSelector('[data-screen="SCR-32"][data-ready="true"] [role="gridcell"]')
  expect(await askEngine(page, 'clock.play', { speed: 3_600 })).toMatchObject({ ok: true })
  const strip = page.locator('[data-clock-strip]')
  await expect(strip).toHaveAttribute('data-clock-mode', 'playing')
  const frames: number[] = []
  for (const _ of turns) {
    const before = Number(await strip.getAttribute('data-clock'))
    frames.push(percentile(await restingFrames(page, 300), 0.95))
    expect(Number(await strip.getAttribute('data-clock')), 'the clock moved').toBeGreaterThan(before)
  }
  note('play-frame', frames, floorFrames)
  await app.close()
})
