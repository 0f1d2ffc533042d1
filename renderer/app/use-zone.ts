import { t } from '../../preload/contract/words.ts'
import { formatLabTime, times } from '../ui/format.ts'
import { useRoot } from './context.ts'

export interface LabZone {
  /** IANA name: the lab's, or UTC where the console shows all times so. */
  id: string
  words: string
  /** "12 May 2026 14:05". */
  show(ms: number): string
}

/** The zone in which lab times are shown and typed; to be called inside of an observer. */
export const useZone = (): LabZone => {
  const timeZone = useRoot().lab.info?.timeZone ?? 'UTC'
  const id = times.utc ? 'UTC' : timeZone
  return {
    id,
    words: id === 'UTC' ? t('In UTC') : t("The lab's time zone, {id}", { id }),
    show: (ms) => formatLabTime(ms, { timeZone, locale: navigator.language }),
  }
}
