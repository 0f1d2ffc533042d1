import type { TimedStep } from '../replication/scenario.ts'

export type RunKind = 'test' | 'planned' | 'unplanned' | 'failback'

export interface EstimatedAction {
  /** For a manual action: how long a person is expected to take. */
  durationMs: number
  timeoutMs: number
  manual: boolean
}
export interface EstimatedGroup {
  machines: number
  pre: readonly EstimatedAction[]
  post: readonly EstimatedAction[]
}
export interface Estimate {
  failoverMs: number
  groups: { ms: number; rtoMs: number }[]
  rtoMs: number
}

/** Steps before the start, by kind of failover; what the network needs for the last changes is not counted. */
const steps: Readonly<Record<RunKind, readonly TimedStep[]>> = {
  test: ['prereq', 'createVm', 'prepare'],
  planned: ['prereq', 'shutdown', 'createVm'],
  unplanned: ['prereq', 'shutdown', 'process', 'createVm'],
  failback: ['azShutdown'],
}

/**
 * What a run would take, in ms, from the durations of the steps and the actions of this kind of failover: all machines fail over side by
 * side, then the groups start one after the other. A script that runs into its time limit counts with the limit.
 */
export const estimateRto = (kind: RunKind, groups: readonly EstimatedGroup[], durations: Readonly<Record<TimedStep, number>>): Estimate => {
  const failoverMs = groups.some((group) => group.machines > 0) ? steps[kind].reduce((sum, step) => sum + durations[step], 0) : 0
  const length = (actions: readonly EstimatedAction[]): number =>
    actions.reduce((sum, action) => sum + (action.manual ? action.durationMs : Math.min(action.durationMs, action.timeoutMs)), 0)
  const start = kind === 'failback' ? durations.onpremBoot : durations.boot
  let rtoMs = failoverMs
  return {
    failoverMs,
    groups: groups.map((group) => {
      const ms = length(group.pre) + (group.machines > 0 ? start : 0) + length(group.post)
      rtoMs += ms
      return { ms, rtoMs }
    }),
    rtoMs,
  }
}
