import { describe, expect, it } from 'vitest'
import type { PlanAction } from '../../../../preload/contract/recovery-plans.ts'
import { type ActionFields, actionFaults, actionOf, fieldsOf } from '../../../../renderer/features/recovery-plans/action-fields.ts'

const base = { name: 'Step', durationMs: 90_000, timeoutMs: 1_200_000, fails: true, runsIn: ['test'] as PlanAction['runsIn'] }

describe('an action in its dialog', () => {
  it.each<PlanAction>([
    { ...base, kind: 'script', detail: '\\RPScripts\\db\\Mount.ps1' },
    { ...base, kind: 'runbook', detail: 'Ops/Swap-Dns' },
    { ...base, kind: 'manual', detail: 'Call Anna', fails: false, timeoutMs: 600_000 },
    { ...base, kind: 'manual', detail: null, fails: false, timeoutMs: 600_000 },
  ])('comes out as it went in: %j', (action) => {
    expect(actionFaults(fieldsOf(action))).toEqual({})
    expect(actionOf(fieldsOf(action))).toEqual(action)
  })

  it.each<[Partial<ActionFields>, keyof ActionFields | null]>([
    [{ name: ' ' }, 'name'],
    [{ path: '' }, 'path'],
    [{ path: 'C:\\x.ps1' }, 'path'],
    [{ path: '\\RPScripts\\.ps1' }, 'path'],
    [{ path: '\\RPScripts\\x.cmd' }, 'path'],
    [{ path: ' \\rpscripts\\x.PS1 ' }, null],
    [{ kind: 'runbook', account: '', runbook: 'b' }, 'account'],
    [{ kind: 'runbook', account: 'a', runbook: 'b/c' }, 'runbook'],
    [{ kind: 'manual', path: '', limit: '' }, null],
    [{ minutes: '' }, 'minutes'],
    [{ minutes: '-1' }, 'minutes'],
    [{ minutes: '0' }, null],
    [{ limit: '0' }, 'limit'],
    [{ limit: '1441' }, 'limit'],
    [{ runsIn: [] }, 'runsIn'],
  ])('%j is at fault in %s', (patch, field) => {
    const fields = { ...fieldsOf({ ...base, kind: 'script', detail: '\\RPScripts\\x.ps1' }), ...patch }
    expect(Object.keys(actionFaults(fields))).toEqual(field === null ? [] : [field])
  })
})
