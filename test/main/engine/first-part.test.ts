import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

/** Files that `file` makes the engine read at its start; types and `import()` do not. */
const readAtStart = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)(?! type )[^'"]*?from '(\.[^']+\.ts)'/gms)]
    .filter(([statement]) => !/^(?:import|export) \{(?:\s*type [^,}]+,?)+\s*\} from/.test(statement))
    .map(([, path = '']) => resolve(dirname(file), path))

test('the engine starts with its lists, and with no service', () => {
  const found = new Set<string>()
  const read = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    for (const next of readAtStart(file)) read(next)
  }
  read(resolve(root, 'main/engine/entry.ts'))
  const files = [...found].map((file) => relative(root, file))
  expect(files).toContain('main/services/inventory/list-service.ts')
  expect(files).toContain('main/services/lab/lab-store.ts')
  const services =
    /^main\/(domain\/(replication|setup|importing|collector|scripts|sample|failover)|services\/(import|setup|jobs|dashboard|connect))\/|-service\.ts$/
  expect(files.filter((file) => services.test(file) && !file.endsWith('/list-service.ts'))).toEqual([])
})
