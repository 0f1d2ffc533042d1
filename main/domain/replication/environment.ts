import { nextBoundary, throttleAt } from './clock.ts'
import type { Host } from './scenario.ts'
import type { World } from './world.ts'

const capOf = (bps: number | null, throttle: number | null): number => Math.min(bps ?? Infinity, throttle ?? Infinity)

/** Gives the pools what the links may carry now. */
export const refreshLinks = (w: World): void => {
  const { site, zone, hosts } = w.scenario
  const t = w.now
  count(w)
  w.up.setSite(capOf(site.upBps, throttleAt(zone, site.throttle, t)))
  w.down.setSite(site.downBps)
  hosts.forEach((host, h) => {
    refreshHost(w, host, h)
  })
}

const refreshHost = (w: World, host: Host, h: number): void => {
  w.up.setHost(h, host.uploadThreads * host.perThreadBps, capOf(host.upBps, throttleAt(w.scenario.zone, host.throttle, w.now)))
  w.down.setHost(h, host.downloadThreads * host.perThreadBps, capOf(host.downBps, null))
}

/** What the site could have carried, up to now. */
export const count = (w: World): void => {
  const dt = BigInt(w.now - w.couldSince)
  w.couldUp += BigInt(w.up.siteCap) * dt
  w.couldDown += BigInt(w.down.siteCap) * dt
  w.couldSince = w.now
}

const boundary = (w: World, t: number): number => {
  const { site, zone, hosts } = w.scenario
  let next = nextBoundary(zone, site.throttle?.windows ?? [], t)
  const known = new Set<unknown>()
  for (const { throttle } of hosts)
    if (throttle !== null && !known.has(throttle)) {
      known.add(throttle)
      next = Math.min(next, nextBoundary(zone, throttle.windows, t))
    }
  return next
}

/** What holds at the instant of a checkpoint. */
export const recall = (w: World): void => {
  const { site, zone } = w.scenario
  w.up.setSite(capOf(site.upBps, throttleAt(zone, site.throttle, w.now)))
  w.down.setSite(site.downBps)
  w.scenario.hosts.forEach((host, h) => {
    refreshHost(w, host, h)
  })
  w.windowWake = boundary(w, w.now)
  w.network = w.scenario.faults.filter((fault) => fault.kind === 'network' && fault.from <= w.now && w.now < fault.to) as World['network']
  w.faultWake = Math.min(
    Infinity,
    ...w.scenario.faults.flatMap((fault) => (fault.kind === 'network' ? [fault.from, fault.to] : [fault.from])).filter((t) => t > w.now),
  )
}

/** Class 0: windows and faults of this ms. Returns whether network faults began. */
export const environment = (w: World): boolean => {
  if (w.windowWake <= w.now) {
    refreshLinks(w)
    w.windowWake = boundary(w, w.now)
  }
  if (w.faultWake > w.now) return false
  let next = Infinity
  const before = w.network.length
  w.network = []
  let began = false
  for (const fault of w.scenario.faults) {
    if (fault.from > w.now) next = Math.min(next, fault.from)
    if (fault.kind === 'brokenChain' && fault.from === w.now) w.broken.push(fault.vm)
    if (fault.kind !== 'network') continue
    if (fault.from <= w.now && w.now < fault.to) {
      w.network.push(fault)
      next = Math.min(next, fault.to)
      if (fault.from === w.now) began = true
    }
  }
  w.faultWake = next
  return began || w.network.length > before
}
