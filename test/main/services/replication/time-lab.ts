import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createSimulation, restoreSimulation, restoringSimulation } from '../../../../main/domain/replication/simulation.ts'
import { createLabFile, openLab } from '../../../../main/services/lab/lab-files.ts'
import { deriveReadiness } from '../../../../main/services/readiness-service.ts'
import { ClockService } from '../../../../main/services/replication/clock-service.ts'
import type { Turns } from '../../../../main/services/replication/clock-turns.ts'
import { LabSimulation } from '../../../../main/services/replication/lab-simulation.ts'
import { createPlansService } from '../../../../main/services/replication/plans-service.ts'
import { createReplicationService } from '../../../../main/services/replication/replication-service.ts'
import { readySample } from '../../../../main/services/sample-ready.ts'
import { fillSample, sampleClockMs, sampleTimeZone } from '../../../../main/services/sample-service.ts'
import type { ClockState } from '../../../../preload/contract/clock.ts'

export const startMs = sampleClockMs
export const hour = 3_600_000
export const day = 24 * hour

/** Turns that come one after the other at once, with a wall clock that each of them moves by `wallMs`. */
const steadyTurns = (wallMs: number): Turns => {
  let now = 0
  return {
    nowMs: () => now,
    soon: (turn) => {
      const handle = setImmediate(() => {
        now += wallMs
        turn()
      })
      return () => clearImmediate(handle)
    },
  }
}

export interface OpenedLab {
  file: string
  store: ReturnType<typeof openLab>
  simulation: LabSimulation
  clock: ClockService
  replication: ReturnType<typeof createReplicationService>
  plans: ReturnType<typeof createPlansService>
  told: ClockState[]
  /** As the engine closes a lab. */
  close(): void
}

/** Opens a lab with its clock. `turnMs`: how far the wall moves with each turn of the player. */
export const openTimeLab = (file: string, turnMs = 100, actor = 'anna'): OpenedLab => {
  let wall = 1_800_000_000_000
  const store = openLab(file, { wall: () => wall++, derive: deriveReadiness, workFolder: `${file}-work` })
  const told: ClockState[] = []
  const simulation = new LabSimulation({
    store,
    maker: {
      create: (scenario, listener) => createSimulation(scenario, listener, { checked: true }),
      restore: (saved, vms, listener) => restoreSimulation(saved, vms, listener, { checked: true }),
      restoring: (saved, vms, listener) => restoringSimulation(saved, vms, listener, { checked: true }),
    },
    actor,
    wall: () => wall++,
  })
  const clock = new ClockService({ simulation, actor, turns: steadyTurns(turnMs), changed: (state) => void told.push(state) })
  return {
    file,
    store,
    simulation,
    clock,
    replication: createReplicationService({ simulation, actor }),
    plans: createPlansService({ simulation, actor }),
    told,
    close: () => {
      clock.close()
      store.close()
    },
  }
}

let template: Buffer | null = null

/** The small sample with Getting Started finished. */
const makeTemplate = (): Buffer => {
  const folder = mkdtempSync(join(tmpdir(), 'offsite-time-'))
  try {
    const file = join(folder, 'ready.offsite')
    createLabFile(file, {
      name: 'Harbour Clinic',
      seed: 7,
      rulePack: '2016-05',
      timeZone: sampleTimeZone,
      clockMs: sampleClockMs,
      wallMs: 1,
      labId: '00000000-0000-4000-8000-000000000002',
    })
    const store = openLab(file, { wall: () => 1, derive: deriveReadiness, workFolder: join(folder, 'work') })
    fillSample(store, { size: 'S', seed: 1, actor: 'anna' })
    readySample(store, { size: 'S', actor: 'anna' })
    store.close()
    return readFileSync(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file of it: the same bytes for every test. */
const readyFile = (folder: string): string => {
  template ??= makeTemplate()
  const file = join(folder, 'lab.offsite')
  writeFileSync(file, template)
  return file
}

export const timeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'offsite-time-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const newTimeLab = (turnMs?: number): OpenedLab => {
  const lab = openTimeLab(readyFile(timeFolder()), turnMs)
  onTestFinished(() => {
    lab.store.close()
  })
  return lab
}

/** Enables machines by filter and returns their items. */
export const enabled = async ({ replication }: OpenedLab, where = 'name:WEB01 OR name:WEB02'): Promise<number[]> =>
  (await replication.enable({ machines: [], where })).enabled

export const stateOf = ({ replication }: OpenedLab, id: number): string => {
  const item = replication.item({ id })
  if (item instanceof Promise) throw new Error('An item is told at once')
  return item.state
}

/** What the lists show of items, jobs, events and machines in Azure. */
export const shownRows = ({ store }: OpenedLab): unknown => ({
  items: store.db.prepare('SELECT * FROM replicated_item ORDER BY protected_item_id').all(),
  jobs: store.db
    .prepare(
      `SELECT j.name, j.status, j.started_lab_ms, r.ended_ms, r.vm_name FROM job j JOIN replication_job r ON r.job_id = j.id
       WHERE r.gone = 0 ORDER BY j.started_lab_ms, j.name`,
    )
    .all(),
  events: store.db.prepare('SELECT at_ms, severity, object, code FROM replication_event WHERE gone = 0 ORDER BY line').all(),
  azure: store.db.prepare('SELECT name, created_by, state FROM azure_vm ORDER BY name').all(),
})

export const scriptSteps = 8

/** A fixed sequence of actions, one a day; begins with the one after the first `done` of them. */
export const playScript = async (lab: OpenedLab, done: number, acknowledged: (n: number) => void = () => undefined): Promise<void> => {
  const ids = lab.store.db.prepare('SELECT id FROM protected_item ORDER BY id').pluck().all() as number[]
  for (let n = done + 1; n <= scriptSteps; n += 1) {
    await lab.clock.run({ atMs: startMs + n * day })
    await lab.replication.act({ ids: [ids[n % 2] as number], verb: Math.floor((n - 1) / 2) % 2 === 0 ? 'pause' : 'resume' })
    acknowledged(n)
  }
}
