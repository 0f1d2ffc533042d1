import { createHash } from 'node:crypto'
import { defaultHost, defaultJobs, defaultParams, phaseOf, utc } from '../../../main/domain/replication/defaults.ts'
import type { Scenario } from '../../../main/domain/replication/scenario.ts'
import { createSimulation, type Sha256 } from '../../../main/domain/replication/simulation.ts'

const day = 86_400_000
const start = Date.UTC(2016, 4, 2)
const sha256: Sha256 = () => {
  const hash = createHash('sha256')
  return { update: (text) => void hash.update(text), digest: () => hash.digest('hex') }
}

/** Work hours write more than three times as much as the rest; eight slightly different days. */
const shapes = Array.from({ length: 8 }, (_, k) =>
  Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 18 ? 1700 : 500) + ((hour * 7 + k * 13) % 5) * 10),
)
const weekdays = [1000, 1000, 1000, 1000, 1000, 300, 200]

/** 2.8 disks a machine, 100 machines a host, protected from the start, on a link of 4 Mbit/s a machine: wide enough for all ticks of one second at 30 s copies. */
export const estate = (machines: number, copyFrequencyMs: number): Scenario => {
  const hosts = Math.ceil(machines / 100)
  return {
    name: 'MAX',
    start,
    seed: 7,
    zone: utc,
    params: defaultParams,
    jobs: defaultJobs,
    site: { upBps: machines * 4_000_000, downBps: machines * 4_000_000, throttle: null },
    hosts: Array.from({ length: hosts }, (_, h) => ({ name: `H${h}`, upBps: null, downBps: null, throttle: null, ...defaultHost })),
    volumes: Array.from({ length: hosts }, (_, v) => ({ name: `V${v}`, freeBytes: 2e12, reserveBytes: 0 })),
    policies: [{ name: 'P', copyFrequencyMs, retentionHours: 24, appHours: 1, irStartMin: null }],
    vms: Array.from({ length: machines }, (_, i) => ({
      name: `VM${i}`,
      host: `H${i % hosts}`,
      policy: 'P',
      phaseMs: phaseOf(i, copyFrequencyMs),
      vssCapable: true,
      initial: 'protected' as const,
      disks: Array.from({ length: i % 5 === 0 ? 2 : 3 }, (_, lun) => ({
        lun,
        sizeBytes: 100e9 + (i % 7) * 20e9,
        usedBytes: 40e9,
        volume: `V${i % hosts}`,
        churn: [
          {
            type: 'daily' as const,
            dailyBytes: 600_000_000 + ((i * 31 + lun * 17) % 100) * 8_000_000,
            hours: shapes[(i + lun) % 8]!,
            weekdays,
          },
        ],
      })),
    })),
    plans: [],
    faults: [],
  }
}

export interface ReplicationCost {
  ms: number
  checkpointMb: number
  pssMb: number | null
  cycles: number
}

/** Plays an estate and keeps a checkpoint a day, as the console does. */
export const playEstate = (machines: number, copyFrequencyMs: number, days: number, memory: () => number | null): ReplicationCost => {
  const simulation = createSimulation(estate(machines, copyFrequencyMs), { sha256, onLine: () => {} })
  const started = performance.now()
  let bytes = 0
  for (let n = 1; n <= days; n++) {
    simulation.advance(start + n * day)
    bytes += simulation.save().state.length
  }
  const ms = performance.now() - started
  let cycles = 0
  for (const item of simulation.items()) cycles += item.cycles
  return { ms, checkpointMb: bytes / 1e6, pssMb: memory(), cycles }
}

/** The least that the same bytes need: one number a disk, a tick, churn and a send that a cap limits; nothing else. ms. */
export const floorLoop = (disks: number, ticks: number): number => {
  const backlog = new Float64Array(disks)
  const churn = Float64Array.from({ length: disks }, (_, d) => 2_000_000 + (d % 100) * 27_000)
  const cap = Float64Array.from({ length: disks }, (_, d) => 3_000_000 + (d % 13) * 400_000)
  const started = performance.now()
  let sent = 0
  for (let tick = 0; tick < ticks; tick++)
    for (let d = 0; d < disks; d++) {
      const waiting = backlog[d]! + churn[d]!
      const send = waiting < cap[d]! ? waiting : cap[d]!
      backlog[d] = waiting - send
      sent += send
    }
  const ms = performance.now() - started
  if (!(sent > 0)) throw new Error('The floor sent nothing')
  return ms
}
