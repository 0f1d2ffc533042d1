import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { Action } from '../../../../main/domain/replication/actions.ts'
import { defaultHost, defaultJobs, defaultParams, utc } from '../../../../main/domain/replication/defaults.ts'
import type { Disk, Scenario, Vm } from '../../../../main/domain/replication/scenario.ts'
import { createSimulation, type Options, type Sha256, type Simulation } from '../../../../main/domain/replication/simulation.ts'

export const sha256: Sha256 = () => {
  const hash = createHash('sha256')
  return {
    update: (text) => {
      hash.update(text)
    },
    digest: () => hash.digest('hex'),
  }
}

export const start = Date.UTC(2016, 4, 2)
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export const disk = (part: Partial<Disk> = {}): Disk => ({ lun: 0, sizeBytes: 40e9, usedBytes: 10e9, volume: null, churn: [], ...part })
export const vm = (name: string, part: Partial<Vm> = {}): Vm => ({
  name,
  host: 'H',
  policy: 'P',
  phaseMs: 0,
  vssCapable: true,
  initial: 'unprotected',
  disks: [disk()],
  ...part,
})

export const scenario = (part: Partial<Scenario> = {}): Scenario => ({
  name: 'test',
  start,
  seed: 1,
  zone: utc,
  params: defaultParams,
  jobs: defaultJobs,
  site: { upBps: 8_000_000, downBps: 8_000_000, throttle: null },
  hosts: [{ name: 'H', upBps: null, downBps: null, throttle: null, ...defaultHost, perThreadBps: 10_000_000_000 }],
  volumes: [],
  policies: [{ name: 'P', copyFrequencyMs: 5 * minute, retentionHours: 24, appHours: 0, irStartMin: null }],
  vms: [],
  plans: [],
  faults: [],
  ...part,
})

export const logged = (given: Scenario, options: Options = { checked: true }): { simulation: Simulation; lines: string[] } => {
  const lines: string[] = []
  const simulation = createSimulation(given, { sha256, onLine: (line) => lines.push(line) }, options)
  return { simulation, lines }
}

/** Everything that can be asked, for comparisons. */
export const everything = (simulation: Simulation): unknown => ({
  now: simulation.now,
  items: [...simulation.items()],
  totals: simulation.totals(),
  links: simulation.links(),
  plans: simulation.planRuns(),
  events: simulation.events,
})

const gigabyte = 1e9
const churn = fc.oneof(
  fc.record({ type: fc.constant('constant' as const), bytesPerSec: fc.integer({ min: 0, max: 400_000 }) }),
  fc.record({
    type: fc.constant('burst' as const),
    from: fc.integer({ min: 0, max: 20 * hour }).map((t) => start + t),
    to: fc.integer({ min: 20 * hour, max: 40 * hour }).map((t) => start + t),
    bytesPerSec: fc.integer({ min: 0, max: 900_000 }),
  }),
  fc.record({
    type: fc.constant('daily' as const),
    dailyBytes: fc.integer({ min: 0, max: 30 * gigabyte }),
    hours: fc.array(fc.integer({ min: 0, max: 2500 }), { minLength: 24, maxLength: 24 }),
    weekdays: fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 7, maxLength: 7 }),
  }),
  fc.record({
    type: fc.constant('series' as const),
    from: fc.integer({ min: 0, max: 3 * hour }).map((t) => start + t),
    stepMs: fc.constantFrom(7 * minute, hour, 333_333),
    bytes: fc.array(fc.integer({ min: 0, max: gigabyte }), { minLength: 1, maxLength: 6 }),
    after: fc.constantFrom('repeat' as const, 'zero' as const),
  }),
)

const window = { days: [1, 2, 3, 4, 5], fromMin: 9 * 60, toMin: 18 * 60 }

/** As many runs of a property as the suite has time for; REPLICATION_RUNS=20 makes twenty times as many. */
export const runs = (usual: number): number => usual * Number(process.env.REPLICATION_RUNS ?? 1)

