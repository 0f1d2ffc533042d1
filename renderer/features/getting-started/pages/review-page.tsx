import { Button, Checkbox, Link, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { CodeRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { setupPages } from '../../../../preload/contract/plain.ts'
import type { SetupPage } from '../../../../preload/contract/setup-answers.ts'
import { t } from '../../../../preload/contract/words.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { CheckField } from '../../../wizard/choice-fields.tsx'
import { TextField } from '../../../wizard/fields.tsx'
import { FieldGrid, Note, Section } from '../../../wizard/page-layout.tsx'
import { useWizard } from '../../../wizard/wizard-context.ts'
import type { WizardIssue } from '../../../wizard/wizard-page.ts'
import { useOptions, useSetup } from '../setup-context.ts'

const SHOWN = 100

const useStyles = makeStyles({
  table: { ...typographyStyles.body1, width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' },
  page: { ...typographyStyles.body1Strong, width: '150px', textAlign: 'left', verticalAlign: 'top', padding: '8px 12px 8px 0' },
  values: { padding: '8px 12px 8px 0', verticalAlign: 'top' },
  edit: { width: '48px', textAlign: 'right', verticalAlign: 'top', padding: '8px 0' },
  row: { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  facts: { margin: 0, display: 'grid', gridTemplateColumns: '180px minmax(0, 1fr)', columnGap: '12px', rowGap: '2px' },
  label: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  issues: { listStyleType: 'none', margin: 0, padding: 0 },
  issue: {
    display: 'grid',
    gridTemplateColumns: '96px minmax(0, 1fr) auto',
    columnGap: '12px',
    alignItems: 'start',
    padding: '6px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
})

/** Every choice, page by page, with the way back to it. */
const Choices = observer(() => {
  const wizard = useWizard()
  const options = useOptions()
  const styles = useStyles()
  const titles = new Map(wizard.steps.map((p) => [p.id, p.title]))
  const pages = setupPages.filter((page) => page !== 'review' && options.summary.some((line) => line.page === page))
  return (
    <table className={styles.table} aria-label={t('Choices')}>
      <tbody>
        {pages.map((page: SetupPage) => (
          <tr key={page} className={styles.row} data-summary={page}>
            <th scope="row" className={styles.page}>
              {titles.get(page)}
            </th>
            <td className={styles.values}>
              <dl className={styles.facts}>
                {options.summary
                  .filter((line) => line.page === page)
                  .map((line) => (
                    <Fact key={line.label} label={line.label} value={line.value} />
                  ))}
              </dl>
            </td>
            <td className={styles.edit}>
              <Link onClick={() => wizard.fix(page)} aria-label={t('Edit {page}', { page: titles.get(page) ?? page })}>
                {t('Edit')}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
})

const Fact = ({ label, value }: { label: string; value: string }) => {
  const styles = useStyles()
  return (
    <>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{value}</dd>
    </>
  )
}

/** Errors first, then cautions, each in the order of the pages. */
const sorted = (issues: readonly WizardIssue[]): readonly WizardIssue[] => [
  ...issues.filter((i) => i.severity === 'error'),
  ...issues.filter((i) => i.severity === 'warning'),
]

const PreCheck = observer(() => {
  const wizard = useWizard()
  const styles = useStyles()
  const issues = sorted(wizard.allIssues)
  const errors = issues.filter((i) => i.severity === 'error').length
  return (
    <div tabIndex={-1} data-wizard-summary="" data-errors={errors}>
      {issues.length === 0 && <StatusWord tone="success">{t('Everything is in order. Finish can begin.')}</StatusWord>}
      {issues.length > 0 && (
        <Note>
          {errors > 0
            ? t('{n, plural, one {# entry} other {# entries}} must be corrected before Finish.', { n: errors })
            : t('Nothing stands in the way of Finish. Read the cautions.')}
        </Note>
      )}
      <ul className={styles.issues} aria-label={t('Pre-check')}>
        {issues.slice(0, SHOWN).map((issue) => (
          <li
            key={`${issue.page} ${issue.field} ${issue.code}`}
            className={styles.issue}
            data-code={issue.code}
            data-severity={issue.severity}
          >
            <StatusWord tone={issue.severity === 'error' ? 'critical' : 'warning'}>
              {issue.severity === 'error' ? t('Error') : t('Caution')}
            </StatusWord>
            <span>
              {issue.message} {issue.remedy}
            </span>
            <Link onClick={() => wizard.fix(issue.page, issue.field)} aria-label={t('Fix: {message}', { message: issue.message })}>
              {t('Fix')}
            </Link>
          </li>
        ))}
      </ul>
      {issues.length > SHOWN && <Note>{t('and {issues} more', { issues: issues.length - SHOWN })}</Note>}
    </div>
  )
})

export const ReviewPage = observer(() => {
  const setup = useSetup()
  const wizard = useWizard()
  const { recoveryPlan } = setup.answers
  return (
    <>
      <Section title={t('Pre-check')}>
        <PreCheck />
      </Section>
      <Section
        title={t('Choices')}
        actions={
          <Button icon={<CodeRegular />} onClick={() => void wizard.viewScript()} title="Ctrl+Shift+V">
            {t('View Script')}
          </Button>
        }
      >
        <Choices />
      </Section>
      <Section title={t('Recovery plan')}>
        <FieldGrid>
          <CheckField
            path="recoveryPlan.create"
            label={t('Also create a recovery plan')}
            checked={recoveryPlan.create}
            onChange={(create) => setup.patch('recoveryPlan', { create })}
            hint={t('It fails the selected machines over together, in one group to start with.')}
          />
          {recoveryPlan.create && (
            <TextField
              path="recoveryPlan.name"
              label={t('Recovery plan name')}
              required
              maxLength={120}
              value={recoveryPlan.name}
              onChange={(name) => setup.patch('recoveryPlan', { name })}
            />
          )}
        </FieldGrid>
        <Checkbox
          label={t('Open Jobs when done')}
          checked={setup.openJobs}
          onChange={(_, data) => setup.setOpenJobs(data.checked === true)}
        />
      </Section>
    </>
  )
})
