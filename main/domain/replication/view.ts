import type { Pool } from './bandwidth.ts'
import { inWindow, nextBoundary, throttleAt, windowAt } from './clock.ts'
import { hrlLimit } from './cycles.ts'
import { count } from './environment.ts'
import { healthOf } from './health.ts'
import { jobRunning, networkFaultOf, nextDue } from './items.ts'
import { jobView } from './jobs.ts'
import { deliveredOfFlight, hasLedger, hrl, hrlOfDisk, ledger, remaining, rpo, writtenOfDisk } from './ledger.ts'
import { ceilDiv } from './numbers.ts'
import { points } from './points.ts'
import { healths, states } from './states.ts'
import { poolOf } from './transfers.ts'
import type { Explanation, FailoverView, IdleReason, ItemView, LinkView, PlanRunView, Totals, TransferView } from './views.ts'
import { drills, KIND, PAUSE, PHASE, pauseReasons, phases, S, transferKinds, type World } from './world.ts'

const orNull = (value: number): number | null => (value < 0 || value === Infinity ? null : value)

const limitOf = (w: World, i: number): TransferView['limit'] => {
  const { it } = w
  if ((it.trHold[i]! & 1) !== 0) return 'paused'
  if (it.trHold[i] !== 0) return 'blocked'
  const pool = poolOf(w, i)
  const h = it.host[i]!
  const rate = pool.rateOf(h)
  const host = w.scenario.hosts[h]!
  const up = it.trDown[i] === 0
  const hostThrottle = up ? throttleAt(w.scenario.zone, host.throttle, w.now) : null
  const siteThrottle = up ? throttleAt(w.scenario.zone, w.scenario.site.throttle, w.now) : null
  if (pool.siteCap === 0 || pool.hostCap[h] === 0) return 'down'
  if (rate >= pool.threads[h]!) return 'threads'
  if (rate === Math.floor(pool.hostCap[h]! / pool.active[h]!.length)) return hostThrottle === pool.hostCap[h] ? 'hostThrottle' : 'host'
  return siteThrottle === pool.siteCap ? 'siteThrottle' : 'site'
}

const transferView = (w: World, i: number): TransferView | null => {
  const { it } = w
  const kind = transferKinds[it.trKind[i]!]
  if (kind === null || kind === undefined) return null
  const { bytes, mb } = remaining(w, i)
  const rate = it.trHold[i] === 0 ? poolOf(w, i).rateOf(it.host[i]!) : 0
  // Long transfers are beyond what a product of doubles holds exactly; this is only a forecast at the present rate.
  const ms = rate === 0 ? null : bytes === 0 ? ceilDiv(mb, rate) : Math.ceil((mb + bytes * 8000) / rate)
  return {
    kind,
    startedAt: it.trStart[i]!,
    amountBytes: it.trAmount[i]!,
    remainingBytes: bytes + ceilDiv(mb, 8000),
    rateBps: rate,
    completesAt: ms === null ? null : w.now + ms,
    limit: limitOf(w, i),
  }
}

const idleReason = (w: World, i: number): IdleReason | null => {
  const { it } = w
  const state = it.state[i]!
  if (state === S.M3P) {
    if (it.pausedBy[i] === PAUSE.user) return 'paused-by-user'
    return it.pausedBy[i] === PAUSE.volumeFull ? 'volume-full' : 'replication-error'
  }
  if (it.trKind[i] !== KIND.null) return null
  if (state === S.M2) return 'waiting-for-start-time'
  if (state === S.M9) return it.phase[i] === PHASE.required ? 'waiting-for-resync-window' : 'comparing'
  if (state === S.M5) return 'between-cycles'
  if (state >= S.M10 && state <= S.M12) return 'failover'
  return jobRunning(w, i) ? 'job' : 'not-protected'
}

const failoverView = (w: World, i: number): FailoverView | null => {
  const failover = w.failovers[i]
  if (failover == null) return null
  const { shutdown: _, stopWritten: __, ...shown } = failover
  return shown
}

