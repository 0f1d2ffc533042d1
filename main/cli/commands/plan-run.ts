import { failoverKinds, type PlanRun } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { type Command, labOption, noPositionals, oneOf, optional, required } from '../command.ts'
import { durationMs, iso, type LabTime, readingLabTime, withLabTime } from '../lab-time.ts'
import { labPath } from '../labs.ts'
import { tableText } from '../table.ts'
import { noPlan } from './simulate-lab.ts'

export const planRun: Command = {
  name: 'plan-run',
  summary: t('Fails a recovery plan over and measures its recovery time; --history lists its runs.'),
  usage: [
    t('plan-run --plan NAME --kind test|planned|unplanned --lab FILE [--shutdown] [--within 2d] [--json]'),
    t('plan-run --plan NAME --history --lab FILE [--json]'),
  ],
  options: {
    ...labOption,
    plan: { type: 'string' },
    kind: { type: 'string' },
    shutdown: { type: 'boolean' },
    within: { type: 'string' },
    history: { type: 'boolean' },
  },
  run: (args, io) => {
    noPositionals(args)
    const { values } = args
    const file = labPath(values, io)
    const name = required(values, 'plan')
    if (values.history === true)
      return readingLabTime(file, io, async (time) => {
        const runs = await time.plans.runs({ id: planId(time, name) })
        return {
          code: 0,
          json: { plan: name, runs: runs.map(shape) },
          text: runs.map(runText).join('\n\n') || t('{name} was never run.', { name }),
        }
      })
    const kind = oneOf(required(values, 'kind'), failoverKinds, '--kind')
    const withinMs = durationMs(optional(values, 'within') ?? '2d', '--within')
    return withLabTime(file, io, async (time) => {
      const { runId } = await time.plans.run({ id: planId(time, name), kind, point: 'latestProcessed', shutdown: values.shutdown === true })
      const run = await untilEnded(time, runId, withinMs)
      return { code: run.status === 'completed' ? 0 : 1, json: shape(run), text: runText(run) }
    })
  },
}

const planId = ({ store }: LabTime, name: string): number => {
  const id = store.db.prepare('SELECT id FROM recovery_plan WHERE name = ? COLLATE NOCASE').pluck().get(name)
  if (typeof id !== 'number') throw noPlan(name)
  return id
}

/** Manual actions are confirmed as soon as they wait: no person is there to measure. */
const untilEnded = async ({ plans, clock, simulation }: LabTime, runId: number, withinMs: number): Promise<PlanRun> => {
  const last = simulation.nowMs + withinMs
  for (;;) {
    const run = await plans.runDetails({ runId })
    if (run.status === 'waiting') await plans.confirm({ runId })
    else if (run.status !== 'running' || simulation.nowMs >= last) return run as PlanRun
    else await clock.run({ atMs: Math.min(last, simulation.nowMs + 10_000) })
  }
}

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000))

const shape = (run: Pick<PlanRun, 'plan' | 'kind' | 'status' | 'startedMs' | 'endedMs' | 'rtoMs' | 'targetMs' | 'failed' | 'groups'>) => ({
  plan: run.plan,
  kind: run.kind,
  status: run.status,
  started: iso(run.startedMs),
  ended: iso(run.endedMs),
  rtoSeconds: seconds(run.rtoMs),
  targetSeconds: seconds(run.targetMs),
  failed: run.failed,
  groups: run.groups.map((group, n) => ({
    group: n + 1,
    started: iso(group.startedMs),
    ended: iso(group.endedMs),
    rtoSeconds: seconds(group.rtoMs),
  })),
})

const runText = (run: Parameters<typeof shape>[0]): string => {
  const told = shape(run)
  return [
    t('{plan}, {kind} failover, {status}: RTO {rtoSeconds} s.', {
      plan: told.plan,
      kind: told.kind,
      status: told.status,
      rtoSeconds: told.rtoSeconds ?? '-',
    }),
    tableText(
      [t('Group'), t('Started'), t('Ended'), t('RTO (s)')],
      told.groups.map((group) => [group.group, group.started, group.ended, group.rtoSeconds]),
    ),
    ...(told.failed.length > 0 ? [t('Failed: {failed}', { failed: told.failed.join(', ') })] : []),
  ].join('\n')
}
