import { makeStyles, Spinner, tokens, typographyStyles } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { ErrorBar } from '../../../ui/error-bar.tsx'
import { MachineFilterBar } from '../../../wizard/machine-filter-bar.tsx'
import { MachineGrid } from '../../../wizard/machine-grid.tsx'
import { useWizard } from '../../../wizard/wizard-context.ts'
import { CandidateRow } from './candidate-row.tsx'
import { useEnable } from './enable-context.ts'

const useStyles = makeStyles({
  column: { display: 'flex', flexDirection: 'column', rowGap: '12px', flexGrow: 1 },
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
      <MachineFilterBar
        list={list}
        placeholder={t('Filter items...')}
        maxLength={3000}
        onWhere={list.setWhere}
        selected={selected.size}
        selecting={enable.selecting}
        onSelectAll={() => void enable.selectAll()}
        onClear={enable.clear}
      />
      {none && <p className={styles.error}>{none.message}</p>}
      {list.error && <ErrorBar message={list.error.message} remedy={list.error.remedy ?? null} code={list.error.code} />}
      {!list.loaded && !list.error && <Spinner label={t('Reading the machines')} />}
      {list.loaded && (
        <div className={styles.list}>
          <MachineGrid list={list} field="machines" onToggle={enable.toggle} row={(place) => <CandidateRow {...place} />} />
        </div>
      )}
    </div>
  )
})
