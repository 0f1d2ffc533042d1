import { t } from '../../../preload/contract/words.ts'
export interface TourStop {
  title: string
  /** Keys are written as commands write them, in braces: {Ctrl+F}. */
  text: string
  /** What the stop is about; the first that is on screen. */
  target: string
}

/** The seven parts of the window, in the order in which people meet them. */
export const tourStops: readonly TourStop[] = [
  {
    title: t('Workspaces'),
    text: t('Machines, fabric, jobs, settings and Site Recovery each have a place of their own. {Ctrl+1} to {Ctrl+6} go there.'),
    target: '[data-pane="workspaces"]',
  },
  {
    title: t('Tree'),
    text: t('Choose a cloud, a host group or a host, and the list shows what is in it. Each count is the length of that list.'),
    target: '[data-pane="navigation"]',
  },
  {
    title: t('List'),
    text: t('Click a heading to sort. Shift selects a range, {Ctrl+A} everything that matches. A right-click shows what you can do.'),
    target: '[data-pane="content"] [role="grid"]',
  },
  {
    title: t('Filter'),
    text: t('Type a name, or a field and a value such as memory>=16GB or readiness:not-ready. {Ctrl+F} brings you here.'),
    target: '[data-tour="filter"]',
  },
  {
    title: t('Details'),
    text: t('What the lab knows of the row: disks, networks, what speaks against replication, and the file each value came from.'),
    target: '[data-pane="details"]',
  },
  {
    title: t('Lab clock'),
    text: t('The lab has a time of its own, and it stands still. Step moves it on ({F9}).'),
    target: '[data-clock]',
  },
  {
    title: t('Getting Started'),
    text: t('Ten pages lead from these machines to a first recovery plan. Leave whenever you like: a draft keeps your entries.'),
    target: '[data-command="recovery.gettingStarted"]',
  },
]

/** The text of a stop with its keys as this system prints them. */
export const stopText = (stop: TourStop, print: (key: string) => string): string =>
  stop.text.replace(/\{([^}]+)\}/g, (_, key: string) => print(key))
