import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  ArrowSync16Filled,
  CheckmarkCircle16Filled,
  Clock16Filled,
  DismissCircle16Filled,
  ErrorCircle16Filled,
  type FluentIcon,
  Info16Filled,
  PauseCircle16Filled,
  PersonClock16Filled,
  Prohibited16Filled,
  QuestionCircle16Filled,
  SubtractCircle16Filled,
  Warning16Filled,
} from '@fluentui/react-icons'
import type { Cell, CellFormat } from '../../preload/contract/inventory.ts'
import { t } from '../../preload/contract/words.ts'
import type { FormatContext } from './format.ts'
import { formatCell, unknown } from './format.ts'

export type Tone =
  | 'success'
  | 'warning'
  | 'critical'
  | 'blocked'
  | 'neutral'
  | 'progress'
  | 'unknown'
  | 'paused'
  | 'cancelled'
  | 'scheduled'
  | 'info'
  | 'waiting'

const icons: Record<Tone, FluentIcon> = {
  success: CheckmarkCircle16Filled,
  warning: Warning16Filled,
  critical: ErrorCircle16Filled,
  blocked: Prohibited16Filled,
  neutral: SubtractCircle16Filled,
  progress: ArrowSync16Filled,
  unknown: QuestionCircle16Filled,
  paused: PauseCircle16Filled,
  cancelled: DismissCircle16Filled,
  scheduled: Clock16Filled,
  info: Info16Filled,
  waiting: PersonClock16Filled,
}

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: '4px', minWidth: 0, maxWidth: '100%', verticalAlign: 'top' },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  word: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  success: { color: tokens.colorStatusSuccessForeground3 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  critical: { color: tokens.colorStatusDangerForeground3 },
  progress: { color: tokens.colorBrandForeground1 },
  waiting: { color: tokens.colorPaletteBerryForeground3 },
  turning: {
    animationName: { to: { transform: 'rotate(360deg)' } },
    animationDuration: '1.2s',
    animationIterationCount: 'infinite',
    animationTimingFunction: 'linear',
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
  },
})

/** A state as icon and word; only the icon is tinted, so that colour never says anything alone. */
export const StatusWord = ({ tone, children, className }: { tone: Tone; children: string; className?: string }) => {
  const styles = useStyles()
  const Icon = icons[tone]
  const tint =
    tone === 'success'
      ? styles.success
      : tone === 'warning'
        ? styles.warning
        : tone === 'critical' || tone === 'blocked'
          ? styles.critical
          : tone === 'progress'
            ? mergeClasses(styles.progress, styles.turning)
            : tone === 'waiting'
              ? styles.waiting
              : undefined
  return (
    <span className={mergeClasses(styles.root, className)} data-tone={tone}>
      <Icon aria-hidden className={mergeClasses(styles.icon, tint)} />
      <span className={styles.word}>{children}</span>
    </span>
  )
}

const tones: Record<string, Record<string, Tone>> = {
  verdict: { ready: 'success', warnings: 'warning', 'not-ready': 'blocked', unknown: 'unknown' },
  jobStatus: {
    running: 'progress',
    waiting: 'waiting',
    'not-started': 'scheduled',
    skipped: 'neutral',
    completed: 'success',
    'completed-info': 'warning',
    failed: 'critical',
    cancelled: 'cancelled',
    interrupted: 'critical',
  },
  health: { healthy: 'success', warning: 'warning', critical: 'critical', 'not-applicable': 'neutral' },
  severity: { critical: 'critical', warning: 'warning', information: 'info' },
  vmState: {
    running: 'success',
    stopped: 'neutral',
    poweroff: 'neutral',
    'powered off': 'neutral',
    off: 'neutral',
    paused: 'paused',
    saved: 'paused',
    stored: 'neutral',
    missing: 'critical',
  },
  hostStatus: {
    ok: 'success',
    'needs attention': 'warning',
    'not responding': 'critical',
    'in maintenance mode': 'paused',
    pending: 'scheduled',
  },
}

/** The tone of a status cell; states that this console does not know are shown without judgement. */
export const toneOf = (value: Cell | undefined, format: CellFormat): Tone | null => {
  const known = tones[format]
  if (!known) return null
  if (typeof value !== 'string' || value === '') return null
  return known[value] ?? known[value.toLowerCase()] ?? known[value.split(' ')[0]!] ?? 'unknown'
}

/** Any cell of a list, as section 1 of the picture shows it. */
export const CellValue = ({ value, format, context }: { value: Cell | undefined; format: CellFormat; context: FormatContext }) => {
  const text = formatCell(value, format, context)
  const tone = toneOf(value, format)
  if (tone) return <StatusWord tone={tone}>{text}</StatusWord>
  if (text === unknown) return <span title={t('Not in the import')}>{unknown}</span>
  return <>{text}</>
}
