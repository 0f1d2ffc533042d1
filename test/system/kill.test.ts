import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { beforeAll, describe, expect, test } from 'vitest'
import { sqliteBinding } from '../../native-db/database/binding.ts'
import { killAfter, offsiteJson, workFolder } from './cli.ts'

const folder = workFolder()
const kills = 20

/** Kill instants in ms, spread over the length of an undisturbed run; the seed makes a failure repeatable. */
const instants = (wholeMs: number): number[] => {
  const random = xoroshiro128plus(20160510)
  return Array.from({ length: kills }, () => Math.round((wholeMs * 1.05 * (random.next() >>> 0)) / 0x1_0000_0000))
}

const counts = (lab: string): string => {
  const nativeBinding = sqliteBinding()
  const db = new Database(lab, nativeBinding === undefined ? {} : { nativeBinding })
  const tables = [
    'vm',
    'virtual_disk',
    'network_adapter',
    'host',
    'cloud',
    'vault',
    'policy',
    'protected_item',
    'recovery_plan_item',
    'network_mapping',
    'change_log',
  ]
  const found = tables.map((table) => `${table} ${db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()}`).join(', ')
  db.close()
  return found
}

const timed = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** Kills `command` at 20 instants on fresh copies of `start`: every lab must be whole and hold either state. */
const killAll = async (start: string, command: (lab: string) => string[]) => {
  const done = join(folder, 'done.offsite')
  copyFileSync(start, done)
  const before = counts(done)
  const wholeMs = timed(() => offsiteJson(0, ...command(done)))
  const after = counts(done)
  expect(after).not.toBe(before)
  let killed = 0
  for (const [index, instant] of instants(wholeMs).entries()) {
    const lab = join(folder, `killed-${index}.offsite`)
    copyFileSync(start, lab)
    if ((await killAfter(instant, ...command(lab))).killed) killed++
    expect(offsiteJson(0, 'check', '--lab', lab), `killed after ${instant} of ${Math.round(wholeMs)} ms`).toEqual({
      ok: true,
      problems: [],
    })
    expect([before, after], `killed after ${instant} ms`).toContain(counts(lab))
    // The lab reopens without help: the same command, undisturbed, now ends in the state after.
    if (counts(lab) === before) {
      offsiteJson(0, ...command(lab))
      expect(counts(lab)).toBe(after)
    }
  }
  expect(killed).toBeGreaterThan(kills / 2)
}

describe('kill -9 at 20 random instants', () => {
  const start = join(folder, 'start.offsite')
  beforeAll(() => {
    offsiteJson(0, 'sample', '--size', 'S', '--seed', '1', '--lab', start)
  })

  test('of an import leaves all or nothing', async () => {
    const { files } = offsiteJson<{ files: string[] }>(
      0,
      'sample',
      '--size',
      'M',
      '--seed',
      '7',
      '--lab',
      join(folder, 'source.offsite'),
      '--as',
      'vmm-csv',
      join(folder, 'source.csv'),
    )
    await killAll(start, (lab) => ['import', ...files, '--lab', lab])
  }, 240_000)

  test('of Finish leaves all or nothing', async () => {
    const answers = join(folder, 'answers.json')
    writeFileSync(answers, readFileSync('test/fixtures/answers/harbour-clinic.json'))
    await killAll(start, (lab) => ['setup', '--lab', lab, '--answers', answers])
  }, 240_000)
})
