import { Button, Link, makeStyles, Textarea, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { Cell, CellFormat } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { useZone } from '../../app/use-zone.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { type FactItem, FactList } from '../../ui/fact-list.tsx'
import { LabelledField } from '../../ui/field.tsx'
import { formatCount, unknown } from '../../ui/format.ts'
import { InstantFields } from '../../ui/instant-fields.tsx'
import { CellValue } from '../../ui/status-word.tsx'
import { instantOfFields, wallFields } from '../../ui/zoned-time.ts'
import type { ItemPageStore } from './item-page-store.ts'
import { useFormats } from './use-format.ts'

const useStyles = makeStyles({
  head: { ...typographyStyles.subtitle2, margin: '0 0 4px' },
  chain: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '8px' },
  source: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  notes: { maxWidth: '640px', display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  wide: { width: '100%' },
  link: { fontSize: 'inherit' },
  why: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '880px' },
  at: { display: 'flex', flexDirection: 'column', gap: '8px', borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingTop: '12px' },
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  causes: { margin: 0, paddingLeft: '20px' },
})

interface TabProps {
  store: ItemPageStore
  /** Shows another part of the page. */
  open: (tab: string) => void
}

const healths = { normal: 'healthy', warning: 'warning', critical: 'critical', 'not-applicable': 'not-applicable' } as const

const row = (id: number, cells: Record<string, Cell>): { id: number; cells: Record<string, Cell> } => ({ id, cells })
const column = (field: string, label: string, format: CellFormat): { field: string; label: string; format: CellFormat } => ({
  field,
  label,
  format,
})

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
      <section aria-label={t('Health and status')}>
        <h2 className={styles.head}>{t('Health and status')}</h2>
        <FactList facts={facts} />
      </section>
      <section aria-label={t('Latest available recovery points')}>
        <h2 className={styles.head}>{t('Latest available recovery points')}</h2>
        <FactList
          facts={[
            { id: 'crash', label: t('Crash-consistent'), value: crash ? formats.time(crash.stampMs) : unknown },
            { id: 'app', label: t('App-consistent'), value: app ? formats.time(app.stampMs) : unknown },
          ]}
        />
      </section>
      {item.ruleYear >= 2017 && (
        <section aria-label={t('Failover readiness')}>
          <h2 className={styles.head}>{t('Failover readiness')}</h2>
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
        </section>
      )}
      {transfer && (
        <section aria-label={t('On its way')}>
          <h2 className={styles.head}>{t('On its way')}</h2>
          <FactList
            facts={[
              {
                id: 'left',
                label: t('Left to send'),
                value: t('{left} of {all}', { left: formats.bytes(transfer.remainingBytes), all: formats.bytes(transfer.amountBytes) }),
              },
              { id: 'rate', label: t('Rate'), value: t('{n} Mbps', { n: (transfer.bitsPerSecond / 1e6).toFixed(1) }) },
              {
                id: 'done',
                label: t('Done'),
                value: transfer.completesMs === null ? t('It makes no way now.') : formats.time(transfer.completesMs),
              },
            ]}
          />
        </section>
      )}
      {failover && (
        <section aria-label={t('Failover')}>
          <h2 className={styles.head}>{t('Failover')}</h2>
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
        </section>
      )}
      {job && (
        <section aria-label={t('Last job')}>
          <h2 className={styles.head}>{t('Last job: {name}', { name: job.name })}</h2>
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
        </section>
      )}
      <Notes store={store} open={open} />
    </>
  )
})

const stepWords = (): Record<'pending' | 'running' | 'waiting' | 'completed' | 'failed', string> => ({
  pending: t('Not started'),
  running: t('In progress'),
  waiting: t('Waiting for input'),
  completed: t('Successful'),
  failed: t('Failed'),
})

/** What was seen in test failovers, and a place for more. */
const Notes = observer(function Notes({ store }: TabProps) {
  const root = useRoot()
  const styles = useStyles()
  const formats = useFormats()
  const [text, setText] = useState('')
  const writable = root.lab.canWrite === true
  const save = async (): Promise<void> => {
    if (text.trim() !== '' && (await store.note(text))) setText('')
  }
  return (
    <section aria-label={t('Notes')} className={styles.notes}>
      <h2 className={styles.head}>{t('Notes')}</h2>
      <FactList
        facts={(store.item?.notes ?? []).map((note) => ({
          id: String(note.id),
          label: formats.time(note.notedMs),
          value: note.text,
          top: true,
        }))}
      />
      {writable && (
        <>
          <div className={styles.wide}>
            <LabelledField label={t('New note')}>
              <Textarea value={text} maxLength={4000} rows={2} onChange={(_, data) => setText(data.value)} />
            </LabelledField>
          </div>
          <Button disabledFocusable={text.trim() === ''} onClick={() => void save()}>
            {t('Save notes')}
          </Button>
        </>
      )}
    </section>
  )
})

