import type { Action } from '../../../main/domain/replication/actions.ts'
import type { Case, Change } from '../../../main/domain/replication/case-file.ts'
import type { Plan, PlanAction, Scenario } from '../../../main/domain/replication/scenario.ts'
import { rand32 } from './writes.ts'

interface Draws {
  between: (low: number, high: number) => number
  chance: (percent: number) => boolean
  pick: <T>(...list: readonly T[]) => T
}

const drawsOf = (seed: number): Draws => {
  let n = 0
  const between = (low: number, high: number): number => low + Math.floor((rand32(seed, 2, n++) / 2 ** 32) * (high - low + 1))
  return {
    between,
    chance: (percent) => between(1, 100) <= percent,
    pick: <T>(...list: readonly T[]): T => list[between(0, list.length - 1)] as T,
  }
}

/**
 * A case in which a recovery plan goes there and back: its machines fail over, are committed, fail back group by group, are completed, committed and
 * protected again, while some of the case's own actions disturb that. Meanwhile the inputs of the lab change: links, threads, numbers of the model,
 * the machines' hosts, refusals of Azure, plans; and machines join it.
 */
export const withJourney = (given: Case, seed: number): Case => {
  const draws = drawsOf(seed)
  const { between, chance, pick } = draws
  const { scenario } = given
  const lasts = given.end - scenario.start
  const within = (from: number, to: number): number => scenario.start + between(Math.floor(lasts * from), Math.floor(lasts * to))
  const names = scenario.vms.map(({ name }) => name)
  const plan = planOf('There and back', names, draws)
  const story: Case['actions'][number][] = []
  const add = (at: number, action: Action): void => {
    story.push({ at, action })
  }
  const run = (at: number, kind: 'planned' | 'unplanned' | 'failback'): void =>
    add(at, { do: 'planRun', plan: plan.name, kind, point: pick('latest', 'app'), shutdown: chance(60), mode: pick('delta', 'full') })
  run(within(0, 0.1), pick('planned', 'unplanned', 'unplanned'))
  for (let n = between(2, 6); n > 0; n--) run(within(0.2, 0.7), 'failback')
  for (let n = between(4, 24); n > 0; n--) add(within(0, 1), { do: 'confirm', plan: plan.name })
  for (const vm of names) {
    for (let n = between(2, 4); n > 0; n--) add(within(0.1, 0.5), { do: 'commit', vm })
    for (let n = between(1, 6); n > 0; n--) add(within(0.25, 0.9), { do: 'completeFailover', vm })
    if (chance(20)) add(within(0.3, 0.7), { do: 'cancel', vm })
    if (chance(20)) add(within(0.4, 0.9), { do: 'failback', vm, mode: pick('delta', 'full') })
    for (let n = between(0, 3); n > 0; n--) add(within(0.4, 1), { do: 'commit', vm })
    for (let n = between(0, 3); n > 0; n--) add(within(0.6, 1), { do: 'reverse', vm })
  }
  const changes = changesOf(scenario, draws, within)
  for (const change of changes)
    if ('extend' in change)
      for (const { name } of change.extend.vms ?? [])
        for (const vm of names.length > 1 ? [name, name] : [name]) add(within(0.6, 1), anyOf(vm, draws))
  const longest = pick(120, 300, 300, 800)
  const quick = Object.fromEntries(Object.entries(scenario.jobs).map(([step, ms]) => [step, Math.min(ms, longest)])) as Scenario['jobs']
  return {
    ...given,
    scenario: {
      ...scenario,
      jobs: quick,
      params: { ...scenario.params, checksumBytesPerSec: pick(3_000_000, 50_000_000) },
      site: { ...scenario.site, downBps: pick(8_000_000, 40_000_000) },
      hosts: scenario.hosts.map((host) => ({ ...host, downBps: pick(host.downBps, null) })),
      plans: [...scenario.plans, plan],
      vms: scenario.vms.map((vm) => ({ ...vm, managedDisks: chance(7), initial: chance(85) ? 'protected' : vm.initial })),
      faults: scenario.faults.filter(() => chance(40)),
    },
    actions: [...given.actions.filter(() => chance(25)), ...story].sort((a, b) => a.at - b.at),
    changes,
  }
}

const anyOf = (vm: string, { chance, pick }: Draws): Action =>
  pick<Action>(
    { do: 'enable', vm },
    { do: 'pause', vm },
    { do: 'testFailover', vm },
    { do: 'resync', vm },
    { do: 'unplanned', vm, point: 'latest', shutdown: chance(50) },
  )

