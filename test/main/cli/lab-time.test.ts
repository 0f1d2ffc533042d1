import { copyFileSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { outputs } from '../../../main/cli/schemas.ts'
import { commandLine } from './cli-fixture.ts'

const ready = async () => {
  const cli = commandLine()
  await cli.json(0, 'sample', '--size', 'S', '--seed', '7', '--lab', 'lab.offsite', '--ready')
  return cli
}

describe('usage', () => {
  it.each([
    ['no action', ['replicate', '--lab', 'x', '--where', 'a']],
    ['an unknown action', ['replicate', 'fly', '--lab', 'x', '--where', 'a']],
    ['enable without a filter', ['replicate', 'enable', '--lab', 'x']],
    ['no time', ['simulate', '--lab', 'x']],
    ['a time without unit', ['simulate', '--lab', 'x', '--for', '30']],
    ['a case with a lab', ['simulate', '--lab', 'x', '--case', 'y']],
    ['a point that is no instant', ['failover', 'unplanned', '--lab', 'x', '--vm', 'a', '--point', 'noon']],
    ['nothing to explain', ['explain', '--lab', 'x', '--vm', 'a']],
    ['a clock that is to do something else', ['clock', 'fly', '--lab', 'x']],
    ['a run to nowhere', ['clock', 'run', '--lab', 'x']],
    ['a run to an unknown event', ['clock', 'run', '--lab', 'x', '--until', 'noon']],
    ['a comparison with one side', ['clock', 'compare', '0', '--lab', 'x']],
    ['a network for no test', ['plan-run', '--plan', 'P', '--kind', 'planned', '--network', 'N', '--lab', 'x']],
    ['--wait without a plan', ['failover', 'test', '--vm', 'A', '--wait', '--lab', 'x']],
    ['a host for a whole plan', ['failover', 'failback', '--plan', 'P', '--create-vm', '--lab', 'x']],
    ['an unknown verb of a run', ['plan-run', 'stop', '--plan', 'P', '--lab', 'x']],
    ['a kind with confirm', ['plan-run', 'confirm', '--plan', 'P', '--kind', 'test', '--lab', 'x']],
    ['an unknown format', ['plan-export', '--plan', 'P', '--as', 'bicep', '--out', 'p', '--lab', 'x']],
    ['a setting without a value', ['model', '--lab', 'x', '--set', 'warnRpoMs']],
    ['nothing of Azure', ['azure', '--lab', 'x']],
    ['no check-list', ['connect', '--lab', 'x', '--vm', 'a']],
    ['two verdicts', ['connect', 'checklist', '--lab', 'x', '--vm', 'a', '--tick', 'b', '--untick', 'b']],
    ['a note on nothing', ['connect', 'checklist', '--lab', 'x', '--vm', 'a', '--note', 'b']],
    ['two directions', ['clock', '--lab', 'x', '--to', '2026-05-13T00:00:00Z', '--rewind', '2026-05-12T00:00:00Z']],
  ])('%s: exit 2', async (_, argv) => {
    expect((await commandLine().offsite(...argv)).code).toBe(2)
  })
})

describe('a lab through its days', () => {
  it('one log however the time is cut, another under another seed; the ledger holds', async () => {
    const { json, at } = await ready()
    const enabled = outputs.replicate.parse(
      await json(0, 'replicate', 'enable', '--lab', 'lab.offsite', '--where', 'readiness:ready name:WEB*'),
    )
    expect(enabled).toMatchObject({ enabled: 6 })
    for (const copy of ['cut', 'seed']) copyFileSync(at('lab.offsite'), at(`${copy}.offsite`))
    const whole = outputs['simulate-lab'].parse(await json(0, 'simulate', '--lab', 'lab.offsite', '--for', '3d', '--seed', '7'))
    await json(0, 'simulate', '--lab', 'cut.offsite', '--for', '36h', '--seed', '7')
    const cut = outputs['simulate-lab'].parse(await json(0, 'simulate', '--lab', 'cut.offsite', '--for', '36h', '--seed', '7'))
    expect(cut).toEqual(whole)
    expect(whole.items.map((item) => item.state)).toEqual(Array(6).fill('M5'))
    expect(whole.items.every((item) => item.rpoSeconds !== null && item.rpoSeconds < 900 && item.recoveryPoints > 1)).toBe(true)
    const { written, sent, pending, superseded } = whole.bytes
    expect(written).toBe(sent + pending + superseded)
    const other = await json(0, 'simulate', '--lab', 'seed.offsite', '--for', '3d', '--seed', '8')
    expect(other.sha256OfEventLog).not.toBe(whole.sha256OfEventLog)
    expect((await json(1, 'simulate', '--lab', 'lab.offsite', '--for', '1d', '--seed', '8')).error.code).toBe('seed-fixed')
  })

  it('the failover of a plan is its run, whichever command asks for it: the same groups, times and log', async () => {
    const { json, at } = await ready()
    copyFileSync(at('lab.offsite'), at('other.offsite'))
    const told = []
    for (const lab of ['lab.offsite', 'other.offsite']) {
      const where = ['--lab', lab]
      await json(0, 'replicate', 'enable', ...where, '--where', 'name:WEB01 OR name:WEB02 OR name:DC01', '--plan', 'Shop')
      await json(0, 'clock', 'run', '--until', 'all-protected', ...where)
      const run = lab === 'lab.offsite' ? ['plan-run', '--kind', 'planned'] : ['failover', 'planned']
      const answer = await json(0, ...run, '--plan', 'Shop', ...where)
      const log = outputs['clock-log'].parse(await json(0, 'clock', 'log', '--branch', '0', ...where))
      told.push({ run: answer.run ?? answer, log })
      if (answer.run === undefined) continue
      const failover = outputs.failover.parse(answer)
      expect(failover).toMatchObject({ done: 3, refused: [], run: { status: 'completed', kind: 'planned', failed: [] } })
      expect(failover.items.map(({ state }) => state)).toEqual(['M12', 'M12', 'M12'])
      expect((await json(1, ...run, '--plan', 'Shop', ...where)).error.code).toBe('action-refused')
    }
    expect(told[1]).toEqual(told[0])
  })

  it('test failover, cleanup, unplanned failover, commit; a plan run; why; back in time', async () => {
    const { json, offsite } = await ready()
    const lab = ['--lab', 'lab.offsite']
    await json(0, 'replicate', 'enable', ...lab, '--where', 'name:WEB01 OR name:WEB02 OR name:DC01', '--plan', 'Shop')
    expect((await json(1, 'failover', 'test', ...lab, '--vm', 'WEB01')).error).toMatchObject({ code: 'action-refused' })
    await json(0, 'simulate', ...lab, '--for', '2d')
    const set = ['replicate', 'set', ...lab, '--vm', 'WEB02', '--azure-name']
    expect(outputs.replicate.parse(await json(0, ...set, 'web-two', '--size', 'standard_a4', '--ip', '10.21.4.30'))).toMatchObject({
      azureName: 'web-two',
      size: 'Standard_A4',
      adapters: expect.arrayContaining([expect.objectContaining({ ip: '10.21.4.30', type: 'primary' })]),
      issues: [],
    })
    expect((await json(1, ...set, 'x-')).error).toMatchObject({ code: 'setup-invalid', field: 'azureName' })
    expect((await json(1, ...set, 'web-two', '--network', 'Nowhere')).error).toMatchObject({ code: 'not-found', field: 'network' })
    const limits = await json(0, 'failover', 'limits', ...lab, '--cores', '500', '--in-use', 'DR-Net 10.21.4.40 FW01')
    expect(outputs['failover-limits'].parse(limits)).toMatchObject({
      cores: 500,
      adapters: null,
      used: { cores: 0 },
      addresses: [{ usedBy: 'FW01' }],
    })
    expect((await json(1, ...set, 'web-two', '--ip', '10.21.4.40')).error).toMatchObject({ field: 'adapters.0.ip' })
    const script = outputs.replicate.parse(await json(0, 'replicate', 'cleanup-script', ...lab, '--vm', 'WEB01'))
    expect(script).toMatchObject({ files: [{ text: expect.stringContaining('Remove-VMReplication') }] })
    const hours = outputs.explain.parse(await json(0, 'explain', 'history', '--vm', 'WEB01', '--hours', '6', ...lab))
    expect('hours' in hours && hours.hours.every((each) => (each.maxSeconds ?? 0) < 900 && (each.minSeconds ?? 1) >= 0)).toBe(true)
    const drill = outputs.failover.parse(await json(0, 'failover', 'test', ...lab, '--vm', 'web01', '--network', 'DR-Net'))
    expect(drill).toMatchObject({ done: 1, items: [{ name: 'WEB01', state: 'M5', drill: 'waiting' }] })
    const azure = await json(0, 'inventory', ...lab, '--kind', 'azureVms')
    const told = await offsite('inventory', ...lab, '--kind', 'azureVms')
    expect(told.stdout).toContain(new Date(azure.rows[0].created).toISOString())
    expect(azure.rows).toMatchObject([{ name: 'WEB01-test', createdBy: 'Test failover', network: 'DR-Net' }])
    const { vms } = outputs['azure-vms'].parse(await json(0, 'azure', 'vms', ...lab))
    expect(vms).toMatchObject([
      { name: 'WEB01-test', test: true, item: 'WEB01', network: 'DR-Net', job: { name: expect.stringContaining('WEB01') } },
    ])
    expect(vms[0]?.disks[0]).toMatchObject({ os: true, lun: null })
    const made = outputs['azure-resources'].parse(await json(0, 'azure', 'resources', ...lab, '--where', 'failover:yes'))
    expect(made.resources.map(({ kind }) => kind)).toEqual(['vm', ...(vms[0]?.nics ?? []).map(() => 'nic')])
    const list = async (...more: string[]) =>
      outputs.connect.parse(await json(0, 'connect', 'checklist', ...lab, '--vm', 'web01', ...more)).lists
    expect((await list('--tick', 'rdp-on', '--note', 'by policy')).map(({ done, total }) => [done, total])).toEqual([
      [2, 3],
      [1, 7],
      [0, 3],
      [3, 6],
    ])
    expect((await list())[1]?.lines.find(({ id }) => id === 'rdp-on')?.tick).toMatchObject({ by: 'cli:anna', note: 'by policy' })
    expect((await list('--untick', 'rdp-on'))[1]?.done).toBe(0)
    expect((await json(1, 'connect', 'checklist', ...lab, '--vm', 'WEB01', '--not-needed', 'rdp-on')).error.code).toBe('note-missing')
    const clean = outputs.failover.parse(await json(0, 'failover', 'cleanup', ...lab, '--vm', 'WEB01', '--notes', 'fine'))
    expect(clean.items).toMatchObject([{ drill: 'none' }])

    const run = outputs['plan-run'].parse(await json(0, 'plan-run', '--plan', 'Shop', '--kind', 'test', ...lab))
    expect(run).toMatchObject({ status: 'completed', failed: [] })
    expect('groups' in run && run.groups.map((group) => group.rtoSeconds)).toEqual([expect.any(Number), expect.any(Number)])
    const history = outputs['plan-run'].parse(await json(0, 'plan-run', '--plan', 'Shop', '--history', ...lab))
    expect(history).toEqual({ plan: 'Shop', runs: [run] })

    const exported = outputs['plan-export'].parse(
      await json(0, 'plan-export', '--plan', 'shop', '--as', 'json', '--out', 'shop.json', ...lab),
    )
    expect(readFileSync(exported.file)).toHaveLength(exported.bytes)
    expect(outputs['recovery-plan'].parse(JSON.parse(readFileSync(exported.file, 'utf8'))).name).toBe('Shop')
    const again = ['plan-export', '--plan', 'Shop', '--as', 'powershell', '--out', 'shop.json', ...lab]
    expect((await json(1, ...again)).error.code).toBe('file-exists')
    expect((await json(1, 'plan-run', 'confirm', '--plan', 'Shop', ...lab)).error.code).toBe('action-refused')

    const { now, branch } = outputs.clock.parse(await json(0, 'clock', ...lab))
    expect(branch).toBe(0)
    expect(outputs.failover.parse(await json(0, 'failover', 'cleanup', ...lab, '--plan', 'Shop')).done).toBe(3)
    await json(0, 'failover', 'limits', ...lab, '--cores', '1')
    const failed = outputs.failover.parse(await json(1, 'failover', 'unplanned', ...lab, '--vm', 'WEB02'))
    expect(failed.items).toMatchObject([{ state: 'M11', errors: [{ code: expect.any(String), remedy: expect.any(String) }] }])
    await json(0, 'failover', 'limits', ...lab, '--cores', 'none')
    const lost = outputs.failover.parse(await json(0, 'failover', 'restart', ...lab, '--vm', 'WEB02'))
    expect(lost.items).toMatchObject([{ state: 'M12', lossSeconds: expect.any(Number), rtoSeconds: expect.any(Number), errors: [] }])
    expect(outputs.failover.parse(await json(0, 'failover', 'commit', ...lab, '--vm', 'WEB02')).items).toMatchObject([{ state: 'M13' }])
    const why = outputs.explain.parse(await json(0, 'explain', 'rpo', '--vm', 'WEB02', '--at', String(now), ...lab))
    expect(why).toMatchObject({ vm: 'WEB02', at: now, rpoSeconds: expect.any(Number) })
    const back = outputs.clock.parse(await json(0, 'clock', ...lab, '--rewind', String(now)))
    expect(back).toMatchObject({
      now,
      branch: 1,
      branches: [
        { id: 0, current: false },
        { id: 1, parent: 0, current: true },
      ],
    })
    expect((await json(0, 'inventory', ...lab, '--kind', 'protectedItems')).rows).toHaveLength(3)
    expect(await json(0, 'check', ...lab)).toEqual({ ok: true, problems: [] })
  })

  it('shows the numbers of the model, changes them and takes them back', async () => {
    const { json } = await ready()
    const lab = ['--lab', 'lab.offsite']
    const value = async (...more: string[]) =>
      outputs.model.parse(await json(0, 'model', ...lab, ...more)).settings.find(({ name }) => name === 'warnRpoMs')
    expect(await value()).toMatchObject({ value: 3_600_000, source: 'ours', editable: true })
    expect(await value('--set', 'warnRpoMs=600000,missedPermille=300')).toMatchObject({ value: 600_000, initial: 3_600_000 })
    expect(await value()).toMatchObject({ value: 600_000 })
    expect((await json(1, 'model', ...lab, '--set', 'warnRpoMs=1')).error).toMatchObject({ code: 'model-range', field: 'warnRpoMs' })
    expect(await value('--reset', 'all')).toMatchObject({ value: 3_600_000 })
  })

  it('runs to an event, tells what a rewind would do, rewinds, and compares what was with what is', async () => {
    const { json } = await ready()
    const lab = ['--lab', 'lab.offsite']
    await json(0, 'replicate', 'enable', ...lab, '--where', 'name:WEB01 OR name:WEB02')
    const done = outputs.clock.parse(await json(0, 'clock', 'run', ...lab, '--until', 'all-protected'))
    expect(done).toMatchObject({ stopped: 'Every initial replication has ended.' })
    const one = outputs.clock.parse(await json(0, 'clock', 'run', ...lab, '--until', 'point', '--vm', 'WEB02'))
    expect(one.stopped).toBe('WEB02 has a new recovery point.')
    const begun = String(one.now)
    await json(0, 'replicate', 'pause', ...lab, '--vm', 'WEB01')
    await json(0, 'clock', 'run', ...lab, '--to', new Date(Date.parse(begun) + 3 * 3_600_000).toISOString())

    const plan = outputs['clock-preview'].parse(await json(0, 'clock', 'rewind', ...lab, '--to', begun, '--dry-run'))
    expect(plan).toMatchObject({ to: begun, actionsTotal: 1, actions: [{ at: begun, text: 'Pause replication of WEB01' }], itemsGone: [] })
    const left = outputs['clock-branch'].parse(await json(0, 'clock', 'branch', '0', ...lab))
    expect(left).toMatchObject({ current: true, actions: 2, end: { items: 2, protected: 1 } })
    const back = outputs.clock.parse(await json(0, 'clock', 'rewind', ...lab, '--to', begun))
    expect(back).toMatchObject({
      now: begun,
      branch: 1,
      branches: [{ id: 0 }, { id: 1, parent: 0, actions: 0, openedBy: expect.any(String) }],
    })

    const again = outputs['clock-branch'].parse(await json(0, 'clock', 'branch', '0', ...lab))
    expect(again).toEqual({ ...left, current: false, left: expect.any(String) })
    const both = outputs['clock-compare'].parse(await json(0, 'clock', 'compare', '0', '1', ...lab))
    expect(both).toMatchObject({ a: { protected: 1 }, b: { protected: 2 } })
    expect(both.different.find(({ name }) => name === 'WEB01')).toMatchObject({ a: { state: 'M3P' }, b: { state: 'M5' } })
    const log = outputs['clock-log'].parse(await json(0, 'clock', 'log', ...lab, '--branch', '0', '--limit', '2'))
    expect([log.total, log.lines.length]).toEqual([left.events, 2])
    expect((await json(1, 'clock', 'rewind', ...lab, '--to', begun)).error.code).toBe('clock-forward')
    expect((await json(1, 'clock', 'branch', '9', ...lab)).error.code).toBe('not-found')
  })
})
