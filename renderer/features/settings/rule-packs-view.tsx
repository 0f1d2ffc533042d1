import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import type { RulePackInfo } from '../../../preload/contract/readiness.ts'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { explain } from '../../app/notifications-store.ts'
import { useTableStyles } from '../../ui/data-table.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { formatCount } from '../../ui/format.ts'
import { PageHeading } from '../../ui/page-heading.tsx'
import { PackSwitch } from './pack-switch.tsx'

const useStyles = makeStyles({
  root: { overflowY: 'auto', flexGrow: 1, padding: '8px 16px 24px', display: 'flex', flexDirection: 'column', gap: '16px' },
  title: { ...typographyStyles.subtitle2, margin: '8px 0 4px' },
  rule: { fontFamily: tokens.fontFamilyMonospace, whiteSpace: 'nowrap' },
  text: { maxWidth: '880px', margin: '4px 0' },
  list: { maxWidth: '880px', margin: 0, paddingLeft: '20px' },
})

const severityWords: Record<string, string> = {
  blocker: t('Blocks replication'),
  warning: t('Warning'),
  info: t('Information'),
  unknown: t('Unknown'),
}

/** SCR-22: the dated rules that machines are judged by, and which of them judge this lab. */
export const RulePacksView = observer(function RulePacksView() {
  const root = useRoot()
  const styles = useStyles()
  const [packs, setPacks] = useState<RulePackInfo[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after a switch
  useEffect(() => {
    let current = true
    root.api.readiness.packs().then(
      (answer) => current && setPacks(answer),
      (caught: unknown) => current && setError(caught),
    )
    return () => {
      current = false
    }
  }, [root, asked])
  const fault = error === null ? null : explain(error)
  return (
    <div className={styles.root} data-screen="SCR-22" data-ready={packs !== null || fault !== null}>
      <PageHeading>{packs ? t('Rule packs ({packs})', { packs: packs.length }) : t('Rule packs')}</PageHeading>
      {fault && <ErrorBar message={fault.message} remedy={fault.remedy} code={fault.code} />}
      {packs?.map((pack) => (
        <Pack key={pack.id} pack={pack} onSwitched={() => setAsked(asked + 1)} />
      ))}
    </div>
  )
})

const Pack = ({ pack, onSwitched }: { pack: RulePackInfo; onSwitched: () => void }) => {
  const styles = useStyles()
  const table = useTableStyles()
  const head = (caption: string) => (
    <th scope="col" className={table.head}>
      {caption}
    </th>
  )
  return (
    <section aria-label={pack.title}>
      <h2 className={styles.title}>
        {pack.inUse
          ? t('{id}: {title}, used by this lab', { id: pack.id, title: pack.title })
          : t('{id}: {title}', { id: pack.id, title: pack.title })}
      </h2>
      {!pack.inUse && <PackSwitch id={pack.id} onSwitched={onSwitched} />}
      <h3 className={styles.title}>{t('Sources')}</h3>
      <ul className={styles.list}>
        {pack.sources.map((source) => (
          <li key={source} translate="no">
            {source}
          </li>
        ))}
      </ul>
      <h3 className={styles.title}>{t('Rules ({rules})', { rules: formatCount(pack.rules.length) })}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className={table.scroll} tabIndex={0} role="group" aria-label={t('Rules of {id}', { id: pack.id })}>
        <table className={table.table} aria-label={t('Rules of {id}', { id: pack.id })}>
          <thead>
            <tr>
              {head(t('Rule'))}
              {head(t('Title'))}
              {head(t('Severity'))}
              {head(t('Limit'))}
              {head(t('Source'))}
            </tr>
          </thead>
          <tbody>
            {pack.rules.map((rule) => (
              <tr key={rule.id}>
                <th scope="row" className={`${table.cell} ${table.rowHead} ${styles.rule}`}>
                  {rule.id}
                </th>
                <td className={table.cell}>
                  {rule.title}
                  {rule.note && <div>{rule.note}</div>}
                </td>
                <td className={table.cell}>{severityWords[rule.severity] ?? rule.severity}</td>
                <td className={table.cell}>{rule.limit ?? '-'}</td>
                <td className={table.cell}>{rule.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3 className={styles.title}>
        {t('Where the sources contradict each other ({disputes})', { disputes: formatCount(pack.disputes.length) })}
      </h3>
      {pack.disputes.map((dispute) => (
        <article key={dispute.id} className={styles.text}>
          <strong>
            {dispute.id}: {dispute.question}
          </strong>
          <ul className={styles.list}>
            {dispute.sides.map((side) => (
              <li key={side}>{side}</li>
            ))}
          </ul>
          <p className={styles.text}>{t('This pack: {takes} {why}', { takes: dispute.takes, why: dispute.why })}</p>
        </article>
      ))}
      <h3 className={styles.title}>{t('How it counts')}</h3>
      <ul className={styles.list}>
        {pack.conventions.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <h3 className={styles.title}>
        {t('Not judged from the inventory ({notChecked})', { notChecked: formatCount(pack.notChecked.length) })}
      </h3>
      <ul className={styles.list}>
        {pack.notChecked.map(({ id, why }) => (
          <li key={id}>
            <span className={styles.rule}>{id}</span> {why}
          </li>
        ))}
      </ul>
    </section>
  )
}
