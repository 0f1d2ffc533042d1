import type { FabricAction } from './actions.ts'
import { standing, touch } from './items.ts'
import { log } from './log.ts'
import type { PlanRunState } from './plan-run.ts'
import { startFailback, startPlanned, startTest, startUnplanned } from './start-failover.ts'
import { allowed } from './transitions.ts'
import type { World } from './world.ts'

export const startPlan = (w: World, action: Extract<FabricAction, { do: 'planRun' }>): void => {
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
