import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, makeStyles, SplitButton, Tooltip, tokens } from '@fluentui/react-components'
import { ClockArrowDownload20Regular } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { formatLabTime } from '../../ui/format.ts'
import { useRoot } from '../context.ts'

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: '8px', marginLeft: 'auto', paddingRight: '8px', fontSize: tokens.fontSizeBase200 },
  time: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  button: { height: '24px', fontSize: tokens.fontSizeBase200, minWidth: 0, fontWeight: tokens.fontWeightRegular },
})

/** The lab's clock: it stands still, and Step moves it on. */
export const ClockStrip = observer(function ClockStrip() {
  const root = useRoot()
  const styles = useStyles()
  const { info } = root.lab
  const step = root.commands.get('clock.step')
  if (!info || !step) return null
  const enabled = step.enabled()
  return (
    <div className={styles.root} role="group" aria-label="Lab clock" data-clock={info.clockMs}>
      <span className={styles.time}>{formatLabTime(info.clockMs, { timeZone: info.timeZone, locale: navigator.language })} lab</span>
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
                menuButton={{ ...trigger, 'aria-label': 'Step by' }}
                primaryActionButton={{ onClick: () => root.commands.run('clock.step') }}
              >
                Step
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
