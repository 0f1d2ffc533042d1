import { type ChildProcess, fork } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { basename } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { createSimulation, restoreSimulation, restoringSimulation } from '../../../main/domain/replication/simulation.ts'
import { createLabSession, type LabSession } from '../../../main/engine/lab-session.ts'
import { openLab } from '../../../main/services/lab/lab-files.ts'
import type { LabStore } from '../../../main/services/lab/lab-store.types.ts'
import { createReadinessService, deriveReadiness } from '../../../main/services/readiness-service.ts'
import { ClockService } from '../../../main/services/replication/clock-service.ts'
import type { Turns } from '../../../main/services/replication/clock-turns.ts'
import { LabSimulation } from '../../../main/services/replication/lab-simulation.ts'
import { createPlansService } from '../../../main/services/replication/plans-service.ts'
import { createReplicationService } from '../../../main/services/replication/replication-service.ts'
import { readySample } from '../../../main/services/sample-ready.ts'
import { connect } from '../../../native-db/database/open.ts'
import { percentile } from '../statistics.ts'

// Replication of the largest sample estate through the services, as `offsite` and the engine put them together.

const day = 86_400_000
const actor = 'bench'
const wall = Date.now
const openStore = (lab: string, workFolder: string): LabStore => openLab(lab, { wall, derive: deriveReadiness, workFolder })

const alone: Turns = {
  nowMs: () => performance.now(),
  soon: (turn) => {
    const handle = setImmediate(turn)
    return () => clearImmediate(handle)
  },
  alone: true,
}

/** The lab with its clock, without a window: as the command line plays it, or as the engine does. A fault of the clock is thrown. */
const timeOf = (store: LabStore, turns: Turns | null = alone) => {
  const simulation = new LabSimulation({
    store,
    maker: { create: createSimulation, restore: restoreSimulation, restoring: restoringSimulation },
    actor,
    wall,
  })
  let failure: unknown = null
  const clock = new ClockService({
    simulation,
    actor,
    ...(turns === null ? {} : { turns }),
    failed: (error) => {
      failure = error
    },
  })
  const play = async (byMs: number): Promise<void> => {
    await clock.step(byMs)
    if (failure !== null) throw failure
  }
  return { store, simulation, clock, play }
}

