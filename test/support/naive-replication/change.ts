import type { Change } from '../../../main/domain/replication/case-file.ts'
import type { Fault, Plan, Throttle } from '../../../main/domain/replication/scenario.ts'
import type { Addition, Edit } from '../../../main/domain/replication/simulation.ts'
import { newItem } from './lab.ts'
import { startProtected } from './replicate.ts'
import { capOf, type Item, type Lab } from './world.ts'

/** What changes of the inputs while a lab runs: it holds from this ms on. */
export const change = (lab: Lab, given: Change): void => {
  if ('edit' in given) edit(lab, given.edit)
  else extend(lab, given.extend)
}

const named = <T extends { name: string }>(list: readonly T[], name: string, part: Partial<T>): T[] =>
  list.map((each) => (each.name === name ? { ...each, ...part } : each))

const edit = (lab: Lab, given: Edit): void => {
  const { scenario } = lab
  switch (given.edit) {
    case 'throttle':
      lab.scenario = throttled(lab, given.host, given.throttle)
      return
    case 'threads': {
      const { edit: _, host, ...set } = given
      lab.scenario = { ...scenario, hosts: named(scenario.hosts, host, set) }
      for (const item of lab.items) recap(lab, item)
      return
    }
    case 'params':
      lab.scenario = { ...scenario, params: { ...scenario.params, ...given.set } }
      return
    case 'jobs':
      lab.scenario = { ...scenario, jobs: { ...scenario.jobs, ...given.set } }
      return
    case 'moveVm': {
      const item = lab.items.find(({ vm }) => vm.name === given.vm) as Item
      item.vm = { ...item.vm, host: given.host }
      item.host = scenario.hosts.findIndex(({ name }) => name === given.host)
      recap(lab, item)
      return
    }
    case 'createFail': {
      const { vm, reason } = given
      const others = scenario.faults.filter((fault) => fault.vm !== vm || fault.kind !== 'createFail' || fault.reason === undefined)
      const refusal: Fault[] = reason === null ? [] : [{ kind: 'createFail', vm, from: lab.now, to: Number.POSITIVE_INFINITY, reason }]
      lab.scenario = { ...scenario, faults: [...others, ...refusal] }
      return
    }
    case 'plan':
      lab.scenario = { ...scenario, plans: named<Plan>(scenario.plans, given.plan.name, given.plan) }
  }
}

const throttled = ({ scenario }: Lab, host: string | null, throttle: Throttle | null): Lab['scenario'] =>
  host === null ? { ...scenario, site: { ...scenario.site, throttle } } : { ...scenario, hosts: named(scenario.hosts, host, { throttle }) }

/** A transfer on its way goes on by the host as it is now (4.1). */
const recap = (lab: Lab, { transfer, host }: Item): void => {
  if (transfer !== null) Object.assign(transfer, { host, cap: capOf(lab, host, transfer.kind) })
}

const extend = (lab: Lab, { hosts = [], volumes = [], policies = [], vms = [], plans = [] }: Addition): void => {
  const { scenario } = lab
  lab.scenario = {
    ...scenario,
    hosts: [...scenario.hosts, ...hosts],
    volumes: [...scenario.volumes, ...volumes],
    policies: [...scenario.policies, ...policies],
    vms: [...scenario.vms, ...vms],
    plans: [...scenario.plans, ...plans],
  }
  lab.hosts.push(...hosts.map(({ upBps, downBps }) => ({ up: upBps, down: downBps })))
  lab.free.push(...volumes.map(({ freeBytes }) => freeBytes))
  lab.policies.push(...policies.map((policy) => ({ ...policy })))
  for (const vm of vms) {
    const item = newItem(lab, vm)
    lab.items.push(item)
    if (vm.initial === 'protected') startProtected(lab, item)
  }
}
