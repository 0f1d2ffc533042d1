import { runKinds } from '../../../preload/contract/plain.ts'
import { t } from '../../../preload/contract/words.ts'
import { type Arguments, type Command, labOption, oneOf, optional, required, UsageError } from '../command.ts'
import { planIdOf } from '../item-choice.ts'
import { durationMs, readingLabTime, withLabTime } from '../lab-time.ts'
import { labPath } from '../labs.ts'
import { runShape, runText, runTold, startRun, untilStill } from '../plan-runs.ts'
import { networkOf, pointOf } from './failover.ts'

export const planRun: Command = {
  name: 'plan-run',
  summary: t('Fails a recovery plan over and measures its recovery time; --history lists its runs.'),
  usage: [
    t(
      'plan-run --plan NAME --kind test|planned|unplanned|failback --lab FILE [--point latest|processed|app] [--network NAME] [--shutdown] [--mode delta|full] [--wait] [--within 7d] [--json]',
    ),
    t('plan-run confirm --plan NAME --lab FILE [--within 7d] [--json]'),
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
          json: { plan: name, runs: runs.map(runShape) },
          text: runs.map(runText).join('\n\n') || t('{name} was never run.', { name }),
        }
      })
    const withinMs = durationMs(optional(values, 'within') ?? '7d', '--within')
    if (confirms)
      return withLabTime(file, io, async (time) => {
        const { plans, store } = time
        const [last] = await plans.runs({ id: planIdOf(store, name) })
        if (last === undefined) throw new UsageError(t('{name} was never run.', { name }))
        await plans.confirm({ runId: last.id })
        return runTold(await untilStill(time, last.id, withinMs, false))
      })
    const kind = oneOf(required(values, 'kind'), runKinds, '--kind')
    const point = pointOf(optional(values, 'point') ?? 'processed')
    const network = optional(values, 'network')
    if (network !== undefined && kind !== 'test') throw new UsageError(t('--network belongs to a test.'))
    const mode = oneOf(optional(values, 'mode') ?? 'delta', ['delta', 'full'] as const, '--mode')
    if (optional(values, 'mode') !== undefined && kind !== 'failback') throw new UsageError(t('--mode belongs to a failback.'))
    return withLabTime(file, io, async (time) => {
      const networkId = networkOf(time.store.db, network)
      const runId = await startRun(time, { plan: name, kind, point, shutdown: values.shutdown === true, mode, networkId })
      return runTold(await untilStill(time, runId, withinMs, values.wait !== true))
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
