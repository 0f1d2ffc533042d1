import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import type { PlanDocument } from '../../../preload/contract/plan.ts'
import { t } from '../../../preload/contract/words.ts'
import { formatBytes } from '../../ui/format.ts'
import { CellValue, StatusWord } from '../../ui/status-word.tsx'
import { PlanSection } from './plan-parts.tsx'

type Machine = PlanDocument['machines'][number]
type Left = PlanDocument['notProtected'][number]

const useStyles = makeStyles({
  scroll: {
    overflow: 'auto',
    maxHeight: '420px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  head: {
    ...typographyStyles.caption1Strong,
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  line: { display: 'grid', columnGap: '8px', padding: '6px 12px', alignItems: 'start', boxSizing: 'border-box', width: '100%' },
  body: { ...typographyStyles.caption1, position: 'relative' },
  row: { position: 'absolute', top: 0, left: 0, borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  cell: { minWidth: 0, overflowWrap: 'anywhere' },
  note: { ...typographyStyles.body1, color: tokens.colorNeutralForeground2, margin: 0 },
})

interface Column<T> {
  readonly label: string
  readonly cell: (row: T) => ReactNode
}

/** Any number of rows, of which only those in view are drawn. */
const Windowed = <T,>(props: {
  label: string
  template: string
  minWidth: number
  columns: readonly Column<T>[]
  rows: readonly T[]
  empty: string
}) => {
  const { label, template, minWidth, columns, rows, empty } = props
  const styles = useStyles()
  const scroll = useRef<HTMLDivElement>(null)
  const view = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 32,
    overscan: 8,
    useFlushSync: false,
  })
  if (rows.length === 0) return <p className={styles.note}>{empty}</p>
  const grid = { gridTemplateColumns: template, minWidth }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div ref={scroll} className={styles.scroll} role="table" aria-label={label} aria-rowcount={rows.length + 1} tabIndex={0}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: a row of a table to read, not to act on */}
      <div className={mergeClasses(styles.line, styles.head)} style={grid} role="row" aria-rowindex={1}>
        {columns.map((c) => (
          // biome-ignore lint/a11y/useFocusableInteractive: a row of a table to read, not to act on
          <span key={c.label} role="columnheader">
            {c.label}
          </span>
        ))}
      </div>
      <div className={styles.body} style={{ height: view.getTotalSize(), minWidth }} role="presentation">
        {view.getVirtualItems().map((item) => {
          const row = rows[item.index]
          return (
            row && (
              // biome-ignore lint/a11y/useFocusableInteractive: a row of a table to read, not to act on
              <div
                key={item.key}
                ref={view.measureElement}
                data-index={item.index}
                className={mergeClasses(styles.line, styles.row)}
                style={{ ...grid, transform: `translateY(${item.start}px)` }}
                role="row"
                aria-rowindex={item.index + 2}
              >
                {columns.map((c) => (
                  <span key={c.label} className={styles.cell} role="cell">
                    {c.cell(row)}
                  </span>
                ))}
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}

const disksOf = (m: Machine): string => {
  const kept = m.disks.filter((d) => !d.excluded)
  const left = m.disks.length - kept.length
  return t(left > 0 ? '{kept} of {all}, {size}, {left} left out' : '{kept} of {all}, {size}', {
    kept: kept.length,
    all: m.disks.length,
    size: formatBytes(kept.reduce((sum, d) => sum + d.sizeBytes, 0)),
    left,
  })
}

export const MachinesPart = ({ plan }: { plan: PlanDocument }) => (
  <PlanSection title={t('Protected machines')} count={plan.machines.length}>
    <Windowed<Machine>
      label={t('Protected machines')}
      template="minmax(108px, 1.2fr) minmax(60px, 0.8fr) minmax(100px, 1fr) minmax(112px, 1fr) minmax(132px, 1.4fr) 96px minmax(116px, 1fr) 152px"
      minWidth={960}
      rows={plan.machines}
      empty={t('No machine is protected.')}
      columns={[
        { label: t('Name'), cell: (m) => `${m.name}${m.host ? `, ${m.host}` : ''}` },
        { label: t('Cloud'), cell: (m) => m.cloud },
        { label: t('Azure name'), cell: (m) => m.azureName },
        { label: t('Size'), cell: (m) => m.size },
        { label: t('Network'), cell: (m) => (m.network ? `${m.network} / ${m.subnet ?? t('first subnet')}` : t('Not chosen yet')) },
        { label: t('Target IP'), cell: (m) => m.ip ?? t('DHCP assigned') },
        { label: t('Disks'), cell: disksOf },
        {
          label: t('Readiness'),
          cell: (m) => <CellValue value={m.verdict} format="verdict" context={{ sizeSuffix: 'GiB', timeZone: plan.lab.timeZone }} />,
        },
      ]}
    />
  </PlanSection>
)

export const NotProtectedPart = ({ plan }: { plan: PlanDocument }) => (
  <PlanSection title={t('Not protected')} count={plan.notProtected.length}>
    <Windowed<Left>
      label={t('Machines that are not protected')}
      template="minmax(140px, 1fr) 152px minmax(320px, 4fr)"
      minWidth={640}
      rows={plan.notProtected}
      empty={t('Every machine is protected.')}
      columns={[
        { label: t('Name'), cell: (m) => `${m.name}${m.host ? `, ${m.host}` : ''}` },
        {
          label: t('Readiness'),
          cell: (m) => <CellValue value={m.verdict} format="verdict" context={{ sizeSuffix: 'GiB', timeZone: plan.lab.timeZone }} />,
        },
        {
          label: t('Why'),
          cell: (m) =>
            m.findings.length === 0 ? (
              <StatusWord tone="neutral">{t('Not selected')}</StatusWord>
            ) : (
              m.findings.map((f) => <div key={`${f.rule} ${f.message}`}>{`${f.rule}: ${f.message} ${f.remedy}`}</div>)
            ),
        },
      ]}
    />
  </PlanSection>
)
