import type { Action, FabricAction, ItemAction, PointChoice, Refusal, Verdict } from './actions.ts'
import { hourMs } from './clock.ts'
import { nextAppDue } from './cycles.ts'
import { refreshLinks } from './environment.ts'
import { changePoint, loseSource } from './failover-points.ts'
import { nextDisk, openInitial } from './initial.ts'
import { gridFrom, setState, standing, touch } from './items.ts'
import { log } from './log.ts'
import type { PlanRunState } from './plan-run.ts'
import { prune } from './points.ts'
import { dropResync, requireResync } from './resync.ts'
import type { Policy } from './scenario.ts'
import { states } from './states.ts'
import { cancelJob, completeFailback, failbackSteps, halt, runJob, unplannedSteps } from './steps.ts'
import { holdTransfer, releaseTransfer } from './transfers.ts'
import { allowed } from './transitions.ts'
import { DRILL, KIND, PAUSE, PHASE, S, type World } from './world.ts'

const isItemAction = (action: Action): action is ItemAction => 'vm' in action

/** May it be done now? */
export const verdictOf = (w: World, action: Action): true | Refusal => {
  if (isItemAction(action)) {
    const i = w.index.get(action.vm)
    if (i === undefined || (action.do === 'changePolicy' && !w.policyIndex.has(action.policy))) return 'unknown-name'
    return allowed(action.do, standing(w, i))
  }
  switch (action.do) {
    case 'setLink':
      return action.host === null || w.hostIndex.has(action.host) ? true : 'unknown-name'
    case 'setFree':
      return w.volumeIndex.has(action.volume) ? true : 'unknown-name'
    case 'setPolicy':
      return w.policyIndex.has(action.policy) ? true : 'unknown-name'
    case 'planRun':
      return planVerdict(w, action)
    case 'confirm': {
      const run = runOf(w, action.plan)
      if (run === undefined) return w.planIndex.has(action.plan) ? 'plan-not-running' : 'unknown-name'
      return run.waitingSince === null ? 'plan-not-waiting' : true
    }
  }
}

const runOf = (w: World, plan: string): PlanRunState | undefined =>
  w.planRuns.find((each) => each.plan.name === plan && each.state === 'Running')

const planVerdict = (w: World, action: Extract<FabricAction, { do: 'planRun' }>): true | Refusal => {
  const at = w.planIndex.get(action.plan)
  if (at === undefined) return 'unknown-name'
  if (runOf(w, action.plan) !== undefined) return 'plan-running'
  const members = w.scenario.plans[at]!.groups.flatMap((group) => group.vms.map((vm) => w.index.get(vm)!))
  if (action.kind === 'failback') {
    const verdicts = members.map((i) => allowed('failback', standing(w, i)))
    return verdicts.includes(true) ? true : (verdicts[0] ?? 'plan-member-not-ready')
  }
  if (action.kind === 'planned' && !members.every((i) => allowed('planned', standing(w, i)) === true)) return 'plan-member-not-ready'
  return true
}

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

export const startTest = (w: World, i: number, gate: 'closed' | null): void => {
  w.it.drill[i] = DRILL.running!
  w.it.drillSince[i] = w.now
  runJob(w, i, 'testFailover', { gate })
}

export const startCleanup = (w: World, i: number): void => {
  w.it.drill[i] = DRILL.cleaning!
  runJob(w, i, 'cleanup')
}

const newFailover = (w: World, i: number, kind: 'planned' | 'unplanned', point: PointChoice, shutdown: boolean): void => {
  // Its logs no longer count on the volume.
  w.it.logOn[i] = 0
  const before = w.failovers[i]
  const again = before != null && (w.it.state[i] === S.M10 || w.it.state[i] === S.M11) ? before : null
  w.failovers[i] = {
    kind,
    at: w.now,
    point,
    shutdown,
    stopAt: again?.stopAt ?? null,
    synced: false,
    stamp: null,
    lossMs: null,
    lossBytes: null,
    readyAt: null,
    upAt: null,
    rtoMs: null,
    failed: null,
    stopWritten: again?.stopWritten ?? -1,
  }
}

