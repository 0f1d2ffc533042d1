/** `npm test`: every check in turn, each to its end; the last line counts them. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { runPlaywright } from '../e2e/run-playwright.ts'
import { buildPackage } from '../package/build-package.ts'
import { readRuntime } from '../setup/electron-runtime.ts'
import { inRoot, root } from '../support/paths.ts'
import { show } from '../support/run.ts'
import { explain, say, step } from '../support/step.ts'
import { judgeCoverage } from './coverage.ts'
import { moduleExportsFunction } from './exports.ts'
import { failure, type Outcome, outcomeOf, pass, sum, summaryLine } from './outcome.ts'
import { outcomeOfTests, playwrightHangs, playwrightResults, type TestResult, vitestResults } from './reports.ts'
import { checkFiles, checkImports, checkLint, checkTypes } from './static.ts'
import { checkWords } from './words/check.ts'

const results = inRoot('out', 'test')
const e2eReport = inRoot('out', 'test', 'e2e.json')
const factsFile = inRoot('out', 'test', 'e2e-facts.json')

const readJson = <T>(file: string): T | undefined => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined)

const ran: TestResult[] = []

/** Counts a run by its report; a run that failed without a failed test in the report is a failure of its own. */
const counted = (name: string, code: number, tests: TestResult[] | undefined): Outcome => {
  if (!tests) return failure(`${name}: left no report (exit code ${code})`)
  ran.push(...tests)
  const outcome = outcomeOfTests(tests)
  const skipped = tests.filter((test) => test.state === 'skipped').length
  if (skipped > 0) say(`[${name}] ${skipped} skipped`)
  if (outcome.passed + outcome.failed === 0) return failure(`${name}: no test ran`)
  return code !== 0 && outcome.failed === 0 ? sum([outcome, failure(`${name}: ended with exit code ${code}`)]) : outcome
}

/** One run of vitest with a report of its own, `out/test/<report>.json` and `.xml`. */
const vitest = async (name: string, report: string, projects: string[]): Promise<Outcome> => {
  const json = inRoot('out', 'test', `${report}.json`)
  const only = projects.map((project) => `--project=${project}`)
  const code = await show(process.execPath, [
    ...[inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', ...only, '--reporter=default', '--reporter=json'],
    ...[`--outputFile.json=${json}`, '--reporter=junit', `--outputFile.junit=${inRoot('out', 'test', `${report}.xml`)}`],
  ])
  const results = readJson<Parameters<typeof vitestResults>[0]>(json)
  return counted(name, code, results && vitestResults(results, root))
}

const endToEnd = async (packagedApp: string | undefined): Promise<Outcome> => {
  const code = await runPlaywright({ project: 'e2e', only: [], results: 'out/test', packagedApp })
  const report = readJson<Parameters<typeof playwrightResults>[0]>(e2eReport)
  for (const hang of report ? playwrightHangs(report) : []) say(`[End-to-end tests] the console hung in ${hang}`)
  return counted('End-to-end tests', code, report && playwrightResults(report))
}

interface E2eFacts {
  sandbox?: boolean
  electron?: string
  keychainBackend?: string
}

/** What the tests read from the running console, not what the run meant to do. */
const printFacts = (): Outcome => {
  const facts = readJson<E2eFacts>(factsFile)
  const runtime = readRuntime()
  console.log(`Electron ${facts?.electron ?? 'not seen'}, ${runtime.kind} runtime`)
  console.log(`sandbox ${facts?.sandbox === true ? 'on' : 'off'}`)
  console.log(`keychain ${facts?.keychainBackend ?? 'not seen'}`)
  const problems: string[] = []
  if (facts?.electron !== runtime.electronVersion)
    problems.push(`the tests ran in Electron ${facts?.electron}, not in ${runtime.electronVersion}`)
  if (facts?.sandbox !== true) problems.push('the page did not run in the sandbox')
  return outcomeOf(problems)
}

const coverage = (): Outcome => {
  const { problems, later } = judgeCoverage({
    seed: readJson(inRoot('test', 'coverage', 'seed.json')),
    laterMax: readJson<number>(inRoot('test', 'coverage', 'later-max.json')) ?? 0,
    visited: readJson<string[]>(inRoot('out', 'test', 'screens-visited.json')) ?? [],
    results: ran,
    isFunction: moduleExportsFunction,
  })
  console.log(`coverage: ${later} later`)
  return outcomeOf(problems)
}

/** Runs one check; one that throws has failed, and the others still run. */
const check = async (name: string, work: () => Promise<Outcome | Outcome[]> | Outcome): Promise<Outcome> => {
  try {
    const found = await step(name, work)
    return Array.isArray(found) ? sum(found) : found
  } catch (error) {
    return failure(`${name}: ${explain(error)}`)
  }
}

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const outcomes = [
  await check('Types', checkTypes),
  await check('Lint', checkLint),
  await check('Import rules', checkImports),
  await check('Tracked files', checkFiles),
  await check('Words', checkWords),
  await check('Unit tests', () => vitest('Unit tests', 'unit', ['shared', 'own'])),
  // The built command line as admins run it: whole estates, and twenty kills each of an import and of Finish.
  await check('System tests', () => vitest('System tests', 'system', ['system'])),
]
let packagedApp: string | undefined
outcomes.push(
  await check('Package', async () => {
    packagedApp = (await buildPackage(['dir'])).program
    return pass
  }),
)
outcomes.push(await check('End-to-end tests', () => endToEnd(packagedApp)))
outcomes.push(await check('What ran', printFacts), await check('Coverage', coverage))

const total = sum(outcomes)
if (total.failures.length > 0) say(`\nFailed:\n${total.failures.map((text) => `- ${text}`).join('\n')}\n`)
console.log(summaryLine(total))
// Said outright: electron-builder, loaded for the package, resets process.exitCode to 0 while the process ends.
process.exit(total.failed > 0 ? 1 : 0)
