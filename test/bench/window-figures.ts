import { readFileSync } from 'node:fs'
import { runPlaywright } from '../../build/e2e/run-playwright.ts'
import { inRoot } from '../../build/support/paths.ts'
import { say } from '../../build/support/step.ts'
import { type Figure, type FigureSpec, figureOf } from './statistics.ts'

/** The figures of the real window. Throws when a measurement fails; leaves out what this system does not tell (PSS, but on Linux). */
export const windowFigures = async (specs: readonly FigureSpec[], turns: number): Promise<Figure[]> => {
  say('[bench] window')
  const env = { OFFSITE_BENCH: JSON.stringify({ turns, names: specs.map(({ name }) => name) }) }
  const code = await runPlaywright({ project: 'bench', only: [], results: 'out/bench', env })
  if (code !== 0) throw new Error(`The measurements in the window ended with code ${code}.`)
  const results = JSON.parse(readFileSync(inRoot('out', 'bench', 'window.json'), 'utf8')) as Record<
    string,
    { runs: number[]; floorRuns: number[] }
  >
  return specs.flatMap((spec) => {
    const found = results[spec.name]
    return found === undefined ? [] : [figureOf(spec, found.runs, found.floorRuns)]
  })
}
