import { Field, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { useRoot } from '../../../app/context.ts'
import { formatCount } from '../../../ui/format.ts'

const useStyles = makeStyles({ figures: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' } })

const phases = { reading: 'Reading the files', merging: 'Comparing with the lab', writing: 'Writing', done: 'Finishing' } as const

export const ImportProgress = observer(function ImportProgress() {
  const { importRun } = useRoot()
  const styles = useStyles()
  const now = importRun.progress
  return (
    <div data-import-running={importRun.running}>
      <Field label={now ? phases[now.phase] : 'Starting'}>
        <ProgressBar {...(importRun.percent === null ? {} : { value: importRun.percent / 100 })} />
      </Field>
      <p className={styles.figures}>
        {now
          ? `${formatCount(now.rows)} rows, ${formatCount(Math.round(now.rowsPerSecond))} rows/s${importRun.percent === null ? '' : `, ${importRun.percent} %`}`
          : 'The files are opened.'}
      </p>
    </div>
  )
})
