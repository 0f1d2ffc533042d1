import { Field, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../../../preload/contract/words.ts'
import { useRoot } from '../../../app/context.ts'
import { formatCount } from '../../../ui/format.ts'

const useStyles = makeStyles({ figures: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' } })

const phases = {
  reading: t('Reading the files'),
  merging: t('Comparing with the lab'),
  writing: t('Writing'),
  done: t('Finishing'),
} as const

export const ImportProgress = observer(function ImportProgress() {
  const { importRun } = useRoot()
  const styles = useStyles()
  const now = importRun.progress
  return (
    <div data-import-running={importRun.running}>
      <Field label={now ? phases[now.phase] : t('Starting')}>
        <ProgressBar {...(importRun.percent === null ? {} : { value: importRun.percent / 100 })} />
      </Field>
      <p className={styles.figures}>
        {now
          ? t('{rows} rows, {rowsPerSecond} rows/s{percent}', {
              rows: formatCount(now.rows),
              rowsPerSecond: formatCount(Math.round(now.rowsPerSecond)),
              percent: importRun.percent === null ? '' : `, ${importRun.percent} %`,
            })
          : t('The files are opened.')}
      </p>
    </div>
  )
})
