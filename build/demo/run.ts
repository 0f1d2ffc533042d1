import { existsSync, readdirSync, rmSync } from 'node:fs'
import { runPlaywright } from '../e2e/run-playwright.ts'
import { readRuntime } from '../setup/electron-runtime.ts'
import { inRoot } from '../support/paths.ts'
import { say, step } from '../support/step.ts'

/** Runs the guided demo under a virtual display and leaves what it made in out/demo. Resolves to the exit code. */
export const runDemo = async (): Promise<number> => {
  const runtime = readRuntime()
  say(`Electron ${runtime.electronVersion} (${runtime.kind} runtime)`)
  rmSync(inRoot('out', 'demo'), { recursive: true, force: true })
  const code = await step('Demo', () => runPlaywright({ project: 'demo', only: [], results: 'out/demo' }))
  const made = existsSync(inRoot('out', 'demo')) ? readdirSync(inRoot('out', 'demo')) : []
  console.log(`The demo left ${made.length} files and folders in ${inRoot('out', 'demo')}`)
  const complete = made.includes('report.json')
  if (!complete) say('The demo did not finish: report.json is missing.')
  return code === 0 && complete ? 0 : code || 1
}
