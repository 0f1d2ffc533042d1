import { Button, makeStyles, mergeClasses, Tooltip, tokens, typographyStyles } from '@fluentui/react-components'
import { Dismiss20Regular, Open20Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { t } from '../../../preload/contract/words.ts'
import { DetailsContent } from '../../features/inventory/details-content.tsx'
import { DetailsStore } from '../../features/inventory/details-store.ts'
import { type FormatContext, formatLabTime } from '../../ui/format.ts'
import { CellValue } from '../../ui/status-word.tsx'
import { useRoot } from '../context.ts'
import { followProgress } from '../follow.ts'
import { jobTitle } from '../jobs-store.ts'
import { RecentJobsStore, statusCell } from '../recent-jobs-store.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    width: 'min(460px, 45vw)',
    flexShrink: 0,
    minHeight: 0,
    // In a low window the whole pane scrolls, so that the details keep room to be read.
    overflowX: 'hidden',
    overflowY: 'auto',
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  head: { display: 'flex', alignItems: 'center', gap: '4px', minHeight: '40px', padding: '0 8px 0 16px', flexShrink: 0 },
  title: { ...typographyStyles.subtitle2, margin: 0, marginRight: 'auto' },
  list: { overflowY: 'auto', flexShrink: 0, maxHeight: '38%', minHeight: '96px', padding: '0 8px', outlineStyle: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: '8px',
    padding: '4px 8px',
    borderRadius: tokens.borderRadiusSmall,
    cursor: 'pointer',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  chosen: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  cursor: { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  minor: { color: tokens.colorNeutralForeground2, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  details: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: '220px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  hint: { color: tokens.colorNeutralForeground2, padding: '0 16px', margin: 0 },
})

/** What runs and what was done, beside whatever is on screen; Ctrl+J opens and closes it. */
export const JobsPane = observer(function JobsPane() {
  const root = useRoot()
  const styles = useStyles()
  const { jobs } = root
  const [recent] = useState(() => new RecentJobsStore(root.api))
  const [details] = useState(() => new DetailsStore(root.api, 'jobs', null))
  const list = useRef<HTMLDivElement>(null)
  const opener = useRef<Element | null>(null)
  const [keyed, setKeyed] = useState(false)

  useEffect(() => {
    opener.current = document.activeElement
    const read = (): void => {
      void recent.load()
      if (details.id !== null) void details.show(details.id)
    }
    read()
    root.notifications.announce(t('Jobs'))
    const following = followProgress(root.api, details)
    const stops = [root.api.inventory.onChanged(read), root.engine.onRestarted(read), following]
    return () => {
      for (const stop of stops) stop()
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus()
    }
  }, [recent, details, root])

  // The focus comes here once there is a list to take it.
  const loaded = recent.jobs !== null
  useEffect(() => {
    if (loaded) list.current?.focus()
  }, [loaded])

  // The newest job is shown until another is chosen.
  const chosen = jobs.paneJob ?? recent.jobs?.[0]?.id ?? null
  useEffect(() => {
    void details.show(chosen)
  }, [chosen, details])
  useEffect(() => {
    list.current?.querySelector(`[data-job="${chosen}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const context: FormatContext = {
    sizeSuffix: root.preferences.values.sizeSuffix,
    timeZone: root.lab.info?.timeZone ?? 'UTC',
    locale: navigator.language,
  }
  const rows = (recent.jobs ?? []).map((job) => jobs.of(job.id) ?? job)
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = rows.findIndex(({ id }) => id === chosen)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (to === undefined || rows.length === 0) return
    event.preventDefault()
    setKeyed(true)
    jobs.choose(rows[Math.min(rows.length - 1, Math.max(0, to))]?.id ?? null)
  }
  return (
    <aside
      className={styles.root}
      aria-label={t('Jobs')}
      data-pane="jobs"
      data-screen="SCR-17-pane"
      data-ready={recent.jobs !== null}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        jobs.closePane()
      }}
    >
      <div className={styles.head}>
        <h2 className={styles.title}>{t('Jobs')}</h2>
        <Tooltip content={t('Open in the Jobs workspace')} relationship="label">
          <Button
            appearance="subtle"
            size="small"
            icon={<Open20Regular />}
            onClick={() => (chosen === null ? root.navigation.openList({ kind: 'jobs' }) : root.openObject({ kind: 'jobs', id: chosen }))}
          />
        </Tooltip>
        <Tooltip content={t('Close (Esc)')} relationship="label">
          <Button appearance="subtle" size="small" icon={<Dismiss20Regular />} onClick={jobs.closePane} />
        </Tooltip>
      </div>
      {rows.length === 0 ? (
        <p className={styles.hint}>{recent.jobs === null ? '' : t('No jobs yet.')}</p>
      ) : (
        <div
          ref={list}
          className={styles.list}
          role="listbox"
          aria-label={t('Recent jobs')}
          tabIndex={0}
          {...(chosen === null ? {} : { 'aria-activedescendant': `pane-job-${chosen}` })}
          onKeyDown={onKeyDown}
          onBlur={() => setKeyed(false)}
        >
          {rows.map((job) => (
            // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the list has the focus and the keys
            <div
              key={job.id}
              id={`pane-job-${job.id}`}
              role="option"
              aria-selected={job.id === chosen}
              data-job={job.id}
              className={mergeClasses(styles.row, job.id === chosen && styles.chosen, job.id === chosen && keyed && styles.cursor)}
              onClick={() => jobs.choose(job.id)}
            >
              <span className={styles.name} title={jobTitle(job)}>
                {jobTitle(job)}
              </span>
              <CellValue value={statusCell(job)} format="jobStatus" context={context} />
              <span className={styles.minor}>{job.step ?? job.owner}</span>
              <span className={styles.minor}>{formatLabTime(job.startedMs, context)}</span>
            </div>
          ))}
        </div>
      )}
      {chosen !== null && (
        <section className={styles.details} aria-label={t('Details of the job')}>
          <DetailsContent store={details} context={context} onTab={details.open} />
        </section>
      )}
    </aside>
  )
})
