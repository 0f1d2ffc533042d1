import { t } from '../../../preload/contract/words.ts'
/**
 * Quick estimate of bandwidth and storage (fact base C8, C32). The planner's own formulas are not published; these are this
 * console's, and every figure says so together with the numbers that went in. 1 Mbps = 1,000,000 bit/s, 1 GiB = 2^30 bytes.
 */
export interface CapacityInput {
  machines: number
  /** Provisioned size of all replicated disks. */
  sizeBytes: number
  /** Used size; where the inventory doesn't tell it, the provisioned size stands in. */
  usedBytes: number
  dailyChangePercent: number
  linkMbps: number
  initialReplicationHours: number
  retentionHours: number
}
export interface Figure {
  id: string
  label: string
  value: string
  formula: string
  source: string
}
export interface Estimate {
  machines: number
  usedBytes: number
  figures: Figure[]
  warnings: string[]
}

const gib = 2 ** 30
/** 2^30 bytes in megabits of 1,000,000 bits. */
const factor = t('8,589.93 Mbit/GiB')
const ours = t('Quick formula of this console, not of the Capacity Planner')
const number = (value: number, digits = 1): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** Megabits per second to move `bytes` in `seconds`. */
export const megabitsPerSecond = (bytes: number, seconds: number): number => (bytes * 8) / seconds / 1e6

/** Hours to move `bytes` over `mbps`; infinite over a link of nothing. */
export const transferHours = (bytes: number, mbps: number): number =>
  mbps > 0 ? (bytes * 8) / (mbps * 1e6) / 3600 : Number.POSITIVE_INFINITY

export const estimateCapacity = (input: CapacityInput): Estimate => {
  const usedGib = input.usedBytes / gib
  const sizeGib = input.sizeBytes / gib
  const change = input.dailyChangePercent
  const changeBytes = (input.usedBytes * change) / 100
  const delta = megabitsPerSecond(changeBytes, 86_400)
  const initial = input.initialReplicationHours > 0 ? megabitsPerSecond(input.usedBytes, input.initialReplicationHours * 3600) : 0
  const hours = transferHours(input.usedBytes, input.linkMbps)
  const pointsGib = (usedGib * change * input.retentionHours) / 2400
  const used = t('{usedGib} GiB used', { usedGib: number(usedGib) })
  const figures: Figure[] = [
    {
      id: 'delta-bandwidth',
      label: t('Bandwidth for changes'),
      value: t('{delta} Mbps', { delta: number(delta) }),
      formula: t('{used} × {change} % a day × {factor} ÷ 86,400 s = {delta} Mbps', { used, change, factor, delta: number(delta, 2) }),
      source: ours,
    },
    {
      id: 'initial-bandwidth',
      label: t('Bandwidth to finish initial replication in {initialReplicationHours} h', {
        initialReplicationHours: input.initialReplicationHours,
      }),
      value: t('{initial} Mbps', { initial: number(initial) }),
      formula: t('{used} × {factor} ÷ ({initialReplicationHours} h × 3,600 s) = {initial} Mbps', {
        used,
        factor,
        initialReplicationHours: input.initialReplicationHours,
        initial: number(initial, 2),
      }),
      source: ours,
    },
    {
      id: 'initial-hours',
      label: t('Initial replication over {linkMbps} Mbps', { linkMbps: input.linkMbps }),
      value: Number.isFinite(hours) ? `${number(hours)} h` : '-',
      formula: t('{used} × {factor} ÷ ({linkMbps} Mbps × 3,600 s) = {hours}', {
        used,
        factor,
        linkMbps: input.linkMbps,
        hours: Number.isFinite(hours) ? `${number(hours, 2)} h` : t('no end without a link'),
      }),
      source: ours,
    },
    {
      id: 'azure-storage',
      label: t('Azure storage'),
      value: `${number(sizeGib + pointsGib)} GiB`,
      formula: t('{sizeGib} GiB of disks + {used} × {change} % × {retentionHours} h ÷ 24 h = {sizeGib2} GiB', {
        sizeGib: number(sizeGib),
        used,
        change,
        retentionHours: input.retentionHours,
        sizeGib2: number(sizeGib + pointsGib, 2),
      }),
      source: ours,
    },
    {
      id: 'source-logs',
      label: t('Extra space for logs on the hosts, worst case'),
      value: `${number(sizeGib / 2)} GiB`,
      formula: t('{sizeGib} GiB of disks × 50 % = {sizeGib2} GiB', { sizeGib: number(sizeGib), sizeGib2: number(sizeGib / 2, 2) }),
      source: t('{ours}; 50 % of the disk size is the log limit', { ours }),
    },
    {
      id: 'source-initial',
      label: t('Extra space during initial replication, worst case'),
      value: `${number(sizeGib)} GiB`,
      formula: t('{sizeGib} GiB of disks × 100 % = {sizeGib2} GiB', { sizeGib: number(sizeGib), sizeGib2: number(sizeGib, 2) }),
      source: t('{ours}; 100 % stands for the snapshot while it is sent', { ours }),
    },
  ]
  return { machines: input.machines, usedBytes: input.usedBytes, figures, warnings: warningsOf(input, delta, hours) }
}

const warningsOf = (input: CapacityInput, delta: number, hours: number): string[] => {
  if (input.machines === 0) return []
  const warnings: string[] = []
  if (delta > input.linkMbps)
    warnings.push(
      t(
        'The changes of a day need {delta} Mbps; the link has {linkMbps} Mbps. Replication would fall behind. Add bandwidth or protect fewer machines.',
        { delta: number(delta), linkMbps: input.linkMbps },
      ),
    )
  if (hours > input.initialReplicationHours)
    warnings.push(
      t(
        'Initial replication takes {hours} over this link, longer than the {initialReplicationHours} h you want. Add bandwidth or replicate in waves.',
        { hours: Number.isFinite(hours) ? `${number(hours)} h` : t('for ever'), initialReplicationHours: input.initialReplicationHours },
      ),
    )
  return warnings
}
