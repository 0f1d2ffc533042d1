import { Button } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { PlanRun } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { formatDuration, formatLabTime } from '../../ui/format.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { PlanCompare } from './plan-compare.tsx'
import { PlanGantt } from './plan-gantt.tsx'
import type { PlanPageStore } from './plan-page-store.ts'
import { usePlanPageStyles } from './plan-styles.ts'
import { kindWord, rtoOf, runStates } from './run-words.ts'

/** Runs with their Gantt; older ones are compared only. */
const drawn = 20

const Run = observer(function Run({ run, name, store }: { run: PlanRun; name: string; store: PlanPageStore }) {
  const root = useRoot()
  const styles = usePlanPageStyles()
  const { tone, word } = runStates[run.status]
  const rtoMs = rtoOf(run)
  const target = run.targetMs === null ? null : formatDuration(run.targetMs)
  const missed = rtoMs !== null && run.targetMs !== null && rtoMs > run.targetMs
  // The data of a failback is home: what ends the wait begins an outage, which its dialog says. A manual action of it is confirmed below.
  const completes = run.kind === 'failback' && run.waitingFor !== null && root.plans.mayFollow('completeFailover') === true
  return (
    <section className={styles.run} data-run={run.id} data-run-status={run.status} data-rto-ms={rtoMs} aria-label={name}>
      <div className={styles.bar}>
        <strong>{name}</strong>
        <StatusWord tone={tone}>{word}</StatusWord>
        {completes && (
          <Button size="small" appearance="primary" onClick={() => root.commands.run('recoveryPlan.completeFailover')}>
            {t('Complete Failover')}
          </Button>
        )}
        {run.waitingFor !== null && !completes && (
          <>
            <span>{run.waitingFor}</span>
            <Button
              size="small"
              appearance="primary"
              disabled={root.lab.canWrite !== true}
              disabledFocusable={store.confirms}
              onClick={() => void store.confirm(run.id)}
            >
              {t('Confirm that it is done')}
            </Button>
          </>
        )}
        {run.failed.length > 0 && <span>{t('Failed: {failed}', { failed: run.failed.join(', ') })}</span>}
      </div>
      <div className={styles.bar}>
        <span>
          {rtoMs === null && run.rtoMs !== null
            ? t('Ended after {duration}', { duration: formatDuration(run.rtoMs) })
            : t('RTO {rto}', { rto: rtoMs === null ? '-' : formatDuration(rtoMs) })}
        </span>
        {target !== null && rtoMs !== null && (
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
      <PlanGantt run={run} />
    </section>
  )
})

/** History of the plan, newest run first. */
export const PlanRuns = observer(function PlanRuns({ store }: { store: PlanPageStore }) {
  const { lab } = useRoot()
  const styles = usePlanPageStyles()
  const context = { timeZone: lab.info?.timeZone ?? 'UTC', locale: navigator.language }
  const nameOf = (run: PlanRun): string =>
    t('{kind}, {started}', { kind: kindWord(run.kind), started: formatLabTime(run.startedMs, context) })
  return (
    <>
      <h2 className={styles.title}>{t('Runs')}</h2>
      <p className={styles.note}>
        {store.runs.length === 0
          ? t('This plan was never run. A test failover disturbs nothing and measures its RTO.')
          : t('A dashed edge marks the steps that decide how long the run takes.')}
      </p>
      {store.runs.slice(0, drawn).map((run) => (
        <Run key={run.id} run={run} name={nameOf(run)} store={store} />
      ))}
      {store.runs.length > 1 && <PlanCompare runs={store.runs} nameOf={nameOf} />}
    </>
  )
})