const planOf = (name: string, vms: readonly string[], { between, chance, pick }: Draws): Plan => {
  const step = (n: number): PlanAction =>
    pick<PlanAction>(
      { type: 'manual', name: `by hand ${n}` },
      { type: 'script', name: `script ${n}`, durationMs: between(0, 900), timeoutMs: 600_000, fail: chance(15) },
      { type: 'script', name: `slow ${n}`, durationMs: 700, timeoutMs: pick(600, 700), fail: false },
    )
  const steps = (): PlanAction[] => (chance(40) ? Array.from({ length: between(1, 2) }, (_, n) => step(n)) : [])
  const dealt = vms.map(() => between(0, 2))
  return { name, groups: [0, 1, 2].map((group) => ({ vms: vms.filter((_, n) => dealt[n] === group), pre: steps(), post: steps() })) }
}

const changesOf = (scenario: Scenario, draws: Draws, within: (from: number, to: number) => number): ({ at: number } & Change)[] => {
  const { between, chance, pick } = draws
  const host = (): string => pick(...scenario.hosts).name
  const vm = (): string => pick(...scenario.vms).name
  const reason = { code: 'ip-in-use', facts: { address: '10.0.0.4', nics: 2 } }
  const throttle = () =>
    pick(null, {
      windows: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMin: pick(0, 540), toMin: pick(0, 541), bps: 200_000 }],
      elseBps: pick(null, 700_000),
    })
  const one = (): Change =>
    pick<() => Change>(
      () => ({ edit: { edit: 'throttle', host: pick(null, host()), throttle: throttle() } }),
      () => ({ edit: { edit: 'threads', host: host(), uploadThreads: between(1, 5), perThreadBps: pick(100_000, 3_000_000) } }),
      () => ({ edit: { edit: 'threads', host: host(), downloadThreads: between(1, 5) } }),
      () => ({ edit: { edit: 'params', set: { checksumBytesPerSec: pick(400_000, 9_000_000), hrlPermille: pick(80, 500) } } }),
      () => ({ edit: { edit: 'params', set: { warnRpoMs: pick(900, 7000), critRpoMs: pick(7000, 9000), drillMaxMs: pick(600, 5000) } } }),
      () => ({ edit: { edit: 'params', set: { monitoringIntervalMs: pick(1000, 3000), missedPermille: pick(1, 300) } } }),
      () => ({ edit: { edit: 'params', set: { jitterPermille: pick(0, 300), autoResync: chance(50) } } }),
      () => ({ edit: { edit: 'jobs', set: { boot: between(0, 400), createVm: between(0, 400), onpremBoot: between(0, 400) } } }),
      () => ({ edit: { edit: 'moveVm', vm: vm(), host: host() } }),
      () => ({ edit: { edit: 'moveVm', vm: vm(), host: host() } }),
      () => ({ edit: { edit: 'createFail', vm: vm(), reason: pick(null, reason) } }),
    )()
  const list = Array.from({ length: between(0, 6) }, () => ({ at: within(0, 1), ...one() }))
  return [...list, ...joins(scenario, draws, within)].sort((a, b) => a.at - b.at)
}

/** Machines, with all that they stand on, that join a lab. */
const joins = (
  scenario: Scenario,
  { between, chance, pick }: Draws,
  within: (from: number, to: number) => number,
): ({ at: number } & Change)[] => {
  if (chance(50)) return []
  const [host, policy, vm] = [pick(...scenario.hosts), pick(...scenario.policies), pick(...scenario.vms)]
  const vms = Array.from({ length: between(1, 2) }, (_, n) => ({
    ...vm,
    name: `Late ${n}`,
    host: pick(host.name, 'New host'),
    policy: pick(policy.name, 'New policy'),
    initial: pick('protected' as const, 'unprotected' as const),
    disks: vm.disks.map((disk) => ({ ...disk, volume: pick(disk.volume, 'New volume') })),
  }))
  const before: Plan = { name: 'New plan', groups: [{ vms: vms.map(({ name }) => name), pre: [], post: [] }] }
  const extend = {
    hosts: [{ ...host, name: 'New host' }],
    volumes: [{ name: 'New volume', freeBytes: pick(40_000, 900_000), reserveBytes: 0 }],
    policies: [{ ...policy, name: 'New policy', copyFrequencyMs: pick(900, 2500) }],
    vms,
    plans: [before],
  }
  const at = within(0.1, 0.6)
  const plan: Plan = { ...before, groups: [...before.groups, { vms: [], pre: [{ type: 'manual', name: 'look' }], post: [] }] }
  return [
    { at, extend },
    { at: at + between(0, 300), edit: { edit: 'plan', plan } },
  ]
}
