import type { PlanRunKind, PointChoice } from './actions.ts'
import { log } from './log.ts'
import type { Plan, PlanAction } from './scenario.ts'
import { openGate, stopAtGate } from './steps.ts'
import type { Job, World } from './world.ts'

export interface PlanRunState {
  plan: Plan
  kind: PlanRunKind
  point: PointChoice
  shutdown: boolean
  state: 'Running' | 'Succeeded' | 'Failed'
  phase: 'preparing' | 'pre' | 'boot' | 'post' | 'done'
  startedAt: number
  readyAt: number | null
  endedAt: number | null
  failed: string[]
  groups: { startedAt: number | null; endedAt: number | null }[]
  group: number
  /** Action of the present part, or the next. */
  action: number
  actionEnd: number
  waitingSince: number | null
  confirmed: boolean
  waitedMs: number
  members: { vm: number; group: number; status: 'running' | 'up' | 'failed' | 'skipped' }[]
  actions: { group: number; part: 'pre' | 'post'; name: string; startedAt: number; endedAt: number | null; failed: boolean }[]
}

/** A failback whose data is copied waits until somebody completes it (F7): its machine is not up. */
const awaitsCompletion = (job: Job): boolean => job.kind === 'failback' && job.state === 'suspended'

/** Looks at the members' jobs. */
const review = (w: World, run: PlanRunState): void => {
  for (const member of run.members) {
    if (member.status !== 'running') continue
    const job = w.jobs[member.vm]
    if (job == null || job.state === 'failed' || job.state === 'cancelled') {
      member.status = 'failed'
      run.failed.push(w.names[member.vm]!)
    } else if (job.state !== 'running' && !awaitsCompletion(job)) member.status = 'up'
  }
}

const ends = (w: World, run: PlanRunState): void => {
  run.phase = 'done'
  run.state = run.failed.length > 0 ? 'Failed' : 'Succeeded'
  run.endedAt = w.now
  log(w, 'plan', { plan: run.plan.name, s: 'end', state: run.state })
}

const stops = (w: World, run: PlanRunState): void => {
  for (const member of run.members) if (member.status === 'running' && w.jobs[member.vm]?.gate === 'closed') stopAtGate(w, member.vm)
  run.actionEnd = Infinity
  run.waitingSince = null
  ends(w, run)
}

const partActions = (run: PlanRunState): readonly PlanAction[] =>
  run.phase === 'pre' ? run.plan.groups[run.group]!.pre : run.plan.groups[run.group]!.post

const enterGroup = (w: World, run: PlanRunState): void => {
  if (run.group === run.plan.groups.length) {
    ends(w, run)
    return
  }
  run.groups[run.group]!.startedAt = w.now
  run.phase = 'pre'
  run.action = 0
}

/** One event of a run, if something is due. Class 2, after the items. */
export const stepPlan = (w: World, run: PlanRunState): boolean => {
  review(w, run)
  if ((run.kind === 'planned' || run.kind === 'failback') && run.failed.length > 0) {
    stops(w, run)
    return true
  }
  switch (run.phase) {
    case 'preparing':
      if (run.members.some((each) => each.status === 'running' && !w.jobs[each.vm]!.waiting)) return false
      run.readyAt = w.now
      run.group = 0
      enterGroup(w, run)
      return true
    case 'boot':
      if (run.members.some((each) => each.group === run.group && each.status === 'running')) return false
      run.phase = 'post'
      run.action = 0
      return true
    case 'pre':
    case 'post':
      return stepActions(w, run)
    default:
      return false
  }
}

const stepActions = (w: World, run: PlanRunState): boolean => {
  const list = partActions(run)
  const action = list[run.action]
  if (action === undefined) {
    if (run.phase === 'pre') boot(w, run)
    else {
      run.groups[run.group]!.endedAt = w.now
      log(w, 'plan', { group: run.group, plan: run.plan.name, s: 'groupEnd' })
      run.group++
      enterGroup(w, run)
    }
    return true
  }
  const record = run.actions.at(-1)
  const begun = record !== undefined && record.endedAt === null
  if (!begun) {
    run.actions.push({
      group: run.group,
      part: run.phase as 'pre' | 'post',
      name: action.name,
      startedAt: w.now,
      endedAt: null,
      failed: false,
    })
    if (action.type === 'manual') {
      run.waitingSince = w.now
      // No line of the log: whoever runs to an event that a person must act upon stops here.
      w.onEvent?.({ e: 'plan', s: 'waiting', t: w.now, plan: run.plan.name, action: action.name })
    } else run.actionEnd = w.now + Math.min(action.durationMs, action.timeoutMs)
    return true
  }
  if (action.type === 'manual' ? !run.confirmed : run.actionEnd > w.now) return false
  const failed = action.type !== 'manual' && (action.fail || action.durationMs > action.timeoutMs)
  run.actions[run.actions.length - 1] = { ...record, endedAt: w.now, failed }
  if (action.type === 'manual') run.waitedMs += w.now - run.waitingSince!
  if (failed) run.failed.push(action.name)
  run.waitingSince = null
  run.confirmed = false
  run.actionEnd = Infinity
  run.action++
  return true
}

const boot = (w: World, run: PlanRunState): void => {
  run.phase = 'boot'
  for (const member of run.members) if (member.group === run.group && member.status === 'running') openGate(w, member.vm)
}
