import type { Action, FabricAction, ItemAction, Refusal, Verdict } from './actions.ts'
import { hourMs } from './clock.ts'
import { nextAppDue } from './cycles.ts'
import { refreshLinks } from './environment.ts'
import { changePoint } from './failover-points.ts'
import { nextDisk, openInitial } from './initial.ts'
import { gridFrom, setState, touch } from './items.ts'
import { log } from './log.ts'
import { isItemAction, runOf, verdictOf } from './may-act.ts'
import { prune } from './points.ts'
import { requireResync } from './resync.ts'
import type { Policy } from './scenario.ts'
import { restart, startCleanup, startFailback, startPlanned, startTest, startUnplanned } from './start-failover.ts'
import { startPlan } from './start-plan.ts'
import { states } from './states.ts'
import { cancelJob, completeFailback, halt, runJob } from './steps.ts'
import { holdTransfer, releaseTransfer } from './transfers.ts'
import { KIND, PAUSE, PHASE, S, type World } from './world.ts'

/** The log keeps the words of its format where that gives any. */
const whyLogged = (why: Refusal): string => (why === 'drill-running' ? 'test failover in progress' : why)

/** Class 4. Refusals are logged and change nothing. */
export const perform = (w: World, action: Action): Verdict => {
  const verdict = verdictOf(w, action)
  const vm = isItemAction(action) ? action.vm : undefined
  const i = vm === undefined ? undefined : w.index.get(vm)
  const state = i === undefined ? undefined : states[w.it.state[i]!]!
  if (verdict !== true) {
    log(w, 'rejected', { do: action.do, state, vm, why: whyLogged(verdict), plan: 'plan' in action ? action.plan : undefined })
    return { accepted: false, why: verdict }
  }
  if (isItemAction(action)) {
    doItem(w, i!, action)
    touch(w, i!)
    log(w, 'action', { do: action.do, vm })
    // Its end, if all disks are empty, is no part of the action and follows it.
    if (action.do === 'resume' && begins(w, i!)) {
      nextDisk(w, i!)
      touch(w, i!)
    }
  } else doFabric(w, action)
  return { accepted: true }
}

const doItem = (w: World, i: number, action: ItemAction): void => {
  const { it } = w
  switch (action.do) {
    case 'enable':
      setState(w, i, S.M1)
      runJob(w, i, 'enable')
      return
    case 'restart':
      restart(w, i)
      return
    case 'cancel':
      cancelJob(w, i)
      return
    case 'disable':
      halt(w, i)
      setState(w, i, S.M17)
      runJob(w, i, 'disable')
      return
    case 'pause':
      holdTransfer(w, i, 1)
      it.before[i] = it.state[i]!
      it.pausedBy[i] = PAUSE.user!
      setState(w, i, S.M3P)
      return
    case 'resume':
      resume(w, i)
      return
    case 'resync':
      it.asked[i] = 1
      if (it.state[i] === S.M5) {
        requireResync(w, i, 'user')
        setState(w, i, S.M9, PHASE.required)
      }
      return
    case 'testFailover':
      startTest(w, i, null)
      return
    case 'cleanup':
      startCleanup(w, i)
      return
    case 'planned':
      startPlanned(w, i, null)
      return
    case 'unplanned':
      startUnplanned(w, i, action.point, action.shutdown, null)
      return
    case 'commit':
      runJob(w, i, 'commit')
      return
    case 'changePoint':
      changePoint(w, i, action.point)
      runJob(w, i, 'changePoint', { point: action.point })
      return
    case 'changePolicy':
      assignPolicy(w, i, w.policyIndex.get(action.policy)!)
      return
    case 'failback':
      startFailback(w, i, action.mode, null)
      return
    case 'completeFailover':
      completeFailback(w, i)
      return
    case 'reverse':
      runJob(w, i, 'reverse')
  }
}

/** An initial replication whose first disk is not on its way yet. */
export const begins = (w: World, i: number): boolean => w.it.state[i] === S.M3 && w.it.snapshot[i] === w.now && w.it.trKind[i] === KIND.null

/** Leaves a pause: goes on, or to a resynchronization, or opens the initial replication anew; its first disk is then the caller's to send. */
export const resume = (w: World, i: number): void => {
  const { it } = w
  const before = it.before[i]!
  const marked = it.marked[i] === 1
  it.pausedBy[i] = 0
  it.marked[i] = 0
  it.volK[i] = -1
  it.volNext[i] = Infinity
  if (!marked) {
    releaseTransfer(w, i, 1)
    setState(w, i, before)
  } else if (before === S.M3) openInitial(w, i)
  else setState(w, i, S.M9, PHASE.required)
}

/** Policy edits act at once on running items (S48). */
const assignPolicy = (w: World, i: number, policy: number): void => {
  const { it } = w
  prune(w, i)
  const before = w.scenario.policies[it.policy[i]!]!
  const list = w.itemsOfPolicy[it.policy[i]!]!
  list.splice(list.indexOf(i), 1)
  it.policy[i] = policy
  w.itemsOfPolicy[policy]!.push(i)
  policyChanged(w, i, before, w.scenario.policies[policy]!)
}

const policyChanged = (w: World, i: number, before: Policy, after: Policy): void => {
  const { it } = w
  if (it.protectedAt[i]! >= 0) {
    if (before.copyFrequencyMs !== after.copyFrequencyMs) it.due[i] = gridFrom(w, i, w.now)
    if (before.appHours !== after.appHours) it.appDue[i] = nextAppDue(w, i, after.appHours * hourMs, w.now)
  }
  prune(w, i)
  touch(w, i)
}

const replaced = <T>(list: readonly T[], at: number, part: Partial<T>): T[] =>
  list.map((each, n) => (n === at ? { ...each, ...part } : each))

const doFabric = (w: World, action: FabricAction): void => {
  const { scenario } = w
  switch (action.do) {
    case 'setLink': {
      const set = {
        ...(action.upBps === undefined ? {} : { upBps: action.upBps }),
        ...(action.downBps === undefined ? {} : { downBps: action.downBps }),
      }
      if (action.host === null) w.scenario = { ...scenario, site: { ...scenario.site, ...(set as { upBps?: number; downBps?: number }) } }
      else w.scenario = { ...scenario, hosts: replaced(scenario.hosts, w.hostIndex.get(action.host)!, set) }
      refreshLinks(w)
      log(w, 'setLink', { ...set, host: action.host ?? undefined })
      return
    }
    case 'setFree': {
      const v = w.volumeIndex.get(action.volume)!
      w.scenario = { ...scenario, volumes: replaced(scenario.volumes, v, { freeBytes: action.freeBytes }) }
      w.volumeWakes.set(v, w.now)
      w.volumeSafe = []
      log(w, 'setFree', { freeBytes: action.freeBytes, volume: action.volume })
      return
    }
    case 'setPolicy': {
      const at = w.policyIndex.get(action.policy)!
      const before = scenario.policies[at]!
      for (const i of w.itemsOfPolicy[at]!) prune(w, i)
      w.scenario = { ...scenario, policies: replaced<Policy>(scenario.policies, at, action.set) }
      for (const i of w.itemsOfPolicy[at]!) policyChanged(w, i, before, w.scenario.policies[at]!)
      log(w, 'setPolicy', { policy: action.policy })
      return
    }
    case 'planRun':
      startPlan(w, action)
      log(w, 'action', { do: action.do, kind: action.kind, plan: action.plan })
      return
    case 'confirm':
      runOf(w, action.plan)!.confirmed = true
      w.planDirty = true
      log(w, 'action', { do: action.do, plan: action.plan })
  }
}