const irPercent = (w: World, i: number): number | null => {
  const { it, dk } = w
  if (it.state[i] !== S.M3 && !(it.state[i] === S.M3P && it.before[i] === S.M3)) return null
  let all = 0
  let sent = it.trKind[i] === KIND.ir ? deliveredOfFlight(w, i) : 0
  for (let d = it.dFrom[i]!; d < it.dTo[i]!; d++) {
    all += dk.irAmount[d]!
    if (d < it.dFrom[i]! + it.irDisk[i]!) sent += dk.irAmount[d]!
  }
  return all === 0 ? 100 : Math.floor((100 * sent) / all)
}

export const itemView = (w: World, i: number): ItemView => {
  const { it } = w
  const sums = hasLedger(it.state[i]!) ? ledger(w, i) : { ...ledger(w, i), written: 0, sent: 0, pending: 0, superseded: 0 }
  const wake = nextDue(w, i)
  return {
    ordinal: i,
    name: w.names[i]!,
    host: w.scenario.hosts[it.host[i]!]!.name,
    policy: w.scenario.policies[it.policy[i]!]!.name,
    state: states[it.state[i]!]!,
    phase: phases[it.phase[i]!]!,
    pausedBy: pauseReasons[it.pausedBy[i]!]!,
    marked: it.marked[i] === 1,
    drill: drills[it.drill[i]!]!,
    drillSince: orNull(it.drillSince[i]!),
    health: healths[healthOf(w, i)]!,
    rpoMs: rpo(w, i),
    rpoPeakMs: orNull(it.rpoPeak[i]!),
    cycles: it.cycles[i]!,
    missed: it.missed[i]!,
    points: points(w, i),
    hrlBytes: it.state[i]! >= S.M10 ? 0 : hrl(w, i),
    disks: Array.from({ length: it.dTo[i]! - it.dFrom[i]! }, (_, k) => {
      const d = it.dFrom[i]! + k
      return {
        lun: w.luns[d]!,
        writtenBytes: writtenOfDisk(w, i, d),
        hrlBytes: it.state[i]! >= S.M10 ? 0 : hrlOfDisk(w, i, d),
        hrlLimitBytes: hrlLimit(w, d),
      }
    }),
    written: sums.written,
    sent: sums.sent,
    pending: sums.pending,
    superseded: sums.superseded,
    irSent: sums.irSent,
    resyncSent: sums.resyncSent,
    failbackBytes: sums.fbSent,
    protectedAt: orNull(it.protectedAt[i]!),
    irPercent: irPercent(w, i),
    transfer: transferView(w, i),
    idle: idleReason(w, i),
    nextDue: orNull(wake),
    retry: it.blockK[i]! >= 0 ? { tries: it.blockK[i]!, nextAt: it.blockNext[i]! } : null,
    volumeRetry: it.volK[i]! >= 0 ? { tries: it.volK[i]!, nextAt: it.volNext[i]! } : null,
    job: w.jobs[i] == null ? null : jobView(w.jobs[i]!),
    failover: failoverView(w, i),
    resyncs: w.resyncs[i] ?? [],
  }
}

const rateNow = (w: World, i: number): number => {
  if (w.it.running[i] === 0) return 0
  let sum = 0
  for (let d = w.it.dFrom[i]!; d < w.it.dTo[i]!; d++)
    for (let c = w.dk.cFrom[d]!; c < w.dk.cTo[d]!; c++) {
      w.churn.moveTo(c, w.now)
      sum += Math.floor((w.churn.num[c]! * 1000) / w.churn.den[c]!)
    }
  return sum
}

const opening = (w: World): number | null => {
  const { resyncWindow } = w.scenario.params
  if (resyncWindow === null || inWindow(w.scenario.zone, resyncWindow, w.now)) return w.now
  let t = w.now
  for (let n = 0; n < 60; n++) {
    t = nextBoundary(w.scenario.zone, [resyncWindow], t)
    if (t === Infinity) return null
    if (inWindow(w.scenario.zone, resyncWindow, t)) return t
  }
  return null
}

