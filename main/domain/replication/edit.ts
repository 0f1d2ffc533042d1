import { armHrl } from './cycles.ts'
import { refreshLinks } from './environment.ts'
import { touch } from './items.ts'
import type { Edit } from './simulation.ts'
import { holdTransfer, releaseTransfer } from './transfers.ts'
import { S, type World } from './world.ts'

const at = (map: ReadonlyMap<string, number>, name: string): number => {
  const found = map.get(name)
  if (found === undefined) throw new RangeError(`There is no "${name}".`)
  return found
}
const replaced = <T>(list: readonly T[], index: number, part: Partial<T>): T[] =>
  list.map((each, n) => (n === index ? { ...each, ...part } : each))

/** An edit of the inputs; it holds from now on. Throws RangeError for an unknown name. */
export const edit = (w: World, each: Edit): void => {
  const { scenario } = w
  switch (each.edit) {
    case 'throttle':
      if (each.host === null) w.scenario = { ...scenario, site: { ...scenario.site, throttle: each.throttle } }
      else w.scenario = { ...scenario, hosts: replaced(scenario.hosts, at(w.hostIndex, each.host), { throttle: each.throttle }) }
      linksChanged(w)
      return
    case 'threads': {
      const { edit: _, host, ...set } = each
      w.scenario = { ...scenario, hosts: replaced(scenario.hosts, at(w.hostIndex, host), set) }
      linksChanged(w)
      return
    }
    case 'params':
      w.scenario = { ...scenario, params: { ...scenario.params, ...each.set } }
      if (each.set.monitoringIntervalMs !== undefined) {
        const every = w.scenario.params.monitoringIntervalMs
        w.monitorAt = (Math.floor(w.now / every) + 1) * every
      }
      for (let i = 0; i < w.n; i++) {
        if (w.it.logOn[i] === 1 && (w.it.state[i] === S.M5 || w.it.state[i] === S.M3P)) armHrl(w, i)
        touch(w, i)
      }
      return
    case 'jobs':
      w.scenario = { ...scenario, jobs: { ...scenario.jobs, ...each.set } }
      return
    case 'moveVm':
      moveVm(w, at(w.index, each.vm), at(w.hostIndex, each.host))
      return
    case 'createFail': {
      at(w.index, each.vm)
      const others = scenario.faults.filter((fault) => fault.kind !== 'createFail' || fault.vm !== each.vm || fault.reason === undefined)
      const { vm, reason } = each
      const now = reason === null ? [] : [{ kind: 'createFail' as const, vm, from: w.now, to: Number.MAX_SAFE_INTEGER, reason }]
      w.scenario = { ...scenario, faults: [...others, ...now] }
      return
    }
    case 'plan': {
      const index = at(w.planIndex, each.plan.name)
      if (w.planRuns.some((run) => run.plan.name === each.plan.name && run.state === 'Running'))
        throw new RangeError(`The plan "${each.plan.name}" is running.`)
      for (const group of each.plan.groups) for (const vm of group.vms) at(w.index, vm)
      w.scenario = { ...scenario, plans: replaced(scenario.plans, index, each.plan) }
    }
  }
}

const linksChanged = (w: World): void => {
  refreshLinks(w)
  w.windowWake = w.now
}

/** A live migration keeps the item's state and takes its transfer to the other host's share (P15). */
const moveVm = (w: World, i: number, host: number): void => {
  const open = w.it.trHold[i] === 0
  if (open) holdTransfer(w, i, 1)
  w.it.host[i] = host
  if (open) releaseTransfer(w, i, 1)
  w.scenario = {
    ...w.scenario,
    vms: replaced(w.scenario.vms, i, { host: w.scenario.hosts[host]!.name }),
  }
  touch(w, i)
}
