import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { sqliteBinding } from '../../native-db/database/binding.ts'
import { killAfter, offsiteJson, workFolder } from './cli.ts'

const folder = workFolder()
const kills = 4

interface Played {
  sha256OfEventLog: string
  events: number
  items: unknown[]
  bytes: Record<string, number>
}

/** What a user does by the command line, one command after the other. `done` tells whether a command that was killed had been kept. */
const script = (startMs: number) => {
  const at = (days: number): string => new Date(startMs + days * 86_400_000).toISOString()
  const to = (days: number) => ({ args: ['clock', '--to', at(days)], done: null })
  const act = (verb: string, vm: string) => ({ args: ['replicate', verb, '--vm', vm], done: `replication.${verb}` })
  return [to(6), act('pause', 'WEB01'), to(13), act('resume', 'WEB01'), to(20), act('resync', 'WEB02'), to(29.5)]
}

const look = <T>(lab: string, sql: string): T => {
  const nativeBinding = sqliteBinding()
  const db = new Database(lab, nativeBinding === undefined ? {} : { nativeBinding })
  const found = db.prepare(sql).pluck().get() as T
  db.close()
  return found
}

test('kill -9 of the command line, at any instant of a month that is played, loses no action and leaves one log', async () => {
  const start = join(folder, 'start.offsite')
  offsiteJson(0, 'sample', '--size', 'S', '--seed', '1', '--ready', '--lab', start)
  offsiteJson(0, 'replicate', 'enable', '--lab', start, '--where', 'readiness:ready')
  const commands = script(look<number>(start, 'SELECT clock_ms FROM lab'))
  const last = (lab: string): Played => offsiteJson<Played>(0, 'simulate', '--lab', lab, '--for', '12h')

  const whole = join(folder, 'whole.offsite')
  copyFileSync(start, whole)
  const lengths = commands.map(({ args }) => {
    const began = performance.now()
    offsiteJson(0, ...args, '--lab', whole)
    return performance.now() - began
  })
  const expected = last(whole)
  expect(expected.events).toBeGreaterThan(100)
  expect(expected.bytes.written).toBe((expected.bytes.sent ?? 0) + (expected.bytes.pending ?? 0) + (expected.bytes.superseded ?? 0))

  const random = xoroshiro128plus(20260512)
  let caught = 0
  for (let run = 0; run < kills; run++) {
    const lab = join(folder, `run-${run}.offsite`)
    copyFileSync(start, lab)
    const victim = (random.next() >>> 0) % commands.length
    for (const [n, { args, done }] of commands.entries()) {
      const before = done === null ? 0 : look<number>(lab, `SELECT count(*) FROM job WHERE kind = '${done}'`)
      if (n === victim) {
        const afterMs = ((lengths[n] ?? 0) * (random.next() >>> 0)) / 0x1_0000_0000
        const { killed, code } = await killAfter(afterMs, ...args, '--lab', lab)
        if (killed) caught++
        expect(offsiteJson(0, 'check', '--lab', lab), `${args.join(' ')}, killed after ${afterMs} ms`).toEqual({ ok: true, problems: [] })
        if (code === 0) continue
        if (done !== null && look<number>(lab, `SELECT count(*) FROM job WHERE kind = '${done}'`) > before) continue
      }
      offsiteJson(0, ...args, '--lab', lab)
    }
    expect(last(lab)).toEqual(expected)
  }
  expect(caught).toBeGreaterThan(0)
}, 240_000)