export const startPlanned = (w: World, i: number, gate: 'closed' | null): void => {
  newFailover(w, i, 'planned', 'latest', true)
  setState(w, i, S.M10)
  runJob(w, i, 'planned', { gate })
}

export const startUnplanned = (w: World, i: number, point: PointChoice, shutdown: boolean, gate: 'closed' | null): void => {
  const { it } = w
  newFailover(w, i, 'unplanned', point, shutdown)
  const sync = shutdown && it.state[i] === S.M5
  if (it.state[i] === S.M9) dropResync(w, i)
  it.pausedBy[i] = 0
  it.marked[i] = 0
  it.volNext[i] = Infinity
  if (!sync) loseSource(w, i)
  setState(w, i, S.M11)
  runJob(w, i, 'unplanned', { steps: unplannedSteps(sync, sync, point === 'latest'), point, gate })
}

const startFailback = (w: World, i: number, mode: 'delta' | 'full', gate: 'closed' | null): void => {
  setState(w, i, mode === 'delta' ? S.M14 : S.M15)
  runJob(w, i, 'failback', { steps: failbackSteps(mode), mode, gate })
}

const restart = (w: World, i: number): void => {
  const before = w.failovers[i]
  if (w.it.state[i] === S.M1E) {
    setState(w, i, S.M1)
    runJob(w, i, 'enable')
  } else if (w.it.state[i] === S.M10) {
    newFailover(w, i, 'planned', 'latest', true)
    setState(w, i, S.M10)
    runJob(w, i, 'planned')
  } else {
    // A source that was taken as lost can't be shut down any more.
    const sync = before?.shutdown ?? false
    const point = before?.point ?? 'latest'
    newFailover(w, i, 'unplanned', point, sync)
    setState(w, i, S.M11)
    runJob(w, i, 'unplanned', { steps: unplannedSteps(sync, sync, point === 'latest'), point })
  }
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

const startPlan = (w: World, action: Extract<FabricAction, { do: 'planRun' }>): void => {
  const plan = w.scenario.plans[w.planIndex.get(action.plan)!]!
  const run: PlanRunState = {
    plan,
    kind: action.kind,
    point: action.point,
    shutdown: action.shutdown,
    state: 'Running',
    phase: 'preparing',
    startedAt: w.now,
    readyAt: null,
    endedAt: null,
    failed: [],
    groups: plan.groups.map(() => ({ startedAt: null, endedAt: null })),
    group: 0,
    action: 0,
    actionEnd: Infinity,
    waitingSince: null,
    confirmed: false,
    waitedMs: 0,
    members: [],
    actions: [],
  }
  w.planRuns.push(run)
  w.planDirty = true
  log(w, 'plan', { kind: action.kind, plan: plan.name, s: 'start' })
  plan.groups.forEach((group, at) => {
    for (const name of group.vms) {
      const vm = w.index.get(name)!
      run.members.push({ vm, group: at, status: startMember(w, vm, action) })
      if (run.members.at(-1)!.status === 'failed') run.failed.push(name)
      touch(w, vm)
    }
  })
}

const startMember = (w: World, i: number, action: Extract<FabricAction, { do: 'planRun' }>): 'running' | 'failed' | 'skipped' => {
  const item = standing(w, i)
  if (action.kind === 'unplanned' && (item.state === 'M12' || item.state === 'M13')) return 'skipped'
  // Machines that were not failed over, or are home already, stay as they are.
  if (action.kind === 'failback' && allowed('failback', item) !== true) return 'skipped'
  const verb = action.kind === 'test' ? 'testFailover' : action.kind
  if (allowed(verb, item) !== true) return 'failed'
  if (action.kind === 'test') startTest(w, i, 'closed')
  else if (action.kind === 'planned') startPlanned(w, i, 'closed')
  else if (action.kind === 'failback') startFailback(w, i, action.mode ?? 'delta', 'closed')
  else startUnplanned(w, i, action.point, action.shutdown, 'closed')
  return 'running'
}
