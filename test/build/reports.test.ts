import { expect, test } from 'vitest'
import { failure, pass, sum, summaryLine } from '../../build/checks/outcome.ts'
import { outcomeOfTests, playwrightHangs, playwrightResults, vitestResults } from '../../build/checks/reports.ts'

test('reads the report of the unit tests', () => {
  const results = vitestResults(
    {
      testResults: [
        {
          name: '/clone/test/main/a.test.ts',
          status: 'failed',
          assertionResults: [
            { ancestorTitles: ['group'], title: 'one', status: 'passed' },
            { ancestorTitles: [], title: 'two', status: 'failed' },
            { ancestorTitles: [], title: 'three', status: 'pending' },
          ],
        },
        { name: '/clone/test/main/broken.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      ],
    },
    '/clone',
  )
  expect(results).toEqual([
    { file: 'test/main/a.test.ts', title: 'one', fullTitle: 'group > one', state: 'passed' },
    { file: 'test/main/a.test.ts', title: 'two', fullTitle: 'two', state: 'failed' },
    { file: 'test/main/a.test.ts', title: 'three', fullTitle: 'three', state: 'skipped' },
    { file: 'test/main/broken.test.ts', title: 'the file loads', fullTitle: 'the file loads', state: 'failed' },
  ])
  expect(outcomeOfTests(results)).toMatchObject({ passed: 1, failed: 2 })
})

const spec = (title: string, ...statuses: string[]) => ({
  title,
  file: 'test/e2e/app.spec.ts',
  tests: statuses.map((status) => ({ status })),
})

test('reads the report of the end-to-end tests, wherever the copy of the clone stood', () => {
  const results = playwrightResults({
    config: { rootDir: '/tmp/copy' },
    suites: [
      {
        title: 'test/e2e/app.spec.ts',
        specs: [spec('opens', 'expected'), spec('flaky', 'flaky'), spec('left out', 'skipped'), spec('never ran')],
        suites: [
          {
            title: 'lab',
            specs: [spec('saves', 'expected'), spec('breaks', 'unexpected')],
            suites: [{ title: 'deep', specs: [spec('x', 'expected')] }],
          },
        ],
      },
    ],
    errors: [{ message: 'Error: setup broke\n at line 1' }],
  })
  expect(results.map((result) => [result.file, result.fullTitle, result.state])).toEqual([
    ['test/e2e/app.spec.ts', 'opens', 'passed'],
    ['test/e2e/app.spec.ts', 'flaky', 'failed'],
    ['test/e2e/app.spec.ts', 'left out', 'skipped'],
    ['test/e2e/app.spec.ts', 'never ran', 'failed'],
    ['test/e2e/app.spec.ts', 'lab > saves', 'passed'],
    ['test/e2e/app.spec.ts', 'lab > breaks', 'failed'],
    ['test/e2e/app.spec.ts', 'lab > deep > x', 'passed'],
    ['test/e2e', 'Error: setup broke', 'failed'],
  ])
})

test('a second try counts only where the runtime hung in the first, and the hang is told', () => {
  const hung = { status: 'failed', annotations: [{ type: 'hang', description: 'No answer for 30 s.' }] }
  const failed = { status: 'failed', annotations: [] }
  const won = { status: 'passed', annotations: [] }
  const tried = (title: string, status: string, ...results: (typeof failed | typeof hung)[]) => ({
    title,
    file: 'test/e2e/app.spec.ts',
    tests: [{ status, results }],
  })
  const report = {
    config: { rootDir: '/tmp/copy' },
    suites: [
      {
        title: 'test/e2e/app.spec.ts',
        specs: [
          tried('hung once', 'flaky', hung, won),
          tried('failed once', 'flaky', failed, won),
          tried('hung and failed', 'unexpected', hung, failed),
          tried('hung twice', 'unexpected', hung, hung),
        ],
      },
    ],
  }
  expect(playwrightResults(report).map(({ title, state }) => [title, state])).toEqual([
    ['hung once', 'passed'],
    ['failed once', 'failed'],
    ['hung and failed', 'failed'],
    ['hung twice', 'failed'],
  ])
  expect(playwrightHangs(report)).toHaveLength(4)
  expect(playwrightHangs(report)[0]).toBe('test/e2e/app.spec.ts > hung once: No answer for 30 s.')
})

test('a spec file is named from the clone also when the report counts from its own folder', () => {
  const results = playwrightResults({
    config: { rootDir: '/tmp/copy/test/e2e' },
    suites: [{ title: 'app.spec.ts', specs: [{ title: 'opens', file: 'app.spec.ts', tests: [{ status: 'expected' }] }] }],
  })
  expect(results[0]?.file).toBe('test/e2e/app.spec.ts')
})

test('the last line sums tests and checks', () => {
  expect(summaryLine(sum([pass, pass, failure('one', 'two'), { passed: 10, failed: 3, failures: [] }]))).toBe('12 passed, 4 failed')
})