const timed = async (work: () => unknown): Promise<number> => {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Finishes Getting Started of the estate with a link of so many bit/s, and enables all that can be replicated. The floor inserts the same rows into a copy, in one transaction. */
export const enableLab = async (
  lab: string,
  workFolder: string,
  linkBps: number | null,
): Promise<{ ms: number; floorMs: number; items: number }> => {
  const first = openStore(lab, workFolder)
  readySample(first, { size: 'MAX', actor })
  if (linkBps !== null)
    first.apply({ kind: 'capacity.edit', name: 'Link', actor }, (tx) =>
      tx.update('capacity_settings', 1, { link_bits_per_second: linkBps }),
    )
  first.close()
  const bare = `${lab}.bare`
  copyFileSync(lab, bare)
  const time = timeOf(openStore(lab, workFolder))
  const replication = createReplicationService({ simulation: time.simulation, actor })
  let items = 0
  const ms = await timed(async () => {
    items = (await replication.enable({ machines: [], where: 'readiness:ready' })).enabled.length
  })
  time.clock.close()
  time.store.close()
  const db = connect(bare)
  db.prepare('ATTACH ? AS enabled').run(lab)
  const floorMs = await timed(() => {
    db.exec('BEGIN IMMEDIATE')
    for (const table of ['job', 'protected_item', 'protected_item_adapter', 'change_log', 'simulation_input', 'replicated_item'])
      db.exec(`INSERT INTO main."${table}" SELECT * FROM enabled."${table}" WHERE rowid NOT IN (SELECT rowid FROM main."${table}")`)
    db.exec('COMMIT')
  })
  db.close()
  return { ms, floorMs, items }
}

export interface LabPlay {
  ms: number
  pssMb: number | null
  checkpointMb: number
  events: number
}

/** Plays the lab for so many days and closes it, as `offsite simulate` does. */
export const playLab = async (lab: string, workFolder: string, days: number, memory: () => number | null): Promise<LabPlay> => {
  const { store, simulation, clock, play } = timeOf(openStore(lab, workFolder))
  let pssMb: number | null = null
  const ms = await timed(async () => {
    await play(days * day)
    pssMb = memory()
    clock.close()
  })
  const bytes = store.db.prepare('SELECT sum(length(state)) FROM simulation_checkpoint').pluck().get() as number
  const events = simulation.lines
  store.close()
  return { ms, pssMb, checkpointMb: bytes / 1e6, events }
}

/** Goes back to instants of the whole time, the latest first; the call answers when the lists may be read. The floor reads and unpacks a checkpoint. */
export const rewindLab = async (lab: string, workFolder: string, turns: number): Promise<{ runs: number[]; floors: number[] }> => {
  const { store, simulation, clock } = timeOf(openStore(lab, workFolder))
  const { beginMs, nowMs } = clock.state()
  void simulation.live
  const [runs, floors] = [[], []] as [number[], number[]]
  const checkpoint = store.db.prepare('SELECT state FROM simulation_checkpoint WHERE at_ms <= ? ORDER BY at_ms DESC LIMIT 1').pluck()
  // Odd parts of the time: no checkpoint stands there.
  for (let n = 1; n <= turns; n++) {
    const toMs = Math.round(nowMs - ((nowMs - beginMs) * (n - 0.382)) / (turns + 0.5))
    floors.push(
      await timed(() => {
        const state = checkpoint.get(toMs) as Buffer | undefined
        if (state !== undefined) inflateRawSync(state.subarray(1))
      }),
    )
    runs.push(await timed(() => clock.rewind(toMs)))
  }
  clock.close()
  store.close()
  return { runs, floors }
}

/** A test failover of a plan of 100 machines that are protected, and the same plan's mere saving as the floor. */
export const runPlan = async (lab: string, workFolder: string, turns: number): Promise<{ runs: number[]; floors: number[] }> => {
  const { store, simulation, clock } = timeOf(openStore(lab, workFolder), null)
  // The rules of 2016 limit a plan to 50.
  const rules = createReadinessService({ store, actor })
  await rules.usePack({ rulePack: '2020-01' })
  void simulation.live
  const plans = createPlansService({ simulation, actor })
  const members = store.db
    .prepare("SELECT protected_item_id FROM replicated_item WHERE state = 'M5' AND drill = 'none' ORDER BY 1 LIMIT ?")
    .pluck()
    .all(100 * turns) as number[]
  const [runs, floors] = [[], []] as [number[], number[]]
  for (let n = 0; n < turns; n++) {
    const itemIds = members.slice(100 * n, 100 * (n + 1))
    const draft = { id: null, name: `Plan ${n}`, targetRtoMinutes: null, groups: [{ itemIds, pre: [], post: [] }] }
    let id = 0
    floors.push(
      await timed(async () => {
        id = (await plans.save(draft)).id
      }),
    )
    if (itemIds.length < 100) throw new Error(`Only ${itemIds.length} machines are protected`)
    runs.push(await timed(() => plans.run({ id, kind: 'test', point: 'latestProcessed', shutdown: false })))
  }
  clock.close()
  store.close()
  return { runs, floors }
}

interface Asked {
  id: number
  area: 'clock' | 'inventory' | 'replication'
  call: string
  input: unknown
}

/** The engine's services over a lab, in a process of their own that answers calls one by one; ends when the other side goes. */
export const serveLab = (lab: string, workFolder: string, memory: () => number | null): void => {
  const session: LabSession = createLabSession(openStore(lab, workFolder), {
    wall,
    actor,
    secrets: {
      state: async () => ({ backend: null, problem: null }),
      save: async () => undefined,
      remove: async () => undefined,
      has: async () => false,
    },
    rejectsFolder: workFolder,
    resolveTarget: (token) => basename(token),
    clockChanged: () => undefined,
    itemsChanged: () => undefined,
    clockFailed: (error) => {
      throw error
    },
    jobProgressed: () => undefined,
    jobFailed: (error) => {
      throw error
    },
    runners: [],
  })
  process.on('message', async ({ id, area, call, input }: Asked) => {
    if (call === 'pss') {
      process.send?.({ id, value: memory() })
      return
    }
    const calls = session[area] as unknown as Record<string, (input: unknown) => unknown>
    const value = await calls[call]?.(input)
    process.send?.({ id, value })
  })
  process.on('disconnect', () => {
    session.close()
    process.exit(0)
  })
  process.send?.({ id: 0, value: null })
}

/** What a window asks for again and again while the clock plays. */
const questions: readonly Omit<Asked, 'id'>[] = [
  { area: 'clock', call: 'state', input: undefined },
  ...(['protectedItems', 'jobs', 'vms', 'events'] as const).map((kind) => ({
    area: 'inventory' as const,
    call: 'window',
    input: { query: { kind, scope: { kind: 'all' }, where: '', sort: [] }, offset: 0, limit: 60 },
  })),
  { area: 'replication', call: 'summary', input: undefined },
]

export interface LabCalls {
  p95: number
  idleP95: number
  slowest: number
  achieved: number | null
  pssMb: number | null
}

/** Asks a playing engine for so many seconds, one call after the other; the floor asks it while the clock stands. */
export const askLab = async (script: string, lab: string, seconds: number): Promise<LabCalls> => {
  const child: ChildProcess = fork(script, ['lab-serve', lab], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const waiting = new Map<number, (value: unknown) => void>()
  let last = 0
  child.on('message', ({ id, value }: { id: number; value: unknown }) => waiting.get(id)?.(value))
  const ready = new Promise((resolve) => waiting.set(0, resolve))
  const ask = (question: Omit<Asked, 'id'>): Promise<unknown> =>
    new Promise((resolve) => {
      last += 1
      waiting.set(last, resolve)
      child.send({ id: last, ...question })
    })
  const latencies = async (forMs: number): Promise<number[]> => {
    const times: number[] = []
    const until = performance.now() + forMs
    for (let n = 0; performance.now() < until; n++) times.push(await timed(() => ask(questions[n % questions.length] as Omit<Asked, 'id'>)))
    return times
  }
  await ready
  await ask({ area: 'replication', call: 'summary', input: undefined })
  const idle = await latencies(2000)
  await ask({ area: 'clock', call: 'play', input: { speed: 100_000 } })
  const playing = await latencies(seconds * 1000)
  const state = (await ask({ area: 'clock', call: 'state', input: undefined })) as { achieved: number | null }
  const pssMb = (await ask({ area: 'clock', call: 'pss', input: undefined })) as number | null
  await ask({ area: 'clock', call: 'pause', input: undefined })
  child.disconnect()
  await new Promise((resolve) => child.on('exit', resolve))
  return {
    p95: percentile(playing, 0.95),
    idleP95: percentile(idle, 0.95),
    slowest: Math.max(...playing),
    achieved: state.achieved,
    pssMb,
  }
}
