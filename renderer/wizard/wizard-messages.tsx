import { Link, MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../preload/contract/words.ts'
import type { WizardStore } from './wizard-store.ts'

const useStyles = makeStyles({
  list: { margin: '4px 0 0', paddingLeft: '20px' },
  code: { fontFamily: 'monospace' },
  frame: { ':focus-visible': { outlineOffset: '1px' } },
})

/** After a failed Next or Finish: how many entries need attention, with a link to each. */
export const ErrorSummary = observer(({ store }: { store: WizardStore }) => {
  const styles = useStyles()
  const issues = store.summaryIssues
  if (issues.length === 0) return null
  return (
    <MessageBar intent="error" layout="multiline" tabIndex={-1} data-wizard-summary="" className={styles.frame}>
      <MessageBarBody>
        <MessageBarTitle>{t('{n, plural, one {# entry needs} other {# entries need}} attention.', { n: issues.length })}</MessageBarTitle>
        <ul className={styles.list}>
          {issues.slice(0, 8).map((issue) => (
            <li key={`${issue.field} ${issue.code}`}>
              <Link inline onClick={() => store.fix(issue.page, issue.field)}>
                {issue.message}
              </Link>
            </li>
          ))}
          {issues.length > 8 && <li>{t('and {issues} more', { issues: issues.length - 8 })}</li>}
        </ul>
      </MessageBarBody>
    </MessageBar>
  )
})

/** A call that failed, shown where the person is looking; what was entered is kept. */
export const Failure = observer(({ store }: { store: WizardStore }) => {
  const styles = useStyles()
  const failure = store.failure
  if (!failure) return null
  return (
    <MessageBar intent="error" layout="multiline" tabIndex={-1} data-wizard-failure="" className={styles.frame}>
      <MessageBarBody>
        <MessageBarTitle>{failure.message}</MessageBarTitle>
        {failure.remedy} {t('Nothing was changed in the lab; your entries are kept.')} <span className={styles.code}>{failure.code}</span>
        {failure.logId && t(' (log {logId})', { logId: failure.logId })}
      </MessageBarBody>
    </MessageBar>
  )
})
