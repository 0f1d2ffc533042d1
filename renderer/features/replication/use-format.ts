import { useMemo } from 'react'
import { useRoot } from '../../app/context.ts'
import { type FormatContext, formatBytes, formatDuration, formatLabTime } from '../../ui/format.ts'

export interface Formats {
  context: FormatContext
  time(ms: number): string
  /** Small amounts in KiB and bytes, which a loss can be. */
  bytes(value: number): string
  span(ms: number): string
  /** Hour of the day in the lab's zone. */
  hour(ms: number): string
}

/** How this lab and this person want times and sizes; to be called inside of an observer. */
export const useFormats = (): Formats => {
  const root = useRoot()
  const { sizeSuffix } = root.preferences.values
  const timeZone = root.lab.info?.timeZone ?? 'UTC'
  return useMemo(() => {
    const context: FormatContext = { sizeSuffix, timeZone, locale: navigator.language }
    return {
      context,
      time: (ms) => formatLabTime(ms, context),
      bytes: (value) =>
        value < 1024
          ? `${Math.round(value)} B`
          : value < 1024 * 1024
            ? `${(value / 1024).toFixed(1)} ${sizeSuffix === 'GiB' ? 'KiB' : 'KB'}`
            : formatBytes(value, sizeSuffix),
      hour: (ms) => new Intl.DateTimeFormat(navigator.language, { timeZone, hour: '2-digit', minute: '2-digit' }).format(ms),
      span: (ms) => (ms <= 0 ? '0 s' : formatDuration(ms)),
    }
  }, [sizeSuffix, timeZone])
}
