import { t } from '../../../preload/contract/words.ts'

/** "30 seconds", "5 Minutes", "15 Minutes": as the policy's list prints them. */
export const copyFrequency = (seconds: number): string =>
  seconds < 60 ? t('{n} seconds', { n: seconds }) : t('{n} Minutes', { n: Math.round(seconds / 60) })
