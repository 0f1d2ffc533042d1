import { makeStyles, mergeClasses, Text, tokens, typographyStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { ImportResult } from '../../../../preload/contract/imports.ts'
import { plural, t } from '../../../../preload/contract/words.ts'
import { useTableStyles } from '../../../ui/data-table.tsx'
import { ErrorBar } from '../../../ui/error-bar.tsx'
import { formatCount, formatDuration } from '../../../ui/format.ts'
import { partCounts } from '../part-counts.ts'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: '4px' },
  title: { ...typographyStyles.body1Strong, margin: 0 },
  hint: { color: tokens.colorNeutralForeground2 },
  narrow: { maxWidth: '560px' },
  wrap: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
})

const most = 200
/** The summary says already that nothing changed. */
const isNews = (warning: { code: string }): boolean => warning.code !== 'import-unchanged'
const separators: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' }
const print = (value: string | number | null): string => (value === null ? '-' : String(value))

/** What an import would change, or what it changed: figures by kind, rows left out, values kept, cautions. */
export const OutcomePage = ({ outcome, done, changesNothing }: { outcome: ImportResult; done: boolean; changesNothing: boolean }) => {
  const styles = useStyles()
  const rows = outcome.files.reduce((sum, file) => sum + file.rows, 0)
  return (
    <>
      <Summary outcome={outcome} done={done} changesNothing={changesNothing} rows={rows} />
      {outcome.warnings.filter(isNews).map((warning) => (
        <ErrorBar key={`${warning.code} ${warning.message}`} intent="warning" message={warning.message} code={warning.code} />
      ))}
      {outcome.rejected.length > 0 && (
        <section className={styles.section} data-rejects={outcome.rejectedRows}>
          <h3 className={styles.title}>{t('{rows} left out', { rows: plural(outcome.rejectedRows, 'row') })}</h3>
          <Table
            label={t('Rows left out')}
            heads={[t('File'), t('Line'), t('Column'), t('Value'), t('Reason')]}
            figures={[1]}
            rows={outcome.rejected
              .slice(0, most)
              .map((reject) => [reject.file, formatCount(reject.line), reject.column ?? '-', reject.value, reject.reason])}
          />
          {outcome.rejected.length > most && (
            <Text size={200} className={styles.hint}>
              {t('{rejected} more are in the rejects file.', { rejected: formatCount(outcome.rejected.length - most) })}
            </Text>
          )}
        </section>
      )}
      <section className={mergeClasses(styles.section, styles.narrow)}>
        <h3 className={styles.title}>{done ? t('What changed') : t('What would change')}</h3>
        <Table
          label={t('Figures by kind')}
          heads={[t('Kind'), t('New'), t('Changed'), t('Same')]}
          figures={[1, 2, 3]}
          rows={partCounts(outcome).map((part) => [
            part.label,
            formatCount(part.created),
            formatCount(part.updated),
            formatCount(part.unchanged),
          ])}
        />
        <Text size={200} className={styles.hint}>
          {outcome.files
            .map((file) =>
              file.separator === ''
                ? t('{name}: {rows}, {encoding}', { name: file.name, rows: plural(file.rows, 'row'), encoding: file.encoding })
                : t('{name}: {rows}, {encoding}, separator {separator}', {
                    name: file.name,
                    rows: plural(file.rows, 'row'),
                    encoding: file.encoding,
                    separator: separators[file.separator] ?? file.separator,
                  }),
            )
            .join('. ')}
        </Text>
      </section>
      {outcome.conflictsKept.length > 0 && (
        <section className={styles.section} data-conflicts={outcome.conflictsKept.length}>
          <h3 className={styles.title}>
            {t(done ? 'Values that you set and that were kept ({n})' : 'Values that you set and that stay ({n})', {
              n: formatCount(outcome.conflictsKept.length),
            })}
          </h3>
          <Table
            label={t('Values kept')}
            heads={[t('Name'), t('Field'), t('Kept'), t('Offered'), t('File'), t('Line')]}
            figures={[5]}
            rows={outcome.conflictsKept
              .slice(0, most)
              .map((kept) => [kept.name, kept.field, print(kept.kept), print(kept.offered), kept.file, formatCount(kept.line)])}
          />
        </section>
      )}
    </>
  )
}

const Summary = ({
  outcome,
  done,
  changesNothing,
  rows,
}: {
  outcome: ImportResult
  done: boolean
  changesNothing: boolean
  rows: number
}) => {
  const nothing = done ? outcome.batchId === null || (outcome.created === 0 && outcome.updated === 0 && changesNothing) : changesNothing
  if (nothing && outcome.rejectedRows === 0) {
    return (
      <ErrorBar
        intent="info"
        message={done ? t('Nothing changed.') : t('Nothing would change.')}
        remedy={t('Every row is already in the lab.')}
        code="import-unchanged"
      />
    )
  }
  const left =
    outcome.rejectedRows > 0
      ? ` ${t(done ? '{left} of {rows} rows were left out.' : '{left} of {rows} rows would be left out.', {
          left: formatCount(outcome.rejectedRows),
          rows: formatCount(rows),
        })}`
      : ''
  const changed = t('{machines} new, {updated} changed, {unchanged} the same.', {
    machines: plural(outcome.created, 'machine'),
    updated: formatCount(outcome.updated),
    unchanged: formatCount(outcome.unchanged),
  })
  return (
    <ErrorBar
      intent={outcome.rejectedRows > 0 ? 'warning' : done ? 'success' : 'info'}
      message={`${changed}${left}`}
      remedy={
        outcome.rejectedRows > 0
          ? t('A value is missing or wrong. Save what was left out, correct it and import it.')
          : done
            ? t('Imported in {ms}.', { ms: formatDuration(outcome.ms) })
            : t('Nothing is written yet.')
      }
      code={outcome.rejectedRows > 0 ? 'import-rejects' : null}
    />
  )
}

const Table = ({ label, heads, rows, figures }: { label: string; heads: string[]; rows: ReactNode[][]; figures: number[] }) => {
  const table = useTableStyles()
  const styles = useStyles()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className={table.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={table.table} aria-label={label}>
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th key={head} scope="col" className={mergeClasses(table.head, figures.includes(i) && table.figure)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a result never move
            <tr key={line}>
              {row.map((value, i) => (
                <td key={heads[i]} className={mergeClasses(table.cell, figures.includes(i) ? table.figure : styles.wrap)}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
