/** `npm run bench`: measures the console against its floors, see README.md. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { inRoot } from '../../build/support/paths.ts'
import { explain, say } from '../../build/support/step.ts'
import { chosenFigures } from './figures.ts'
import { nodeFigures } from './node-figures.ts'
import { markdownOf } from './report.ts'
import { type Baseline, compare, type FigureSpec, withRatios } from './statistics.ts'
import { windowFigures } from './window-figures.ts'

const baselineFile = inRoot('test', 'bench', 'baseline.json')
/** For figures that are new to the baseline; what passes through a window varies more. */
const tolerances: Record<FigureSpec['group'], number> = { import: 0.3, lists: 0.4, replication: 0.4, window: 0.5 }
/** The figure is the slowest of many calls: one hiccup of the machine decides it. */
const ownTolerances: Record<string, number> = { 'port-blocked': 3 }

const bench = async (): Promise<number> => {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    options: {
      only: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      runs: { type: 'string' },
      record: { type: 'boolean' },
    },
  })
  const turns = Number(values.runs ?? 5)
  if (!Number.isInteger(turns) || turns < 1) throw new RangeError('--runs takes a whole number from 1.')
  const specs = chosenFigures((values.only ?? []).flatMap((words) => words.split(',')))
  const inNode = specs.filter(({ group }) => group !== 'window')
  const inWindow = specs.filter(({ group }) => group === 'window')
  const figures = [
    ...(inNode.length > 0 ? await nodeFigures(inNode, turns) : []),
    ...(inWindow.length > 0 ? await windowFigures(inWindow, turns) : []),
  ]
  const baseline = JSON.parse(readFileSync(baselineFile, 'utf8')) as Baseline
  const comparisons = compare(figures, baseline)
  const json = `${JSON.stringify({ figures, comparisons }, null, 2)}\n`
  const table = `${markdownOf(figures, comparisons)}\n`
  mkdirSync(inRoot('out', 'bench'), { recursive: true })
  writeFileSync(inRoot('out', 'bench', 'bench.json'), json)
  writeFileSync(inRoot('out', 'bench', 'bench.md'), table)
  process.stdout.write(values.json ? json : table)
  if (values.record) {
    const next = withRatios(baseline, figures, tolerances)
    for (const [name, tolerance] of Object.entries(ownTolerances)) {
      const entry = next.figures[name]
      if (entry !== undefined) entry.tolerance = tolerance
    }
    writeFileSync(baselineFile, `${JSON.stringify(next, null, 2)}\n`)
    return 0
  }
  const worse = comparisons.filter((each) => each.worse)
  for (const { name, ratio, limit } of worse)
    say(`${name}: ${ratio.toFixed(2)} x its floor, and the baseline allows ${limit.toFixed(2)} x.`)
  return worse.length > 0 ? 1 : 0
}

try {
  process.exitCode = await bench()
} catch (error) {
  say(
    error instanceof RangeError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
      ? String((error as Error).message)
      : explain(error),
  )
  process.exitCode = 2
}
