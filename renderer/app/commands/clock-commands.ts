import { ClockArrowDownload20Regular } from '@fluentui/react-icons'
import type { Command } from '../commands.ts'
import type { RootStore } from '../root-store.ts'

const minute = 60_000
export const clockSteps = [
  { id: '1min', caption: '1 min', ms: minute },
  { id: '15min', caption: '15 min', ms: 15 * minute },
  { id: '1h', caption: '1 h', ms: 60 * minute },
  { id: '1d', caption: '1 day', ms: 24 * 60 * minute },
] as const

/** The lab's own clock, which stands still until it is moved. */
export const clockCommands = (root: RootStore): Command[] => [
  {
    id: 'clock.step',
    caption: 'Step',
    hint: 'Move the lab clock on by one minute.',
    icon: ClockArrowDownload20Regular,
    key: 'F9',
    enabled: () => root.lab.canWrite,
    menu: () => clockSteps.map((step) => ({ id: step.id, caption: step.caption, run: () => root.lab.step(step.ms) })),
    run: () => root.lab.step(minute),
  },
]
