import { Link, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import type { Finding } from '../../../preload/contract/common.ts'
import type { Cell, DetailBlock, ObjectLink } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { DataTable, useTableStyles } from '../../ui/data-table.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import type { FormatContext } from '../../ui/format.ts'
import { CellValue, StatusWord, type Tone } from '../../ui/status-word.tsx'
import { ChangesBlock } from './changes-block.tsx'
import { FactEditor } from './fact-editor.tsx'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: '6px' },
  title: { ...typographyStyles.caption1Strong, margin: 0, color: tokens.colorNeutralForeground2 },
  hint: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, margin: 0 },
  findings: { display: 'flex', flexDirection: 'column', gap: '10px', margin: 0, padding: 0, listStyleType: 'none' },
  link: { fontSize: 'inherit', lineHeight: 'inherit' },
  finding: {
    display: 'grid',
    gridTemplateColumns: '220px 1fr',
    columnGap: '16px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  rule: { fontFamily: tokens.fontFamilyMonospace },
  source: { color: tokens.colorNeutralForeground2 },
})

const severities: Record<Finding['severity'], { tone: Tone; word: string }> = {
  blocker: { tone: 'blocked', word: t('Blocks replication') },
  warning: { tone: 'warning', word: t('Warning') },
  info: { tone: 'neutral', word: t('Information') },
  unknown: { tone: 'unknown', word: t('Unknown') },
}

const LineageTable = ({ facts, context }: { facts: Extract<DetailBlock, { kind: 'facts' }>['facts']; context: FormatContext }) => {
  const table = useTableStyles()
  if (facts.length === 0) return <p className={table.empty}>{t('Nothing is recorded about where these values come from.')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className={table.scroll} style={{ flexShrink: 0 }} tabIndex={0} role="group" aria-label={t('Lineage')}>
      <table className={table.table} aria-label={t('Lineage')}>
        <thead>
          <tr>
            {[t('Field'), t('Value'), t('Where it comes from')].map((head) => (
              <th key={head} scope="col" className={table.head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <tr key={fact.label}>
              <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
                {fact.label}
              </th>
              <td className={table.cell}>
                <CellValue value={fact.value} format={fact.format} context={context} />
              </td>
              <td className={table.cell}>{fact.origin ?? '-'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** One block of a details tab. */
export const DetailBlockView = ({
  block,
  label,
  context,
  onEdit,
  onOpen,
  onCopy,
}: {
  block: DetailBlock
  label: string
  context: FormatContext
  onEdit: (field: string, value: Cell) => Promise<void>
  /** Opens the object that a value names. */
  onOpen: (link: ObjectLink) => void
  onCopy: (text: string) => void
}) => {
  const styles = useStyles()
  switch (block.kind) {
    case 'facts':
      // Where values come from is what this tab is for: not in a tooltip, which keys don't reach.
      if (label === 'Lineage') return <LineageTable facts={block.facts} context={context} />
      return (
        <section className={styles.section}>
          {block.title && <h3 className={styles.title}>{block.title}</h3>}
          <FactList
            facts={block.facts.map((fact) => ({
              id: fact.label,
              label: fact.label,
              title: fact.origin,
              value:
                fact.link && fact.value !== null ? (
                  <Link className={styles.link} onClick={() => fact.link && onOpen(fact.link)}>
                    {String(fact.value)}
                  </Link>
                ) : fact.edit === null ? (
                  <CellValue value={fact.value} format={fact.format} context={context} />
                ) : (
                  <FactEditor fact={fact} field={fact.edit} context={context} onEdit={onEdit} />
                ),
            }))}
          />
        </section>
      )
    case 'table': {
      const { opens } = block
      const open = opens === undefined ? undefined : (id: number): void => onOpen({ kind: opens, id })
      return (
        <section className={styles.section}>
          {block.title && <h3 className={styles.title}>{block.title}</h3>}
          <DataTable
            label={block.title ?? label}
            columns={block.columns}
            rows={block.rows}
            empty={block.empty}
            context={context}
            onOpen={open}
          />
        </section>
      )
    }
    case 'error':
      return (
        <ErrorBar
          intent={block.intent}
          message={block.message}
          code={block.intent === 'info' ? null : block.code}
          remedy={
            block.recommendation === null ? null : t('Recommended Action: {recommendation}', { recommendation: block.recommendation })
          }
          actions={block.intent === 'info' ? [] : [{ label: t('Copy Errors'), run: () => onCopy(block.copy) }]}
        >
          {block.causes.length > 0 && (
            <>
              <div>{t('Possible causes')}</div>
              <ul>
                {block.causes.map((cause) => (
                  <li key={cause}>{cause}</li>
                ))}
              </ul>
            </>
          )}
        </ErrorBar>
      )
    case 'changes':
      return <ChangesBlock key={block.jobId} jobId={block.jobId} empty={block.empty} context={context} />
    case 'findings':
      return (
        <section className={styles.section}>
          {block.findings.length === 0 ? (
            <p className={styles.hint}>{block.empty}</p>
          ) : (
            <ul className={styles.findings}>
              {block.findings.map((found) => (
                <li key={`${found.rule} ${found.message}`} className={styles.finding} data-rule={found.rule}>
                  <div>
                    <StatusWord tone={severities[found.severity].tone}>{severities[found.severity].word}</StatusWord>
                    <div className={styles.rule}>{found.rule}</div>
                  </div>
                  <div>
                    <div>{found.message}</div>
                    <div>{found.remedy}</div>
                    <div className={styles.source}>
                      {[
                        found.value && t('Found {value}', { value: found.value }),
                        found.limit && t('limit {limit}', { limit: found.limit }),
                      ]
                        .filter(Boolean)
                        .map((each) => `${each} · `)
                        .join('')}
                      <span translate="no">{found.source}</span>
                    </div>
                  </div>
                </li>
              ))}
            </ul>
          )}
          <p className={styles.hint}>{t('Rules {rulePack}', { rulePack: block.rulePack })}</p>
        </section>
      )
  }
}
