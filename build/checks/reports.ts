import { join, relative, sep } from 'node:path'
import type { Outcome } from './outcome.ts'

/** One test of a report. */
export interface TestResult {
  /** path below the clone, with forward slashes */
  file: string
  title: string
  /** the titles of the groups around it and its own, joined by " > " */
  fullTitle: string
  state: 'passed' | 'failed' | 'skipped'
}

interface VitestReport {
  testResults: {
    name: string
    status: string
    message?: string
    assertionResults: { ancestorTitles: string[]; title: string; status: string }[]
  }[]
}

interface PlaywrightSuite {
  title: string
  file?: string
  suites?: PlaywrightSuite[]
  specs?: { title: string; file: string; tests: PlaywrightTest[] }[]
}

interface PlaywrightTest {
  status: string
  results?: { status: string; annotations?: { type: string; description?: string }[] }[]
}

interface PlaywrightReport {
  config: { rootDir: string }
  suites: PlaywrightSuite[]
  errors?: { message?: string }[]
}

const slashes = (path: string): string => path.split(sep).join('/')

/** The tests of vitest's JSON report. A file that could not be loaded counts as one failed test. */
export const vitestResults = (report: VitestReport, root: string): TestResult[] =>
  report.testResults.flatMap((entry): TestResult[] => {
    const file = slashes(relative(root, entry.name))
    const tests = entry.assertionResults.map((test): TestResult => {
      const state = test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped'
      return { file, title: test.title, fullTitle: [...test.ancestorTitles, test.title].join(' > '), state }
    })
    const broken = entry.status === 'failed' && !tests.some((test) => test.state === 'failed')
    return broken ? [...tests, { file, title: 'the file loads', fullTitle: 'the file loads', state: 'failed' }] : tests
  })

const hang = (attempt: NonNullable<PlaywrightTest['results']>[number]): string | undefined =>
  attempt.annotations?.find(({ type }) => type === 'hang')?.description

/** A test that passed only when it was repeated has failed, but for one whose console was ended because its runtime hung. */
const passed = ({ status, results = [] }: PlaywrightTest): boolean => {
  if (status === 'expected' || status === 'skipped') return true
  const tries = results.filter((attempt) => attempt.status !== 'passed')
  return status === 'flaky' && tries.length > 0 && tries.every((attempt) => hang(attempt) !== undefined)
}

const playwrightState = (tests: PlaywrightTest[]): TestResult['state'] => {
  if (tests.length > 0 && tests.every(({ status }) => status === 'skipped')) return 'skipped'
  return tests.length > 0 && tests.every(passed) ? 'passed' : 'failed'
}

/** The specs run in a copy of the clone: their place is counted from the folder named test. */
const specFile = (rootDir: string, file: string): string => {
  const path = slashes(join(rootDir, file))
  return path.slice(path.lastIndexOf('/test/e2e/') + 1)
}

/** The tests of Playwright's JSON report. An error outside the tests counts as one failed test. */
export const playwrightResults = (report: PlaywrightReport): TestResult[] => {
  const walk = (suite: PlaywrightSuite, groups: string[], isFile: boolean): TestResult[] => {
    const around = isFile ? groups : [...groups, suite.title]
    const own = (suite.specs ?? []).map((spec): TestResult => {
      const state = playwrightState(spec.tests)
      return { file: specFile(report.config.rootDir, spec.file), title: spec.title, fullTitle: [...around, spec.title].join(' > '), state }
    })
    return [...own, ...(suite.suites ?? []).flatMap((inner) => walk(inner, around, false))]
  }
  const outside = (report.errors ?? []).map((error): TestResult => {
    const title = (error.message ?? 'error outside the tests').split('\n')[0] ?? ''
    return { file: 'test/e2e', title, fullTitle: title, state: 'failed' }
  })
  return [...report.suites.flatMap((suite) => walk(suite, [], true)), ...outside]
}

/** The consoles that were ended because their main process no longer answered, with what they did then. */
export const playwrightHangs = (report: PlaywrightReport): string[] => {
  const walk = (suite: PlaywrightSuite): string[] => [
    ...(suite.specs ?? []).flatMap(({ file, title, tests }) =>
      tests.flatMap(({ results = [] }) => results.flatMap((attempt) => hang(attempt) ?? [])).map((what) => `${file} > ${title}: ${what}`),
    ),
    ...(suite.suites ?? []).flatMap(walk),
  ]
  return report.suites.flatMap(walk)
}

export const outcomeOfTests = (results: TestResult[]): Outcome => ({
  passed: results.filter((result) => result.state === 'passed').length,
  failed: results.filter((result) => result.state === 'failed').length,
  failures: results.filter((result) => result.state === 'failed').map((result) => `${result.file} > ${result.fullTitle}`),
})
