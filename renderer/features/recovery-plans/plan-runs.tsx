import { Button, mergeClasses } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { PlanRun } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { formatDuration, formatLabTime } from '../../ui/format.ts'
import { StatusWord, type Tone } from '../../ui/status-word.tsx'
import type { PlanPageStore } from './plan-page-store.ts'
import { usePlanPageStyles } from './plan-styles.ts'

export const kindWord = (kind: PlanRun['kind']): string =>
  kind === 'test' ? t('Test failover') : kind === 'planned' ? t('Planned failover') : t('Failover')

const states: Record<PlanRun['status'], { tone: Tone; word: string }> = {
  running: { tone: 'progress', word: t('In progress') },
  waiting: { tone: 'waiting', word: t('Waiting for input') },
  completed: { tone: 'success', word: t('Completed') },
  failed: { tone: 'critical', word: t('Failed') },
}

/** Bars over the time of the run. A dashed edge marks the way that decides how long it takes. */
const Gantt = ({ run }: { run: PlanRun }) => {
  const styles = usePlanPageStyles()
  const ends = run.spans.flatMap((span) => [span.startedMs ?? run.startedMs, span.endedMs ?? run.startedMs])
  const end = Math.max(run.endedMs ?? run.startedMs, run.startedMs + 1, ...ends)
  const share = (ms: number): string => `${((ms - run.startedMs) / (end - run.startedMs)) * 100}%`
  return (
    <ul className={styles.gantt} aria-label={t('Course of the run')}>
      {run.spans.map((span, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: spans have no id, and their order stays.
        <li key={n} className={styles.span}>
          <span>{span.group === null ? span.name : t('{n}: {name}', { n: span.group, name: span.name })}</span>
          <span className={styles.lane} aria-hidden>
            {span.startedMs !== null && (
              <span
                className={mergeClasses(styles.piece, span.critical && styles.critical)}
                style={{ left: share(span.startedMs), width: `calc(${share(span.endedMs ?? end)} - ${share(span.startedMs)})` }}
              />
            )}
          </span>
          <span className={styles.figure}>
            {span.failed
              ? t('Failed')
              : span.startedMs === null
                ? '-'
                : span.endedMs === null
                  ? t('In progress')
                  : formatDuration(span.endedMs - span.startedMs)}
          </span>
        </li>
      ))}
    </ul>
  )
}

const Run = observer(function Run({ run, store }: { run: PlanRun; store: PlanPageStore }) {
  const { lab } = useRoot()
  const styles = usePlanPageStyles()
  const { tone, word } = states[run.status]
  const started = formatLabTime(run.startedMs, { timeZone: lab.info?.timeZone ?? 'UTC', locale: navigator.language })
  const rto = run.rtoMs === null ? '-' : formatDuration(run.rtoMs)
  const target = run.targetMs === null ? null : formatDuration(run.targetMs)
  const missed = run.rtoMs !== null && run.targetMs !== null && run.rtoMs > run.targetMs
  return (
    <section className={styles.run} data-run={run.id} aria-label={t('{kind}, {started}', { kind: kindWord(run.kind), started })}>
      <div className={styles.bar}>
        <strong>{t('{kind}, {started}', { kind: kindWord(run.kind), started })}</strong>
        <StatusWord tone={tone}>{word}</StatusWord>
        {run.waitingFor !== null && (
          <>
            <span>{run.waitingFor}</span>
            <Button size="small" appearance="primary" onClick={() => void store.confirm(run.id)}>
              {t('Confirm that it is done')}
            </Button>
          </>
        )}
      </div>
      <div className={styles.bar}>
        <span>{t('RTO {rto}', { rto })}</span>
        {target !== null && run.rtoMs !== null && (
          <StatusWord tone={missed ? 'warning' : 'success'}>
            {missed ? t('Over the target of {target}', { target }) : t('Within the target of {target}', { target })}
          </StatusWord>
        )}
        {run.waitedMs > 0 && <span>{t('of it {waited} waiting for people', { waited: formatDuration(run.waitedMs) })}</span>}
        {run.groups.map((group, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is known by its number.
          <span key={n}>{t('Group {n}: {rto}', { n: n + 1, rto: group.rtoMs === null ? '-' : formatDuration(group.rtoMs) })}</span>
        ))}
      </div>
      <Gantt run={run} />
    </section>
  )
})

/** History of the plan, newest run first. */
export const PlanRuns = observer(function PlanRuns({ store }: { store: PlanPageStore }) {
  const styles = usePlanPageStyles()
  return (
    <>
      <h2 className={styles.title}>{t('Runs')}</h2>
      <p className={styles.note}>
        {store.runs.length === 0
          ? t('This plan was never run. A test failover disturbs nothing and measures its RTO.')
          : t('A dashed edge marks the steps that decide how long the run takes.')}
      </p>
      {store.runs.slice(0, 20).map((run) => (
        <Run key={run.id} run={run} store={store} />
      ))}
    </>
  )
})
