import type { Pool } from './bandwidth.ts'
import { hrlLimit } from './cycles.ts'
import { hasLedger, hrlOfDisk, ledger, rpo } from './ledger.ts'
import { retentionMs } from './points.ts'
import { states } from './states.ts'
import { edges } from './transitions.ts'
import { KIND, pointSlots, pointWidth, S, type World } from './world.ts'

/** What must hold after each ms; a breach throws. For tests: it costs several times the simulation. */
export const installChecks = (w: World): void => {
  w.onEdge = (from, to) => {
    if (from !== to && !edges[states[from]!]!.includes(states[to]!)) fail(w, -1, `the edge ${states[from]} to ${states[to]} is in no table`)
  }
  w.check = (world, seen) => {
    for (const i of seen) checkItem(world, i)
    checkPool(world, world.up, false)
    checkPool(world, world.down, true)
    checkLinks(world)
  }
}

const fail = (w: World, i: number, what: string): never => {
  throw new Error(`At ${new Date(w.now).toISOString()}${i < 0 ? '' : `, ${w.names[i]} (${states[w.it.state[i]!]})`}: ${what}`)
}

const checkItem = (w: World, i: number): void => {
  const { it, dk, pt } = w
  const state = it.state[i]!
  if (hasLedger(state)) {
    const sums = ledger(w, i)
    if (sums.written !== sums.sent + sums.pending + sums.superseded || sums.pending < 0) fail(w, i, `ledger ${JSON.stringify(sums)}`)
  }
  if (state === S.M5) {
    let base = 0
    for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
      base += dk.base[d]!
      if (hrlOfDisk(w, i, d) >= hrlLimit(w, d) && dk.size[d]! > 0) fail(w, i, 'a log is beyond its limit')
    }
    if (base !== it.sent[i]! + it.superseded[i]!) fail(w, i, `captured ${base}, sent ${it.sent[i]} and superseded ${it.superseded[i]}`)
  }
  const age = rpo(w, i)
  if (age !== null && age < 0) fail(w, i, 'the RPO is negative')
  let before = -1
  const count = it.pCount[i]!
  for (let k = 0; k < count; k++) {
    const s = ((it.pHead[i]! + k) % pointSlots) * w.pointStep + i * pointWidth
    if (pt[s]! < before || pt[s]! > pt[s + 1]!) fail(w, i, 'stamps fall, or a point is older than its completion')
    if (k < count - 1 && pt[s + 3] === 0) fail(w, i, 'a point without a mark is kept')
    before = pt[s]!
  }
  if (count > 1 && retentionMs(w, i) === 0) fail(w, i, 'points are kept without retention')
  const failover = w.failovers[i]
  if (failover?.kind === 'planned' && failover.upAt !== null && (failover.lossMs !== 0 || failover.lossBytes !== 0))
    fail(w, i, 'a planned failover lost something')
  const running = w.jobs[i]?.state === 'running'
  if (running !== (it.stepEnd[i] !== Infinity) && running && it.trKind[i] === KIND.null && !w.jobs[i]!.waiting)
    fail(w, i, 'a job waits for nothing')
}

const checkPool = (w: World, pool: Pool, down: boolean): void => {
  // Rates are shared after this look; those of the interval that just ended were checked then.
  let sum = 0
  pool.active.forEach((list, h) => {
    const rate = pool.rateOf(h)
    for (const i of list)
      if ((w.it.trDown[i] === 1) !== down || w.it.trHold[i] !== 0 || w.it.host[i] !== h) fail(w, i, 'a transfer is in the wrong pool')
    if (rate > pool.threads[h]!) fail(w, -1, `host ${h} gives a transfer ${rate} bit/s`)
    sum += rate * list.length
  })
  if (sum < 0) fail(w, -1, 'rates are negative')
}

/** After rates are shared. */
export const checkRates = (w: World): void => {
  for (const pool of [w.up, w.down]) {
    let sum = 0
    pool.active.forEach((list, h) => {
      const given = pool.rateOf(h) * list.length
      if (given > pool.hostCap[h]!) fail(w, -1, `host ${h} carries ${given} bit/s of ${pool.hostCap[h]}`)
      sum += given
    })
    if (sum > pool.siteCap) fail(w, -1, `the site carries ${sum} bit/s of ${pool.siteCap}`)
  }
}

/** What the links carried is what the items received; an aborted transfer may leave less than a byte. */
const checkLinks = (w: World): void => {
  let up = w.retired.up
  let down = w.retired.down
  for (let i = 0; i < w.n; i++) {
    up += w.it.irSent[i]! + w.it.sent[i]! + w.it.resyncSent[i]!
    down += w.it.fbSent[i]!
  }
  for (const [pool, sum] of [
    [w.up, up],
    [w.down, down],
  ] as const) {
    const over = pool.bytes - sum
    if (over < 0 || over > w.aborts) fail(w, -1, `the link carried ${pool.bytes} bytes and the items have ${sum}`)
  }
}
