import type { BranchEnd, BranchItem, LabMoment, RewindPreview } from '../../../preload/contract/clock.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import { BranchEnds } from '../../services/replication/branch-ends.ts'
import { branchLines } from '../../services/replication/branches.ts'
import type { LabSimulation } from '../../services/replication/lab-simulation.ts'
import type { Outcome } from '../command.ts'
import { iso } from '../lab-time.ts'
import { bytesText, tableText } from '../table.ts'

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000))

const itemJson = (item: BranchItem) => ({
  name: item.name,
  state: item.state,
  status: item.status,
  health: item.health,
  rpoSeconds: seconds(item.rpoMs),
  recoveryPoints: item.points,
  backlogBytes: item.pendingBytes,
  activeLocation: item.activeLocation,
  lossSeconds: seconds(item.lossMs),
  lossBytes: item.lossBytes,
  rtoSeconds: seconds(item.rtoMs),
})

const endJson = (end: BranchEnd) => ({
  branch: end.branch,
  end: iso(end.endMs),
  items: end.items,
  normal: end.normal,
  warning: end.warning,
  critical: end.critical,
  notApplicable: end.notApplicable,
  protected: end.protected,
  failedOver: end.failedOver,
  worstRpoSeconds: seconds(end.worstRpoMs),
  medianRpoSeconds: seconds(end.medianRpoMs),
  backlogBytes: end.pendingBytes,
  worstLossSeconds: seconds(end.worstLossMs),
  lossBytes: end.lossBytes,
})

const endRow = (end: BranchEnd) => [
  end.branch,
  iso(end.endMs),
  end.items,
  end.critical,
  end.warning,
  seconds(end.worstRpoMs),
  bytesText(end.pendingBytes),
  end.failedOver,
  seconds(end.worstLossMs),
]
const endHeads = (): string[] => [
  t('Branch'),
  t('End'),
  t('Items'),
  t('Critical'),
  t('Warning'),
  t('Worst RPO, s'),
  t('Backlog'),
  t('Failed over'),
  t('Worst loss, s'),
]

export const branchJson = (simulation: LabSimulation, branch: number): Outcome => {
  const ends = new BranchEnds(simulation)
  const { info, end, sha256 } = ends.branch(branch)
  const items = ends.items({ branch, filter: '', offset: 0, limit: Number.MAX_SAFE_INTEGER }).rows
  const jobs = ends.jobs({ branch, offset: 0, limit: -1 }).rows
  return {
    code: 0,
    json: {
      id: info.id,
      parent: info.parent,
      from: iso(info.fromMs),
      to: iso(info.toMs),
      events: info.events,
      actions: info.actions,
      current: info.current,
      opened: iso(info.openedWallMs),
      openedBy: info.openedBy,
      left: iso(info.leftWallMs),
      sha256OfEventLog: sha256,
      end: endJson(end),
      items: items.map(itemJson),
      jobs: jobs.map((job) => ({
        name: job.name,
        status: job.status,
        owner: job.owner,
        started: iso(job.startedMs),
        ended: iso(job.endedMs),
      })),
    },
    text: [
      tableText(endHeads(), [endRow(end)]),
      '',
      t('sha256 of its event log: {sha256}', { sha256 }),
      '',
      tableText(
        [t('Name'), t('Status'), t('Health'), t('RPO, s'), t('Points'), t('Backlog')],
        items.map((item) => [item.name, item.status, item.health, seconds(item.rpoMs), item.points, bytesText(item.pendingBytes)]),
      ),
      '',
      plural(jobs.length, 'job'),
    ].join('\n'),
  }
}

export const compared = (simulation: LabSimulation, a: number, b: number): Outcome => {
  const found = new BranchEnds(simulation).compare({ a, b, offset: 0, limit: Number.MAX_SAFE_INTEGER })
  const side = (item: BranchItem | null): string => (item === null ? t('not protected') : item.status)
  return {
    code: 0,
    json: {
      a: endJson(found.a),
      b: endJson(found.b),
      same: found.same,
      different: found.rows.map((row) => ({
        name: row.name,
        a: row.a === null ? null : itemJson(row.a),
        b: row.b === null ? null : itemJson(row.b),
      })),
    },
    text: [
      tableText(endHeads(), [endRow(found.a), endRow(found.b)]),
      '',
      t('{n, plural, one {# machine stands} other {# machines stand}} alike.', { n: found.same }),
      '',
      tableText(
        [t('Name'), t('Branch {a}', { a }), t('Branch {b}', { b }), t('RPO {a}, s', { a }), t('RPO {b}, s', { b })],
        found.rows.map((row) => [row.name, side(row.a), side(row.b), seconds(row.a?.rpoMs ?? null), seconds(row.b?.rpoMs ?? null)]),
      ),
    ].join('\n'),
  }
}

const momentJson = ({ atMs, text, object, who }: LabMoment) => ({ at: iso(atMs), text, object, who })

export const previewed = (preview: RewindPreview): Outcome => {
  const lists = {
    itemsGone: preview.itemsGone.names,
    itemsBack: preview.itemsBack.names,
    plansGone: preview.plansGone.names,
    plansBack: preview.plansBack.names,
    plansChanged: preview.plansChanged.names,
  }
  const counts = { notes: preview.notes, jobs: preview.jobs, events: preview.events, planRuns: preview.planRuns }
  return {
    code: 0,
    json: {
      now: iso(preview.nowMs),
      to: iso(preview.toMs),
      actions: preview.actions.rows.map(momentJson),
      actionsTotal: preview.actions.total,
      ...lists,
      ...counts,
      stays: preview.stays.rows.map(momentJson),
      staysTotal: preview.stays.total,
    },
    text: [
      t('From {now} back to {to}. Nothing has been done yet.', { now: iso(preview.nowMs) ?? '', to: iso(preview.toMs) ?? '' }),
      '',
      t('Taken back: {actions}, {jobs}, {events}.', {
        actions: plural(preview.actions.total, 'action'),
        jobs: plural(preview.jobs, 'job'),
        events: plural(preview.events, 'event'),
      }),
      ...preview.actions.rows.map((row) => `- ${iso(row.atMs)} ${row.text}`),
      t('Stays: {n, plural, one {# change} other {# changes}} of inventory, imports and settings.', { n: preview.stays.total }),
      ...preview.stays.rows.map((row) => `- ${iso(row.atMs)} ${row.text}`),
    ].join('\n'),
  }
}

export const branchLog = (simulation: LabSimulation, query: { branch: number; offset: number; limit: number }): Outcome => {
  const { total, lines } = branchLines(simulation, query)
  return {
    code: 0,
    json: { branch: query.branch, total, offset: query.offset, lines },
    text: lines.join('\n'),
  }
}
