import type { Action, FabricAction, ItemAction, Refusal } from './actions.ts'
import { standing } from './items.ts'
import type { PlanRunState } from './plan-run.ts'
import { allowed } from './transitions.ts'
import type { World } from './world.ts'

export const isItemAction = (action: Action): action is ItemAction => 'vm' in action

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

/** The run of a plan that has not ended. */
export const runOf = (w: World, plan: string): PlanRunState | undefined =>
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
