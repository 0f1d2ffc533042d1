import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import type { RpoHistory } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { SelectField } from '../../ui/field.tsx'
import { unknown } from '../../ui/format.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import type { ItemPageStore } from './item-page-store.ts'
import { useFormats } from './use-format.ts'

const useStyles = makeStyles({
  bar: { maxWidth: '240px' },
  none: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '12px' },
  // As high without a word in it: the picture below stays where it is.
  progress: { minHeight: '20px' },
  head: { ...typographyStyles.subtitle2, margin: '0 0 4px' },
  chart: { width: '100%', maxWidth: '1000px', height: 'auto', display: 'block' },
  range: { fill: tokens.colorBrandBackground, forcedColorAdjust: 'none', '@media (forced-colors: active)': { fill: 'CanvasText' } },
  limit: {
    stroke: tokens.colorPaletteMarigoldBorderActive,
    strokeDasharray: '4 3',
    '@media (forced-colors: active)': { stroke: 'CanvasText' },
  },
  axis: { stroke: tokens.colorNeutralStroke1 },
  label: { fill: tokens.colorNeutralForeground2, fontSize: '12px', '@media (forced-colors: active)': { fill: 'CanvasText' } },
  cell: { padding: '2px 12px 2px 0', height: '28px', whiteSpace: 'nowrap', textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  time: { padding: '2px 16px 2px 0', whiteSpace: 'nowrap', textAlign: 'left', fontWeight: tokens.fontWeightRegular },
  table: { maxWidth: '720px' },
  why: { minWidth: 0, padding: 0, color: tokens.colorBrandForegroundLink },
})

/** RPO of the item hour by hour: least, greatest and last, with the way to its explanation. */
export const RpoTab = observer(function RpoTab({
  store,
  open,
  explain,
}: {
  store: ItemPageStore
  open: (tab: string) => void
  explain: (atMs: number) => void
}) {
  const styles = useStyles()
  const [hours, setHours] = useState('24')
  const hour = Math.floor((useRoot().clock.nowMs ?? 0) / 3_600_000)
  // Once an hour of the lab's clock: a shorter look brings a bar that has barely grown.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `hour` is when to read again
  useEffect(() => {
    void store.loadHistory(Number(hours))
    return () => store.leaveHistory()
  }, [store, hours, hour])
  const { history } = store
  if (store.item?.protectedMs === null)
    return (
      <div className={styles.none}>
        <StatusWord tone="info">{t('There is no RPO before the machine is protected.')}</StatusWord>
        <Button
          onClick={() => {
            void store.explainAt(null)
            open('why')
          }}
        >
          {t('Why')}
        </Button>
      </div>
    )
  return (
    <>
      <div className={styles.bar}>
        <SelectField
          label={t('Time')}
          value={hours}
          onChange={setHours}
          options={[
            { value: '24', label: t('Last 24 hours') },
            { value: '72', label: t('Last 3 days') },
            { value: '168', label: t('Last 7 days') },
          ]}
        />
      </div>
      <div role="status" className={styles.progress}>
        {history?.done === false && (
          <StatusWord tone="info">
            {t('Working out the RPO: {known} of {all} hours', { known: history.hours.length, all: hoursOf(history) })}
          </StatusWord>
        )}
      </div>
      {history && (
        <>
          <section aria-label={t('RPO by hour')}>
            <h2 className={styles.head}>{t('RPO by hour')}</h2>
            <Chart history={history} />
          </section>
          <Hours history={history} explain={explain} />
        </>
      )}
    </>
  )
})

const hourMs = 3_600_000
const firstHour = ({ fromMs }: RpoHistory): number => Math.floor(fromMs / hourMs) * hourMs
/** How many hours there will be. */
const hoursOf = (history: RpoHistory): number => Math.max(1, Math.ceil((history.toMs - firstHour(history)) / hourMs))

const width = 1000
const height = 160
const left = 72
const bottom = 22

const Chart = ({ history }: { history: RpoHistory }) => {
  const styles = useStyles()
  const formats = useFormats()
  const most = Math.max(60_000, ...history.hours.map((each) => each.maxMs ?? 0))
  const top = most > history.warnMs * 0.6 ? Math.max(most, history.warnMs) : most
  const y = (ms: number): number => (height - bottom) * (1 - ms / (top * 1.08))
  const all = hoursOf(history)
  const step = (width - left) / all
  const every = Math.ceil(all / 8)
  const slots = history.hours.map((each) => ({ ...each, n: (each.startMs - firstHour(history)) / hourMs }))
  const worst = history.hours.reduce<RpoHistory['hours'][number] | null>(
    (found, each) => ((each.maxMs ?? -1) > (found?.maxMs ?? -1) ? each : found),
    null,
  )
  const told =
    worst?.maxMs == null
      ? t('No RPO counted in this time.')
      : t('Greatest RPO {span}, in the hour of {time}.', { span: formats.span(worst.maxMs), time: formats.time(worst.startMs) })
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={told}>
      <title>{told}</title>
      <line className={styles.axis} x1={left} x2={width} y1={height - bottom} y2={height - bottom} />
      <text className={styles.label} x={0} y={y(top) + 10}>
        {formats.span(top)}
      </text>
      <text className={styles.label} x={0} y={height - bottom}>
        {formats.span(0)}
      </text>
      {top >= history.warnMs && <line className={styles.limit} x1={left} x2={width} y1={y(history.warnMs)} y2={y(history.warnMs)} />}
      {slots.map(({ n, ...each }) => (
        <g key={each.startMs}>
          {each.maxMs !== null && (
            <rect
              className={styles.range}
              x={left + n * step + step * 0.15}
              width={step * 0.7}
              y={y(each.maxMs)}
              height={Math.max(2, y(each.minMs ?? 0) - y(each.maxMs))}
            />
          )}
          {n % every === 0 && (
            <text className={styles.label} x={left + n * step} y={height - 6}>
              {formats.hour(each.startMs)}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

const Hours = ({ history, explain }: { history: RpoHistory; explain: (atMs: number) => void }) => {
  const styles = useStyles()
  const table = useTableStyles()
  const formats = useFormats()
  const span = (ms: number | null): string => (ms === null ? unknown : formats.span(ms))
  const heads = [t('Least'), t('Greatest'), t('Last'), t('Why')]
  return (
    <table className={`${table.table} ${styles.table}`} aria-label={t('RPO by hour')}>
      <thead>
        <tr>
          <th scope="col" className={table.head}>
            {t('Hour')}
          </th>
          {heads.map((head) => (
            <th key={head} scope="col" className={`${table.head} ${table.figure}`}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...history.hours].reverse().map(({ startMs, minMs, maxMs, lastMs, whyMs }) => (
          <tr key={startMs}>
            <th scope="row" className={styles.time}>
              {formats.time(startMs)}
            </th>
            <td className={styles.cell}>{span(minMs)}</td>
            <td className={styles.cell}>{span(maxMs)}</td>
            <td className={styles.cell}>{span(lastMs)}</td>
            <td className={styles.cell}>
              {whyMs === null ? (
                unknown
              ) : (
                <Button
                  size="small"
                  appearance="transparent"
                  className={styles.why}
                  aria-label={t('Why the RPO was {span} in the hour of {time}', { span: span(maxMs), time: formats.time(startMs) })}
                  onClick={() => explain(whyMs)}
                >
                  {t('Why')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
