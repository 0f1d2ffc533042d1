import type { Database } from 'better-sqlite3'
import type { Throttle } from '../../domain/replication/scenario.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import { modelOf } from './model.ts'
import { hostOf, membersOf, policiesOf, siteOf, threadsOf, throttleOf, unknownHost } from './scenario-builder.ts'
import type { InputBody, Op } from './simulation-store.ts'

/** Tables that a simulation takes its inputs from. */
export const inputTables: ReadonlySet<string> = new Set([
  'protected_item',
  'policy',
  'capacity_settings',
  'vm',
  'host',
  'host_volume',
  'model_setting',
])

/**
 * What the simulation has to be told so that it follows the lab: items that joined, edited policies, link, throttle and threads, machines
 * that moved to another host. Empty when it knows all of it.
 */
export const reconcile = (db: Database, sim: Simulation, members: ReadonlyMap<number, string>): InputBody => {
  const { scenario } = sim
  const ops: Op[] = []
  const hosts = new Set(scenario.hosts.map((host) => host.name))
  const items = (db.prepare('SELECT id FROM protected_item ORDER BY id').pluck().all() as number[]).filter((id) =>
    isNew(sim, members.get(id)),
  )
  ops.push(...modelEdits(db, sim), ...siteEdits(db, sim), ...policyEdits(db, sim), ...moves(db, sim, members, hosts))
  if (items.length === 0) return { ops }
  const joined = membersOf(
    db,
    items,
    {
      hosts,
      volumes: new Set(scenario.volumes.map((volume) => volume.name)),
      policies: new Set(scenario.policies.map((policy) => policy.name)),
      vms: new Set(scenario.vms.map((vm) => vm.name)),
    },
    sim.size,
  )
  ops.push({ extend: { hosts: joined.hosts, volumes: joined.volumes, policies: joined.policies, vms: joined.vms } })
  for (const vm of joined.vms) ops.push({ act: { do: 'enable', vm: vm.name } })
  return { ops, items: joined.items }
}

/** Also the id of a machine that was disabled before may come again. */
const isNew = (sim: Simulation, vm: string | undefined): boolean => {
  const index = vm === undefined ? undefined : sim.indexOf(vm)
  return index === undefined || sim.stateOf(index) === 'M0'
}

const sameThrottle = (a: Throttle | null, b: Throttle | null): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Only what differs, so that a lab whose model nobody touched is told nothing. */
const changes = <T extends object>(wanted: T, known: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(known[key as keyof T])),
  ) as Partial<T>

const modelEdits = (db: Database, { scenario }: Simulation): Op[] => {
  const wanted = modelOf(db)
  const params = changes(wanted.params, scenario.params)
  const jobs = changes(wanted.jobs, scenario.jobs)
  return [
    ...(Object.keys(params).length > 0 ? [{ edit: { edit: 'params' as const, set: params } }] : []),
    ...(Object.keys(jobs).length > 0 ? [{ edit: { edit: 'jobs' as const, set: jobs } }] : []),
    ...scenario.hosts
      .filter(({ perThreadBps }) => perThreadBps !== wanted.perThreadBps)
      .map(({ name }) => ({ edit: { edit: 'threads' as const, host: name, perThreadBps: wanted.perThreadBps } })),
  ]
}

const siteEdits = (db: Database, { scenario }: Simulation): Op[] => {
  const ops: Op[] = []
  const site = siteOf(db)
  if (site.upBps !== scenario.site.upBps || site.downBps !== scenario.site.downBps)
    ops.push({ act: { do: 'setLink', host: null, upBps: site.upBps, downBps: site.downBps } })
  const throttle = throttleOf(db)
  const threads = threadsOf(db)
  for (const host of scenario.hosts) {
    if (!sameThrottle(host.throttle, throttle)) ops.push({ edit: { edit: 'throttle', host: host.name, throttle } })
    if (host.uploadThreads !== threads.uploadThreads || host.downloadThreads !== threads.downloadThreads)
      ops.push({ edit: { edit: 'threads', host: host.name, ...threads } })
  }
  return ops
}

const policyEdits = (db: Database, { scenario }: Simulation): Op[] => {
  const known = new Map([...policiesOf(db).values()].map((policy) => [policy.name, policy]))
  return scenario.policies.flatMap((policy): Op[] => {
    const wanted = known.get(policy.name)
    if (wanted === undefined) return []
    const { name, ...set } = wanted
    const same =
      set.copyFrequencyMs === policy.copyFrequencyMs &&
      set.retentionHours === policy.retentionHours &&
      set.appHours === policy.appHours &&
      set.irStartMin === policy.irStartMin
    return same ? [] : [{ act: { do: 'setPolicy', policy: name, set } }]
  })
}

const moves = (db: Database, { scenario }: Simulation, members: ReadonlyMap<number, string>, hosts: Set<string>): Op[] => {
  const hostOfVm = new Map(scenario.vms.map((vm) => [vm.name, vm.host]))
  const rows = db
    .prepare('SELECT p.id, h.name AS host FROM protected_item p JOIN vm v ON v.id = p.vm_id LEFT JOIN host h ON h.id = v.host_id')
    .all() as { id: number; host: string | null }[]
  const ops: Op[] = []
  for (const row of rows) {
    const vm = members.get(row.id)
    const host = row.host ?? unknownHost
    if (vm === undefined || hostOfVm.get(vm) === host) continue
    if (!hosts.has(host)) {
      ops.push({ extend: { hosts: [hostOf(db, host)] } })
      hosts.add(host)
    }
    ops.push({ edit: { edit: 'moveVm', vm, host } })
  }
  return ops
}
