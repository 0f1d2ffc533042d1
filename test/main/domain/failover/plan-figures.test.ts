import fc from 'fast-check'
import { expect, test } from 'vitest'
import { weighMachines } from '../../../../main/domain/failover/critical-path.ts'
import { estimateRto } from '../../../../main/domain/failover/estimate-rto.ts'
import { defaultJobs } from '../../../../main/domain/replication/defaults.ts'

const ms = fc.integer({ min: 0, max: 1_000_000 })

test('along the critical way the lengths add up to the RTO, whatever the machines take', () => {
  const group = fc.record({
    failovers: fc.array(ms, { minLength: 1, maxLength: 5 }),
    boots: fc.array(ms, { minLength: 5, maxLength: 5 }),
    pre: ms,
    post: ms,
  })
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 4 }), (groups) => {
      const startedMs = 1_000
      const readyMs = startedMs + Math.max(...groups.flatMap(({ failovers }) => failovers))
      let now = readyMs
      const machines = groups.flatMap(({ failovers, boots, pre, post }, n) => {
        const bootMs = now + pre
        const rows = failovers.map((length, m) => ({
          group: n + 1,
          readyMs: startedMs + length,
          bootMs,
          endedMs: bootMs + (boots[m] ?? 0),
        }))
        now = Math.max(...rows.map(({ endedMs }) => endedMs)) + post
        return rows
      })
      const weights = weighMachines({ startedMs, readyMs, machines })
      const longest = machines.find((_, n) => weights[n]?.criticalFailover)
      const starts = groups.map((_, n) => machines.find((each, m) => each.group === n + 1 && weights[m]?.criticalBoot))
      const sum =
        (longest?.readyMs ?? 0) -
        startedMs +
        groups.reduce((total, { pre, post }, n) => total + pre + post + (starts[n]?.endedMs ?? 0) - (starts[n]?.bootMs ?? 0), 0)
      expect(sum).toBe(now - startedMs)
      machines.forEach((machine, n) => {
        expect((weights[n]?.failoverSlackMs ?? 0) + machine.readyMs).toBe(readyMs)
      })
    }),
  )
})

test('what never started has no weight', () => {
  expect(weighMachines({ startedMs: 0, readyMs: null, machines: [{ group: 1, readyMs: null, bootMs: null, endedMs: 5 }] })).toEqual([
    { criticalFailover: false, criticalBoot: false, failoverSlackMs: null, bootSlackMs: null },
  ])
})

test('an estimate is the failover of all, then group after group; limits cut scripts, people count as told', () => {
  const script = (durationMs: number) => ({ durationMs, timeoutMs: 600_000, manual: false })
  const groups = [
    { machines: 2, pre: [script(60_000)], post: [{ durationMs: 300_000, timeoutMs: 600_000, manual: true }] },
    { machines: 0, pre: [script(900_000)], post: [] },
  ]
  const { prereq, createVm, prepare, boot, shutdown, process } = defaultJobs
  const failover = prereq + createVm + prepare
  expect(estimateRto('test', groups, defaultJobs)).toEqual({
    failoverMs: failover,
    groups: [
      { ms: 360_000 + boot, rtoMs: failover + 360_000 + boot },
      { ms: 600_000, rtoMs: failover + 960_000 + boot },
    ],
    rtoMs: failover + 960_000 + boot,
  })
  expect(estimateRto('planned', groups.slice(0, 1), defaultJobs).failoverMs).toBe(prereq + shutdown + createVm)
  expect(estimateRto('unplanned', groups.slice(0, 1), defaultJobs).failoverMs).toBe(prereq + shutdown + process + createVm)
  expect(estimateRto('test', [{ machines: 0, pre: [], post: [] }], defaultJobs).rtoMs).toBe(0)
})
