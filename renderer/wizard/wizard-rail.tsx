import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { CheckmarkCircleFilled, CircleRegular, ErrorCircleFilled, RecordFilled } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { t } from '../../preload/contract/words.ts'
import type { StepState, WizardStore } from './wizard-store.ts'

const useStyles = makeStyles({
  rail: {
    width: '220px',
    flexShrink: 0,
    overflowY: 'auto',
    padding: '12px 8px',
    backgroundColor: tokens.colorNeutralBackground2,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 800px)': { width: '168px' },
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '2px' },
  step: {
    ...typographyStyles.body1,
    display: 'flex',
    alignItems: 'center',
    columnGap: '8px',
    width: '100%',
    minHeight: '32px',
    padding: '4px 8px',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    textAlign: 'left',
    cursor: 'pointer',
    // A line, not a fill: in the high contrast theme a fill would take the marks' contrast away.
    ':hover:enabled': { boxShadow: `inset 0 0 0 1px ${tokens.colorNeutralStroke1}` },
    ':disabled': { color: tokens.colorNeutralForeground3, cursor: 'default' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    color: tokens.colorNeutralForeground1Selected,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
    fontWeight: tokens.fontWeightSemibold,
    '@media (forced-colors: active)': { border: '1px solid Highlight' },
  },
  icon: { flexShrink: 0, fontSize: '16px' },
  done: { color: tokens.colorStatusSuccessForeground3 },
  error: { color: tokens.colorStatusDangerForeground3 },
  now: { color: tokens.colorNeutralForeground2BrandSelected },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const words: Record<StepState, string> = {
  current: t('current'),
  done: t('done'),
  error: t('needs attention'),
  visited: t('seen'),
  todo: t('not seen yet'),
}

const Mark = ({ state }: { state: StepState }) => {
  const styles = useStyles()
  if (state === 'done') return <CheckmarkCircleFilled className={mergeClasses(styles.icon, styles.done)} aria-hidden />
  if (state === 'error') return <ErrorCircleFilled className={mergeClasses(styles.icon, styles.error)} aria-hidden />
  if (state === 'current') return <RecordFilled className={mergeClasses(styles.icon, styles.now)} aria-hidden />
  return <CircleRegular className={mergeClasses(styles.icon, styles.quiet)} aria-hidden />
}

/** The pages in order, each with its state as mark and word; pages that were seen can be opened. */
export const WizardRail = observer(({ store }: { store: WizardStore }) => {
  const styles = useStyles()
  return (
    <nav className={styles.rail} aria-label={t('Steps')}>
      <ol className={styles.list}>
        {store.steps.map((page) => {
          const state = store.stepState(page.id)
          return (
            <li key={page.id}>
              <button
                type="button"
                className={mergeClasses(styles.step, state === 'current' && styles.current)}
                disabled={state === 'todo'}
                aria-current={state === 'current' ? 'step' : undefined}
                aria-label={t('{title}, {state}', { title: page.title, state: words[state] })}
                data-step={page.id}
                data-state={state}
                onClick={() => store.goTo(page.id)}
              >
                <Mark state={state} />
                {page.title}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
})
