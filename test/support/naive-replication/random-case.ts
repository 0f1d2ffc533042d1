import { jobSteps } from '../../../main/domain/replication/scenario.ts'
import { rand32 } from './writes.ts'

/**
 * A case of section 14 from a seed: a lab so small and quick that a minute holds all that a real one does in weeks. Every time of day, size,
 * rate and duration is drawn so that things meet: ticks and windows, faults and transfers, actions and the ends of steps.
 */
export const randomCase = (seed: number, lastsMs: (between: (low: number, high: number) => number) => number): Record<string, unknown> => {
  let n = 0
  const between = (low: number, high: number): number => low + Math.floor((rand32(seed, 1, n++) / 2 ** 32) * (high - low + 1))
  const chance = (percent: number): boolean => between(1, 100) <= percent
  const pick = <T>(...list: readonly T[]): T => list[between(0, list.length - 1)] as T
  const some = <T>(most: number, make: (index: number) => T, least = 0): T[] =>
    Array.from({ length: between(least, most) }, (_, index) => make(index))
  const end = lastsMs(between)
  /** Instants meet: half of them are round. */
  const instant = (): number => (chance(50) ? between(0, end) : Math.min(end, between(0, Math.floor(end / 500)) * 500))

  const start = pick('2016-05-02T08:59:00Z', '2016-05-01T23:59:00Z', '2016-05-06T17:59:00Z', '2016-03-27T00:59:00Z')
  const times = ['09:00', '00:00', '18:00', '01:00', '02:00', '23:59', '08:59', '03:00', '14:30', '14:29']
  const window = () => ({ days: pick([1, 2, 3, 4, 5, 6, 7], [1], [7], [1, 2, 3, 4, 5], [5, 6]), from: pick(...times), to: pick(...times) })
  const bps = (): number => pick(64_000, 333_333, 1_000_000, 4_000_000, 0, 2_500_001)
  const throttle = () =>
    pick(null, { windows: some(2, () => ({ ...window(), bps: bps() })), elseBps: pick(null, null, 900_000, 8_000_000) })
  const churn = () => {
    const bytesPerSec = pick(0, 700, 9_999, 40_000, 250_000)
    return pick<object>(
      { type: 'constant', bytesPerSec },
      { type: 'constant', bytesPerSec },
      { type: 'burst', from: between(0, end), to: between(0, end), bytesPerSec: bytesPerSec * 4 },
      {
        type: 'daily',
        dailyBytes: bytesPerSec * 86_400,
        hours: Array.from({ length: 24 }, () => between(0, 2500)),
        weekdays: Array.from({ length: 7 }, () => between(0, 1500)),
      },
      {
        type: 'series',
        from: between(0, 8000),
        stepMs: between(1, 5000),
        bytes: some(4, () => between(0, 60_000), 1),
        after: pick('repeat', 'zero'),
      },
    )
  }
  const hosts = some(
    3,
    (index) => ({
      name: `H${index}`,
      ...(chance(30) ? { upBps: bps() } : {}),
      ...(chance(20) ? { downBps: bps() } : {}),
      uploadThreads: between(1, 4),
      downloadThreads: between(1, 4),
      perThreadBps: pick(10_000_000, 400_003, 1_000_000),
      throttle: throttle(),
    }),
    1,
  )
  const volumes = some(2, (index) => ({ name: `V${index}`, freeBytes: pick(20_000, 120_000, 900_000, 0), reserveBytes: pick(0, 0, 7000) }))
  const frequency = (): number => pick(700, 1500, 3000, 5000, 9001)
  const policies = ['P', 'Q'].map((name) => ({
    name,
    copyFrequencyMs: frequency(),
    retentionHours: pick(0, 1, 24),
    appHours: pick(0, 0, 1),
    irStart: pick(null, null, null, ...times),
  }))
  const vms = some(
    4,
    (index) => ({
      name: `A${index}`,
      host: pick(...hosts).name,
      policy: pick('P', 'P', 'Q'),
      phaseMs: pick(0, 0, between(0, 9000)),
      vssCapable: chance(80),
      ...(chance(65) ? { initial: 'protected' } : {}),
      disks: some(
        3,
        (lun) => {
          const sizeBytes = between(1000, pick(50_000, 400_000, 3_000_000))
          return {
            lun: chance(10) ? 9 - lun : lun,
            sizeBytes,
            ...(chance(70) ? { usedBytes: chance(15) ? 0 : between(0, sizeBytes) } : {}),
            ...(volumes.length > 0 && chance(60) ? { volume: pick(...volumes).name } : {}),
            churn: chance(70) ? churn() : some(3, churn),
          }
        },
        1,
      ),
    }),
    1,
  )
  const name = (): string => pick(...vms).name
  const planAction = (index: number) => ({
    ...pick<object>(
      { type: 'manual' },
      { type: 'script', durationMs: between(0, 900), timeoutMs: pick(600_000, 500), fail: chance(15) },
      { type: 'runbook', durationMs: pick(0, between(0, 900)) },
    ),
    name: `step ${index}`,
  })
  const plans = some(2, (index) => {
    const dealt = vms.map(() => between(0, 2))
    return {
      name: `R${index}`,
      groups: [0, 1]
        .map((group) => ({
          vms: vms.filter((_, vm) => dealt[vm] === group).map((vm) => vm.name),
          pre: chance(30) ? some(2, planAction) : [],
          post: chance(30) ? some(2, planAction) : [],
        }))
        .slice(0, between(1, 2)),
    }
  })
  const faults = some(4, () => {
    const kind = pick('network', 'network', 'vss', 'createFail', 'shutdownFail', 'brokenChain')
    const from = instant()
    const to = from + pick(1, between(1, 3000), between(1, end))
    if (kind === 'network') return { kind, from, to, ...pick<object>({ vm: name() }, { host: pick(...hosts).name }, {}) }
    return { kind, vm: name(), from, to }
  })
  const point = () => pick<string | number>('latest', 'latest', 'latestProcessed', 'app', instant())
  const action = (): object => {
    const vm = name()
    const fabric = chance(14)
    if (!fabric)
      return pick<() => object>(
        ...(
          [
            'enable',
            'enable',
            'pause',
            'resume',
            'resume',
            'resync',
            'testFailover',
            'cleanup',
            'planned',
            'commit',
            'commit',
            'completeFailover',
            'reverse',
            'restart',
            'disable',
            'cancel',
          ] as const
        ).map((verb) => () => ({ do: verb, vm })),
        () => ({ do: 'unplanned', vm, point: point(), shutdown: chance(50) }),
        () => ({ do: 'changePoint', vm, point: point() }),
        () => ({ do: 'changePolicy', vm, policy: pick('P', 'Q') }),
        () => ({ do: 'failback', vm, mode: pick('delta', 'full') }),
        () => ({ do: 'failback', vm, mode: pick('delta', 'full') }),
      )()
    return pick<() => object>(
      () => ({ do: 'setLink', ...(chance(50) ? { upBps: bps() } : { downBps: bps() }) }),
      () => ({ do: 'setLink', host: pick(...hosts).name, upBps: pick(null, bps()), downBps: pick(null, bps()) }),
      () => ({
        do: 'setPolicy',
        policy: pick('P', 'Q'),
        set: {
          ...(chance(50) ? { copyFrequencyMs: frequency() } : {}),
          ...(chance(50) ? { retentionHours: pick(0, 1, 24) } : {}),
          ...(chance(30) ? { appHours: pick(0, 1) } : {}),
          ...(chance(10) ? { irStart: pick(null, ...times) } : {}),
        },
      }),
      ...(volumes.length > 0 ? [() => ({ do: 'setFree', volume: pick(...volumes).name, freeBytes: pick(0, 30_000, 5_000_000) })] : []),
      ...(plans.length > 0
        ? [1, 2, 3].flatMap(() => [
            () => ({
              do: 'planRun',
              plan: pick(...plans).name,
              kind: pick('test', 'planned', 'unplanned'),
              point: point(),
              shutdown: chance(50),
            }),
            () => ({ do: 'confirm', plan: pick(...plans).name }),
          ])
        : []),
    )()
  }
  return {
    name: `seed-${seed}`,
    start,
    end,
    seed,
    ...(chance(50)
      ? {
          zone: {
            offsetMin: pick(60, 330, -210, 0),
            transitions: chance(50) ? [{ at: between(0, Math.floor(end / 60_000)) * 60_000, offsetMin: pick(120, 0) }] : [],
          },
        }
      : {}),
    params: {
      checksumBytesPerSec: pick(500_000, 3_000_000, 50_000_000),
      jitterPermille: pick(0, 0, 200),
      irAmount: pick('used', 'full'),
      monitoringIntervalMs: pick(4000, 10_000, 3_600_000),
      missedPermille: pick(200, 1, 600),
      warnRpoMs: pick(2500, 6000),
      critRpoMs: pick(8000, 20_000),
      hrlPermille: pick(500, 500, 120),
      drillMaxMs: pick(2500, 9000),
      ...(chance(60) ? { resyncWindow: pick(null, window()) } : {}),
      autoResync: chance(80),
    },
    jobs: Object.fromEntries(jobSteps.map((step) => [step, pick(0, between(0, 400), between(0, 1500), 500)])),
    site: { upBps: pick(8_000_000, 1_000_000, 300_000), downBps: pick(8_000_000, 777_777), throttle: chance(25) ? throttle() : null },
    hosts,
    volumes,
    policies,
    vms,
    plans,
    faults,
    actions: some(70, () => ({ at: instant(), ...action() })),
    probes: some(3, instant),
  }
}
