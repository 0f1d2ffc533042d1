import { AppError } from '../../../preload/contract/errors.ts'
import type { ActionOutcome, PointChoice } from '../../../preload/contract/replication.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import type { ItemAction } from '../../domain/replication/actions.ts'
import { sort } from '../../services/replication/item-actions.ts'
import { type Command, labOption, type Outcome, oneOf, optional, UsageError, type Values } from '../command.ts'
import { chosenItems, itemOptions } from '../item-choice.ts'
import { durationMs, instantOf, iso, type LabTime, withLabTime } from '../lab-time.ts'
import { labPath } from '../labs.ts'
import { type RunWish, runShape, runTold, startRun, untilStill } from '../plan-runs.ts'
import { bytesText, tableText } from '../table.ts'
import { limitOptions, limits } from './failover-limits.ts'
import { refusedText } from './replicate.ts'

const verbs = [
  'test',
  'planned',
  'unplanned',
  'change-point',
  'commit',
  'cleanup',
  'failback',
  'complete',
  'reverse',
  'cancel',
  'restart',
  'limits',
] as const
type Verb = (typeof verbs)[number]

export const failover: Command = {
  name: 'failover',
  summary: t('Test, planned and unplanned failover, commit, cleanup and failback; plays the clock until the jobs have ended.'),
  usage: [
    t(
      'failover test --lab FILE (--vm NAMES | --where FILTER | --plan NAME) [--network NAME] [--point latest|processed|app|INSTANT] [--no-wait] [--json]',
    ),
    t('failover cleanup --lab FILE (--vm NAMES | --where FILTER | --plan NAME) [--notes TEXT] [--no-wait] [--json]'),
    t(
      'failover planned|commit|complete|reverse|cancel|restart --lab FILE (--vm NAMES | --where FILTER | --plan NAME) [--no-wait] [--json]',
    ),
    t(
      'failover unplanned|change-point --lab FILE (--vm NAMES | --where FILTER | --plan NAME) [--point latest|processed|app|INSTANT] [--shutdown] [--json]',
    ),
    t('failover failback --lab FILE (--vm NAMES | --where FILTER | --plan NAME) [--mode delta|full] [--create-vm [--host NAME]] [--json]'),
    t('failover test|planned|unplanned|failback --lab FILE --plan NAME [--wait|--no-wait] [--within 30d] [--json]'),
    t("failover limits --lab FILE [--cores N|none] [--adapters N|none] [--in-use 'NETWORK ADDRESS OWNER, …'|none] [--json]"),
  ],
  options: {
    ...labOption,
    ...itemOptions,
    plan: { type: 'string' },
    network: { type: 'string' },
    notes: { type: 'string' },
    point: { type: 'string' },
    shutdown: { type: 'boolean' },
    mode: { type: 'string' },
    wait: { type: 'boolean' },
    'no-wait': { type: 'boolean' },
    within: { type: 'string' },
    'create-vm': { type: 'boolean' },
    host: { type: 'string' },
    ...limitOptions,
  },
  run: ({ values, positionals }, io) => {
    if (positionals.length !== 1) throw new UsageError(t('Say what to do: {verbs}.', { verbs: verbs.join(', ') }))
    const verb = oneOf(positionals[0] ?? '', verbs, t('The action'))
    const point = pointOf(optional(values, 'point') ?? 'processed')
    const mode = oneOf(optional(values, 'mode') ?? 'delta', ['delta', 'full'] as const, '--mode')
    const withinMs = durationMs(optional(values, 'within') ?? '30d', '--within')
    if (optional(values, 'host') !== undefined && values['create-vm'] !== true)
      throw new UsageError(t('--host goes with --create-vm: without it a machine returns to the host that it came from.'))
    if (verb === 'limits') return withLabTime(labPath(values, io), io, (time) => limits(time, values))
    const plan = optional(values, 'plan')
    const kind = plan === undefined ? undefined : runKindOf(verb)
    if (kind === undefined && values.wait === true) throw new UsageError(t('--wait belongs to the failover of a recovery plan.'))
    if (plan !== undefined && kind !== undefined) checkOfPlan(values)
    return withLabTime(labPath(values, io), io, async (time) => {
      const ids = chosenItems(time.store, values)
      if (plan !== undefined && kind !== undefined) return runOfPlan(time, ids, { plan, kind, point, mode }, { values, withinMs })
      const outcome = await act(time, verb, ids, values, point, mode)
      if (values['no-wait'] !== true) await untilDone(time, ids, withinMs)
      const items = ids.flatMap((id) => itemLine(time, id))
      const refused = outcome.refused.map(({ name, code, message, remedy }) => ({ name, code, message, remedy }))
      // What was refused tells why not; an error of its own would be one of before.
      const tried = items.filter((item) => !refused.some(({ name }) => name === item.name))
      const failed = verb === 'cancel' ? [] : tried.filter(({ errors }) => errors.length > 0)
      return {
        code: failed.length > 0 ? 1 : 0,
        json: { now: iso(time.simulation.nowMs), done: outcome.done, refused, items },
        text: [
          t('{machines}. The clock stands at {nowMs}.', { machines: plural(outcome.done, 'machine'), nowMs: iso(time.simulation.nowMs) }),
          '',
          itemsText(items),
          ...failedText(failed),
          ...refusedText(refused),
        ].join('\n'),
      }
    })
  },
}

