import { ByteReader } from './bytes.ts'
import { hourMs } from './clock.ts'
import { recall } from './environment.ts'
import { addRows, makeRoom } from './extend.ts'
import { healthWake } from './health.ts'
import { nextWake, touch } from './items.ts'
import { diskColumns, gates, instants, jobStates, modes, type Rest, signs, smalls, steps, transferColumns } from './save-form.ts'
import type { Vm } from './scenario.ts'
import type { Listener, Saved } from './simulation.ts'
import { jobKinds } from './states.ts'
import { poolOf } from './transfers.ts'
import { type Job, KIND, pointWidth, World } from './world.ts'

/** Machines between two pauses: some ms of work. */
const atATime = 512

/** How many machines a checkpoint holds. */
export const machinesIn = (saved: Saved): number => {
  const from = new ByteReader(saved.state)
  from.skipText()
  return from.whole()
}

/**
 * `vms`: in the order in which they joined, by the scenario or later. Many thousand machines take a second, so whoever asks may do other things
 * at each pause. Throws RangeError when the checkpoint doesn't fit them.
 */
export function* restoring(saved: Saved, vms: readonly Vm[], out: Listener): Generator<void, World> {
  const w = new World({ ...saved.inputs, vms: [] }, out)
  const { hosts, volumes, policies, plans } = saved.inputs
  w.scenario = { ...saved.inputs, vms }
  addRows(w, { hosts, volumes, policies, vms: [], plans })
  yield
  makeRoom(w, vms)
  yield
  for (const vm of vms) {
    w.addVm(vm)
    if (w.n % atATime === 0) yield
  }
  const { at: now } = saved
  w.now = now
  const from = new ByteReader(saved.state)
  const rest = JSON.parse(from.text()) as Rest
  if (from.whole() !== w.n) throw new RangeError('The checkpoint holds other machines.')
  for (const list of w.itemsOfPolicy) list.length = 0
  for (const [at, name] of smalls.entries()) {
    from.wholes(w.it[name], w.n)
    if (at % 4 === 3) yield
  }
  for (const name of signs) for (let i = 0; i < w.n; i++) w.it[name][i] = from.signed()
  yield
  for (const [at, name] of instants.entries()) {
    from.instants(w.it[name], w.n, now)
    if (at % 4 === 3) yield
  }
  for (let i = 0; i < w.n; i++) {
    if (i % atATime === 0) yield
    restoreFlight(w, from, i, now)
    for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++) restoreDisk(w, from, d, now)
    restorePoints(w, from, i, now)
    w.jobs[i] = restoreJob(from, now)
    w.itemsOfPolicy[w.it.policy[i]!]!.push(i)
  }
  yield* restoreRest(w, rest)
  return w
}

function* restoreRest(w: World, rest: Rest): Generator<void> {
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
    if (i % atATime === 0) yield
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
