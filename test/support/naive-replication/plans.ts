import type { Action } from '../../../main/domain/replication/actions.ts'
import type { PlanAction } from '../../../main/domain/replication/scenario.ts'
import { boots, leftAlone, mayFailBack, mayFailOver, startFailback, startPlanned, startTest, startUnplanned } from './failover.ts'
import type { Item, Lab, Run } from './world.ts'

/** Section 9. */
export const startPlan = (lab: Lab, action: Extract<Action, { do: 'planRun' }>): boolean => {
  const plan = lab.scenario.plans.find(({ name }) => name === action.plan)
  if (plan === undefined || lab.runs.some((run) => run.plan.name === plan.name && run.endedAt === null)) return false
  const named = plan.groups.flatMap(({ vms }) => vms).map((name) => lab.items.find(({ vm }) => vm.name === name) as Item)
  const ready = (item: Item): boolean => item.state === 'M5' && item.drill === null && item.job === null
  if (action.kind === 'planned' && !named.every(ready)) return false
  if (action.kind === 'failback' && !named.some(mayFailBack)) return false
  const run: Run = {
    plan,
    kind: action.kind,
    state: 'Running',
    startedAt: lab.now,
    readyAt: null,
    endedAt: null,
    failed: [],
    members: [],
    group: 0,
    phase: 'prepare',
    action: 0,
    endsAt: null,
    running: null,
    groups: plan.groups.map(() => ({ startedAt: null, endedAt: null })),
  }
  lab.runs.push(run)
  lab.log({ e: 'plan', kind: run.kind, plan: plan.name, s: 'start' })
  for (const item of named) {
    if (run.kind === 'unplanned' && (item.state === 'M12' || item.state === 'M13')) continue
    if (run.kind === 'failback') {
      if (!mayFailBack(item)) continue
      run.members.push(item)
      startFailback(lab, item, action.mode ?? 'delta', run)
      continue
    }
    if (run.kind === 'unplanned' ? !mayFailOver(item) : !ready(item)) {
      run.failed.push(item.vm.name)
      continue
    }
    run.members.push(item)
    if (run.kind === 'test') startTest(lab, item, run)
    if (run.kind === 'planned') startPlanned(lab, item, run)
    if (run.kind === 'unplanned') startUnplanned(lab, item, action.point, action.shutdown, run)
  }
  return true
}

/** Stands before its start on the other side. */
const atGate = ({ job }: Item): boolean => (job?.steps[0] === 'boot' || job?.steps[0] === 'onpremBoot') && job.endsAt === null
const working = (run: Run, item: Item): boolean => item.job?.plan === run

const actionsOf = (run: Run): readonly PlanAction[] => run.plan.groups[run.group]?.[run.phase === 'post' ? 'post' : 'pre'] ?? []

/** The next thing that a run has to do, or null while it waits. */
export const planEvent = (lab: Lab, run: Run): (() => void) | null => {
  if (run.endedAt !== null) return null
  if ((run.kind === 'planned' || run.kind === 'failback') && run.failed.length > 0) return () => end(lab, run)
  if (run.phase === 'prepare') {
    if (!run.members.every((item) => !working(run, item) || atGate(item))) return null
    return () => {
      run.readyAt = lab.now
      enterGroup(lab, run)
    }
  }
  const members = run.members.filter((item) => run.plan.groups[run.group]?.vms.includes(item.vm.name))
  if (run.phase === 'boot') {
    if (members.some((item) => working(run, item))) return null
    return () => {
      run.phase = 'post'
      run.action = 0
    }
  }
  if (run.running !== null) {
    if (run.endsAt === null || lab.now < run.endsAt) return null
    return () => endAction(run)
  }
  const next = actionsOf(run)[run.action]
  if (next !== undefined) return () => startAction(lab, run, next)
  if (run.phase === 'pre')
    return () => {
      run.phase = 'boot'
      for (const item of members) if (working(run, item)) boots(lab, item)
    }
  return () => {
    const group = run.groups[run.group] as Run['groups'][number]
    group.endedAt = lab.now
    lab.log({ e: 'plan', plan: run.plan.name, s: 'groupEnd', group: run.group })
    run.group++
    enterGroup(lab, run)
  }
}

const enterGroup = (lab: Lab, run: Run): void => {
  run.phase = 'pre'
  run.action = 0
  const group = run.groups[run.group]
  if (group === undefined) end(lab, run)
  else group.startedAt = lab.now
}

const startAction = (lab: Lab, run: Run, action: PlanAction): void => {
  run.running = action
  run.endsAt = action.type === 'manual' ? null : lab.now + Math.min(action.durationMs, action.timeoutMs)
}

const endAction = (run: Run): void => {
  const action = run.running as PlanAction
  if (action.type !== 'manual' && (action.fail || action.durationMs > action.timeoutMs)) run.failed.push(action.name)
  run.running = null
  run.endsAt = null
  run.action++
}

const end = (lab: Lab, run: Run): void => {
  run.endedAt = lab.now
  run.running = null
  run.state = run.failed.length > 0 ? 'Failed' : 'Succeeded'
  for (const item of run.members) if (working(run, item) && atGate(item)) leftAlone(lab, item)
  lab.log({ e: 'plan', plan: run.plan.name, s: 'end', state: run.state })
}

export const confirm = (lab: Lab, name: string): boolean => {
  const run = lab.runs.find((each) => each.plan.name === name && each.endedAt === null)
  if (run?.running?.type !== 'manual' || run.endsAt !== null) return false
  run.endsAt = lab.now
  return true
}
