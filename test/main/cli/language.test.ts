import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Json } from './cli-fixture.ts'

/**
 * What machines read is the same in every language: the commands run once in English and once in pseudo English, and whatever differs
 * must stand under a name of which people read the values. Files of formats are the same to the byte.
 */
const listed =
  'vms hosts clusters clouds hostGroups vmNetworks logicalNetworks vmmServers runAsAccounts vaults storageAccounts azureNetworks'
    .concat(' policies mappings protectedItems recoveryPlans jobs events imports azureVms')
    .split(' ')
const lab = ['--lab', 'lab.offsite']
const commands: readonly (readonly [name: string, code: number, ...argv: string[]])[] = [
  ['make', 0, 'sample', '--size', 'S', ...lab, '--ready', '--as', 'vmm-csv', 'export.csv'],
  ['collector script', 0, 'collector', '--out', 'collect.ps1'],
  ['collector file', 0, 'sample', '--size', 'S', '--lab', 'second.offsite', '--as', 'collector', 'inventory.jsonl'],
  ['import', 0, 'import', 'inventory.jsonl', '--lab', 'third.offsite'],
  ['propose', 0, 'setup', '--lab', 'third.offsite', '--propose'],
  ['readiness', 0, 'readiness', ...lab],
  ['readiness, filtered', 0, 'readiness', ...lab, '--where', 'readiness:not-ready'],
  ['enable', 0, 'replicate', 'enable', ...lab, '--where', 'readiness:ready AND memory<=4GB', '--plan', 'Small'],
  ['simulate', 0, 'simulate', ...lab, '--for', '2d', '--seed', '7'],
  ['clock', 0, 'clock', ...lab],
  ['test failover', 0, 'failover', 'test', ...lab, '--where', 'status:Protected'],
  ['clean-up', 0, 'failover', 'cleanup', ...lab, '--where', 'status:*'],
  ['plan run', 0, 'plan-run', ...lab, '--plan', 'Small', '--kind', 'test'],
  ['plan', 0, 'plan', ...lab],
  ['scripts', 0, 'scripts', ...lab, '--out', 'scripts'],
  ['check', 0, 'check', ...lab],
  ['no such field', 1, 'inventory', ...lab, '--where', 'colour:red'],
  ...listed.map((kind) => [kind, 0, 'inventory', ...lab, '--kind', kind] as const),
]

/** Names under which a person reads the value. `status` is one only where `state` stands beside it: lists are filtered by it. */
const forPeople =
  /^(message|remedy|limit|summary|text|reason|why|title|caption|label|note|evidence|detail|value|source|name|target|owner|description|step|word|hint|after|impact|basis|task|kind|command|result|run|sourceDetail|activities|createdBy|job|currentJob|resultName|formula|nextSteps)$/

const besideState = (path: string): boolean => /^(test failover|clean-up)\.items\.\d+\.status$/.test(path)

interface Run {
  answers: Map<string, Json>
  files: Map<string, Buffer>
}
const filesOf = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesOf(path) : [path]
  })

/** All commands in a process of its own language: captions are made when their modules load. */
const runIn = async (language: string): Promise<Run> => {
  vi.resetModules()
  vi.stubEnv('OFFSITE_LANGUAGE', language)
  const { commandLine } = await import('./cli-fixture.ts')
  const { json, folder, drop } = commandLine({ keep: true })
  const answers = new Map<string, Json>()
  for (const [name, code, ...argv] of commands) answers.set(name, await json(code, ...argv))
  const files = new Map(
    filesOf(folder)
      .filter((path) => /\.(csv|jsonl|ps1|txt|json)$/.test(path))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path)] as const),
  )
  drop()
  return { answers, files }
}

let english: Run
let pseudo: Run
beforeAll(async () => {
  english = await runIn('en')
  pseudo = await runIn('en-XA')
}, 60_000)
afterAll(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

const differences = (one: Json, other: Json, path: string, name: string, found: string[]): void => {
  if (one !== null && typeof one === 'object' && other !== null && typeof other === 'object') {
    const keys = Object.keys(one)
    expect(Object.keys(other), path).toEqual(keys)
    for (const key of keys) differences(one[key], other[key], `${path}.${key}`, Array.isArray(one) ? name : key, found)
  } else if (one !== other && !(typeof other === 'string' && other.includes('⟦') && (forPeople.test(name) || besideState(path))))
    found.push(`${path}: ${JSON.stringify(one)} became ${JSON.stringify(other)}`)
}

test.each(commands.map(([name]) => name))('%s: keys, ids, states and codes are those of English', (name) => {
  const found: string[] = []
  differences(english.answers.get(name), pseudo.answers.get(name), name, '', found)
  expect(found.filter((each) => !each.includes('offsite-cli-') && !/^plan\.lab\.id:/.test(each))).toEqual([])
})

test('what people read was in pseudo English', () => {
  expect(JSON.stringify(pseudo.answers.get('readiness'))).toContain('⟦')
  expect(JSON.stringify(english.answers.get('readiness'))).not.toContain('⟦')
})

test('CSV, collector file, scripts and the script of the collector are the same to the byte', () => {
  expect([...pseudo.files.keys()]).toEqual([...english.files.keys()])
  expect([...english.files.keys()].length).toBeGreaterThan(10)
  for (const [name, bytes] of english.files) expect(pseudo.files.get(name)?.equals(bytes), name).toBe(true)
})
