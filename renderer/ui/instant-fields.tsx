import { Input, makeStyles } from '@fluentui/react-components'
import { t } from '../../preload/contract/words.ts'
import { LabelledField } from './field.tsx'
import type { WallFields } from './zoned-time.ts'

const useStyles = makeStyles({
  pair: { display: 'flex', gap: '16px', flexWrap: 'wrap' },
  date: { minWidth: '160px' },
  time: { minWidth: '120px' },
})

/** Date and time of day; `zone` says whose clock they are read on. */
export const InstantFields = ({
  value,
  zone,
  error,
  onChange,
}: {
  value: WallFields
  zone: string
  error: string | null
  onChange: (value: WallFields) => void
}) => {
  const styles = useStyles()
  return (
    <div className={styles.pair}>
      <div className={styles.date}>
        <LabelledField label={t('Date')} error={error}>
          <Input type="date" value={value.date} onChange={(_, data) => onChange({ ...value, date: data.value })} />
        </LabelledField>
      </div>
      <div className={styles.time}>
        <LabelledField label={t('Time')} hint={zone}>
          <Input type="time" value={value.time} onChange={(_, data) => onChange({ ...value, time: data.value })} />
        </LabelledField>
      </div>
    </div>
  )
}
