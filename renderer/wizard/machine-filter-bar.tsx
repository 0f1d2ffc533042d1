import { Button, Input, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { t } from '../../preload/contract/words.ts'
import { formatCount } from '../ui/format.ts'
import type { MachineWindow } from './machine-window.ts'

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', columnGap: '12px', rowGap: '8px', flexWrap: 'wrap' },
  filter: { flex: '1 1 160px', minWidth: '140px' },
  clear: { minWidth: 'auto' },
  count: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  error: { ...typographyStyles.caption1, color: tokens.colorPaletteRedForeground1, width: '100%', margin: 0 },
})

interface Props {
  list: Pick<MachineWindow<unknown>, 'where' | 'filterError' | 'eligible' | 'total' | 'reload'>
  placeholder: string
  /** Signs of the filter. */
  maxLength: number
  onWhere: (where: string) => void
  selected: number
  selecting?: boolean
  onSelectAll: () => void
  onClear: () => void
}

/** Above the machines of a wizard: the filter, what selects and clears all of them, and how many there are. */
export const MachineFilterBar = observer(function MachineFilterBar(props: Props) {
  const { list, selected } = props
  const styles = useStyles()
  return (
    <div className={styles.bar} data-enter="own">
      <Input
        className={styles.filter}
        contentBefore={<SearchRegular />}
        placeholder={props.placeholder}
        aria-label={t('Filter machines')}
        aria-invalid={list.filterError !== null}
        value={list.where}
        maxLength={props.maxLength}
        onChange={(_, data) => props.onWhere(data.value)}
        onKeyDown={(event) => event.key === 'Enter' && void list.reload()}
      />
      <Button onClick={props.onSelectAll} disabled={list.eligible === 0 || props.selecting === true}>
        {t('Select all eligible')}
      </Button>
      <Button className={styles.clear} appearance="subtle" onClick={props.onClear} disabled={selected === 0}>
        {t('Clear')}
      </Button>
      <span className={styles.count} role="status" data-selected={selected}>
        {t('{n} selected, {eligible} of {total} eligible', {
          n: formatCount(selected),
          eligible: formatCount(list.eligible),
          total: formatCount(list.total),
        })}
      </span>
      {list.filterError && <p className={styles.error}>{list.filterError.message}</p>}
    </div>
  )
})
