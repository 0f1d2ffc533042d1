import {
  ArrowForward20Regular,
  BranchFork20Regular,
  ClockArrowDownload20Regular,
  FastForward20Regular,
  History20Regular,
  Play20Regular,
  Rewind20Regular,
  TopSpeed20Regular,
} from '@fluentui/react-icons'
import type { ClockEvent } from '../../../preload/contract/clock.ts'
import { clockEvents, clockSpeeds } from '../../../preload/contract/plain.ts'
import { t } from '../../../preload/contract/words.ts'
import { formatCount } from '../../ui/format.ts'
import { eventWords, itemEventWords } from '../clock-words.ts'
import type { Command, MenuChoice } from '../commands.ts'
import type { RootStore } from '../root-store.ts'

const minute = 60_000
export const clockSteps = [
  { id: '1min', caption: t('1 min'), ms: minute },
  { id: '15min', caption: t('15 min'), ms: 15 * minute },
  { id: '1h', caption: t('1 h'), ms: 60 * minute },
  { id: '1d', caption: t('1 day'), ms: 24 * 60 * minute },
] as const

/** The lab's own clock, which stands still until it is moved. */
export const clockCommands = (root: RootStore): Command[] => {
  const writable = (): true | string => root.lab.canWrite
  const runs = (): MenuChoice[] => {
    const words = eventWords()
    const { single } = root.items
    const ofItem = single === null ? [] : Object.entries(itemEventWords(single.name))
    return [
      ...clockEvents.map((event) => ({ id: event, caption: words[event], run: () => root.clock.runTo({ event }) })),
      ...ofItem.map(([event, caption]) => ({
        id: `${event} item`,
        caption,
        run: () => root.clock.runTo({ event: event as ClockEvent, item: single?.id ?? 0 }),
      })),
      { id: 'date', caption: t('Date and time…'), run: () => root.openDialog({ name: 'run-to' }) },
    ]
  }
  return [
    {
      id: 'clock.play',
      caption: t('Play or pause'),
      hint: t('Let the lab clock run, or stop it.'),
      icon: Play20Regular,
      key: 'F8',
      enabled: writable,
      pressed: () => root.clock.moving,
      run: () => root.clock.toggle(),
    },
    {
      id: 'clock.faster',
      caption: t('Faster'),
      hint: t('Play the lab clock at the next higher speed.'),
      icon: FastForward20Regular,
      key: 'Shift+F8',
      enabled: writable,
      run: () => root.clock.change(1),
    },
    {
      id: 'clock.slower',
      caption: t('Slower'),
      hint: t('Play the lab clock at the next lower speed.'),
      icon: Rewind20Regular,
      key: 'Ctrl+F8',
      enabled: writable,
      run: () => root.clock.change(-1),
    },
    {
      id: 'clock.speed',
      caption: t('Speed of the clock'),
      hint: t('Lab time over wall time while the clock plays.'),
      icon: TopSpeed20Regular,
      enabled: writable,
      menu: () =>
        clockSpeeds.map((speed) => ({
          id: String(speed),
          caption: `x${formatCount(speed)}`,
          checked: root.clock.speed === speed,
          run: () => root.clock.setSpeed(speed),
        })),
      run: () => undefined,
    },
    {
      id: 'clock.step',
      caption: t('Step'),
      hint: t('Move the lab clock on by one minute.'),
      icon: ClockArrowDownload20Regular,
      key: 'F9',
      enabled: writable,
      menu: () => clockSteps.map((step) => ({ id: step.id, caption: step.caption, run: () => root.clock.step(step.ms) })),
      run: () => root.clock.step(minute),
    },
    {
      id: 'clock.runTo',
      caption: t('Run to'),
      hint: t('Run the lab clock to a date, or until something happens.'),
      icon: ArrowForward20Regular,
      key: 'Shift+F9',
      enabled: writable,
      menu: runs,
      run: () => root.openDialog({ name: 'run-to' }),
    },
    {
      id: 'clock.rewind',
      caption: t('Rewind'),
      hint: t('Go back to an instant; what came after becomes a branch.'),
      icon: History20Regular,
      key: 'Ctrl+Shift+F9',
      enabled: () =>
        writable() === true && root.clock.state !== null && root.clock.state.nowMs <= root.clock.state.beginMs
          ? t('No time has passed in this lab yet.')
          : writable(),
      run: () => root.openDialog({ name: 'rewind' }),
    },
    {
      id: 'clock.branches',
      caption: t('Branches of time'),
      hint: t('Read and compare the branches that were left by a rewind.'),
      icon: BranchFork20Regular,
      enabled: () => (root.lab.isOpen ? true : t('Open a lab first.')),
      run: () => root.navigation.openPage('settings', 'page:branches'),
    },
  ]
}