type Item = ReturnType<typeof itemLine>[number]

const itemsText = (items: readonly Item[]): string =>
  tableText(
    [t('Name'), t('Status'), t('Loss'), t('Lost'), 'RTO'],
    items.map((item) => [item.name, item.status, secondsText(item.lossSeconds), bytesText(item.lossBytes), secondsText(item.rtoSeconds)]),
  )

/** What the last jobs of the machines failed of, a line each under a heading; nothing when none did. */
const failedText = (items: readonly Item[]): string[] => {
  const lines = items.flatMap(({ name, errors }) =>
    errors.map((each) => `- ${name}: ${[each.message, each.remedy].filter(Boolean).join(' ')} (${each.code})`),
  )
  return lines.length > 0 ? ['', t('Failed'), ...lines] : []
}

/** What of a plan is a run, with its groups and actions; everything else is done to its machines. */
const runKindOf = (verb: Verb): RunWish['kind'] | undefined =>
  verb === 'test' || verb === 'planned' || verb === 'unplanned' || verb === 'failback' ? verb : undefined

/** What a run does to one of its machines: to tell beforehand which of them can't take part. */
const memberAction = (kind: RunWish['kind'], vm: string): ItemAction => {
  switch (kind) {
    case 'test':
      return { do: 'testFailover', vm }
    case 'planned':
      return { do: 'planned', vm }
    case 'unplanned':
      return { do: 'unplanned', vm, point: 'latestProcessed', shutdown: false }
    case 'failback':
      return { do: 'failback', vm, mode: 'delta' }
  }
}

const checkOfPlan = (values: Values): void => {
  if (values['create-vm'] === true || optional(values, 'host') !== undefined)
    throw new UsageError(t('--create-vm and --host belong to a machine, not to a recovery plan.'))
  if (values.wait === true && values['no-wait'] === true) throw new UsageError(t('Choose --wait or --no-wait.'))
}

/** The run of a plan, as `plan-run` starts and plays it. */
const runOfPlan = async (
  time: LabTime,
  ids: readonly number[],
  wish: Pick<RunWish, 'plan' | 'kind' | 'point' | 'mode'>,
  { values, withinMs }: { values: Values; withinMs: number },
): Promise<Outcome> => {
  const { simulation, store, plans } = time
  const { refused: all } = sort(simulation, ids, (vm) => memberAction(wish.kind, vm))
  const networkId = networkOf(store.db, optional(values, 'network'))
  const runId = await startRun(time, { ...wish, shutdown: values.shutdown === true, networkId })
  const run = values['no-wait'] === true ? await plans.runDetails({ runId }) : await untilStill(time, runId, withinMs, values.wait !== true)
  const items = ids.flatMap((id) => itemLine(time, id))
  const refused = all.map(({ name, code, message, remedy }) => ({ name, code, message, remedy }))
  const told = runTold(run)
  const tried = items.filter((item) => !refused.some(({ name }) => name === item.name))
  return {
    code: values['no-wait'] === true ? 0 : told.code,
    json: { now: iso(simulation.nowMs), done: ids.length - refused.length, refused, items, run: runShape(run) },
    text: [told.text, '', itemsText(items), ...failedText(tried), ...refusedText(refused)].join('\n'),
  }
}

