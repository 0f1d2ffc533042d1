import {
  Button,
  Menu,
  MenuButton,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  SplitButton,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { ClockArrowDownload20Regular, Pause20Regular, PauseCircle16Filled, Play20Regular, PlayCircle16Filled } from '@fluentui/react-icons'
import { observer } from 'mobx-react-lite'
import { t } from '../../../preload/contract/words.ts'
import { formatCount, formatLabTime } from '../../ui/format.ts'
import type { Command, MenuChoice } from '../commands.ts'
import { useRoot } from '../context.ts'

const useStyles = makeStyles({
  // In a narrow window it scrolls: what has the focus comes into sight.
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    '@media (max-width: 700px)': { gap: 0 },
    marginLeft: 'auto',
    paddingRight: '8px',
    fontSize: tokens.fontSizeBase200,
    minWidth: 0,
    overflowX: 'auto',
    scrollbarWidth: 'none',
    '& > *': { flexShrink: 0 },
  },
  time: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  button: {
    height: '24px',
    fontSize: tokens.fontSizeBase200,
    minWidth: 0,
    fontWeight: tokens.fontWeightRegular,
    whiteSpace: 'nowrap',
    '@media (max-width: 700px)': { paddingLeft: '2px', paddingRight: '2px' },
  },
  // Room for the longest word, so that nothing beside it moves when the clock starts.
  state: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    whiteSpace: 'nowrap',
    minWidth: '64px',
    '@media (max-width: 820px)': { display: 'none' },
  },
  // Where there is little room the icon says it, and the word is for those who hear it.
  word: {
    '@media (max-width: 700px)': {
      position: 'absolute',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    },
  },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  // Inside of the ribbon, so that it belongs to a landmark; above everything that comes after.
  menu: { zIndex: 1000 },
  moving: { color: tokens.colorBrandForeground1 },
})

const below = { position: 'below', align: 'end', strategy: 'fixed', autoSize: 'height' } as const

const Choices = ({ choices, divideAfter }: { choices: readonly MenuChoice[]; divideAfter?: number }) => (
  <MenuList>
    {choices.flatMap((choice, n) => [
      choice.checked === undefined ? (
        <MenuItem key={choice.id} data-choice={choice.id} onClick={() => void choice.run()}>
          {choice.caption}
        </MenuItem>
      ) : (
        <MenuItemRadio key={choice.id} name="choice" value={choice.id} data-choice={choice.id} onClick={() => void choice.run()}>
          {choice.caption}
        </MenuItemRadio>
      ),
      ...(n === divideAfter ? [<MenuDivider key="divider" />] : []),
    ])}
  </MenuList>
)

/** The lab's clock: Play lets it run at the speed shown, Step moves it on, Run to waits for something. */
export const ClockStrip = observer(function ClockStrip() {
  const root = useRoot()
  const styles = useStyles()
  const { info } = root.lab
  const [play, speed, step, runTo] = ['clock.play', 'clock.speed', 'clock.step', 'clock.runTo'].map((id) => root.commands.get(id)) as [
    Command,
    Command,
    Command,
    Command,
  ]
  if (!info) return null
  const enabled = play.enabled()
  const off = enabled !== true
  const { clock } = root
  const nowMs = clock.nowMs ?? info.clockMs
  const shown = formatLabTime(nowMs, { timeZone: info.timeZone, locale: navigator.language })
  const Icon = clock.moving ? PlayCircle16Filled : PauseCircle16Filled
  const speeds = speed.menu?.() ?? []
  return (
    <div
      className={styles.root}
      role="group"
      aria-label={t('Lab clock')}
      data-clock={nowMs}
      data-clock-mode={clock.state?.mode ?? 'paused'}
      data-clock-strip
    >
      <Tooltip content={off ? enabled : t('F8; Shift+F8 faster, Ctrl+F8 slower')} relationship="description">
        <Button
          appearance="subtle"
          size="small"
          className={styles.button}
          icon={clock.moving ? <Pause20Regular /> : <Play20Regular />}
          disabledFocusable={off}
          onClick={() => root.commands.run('clock.play')}
        >
          <span className={styles.word}>{clock.moving ? t('Pause') : t('Play')}</span>
        </Button>
      </Tooltip>
      <Menu inline positioning={below} checkedValues={{ choice: [String(clock.speed)] }}>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={off ? enabled : speed.hint} relationship="description">
            <MenuButton
              appearance="subtle"
              size="small"
              className={mergeClasses(styles.button, styles.time)}
              disabledFocusable={off}
              aria-label={t('Speed x{speed}', { speed: formatCount(clock.speed) })}
              data-clock-speed={clock.speed}
            >
              x{formatCount(clock.speed)}
            </MenuButton>
          </Tooltip>
        </MenuTrigger>
        <MenuPopover className={styles.menu}>
          <Choices choices={speeds} />
        </MenuPopover>
      </Menu>
      <span className={styles.state}>
        <Icon className={mergeClasses(styles.icon, clock.moving && styles.moving)} aria-hidden />
        {clock.running ? t('Running') : clock.moving ? t('Playing') : t('Paused')}
      </span>
      <Tooltip content={off ? enabled : t('Go to a date (Shift+F9)')} relationship="description">
        <Button
          appearance="subtle"
          size="small"
          className={mergeClasses(styles.button, styles.time)}
          disabledFocusable={off}
          onClick={() => root.openDialog({ name: 'run-to' })}
        >
          {t('{nowMs} lab', { nowMs: shown })}
        </Button>
      </Tooltip>
      <Menu inline positioning={below}>
        <MenuTrigger disableButtonEnhancement>
          {(trigger) => (
            <Tooltip content={off ? enabled : `${step.hint} (F9)`} relationship="description">
              <SplitButton
                appearance="subtle"
                size="small"
                className={styles.button}
                icon={<ClockArrowDownload20Regular />}
                disabled={off}
                menuButton={{ ...trigger, 'aria-label': t('Step by') }}
                primaryActionButton={{ onClick: () => root.commands.run('clock.step') }}
              >
                <span className={styles.word}>{t('Step')}</span>
              </SplitButton>
            </Tooltip>
          )}
        </MenuTrigger>
        <MenuPopover className={styles.menu}>
          <Choices choices={step.menu?.() ?? []} />
        </MenuPopover>
      </Menu>
      <Menu inline positioning={below}>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={off ? enabled : t('{hint} (Shift+F9)', { hint: runTo.hint })} relationship="description">
            <MenuButton appearance="subtle" size="small" className={styles.button} disabledFocusable={off} data-command="clock.runTo">
              {t('Run to')}
            </MenuButton>
          </Tooltip>
        </MenuTrigger>
        <MenuPopover className={styles.menu}>
          <Choices
            choices={[
              ...(runTo.menu?.() ?? []),
              ...['clock.rewind', 'clock.branches'].flatMap((id) => {
                const command = root.commands.get(id)
                return command && command.enabled() === true
                  ? [{ id, caption: `${command.caption}${id === 'clock.rewind' ? '…' : ''}`, run: () => root.commands.run(id) }]
                  : []
              }),
            ]}
            divideAfter={(runTo.menu?.() ?? []).length - 1}
          />
        </MenuPopover>
      </Menu>
    </div>
  )
})
