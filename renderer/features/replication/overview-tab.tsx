import { Link, makeStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { type FactItem, FactList } from '../../ui/fact-list.tsx'
import { formatCount, unknown } from '../../ui/format.ts'
import { CellValue } from '../../ui/status-word.tsx'
import { ItemNotes } from './item-notes.tsx'
import { column, row, type TabProps, useTabStyles } from './tab-parts.ts'
import { useFormats } from './use-format.ts'

const useStyles = makeStyles({
  link: { fontSize: 'inherit' },
  causes: { margin: 0, paddingLeft: '20px' },
})

const healths = { normal: 'healthy', warning: 'warning', critical: 'critical', 'not-applicable': 'not-applicable' } as const

const stepWords = (): Record<'pending' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled', string> => ({
  pending: t('Not started'),
  running: t('In progress'),
  waiting: t('Waiting for input'),
  completed: t('Successful'),
  failed: t('Failed'),
  cancelled: t('Cancelled'),
})

/** A part of the page under a heading, which names it. */
const Part = ({ title, name = title, children }: { title: string; name?: string; children: ReactNode }) => {
  const styles = useTabStyles()
  return (
    <section aria-label={name}>
      <h2 className={styles.head}>{title}</h2>
      {children}
    </section>
  )
}

/** State, RPO, what is on its way, and the newest points. */
export const OverviewTab = observer(function OverviewTab({ store, open }: TabProps) {
  const styles = useStyles()
  const formats = useFormats()
  const { item } = store
  if (!item) return null
  const span = (ms: number | null): string => (ms === null ? unknown : formats.span(ms))
  const crash = item.points.find((point) => !point.appConsistent)
  const app = item.points.find((point) => point.appConsistent)
  const facts: FactItem[] = [
    {
      id: 'health',
      label: t('Replication Health'),
      value: <CellValue value={healths[item.health]} format="health" context={formats.context} />,
    },
    { id: 'status', label: t('Status'), value: item.status },
    {
      id: 'rpo',
      label: t('RPO'),
      value: (
        <>
          {span(item.rpoMs)}{' '}
          <Link
            className={styles.link}
            onClick={() => {
              void store.explainAt(null)
              open('why')
            }}
          >
            {t('Why')}
          </Link>
        </>
      ),
    },
    { id: 'peak', label: t('Greatest RPO'), value: span(item.rpoPeakMs) },
    {
      id: 'location',
      label: t('Active location'),
      value: item.activeLocation === 'recovery' ? 'Microsoft Azure' : item.source,
    },
    { id: 'policy', label: t('Replication policy'), value: item.policy },
    {
      id: 'cycles',
      label: t('Cycles'),
      value: t('{n}, {missed} missed', { n: formatCount(item.cycles), missed: formatCount(item.missedCycles) }),
    },
    { id: 'backlog', label: t('Not in Azure yet'), value: formats.bytes(item.bytes.pending) },
  ]
  const { transfer, failover, job } = item
  const [failure] = item.errors
  return (
    <>
      {failure && (
        <ErrorBar message={failure.message} remedy={failure.remedy} code={t('Error ID {code}', { code: failure.code })}>
          {failure.causes.length > 0 && (
            <div>
              {t('Possible causes')}
              <ul className={styles.causes}>
                {failure.causes.map((cause) => (
                  <li key={cause}>{cause}</li>
                ))}
              </ul>
            </div>
          )}
        </ErrorBar>
      )}
      {!failure && item.configurationIssue && (
        <ErrorBar
          intent="warning"
          message={t('Configuration issues: a failover would fail now. {message}', { message: item.configurationIssue.message })}
          remedy={item.configurationIssue.remedy}
          code={item.configurationIssue.code}
        />
      )}
      <Part title={t('Health and status')}>
        <FactList facts={facts} />
      </Part>
      <Part title={t('Latest available recovery points')}>
        <FactList
          facts={[
            { id: 'crash', label: t('Crash-consistent'), value: crash ? formats.time(crash.stampMs) : unknown },
            { id: 'app', label: t('App-consistent'), value: app ? formats.time(app.stampMs) : unknown },
          ]}
        />
      </Part>
      {item.ruleYear >= 2017 && (
        <Part title={t('Failover readiness')}>
          <FactList
            facts={[
              {
                id: 'test',
                label: t('Last successful Test Failover'),
                value: item.lastTestMs === null ? t('Test recommended') : formats.time(item.lastTestMs),
              },
              {
                id: 'issues',
                label: t('Configuration issues'),
                value: item.configurationIssue === null ? t('No errors') : item.configurationIssue.message,
              },
            ]}
          />
        </Part>
      )}
      {transfer && (
        <Part title={t('On its way')}>
          <FactList
            facts={[
              {
                id: 'left',
                label: t('Left to send'),
                value: t('{left} of {all}', { left: formats.bytes(transfer.remainingBytes), all: formats.bytes(transfer.amountBytes) }),
              },
              { id: 'rate', label: t('Rate'), value: rate(transfer.bitsPerSecond) },
              {
                id: 'done',
                label: t('Expected end'),
                value: transfer.completesMs === null ? t('It makes no way now.') : formats.time(transfer.completesMs),
              },
            ]}
          />
        </Part>
      )}
      {failover && (
        <Part title={t('Failover')}>
          <FactList
            facts={[
              { id: 'kind', label: t('Kind'), value: failover.kind === 'planned' ? t('Planned Failover') : t('Unplanned Failover') },
              { id: 'at', label: t('Started'), value: formats.time(failover.atMs) },
              { id: 'point', label: t('Recovery point'), value: failover.stampMs === null ? unknown : formats.time(failover.stampMs) },
              {
                id: 'loss',
                label: t('Lost'),
                value:
                  failover.lossMs === null
                    ? unknown
                    : t('{span}, {bytes}', { span: span(failover.lossMs), bytes: formats.bytes(failover.lossBytes ?? 0) }),
              },
              { id: 'rto', label: t('RTO'), value: span(failover.rtoMs) },
            ]}
          />
        </Part>
      )}
      {job && (
        <Part name={t('Last job')} title={t('Last job: {name}', { name: job.name })}>
          <DataTable
            label={t('Steps of the job')}
            columns={[
              column('name', t('Step'), 'text'),
              column('state', t('Status'), 'text'),
              column('started', t('Start time'), 'instantLab'),
              column('ended', t('End time'), 'instantLab'),
            ]}
            rows={job.steps.map((step, n) =>
              row(n + 1, { name: step.name, state: stepWords()[step.state], started: step.startedMs, ended: step.endedMs }),
            )}
            empty={t('It has no steps yet.')}
            context={formats.context}
          />
        </Part>
      )}
      <ItemNotes store={store} />
    </>
  )
})

/** One decimal of Mbps; below one, where that would tell little or nothing, Kbps. */
const rate = (bitsPerSecond: number): string =>
  bitsPerSecond > 0 && bitsPerSecond < 1e6
    ? t('{n} Kbps', { n: Math.max(1, Math.round(bitsPerSecond / 1000)) })
    : t('{n} Mbps', { n: (bitsPerSecond / 1e6).toFixed(1) })