/** What the lab holds of the item: target, networks, plans. */
export const PropertiesTab = observer(function PropertiesTab({ store }: TabProps) {
  const { context } = useFormats()
  const blocks = (store.details?.tabs ?? []).flatMap((tab) => tab.blocks)
  return blocks.map((block, n) => {
    if (block.kind === 'facts')
      return (
        <FactList
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks keep their order
          key={n}
          facts={block.facts.map((fact) => ({
            id: fact.label,
            label: fact.label,
            value: <CellValue value={fact.value} format={fact.format} context={context} />,
            title: fact.origin,
          }))}
        />
      )
    if (block.kind === 'table')
      return (
        <DataTable
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks keep their order
          key={n}
          label={block.title ?? t('Parts')}
          columns={block.columns}
          rows={block.rows}
          empty={block.empty}
          context={context}
        />
      )
    return null
  })
})

export const DisksTab = observer(function DisksTab({ store }: TabProps) {
  const { context } = useFormats()
  return (
    <DataTable
      label={t('Disks')}
      columns={[
        column('name', t('Name'), 'text'),
        column('lun', t('LUN'), 'count'),
        column('size', t('Size'), 'bytes'),
        column('hrl', t('Log of changes (HRL)'), 'bytes'),
        column('limit', t('Resynchronization at'), 'bytes'),
      ]}
      rows={(store.item?.disks ?? []).map((disk) =>
        row(disk.lun + 1, { name: disk.name, lun: disk.lun, size: disk.sizeBytes, hrl: disk.hrlBytes, limit: disk.hrlLimitBytes }),
      )}
      empty={t('Disks are known when replication has begun. Let the clock move.')}
      context={context}
    />
  )
})

export const PointsTab = observer(function PointsTab({ store }: TabProps) {
  const { context } = useFormats()
  return (
    <DataTable
      label={t('Recovery points')}
      columns={[
        column('stamp', t('Recovery point'), 'instantLab'),
        column('kind', t('Consistency'), 'text'),
        column('ready', t('Usable since'), 'instantLab'),
      ]}
      rows={(store.item?.points ?? []).map((point, n) =>
        row(n + 1, { stamp: point.stampMs, kind: point.appConsistent ? t('App-consistent') : t('Crash-consistent'), ready: point.readyMs }),
      )}
      empty={t('There is no recovery point yet. The first comes with the end of the initial replication.')}
      context={context}
    />
  )
})

export const EventsTab = observer(function EventsTab({ store, open }: TabProps) {
  const styles = useStyles()
  const { context } = useFormats()
  return (
    <>
      {store.events.length > 0 && <p className={styles.source}>{t('Open an event to see why, at its instant.')}</p>}
      <DataTable
        label={t('Events')}
        columns={[
          column('name', t('Event'), 'text'),
          column('severity', t('Severity'), 'severity'),
          column('time', t('Time'), 'instantLab'),
        ]}
        rows={store.events}
        empty={t('Nothing happened to this machine that is worth an event.')}
        context={context}
        onOpen={(id) => {
          const at = store.events.find((event) => event.id === id)?.cells.time
          void store.explainAt(typeof at === 'number' ? at : null)
          open('why')
        }}
      />
    </>
  )
})

/** From the figure down to what decides it, now or at an instant of the past. */
export const WhyTab = observer(function WhyTab({ store }: TabProps) {
  const root = useRoot()
  const styles = useStyles()
  const zone = useZone()
  const { why, whyError, atMs } = store
  const nowMs = root.clock.nowMs ?? 0
  const [fields, setFields] = useState(() => wallFields(atMs ?? nowMs, zone.id))
  const [fault, setFault] = useState<string | null>(null)
  const look = (): void => {
    const wanted = instantOfFields(fields, zone.id)
    setFault(wanted === null ? t('Enter a date and a time that exist in this time zone.') : null)
    if (wanted !== null) void store.explainAt(Math.min(wanted, nowMs))
  }
  return (
    <section aria-label={t('Why')} className={styles.why} data-why-at={atMs ?? 'now'}>
      <div>
        <h2 className={styles.head}>{why ? why.summary : t('Why')}</h2>
        <p className={styles.source}>
          {why === null
            ? null
            : atMs === null
              ? t('Now, {time}', { time: zone.show(why.atMs) })
              : t('At {time}', { time: zone.show(why.atMs) })}
        </p>
      </div>
      {whyError && <ErrorBar intent="info" message={whyError.message} remedy={whyError.remedy ?? null} code={whyError.code} />}
      {why && (
        <ol className={styles.chain}>
          {why.chain.map((line) => (
            <li key={line.code} data-why={line.code}>
              {line.text}
              {line.source && <div className={styles.source}>{line.source}</div>}
            </li>
          ))}
        </ol>
      )}
      <form
        className={styles.at}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          look()
        }}
      >
        <InstantFields value={fields} zone={zone.words} error={fault} onChange={setFields} />
        <div className={styles.buttons}>
          <Button type="submit">{t('Explain this instant')}</Button>
          {atMs !== null && <Button onClick={() => void store.explainAt(null)}>{t('Now')}</Button>}
          <Button appearance="subtle" onClick={() => root.navigation.openPage('settings', 'page:model')}>
            {t('Numbers of the model')}
          </Button>
        </div>
      </form>
    </section>
  )
})
