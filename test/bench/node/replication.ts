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

/** Nine tenths of it are used in the work hours of a weekday: full whenever ticks come together. At night and at weekends it is wide. */
const linkBpsOfMachine = 480_000

/** 2.8 disks a machine that write 2.8 GB on a weekday, 100 machines a host, protected from the start, app-consistent points each hour. */
export const estate = (machines: number, copyFrequencyMs: number): Scenario => {
  const hosts = Math.ceil(machines / 100)
  return {
    name: 'MAX',
    start,
    seed: 7,
    zone: utc,
    params: defaultParams,
    jobs: defaultJobs,
    site: { upBps: machines * linkBpsOfMachine, downBps: machines * linkBpsOfMachine, throttle: null },
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
  const pss = memory()
  const { slept } = simulation
  // Neither an empty estate nor only quiet hours: all cycles ran, part of them on a full link, and what was written was sent.
  let cycles = 0
  let missed = 0
  for (let i = 0; i < simulation.size; i++) {
    const item = simulation.item(i)
    cycles += item.cycles
    missed += item.missed
    if (item.sent < item.written * 0.99 || item.written < 1e9) throw new Error(`${item.name} sent ${item.sent} of ${item.written} bytes`)
  }
  if (missed > 0 || cycles < (machines * days * day) / copyFrequencyMs - machines) throw new Error(`${cycles} cycles, ${missed} missed`)
  // At 30 s so many ticks fall on one second that the proof of a quiet hour never holds.
  const quiet = copyFrequencyMs < 300_000 ? 0 : cycles / 4
  if (slept.quiet < quiet || slept.rhythmic < cycles / 4)
    throw new Error(`quiet ${slept.quiet}, full ${slept.rhythmic} of ${cycles} cycles`)
  return { ms, checkpointMb: bytes / 1e6, pssMb: pss, cycles }
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
