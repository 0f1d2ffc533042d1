import { ByteReader, ByteWriter } from './bytes.ts'
import { hourMs } from './clock.ts'
import { recall } from './environment.ts'
import { addRows } from './extend.ts'
import { healthWake } from './health.ts'
import { nextWake, touch } from './items.ts'
import type { PlanRunState } from './plan-run.ts'
import type { Vm } from './scenario.ts'
import type { Listener, Saved } from './simulation.ts'
import { type JobStep, jobKinds } from './states.ts'
import { poolOf } from './transfers.ts'
import type { ResyncView } from './views.ts'
import { type Failover, type Job, KIND, pointSlots, pointWidth, World } from './world.ts'

type ItemColumn = keyof World['it']

/** Columns by how they are written; those that aren't here follow from others. */
const smalls = [
  'state',
  'phase',
  'pausedBy',
  'marked',
  'before',
  'drill',
  'health',
  'flag',
  'running',
  'logOn',
  'asked',
  'host',
  'policy',
  'cycles',
  'missed',
  'expI',
  'missI',
  'irSent',
  'sent',
  'resyncSent',
  'superseded',
  'fbSent',
  'irDisk',
  'draws',
  'trKind',
  'trHold',
  'trDown',
  'trApp',
] as const satisfies readonly ItemColumn[]
const signs = ['blockK', 'volK', 'hourly', 'rpoPeak'] as const satisfies readonly ItemColumn[]
const instants = [
  'drillSince',
  'timer',
  'stepEnd',
  'due',
  'appDue',
  'protectedAt',
  'snapshot',
  'newest',
  'blockNext',
  'volNext',
  'hrlWake',
  'resyncStart',
] as const satisfies readonly ItemColumn[]
const transferColumns = ['trAmount', 'trRest'] as const satisfies readonly ItemColumn[]
const diskColumns = ['base', 'log0', 'w', 'irAmount'] as const

const steps: readonly JobStep[] = [
  'enable',
  'finalize',
  'prereq',
  'shutdown',
  'sync',
  'select',
  'process',
  'createVm',
  'prepare',
  'boot',
  'cleanup',
  'commit',
  'changePoint',
  'compare',
  'copy',
  'azShutdown',
  'download',
  'onpremBoot',
  'reverse',
  'disable',
]
const jobStates = ['running', 'suspended', 'failed', 'succeeded', 'cancelled'] as const
const gates = [null, 'closed', 'open', 'stop'] as const
const modes = [null, 'delta', 'full'] as const

interface Rest {
  settled: boolean
  monitorAt: number
  digestAt: number
  events: number
  couldUp: string
  couldDown: string
  couldSince: number
  retired: { up: number; down: number }
  aborts: number
  up: number[]
  down: number[]
  volumeWake: (number | null)[]
  failovers: [number, Failover][]
  resyncs: [number, ResyncView[]][]
  planRuns: (Omit<PlanRunState, 'actionEnd'> & { actionEnd: number | null })[]
}

const finite = (value: number): number | null => (value === Infinity ? null : value)
const present = <T>(list: readonly (T | null)[]): [number, T][] =>
  list.flatMap((each, i) => (each === null ? [] : [[i, each] as [number, T]]))

export const saveWorld = (w: World): Saved => {
  const out = new ByteWriter(w.savedBytes)
  const { now } = w
  const { vms: _, ...inputs } = w.scenario
  const rest: Rest = {
    settled: w.settled,
    monitorAt: w.monitorAt,
    digestAt: w.digestAt,
    events: w.events,
    couldUp: String(w.couldUp),
    couldDown: String(w.couldDown),
    couldSince: w.couldSince,
    retired: w.retired,
    aborts: w.aborts,
    up: w.up.saved(),
    down: w.down.saved(),
    volumeWake: w.volumeWakes.at.map(finite),
    failovers: present(w.failovers),
    resyncs: present(w.resyncs),
    planRuns: w.planRuns.map((run) => ({ ...run, actionEnd: finite(run.actionEnd) })),
  }
  out.text(JSON.stringify(rest))
  out.whole(w.n)
  // Column by column: each is read in one go.
  for (const name of smalls) out.wholes(w.it[name], w.n)
  for (const name of signs) for (let i = 0; i < w.n; i++) out.signed(w.it[name][i]!)
  for (const name of instants) out.instants(w.it[name], w.n, now)
  for (let i = 0; i < w.n; i++) {
    saveFlight(w, out, i, now)
    for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) saveDisk(w, out, d, now)
    savePoints(w, out, i, now)
    saveJob(out, w.jobs[i]!, now)
  }
  const state = out.done()
  // The next one will be little longer.
  w.savedBytes = Math.ceil(state.length * 1.1) + 1024
  return { version: 1, at: now, inputs, state }
}

