import type { RpoExplanation } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { Explanation } from '../../domain/replication/views.ts'

const duration = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return `${Math.floor(ms / 1000)} s`
  if (minutes < 180) return t('{minutes} min', { minutes })
  const hours = Math.floor(minutes / 60)
  if (minutes % 60 === 0 && hours < 72) return t('{hours} h', { hours })
  return hours < 72
    ? t('{hours} h {minutes} min', { hours, minutes: minutes % 60 })
    : t('{hours} days {hours2} h', { hours: Math.floor(hours / 24), hours2: hours % 24 })
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
  bps >= 1e9
    ? t('{bps} Gbps', { bps: (bps / 1e9).toFixed(1) })
    : bps >= 1e6
      ? t('{bps} Mbps', { bps: (bps / 1e6).toFixed(1) })
      : t('{bps} Kbps', { bps: Math.round(bps / 1e3) })

interface Line {
  code: string
  text: string
  source: string | null
}

const limits: Readonly<Record<string, (e: Explanation) => string>> = {
  threads: (e) =>
    t('One machine takes at most {threadsBps}: upload threads times what one thread carries.', { threadsBps: rate(e.shares.threadsBps) }),
  host: (e) =>
    t('{host} has {hostBps} for the {transfersOfHost, plural, one {# transfer} other {# transfers}} on it.', {
      host: e.item.host,
      hostBps: rate(e.shares.hostBps ?? 0),
      transfersOfHost: e.shares.transfersOfHost,
    }),
  hostThrottle: (e) =>
    t('{host} is throttled to {hostThrottleBps} for the {transfersOfHost, plural, one {# transfer} other {# transfers}} on it.', {
      host: e.item.host,
      hostThrottleBps: rate(e.shares.hostThrottleBps ?? 0),
      transfersOfHost: e.shares.transfersOfHost,
    }),
  site: (e) =>
    t("The site's link of {siteBps} is shared by {transfersOfSite, plural, one {# transfer} other {# transfers}}.", {
      siteBps: rate(e.shares.siteBps),
      transfersOfSite: e.shares.transfersOfSite,
    }),
  siteThrottle: (e) =>
    t('The site is throttled to {siteThrottleBps} for {transfersOfSite, plural, one {# transfer} other {# transfers}}.', {
      siteThrottleBps: rate(e.shares.siteThrottleBps ?? 0),
      transfersOfSite: e.shares.transfersOfSite,
    }),
  down: () => t('The link is down.'),
  paused: () => t('The transfer is paused.'),
  blocked: () => t('An error of the network holds the transfer; it is tried again with growing pauses.'),
}

const kinds: Readonly<Record<string, string>> = {
  ir: t('Initial replication'),
  delta: t('A replication cycle'),
  final: t('The last cycle before the failover'),
  resync: t('Resynchronization'),
  failback: t('The copy back from Azure'),
}

const idle: Readonly<Record<string, (e: Explanation) => string>> = {
  'not-protected': () => t('It is not protected.'),
  'waiting-for-start-time': () => t('Initial replication waits for the start time of the policy.'),
  'between-cycles': (e) =>
    e.item.nextDue === null
      ? t('Nothing is on its way. The next cycle starts with the next interval.')
      : e.item.nextDue - e.at < 1000
        ? t('Nothing is on its way. The next cycle starts now.')
        : t('Nothing is on its way. The next cycle starts in {nextDue}.', { nextDue: duration(e.item.nextDue - e.at) }),
  'paused-by-user': () => t('Replication was paused by a person. Changes go on to fill the logs.'),
  'volume-full': () => t('Replication paused because the volume of its logs is full. A resynchronization follows.'),
  'replication-error': () => t('Replication stopped with an error that is not retried. Resume it.'),
  'waiting-for-resync-window': (e) =>
    e.resyncWindowOpensAt === null
      ? t('It needs a resynchronization and waits for its hours.')
      : t('It needs a resynchronization and waits for its hours, in {span}.', { span: duration(e.resyncWindowOpensAt - e.at) }),
  comparing: () => t('A resynchronization compares the disks; that takes no network.'),
  failover: () => t('A failover is under way: no new cycle starts.'),
  job: () => t('A job of it is under way.'),
}

