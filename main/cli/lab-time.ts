import type { ClockState } from '../../preload/contract/clock.ts'
import { t } from '../../preload/contract/words.ts'
import { createSimulation, restoreSimulation, restoringSimulation } from '../domain/replication/simulation.ts'
import type { LabStore } from '../services/lab/lab-store.types.ts'
import { ClockService } from '../services/replication/clock-service.ts'
import type { Turns } from '../services/replication/clock-turns.ts'
import { LabSimulation } from '../services/replication/lab-simulation.ts'
import { createPlansService } from '../services/replication/plans-service.ts'
import { createReplicationService } from '../services/replication/replication-service.ts'
import { UsageError } from './command.ts'
import type { CommandIo } from './io.ts'
import { actorOf, owning, reading } from './labs.ts'

/** Nobody waits for an answer meanwhile: the next turn follows at once. */
const turns: Turns = {
  nowMs: () => performance.now(),
  soon: (turn) => {
    const handle = setImmediate(turn)
    return () => clearImmediate(handle)
  },
  alone: true,
}

export interface LabTime {
  store: LabStore
  simulation: LabSimulation
  clock: ClockService
  replication: ReturnType<typeof createReplicationService>
  plans: ReturnType<typeof createPlansService>
}

const timeOf = (store: LabStore, io: CommandIo): LabTime => {
  const actor = actorOf(io)
  const simulation = new LabSimulation({
    store,
    maker: { create: createSimulation, restore: restoreSimulation, restoring: restoringSimulation },
    actor,
    wall: io.wall,
  })
  let failure: unknown = null
  const clock = new ClockService({
    simulation,
    actor,
    turns,
    failed: (error) => {
      failure = error
    },
  })
  const orThrow = async (moved: Promise<ClockState>): Promise<ClockState> => {
    const state = await moved
    if (failure !== null) throw failure
    return state
  }
  const [run, runUntil] = [clock.run.bind(clock), clock.runUntil.bind(clock)]
  clock.run = (target) => orThrow(run(target))
  clock.runUntil = (isAwaited, atMs) => orThrow(runUntil(isAwaited, atMs))
  return {
    store,
    simulation,
    clock,
    replication: createReplicationService({ simulation, actor }),
    plans: createPlansService({ simulation, actor }),
  }
}

/** The lab with its clock, as its one owner; everything is stored at the end. */
export const withLabTime = <T>(file: string, io: CommandIo, work: (time: LabTime) => T | Promise<T>): Promise<T> =>
  owning(file, io, async (store) => {
    const time = timeOf(store, io)
    const value = await work(time)
    time.clock.close()
    return value
  })

/** The same beside a live owner, to look at: what was stored last. */
export const readingLabTime = <T>(file: string, io: CommandIo, work: (time: LabTime) => T | Promise<T>): Promise<T> =>
  reading(file, io, (store) => work(timeOf(store, io)))

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** "30d", "12h", "90min", "45s", "250ms" in ms. Throws UsageError. */
export const durationMs = (text: string, what: string): number => {
  const match = /^(\d{1,12})(ms|s|m|min|h|d|w)$/.exec(text.trim())
  const ms = match === null ? Number.NaN : Number(match[1]) * (units[match[2] ?? ''] ?? Number.NaN)
  if (!Number.isSafeInteger(ms) || ms < 1)
    throw new UsageError(t('{what} must be a time like 30d, 12h, 90min or 45s; this is "{text}".', { what, text }))
  return ms
}

/** An instant of lab time: ISO 8601 with Z or an offset, or ms since 1970. Throws UsageError. */
export const instantOf = (text: string, what: string): number => {
  if (/^\d{10,15}$/.test(text)) return Number(text)
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isFinite(ms))
    throw new UsageError(t('{what} must be an instant like 2026-05-13T06:00:00Z; this is "{text}".', { what, text }))
  return ms
}

export const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
