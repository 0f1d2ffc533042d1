import { Button, makeStyles, ProgressBar, Tooltip, tokens } from '@fluentui/react-components'
import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { formatCount, formatLabTime } from '../../ui/format.ts'
import { targetWords } from '../clock-words.ts'
import { useRoot } from '../context.ts'

const useStyles = makeStyles({
  item: { paddingRight: '12px', borderRight: `1px solid ${tokens.colorNeutralStroke2}`, display: 'flex', alignItems: 'center', gap: '6px' },
  button: { height: '20px', minWidth: 0, padding: '0 6px', fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightRegular },
  progress: { width: '80px' },
})

const focusStrip = (): void => document.querySelector<HTMLElement>('[data-clock-strip] button')?.focus()

/** How the clock goes: the speed, what it reaches where that is less, or how far a run is. */
export const ClockStatus = observer(function ClockStatus() {
  const root = useRoot()
  const styles = useStyles()
  const { clock } = root
  const { info } = root.lab
  if (!info) return null
  const target = clock.state?.target
  if (clock.running && target) {
    const context = { timeZone: info.timeZone, locale: navigator.language }
    const { percent } = clock
    const where =
      target.atMs !== null
        ? t('Running to {at}', { at: formatLabTime(target.atMs, context) })
        : target.event === null
          ? t('Running')
          : t('Running: {until}', { until: targetWords(target.event, target.item) })
    return (
      <span className={styles.item} data-status="run">
        {where}
        <ProgressBar className={styles.progress} aria-label={where} {...(percent === null ? {} : { value: percent / 100 })} />
        {formatLabTime(clock.nowMs ?? info.clockMs, context)}
        <Button className={styles.button} appearance="subtle" onClick={() => void clock.pause()}>
          {t('Stop')}
        </Button>
      </span>
    )
  }
  const wish = formatCount(clock.speed)
  const { behind } = clock
  return (
    <Tooltip
      content={
        behind === null
          ? t('Speed of the lab clock; opens its controls')
          : t('This computer reaches x{behind} of the x{wish} asked for. What comes out is the same.', {
              behind: formatCount(behind),
              wish,
            })
      }
      relationship="description"
    >
      <Button className={styles.button} appearance="subtle" data-status="clock" data-behind={behind ?? ''} onClick={focusStrip}>
        {!clock.moving
          ? t('Clock paused')
          : behind === null
            ? t('x{wish}', { wish })
            : t('x{behind} of x{wish}', { behind: formatCount(behind), wish })}
      </Button>
    </Tooltip>
  )
})
