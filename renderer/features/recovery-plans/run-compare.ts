import type { PlanRun } from '../../../preload/contract/recovery-plans.ts'
import { t } from '../../../preload/contract/words.ts'
import { rtoOf } from './run-words.ts'

export interface CompareRow {
  id: string
  label: string
  /** In ms; null = the run has none. */
  first: number | null
  second: number | null
  /** Second less first; null where one is missing. */
  change: number | null
}

const row = (id: string, label: string, first: number | null, second: number | null): CompareRow => ({
  id,
  label,
  first,
  second,
  change: first === null || second === null ? null : second - first,
})

const lengths = (run: PlanRun): Map<string, number | null> =>
  new Map(
    run.spans
      .filter((span) => span.kind !== 'failover')
      .map((span) => {
        const from = span.kind === 'machine' ? span.bootMs : span.startedMs
        return [`${span.group}/${span.kind}/${span.name}`, from === null || span.endedMs === null ? null : span.endedMs - from]
      }),
  )

/** Two runs of one plan, figure by figure: RTO, failover of all, each group, time of people, then starts and actions that differ by a second or more. */
export const compareRuns = (first: PlanRun, second: PlanRun): CompareRow[] => {
  const groups = Math.max(first.groups.length, second.groups.length)
  const ready = (run: PlanRun): number | null => (run.readyMs === null ? null : run.readyMs - run.startedMs)
  const [a, b] = [lengths(first), lengths(second)]
  const steps = [...new Set([...a.keys(), ...b.keys()])].map((key) => {
    const [group = '', , ...name] = key.split('/')
    return row(`step-${key}`, t('{n}: {name}', { n: group, name: name.join('/') }), a.get(key) ?? null, b.get(key) ?? null)
  })
  return [
    row('rto', t('RTO'), rtoOf(first), rtoOf(second)),
    row('failover', t('All groups failover'), ready(first), ready(second)),
    ...Array.from({ length: groups }, (_, n) =>
      row(`group-${n + 1}`, t('RTO of group {n}', { n: n + 1 }), first.groups[n]?.rtoMs ?? null, second.groups[n]?.rtoMs ?? null),
    ),
    row('waited', t('Waiting for people'), first.waitedMs, second.waitedMs),
    ...steps.filter((each) => each.change === null || Math.abs(each.change) >= 1000),
  ]
}
