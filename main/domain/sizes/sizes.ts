import { t } from '../../../preload/contract/words.ts'
import catalogue from './azure-sizes.json' with { type: 'json' }

export type SizeEra = '2016' | 'now'

export interface AzureSize {
  name: string
  series: string
  vcpu: number
  /** 1 GiB = 2^30 bytes. */
  memGib: number
  maxDataDisks: number
  maxNics: number
  /** Takes premium storage. */
  premium: boolean
  /** Largest uncached operations a second. */
  iops: number
  era: SizeEra
}

export const sizeCatalogue: readonly AzureSize[] = catalogue.sizes as AzureSize[]
export const sizeSources: Readonly<Record<SizeEra, string>> = catalogue.sources

export const findSize = (name: string): AzureSize | undefined =>
  sizeCatalogue.find((size) => size.name.toLowerCase() === name.toLowerCase())

/** What a machine asks of its size. Counts and bytes that the inventory does not tell are null and ask nothing. */
export interface SizeNeed {
  cpuCount: number | null
  memoryBytes: number | null
  /** All disks, the operating system's included; that one is no data disk in Azure. */
  diskCount: number
  nicCount: number
  /** Premium storage is asked for; else only standard sizes are proposed, as the 2016 tool did. */
  premium?: boolean
}

export interface SizeChoice {
  size: AzureSize | null
  /** Why there is none. */
  reason: string | null
  /** The machine has more adapters than any size: the rest is dropped at failover (S64). */
  nicsCapped: boolean
}

const gib = 2 ** 30

/** Smallest first: cores, then memory, data disks, adapters; catalogue order (older series first) decides a tie. */
const bySmallest = (a: AzureSize, b: AzureSize): number =>
  a.vcpu - b.vcpu || a.memGib - b.memGib || a.maxDataDisks - b.maxDataDisks || a.maxNics - b.maxNics

interface Offer {
  sizes: readonly AzureSize[]
  mostNics: number
}
const offered = new Map<string, Offer>()
const offerOf = (era: SizeEra, premium: boolean): Offer => {
  const key = `${era} ${premium}`
  let offer = offered.get(key)
  if (!offer) {
    // every size of today takes premium storage, so there the question chooses nothing
    const sizes = sizeCatalogue.filter((size) => size.era === era && (era === 'now' || size.premium === premium)).sort(bySmallest)
    offer = { sizes, mostNics: Math.max(...sizes.map((size) => size.maxNics)) }
    offered.set(key, offer)
  }
  return offer
}

/**
 * The smallest size with enough cores, memory, data disks and adapters. Adapters beyond the largest size's do not rule
 * every size out: Azure keeps as many as the size takes (S64).
 */
export const smallestSize = (need: SizeNeed, era: SizeEra): SizeChoice => {
  const { sizes, mostNics } = offerOf(era, need.premium ?? false)
  const cores = need.cpuCount ?? 0
  const memory = need.memoryBytes ?? 0
  const dataDisks = Math.max(0, need.diskCount - 1)
  const nics = Math.min(need.nicCount, mostNics)
  const size = sizes.find((one) => one.vcpu >= cores && one.memGib * gib >= memory && one.maxDataDisks >= dataDisks && one.maxNics >= nics)
  const nicsCapped = need.nicCount > mostNics
  if (size) return { size, reason: null, nicsCapped }
  const most = (value: (size: AzureSize) => number) => Math.max(...sizes.map(value))
  const reasons = [
    ...(cores > most((one) => one.vcpu) ? [t('{cores} cores; the largest size has {most}', { cores, most: most((one) => one.vcpu) })] : []),
    ...(memory > most((one) => one.memGib) * gib
      ? [t('{memory} GiB of memory; the largest size has {most} GiB', { memory: Math.ceil(memory / gib), most: most((one) => one.memGib) })]
      : []),
    ...(dataDisks > most((one) => one.maxDataDisks)
      ? [t('{dataDisks} data disks; the largest size takes {most}', { dataDisks, most: most((one) => one.maxDataDisks) })]
      : []),
  ]
  const reason =
    reasons.length > 0
      ? t('No size is large enough: {reasons}.', { reasons: reasons.join('; ') })
      : t('No one size has {cores} cores, {memory} GiB of memory, {dataDisks} data disks and {nics} adapters together.', {
          cores,
          memory: Math.ceil(memory / gib),
          dataDisks,
          nics,
        })
  return { size: null, reason, nicsCapped }
}