/** Small labs with everything in them. */
export const smallLab = fc
  .record({
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    jitterPermille: fc.constantFrom(0, 200),
    upBps: fc.constantFrom(2_000_000, 8_000_001, 50_000_000),
    hostUp: fc.constantFrom(null, 5_000_000),
    throttled: fc.boolean(),
    frequency: fc.constantFrom(30_000, 5 * minute, 15 * minute),
    retentionHours: fc.constantFrom(0, 2, 24),
    appHours: fc.constantFrom(0, 1, 4),
    irStartMin: fc.constantFrom(null, null, 22 * 60),
    offsetMin: fc.constantFrom(0, 330, -210),
    freeGb: fc.integer({ min: 0, max: 4 }),
    faultAt: fc.integer({ min: 0, max: 24 }),
    vms: fc.array(
      fc.record({
        protectedFirst: fc.boolean(),
        vssCapable: fc.boolean(),
        phase: fc.integer({ min: 0, max: 900 }),
        host: fc.constantFrom('H', 'G'),
        disks: fc.array(
          fc.record({
            size: fc.integer({ min: 1, max: 30 }),
            used: fc.integer({ min: 0, max: 1000 }),
            volume: fc.constantFrom(null, null, 'V'),
            churn: fc.array(churn, { minLength: 0, maxLength: 2 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map((lab) =>
    scenario({
      seed: lab.seed,
      zone: { offsetMin: lab.offsetMin, transitions: [{ at: start + 30 * hour, offsetMin: lab.offsetMin + 60 }] },
      params: { ...defaultParams, jitterPermille: lab.jitterPermille, drillMaxMs: 10 * hour, monitoringIntervalMs: hour },
      site: { upBps: lab.upBps, downBps: lab.upBps, throttle: null },
      hosts: (['H', 'G'] as const).map((name) => ({
        name,
        upBps: name === 'H' ? lab.hostUp : null,
        downBps: null,
        ...defaultHost,
        perThreadBps: 1_000_003,
        throttle: lab.throttled ? { windows: [{ ...window, bps: 600_000 }], elseBps: name === 'H' ? null : 3_000_000 } : null,
      })),
      volumes: [{ name: 'V', freeBytes: lab.freeGb * gigabyte, reserveBytes: 1000 }],
      policies: [
        {
          name: 'P',
          copyFrequencyMs: lab.frequency,
          retentionHours: lab.retentionHours,
          appHours: lab.appHours,
          irStartMin: lab.irStartMin,
        },
        { name: 'Q', copyFrequencyMs: 10 * minute, retentionHours: 3, appHours: 2, irStartMin: null },
      ],
      vms: lab.vms.map((each, n) =>
        vm(`VM${n}`, {
          host: each.host,
          phaseMs: each.phase * 1000,
          vssCapable: each.vssCapable,
          initial: each.protectedFirst ? 'protected' : 'unprotected',
          disks: each.disks.map((one, lun) =>
            disk({
              lun,
              sizeBytes: one.size * gigabyte,
              usedBytes: Math.floor((one.size * gigabyte * one.used) / 1000),
              volume: one.volume,
              churn: one.churn,
            }),
          ),
        }),
      ),
      plans: [
        {
          name: 'Plan',
          groups: [
            {
              vms: ['VM0'],
              pre: [{ type: 'script', name: 'dns', durationMs: 90_000, timeoutMs: 600_000, fail: lab.faultAt % 5 === 0 }],
              post: [],
            },
            { vms: lab.vms.slice(1, 3).map((_, n) => `VM${n + 1}`), pre: [], post: [{ type: 'manual', name: 'check' }] },
          ],
        },
      ],
      faults: [
        { kind: 'network', vm: null, host: 'H', from: start + lab.faultAt * hour, to: start + lab.faultAt * hour + 47 * minute },
        { kind: 'vss', vm: 'VM0', from: start + 3 * hour, to: start + 9 * hour },
        { kind: 'brokenChain', vm: 'VM0', from: start + 26 * hour + 1, to: start + 26 * hour + 2 },
        { kind: 'createFail', vm: 'VM0', from: start + lab.faultAt * hour, to: start + (lab.faultAt + 8) * hour },
        { kind: 'shutdownFail', vm: `VM${lab.vms.length - 1}`, from: start + 12 * hour, to: start + 20 * hour },
      ],
    }),
  )

/** Labs whose cycles fit the link on the whole, but which fill it whenever ticks come together: 60 to 97 of 100 parts of it are needed at the peak. */
export const busyLab = fc
  .record({
    load: fc.integer({ min: 60, max: 97 }),
    frequency: fc.constantFrom(30_000, 5 * minute, 5 * minute),
    other: fc.boolean(),
    capped: fc.boolean(),
    threads: fc.constantFrom(1, 4, 9),
    hours: fc.array(fc.integer({ min: 300, max: 1000 }), { minLength: 24, maxLength: 24 }),
    appHours: fc.constantFrom(0, 1, 3),
    vms: fc.array(
      fc.record({
        rates: fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 2 }),
        phase: fc.nat(900),
        host: fc.nat(1),
        daily: fc.boolean(),
      }),
      { minLength: 3, maxLength: 7 },
    ),
  })
  .map(({ load, frequency, other, capped, threads, hours, appHours, vms }) => {
    const needed = (list: typeof vms): number => list.reduce((sum, { rates }) => sum + rates.reduce((a, b) => a + b + 1, 0), 0) * 8
    const upBps = Math.ceil((needed(vms) * 100) / load)
    const hostBps = Math.ceil((needed(vms.filter(({ host }) => host === 0)) * 100) / load)
    const policy = { name: 'P', copyFrequencyMs: frequency, retentionHours: 24, appHours, irStartMin: null }
    return scenario({
      site: { upBps, downBps: upBps, throttle: null },
      hosts: ['H', 'G'].map((name, n) => ({
        name,
        ...defaultHost,
        upBps: n === 0 && capped ? hostBps : null,
        downBps: null,
        throttle: null,
        perThreadBps: Math.ceil(upBps / 2),
        uploadThreads: threads,
      })),
      policies: [policy, { ...policy, name: 'Q', copyFrequencyMs: frequency * (other ? 3 : 1) }],
      vms: vms.map(({ rates, phase, host, daily }, n) =>
        vm(`VM${n}`, {
          host: host === 0 ? 'H' : 'G',
          policy: n % 3 === 2 ? 'Q' : 'P',
          phaseMs: phase * 1000,
          initial: 'protected',
          disks: rates.map((bytesPerSec, lun) =>
            disk({
              lun,
              sizeBytes: 1e12,
              churn: daily
                ? [{ type: 'daily', dailyBytes: bytesPerSec * 86_400, hours, weekdays: [1000, 1000, 1000, 1000, 1000, 500, 200] }]
                : [{ type: 'constant', bytesPerSec }],
            }),
          ),
        }),
      ),
    })
  })

const point = fc.oneof(
  fc.constantFrom('latest' as const, 'latestProcessed' as const, 'app' as const),
  fc.integer({ min: 0, max: 40 * hour }).map((t) => start + t),
)
const verbs = [
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

/** Any action, sensible or not, on VM0..VM4. */
export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constantFrom(...verbs), vm: fc.constantFrom('VM0', 'VM1', 'VM2', 'VM3') }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('unplanned' as const), vm: fc.constantFrom('VM0', 'VM1'), point, shutdown: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('changePoint' as const), vm: fc.constantFrom('VM0', 'VM1'), point }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('failback' as const),
      vm: fc.constantFrom('VM0', 'VM1'),
      mode: fc.constantFrom('delta' as const, 'full' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('changePolicy' as const),
      vm: fc.constantFrom('VM0', 'VM2'),
      policy: fc.constantFrom('P', 'Q', 'missing'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('setLink' as const),
      host: fc.constantFrom(null, 'G'),
      upBps: fc.constantFrom(0, 1_000_000, 20_000_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('setFree' as const),
      volume: fc.constant('V'),
      freeBytes: fc.constantFrom(0, 500_000_000, 9_000_000_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('setPolicy' as const),
      policy: fc.constantFrom('P', 'Q'),
      set: fc.record({
        copyFrequencyMs: fc.constantFrom(30_000, 300_000),
        retentionHours: fc.constantFrom(0, 1, 24),
        appHours: fc.constantFrom(0, 1),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('planRun' as const),
      plan: fc.constant('Plan'),
      kind: fc.constantFrom('test' as const, 'planned' as const, 'unplanned' as const, 'failback' as const),
      point: fc.constant('latest' as const),
      shutdown: fc.boolean(),
      mode: fc.constantFrom('delta' as const, 'full' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('confirm' as const), plan: fc.constant('Plan') }) },
)
