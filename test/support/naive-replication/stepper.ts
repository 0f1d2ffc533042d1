import { createHash } from 'node:crypto'
import type { Case } from '../../../main/domain/replication/case-file.ts'
import { act } from './act.ts'
import { change } from './change.ts'
import { cleanUp, endStep, stepArrived, sync, syncDue } from './failover.ts'
import { createLab } from './lab.ts'
import { planEvent } from './plans.ts'
import {
  arrived,
  breakChain,
  cycle,
  endCompare,
  fillVolume,
  hrlReached,
  initial,
  requireResync,
  retryVolume,
  startProtected,
  startResync,
  tickDue,
  volumeFull,
  waitAfter,
} from './replicate.ts'
import { share } from './shares.ts'
import { faulty, flying, hrlOf, type Item, type Lab, prune, sum, type Transfer, written } from './world.ts'
import { inWindow, throttleAt } from './writes.ts'

/**
 * The model of replication, one ms after the other, each ms from nothing: no event queue, no wakes, no shared counters. Written from the
 * model's text alone, to hold the simulator against.
 */
export interface Played {
  lines: string[]
  result: object
}

interface Link {
  mb: number
  busyMs: number
  capMb: number
}

const digestEvery = 86_400_000

/** First thing that is due in this ms, by the classes of section 10. */
const nextEvent = (lab: Lab, done: Set<object>): (() => void) | null => {
  const { items, now, scenario } = lab
  for (const item of items) {
    const { transfer, block } = item
    if (transfer !== null && transfer.rem > 0 && block === null && item.state !== 'M3P' && faulty(lab, item, 'network'))
      return () => seize(lab, item)
    if (block !== null && now >= block.next) return () => tryAgain(lab, item)
  }
  for (const item of items) if (item.transfer?.rem === 0 && item.state !== 'M3P') return () => landed(lab, item, item.transfer as Transfer)
  for (const item of items) {
    if (item.startTimer !== null && now >= item.startTimer) return () => initial(lab, item)
    if (item.compareUntil !== null && now >= item.compareUntil) return () => endCompare(lab, item)
    if (item.job !== null && item.job.endsAt !== null && now >= item.job.endsAt) return () => endStep(lab, item)
    if (syncDue(item)) return () => sync(lab, item)
    if (item.drill === 'waiting' && item.job === null && now >= item.drillSince + scenario.params.drillMaxMs)
      return () => forceCleanup(lab, item)
    if (item.volumeRetry !== null && now >= item.volumeRetry.next) return () => retryVolume(lab, item)
  }
  for (const run of lab.runs) {
    const event = planEvent(lab, run)
    if (event !== null) return event
  }
  for (const fault of scenario.faults) {
    if (fault.kind !== 'brokenChain' || fault.from !== now || done.has(fault)) continue
    done.add(fault)
    const item = items.find(({ vm }) => vm.name === fault.vm) as Item
    if (item.state === 'M5') return () => breakChain(lab, item)
  }
  for (const item of items) if (hrlReached(lab, item, (disk) => hrlOf(lab, item, disk))) return () => requireResync(lab, item, 'hrl')
  for (const volume of lab.free.keys()) if (volumeFull(lab, volume)) return () => fillVolume(lab, volume)
  return null
}

const seize = (lab: Lab, item: Item): void => {
  item.block = { k: 0, next: lab.now + waitAfter(0) }
  lab.log({ e: 'retry', k: 0, next: item.block.next, vm: item.vm.name })
}

const tryAgain = (lab: Lab, item: Item): void => {
  if (!faulty(lab, item, 'network')) {
    item.block = null
    lab.log({ e: 'retryOk', vm: item.vm.name })
    return
  }
  const k = (item.block?.k ?? 0) + 1
  item.block = { k, next: lab.now + waitAfter(k) }
  lab.log({ e: 'retry', k, next: item.block.next, vm: item.vm.name })
}

const landed = (lab: Lab, item: Item, transfer: Transfer): void => {
  if (transfer.kind === 'fb') {
    item.fbSent += transfer.amount
    item.transfer = null
    item.block = null
  } else arrived(lab, item, transfer)
  if (transfer.kind === 'fb' || transfer.kind === 'final') stepArrived(lab, item, transfer.kind)
}

const forceCleanup = (lab: Lab, item: Item): void => {
  lab.log({ e: 'drillForced', vm: item.vm.name })
  cleanUp(lab, item)
}