const rateRule = t('Shares are equal where links are full (model 4)')
const cycleRule = t('A cycle starts with the interval when nothing is on its way (model 3.6)')

/** Where the rule stands that makes a transfer what it is. */
const transferRules: Readonly<Record<string, string>> = {
  ir: t('Initial replication sends one disk after the other (P14)'),
  delta: cycleRule,
  final: t('After a shutdown one last cycle sends what is left (model 7.2)'),
  resync: t('A resynchronization sends only blocks that differ (P12)'),
  failback: t('A failback copies what Azure wrote, or whole disks (F7)'),
}

/** The same for a wait without a transfer; nothing for those that explain themselves. */
const idleRules: Readonly<Record<string, string>> = {
  'waiting-for-start-time': t('Start time of initial replication in the policy (S46)'),
  'between-cycles': cycleRule,
  'paused-by-user': t('A pause goes on writing logs (P13)'),
  'volume-full': t('Without space replication pauses, then resynchronizes (P11)'),
  'replication-error': t('Errors that are not retried need a person (P10)'),
  'waiting-for-resync-window': t('Outside office hours by default (P12)'),
  comparing: t('A checksum for each block first (P12)'),
}

const timeOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Which hours of the throttle hold, what they leave, and when that changes. */
const throttleLine = (sim: Simulation, e: Explanation): Line | null => {
  const { shares } = e
  const host = sim.scenario.hosts.find(({ name }) => name === e.item.host)
  const throttle = host?.throttle ?? sim.scenario.site.throttle
  const bps = shares.hostThrottleBps ?? shares.siteThrottleBps
  if (throttle == null || bps === null) return null
  const where = host?.throttle ? host.name : t('The site')
  const open = throttle.windows[(host?.throttle ? shares.hostWindow : shares.siteWindow) ?? -1]
  const change = shares.nextWindowChange === null ? '' : t(' That changes in {span}.', { span: duration(shares.nextWindowChange - e.at) })
  return {
    code: 'window',
    text:
      open === undefined
        ? t('Outside the work hours {where} may send {rate}.{change}', { where, rate: rate(bps), change })
        : t('Work hours from {from} to {to}: {where} may send {rate}.{change}', {
            from: timeOf(open.fromMin),
            to: timeOf(open.toMin),
            where,
            rate: rate(bps),
            change,
          }),
    source: t('Throttling by work hours (S50, S51)'),
  }
}

/** Whether it catches up: what is written against what the transfer is given. */
const trendLines = (e: Explanation): Line[] => {
  const { transfer, missed } = e.item
  const lines: Line[] = []
  if (transfer !== null && (transfer.kind === 'delta' || transfer.kind === 'final') && transfer.rateBps > 0) {
    const written = e.churnBytesPerSec * 8
    lines.push(
      written > transfer.rateBps
        ? {
            code: 'falls-behind',
            text: t('It writes {written} and is given {given}: the backlog grows.', {
              written: rate(written),
              given: rate(transfer.rateBps),
            }),
            source: cycleRule,
          }
        : {
            code: 'catches-up',
            text: t('It writes {written} and is given {given}: it catches up.', { written: rate(written), given: rate(transfer.rateBps) }),
            source: cycleRule,
          },
    )
  }
  if (missed > 0)
    lines.push({
      code: 'missed',
      text: t(
        '{n, plural, one {# cycle was} other {# cycles were}} missed since its protection began: a transfer took longer than {every}.',
        {
          n: missed,
          every: duration(e.copyFrequencyMs),
        },
      ),
      source: cycleRule,
    })
  return lines
}

/** What the figure means for the health, by thresholds that a person may change. */
const healthLines = (sim: Simulation, e: Explanation): Line[] => {
  const { warnRpoMs, critRpoMs } = sim.scenario.params
  if (e.rpoMs === null || e.rpoMs <= warnRpoMs || e.item.health === 'None') return []
  const critical = e.rpoMs > critRpoMs
  const over = duration(critical ? critRpoMs : warnRpoMs)
  return [
    {
      code: critical ? 'health-critical' : 'health-warning',
      text: critical
        ? t('An RPO over {over} makes Replication health Critical.', { over })
        : t('An RPO over {over} makes Replication health Warning.', { over }),
      source: t('Thresholds of Settings, Model (ours, P9)'),
    },
  ]
}

