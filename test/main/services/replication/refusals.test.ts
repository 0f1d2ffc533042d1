import fc from 'fast-check'
import { expect, test } from 'vitest'
import { edges } from '../../../../main/domain/replication/transitions.ts'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { AppError } from '../../../../preload/contract/errors.ts'
import { type ActionOutcome, type ItemVerb, itemVerbs } from '../../../../preload/contract/replication.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, openTimeLab } from './time-lab.ts'

/** Everything that an action may write, and the log that it may lengthen. */
const tables = [
  'lab',
  'protected_item',
  'protected_item_adapter',
  'replicated_item',
  'job',
  'change_log',
  'replication_job',
  'replication_event',
  'drill_note',
  'azure_vm',
  'recovery_plan',
  'recovery_plan_item',
  'plan_run',
  'simulation',
  'simulation_input',
  'policy',
]
const everything = ({ store, simulation }: OpenedLab): unknown => ({
  rows: tables.map((table) => [table, store.db.prepare(`SELECT * FROM ${table} ORDER BY 1`).raw().all()]),
  lines: simulation.lines,
  hash: simulation.logHash(),
})

/** What is told of one item, its jobs included. */
const aboutItem = ({ store }: OpenedLab, id: number): unknown => [
  store.db.prepare('SELECT * FROM protected_item WHERE id = ?').get(id),
  store.db.prepare('SELECT * FROM replicated_item WHERE protected_item_id = ?').get(id),
  store.db.prepare("SELECT * FROM job WHERE target_kind = 'protectedItem' AND target_id = ? ORDER BY id").all(id),
]

const act = (lab: OpenedLab, verb: ItemVerb, ids: number[], policyId: number): ActionOutcome => {
  const { replication } = lab
  const calls: Partial<Record<ItemVerb, () => unknown>> = {
    disable: () => replication.disable({ ids, removeOnly: false }),
    testFailover: () => replication.testFailover({ ids, networkId: null }),
    cleanup: () => replication.cleanup({ ids, notes: 'seen' }),
    planned: () => replication.planned({ ids }),
    unplanned: () => replication.unplanned({ ids, point: 'latest', shutdown: true }),
    changePoint: () => replication.changePoint({ ids, point: 'app' }),
    failback: () => replication.failback({ ids, mode: 'delta' }),
    changePolicy: () => replication.changePolicy({ ids, policyId }),
  }
  const call = calls[verb] ?? (() => replication.act({ ids, verb: verb as 'pause' }))
  return call() as ActionOutcome
}

const steps = fc.array(
  fc.record({
    verb: fc.constantFrom(...itemVerbs),
    which: fc.constantFrom([0], [1], [0, 1]),
    // Short waits meet jobs under way, long ones what they lead to.
    byMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10 * 60_000 }), fc.integer({ min: 1, max: 9 * hour })),
  }),
  { minLength: 10, maxLength: 24 },
)

/** To where most verbs have something to do. */
const ways: readonly (readonly ItemVerb[])[] = [[], ['testFailover'], ['unplanned', 'commit'], ['planned', 'commit', 'failback']]

test('a refused action changes nothing, and no walk leaves the state table', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ways), steps, async (way, walk) => {
      const lab = newTimeLab()
      const items = await enabled(lab)
      const { value: policyId } = lab.store.apply({ kind: 'test', name: 'Policy', actor: 'anna' }, (tx) =>
        tx.insert('policy', {
          vault_id: 1,
          name: 'Slow',
          copy_frequency_seconds: 900,
          retention_hours: 4,
          app_consistent_hours: 0,
          initial_replication_start: 'immediately',
          encrypt: 0,
        }),
      )
      if (way.length > 0) await lab.clock.step(day)
      const begin = way.map((verb) => ({ verb, which: [0, 1], byMs: 2 * hour }))
      for (const { verb, which, byMs } of [...begin, ...walk]) {
        const ids = which.map((n) => items[n] as number)
        // Rows are made for what joined since, whatever is asked next.
        lab.simulation.follow()
        const before = everything(lab)
        const own = ids.map((id) => aboutItem(lab, id))
        try {
          const { refused } = act(lab, verb, ids, policyId)
          for (const { id } of refused) expect(aboutItem(lab, id)).toEqual(own[ids.indexOf(id)])
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'action-refused') throw error
          expect(everything(lab), verb).toEqual(before)
        }
        if (byMs > 0) await lab.clock.step(byMs)
      }
      const log = [...lab.simulation.logText(0)].join('')
      for (const line of log.trimEnd().split('\n')) {
        const event = JSON.parse(line) as { e: string; from: keyof typeof edges; to: keyof typeof edges }
        if (event.e === 'state' && event.from !== event.to) expect(edges[event.from], line).toContain(event.to)
        // Refused before it reaches the clock.
        expect(event.e).not.toBe('rejected')
      }
      expect(checkLab(lab.store.db).problems).toEqual([])
      const told = everything(lab)
      lab.close()
      const again = openTimeLab(lab.file)
      expect(everything(again)).toEqual(told)
      again.store.close()
    }),
    { numRuns: 8, endOnFailure: true },
  )
})
