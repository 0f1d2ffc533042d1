import { inRoot } from '../support/paths.ts'
import { capture } from '../support/run.ts'
import { failure, type Outcome, outcomeOf, pass } from './outcome.ts'
import { checkTrackedFiles } from './tracked-files.ts'

const tool = (...path: string[]): string => inRoot('node_modules', ...path)

/** Runs a checking tool; its output is shown when it finds something. */
const byTool = async (what: string, script: string, args: string[]): Promise<Outcome> => {
  const { code, stdout, stderr } = await capture(process.execPath, [script, ...args])
  return code === 0 ? pass : failure(`${what}\n${`${stdout}\n${stderr}`.trim()}`)
}

const sides = ['preload', 'native-db', 'main', 'renderer', 'build', 'test']

/** Type check of one side. What it learned is kept in out/types, so that the next check is short. */
const types = (side: string): Promise<Outcome> =>
  byTool(`types of ${side}`, tool('typescript', 'bin', 'tsc'), [
    ...['-p', `${side}/tsconfig.json`, '--noEmit', '--pretty', 'false'],
    ...['--incremental', '--tsBuildInfoFile', inRoot('out', 'types', `${side}.tsbuildinfo`)],
  ])

export const checkTypes = async (): Promise<Outcome[]> => {
  const outcomes: Outcome[] = []
  // two at a time: each holds a processor and some hundred megabytes
  for (let index = 0; index < sides.length; index += 2) outcomes.push(...(await Promise.all(sides.slice(index, index + 2).map(types))))
  return outcomes
}

export const checkLint = (): Promise<Outcome> =>
  byTool('lint', tool('@biomejs', 'biome', 'bin', 'biome'), ['check', '--error-on-warnings', '.'])

export const checkImports = (): Promise<Outcome> =>
  byTool('import rules', tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), [
    ...['--config', '.dependency-cruiser.cjs', 'main', 'preload', 'renderer', 'native-db'],
  ])

export const checkFiles = async (): Promise<Outcome> => outcomeOf(await checkTrackedFiles())