const summaryOf = (name: string, rpoMs: number | null, text: string, past: boolean): string => {
  if (rpoMs === null)
    return (past ? t('{name} had no RPO then. {text}', { name, text }) : t('{name} has no RPO now. {text}', { name, text })).trim()
  const facts = { name, rpoMs: duration(rpoMs), text }
  return (past ? t('The RPO of {name} was {rpoMs}. {text}', facts) : t('The RPO of {name} is {rpoMs}. {text}', facts)).trim()
}

/** Why the RPO is what it is, or was: from the figure down to what decides it. */
export const explainRpo = (sim: Simulation, vm: string, name: string, past: boolean): RpoExplanation => {
  const e = sim.explainItem(sim.indexOf(vm) as number)
  const chain: Line[] = []
  const { transfer } = e.item
  if (e.newestStamp !== null && e.rpoMs !== null)
    chain.push({
      code: 'newest-point',
      text: t('The newest recovery point holds the machine as it was {rpoMs} ago.', { rpoMs: duration(e.rpoMs) }),
      source: t('RPO = now less the newest point that can be used (P6)'),
    })
  else chain.push({ code: 'no-point', text: t('There is no recovery point that counts.'), source: null })
  if (e.backlogBytes > 0)
    chain.push({
      code: 'backlog',
      text: t('{backlogBytes} of changes are not in Azure yet. It writes {churnBytesPerSec} a second.', {
        backlogBytes: bytes(e.backlogBytes),
        churnBytesPerSec: bytes(e.churnBytesPerSec),
      }),
      source: null,
    })
  if (transfer !== null) {
    const rest =
      transfer.completesAt === null
        ? t('it makes no way')
        : t('{completesAt} to go', { completesAt: duration(transfer.completesAt - e.at) })
    chain.push({
      code: `transfer-${transfer.kind}`,
      text: t('{kinds} of {amountBytes} has run for {at}: {remainingBytes} left at {rateBps}, {rest}.', {
        kinds: kinds[transfer.kind],
        amountBytes: bytes(transfer.amountBytes),
        at: duration(e.at - transfer.startedAt),
        remainingBytes: bytes(transfer.remainingBytes),
        rateBps: rate(transfer.rateBps),
        rest,
      }),
      source: transferRules[transfer.kind] ?? null,
    })
    chain.push({ code: `limit-${transfer.limit}`, text: limits[transfer.limit]?.(e) ?? transfer.limit, source: rateRule })
  } else if (e.item.idle !== null)
    chain.push({ code: `idle-${e.item.idle}`, text: idle[e.item.idle]?.(e) ?? e.item.idle, source: idleRules[e.item.idle] ?? null })
  if (e.fault !== null)
    chain.push({
      code: 'fault',
      text:
        e.item.retry === null
          ? t('The network has failed for {at}.', { at: duration(e.at - e.fault.from) })
          : t('The network has failed for {at}; the next try is in {nextAt}.', {
              at: duration(e.at - e.fault.from),
              nextAt: duration(e.item.retry.nextAt - e.at),
            }),
      source: t('Tries after 1, 2, 4, 8, 10 and then every 30 minutes (P10)'),
    })
  const window = throttleLine(sim, e)
  if (window !== null) chain.push(window)
  chain.push(...trendLines(e), ...healthLines(sim, e))
  // The summary ends with what decides: a fault, the hours of a throttle that holds the transfer, else what limits it or lets it wait.
  const held = e.fault !== null ? /^fault/ : transfer?.limit.endsWith('Throttle') ? /^window/ : /^(limit|idle)/
  const limit = chain.find(({ code }) => held.test(code)) ?? chain.at(-1)
  return { vm: name, atMs: e.at, rpoMs: e.rpoMs, summary: summaryOf(name, e.rpoMs, limit?.text ?? '', past), chain }
}
