import { readFileSync } from 'node:fs'

const megabyte = 2 ** 20

/** Peak and present memory of this process, in MB. The peak that the kernel keeps, where there is one, misses nothing. */
const peak = (): number => {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
}

/** Runs `work` and tells how far memory rose above what stood before, in MB. Needs --expose-gc. */
export const memoryAbove = async <T>(work: () => Promise<T>): Promise<{ result: T; above: number }> => {
  ;(globalThis as { gc?: () => void }).gc?.()
  const idle = process.memoryUsage.rss() / megabyte
  const result = await work()
  return { result, above: Math.max(0, peak() - idle) }
}

/** Proportional memory of this process, in MB; null where the kernel doesn't tell. */
export const pssMb = (): number | null => {
  if (process.platform !== 'linux') return null
  const match = /^Pss:\s*(\d+) kB/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))
  return match === null ? null : Number(match[1]) / 1024
}
