import type { Case } from '../../../main/domain/replication/case-file.ts'
import type { Policy, Vm } from '../../../main/domain/replication/scenario.ts'
import type { Item, Lab } from './world.ts'
import { writerOf } from './writes.ts'

/** JSON with sorted keys and no spaces, without keys that have no value. */
export const lineOf = (event: Record<string, unknown>): string => {
  const sorted = (value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, each]) => each !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, each]) => [key, sorted(each)]),
        )
      : value
  return `${JSON.stringify(sorted(event))}\n`
}

export const createLab = ({ scenario, end }: Case, log: (line: string) => void): Lab => {
  const policies = scenario.policies.map((policy) => ({ ...policy }))
  const lab: Lab = {
    scenario,
    end,
    now: scenario.start,
    policies,
    items: [],
    siteUp: scenario.site.upBps,
    siteDown: scenario.site.downBps,
    hosts: scenario.hosts.map(({ upBps, downBps }) => ({ up: upBps, down: downBps })),
    free: scenario.volumes.map(({ freeBytes }) => freeBytes),
    runs: [],
    log: (event) => log(lineOf({ ...event, t: lab.now })),
  }
  for (const vm of scenario.vms) lab.items.push(newItem(lab, vm))
  return lab
}

/** A machine that joins the lab, with the next ordinal. */
export const newItem = ({ scenario, end, items, policies }: Lab, vm: Vm): Item => ({
  vm,
  ordinal: items.length,
  host: scenario.hosts.findIndex(({ name }) => name === vm.host),
  policy: policies.find(({ name }) => name === vm.policy) as Policy,
  state: 'M0',
  part: null,
  pauseOf: null,
  marked: false,
  drill: null,
  drillSince: 0,
  job: null,
  lastJob: null,
  startTimer: null,
  drawn: 0,
  disks: [...vm.disks]
    .sort((a, b) => a.lun - b.lun)
    .map((disk) => ({
      lun: disk.lun,
      size: disk.sizeBytes,
      used: disk.usedBytes,
      volume: disk.volume === null ? null : scenario.volumes.findIndex(({ name }) => name === disk.volume),
      written: writerOf(disk.churn, scenario, end + 1),
      acc: 0,
      since: null,
      base: 0,
      snapshot: 0,
      azureFrom: 0,
      onPremFrom: null,
    })),
  logOpen: false,
  irDisk: 0,
  irAmounts: [],
  s0: 0,
  due: null,
  appDue: null,
  protectedAt: null,
  block: null,
  volumeRetry: null,
  resyncAsked: false,
  compareUntil: null,
  transfer: null,
  irSent: 0,
  sent: 0,
  resyncSent: 0,
  superseded: 0,
  fbSent: 0,
  cycles: 0,
  missed: 0,
  expectedNow: 0,
  missedNow: 0,
  missedFlag: false,
  peak: null,
  points: [],
  hourlyHour: -1,
  resyncs: [],
  failover: null,
  azureRuns: false,
  azureSnapshot: 0,
  health: 'None',
})
