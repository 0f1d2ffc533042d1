import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { outputs } from '../../../main/cli/schemas.ts'
import { commandLine } from './cli-fixture.ts'

const fixture = (name: string) => resolve('test/fixtures/replication/cases', `${name}.json`)

describe('offsite simulate --case', () => {
  it.each(['25-pause-hrl-resync', '36-planned-zero-loss', '38-plan-rto', '43-forbidden-actions'])(
    'prints %s as its schema says',
    async (name) => {
      const { json } = commandLine()
      const result = await json(0, 'simulate', '--case', fixture(name))
      expect(() => outputs.simulate.parse(result)).not.toThrow()
      expect(result.name).toBe(name)
    },
  )

  it('tells people the end', async () => {
    const { offsite } = commandLine()
    const { stdout } = await offsite('simulate', '--case', fixture('10-delta-above-link'))
    expect(stdout).toContain('Critical')
    expect(stdout).toContain('6 events, sha256 a6ec0610')
  })

  it.each([
    ['{"name": "x", "start": "2016-05-02T00:00:00Z", "end": 10, "colour": 1}', 'colour'],
    ['{"name": "x", "start": "2016-05-02T00:00:00Z", "end": 10, "hosts": [{"name": "H", "upBps": 1.5}]}', 'hosts[0].upBps'],
    ['{"name": "x", "start": "2016-05-02", "end": 10}', 'start'],
    ['{"name": "x", "start": 0, "end": 10, "actions": [{"at": 0, "do": "dance", "vm": "A"}]}', 'actions[0].do'],
    ['{"name": "x", "start": 0, "end": 10, "vms": [{"name": "A", "host": "none", "policy": "P", "disks": []}]}', 'vms'],
    ['{"name": "x", "start": 0, "end": 10, "actions": [{"at": 0, "do": "commit", "vm": "A"}]}', 'actions[0].vm'],
    ['{"name": "x", "start": 0, "end": 10, "actions": [{"at": 0, "do": "confirm", "plan": "P"}]}', 'actions[0].plan'],
    ['{"name": "x", "start": 0, "end": 10, "actions": [{"at": 0, "do": "setLink", "host": "H", "upBps": 1}]}', 'actions[0].host'],
    ['{"name": "x", "start": 0, "end": 10, "faults": [{"kind": "network", "host": "H", "from": 0}]}', 'faults[0].host'],
    ['{"name": "x", "start": 0, "end": -1}', 'end'],
    ['{"name": ', undefined],
  ])('refuses %s and says where', async (text, field) => {
    const { json, at } = commandLine()
    writeFileSync(at('case.json'), text)
    const { error } = await json(1, 'simulate', '--case', 'case.json')
    expect(error).toMatchObject({ code: 'case-invalid', ...(field === undefined ? {} : { field }) })
  })

  it('says which case is not there', async () => {
    const { json } = commandLine()
    const { error } = await json(1, 'simulate', '--case', 'none.json')
    expect(error).toMatchObject({ code: 'file-missing', field: 'case' })
  })
})
