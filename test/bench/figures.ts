import type { FigureSpec } from './statistics.ts'

/** Everything that is measured. MAX is the largest sample estate: 25,000 machines, 70,000 disks, seed 1. */
export const figureSpecs: readonly FigureSpec[] = [
  {
    name: 'import-time',
    group: 'import',
    what: 'Import of the VMM exports of MAX, both shapes',
    against: 'the same parser over the same files, and inserts of the same rows',
    unit: 'ms',
    goals: [{ kind: 'ratio', atMost: 3 }],
  },
  {
    name: 'import-memory',
    group: 'import',
    what: 'Memory of the import above idle, at its peak',
    against: 'the same loop',
    unit: 'MB',
    goals: [{ kind: 'value', atMost: 300 }],
  },
  {
    name: 'collector-time',
    group: 'import',
    what: 'Import of the collector file of MAX',
    against: 'the same parser over the same file, and inserts of the same rows',
    unit: 'ms',
    goals: [{ kind: 'ratio', atMost: 3 }],
  },
  {
    name: 'collector-memory',
    group: 'import',
    what: 'Memory of that import above idle, at its peak',
    against: 'the same loop',
    unit: 'MB',
    goals: [{ kind: 'value', atMost: 300 }],
  },
  {
    name: 'sort-engine',
    group: 'lists',
    what: 'Sort of 25,000 machines, engine part',
    against: 'bare SQL of the same order and window',
    unit: 'ms',
    goals: [{ kind: 'ratio', atMost: 2 }],
  },
  {
    name: 'filter-engine',
    group: 'lists',
    what: 'Filter of 25,000 machines, engine part',
    against: 'bare SQL of the same condition and window',
    unit: 'ms',
    goals: [{ kind: 'ratio', atMost: 2 }],
  },
  {
    name: 'replication-5min',
    group: 'replication',
    what: 'Replication of 25,000 machines for 30 days, copied every 5 min',
    against: 'typed arrays: 70,000 disks, 8,640 ticks, churn and capped send',
    unit: 'ms',
    goals: [{ kind: 'ratio', atMost: 8 }],
  },
  {
    name: 'replication-30s',
    group: 'replication',
    what: 'Replication of 25,000 machines for 30 days, copied every 30 s',
    against: 'the same floor',
    unit: 'ms',
    goals: [{ kind: 'ratio', atMost: 40 }],
  },
  {
    name: 'replication-growth',
    group: 'replication',
    what: 'Replication of 25,000 machines for 30 days',
    against: '2,500 machines',
    unit: 'ms',
    goals: [{ kind: 'ratio', atMost: 12 }],
  },
  {
    name: 'replication-memory',
    group: 'replication',
    what: 'Memory (PSS) of the process that played 25,000 machines for 30 days',
    against: 'the process of the floor',
    unit: 'MB',
    goals: [{ kind: 'value', atMost: 600 }],
  },
  {
    name: 'replication-checkpoints',
    group: 'replication',
    what: 'A checkpoint a day of 25,000 machines for 30 days',
    against: 'eight bytes a disk and day',
    unit: 'MB',
    goals: [{ kind: 'value', atMost: 300 }],
  },
  {
    name: 'cold-start',
    group: 'window',
    what: 'Start to an interactive VM list on MAX',
    against: 'start to the painted hello window',
    unit: 'ms',
    goals: [{ kind: 'ratio', atMost: 2 }],
  },
  {
    name: 'memory-pss',
    group: 'window',
    what: 'Memory (PSS) of all processes with the VM list of MAX',
    against: 'the hello window',
    unit: 'MB',
    goals: [{ kind: 'ratio', atMost: 2 }],
  },
  {
    name: 'sort-painted',
    group: 'window',
    what: 'Sort of 25,000 machines, click to painted',
    against: 'click to painted in the hello window',
    unit: 'ms',
    goals: [{ kind: 'value', atMost: 100 }],
  },
  {
    name: 'filter-painted',
    group: 'window',
    what: 'Filter of 25,000 machines, Enter to painted',
    against: 'click to painted in the hello window',
    unit: 'ms',
    goals: [{ kind: 'value', atMost: 100 }],
  },
  {
    name: 'scroll-frame',
    group: 'window',
    what: 'Frame while scrolling at 9 columns, 95th percentile',
    against: 'the hello window scrolling',
    unit: 'ms',
    goals: [{ kind: 'value', atMost: 34 }],
  },
  {
    name: 'port-blocked',
    group: 'window',
    what: 'Slowest port call while main is blocked for 1 s',
    against: 'the slowest while main is free',
    unit: 'ms',
    goals: [{ kind: 'value', atMost: 50 }],
  },
]

/** Figures whose name or group is asked for; all when nothing is. Throws RangeError for a word that names neither. */
export const chosenFigures = (only: readonly string[]): FigureSpec[] => {
  for (const word of only)
    if (!figureSpecs.some(({ name, group }) => name === word || group === word)) throw new RangeError(`There is no figure "${word}".`)
  return figureSpecs.filter(({ name, group }) => only.length === 0 || only.includes(name) || only.includes(group))
}