const secondsText = (seconds: number | null): string => (seconds === null ? '-' : `${seconds.toLocaleString('en-US')} s`)

/** Throws UsageError. */
export const pointOf = (text: string): PointChoice => {
  if (text === 'latest' || text === 'app') return text
  if (text === 'processed' || text === 'latestProcessed') return 'latestProcessed'
  return { atMs: instantOf(text, '--point') }
}

const act = async (
  { replication, store }: LabTime,
  verb: Exclude<Verb, 'limits'>,
  ids: number[],
  values: Values,
  point: PointChoice,
  mode: 'delta' | 'full',
): Promise<ActionOutcome> => {
  switch (verb) {
    case 'test':
      return replication.testFailover({
        ids,
        networkId: networkOf(store.db, optional(values, 'network')),
        ...(optional(values, 'point') === undefined ? {} : { point }),
      })
    case 'cleanup':
      return replication.cleanup({ ids, notes: optional(values, 'notes') ?? '' })
    case 'planned':
      return replication.planned({ ids })
    case 'unplanned':
      return replication.unplanned({ ids, point, shutdown: values.shutdown === true })
    case 'change-point':
      return replication.changePoint({ ids, point })
    case 'failback':
      return replication.failback({
        ids,
        mode,
        createVm: values['create-vm'] === true,
        ...(optional(values, 'host') === undefined ? {} : { hostId: hostOf(store.db, optional(values, 'host') ?? '') }),
      })
    case 'complete':
      return replication.act({ ids, verb: 'completeFailover' })
    default:
      return replication.act({ ids, verb })
  }
}

const hostOf = (db: LabTime['store']['db'], name: string): number => {
  const id = db.prepare('SELECT id FROM host WHERE name = ? COLLATE NOCASE').pluck().get(name)
  if (typeof id === 'number') return id
  throw new AppError({
    code: 'not-found',
    message: t('There is no host {name}.', { name }),
    remedy: t('See "offsite inventory --kind hosts".'),
    field: 'host',
  })
}

/** Id of an Azure network by name; absent = none. Throws AppError `not-found`. */
export const networkOf = (db: LabTime['store']['db'], name: string | undefined): number | null => {
  if (name === undefined) return null
  const id = db.prepare('SELECT id FROM azure_network WHERE name = ? COLLATE NOCASE').pluck().get(name)
  if (typeof id !== 'number')
    throw new AppError({
      code: 'not-found',
      message: t('There is no Azure network {name}.', { name }),
      remedy: t('See "offsite inventory --kind azureNetworks".'),
      field: 'network',
    })
  return id
}

/** Plays until no job of the items runs any more; jobs that wait for a person have ended for this. */
const untilDone = async ({ simulation, clock }: LabTime, ids: readonly number[], withinMs: number): Promise<void> => {
  const last = simulation.nowMs + withinMs
  const busy = (): boolean => {
    const sim = simulation.live
    return ids.some((id) => {
      const vm = simulation.nameOf(id)
      const index = vm === undefined ? undefined : sim?.indexOf(vm)
      return index !== undefined && sim?.item(index).job?.state === 'running'
    })
  }
  while (busy() && simulation.nowMs < last) {
    const before = simulation.nowMs
    await clock.run({ event: 'job-end' })
    if (simulation.nowMs === before) return
  }
}

const itemLine = ({ replication, store }: LabTime, id: number) => {
  if (store.db.prepare('SELECT 1 FROM protected_item WHERE id = ?').get(id) === undefined) return []
  const item = replication.item({ id })
  if (item instanceof Promise) return []
  return [
    {
      name: item.name,
      state: item.state,
      status: item.status,
      drill: item.drill,
      stamp: iso(item.failover?.stampMs ?? null),
      lossSeconds: item.failover?.lossMs == null ? null : Math.floor(item.failover.lossMs / 1000),
      lossBytes: item.failover?.lossBytes ?? null,
      rtoSeconds: item.failover?.rtoMs == null ? null : Math.floor(item.failover.rtoMs / 1000),
      errors: item.errors.map(({ code, message, remedy }) => ({ code, message, remedy })),
    },
  ]
}
