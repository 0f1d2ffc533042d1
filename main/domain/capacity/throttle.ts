/**
 * Throttle of the Recovery Services agent (S50, S51). The agent counts 1 Kbps = 1,024 bit/s: the cmdlet's own sample writes
 * 512 Kbps as 512*1024. Range as printed: 512 Kbps to 102 Mbps in 2016; a later text prints 1,023 Mbps (U7).
 */
export const bitsPerKbps = 1024
export const minimumThrottleKbps = 512
const kbpsPerMbps = 1024

export const maximumThrottleMbps = (ruleYear: number): number => (ruleYear > 2016 ? 1023 : 102)
export const maximumThrottleKbps = (ruleYear: number): number => maximumThrottleMbps(ruleYear) * kbpsPerMbps

export const throttleInRange = (kbps: number, ruleYear: number): boolean =>
  Number.isInteger(kbps) && kbps >= minimumThrottleKbps && kbps <= maximumThrottleKbps(ruleYear)

/** Threads that the agent uses per virtual machine (S52). */
export const threadRange = { minimum: 4, maximum: 32 } as const

/** "HH:MM" as minutes after midnight, or null. */
export const minutesOf = (time: string): number | null => {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  return match ? Number(match[1]) * 60 + Number(match[2]) : null
}
