import { mergeClasses } from '@fluentui/react-components'
import type { PlanRun } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { formatDuration } from '../../ui/format.ts'
import { usePlanPageStyles } from './plan-styles.ts'

type Span = PlanRun['spans'][number]
interface Piece {
  fromMs: number
  toMs: number | null
  critical: boolean
  kind: 'failover' | 'boot' | 'action'
}

/** The pieces of a bar: a machine fails over, waits for the turn of its group, then starts. */
export const piecesOf = (span: Span): Piece[] => {
  if (span.startedMs === null) return []
  if (span.kind !== 'machine')
    return [{ fromMs: span.startedMs, toMs: span.endedMs, critical: span.critical, kind: span.kind === 'failover' ? 'failover' : 'action' }]
  // Runs of earlier versions don't tell the two apart.
  if (span.readyMs === null && span.bootMs === null)
    return [{ fromMs: span.startedMs, toMs: span.endedMs, critical: span.critical, kind: 'failover' }]
  const pieces: Piece[] = [{ fromMs: span.startedMs, toMs: span.readyMs ?? span.bootMs, critical: span.criticalFailover, kind: 'failover' }]
  if (span.bootMs !== null) pieces.push({ fromMs: span.bootMs, toMs: span.endedMs, critical: span.critical, kind: 'boot' })
  return pieces
}

const figureOf = (span: Span): string => {
  if (span.failed) return t('Failed')
  if (span.startedMs === null) return '-'
  if (span.kind !== 'machine') return span.endedMs === null ? t('In progress') : formatDuration(span.endedMs - span.startedMs)
  if (span.bootMs === null) return span.readyMs === null ? t('In progress') : t('Waits for its group')
  if (span.endedMs === null) return t('In progress')
  const length = formatDuration((span.readyMs ?? span.startedMs) - span.startedMs + span.endedMs - span.bootMs)
  const spare = Math.min(span.failoverSlackMs ?? 0, span.bootSlackMs ?? 0)
  return spare >= 1000 ? t('{length}, {spare} to spare', { length, spare: formatDuration(spare) }) : length
}

/** Bars over the time of the run. A dashed edge marks the way that decides how long it takes. */
export const PlanGantt = ({ run }: { run: PlanRun }) => {
  const styles = usePlanPageStyles()
  const ends = run.spans.flatMap((span) => [span.startedMs ?? run.startedMs, span.endedMs ?? run.startedMs])
  const end = Math.max(run.endedMs ?? run.startedMs, run.startedMs + 1, ...ends)
  const share = (ms: number): string => `${((ms - run.startedMs) / (end - run.startedMs)) * 100}%`
  return (
    <ul className={styles.gantt} aria-label={t('Course of the run')}>
      {run.spans.map((span, n) => {
        const pieces = piecesOf(span)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: spans have no id, and their order stays.
          <li key={n} className={styles.span} data-span={span.name}>
            <span>{span.group === null ? span.name : t('{n}: {name}', { n: span.group, name: span.name })}</span>
            <span className={styles.lane} aria-hidden>
              {pieces.map((piece) => (
                <span
                  key={piece.kind}
                  className={mergeClasses(
                    styles.piece,
                    piece.kind === 'boot' && styles.boot,
                    piece.kind === 'action' && styles.action,
                    piece.critical && styles.critical,
                  )}
                  style={{ left: share(piece.fromMs), width: `calc(${share(piece.toMs ?? end)} - ${share(piece.fromMs)})` }}
                />
              ))}
            </span>
            <span className={styles.figure}>{figureOf(span)}</span>
          </li>
        )
      })}
    </ul>
  )
}
