import { t } from '../../../preload/contract/words.ts'
import type { Action, PointChoice } from './actions.ts'
import { instant, Reader } from './case-reader.ts'
import { defaultHost, defaultJobs, defaultParams, defaultScriptTimeoutMs } from './defaults.ts'
import {
  type ChurnPart,
  type Disk,
  type Fault,
  type Host,
  jobSteps,
  type LocalWindow,
  type Plan,
  type PlanAction,
  type Policy,
  type Scenario,
  type Throttle,
  type Vm,
} from './scenario.ts'
import type { Addition, Edit } from './simulation.ts'

export type Change = { edit: Edit } | { extend: Addition }

export interface Case {
  scenario: Scenario
  end: number
  /** Ascending by instant; equal instants keep the file's order. */
  actions: readonly { at: number; action: Action }[]
  /** Changes of the inputs, ascending, before the actions of the same instant. A file has none. */
  changes?: readonly ({ at: number } & Change)[]
  probes: readonly number[]
}

/** Reads a case; unknown keys, wrong types and unknown names are refused with the place at which they stand. Throws AppError. */
export const readCase = (json: unknown): Case => {
  const file = new Reader(json, '')
  const start = instant(file.raw('start'), 0, 'start')
  const when = (reader: Reader, key: string): number => instant(reader.raw(key), start, reader.at(key))
  const params = file.child('params')
  const host = {
    uploadThreads: params.whole('uploadThreads', defaultHost.uploadThreads),
    downloadThreads: params.whole('downloadThreads', defaultHost.downloadThreads),
    perThreadBps: params.whole('perThreadBps', defaultHost.perThreadBps),
  }
  const jobs = file.child('jobs')
  const zone = file.child('zone')
  const scenario: Scenario = {
    name: file.text('name'),
    start,
    seed: file.whole('seed', 0),
    zone: {
      offsetMin: zone.whole('offsetMin', 0, Number.NEGATIVE_INFINITY),
      transitions: zone.list('transitions', (each) => ({
        at: when(each, 'at'),
        offsetMin: each.whole('offsetMin', undefined, Number.NEGATIVE_INFINITY),
      })),
    },
    params: {
      checksumBytesPerSec: params.whole('checksumBytesPerSec', defaultParams.checksumBytesPerSec, 1),
      jitterPermille: params.whole('jitterPermille', defaultParams.jitterPermille),
      irAmount: params.word('irAmount', ['used', 'full'], defaultParams.irAmount),
      monitoringIntervalMs: params.whole('monitoringIntervalMs', defaultParams.monitoringIntervalMs, 1),
      missedPermille: params.whole('missedPermille', defaultParams.missedPermille),
      warnRpoMs: params.whole('warnRpoMs', defaultParams.warnRpoMs),
      critRpoMs: params.whole('critRpoMs', defaultParams.critRpoMs),
      hrlPermille: params.whole('hrlPermille', defaultParams.hrlPermille),
      drillMaxMs: params.whole('drillMaxMs', defaultParams.drillMaxMs),
      resyncWindow: params.has('resyncWindow')
        ? params.orNull('resyncWindow', () => window(params.child('resyncWindow')))
        : defaultParams.resyncWindow,
      autoResync: params.flag('autoResync', defaultParams.autoResync),
    },
    jobs: Object.fromEntries(jobSteps.map((step) => [step, jobs.whole(step, defaultJobs[step])])) as Scenario['jobs'],
    site: {
      upBps: file.child('site').whole('upBps', 0),
      downBps: file.child('site').whole('downBps', 0),
      throttle: throttle(file.child('site')),
    },
    hosts: file.list('hosts', (each) => hostOf(each, host)),
    volumes: file.list('volumes', (each) => ({
      name: each.text('name'),
      freeBytes: each.whole('freeBytes'),
      reserveBytes: each.whole('reserveBytes', 0),
    })),
    policies: file.list('policies', policyOf),
    vms: file.list('vms', (each) => vmOf(each, when)),
    plans: file.list('plans', planOf),
    faults: file.list('faults', (each) => faultOf(each, when)),
  }
  const end = when(file, 'end')
  const actions = file.list('actions', (each) => ({ at: when(each, 'at'), action: actionOf(each, start) }))
  const probes = file.items('probes').map((each, n) => instant(each, start, `probes[${n}]`))
  file.close([params, jobs, zone, file.child('site')])
  if (end < start) file.refuse('end', t('is before the start'))
  refuseUnknown(
    file,
    scenario,
    actions.map(({ action }) => action),
  )
  return { scenario, end, actions: [...actions].sort((a, b) => a.at - b.at), probes: [...probes].sort((a, b) => a - b) }
}

const placeOf = (list: string, n: number, key: string): string => `${list}[${n}].${key}`

