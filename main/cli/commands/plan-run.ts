import { runKinds } from '../../../preload/contract/plain.ts'
import type { PlanRun } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { type Arguments, type Command, labOption, type Outcome, oneOf, optional, required, UsageError } from '../command.ts'
import { planIdOf } from '../item-choice.ts'
import { durationMs, iso, type LabTime, readingLabTime, withLabTime } from '../lab-time.ts'
import { labPath } from '../labs.ts'
import { tableText } from '../table.ts'
import { networkOf, pointOf } from './failover.ts'

export const planRun: Command = {
  name: 'plan-run',
  summary: t('Fails a recovery plan over and measures its recovery time; --history lists its runs.'),
  usage: [
    t(
      'plan-run --plan NAME --kind test|planned|unplanned|failback --lab FILE [--point latest|processed|app] [--network NAME] [--shutdown] [--mode delta|full] [--wait] [--within 2d] [--json]',
    ),
    t('plan-run confirm --plan NAME --lab FILE [--within 2d] [--json]'),
    t('plan-run --plan NAME --history --lab FILE [--json]'),
  ],
  options: {
    ...labOption,
    plan: { type: 'string' },
    kind: { type: 'string' },
    point: { type: 'string' },
    network: { type: 'string' },
    shutdown: { type: 'boolean' },
    mode: { type: 'string' },
    wait: { type: 'boolean' },
    within: { type: 'string' },
    history: { type: 'boolean' },
  },
  run: (args, io) => {
    const { values } = args
    const confirms = wantsConfirm(args)
    const file = labPath(values, io)
    const name = required(values, 'plan')
    if (values.history === true)
      return readingLabTime(file, io, async ({ plans, store }) => {
        const runs = await plans.runs({ id: planIdOf(store, name) })
        return {
          code: 0,
          json: { plan: name, runs: runs.map(shape) },
          text: runs.map(runText).join('\n\n') || t('{name} was never run.', { name }),
        }
      })
    const withinMs = durationMs(optional(values, 'within') ?? '2d', '--within')
    if (confirms)
      return withLabTime(file, io, async (time) => {
        const { plans, store } = time
        const [last] = await plans.runs({ id: planIdOf(store, name) })
        if (last === undefined) throw new UsageError(t('{name} was never run.', { name }))
        await plans.confirm({ runId: last.id })
        return told(await untilStill(time, last.id, withinMs, false))
      })
    const kind = oneOf(required(values, 'kind'), runKinds, '--kind')
    const point = pointOf(optional(values, 'point') ?? 'processed')
    const network = optional(values, 'network')
    if (network !== undefined && kind !== 'test') throw new UsageError(t('--network belongs to a test.'))
    const mode = oneOf(optional(values, 'mode') ?? 'delta', ['delta', 'full'] as const, '--mode')
    if (optional(values, 'mode') !== undefined && kind !== 'failback') throw new UsageError(t('--mode belongs to a failback.'))
    return withLabTime(file, io, async (time) => {
      const { plans, store } = time
      const { runId } = await plans.run({
        id: planIdOf(store, name),
        kind,
        point,
        shutdown: values.shutdown === true,
        ...(kind === 'failback' ? { mode } : {}),
        networkId: networkOf(store.db, network),
      })
      return told(await untilStill(time, runId, withinMs, values.wait !== true))
    })
  },
}

const wantsConfirm = ({ positionals, values }: Arguments): boolean => {
  const [verb, more] = positionals
  if (verb === undefined) return false
  if (verb !== 'confirm' || more !== undefined)
    throw new UsageError(t('"{positionals}" is not expected here.', { positionals: more ?? verb }))
  if (values.kind !== undefined || values.history === true) throw new UsageError(t('confirm goes with --plan alone.'))
  return true
}

/** Plays until the run has ended, or waits for a person: with `confirms`, nobody is there to measure and manual actions are done at once. */
const untilStill = async ({ plans, clock, simulation }: LabTime, runId: number, withinMs: number, confirms: boolean): Promise<PlanRun> => {
  const last = simulation.nowMs + withinMs
  for (;;) {
    const run = await plans.runDetails({ runId })
    if (run.status === 'waiting' && confirms) await plans.confirm({ runId })
    else if (run.status !== 'running' || simulation.nowMs >= last) return run as PlanRun
    else await clock.run({ atMs: Math.min(last, simulation.nowMs + 10_000) })
  }
}

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000))

type Told = Pick<
  PlanRun,
  'plan' | 'kind' | 'status' | 'startedMs' | 'endedMs' | 'rtoMs' | 'targetMs' | 'waitedMs' | 'waitingFor' | 'failed' | 'groups'
>

const shape = (run: Told) => ({
  plan: run.plan,
  kind: run.kind,
  status: run.status,
  started: iso(run.startedMs),
  ended: iso(run.endedMs),
  rtoSeconds: seconds(run.rtoMs),
  targetSeconds: seconds(run.targetMs),
  waitedSeconds: seconds(run.waitedMs),
  waitingFor: run.waitingFor,
  failed: run.failed,
  groups: run.groups.map((group, n) => ({
    group: n + 1,
    started: iso(group.startedMs),
    ended: iso(group.endedMs),
    rtoSeconds: seconds(group.rtoMs),
  })),
})

/** A run that waits for a person is no fault. */
const told = (run: PlanRun): Outcome => ({
  code: run.status === 'completed' || run.status === 'waiting' ? 0 : 1,
  json: shape(run),
  text: runText(run),
})

const runText = (run: Told): string => {
  const lines = shape(run)
  return [
    lines.kind === 'failback'
      ? t('{plan}, failback, {status}: RTO {rtoSeconds} s.', {
          plan: lines.plan,
          status: lines.status,
          rtoSeconds: lines.rtoSeconds ?? '-',
        })
      : t('{plan}, {kind} failover, {status}: RTO {rtoSeconds} s.', {
          plan: lines.plan,
          kind: lines.kind,
          status: lines.status,
          rtoSeconds: lines.rtoSeconds ?? '-',
        }),
    tableText(
      [t('Group'), t('Started'), t('Ended'), t('RTO (s)')],
      lines.groups.map((group) => [group.group, group.started, group.ended, group.rtoSeconds]),
    ),
    ...(lines.waitingFor === null
      ? []
      : [t('It waits for "{action}". Do it, then run "offsite plan-run confirm".', { action: lines.waitingFor })]),
    ...(lines.failed.length > 0 ? [t('Failed: {failed}', { failed: lines.failed.join(', ') })] : []),
  ].join('\n')
}
