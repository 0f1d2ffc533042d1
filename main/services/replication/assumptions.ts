import type { ChurnPart } from '../../domain/replication/scenario.ts'

/**
 * What the lab doesn't tell yet, each in one place: a later source of the fact changes the function and nothing else.
 */

/** Agent and certificates of a host: every host counts as prepared. */
export const hostPrepared = (): boolean => true

/** Machines of a cloud with encryption ask for a certificate at failover; none does. */
export const encryptionOn = (): boolean => false

/**
 * Writes of a disk, evenly through the day: what an import measured (`writtenBytesPerDay`: the collector's samples, the throughput of an Azure Migrate
 * CSV), else the lab's daily change over what is used. `dailyChangePpm` = parts per million a day.
 */
export const churnOf = (usedBytes: number, dailyChangePpm: number, writtenBytesPerDay: number | null): ChurnPart[] => {
  const aDay = writtenBytesPerDay === null ? (BigInt(usedBytes) * BigInt(dailyChangePpm)) / 1_000_000n : BigInt(writtenBytesPerDay)
  return [{ type: 'constant', bytesPerSec: Number(aDay / 86_400n) }]
}

/** VSS works in every guest; Linux takes a file-system consistent point under the same name. */
export const vssCapable = (): boolean => true

/** Size of a disk that the import doesn't tell: the default of a new virtual disk (127 GiB). */
export const unknownDiskBytes = 127 * 2 ** 30

/**
 * Spread of job durations in a lab, in permille: each step lasts its documented sum, at most so much more or less (model, 8.1). Our decision: two
 * runs of one drill differ as in life, and a measured RTO is no constant. The lab's seed says how: same seed, actions and instants, same durations.
 * Cases of the model spread nothing unless they say so.
 */
export const labJitterPermille = 100
