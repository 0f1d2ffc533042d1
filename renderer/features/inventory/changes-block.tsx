import { Button, Link, makeStyles, mergeClasses, Select, tokens } from '@fluentui/react-components'
import { ArrowNext16Regular, ArrowPrevious16Regular, ChevronLeft16Regular, ChevronRight16Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { type JSX, useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { explain } from '../../app/notifications-store.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { type FormatContext, formatCount } from '../../ui/format.ts'
import { CellValue } from '../../ui/status-word.tsx'
import { ChangesStore } from './changes-store.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  bar: { display: 'flex', alignItems: 'center', gap: '8px', flexWrap: 'wrap', fontSize: tokens.fontSizeBase200 },
  span: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums', marginLeft: 'auto' },
  buttons: { display: 'flex', gap: '2px' },
  object: { textAlign: 'left', fontWeight: tokens.fontWeightSemibold, paddingTop: '8px', overflowWrap: 'anywhere' },
  what: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  property: { textAlign: 'left', fontWeight: tokens.fontWeightRegular, whiteSpace: 'nowrap' },
  value: { overflowWrap: 'anywhere', minWidth: '80px' },
  old: { color: tokens.colorNeutralForeground2 },
})

const words = { created: t('Created'), changed: t('Changed'), removed: t('Removed') } as const

/** Change Tracking: property, previous value, new value, object by object; reads a page of objects at a time. */
export const ChangesBlock = observer(function ChangesBlock({
  jobId,
  empty,
  context,
}: {
  jobId: number
  empty: string
  context: FormatContext
}) {
  const root = useRoot()
  const styles = useStyles()
  const table = useTableStyles()
  const [store] = useState(() => new ChangesStore(root.api, jobId))
  useEffect(() => {
    void store.load()
    return root.engine.onRestarted(() => void store.load())
  }, [store, root])
  const { window, error, span, pages, page } = store
  if (error !== null) {
    const { message, remedy, code } = explain(error)
    return <ErrorBar message={message} remedy={remedy} code={code} actions={[{ label: t('Try again'), run: () => void store.load() }]} />
  }
  if (window === null) return <div data-changes="loading" />
  if (window.types.length === 0)
    return (
      <p className={table.empty} data-changes="0">
        {empty}
      </p>
    )
  const step = (label: string, icon: JSX.Element, to: number, off: boolean) => (
    <Button
      size="small"
      appearance="subtle"
      aria-label={label}
      title={label}
      icon={icon}
      disabledFocusable={off}
      onClick={() => void store.open(to)}
    />
  )
  const all = window.types.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className={styles.root} data-changes={span.total}>
      <div className={styles.bar}>
        <Select
          size="small"
          aria-label={t('Kind of object')}
          value={store.type ?? ''}
          onChange={(_, data) => void store.only(data.value === '' ? null : data.value)}
        >
          <option value="">{t('All objects ({all})', { all: formatCount(all) })}</option>
          {window.types.map(({ type, count }) => (
            <option key={type} value={type}>{`${type} (${formatCount(count)})`}</option>
          ))}
        </Select>
        <span className={styles.span} role="status">
          {t('{first} – {last} of {total}', {
            first: formatCount(span.first),
            last: formatCount(span.last),
            total: formatCount(span.total),
          })}
        </span>
        {pages > 1 && (
          <span className={styles.buttons}>
            {step(t('First page'), <ArrowPrevious16Regular />, 0, page === 0)}
            {step(t('Previous page'), <ChevronLeft16Regular />, page - 1, page === 0)}
            {step(t('Next page'), <ChevronRight16Regular />, page + 1, page >= pages - 1)}
            {step(t('Last page'), <ArrowNext16Regular />, pages - 1, page >= pages - 1)}
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className={table.scroll} tabIndex={0} role="group" aria-label={t('Change Tracking')}>
        <table className={table.table} aria-label={t('Change Tracking')}>
          <thead>
            <tr>
              {[t('Property'), t('Previous value'), t('New value')].map((head) => (
                <th key={head} scope="col" className={table.head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          {window.rows.map((change) => {
            const { link } = change
            return (
              <tbody key={change.index} data-change={change.what}>
                <tr>
                  <th scope="rowgroup" colSpan={3} className={mergeClasses(table.cell, styles.object)}>
                    {link ? (
                      <Link className={table.link} onClick={() => root.openObject(link)}>
                        {change.name}
                      </Link>
                    ) : (
                      change.name
                    )}{' '}
                    <span className={styles.what}>{`${change.type}, ${words[change.what].toLowerCase()}`}</span>
                  </th>
                </tr>
                {change.properties.map((property) => (
                  <tr key={property.label}>
                    <th scope="row" className={mergeClasses(table.cell, styles.property)}>
                      {property.label}
                    </th>
                    <td className={mergeClasses(table.cell, styles.value, styles.old)}>
                      <CellValue value={property.old} format={property.format} context={context} />
                    </td>
                    <td className={mergeClasses(table.cell, styles.value)}>
                      <CellValue value={property.new} format={property.format} context={context} />
                    </td>
                  </tr>
                ))}
              </tbody>
            )
          })}
        </table>
      </div>
    </div>
  )
})