export const explain = (w: World, i: number): Explanation => {
  const { zone, site, hosts } = w.scenario
  const item = itemView(w, i)
  const h = w.it.host[i]!
  const host = hosts[h]!
  const windowOf = (throttle: typeof site.throttle): number | null => {
    const at = throttle === null ? -1 : windowAt(zone, throttle, w.now)
    return at < 0 ? null : at
  }
  const change = Math.min(nextBoundary(zone, site.throttle?.windows ?? [], w.now), nextBoundary(zone, host.throttle?.windows ?? [], w.now))
  const fault = networkFaultOf(w, i)
  return {
    at: w.now,
    rpoMs: item.rpoMs,
    newestStamp: orNull(w.it.newest[i]!),
    backlogBytes: item.pending,
    copyFrequencyMs: w.scenario.policies[w.it.policy[i]!]!.copyFrequencyMs,
    churnBytesPerSec: rateNow(w, i),
    item,
    shares: {
      transfersOfHost: w.up.active[h]!.length,
      transfersOfSite: w.up.active.reduce((sum, list) => sum + list.length, 0),
      threadsBps: w.up.threads[h]!,
      hostBps: host.upBps,
      hostThrottleBps: throttleAt(zone, host.throttle, w.now),
      hostWindow: windowOf(host.throttle),
      siteBps: site.upBps,
      siteThrottleBps: throttleAt(zone, site.throttle, w.now),
      siteWindow: windowOf(site.throttle),
      nextWindowChange: orNull(change),
    },
    fault: fault === null ? null : { from: fault.from, to: fault.to },
    resyncWindowOpensAt: item.state === 'M9' && item.phase === 'required' && w.scenario.params.autoResync ? opening(w) : null,
  }
}

export const planRunViews = (w: World): PlanRunView[] =>
  w.planRuns.map((run) => ({
    plan: run.plan.name,
    kind: run.kind,
    state: run.state,
    startedAt: run.startedAt,
    readyAt: run.readyAt,
    endedAt: run.endedAt,
    rtoMs: run.endedAt === null ? null : run.endedAt - run.startedAt,
    failed: run.failed,
    groups: run.groups.map((group) => ({ ...group, rtoMs: group.endedAt === null ? null : group.endedAt - run.startedAt })),
    waiting: run.waitingSince === null ? null : (run.actions.at(-1)?.name ?? null),
    waitingSince: run.waitingSince,
    waitedMs: run.waitedMs + (run.waitingSince === null ? 0 : w.now - run.waitingSince),
    actions: run.actions,
  }))

export const totalsOf = (w: World): Totals => {
  const sum = { written: 0, sent: 0, pending: 0, superseded: 0, irSent: 0, resyncSent: 0 }
  for (let i = 0; i < w.n; i++) {
    if (!hasLedger(w.it.state[i]!)) continue
    const each = ledger(w, i)
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += each[key]
  }
  return sum
}

const linkView = (w: World, pool: Pool, could: bigint): LinkView => {
  let bytes = pool.bytes
  let mb = pool.mb
  for (let i = 0; i < w.n; i++) {
    if (w.it.trKind[i] === KIND.null || poolOf(w, i) !== pool) continue
    const left = remaining(w, i)
    const whole = ceilDiv(left.mb, 8000)
    bytes += w.it.trAmount[i]! - left.bytes - whole
    mb += whole * 8000 - left.mb
  }
  bytes += Math.floor(mb / 8000)
  const delivered = BigInt(bytes) * 8000n + BigInt(mb % 8000)
  return { bytes, busyMs: pool.busyMs(w.now), utilPermille: could === 0n ? 0 : Number((1000n * delivered) / could) }
}

export const linkViews = (w: World): { up: LinkView; down: LinkView } => {
  count(w)
  return { up: linkView(w, w.up, w.couldUp), down: linkView(w, w.down, w.couldDown) }
}