const saveFlight = (w: World, out: ByteWriter, i: number, now: number): void => {
  const { it } = w
  if (it.trKind[i] === KIND.null) return
  for (const name of transferColumns) out.whole(it[name][i]!)
  out.instant(it.trStart[i]!, now)
  out.whole(it.trHold[i] === 0 ? poolOf(w, i).left(i, it.host[i]!, now) : it.trFinish[i]!)
}

const saveDisk = (w: World, out: ByteWriter, d: number, now: number): void => {
  const { dk } = w
  out.signed(dk.offset[d]!)
  // Close to each other: differences take fewer bytes.
  let before = 0
  for (const name of diskColumns) {
    out.signed(dk[name][d]! - before)
    before = dk[name][d]!
  }
  for (let c = dk.cFrom[d]!; c < dk.cTo[d]!; c++) {
    out.instant(w.churn.t0[c]!, now)
    out.whole(w.churn.base[c]!)
  }
}

const savePoints = (w: World, out: ByteWriter, i: number, now: number): void => {
  const { it, pt, pointStep } = w
  const count = it.pCount[i]!
  const head = it.pHead[i]!
  out.whole(count)
  let stamp = now
  let bytes = 0
  for (let k = 0; k < count; k++) {
    const s = ((head + k) % pointSlots) * pointStep + i * pointWidth
    out.instant(pt[s]!, k === 0 ? now : stamp + hourMs)
    out.whole(pt[s + 1]! - pt[s]!)
    out.signed(pt[s + 2]! - bytes)
    out.whole(pt[s + 3]!)
    stamp = pt[s]!
    bytes = pt[s + 2]!
  }
}

const saveJob = (out: ByteWriter, job: Job | null, now: number): void => {
  if (job === null) {
    out.whole(0)
    return
  }
  out.whole(1 + jobKinds.indexOf(job.kind))
  out.whole(job.steps.length)
  for (const step of job.steps) out.whole(steps.indexOf(step))
  out.whole(job.index)
  out.instant(job.startedAt, now)
  out.instant(job.endedAt ?? -1, now)
  out.whole(jobStates.indexOf(job.state))
  out.whole(gates.indexOf(job.gate))
  out.whole(job.waiting ? 1 : 0)
  out.whole(modes.indexOf(job.mode))
  out.text(JSON.stringify(job.point))
  out.whole(job.done.length)
  for (const each of job.done) {
    out.whole(steps.indexOf(each.step))
    out.instant(each.startedAt, now)
    out.instant(each.endedAt ?? -1, now)
    out.instant(each.endsAt ?? -1, now)
    out.whole(each.failed ? 1 : 0)
  }
}

/** `vms`: in the order in which they joined, by the scenario or later. Throws RangeError when the checkpoint doesn't fit them. */
export const restoreWorld = (saved: Saved, vms: readonly Vm[], out: Listener): World => {
  const w = new World({ ...saved.inputs, vms: [] }, out)
  const { hosts, volumes, policies, plans } = saved.inputs
  w.scenario = { ...saved.inputs, vms }
  addRows(w, { hosts, volumes, policies, vms, plans })
  const { at: now } = saved
  w.now = now
  const from = new ByteReader(saved.state)
  const rest = JSON.parse(from.text()) as Rest
  if (from.whole() !== w.n) throw new RangeError('The checkpoint holds other machines.')
  for (const list of w.itemsOfPolicy) list.length = 0
  for (const name of smalls) from.wholes(w.it[name], w.n)
  for (const name of signs) for (let i = 0; i < w.n; i++) w.it[name][i] = from.signed()
  for (const name of instants) from.instants(w.it[name], w.n, now)
  for (let i = 0; i < w.n; i++) {
    restoreFlight(w, from, i, now)
    for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) restoreDisk(w, from, d, now)
    restorePoints(w, from, i, now)
    w.jobs[i] = restoreJob(from, now)
    w.itemsOfPolicy[w.it.policy[i]!]!.push(i)
  }
  restoreRest(w, rest)
  return w
}

