import { Button, makeStyles, mergeClasses, Skeleton, SkeletonItem, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useCallback, useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import type { Api } from '../../app/api.ts'
import { useRoot } from '../../app/context.ts'
import { Request } from '../../state/request.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { formatCount } from '../../ui/format.ts'
import { PageHeading } from '../../ui/page-heading.tsx'
import { StatusWord, type Tone } from '../../ui/status-word.tsx'
import { Tile, TileWords } from '../../ui/tile.tsx'
import { verdictWords } from '../../ui/verdict-words.ts'

type Summary = Awaited<ReturnType<Api['readiness']['summary']>>

const useStyles = makeStyles({
  root: { overflowY: 'auto', flexGrow: 1, padding: '8px 16px 24px', display: 'flex', flexDirection: 'column', gap: '16px' },
  tile: { maxWidth: '480px' },
  title: { ...typographyStyles.subtitle2, margin: '0 0 4px' },
  hint: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, margin: 0 },
  rule: { fontFamily: tokens.fontFamilyMonospace },
  link: {
    minWidth: 0,
    padding: '0 6px',
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    fontSize: tokens.fontSizeBase200,
  },
  table: { maxWidth: '960px' },
})

const severityWords: Record<string, { tone: Tone; word: string }> = {
  blocker: { tone: 'blocked', word: t('Blocks replication') },
  warning: { tone: 'warning', word: t('Warning') },
  info: { tone: 'neutral', word: t('Information') },
  unknown: { tone: 'unknown', word: t('Unknown') },
}

/** SCR-38: machines by verdict and by rule, under the rules of the lab. */
export const ReadinessView = observer(function ReadinessView() {
  const root = useRoot()
  const styles = useStyles()
  const table = useTableStyles()
  const [summary, setSummary] = useState<Summary | null>(null)
  const [reading] = useState(() => new Request())
  const load = useCallback(async (): Promise<void> => {
    await reading.latest(() => root.api.readiness.summary(), setSummary)
  }, [root, reading])
  useEffect(() => {
    void load()
    return root.api.inventory.onChanged((change) => void (change.played || load()))
  }, [load, root])

  const fault = reading.error
  const machines = summary?.verdicts.reduce((sum, item) => sum + item.count, 0) ?? 0
  const found = summary?.rules.filter((rule) => rule.count > 0) ?? []
  return (
    <div className={styles.root} data-screen="SCR-38" data-ready={summary !== null}>
      <div>
        <PageHeading>{t('Readiness')}</PageHeading>
        {summary && <p className={styles.hint}>{t('Rules {rulePack}', { rulePack: summary.rulePack })}</p>}
      </div>
      {fault && (
        <ErrorBar
          message={fault.message}
          remedy={fault.remedy}
          code={fault.code}
          actions={[{ label: t('Try again'), run: () => void load() }]}
        />
      )}
      {!summary && !fault && (
        <Skeleton aria-label={t('Judging the machines')}>
          <SkeletonItem size={96} />
        </Skeleton>
      )}
      {summary && machines === 0 && (
        <EmptyState
          icon="readiness"
          title={t('Import machines first')}
          why={t("Readiness judges the machines of this lab by the rules of the vault's year.")}
          action={
            root.commands.get('import.open')?.enabled() === true
              ? { label: t('Import inventory'), run: () => root.commands.run('import.open') }
              : null
          }
        />
      )}
      {summary && machines > 0 && (
        <>
          <div className={styles.tile}>
            <Tile id="verdicts" title={t('Machines by verdict')}>
              <TileWords
                items={summary.verdicts.map((item) => ({
                  id: item.verdict,
                  ...verdictWords[item.verdict],
                  count: item.count,
                  onOpen: () => root.openList('vms', item.where),
                }))}
              />
            </Tile>
          </div>
          <section className={styles.table}>
            <h2 className={styles.title}>{t('Machines by rule')}</h2>
            {found.length === 0 ? (
              <p className={styles.hint}>{t('No machine breaks a rule.')}</p>
            ) : (
              <table className={table.table} aria-label={t('Machines by rule')}>
                <thead>
                  <tr>
                    <th scope="col" className={table.head}>
                      {t('Rule')}
                    </th>
                    <th scope="col" className={table.head}>
                      {t('What it asks')}
                    </th>
                    <th scope="col" className={table.head}>
                      {t('Effect')}
                    </th>
                    <th scope="col" className={mergeClasses(table.head, table.figure)}>
                      {t('Machines')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {found.map((rule) => (
                    <tr key={rule.rule}>
                      <td className={mergeClasses(table.cell, styles.rule)}>{rule.rule}</td>
                      <td className={table.cell}>{rule.title}</td>
                      <td className={table.cell}>
                        <StatusWord tone={severityWords[rule.severity]?.tone ?? 'unknown'}>
                          {severityWords[rule.severity]?.word ?? rule.severity}
                        </StatusWord>
                      </td>
                      <td className={mergeClasses(table.cell, table.figure)}>
                        <Button
                          appearance="subtle"
                          size="small"
                          className={styles.link}
                          aria-label={t('{rule}: {count} machines', { rule: rule.rule, count: rule.count })}
                          onClick={() => root.openList('vms', rule.where)}
                        >
                          {formatCount(rule.count)}
                        </Button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
        </>
      )}
    </div>
  )
})