/** Names that lead nowhere, and names given twice. */
const refuseUnknown = (file: Reader, { hosts, volumes, policies, vms, plans, faults }: Scenario, actions: readonly Action[]): void => {
  const names = (key: string, list: readonly { name: string }[]): Set<string> => {
    const known = new Set<string>()
    for (const { name } of list) {
      if (known.has(name)) file.refuse(key, t('has two entries named "{name}"', { name }))
      known.add(name)
    }
    return known
  }
  const known = {
    hosts: names('hosts', hosts),
    volumes: names('volumes', volumes),
    policies: names('policies', policies),
    vms: names('vms', vms),
    plans: names('plans', plans),
  }
  const need = (key: string, kind: keyof typeof known, name: string): void => {
    if (!known[kind].has(name)) file.refuse(key, t('names "{name}", which is not among the {kind}', { name, kind }))
  }
  for (const vm of vms) {
    need('vms', 'hosts', vm.host)
    need('vms', 'policies', vm.policy)
    for (const { volume } of vm.disks) if (volume !== null) need('vms', 'volumes', volume)
  }
  for (const plan of plans) for (const group of plan.groups) for (const vm of group.vms) need('plans', 'vms', vm)
  faults.forEach((fault, n) => {
    if (fault.vm !== null) need(placeOf('faults', n, 'vm'), 'vms', fault.vm)
    if (fault.kind === 'network' && fault.host !== null) need(placeOf('faults', n, 'host'), 'hosts', fault.host)
  })
  actions.forEach((action, n) => {
    if ('vm' in action) need(placeOf('actions', n, 'vm'), 'vms', action.vm)
    if ('policy' in action) need(placeOf('actions', n, 'policy'), 'policies', action.policy)
    if ('plan' in action) need(placeOf('actions', n, 'plan'), 'plans', action.plan)
    if ('volume' in action) need(placeOf('actions', n, 'volume'), 'volumes', action.volume)
    if ('host' in action && action.host !== null) need(placeOf('actions', n, 'host'), 'hosts', action.host)
  })
}

const window = (reader: Reader): LocalWindow => {
  const made = {
    days: reader.items('days').map((day) => reader.checkWhole(day, 'days', 1, 7)),
    fromMin: reader.timeOfDay('from'),
    toMin: reader.timeOfDay('to'),
  }
  reader.close([])
  return made
}

const throttle = (reader: Reader): Throttle | null => {
  if (!reader.has('throttle')) return null
  return reader.orNull('throttle', () => {
    const child = reader.child('throttle')
    const made = {
      windows: child.list('windows', (each) => {
        const bps = each.whole('bps')
        return { ...window(each), bps }
      }),
      elseBps: child.has('elseBps') ? child.orNull('elseBps', () => child.whole('elseBps')) : null,
    }
    child.close([])
    return made
  })
}

const hostOf = (reader: Reader, defaults: Pick<Host, 'uploadThreads' | 'downloadThreads' | 'perThreadBps'>): Host => ({
  name: reader.text('name'),
  upBps: reader.has('upBps') ? reader.orNull('upBps', () => reader.whole('upBps')) : null,
  downBps: reader.has('downBps') ? reader.orNull('downBps', () => reader.whole('downBps')) : null,
  uploadThreads: reader.whole('uploadThreads', defaults.uploadThreads),
  downloadThreads: reader.whole('downloadThreads', defaults.downloadThreads),
  perThreadBps: reader.whole('perThreadBps', defaults.perThreadBps),
  throttle: throttle(reader),
})

const policyOf = (reader: Reader): Policy => ({
  name: reader.text('name'),
  copyFrequencyMs: reader.whole('copyFrequencyMs', undefined, 1),
  retentionHours: reader.whole('retentionHours', 0, 0, 24),
  appHours: reader.whole('appHours', 0, 0, 12),
  irStartMin: reader.has('irStart') ? reader.orNull('irStart', () => reader.timeOfDay('irStart')) : null,
})

type When = (reader: Reader, key: string) => number

const partOf = (reader: Reader, when: When): ChurnPart => {
  const type = reader.word('type', ['constant', 'burst', 'daily', 'series'])
  const numbers = (key: string): number[] => reader.items(key).map((each) => reader.checkWhole(each, key, 0))
  const lasting = (key: string, count: number): number[] => {
    const list = numbers(key)
    if (list.length !== count) reader.refuse(key, t('has {list} values and needs {count}', { list: list.length, count }))
    return list
  }
  const made: ChurnPart =
    type === 'constant'
      ? { type, bytesPerSec: reader.whole('bytesPerSec') }
      : type === 'burst'
        ? { type, from: when(reader, 'from'), to: when(reader, 'to'), bytesPerSec: reader.whole('bytesPerSec') }
        : type === 'daily'
          ? { type, dailyBytes: reader.whole('dailyBytes'), hours: lasting('hours', 24), weekdays: lasting('weekdays', 7) }
          : {
              type,
              from: when(reader, 'from'),
              stepMs: reader.whole('stepMs', undefined, 1),
              bytes: numbers('bytes'),
              after: reader.word('after', ['repeat', 'zero'], 'zero'),
            }
  reader.close([])
  return made
}