const restoreRest = (w: World, rest: Rest): void => {
  w.settled = rest.settled
  w.monitorAt = rest.monitorAt
  w.digestAt = rest.digestAt
  w.events = rest.events
  w.couldUp = BigInt(rest.couldUp)
  w.couldDown = BigInt(rest.couldDown)
  w.couldSince = rest.couldSince
  w.retired = rest.retired
  w.aborts = rest.aborts
  for (const [v, at] of rest.volumeWake.entries()) w.volumeWakes.set(v, at ?? Infinity)
  for (const [i, failover] of rest.failovers) w.failovers[i] = failover
  for (const [i, list] of rest.resyncs) w.resyncs[i] = list
  w.planRuns = rest.planRuns.map((run) => ({ ...run, actionEnd: run.actionEnd ?? Infinity }))
  recall(w)
  w.up.restore(rest.up)
  w.down.restore(rest.down)
  for (let i = 0; i < w.n; i++) {
    if (rest.settled) w.heap.set(i, Math.min(nextWake(w, i), healthWake(w, i)))
    else touch(w, i)
  }
}

const restoreFlight = (w: World, from: ByteReader, i: number, now: number): void => {
  const { it } = w
  if (it.trKind[i] === KIND.null) return
  for (const name of transferColumns) it[name][i] = from.whole()
  it.trStart[i] = from.instant(now)
  const mb = from.whole()
  if (it.trHold[i] === 0) poolOf(w, i).add(i, it.host[i]!, now, it.trRest[i]!, mb)
  else it.trFinish[i] = mb
}

const restoreDisk = (w: World, from: ByteReader, d: number, now: number): void => {
  w.dk.offset[d] = from.signed()
  let before = 0
  for (const name of diskColumns) {
    before += from.signed()
    w.dk[name][d] = before
  }
  for (let c = w.dk.cFrom[d]!; c < w.dk.cTo[d]!; c++) {
    const t0 = from.instant(now)
    w.churn.put(c, t0, from.whole())
  }
}

const restorePoints = (w: World, from: ByteReader, i: number, now: number): void => {
  const { it, pt } = w
  it.pCount[i] = from.whole()
  let stamp = now
  let bytes = 0
  for (let k = 0; k < it.pCount[i]!; k++) {
    const s = k * w.pointStep + i * pointWidth
    stamp = from.instant(k === 0 ? now : stamp + hourMs)
    pt[s] = stamp
    pt[s + 1] = stamp + from.whole()
    bytes += from.signed()
    pt[s + 2] = bytes
    pt[s + 3] = from.whole()
  }
}

const orNull = (value: number): number | null => (value === -1 ? null : value)

const restoreJob = (from: ByteReader, now: number): Job | null => {
  const kind = from.whole()
  if (kind === 0) return null
  const list = <T>(read: () => T): T[] => Array.from({ length: from.whole() }, read)
  const jobSteps = list(() => steps[from.whole()]!)
  return {
    kind: jobKinds[kind - 1]!,
    steps: jobSteps,
    index: from.whole(),
    startedAt: from.instant(now),
    endedAt: orNull(from.instant(now)),
    state: jobStates[from.whole()]!,
    gate: gates[from.whole()]!,
    waiting: from.whole() === 1,
    mode: modes[from.whole()]!,
    point: JSON.parse(from.text()) as Job['point'],
    done: list(() => ({
      step: steps[from.whole()]!,
      startedAt: from.instant(now),
      endedAt: orNull(from.instant(now)),
      endsAt: orNull(from.instant(now)),
      failed: from.whole() === 1,
    })),
  }
}