/** Class 5: what begins after the user's actions. */
const nextTick = (lab: Lab): (() => void) | null => {
  const { autoResync, resyncWindow } = lab.scenario.params
  for (const item of lab.items) {
    if (tickDue(lab, item)) return () => cycle(lab, item)
    const open = autoResync && (resyncWindow === null || inWindow(lab.scenario.zone, resyncWindow, lab.now))
    if (item.state === 'M9' && item.part === 'required' && (open || item.resyncAsked)) return () => startResync(lab, item)
  }
  return null
}

const rpoOf = (lab: Lab, item: Item): number | null => {
  const newest = item.points.at(-1)
  const silent = ['M0', 'M1', 'M1E', 'M2', 'M3', 'M4', 'M11', 'M12', 'M13', 'M14', 'M15', 'M16', 'M17'].includes(item.state)
  if (newest === undefined || silent || (item.state === 'M3P' && item.pauseOf === 'M3')) return null
  return lab.now - newest.stamp
}

const healthOf = (lab: Lab, item: Item): string => {
  const { params } = lab.scenario
  if (['M0', 'M1', 'M1E', 'M2', 'M12', 'M13', 'M14', 'M15', 'M16', 'M17'].includes(item.state)) return 'None'
  const rpo = rpoOf(lab, item) ?? 0
  if (item.state === 'M3P' && (item.part !== 'user' || item.marked)) return 'Critical'
  if (item.state === 'M9' && item.part === 'required') return 'Critical'
  if (rpo > params.critRpoMs) return 'Critical'
  if (item.state === 'M3P' || item.state === 'M9' || rpo > params.warnRpoMs || item.missedFlag) return 'Warning'
  return 'Normal'
}

const ledgerOf = (lab: Lab, item: Item) => {
  const total = written(lab, item)
  const sent = item.sent + flying(item, 'delta', 'final')
  return { written: total, sent, pending: total - sent - item.superseded, superseded: item.superseded }
}

const keepsLedger = ({ state }: Item): boolean => !['M0', 'M12', 'M13', 'M14', 'M15', 'M16', 'M17'].includes(state)

const digest = (lab: Lab): void => {
  const text = lab.items.map((item) => {
    const ledger = keepsLedger(item) ? ledgerOf(lab, item) : { written: '-', sent: '-', pending: '-' }
    const stamp = item.points.at(-1)?.stamp ?? '-'
    return `${item.ordinal},${item.state},${ledger.written},${ledger.sent},${ledger.pending},${stamp},${item.cycles},${item.missed}\n`
  })
  lab.log({ e: 'digest', sha: createHash('sha256').update(text.join('')).digest('hex') })
}

const observe = (lab: Lab): void => {
  const { params, start } = lab.scenario
  for (const item of lab.items) {
    prune(lab, item)
    if (lab.now % params.monitoringIntervalMs === 0) {
      item.missedFlag = item.expectedNow > 0 && 1000 * item.missedNow >= params.missedPermille * item.expectedNow
      item.expectedNow = 0
      item.missedNow = 0
    }
    const health = healthOf(lab, item)
    if (health !== item.health) lab.log({ e: 'health', from: item.health, to: health, vm: item.vm.name })
    item.health = health
    if (keepsLedger(item) && ledgerOf(lab, item).pending < 0) throw new Error(`${item.vm.name} has sent more than it wrote at ${lab.now}`)
  }
  if (lab.now % digestEvery === 0 && lab.now > start) digest(lab)
}

/** One ms of both links. */
const move = (lab: Lab, up: Link, down: Link): void => {
  const { zone, site, hosts } = lab.scenario
  const siteUp = Math.min(lab.siteUp, throttleAt(zone, site.throttle, lab.now))
  const active = lab.items.flatMap(({ transfer, block, state }) =>
    transfer !== null && transfer.rem > 0 && block === null && state !== 'M3P' ? [transfer] : [],
  )
  const infinite = Number.POSITIVE_INFINITY
  const use = (link: Link, flows: Transfer[], caps: () => number[], cap: number): void => {
    link.capMb += cap
    if (flows.length === 0) return
    share(flows, caps(), cap)
    if (flows.some(({ rate }) => rate > 0)) link.busyMs++
    for (const flow of flows) {
      const moved = Math.min(flow.rem, flow.rate)
      flow.rem -= moved
      link.mb += moved
    }
  }
  const upCaps = (): number[] => hosts.map(({ throttle }, n) => Math.min(lab.hosts[n]?.up ?? infinite, throttleAt(zone, throttle, lab.now)))
  const downCaps = (): number[] => lab.hosts.map(({ down: cap }) => cap ?? infinite)
  use(
    up,
    active.filter(({ kind }) => kind !== 'fb'),
    upCaps,
    siteUp,
  )
  use(
    down,
    active.filter(({ kind }) => kind === 'fb'),
    downCaps,
    lab.siteDown,
  )
}

