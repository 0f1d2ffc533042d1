import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inRoot } from '../../build/support/paths.ts'
import { capture } from '../../build/support/run.ts'

/*
 * A clone in small: the real bootstrap, a lock list with one package, and stand-ins for the set-up and the command line
 * that tell how they were called.
 */
let clone = ''

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(clone, file)), { recursive: true })
  writeFileSync(join(clone, file), text)
}

const lockList = JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } })

const setUp = `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
const [verb, sources] = process.argv.slice(2)
appendFileSync('calls', verb + '\\n')
console.log('noise of the set-up')
if (process.env.BREAK_SETUP) process.exit(3)
mkdirSync('out/main', { recursive: true })
writeFileSync('out/setup.json', JSON.stringify({ sources, bindingBytes: 7 }))
writeFileSync('out/main/cli.js', "console.log(process.argv.slice(2).join(' '), process.cwd()); process.exitCode = Number(process.env.WANTED_CODE ?? 0)")
`

beforeEach(() => {
  clone = realpathSync(mkdtempSync(join(tmpdir(), 'bootstrap-')))
  mkdirSync(join(clone, 'build'))
  cpSync(inRoot('build', 'bootstrap.mjs'), join(clone, 'build', 'bootstrap.mjs'))
  write('package.json', '{"type":"module"}')
  write('package-lock.json', lockList)
  write('node_modules/.package-lock.json', lockList)
  symlinkSync(inRoot('node_modules', 'tsx'), join(clone, 'node_modules', 'tsx'), 'junction')
  write('out/native/better_sqlite3.node', 'binding')
  write('build/setup/setup.ts', setUp)
  write('main/app.ts', 'export const one = 1\n')
})
afterEach(() => rmSync(clone, { recursive: true, force: true }))

const run = (verb: string, args: string[] = [], env: Record<string, string> = {}) =>
  capture(process.execPath, ['build/bootstrap.mjs', verb, ...args], {
    cwd: clone,
    env: { ...process.env, npm_lifecycle_event: '', INIT_CWD: '', ...env },
  })

const calls = (): number => readFileSync(join(clone, 'calls'), 'utf8').trim().split('\n').length

test('the first run sets up, the next does not, and stdout holds what the command printed and nothing else', async () => {
  const first = await run('offsite', ['check', '--json'])
  expect(first).toMatchObject({ code: 0, stdout: `check --json ${clone}\n` })
  expect(first.stderr).toContain('noise of the set-up')
  expect(await run('offsite', ['check'])).toEqual({ code: 0, stdout: `check ${clone}\n`, stderr: '' })
  expect(calls()).toBe(1)
})

test.each<[string, () => void]>([
  ['a source changed', () => write('main/app.ts', 'export const one = 2\n')],
  ['a source was added', () => write('renderer/new.ts', '')],
  ['the bundle is gone', () => rmSync(join(clone, 'out/main/cli.js'))],
  ['the stamp is half written', () => write('out/setup.json', '{"sources"')],
])('the set-up runs again when %s', async (_, change) => {
  await run('offsite')
  change()
  expect((await run('offsite')).code).toBe(0)
  expect(calls()).toBe(2)
})

test('the exit code is that of the command', async () => {
  expect((await run('offsite', [], { WANTED_CODE: '2' })).code).toBe(2)
})

test('file names mean the folder from which npm was called', async () => {
  mkdirSync(join(clone, 'elsewhere'))
  const { stdout } = await run('offsite', ['x'], { npm_lifecycle_event: 'offsite', INIT_CWD: join(clone, 'elsewhere') })
  expect(stdout).toBe(`x ${join(clone, 'elsewhere')}\n`)
})

test('a set-up that fails ends the run with its code, and the next run tries again', async () => {
  expect(await run('offsite', [], { BREAK_SETUP: '1' })).toMatchObject({ code: 3, stdout: '' })
  expect((await run('offsite')).code).toBe(0)
})

test('a lock that a killed set-up left counts for nothing', async () => {
  write('out/.setup-lock', '999999999')
  expect((await run('offsite')).code).toBe(0)
})

test('two runs at once set up once', async () => {
  const both = await Promise.all([run('offsite', ['a']), run('offsite', ['b'])])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  expect(calls()).toBe(1)
})

test('an unknown word is refused with the words that there are', async () => {
  const { code, stderr } = await run('ofsite')
  expect(code).toBe(1)
  expect(stderr).toContain('There is no "ofsite"')
  expect(stderr).toContain('offsite')
})
