import { Button, makeStyles, ProgressBar, Tooltip, tokens } from '@fluentui/react-components'
import { PlugDisconnected16Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { formatCell, formatCount, formatWallClock } from '../../ui/format.ts'
import { useRoot } from '../context.ts'
import { statusCell } from '../recent-jobs-store.ts'
import { ClockStatus } from './clock-status.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    height: '24px',
    padding: '0 12px',
    flexShrink: 0,
    backgroundColor: tokens.colorNeutralBackground3,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  },
  item: { paddingRight: '12px', borderRight: `1px solid ${tokens.colorNeutralStroke2}`, display: 'flex', alignItems: 'center', gap: '6px' },
  grow: { flexGrow: 1 },
  button: { height: '20px', minWidth: 0, padding: '0 6px', fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightRegular },
  progress: { width: '80px' },
  job: { maxWidth: '240px', overflow: 'hidden', textOverflow: 'ellipsis', display: 'inline-block', verticalAlign: 'bottom' },
})

/** Counts, when it was saved, what runs, the rules in force, and that no network is used. */
export const StatusBar = observer(function StatusBar() {
  const root = useRoot()
  const styles = useStyles()
  const { activeList: list, importRun, preferences } = root
  const job = root.jobs.current
  const { info } = root.lab
  if (!info) return null
  return (
    <footer className={styles.root} data-pane="status">
      {list && (
        <span className={styles.item} data-status="counts">
          {t('{shown} shown, {selectedCount} selected of {total}', {
            shown: formatCount(list.shown),
            selectedCount: formatCount(list.selectedCount),
            total: formatCount(list.total),
          })}
        </span>
      )}
      <span className={styles.item} data-status="saved">
        {info.readOnly ? t('Read-only') : t('Saved {savedWallMs}', { savedWallMs: formatWallClock(info.savedWallMs, navigator.language) })}
      </span>
      {importRun.running === 'preview' && (
        <span className={styles.item} data-status="import">
          {t('Reading {percent}', { percent: importRun.percent === null ? '' : `${importRun.percent} %` })}
          <ProgressBar
            className={styles.progress}
            aria-label={t('Import')}
            {...(importRun.percent === null ? {} : { value: importRun.percent / 100 })}
          />
          <Button className={styles.button} appearance="subtle" onClick={() => void importRun.stop()}>
            {t('Stop')}
          </Button>
        </span>
      )}
      {job && (
        <span className={styles.item} data-status="job">
          <Tooltip content={t('Open this job')} relationship="description">
            <Button className={styles.button} appearance="subtle" onClick={() => root.jobs.openPane(job.id)}>
              <span className={styles.job}>{job.name}</span>&nbsp;
              {formatCell(statusCell(job), 'jobStatus', { sizeSuffix: 'GiB', timeZone: 'UTC' })}
            </Button>
          </Tooltip>
          {job.status === 'running' && (
            <ProgressBar
              className={styles.progress}
              aria-label={job.name}
              {...(job.progress === null ? {} : { value: job.progress / 100 })}
            />
          )}
        </span>
      )}
      <span className={styles.grow} />
      <Button
        className={styles.button}
        appearance="subtle"
        data-status="rules"
        onClick={() => root.navigation.openPage('settings', 'page:rule-packs')}
      >
        {t('Rules {rulePack}', { rulePack: info.rulePack })}
      </Button>
      <ClockStatus />
      <Tooltip content={t('No network is used.')} relationship="description">
        <span className={styles.item} data-status="offline">
          <PlugDisconnected16Regular aria-hidden /> {t('Offline')}
        </span>
      </Tooltip>
      <Tooltip content={t('Back to 100 %')} relationship="description">
        <Button className={styles.button} appearance="subtle" data-status="zoom" onClick={() => root.commands.run('view.zoomReset')}>
          {Math.round(preferences.zoomPercent)} %
        </Button>
      </Tooltip>
    </footer>
  )
})