const present = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== false))

const short = (lab: Lab, item: Item): object => ({
  state: item.state,
  drill: item.drill,
  health: item.health,
  rpoMs: rpoOf(lab, item),
  cycles: item.cycles,
  missed: item.missed,
  points: item.points.map(({ stamp }) => stamp),
  appPoints: item.points.filter(({ app }) => app).map(({ stamp }) => stamp),
  hrlBytes: sum(item.disks.map((disk) => hrlOf(lab, item, disk))),
  ...(keepsLedger(item)
    ? { ...ledgerOf(lab, item), irSent: item.irSent + flying(item, 'ir'), resyncSent: item.resyncSent + flying(item, 'resync') }
    : {}),
})

const long = (lab: Lab, item: Item): object => {
  const { failover } = item
  const { stopWritten: _, lost: __, ...shown } = failover ?? { stopWritten: 0, lost: false }
  return {
    ...short(lab, item),
    protectedAt: item.protectedAt,
    resyncs: item.resyncs.map(present),
    rpoPeakMs: item.peak,
    failbackBytes: item.fbSent + flying(item, 'fb'),
    ...(failover === null ? {} : { failover: present(shown) }),
  }
}

const linkResult = ({ mb, busyMs, capMb }: Link): object => ({
  bytes: Math.floor(mb / 8000),
  busyMs,
  utilPermille: capMb === 0 ? 0 : Number((1000n * BigInt(mb)) / BigInt(capMb)),
})

const named = (lab: Lab, view: (lab: Lab, item: Item) => object): object =>
  Object.fromEntries(lab.items.map((item) => [item.vm.name, view(lab, item)]))

const totals = (lab: Lab): object => {
  const all = lab.items.filter(keepsLedger).map((item) => ({
    ...ledgerOf(lab, item),
    irSent: item.irSent + flying(item, 'ir'),
    resyncSent: item.resyncSent + flying(item, 'resync'),
  }))
  const of = (key: keyof (typeof all)[number]): number => sum(all.map((each) => each[key]))
  return Object.fromEntries((['written', 'sent', 'pending', 'superseded', 'irSent', 'resyncSent'] as const).map((key) => [key, of(key)]))
}

export const playNaively = (given: Case): Played => {
  const lines: string[] = []
  const lab = createLab(given, (line) => lines.push(line))
  const up = { mb: 0, busyMs: 0, capMb: 0 }
  const down = { mb: 0, busyMs: 0, capMb: 0 }
  const probes: object[] = []
  const actions = [...given.actions]
  const changes = [...(given.changes ?? [])]
  for (const item of lab.items) if (item.vm.initial === 'protected') startProtected(lab, item)
  for (;;) {
    const done = new Set<object>()
    for (;;) {
      const event = nextEvent(lab, done)
      if (event !== null) event()
      else if (changes[0] !== undefined && changes[0].at <= lab.now) change(lab, changes.shift() as NonNullable<Case['changes']>[number])
      else if (actions[0] !== undefined && actions[0].at <= lab.now) act(lab, (actions.shift() as Case['actions'][number]).action)
      else {
        const tick = nextTick(lab)
        if (tick === null) break
        tick()
      }
    }
    observe(lab)
    if (given.probes.includes(lab.now)) probes.push({ t: lab.now, vms: named(lab, short) })
    if (lab.now === given.end) break
    move(lab, up, down)
    lab.now++
  }
  const planRuns = lab.runs.map(({ plan, kind, state, startedAt, readyAt, endedAt, failed, groups, running }) => ({
    plan: plan.name,
    kind,
    state,
    startedAt,
    readyAt,
    endedAt,
    rtoMs: endedAt === null ? null : endedAt - startedAt,
    failed,
    groups: groups.map((group) => ({ ...group, rtoMs: group.endedAt === null ? null : group.endedAt - startedAt })),
    waiting: running?.type === 'manual' ? running.name : null,
  }))
  const { name, start } = given.scenario
  const result = {
    name,
    start,
    end: given.end,
    events: lines.length,
    probes,
    vms: named(lab, long),
    totals: totals(lab),
    planRuns,
    linkUp: linkResult(up),
    linkDown: linkResult(down),
  }
  return { lines, result }
}
