import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { CellFormat, ListRow } from '../../preload/contract/inventory.ts'
import { type FormatContext, isFigure } from './format.ts'
import { CellValue } from './status-word.tsx'

export const useTableStyles = makeStyles({
  // In a column that scrolls itself it keeps its height.
  scroll: { overflowX: 'auto', maxWidth: '100%', flexShrink: 0 },
  table: { borderCollapse: 'collapse', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, width: '100%' },
  head: {
    textAlign: 'left',
    fontWeight: tokens.fontWeightSemibold,
    height: '28px',
    padding: '0 12px 0 0',
    whiteSpace: 'nowrap',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
  },
  /** Headings of many words over short values. */
  wrapped: { whiteSpace: 'normal', verticalAlign: 'bottom' },
  cell: { height: '23px', padding: '2px 12px 2px 0', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, verticalAlign: 'middle' },
  rowHead: { textAlign: 'left', fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  link: { fontSize: 'inherit', lineHeight: 'inherit' },
  time: { whiteSpace: 'nowrap' },
  text: { minWidth: '120px', overflowWrap: 'anywhere' },
  figure: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  empty: { color: tokens.colorNeutralForeground2, margin: '4px 0' },
})

/** A short table in a pane or a dialog; long lists use the grid. */
export const DataTable = ({
  label,
  columns,
  rows,
  empty,
  context,
  onOpen,
}: {
  label: string
  columns: readonly { field: string; label: string; format: CellFormat }[]
  rows: readonly ListRow[]
  empty: string
  context: FormatContext
  /** Opens the object of a row from its first column. */
  onOpen?: ((id: number) => void) | undefined
}) => {
  const styles = useTableStyles()
  if (rows.length === 0) return <p className={styles.empty}>{empty}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.field} scope="col" className={mergeClasses(styles.head, isFigure(column.format) && styles.figure)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map((column, i) => (
                <td
                  key={column.field}
                  className={mergeClasses(
                    styles.cell,
                    isFigure(column.format) && styles.figure,
                    column.format.startsWith('instant') && styles.time,
                    column.field === 'name' && styles.text,
                  )}
                >
                  {onOpen && i === 0 && row.cells[column.field] ? (
                    <Link className={styles.link} onClick={() => onOpen(row.id)}>
                      {String(row.cells[column.field])}
                    </Link>
                  ) : (
                    <CellValue value={row.cells[column.field]} format={column.format} context={context} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
