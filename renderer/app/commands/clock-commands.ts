import { ClockArrowDownload20Regular, FastForward20Regular, Play20Regular, Rewind20Regular } from '@fluentui/react-icons'
import { t } from '../../../preload/contract/words.ts'
import type { Command } from '../commands.ts'
import type { RootStore } from '../root-store.ts'

const minute = 60_000
export const clockSteps = [
  { id: '1min', caption: t('1 min'), ms: minute },
  { id: '15min', caption: t('15 min'), ms: 15 * minute },
  { id: '1h', caption: '1 h', ms: 60 * minute },
  { id: '1d', caption: t('1 day'), ms: 24 * 60 * minute },
] as const

/** The lab's own clock, which stands still until it is moved. */
export const clockCommands = (root: RootStore): Command[] => [
  {
    id: 'clock.play',
    caption: t('Play or pause'),
    hint: t('Let the lab clock run, or stop it.'),
    icon: Play20Regular,
    key: 'F8',
    enabled: () => root.lab.canWrite,
    pressed: () => root.clock.moving,
    run: () => root.clock.toggle(),
  },
  {
    id: 'clock.faster',
    caption: t('Faster'),
    hint: t('Play the lab clock at the next higher speed.'),
    icon: FastForward20Regular,
    key: 'Shift+F8',
    enabled: () => root.lab.canWrite,
    run: () => root.clock.change(1),
  },
  {
    id: 'clock.slower',
    caption: t('Slower'),
    hint: t('Play the lab clock at the next lower speed.'),
    icon: Rewind20Regular,
    key: 'Ctrl+F8',
    enabled: () => root.lab.canWrite,
    run: () => root.clock.change(-1),
  },
  {
    id: 'clock.step',
    caption: t('Step'),
    hint: t('Move the lab clock on by one minute.'),
    icon: ClockArrowDownload20Regular,
    key: 'F9',
    enabled: () => root.lab.canWrite,
    menu: () => clockSteps.map((step) => ({ id: step.id, caption: step.caption, run: () => root.clock.step(step.ms) })),
    run: () => root.clock.step(minute),
  },
]
