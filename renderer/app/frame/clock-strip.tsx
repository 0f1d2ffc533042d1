import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  SplitButton,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { ClockArrowDownload20Regular, Pause20Regular, Play20Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { formatCount, formatLabTime } from '../../ui/format.ts'
import { useRoot } from '../context.ts'

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: '8px', marginLeft: 'auto', paddingRight: '8px', fontSize: tokens.fontSizeBase200 },
  time: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  button: { height: '24px', fontSize: tokens.fontSizeBase200, minWidth: 0, fontWeight: tokens.fontWeightRegular },
})

/** The lab's clock: Play lets it run at the speed shown, Step moves it on. */
export const ClockStrip = observer(function ClockStrip() {
  const root = useRoot()
  const styles = useStyles()
  const { info } = root.lab
  const step = root.commands.get('clock.step')
  if (!info || !step) return null
  const enabled = step.enabled()
  const { clock } = root
  const nowMs = clock.nowMs ?? info.clockMs
  return (
    <div className={styles.root} role="group" aria-label={t('Lab clock')} data-clock={nowMs}>
      <Tooltip content={enabled === true ? t('F8; Shift+F8 faster, Ctrl+F8 slower') : enabled} relationship="description">
        <Button
          appearance="subtle"
          size="small"
          className={styles.button}
          icon={clock.moving ? <Pause20Regular /> : <Play20Regular />}
          disabled={enabled !== true}
          onClick={() => root.commands.run('clock.play')}
        >
          {clock.moving ? t('Pause') : t('Play')}
        </Button>
      </Tooltip>
      <span className={styles.time} data-clock-speed={clock.speed}>
        x{formatCount(clock.speed)}
      </span>
      <span className={styles.time}>
        {t('{nowMs} lab', { nowMs: formatLabTime(nowMs, { timeZone: info.timeZone, locale: navigator.language }) })}
      </span>
      <Menu positioning="below-end">
        <MenuTrigger disableButtonEnhancement>
          {(trigger) => (
            <Tooltip content={enabled === true ? `${step.hint} (F9)` : enabled} relationship="description">
              <SplitButton
                appearance="subtle"
                size="small"
                className={styles.button}
                icon={<ClockArrowDownload20Regular />}
                disabled={enabled !== true}
                menuButton={{ ...trigger, 'aria-label': t('Step by') }}
                primaryActionButton={{ onClick: () => root.commands.run('clock.step') }}
              >
                {t('Step')}
              </SplitButton>
            </Tooltip>
          )}
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {step.menu?.().map((choice) => (
              <MenuItem key={choice.id} onClick={() => void choice.run()}>
                {choice.caption}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  )
})
