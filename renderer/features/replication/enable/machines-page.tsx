import { Button, Input, makeStyles, Spinner, tokens, typographyStyles } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { ErrorBar } from '../../../ui/error-bar.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useWizard } from '../../../wizard/wizard-context.ts'
import { CandidateGrid } from './candidate-grid.tsx'
import { useEnable } from './enable-context.ts'

const useStyles = makeStyles({
  column: { display: 'flex', flexDirection: 'column', rowGap: '12px', flexGrow: 1 },
  bar: { display: 'flex', alignItems: 'center', columnGap: '12px', rowGap: '8px', flexWrap: 'wrap' },
  filter: { flex: '1 1 160px', minWidth: '140px' },
  clear: { minWidth: 'auto' },
  count: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  error: { ...typographyStyles.caption1, color: tokens.colorPaletteRedForeground1, width: '100%', margin: 0 },
  // A height of its own: the list scrolls in it, however many machines there are.
  list: { display: 'flex', flex: '1 0 260px', height: '260px', minHeight: 0 },
})

/** Which machines: those that can't be replicated stand last, each with its rule and what to do. */
export const MachinesPage = observer(function MachinesPage() {
  const enable = useEnable()
  const wizard = useWizard()
  const styles = useStyles()
  const { machines: list, selected } = enable
  const none = wizard.fieldIssue('machines', 'machines')
  return (
    <div className={styles.column}>
      <div className={styles.bar} data-enter="own">
        <Input
          className={styles.filter}
          contentBefore={<SearchRegular />}
          placeholder={t('Filter items...')}
          aria-label={t('Filter machines')}
          aria-invalid={list.filterError !== null}
          value={list.where}
          maxLength={3000}
          onChange={(_, data) => list.setWhere(data.value)}
          onKeyDown={(event) => event.key === 'Enter' && void list.reload()}
        />
        <Button onClick={() => void enable.selectAll()} disabled={list.eligible === 0 || enable.selecting}>
          {t('Select all eligible')}
        </Button>
        <Button className={styles.clear} appearance="subtle" onClick={enable.clear} disabled={selected.size === 0}>
          {t('Clear')}
        </Button>
        <span className={styles.count} role="status" data-selected={selected.size}>
          {t('{n} selected, {eligible} of {total} eligible', {
            n: formatCount(selected.size),
            eligible: formatCount(list.eligible),
            total: formatCount(list.total),
          })}
        </span>
        {list.filterError && <p className={styles.error}>{list.filterError.message}</p>}
      </div>
      {none && <p className={styles.error}>{none.message}</p>}
      {list.error && <ErrorBar message={list.error.message} remedy={list.error.remedy ?? null} code={list.error.code} />}
      {!list.loaded && !list.error && <Spinner label={t('Reading the machines')} />}
      {list.loaded && (
        <div className={styles.list}>
          <CandidateGrid />
        </div>
      )}
    </div>
  )
})
