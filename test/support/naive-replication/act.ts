import type { Action, ItemAction } from '../../../main/domain/replication/actions.ts'
import type { Policy } from '../../../main/domain/replication/scenario.ts'
import {
  cancel,
  cleanUp,
  complete,
  disable,
  mayFailBack,
  mayFailOver,
  restart,
  startFailback,
  startJob,
  startPlanned,
  startTest,
  startUnplanned,
} from './failover.ts'
import { confirm, startPlan } from './plans.ts'
import { requireResync, resume } from './replicate.ts'
import { appDueAfter, gridFrom, type Item, type Lab, prune, setState } from './world.ts'

/** Section 6: what a user may do when. A refused action has only its own line. */
export const act = (lab: Lab, action: Action): void => {
  if (!('vm' in action)) {
    actOnFabric(lab, action)
    return
  }
  const item = lab.items.find(({ vm }) => vm.name === action.vm) as Item
  const before = item.state
  const accepted = verbs(lab, item, action)
  lab.log({ e: accepted ? 'action' : 'rejected', do: action.do, vm: item.vm.name, state: accepted ? undefined : before })
}

const verbs = (lab: Lab, item: Item, action: ItemAction): boolean => {
  const { state, part, drill } = item
  const idle = item.job === null
  const when = (may: boolean, effect: () => void): boolean => {
    if (may) effect()
    return may
  }
  switch (action.do) {
    case 'enable':
      return when(state === 'M0', () => {
        setState(lab, item, 'M1')
        startJob(lab, item, 'enable', ['enable'])
      })
    case 'disable': {
      const failed = (state === 'M10' || state === 'M11') && part === 'failed'
      return when(idle && (failed || ['M1E', 'M2', 'M3', 'M3P', 'M5', 'M9', 'M16'].includes(state)), () => disable(lab, item))
    }
    case 'pause':
      return when(idle && (state === 'M3' || state === 'M5'), () => {
        item.pauseOf = state as 'M3' | 'M5'
        setState(lab, item, 'M3P', 'user')
      })
    case 'resume':
      return when(state === 'M3P', () => resume(lab, item))
    case 'resync':
      return when((state === 'M5' && idle) || (state === 'M9' && part === 'required'), () => {
        if (state === 'M5') requireResync(lab, item, 'user')
        item.resyncAsked = true
      })
    case 'testFailover':
      return when(state === 'M5' && idle && drill === null, () => startTest(lab, item, null))
    case 'cleanup':
      return when(drill === 'waiting' && idle, () => cleanUp(lab, item))
    case 'planned':
      return when(state === 'M5' && idle && drill === null, () => startPlanned(lab, item, null))
    case 'unplanned':
      return when(mayFailOver(item), () => startUnplanned(lab, item, action.point, action.shutdown, null))
    case 'commit':
      return when(idle && (state === 'M12' || (state === 'M15' && part === 'commitPending')), () =>
        startJob(lab, item, 'commit', ['commit']),
      )
    case 'changePoint':
      return when(idle && state === 'M12' && item.failover?.kind === 'unplanned', () => {
        if (item.failover !== null) item.failover.synced = false
        startJob(lab, item, 'changePoint', ['select', 'changePoint'], { point: action.point })
      })
    case 'changePolicy': {
      const policy = lab.policies.find(({ name }) => name === action.policy)
      return when(policy !== undefined && ['M0', 'M1', 'M1E', 'M2', 'M3', 'M4', 'M5', 'M3P', 'M9'].includes(state), () => {
        const old = item.policy
        item.policy = policy as Policy
        edited(lab, item, old)
      })
    }
    case 'failback':
      return when(mayFailBack(item), () => startFailback(lab, item, action.mode, null))
    case 'completeFailover':
      return when(state === 'M14' && part === 'waiting', () => complete(lab, item))
    case 'reverse':
      return when(state === 'M16' && idle, () => startJob(lab, item, 'reverse', ['reverse']))
    case 'cancel':
      return cancel(lab, item)
    case 'restart':
      return restart(lab, item)
  }
}

/** 3.19: at once on every item that uses the policy. */
const edited = (lab: Lab, item: Item, old: Policy): void => {
  if (item.policy.copyFrequencyMs !== old.copyFrequencyMs && item.due !== null) item.due = gridFrom(lab, item, lab.now)
  if (item.policy.appHours !== old.appHours) item.appDue = appDueAfter(item, lab.now)
  prune(lab, item)
}

const actOnFabric = (lab: Lab, action: Exclude<Action, ItemAction>): void => {
  if (action.do === 'planRun' || action.do === 'confirm') {
    const accepted = action.do === 'planRun' ? startPlan(lab, action) : confirm(lab, action.plan)
    const kind = action.do === 'planRun' && accepted ? action.kind : undefined
    lab.log({ e: accepted ? 'action' : 'rejected', do: action.do, plan: action.plan, kind })
    return
  }
  if (action.do === 'setFree') {
    lab.free[lab.scenario.volumes.findIndex(({ name }) => name === action.volume)] = action.freeBytes
    lab.log({ e: 'setFree', volume: action.volume, freeBytes: action.freeBytes })
  }
  if (action.do === 'setPolicy') {
    const policy = lab.policies.find(({ name }) => name === action.policy) as Policy
    const old = { ...policy }
    Object.assign(policy, action.set)
    for (const item of lab.items) if (item.policy === policy) edited(lab, item, old)
    lab.log({ e: 'setPolicy', policy: action.policy })
  }
  if (action.do === 'setLink') {
    const { upBps, downBps, host } = action
    const caps = host === null ? null : lab.hosts[lab.scenario.hosts.findIndex(({ name }) => name === host)]
    if (caps) Object.assign(caps, upBps === undefined ? {} : { up: upBps }, downBps === undefined ? {} : { down: downBps })
    else {
      lab.siteUp = upBps ?? lab.siteUp
      lab.siteDown = downBps ?? lab.siteDown
    }
    lab.log({ e: 'setLink', host: host ?? undefined, upBps, downBps })
  }
}
