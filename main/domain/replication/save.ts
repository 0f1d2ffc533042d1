import { ByteWriter, putInstant, putSigned, putWhole } from './bytes.ts'
import { hourMs } from './clock.ts'
import { diskColumns, gates, instants, jobStates, modes, type Rest, signs, smalls, steps, transferColumns } from './save-form.ts'
import type { Saved } from './simulation.ts'
import { jobKinds } from './states.ts'
import { poolOf } from './transfers.ts'
import { type Job, KIND, pointSlots, pointWidth, type World } from './world.ts'

const finite = (value: number): number | null => (value === Infinity ? null : value)
const present = <T>(list: readonly (T | null)[]): [number, T][] => {
  const found: [number, T][] = []
  for (const [i, each] of list.entries()) if (each !== null) found.push([i, each])
  return found
}

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
  const columns = diskColumns.map((name) => w.dk[name])
  for (let i = 0; i < w.n; i++) {
    saveFlight(w, out, i, now)
    for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) saveDisk(w, out, d, columns, now)
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

const saveDisk = (w: World, out: ByteWriter, d: number, columns: readonly Float64Array[], now: number): void => {
  const { dk } = w
  out.signed(dk.offset[d]!)
  // Close to each other: differences take fewer bytes.
  let before = 0
  for (const column of columns) {
    out.signed(column[d]! - before)
    before = column[d]!
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
  // Half of a checkpoint is points.
  out.reserve(count * pointWidth)
  const { bytes } = out
  let { at } = out
  let stamp = now
  let written = 0
  for (let k = 0; k < count; k++) {
    const s = ((head + k) % pointSlots) * pointStep + i * pointWidth
    at = putInstant(bytes, at, pt[s]!, k === 0 ? now : stamp + hourMs)
    at = putWhole(bytes, at, pt[s + 1]! - pt[s]!)
    at = putSigned(bytes, at, pt[s + 2]! - written)
    at = putWhole(bytes, at, pt[s + 3]!)
    stamp = pt[s]!
    written = pt[s + 2]!
  }
  out.at = at
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
