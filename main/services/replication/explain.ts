import type { RpoExplanation } from '../../../preload/contract/replication.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { Explanation } from '../../domain/replication/views.ts'

const duration = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return `${Math.floor(ms / 1000)} s`
  if (minutes < 180) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 72 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days ${hours % 24} h`
}
const bytes = (value: number): string => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let n = value
  let unit = 0
  while (n >= 1024 && unit < units.length - 1) {
    n /= 1024
    unit += 1
  }
  return `${n.toFixed(unit === 0 || n >= 100 ? 0 : 1)} ${units[unit]}`
}
const rate = (bps: number): string =>
  bps >= 1e9 ? `${(bps / 1e9).toFixed(1)} Gbps` : bps >= 1e6 ? `${(bps / 1e6).toFixed(1)} Mbps` : `${Math.round(bps / 1e3)} Kbps`

interface Line {
  code: string
  text: string
  source: string | null
}

const limits: Readonly<Record<string, (e: Explanation) => string>> = {
  threads: (e) => `One machine takes at most ${rate(e.shares.threadsBps)}: upload threads times what one thread carries.`,
  host: (e) => `${e.item.host} has ${rate(e.shares.hostBps ?? 0)} for the ${e.shares.transfersOfHost} transfers on it.`,
  hostThrottle: (e) =>
    `${e.item.host} is throttled to ${rate(e.shares.hostThrottleBps ?? 0)} for the ${e.shares.transfersOfHost} transfers on it.`,
  site: (e) => `The site's link of ${rate(e.shares.siteBps)} is shared by ${e.shares.transfersOfSite} transfers.`,
  siteThrottle: (e) => `The site is throttled to ${rate(e.shares.siteThrottleBps ?? 0)} for ${e.shares.transfersOfSite} transfers.`,
  down: () => 'The link is down.',
  paused: () => 'The transfer is paused.',
  blocked: () => 'An error of the network holds the transfer; it is tried again with growing pauses.',
}

const kinds: Readonly<Record<string, string>> = {
  ir: 'Initial replication',
  delta: 'A replication cycle',
  final: 'The last cycle before the failover',
  resync: 'Resynchronization',
  failback: 'The copy back from Azure',
}

const idle: Readonly<Record<string, (e: Explanation) => string>> = {
  'not-protected': () => 'It is not protected.',
  'waiting-for-start-time': () => 'Initial replication waits for the start time of the policy.',
  'between-cycles': (e) =>
    `Nothing is on its way. The next cycle starts ${e.item.nextDue === null ? 'with the next interval' : `in ${duration(e.item.nextDue - e.at)}`}.`,
  'paused-by-user': () => 'Replication was paused by a person. Changes go on to fill the logs.',
  'volume-full': () => 'Replication paused because the volume of its logs is full. A resynchronization follows.',
  'replication-error': () => 'Replication stopped with an error that is not retried. Resume it.',
  'waiting-for-resync-window': (e) =>
    `It needs a resynchronization and waits for its hours${e.resyncWindowOpensAt === null ? '' : `, in ${duration(e.resyncWindowOpensAt - e.at)}`}.`,
  comparing: () => 'A resynchronization compares the disks; that takes no network.',
  failover: () => 'A failover is under way: no new cycle starts.',
  job: () => 'A job of it is under way.',
}

const rateRule = 'Shares are equal where links are full (model 4)'
const cycleRule = 'A cycle starts with the interval when nothing is on its way (model 3.6)'

/** Why the RPO is what it is: from the figure down to what decides it. */
export const explainRpo = (sim: Simulation, vm: string, name: string): RpoExplanation => {
  const e = sim.explainItem(sim.indexOf(vm) as number)
  const chain: Line[] = []
  const { transfer } = e.item
  if (e.newestStamp !== null && e.rpoMs !== null)
    chain.push({
      code: 'newest-point',
      text: `The newest recovery point holds the machine as it was ${duration(e.rpoMs)} ago.`,
      source: 'RPO = now less the newest point that can be used (P6)',
    })
  else chain.push({ code: 'no-point', text: 'There is no recovery point that counts.', source: null })
  if (e.backlogBytes > 0)
    chain.push({
      code: 'backlog',
      text: `${bytes(e.backlogBytes)} of changes are not in Azure yet. It writes ${bytes(e.churnBytesPerSec)} a second.`,
      source: null,
    })
  if (transfer !== null) {
    const rest = transfer.completesAt === null ? 'it makes no way' : `${duration(transfer.completesAt - e.at)} to go`
    chain.push({
      code: `transfer-${transfer.kind}`,
      text: `${kinds[transfer.kind]} of ${bytes(transfer.amountBytes)} runs since ${duration(e.at - transfer.startedAt)}: ${bytes(transfer.remainingBytes)} left at ${rate(transfer.rateBps)}, ${rest}.`,
      source: cycleRule,
    })
    chain.push({ code: `limit-${transfer.limit}`, text: limits[transfer.limit]?.(e) ?? transfer.limit, source: rateRule })
  } else if (e.item.idle !== null)
    chain.push({ code: `idle-${e.item.idle}`, text: idle[e.item.idle]?.(e) ?? e.item.idle, source: cycleRule })
  if (e.fault !== null)
    chain.push({
      code: 'fault',
      text: `The network fails since ${duration(e.at - e.fault.from)}${e.item.retry === null ? '' : `; next try in ${duration(e.item.retry.nextAt - e.at)}`}.`,
      source: 'Tries after 1, 2, 4, 8, 10 and then every 30 minutes (P10)',
    })
  if (e.shares.nextWindowChange !== null && (e.shares.hostWindow !== null || e.shares.siteWindow !== null))
    chain.push({
      code: 'window',
      text: `The throttle changes in ${duration(e.shares.nextWindowChange - e.at)}.`,
      source: 'Throttling by work hours (S50, S51)',
    })
  const limit = chain.at(-1)
  const summary =
    e.rpoMs === null
      ? `${name} has no RPO now. ${limit?.text ?? ''}`.trim()
      : `The RPO of ${name} is ${duration(e.rpoMs)}. ${limit?.text ?? ''}`.trim()
  return { vm: name, atMs: e.at, rpoMs: e.rpoMs, summary, chain }
}
