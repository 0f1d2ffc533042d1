import type { ClockEvent } from '../../preload/contract/clock.ts'
import { t } from '../../preload/contract/words.ts'

/** What a run can wait for, as menus name it; in the order of the menu. */
export const eventWords = (): Record<ClockEvent, string> => ({
  'next-event': t('Next event'),
  'job-end': t('Next end of a job'),
  'waiting-job': t('Next job that waits for you'),
  warning: t('First warning'),
  critical: t('First critical'),
  point: t('Next recovery point'),
  protected: t('Next machine protected'),
  'all-protected': t('All initial replication done'),
})

/** The same for one machine. */
export const itemEventWords = (name: string): Partial<Record<ClockEvent, string>> => ({
  protected: t('Initial replication of {name} done', { name }),
  point: t('Next recovery point of {name}', { name }),
  'job-end': t('Next end of a job of {name}', { name }),
  warning: t('First warning of {name}', { name }),
  critical: t('First critical of {name}', { name }),
})

/** "the first critical of SQL01", for a sentence that begins with what runs. */
export const targetWords = (event: ClockEvent, item: string | null): string =>
  (item === null ? undefined : itemEventWords(item)[event]) ?? eventWords()[event]
