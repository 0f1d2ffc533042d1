import { refreshLinks } from './environment.ts'
import { startProtected } from './initial.ts'
import { touch } from './items.ts'
import type { Scenario, Vm } from './scenario.ts'
import type { Addition } from './simulation.ts'
import type { World } from './world.ts'

const taken = (kind: string, name: string, known: ReadonlyMap<string, number>): void => {
  if (known.has(name)) throw new RangeError(`There are two ${kind} "${name}".`)
}
const need = (kind: string, name: string, known: ReadonlyMap<string, number>): void => {
  if (!known.has(name)) throw new RangeError(`There is no ${kind} "${name}".`)
}

/** Adds hosts, volumes, policies, machines and plans at now. Throws RangeError for a name that is taken or unknown, and adds nothing then. */
export const extend = (w: World, part: Addition): void => {
  const { hosts = [], volumes = [], policies = [], vms = [], plans = [] } = part
  checkNames(w, { hosts, volumes, policies, vms, plans })
  w.scenario = {
    ...w.scenario,
    hosts: [...w.scenario.hosts, ...hosts],
    volumes: [...w.scenario.volumes, ...volumes],
    policies: [...w.scenario.policies, ...policies],
    vms: [...w.scenario.vms, ...vms],
    plans: [...w.scenario.plans, ...plans],
  }
  addRows(w, { hosts, volumes, policies, vms, plans })
  refreshLinks(w)
  w.windowWake = Math.min(w.windowWake, w.now)
  const first = w.n - vms.length
  vms.forEach((vm, n) => {
    if (vm.initial === 'protected') startProtected(w, first + n)
    touch(w, first + n)
  })
}

type Rows = Required<Pick<Scenario, 'hosts' | 'volumes' | 'policies' | 'vms' | 'plans'>>

/** The tables that belong to these rows, in their first state. */
export const addRows = (w: World, { hosts, volumes, policies, vms, plans }: Rows): void => {
  w.volumeSafe = []
  for (const host of hosts) {
    w.hostIndex.set(host.name, w.hostIndex.size)
    w.up.addHost()
    w.down.addHost()
  }
  for (const volume of volumes) {
    w.volumeIndex.set(volume.name, w.volumeIndex.size)
    w.disksOfVolume.push([])
    w.volumeWakes.add(Infinity)
    w.uses.push({ bytes: 0, countedAt: -1 })
  }
  for (const policy of policies) {
    w.policyIndex.set(policy.name, w.policyIndex.size)
    w.itemsOfPolicy.push([])
  }
  for (const plan of plans) w.planIndex.set(plan.name, w.planIndex.size)
  makeRoom(w, vms)
  for (const vm of vms) w.addVm(vm)
}

export const makeRoom = (w: World, vms: readonly Vm[]): void =>
  w.grow(w.n + vms.length, w.diskCount + vms.reduce((sum, vm) => sum + vm.disks.length, 0))

const checkNames = (w: World, { hosts, volumes, policies, vms, plans }: Rows): void => {
  const known = (map: ReadonlyMap<string, number>, kind: string, list: readonly { name: string }[]): Map<string, number> => {
    const all = new Map(map)
    for (const { name } of list) {
      taken(kind, name, all)
      all.set(name, all.size)
    }
    return all
  }
  const allHosts = known(w.hostIndex, 'host', hosts)
  const allVolumes = known(w.volumeIndex, 'volume', volumes)
  const allPolicies = known(w.policyIndex, 'policy', policies)
  const allVms = known(w.index, 'vm', vms)
  known(w.planIndex, 'plan', plans)
  for (const vm of vms) {
    need('host', vm.host, allHosts)
    need('policy', vm.policy, allPolicies)
    for (const { volume } of vm.disks) if (volume !== null) need('volume', volume, allVolumes)
  }
  for (const plan of plans) for (const group of plan.groups) for (const vm of group.vms) need('vm', vm, allVms)
}
