/**
 * `npm run check:teeth`: proves that the tests bite. In a copy of the clone it breaks one rule limit, one word of the
 * content security policy and one line of a migration, one at a time, and expects the tests that guard each to fail.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linkTree } from '../support/link-tree.ts'
import { inRoot } from '../support/paths.ts'
import { capture } from '../support/run.ts'
import { explain, say, step } from '../support/step.ts'
import { type Breakage, breakages, type FileSet } from './teeth-breakages.ts'

const filesOf = (clone: string, { folder, ends }: FileSet): string[] =>
  existsSync(join(clone, folder))
    ? readdirSync(join(clone, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(ends))
        .map((name) => join(folder, name))
        .sort()
    : []

const makeCopy = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'offsite-teeth-'))
  const left = new Set(['node_modules', '.git', 'dist', 'out'])
  linkTree(inRoot(), folder, (path) => left.has(path))
  symlinkSync(inRoot('node_modules'), join(folder, 'node_modules'), 'junction')
  if (existsSync(inRoot('out', 'native'))) linkTree(inRoot('out', 'native'), join(folder, 'out', 'native'))
  return folder
}

const runTests = async (folder: string, files: string[]): Promise<{ code: number; failed: string[] }> => {
  const report = join(folder, 'out', 'teeth.json')
  rmSync(report, { force: true })
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs')
  const { code } = await capture(process.execPath, [vitest, 'run', '--reporter=json', `--outputFile=${report}`, ...files], { cwd: folder })
  if (!existsSync(report)) return { code, failed: [] }
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { assertionResults: { status: string; title: string }[] }[]
  }
  return {
    code,
    failed: testResults.flatMap((file) => file.assertionResults.filter((test) => test.status === 'failed').map((test) => test.title)),
  }
}

interface Bite {
  what: string
  file: string
  verdict: 'red' | 'green' | 'not tried'
  detail: string
}

/** Writes a new file in the place of the linked one: the clone's own must not change. */
const replaceFile = (path: string, text: string): void => {
  rmSync(path)
  writeFileSync(path, text)
}

const tryOne = async (folder: string, { what, sources, change, tests }: Breakage): Promise<Bite> => {
  const files = filesOf(folder, tests)
  if (files.length === 0) return { what, file: tests.folder, verdict: 'not tried', detail: 'no test guards it' }
  for (const file of filesOf(folder, sources)) {
    const path = join(folder, file)
    const whole = readFileSync(path, 'utf8')
    const broken = change(whole)
    if (broken === whole) continue
    const before = await runTests(folder, files)
    if (before.code !== 0)
      return { what, file, verdict: 'not tried', detail: `its tests fail already: ${before.failed[0] ?? `exit code ${before.code}`}` }
    replaceFile(path, broken)
    const after = await runTests(folder, files)
    replaceFile(path, whole)
    const red = after.code !== 0 && after.failed.length > 0
    return {
      what,
      file,
      verdict: red ? 'red' : 'green',
      detail: red ? `${after.failed.length} failed, first: ${after.failed[0]}` : 'nothing noticed it',
    }
  }
  return { what, file: sources.folder, verdict: 'not tried', detail: 'the place to break was not found' }
}

const main = async (): Promise<void> => {
  const folder = makeCopy()
  try {
    const bites: Bite[] = []
    for (const breakage of breakages) bites.push(await step(breakage.what, () => tryOne(folder, breakage)))
    const width = Math.max(...bites.map(({ what }) => what.length))
    for (const { what, verdict, file, detail } of bites) console.log(`${what.padEnd(width)}  ${verdict.padEnd(9)}  ${file}  (${detail})`)
    const red = bites.filter(({ verdict }) => verdict === 'red').length
    console.log(`${red} of ${bites.length} broken places were noticed`)
    process.exitCode = red === bites.length ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  say(explain(error))
  process.exitCode = 1
})
