import { Button, Link, makeStyles, Spinner, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { useRoot } from '../../app/context.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { ProgressStore } from './progress-store.ts'
import { gettingStartedPages } from './setup-pages.ts'

const useStyles = makeStyles({
  scroll: { flexGrow: 1, overflowY: 'auto', padding: '8px 16px 24px' },
  page: { display: 'flex', flexDirection: 'column', rowGap: '16px', maxWidth: '720px' },
  lead: { ...typographyStyles.body1, color: tokens.colorNeutralForeground2, margin: 0 },
  buttons: { display: 'flex', columnGap: '8px' },
  group: { ...typographyStyles.subtitle2, margin: '8px 0 4px' },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  step: {
    display: 'grid',
    gridTemplateColumns: '28px minmax(0, 1fr) 120px',
    alignItems: 'center',
    minHeight: '36px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
})

/** The portal's two steps; the pages of each come from the wizard's own list. */
const groups = [
  { title: t('Step 1: Prepare infrastructure'), from: 0, to: 8 },
  { title: t('Step 2: Replicate application'), from: 8, to: gettingStartedPages.length },
]

/** SCR-26: what Getting Started asks, how far it is, and the way in. */
export const GettingStartedView = observer(() => {
  const root = useRoot()
  const [store] = useState(() => new ProgressStore(root.api))
  const styles = useStyles()
  const open = root.dialog?.name === 'getting-started'
  // biome-ignore lint/correctness/useExhaustiveDependencies: the wizard was closed: its draft may have moved on
  useEffect(() => {
    void store.load()
    return root.api.inventory.onChanged((change) => void (change.played || store.load()))
  }, [root, store, open])
  const { progress, error } = store
  const done = new Set(progress?.pages.filter((p) => p.done).map((p) => p.page))
  const count = gettingStartedPages.filter((p) => done.has(p.id as never)).length
  return (
    <div className={styles.scroll} data-screen="SCR-26" data-ready={progress !== null || error !== null ? 'true' : 'false'}>
      <div className={styles.page}>
        <PageHeading>{t('Getting Started')}</PageHeading>
        <p className={styles.lead}>
          {t(
            'Ten pages lead from the inventory to a first recovery plan for Hyper-V machines in VMM clouds. Leave whenever you like: a draft keeps your entries.',
          )}
        </p>
        {error && (
          <ErrorBar
            message={error.message}
            remedy={error.remedy}
            code={error.code}
            actions={[{ label: t('Try again'), run: () => void store.load() }]}
          />
        )}
        {!progress && !error && <Spinner label={t('Reading the draft')} />}
        {progress && (
          <>
            <div className={styles.buttons}>
              <Button appearance="primary" onClick={root.openGettingStarted}>
                {progress.draft ? t('Resume draft') : progress.finished ? t('Start again') : t('Start')}
              </Button>
              {progress.finished && <Button onClick={root.openPlan}>{t('Open the plan')}</Button>}
              {progress.draft && (
                <Button appearance="subtle" onClick={() => void store.discard()}>
                  {t('Discard draft')}
                </Button>
              )}
            </div>
            <p className={styles.lead} role="status">
              {t('{count} of {gettingStartedPages} pages done', { count, gettingStartedPages: gettingStartedPages.length })}
            </p>
            {groups.map((group) => (
              <section key={group.title} aria-label={group.title}>
                <h2 className={styles.group}>{group.title}</h2>
                <ol className={styles.list}>
                  {gettingStartedPages.slice(group.from, group.to).map((page, index) => (
                    <li key={page.id} className={styles.step} data-setup-page={page.id}>
                      <span>{group.from + index + 1}</span>
                      {progress.draft && progress.page === page.id ? (
                        <Link onClick={root.openGettingStarted}>{page.title}</Link>
                      ) : (
                        <span>{page.title}</span>
                      )}
                      {done.has(page.id as never) ? (
                        <StatusWord tone="success">{t('Done')}</StatusWord>
                      ) : progress.draft && progress.page === page.id ? (
                        <StatusWord tone="scheduled">{t('Next')}</StatusWord>
                      ) : (
                        <StatusWord tone="neutral">{t('Not done')}</StatusWord>
                      )}
                    </li>
                  ))}
                </ol>
              </section>
            ))}
          </>
        )}
      </div>
    </div>
  )
})
