import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inRoot } from '../../build/support/paths.ts'
import { capture } from '../../build/support/run.ts'

/** One wrong import a line: the rule that must object, the file, what it imports. */
const wrong: [rule: string, file: string, from: string][] = [
  ['renderer-imports', 'renderer/app/a.ts', '../../main/services/target.ts'],
  ['renderer-imports', 'renderer/app/b.ts', '../../preload/bridge.ts'],
  ['preload-imports', 'preload/c.ts', '../main/services/target.ts'],
  ['preload-contract-imports', 'preload/contract/d.ts', '../bridge.ts'],
  ['contract-is-zod-only', 'preload/contract/e.ts', 'react'],
  ['contract-has-no-node', 'preload/contract/f.ts', 'node:fs'],
  ['contract-has-no-node', 'renderer/ui/g.ts', 'node:path'],
  ['main-services-imports', 'main/services/h.ts', '../app/target.ts'],
  ['main-domain-imports', 'main/domain/i.ts', '../services/target.ts'],
  ['domain-is-pure', 'main/domain/j.ts', 'node:fs'],
  ['no-electron-behind-the-services', 'main/services/k.ts', 'electron'],
  ['features-stay-apart', 'renderer/features/one/l.ts', '../two/target.ts'],
  ['ui-holds-no-store', 'renderer/ui/m.ts', '../features/two/target.ts'],
  ['keychain-in-its-own-process', 'main/app/n.ts', 'keytar'],
  ['sqlite-stays-in-its-house', 'main/app/o.ts', 'better-sqlite3'],
  ['native-db-imports', 'native-db/queries/p.ts', '../../main/services/target.ts'],
  ['not-resolvable', 'main/services/q.ts', './nowhere.ts'],
]

const targets = ['main/services/target.ts', 'main/app/target.ts', 'preload/bridge.ts', 'renderer/features/two/target.ts']

let folder = ''
let found: { from: string; rule: { name: string } }[] = []

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'imports-'))
  symlinkSync(inRoot('node_modules'), join(folder, 'node_modules'), 'junction')
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'package.json']) cpSync(inRoot(name), join(folder, name))
  for (const file of targets) write(file, 'export const target = 1\n')
  for (const [, file, from] of wrong) write(file, `import * as target from '${from}'\nconsole.log(target)\n`)
  write(
    'main/services/right.ts',
    "import { target } from './target.ts'\nimport { readFileSync } from 'node:fs'\nconsole.log(target, readFileSync)\n",
  )
  const script = inRoot('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const sides = ['main', 'preload', 'renderer', 'native-db']
  const { stdout } = await capture(process.execPath, [script, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...sides], {
    cwd: folder,
  })
  found = (JSON.parse(stdout) as { summary: { violations: typeof found } }).summary.violations
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(wrong)('%s objects to %s importing %s', (rule, file) => {
  expect(found.filter((violation) => violation.from === file).map((violation) => violation.rule.name)).toContain(rule)
})

test('a right import is left alone', () => {
  expect(found.filter((violation) => violation.from === 'main/services/right.ts')).toEqual([])
})
