/** Instants of a run, in ms; null = not yet, or never. */
export interface RunCourse {
  startedMs: number
  /** Every machine stands before its start, or has failed. */
  readyMs: number | null
  machines: readonly {
    /** From 1. */
    group: number
    readyMs: number | null
    bootMs: number | null
    endedMs: number | null
  }[]
}

/** Of one machine, in the order of the run's machines. Slack: how much longer it could take without the run taking longer; null = not known. */
export interface MachineWeight {
  criticalFailover: boolean
  criticalBoot: boolean
  failoverSlackMs: number | null
  bootSlackMs: number | null
}

/**
 * What decides how long a run takes: the machines whose failover ended last, then in each group the machines that started last. Actions
 * run one after the other, so all of them decide. Along that way the lengths add up to the RTO of the plan.
 */
export const weighMachines = (run: RunCourse): MachineWeight[] => {
  const lastBoot = new Map<number, number>()
  for (const machine of run.machines)
    if (machine.bootMs !== null && machine.endedMs !== null)
      lastBoot.set(machine.group, Math.max(lastBoot.get(machine.group) ?? machine.endedMs, machine.endedMs))
  return run.machines.map((machine) => {
    const failoverSlackMs = run.readyMs === null || machine.readyMs === null ? null : Math.max(0, run.readyMs - machine.readyMs)
    const last = lastBoot.get(machine.group)
    const bootSlackMs = machine.bootMs === null || machine.endedMs === null || last === undefined ? null : last - machine.endedMs
    return { criticalFailover: failoverSlackMs === 0, criticalBoot: bootSlackMs === 0, failoverSlackMs, bootSlackMs }
  })
}
