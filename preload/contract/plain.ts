import type { Preferences } from './shell.ts'

// What the page needs of the contract while it runs. Nothing here makes a schema: the page is told checked values only, and
// starts without zod and without the shapes of every call.

/** Speeds of the clock strip: lab time over wall time. */
export const clockSpeeds = [1, 10, 60, 600, 3_600, 10_000, 100_000] as const

/** What a run can wait for. `protected` = the end of a machine's initial replication, `all-protected` = of the last one under way. */
export const clockEvents = ['next-event', 'job-end', 'waiting-job', 'warning', 'critical', 'protected', 'all-protected', 'point'] as const

export const failoverKinds = ['test', 'planned', 'unplanned'] as const
/** What may be done to a whole plan: its failovers, and its planned failover from Azure to the site. */
export const runKinds = [...failoverKinds, 'failback'] as const

/** The pages of Getting Started, in order; ids are public (`offsite setup` names them in its faults). */
export const setupPages = [
  'prerequisites',
  'vault',
  'protectionGoal',
  'source',
  'target',
  'networkMapping',
  'replication',
  'capacity',
  'machines',
  'review',
] as const

/** What a new user has, and what Reset layout returns to. */
export const defaultPreferences: Preferences = {
  theme: 'system',
  density: 'compact',
  sizeSuffix: 'GiB',
  dates: 'zone',
  language: 'en',
  navigationWidth: 240,
  detailsHeight: 260,
  navigationShown: true,
  detailsShown: true,
  ribbonMinimised: false,
}
