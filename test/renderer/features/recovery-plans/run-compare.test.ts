import { expect, it } from 'vitest'
import type { PlanRun } from '../../../../preload/contract/recovery-plans.ts'
import { piecesOf } from '../../../../renderer/features/recovery-plans/plan-gantt.tsx'
import { compareRuns } from '../../../../renderer/features/recovery-plans/run-compare.ts'

type Span = PlanRun['spans'][number]
const machine = (name: string, readyMs: number | null, bootMs: number | null, endedMs: number | null): Span => ({
  name,
  kind: 'machine',
  group: 1,
  startedMs: 0,
  readyMs,
  bootMs,
  endedMs,
  failed: false,
  critical: true,
  criticalFailover: false,
  failoverSlackMs: 0,
  bootSlackMs: 0,
})
const run = (id: number, spans: Span[], rtoMs: number | null): PlanRun => ({
  id,
  planId: 1,
  plan: 'Shop',
  kind: 'test',
  status: 'completed',
  startedMs: 0,
  readyMs: 60_000,
  endedMs: rtoMs,
  rtoMs,
  targetMs: null,
  waitedMs: 0,
  waitingFor: null,
  failed: [],
  groups: [{ startedMs: 60_000, endedMs: rtoMs, rtoMs }],
  spans,
})

it('tells the figures of two runs, and of machines only what differs', () => {
  const first = run(1, [machine('DC01', 60_000, 60_000, 100_000), machine('WEB/01', 60_000, 60_000, 120_000)], 120_000)
  const second = run(
    2,
    [machine('DC01', 60_000, 60_000, 100_000), machine('WEB/01', 60_000, 60_000, 150_000), machine('NEW', 1, 2, 3)],
    150_000,
  )
  expect(compareRuns(first, second).map((row) => [row.label, row.first, row.second, row.change])).toEqual([
    ['RTO', 120_000, 150_000, 30_000],
    ['All groups failover', 60_000, 60_000, 0],
    ['RTO of group 1', 120_000, 150_000, 30_000],
    ['Waiting for people', 0, 0, 0],
    ['1: WEB/01', 60_000, 90_000, 30_000],
    ['1: NEW', null, 1, null],
  ])
  expect(compareRuns(first, run(3, [], null))[0]).toMatchObject({ second: null, change: null })
  expect(compareRuns(first, { ...second, status: 'failed' })[0]).toMatchObject({ first: 120_000, second: null, change: null })
})

it('draws a machine in two pieces, as far as it has come', () => {
  expect(piecesOf(machine('A', null, null, null)).map(({ kind, toMs }) => [kind, toMs])).toEqual([['failover', null]])
  expect(piecesOf(machine('A', 5, null, null)).map(({ kind, toMs }) => [kind, toMs])).toEqual([['failover', 5]])
  expect(piecesOf(machine('A', 5, 7, 9)).map(({ kind, fromMs, toMs, critical }) => [kind, fromMs, toMs, critical])).toEqual([
    ['failover', 0, 5, false],
    ['boot', 7, 9, true],
  ])
  expect(piecesOf({ ...machine('A', null, null, null), startedMs: null })).toEqual([])
})