const diskOf = (reader: Reader, when: When): Disk => {
  const sizeBytes = reader.whole('sizeBytes')
  const churn = reader.has('churn') ? reader.raw('churn') : []
  return {
    lun: reader.whole('lun'),
    sizeBytes,
    usedBytes: reader.whole('usedBytes', sizeBytes),
    volume: reader.has('volume') ? reader.orNull('volume', () => reader.text('volume')) : null,
    churn: (Array.isArray(churn) ? churn : [churn]).map((part, n) => partOf(new Reader(part, `${reader.at('churn')}[${n}]`), when)),
  }
}

const vmOf = (reader: Reader, when: When): Vm => ({
  name: reader.text('name'),
  host: reader.text('host'),
  policy: reader.text('policy'),
  phaseMs: reader.whole('phaseMs', 0),
  vssCapable: reader.flag('vssCapable', true),
  initial: reader.word('initial', ['protected', 'unprotected'], 'unprotected'),
  disks: reader.list('disks', (each) => diskOf(each, when)),
})

const planActionOf = (reader: Reader): PlanAction => {
  const type = reader.word('type', ['script', 'runbook', 'manual'])
  const name = reader.text('name')
  if (type === 'manual') return { type, name }
  return {
    type,
    name,
    durationMs: reader.whole('durationMs', 0),
    timeoutMs: reader.whole('timeoutMs', defaultScriptTimeoutMs),
    fail: reader.flag('fail', false),
  }
}

const planOf = (reader: Reader): Plan => ({
  name: reader.text('name'),
  groups: reader.list('groups', (group) => ({
    vms: group.items('vms').map((vm) => group.checkText(vm, 'vms')),
    pre: group.list('pre', planActionOf),
    post: group.list('post', planActionOf),
  })),
})

const faultOf = (reader: Reader, when: When): Fault => {
  const kind = reader.word('kind', ['network', 'vss', 'createFail', 'shutdownFail', 'brokenChain'])
  const from = when(reader, 'from')
  const to = reader.has('to') ? when(reader, 'to') : from + 1
  const optional = (key: string): string | null => (reader.has(key) ? reader.orNull(key, () => reader.text(key)) : null)
  return kind === 'network' ? { kind, vm: optional('vm'), host: optional('host'), from, to } : { kind, vm: reader.text('vm'), from, to }
}

const pointOf = (reader: Reader, start: number): PointChoice => {
  if (!reader.has('point')) return 'latest'
  const raw = reader.raw('point')
  return raw === 'latest' || raw === 'latestProcessed' || raw === 'app' ? raw : instant(raw, start, reader.at('point'))
}

const plain = [
  'enable',
  'disable',
  'pause',
  'resume',
  'resync',
  'testFailover',
  'cleanup',
  'planned',
  'commit',
  'completeFailover',
  'reverse',
  'cancel',
  'restart',
] as const
const others = ['unplanned', 'changePoint', 'changePolicy', 'failback', 'setPolicy', 'setLink', 'setFree', 'planRun', 'confirm'] as const

const actionOf = (reader: Reader, start: number): Action => {
  const verb = reader.word('do', [...plain, ...others])
  switch (verb) {
    case 'unplanned':
      return { do: verb, vm: reader.text('vm'), point: pointOf(reader, start), shutdown: reader.flag('shutdown', false) }
    case 'changePoint':
      return { do: verb, vm: reader.text('vm'), point: pointOf(reader, start) }
    case 'changePolicy':
      return { do: verb, vm: reader.text('vm'), policy: reader.text('policy') }
    case 'failback':
      return { do: verb, vm: reader.text('vm'), mode: reader.word('mode', ['delta', 'full'], 'delta') }
    case 'setPolicy': {
      const set = reader.child('set')
      const part = {
        ...(set.has('copyFrequencyMs') ? { copyFrequencyMs: set.whole('copyFrequencyMs', undefined, 1) } : {}),
        ...(set.has('retentionHours') ? { retentionHours: set.whole('retentionHours', undefined, 0, 24) } : {}),
        ...(set.has('appHours') ? { appHours: set.whole('appHours', undefined, 0, 12) } : {}),
        ...(set.has('irStart') ? { irStartMin: set.orNull('irStart', () => set.timeOfDay('irStart')) } : {}),
      }
      set.close([])
      return { do: verb, policy: reader.text('policy'), set: part }
    }
    case 'setLink': {
      const host = reader.has('host') ? reader.orNull('host', () => reader.text('host')) : null
      const bps = (key: 'upBps' | 'downBps') => (reader.has(key) ? { [key]: reader.orNull(key, () => reader.whole(key)) } : {})
      return { do: verb, host, ...bps('upBps'), ...bps('downBps') }
    }
    case 'setFree':
      return { do: verb, volume: reader.text('volume'), freeBytes: reader.whole('freeBytes') }
    case 'planRun':
      return {
        do: verb,
        plan: reader.text('plan'),
        kind: reader.word('kind', ['test', 'planned', 'unplanned', 'failback']),
        point: pointOf(reader, start),
        shutdown: reader.flag('shutdown', false),
        mode: reader.word<'delta' | 'full'>('mode', ['delta', 'full'], 'delta'),
      }
    case 'confirm':
      return { do: verb, plan: reader.text('plan') }
    default:
      return { do: verb, vm: reader.text('vm') }
  }
}
