import type { Database } from 'better-sqlite3'
import { AppError } from '../../../preload/contract/errors.ts'
import type { ItemDetails } from '../../../preload/contract/replication.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { ItemView, JobView } from '../../domain/replication/views.ts'
import { ruleYear } from '../../domain/setup/context.ts'
import { labOf } from '../setup/setup-context.ts'
import { AzureDesk } from './azure-refusals.ts'
import { azureFailure } from './failures.ts'
import { activeLocation, drillWord, healthWord, reasonOf, statusText } from './item-texts.ts'
import { isHome, stepsOf } from './job-steps.ts'
import { jobName } from './job-texts.ts'
import type { LabSimulation } from './lab-simulation.ts'

interface Row {
  id: number
  vm_id: number
  name: string
  host: string | null
  policy: string
  state: string
  source: string
  last_drill_ms: number | null
}

const noBytes = { written: 0, sent: 0, pending: 0, superseded: 0, irSent: 0, resyncSent: 0, failbackSent: 0 }

/** Everything that the page of one replicated item shows. Throws AppError `not-found`. */
export const itemDetailsOf = (simulation: LabSimulation, id: number): ItemDetails => {
  const { db } = simulation.store
  const row = db
    .prepare(
      `SELECT p.id, p.vm_id, v.name, h.name AS host, y.name AS policy, p.state, coalesce(s.friendly_name, s.name, c.name) AS source, r.last_drill_ms
       FROM protected_item p JOIN vm v ON v.id = p.vm_id JOIN policy y ON y.id = p.policy_id JOIN cloud c ON c.id = p.cloud_id
       LEFT JOIN vmm_server s ON s.id = c.vmm_server_id LEFT JOIN host h ON h.id = v.host_id
       LEFT JOIN replicated_item r ON r.protected_item_id = p.id WHERE p.id = ?`,
    )
    .get(id) as Row | undefined
  if (row === undefined)
    throw new AppError({
      code: 'not-found',
      message: t('This item is not replicated any more.'),
      remedy: t('Refresh the list.'),
      at: { row: id },
    })
  const sim = simulation.live
  const vm = simulation.nameOf(id)
  const index = vm === undefined ? undefined : sim?.indexOf(vm)
  const notes = db
    .prepare('SELECT id, noted_ms AS notedMs, text FROM drill_note WHERE protected_item_id = ? AND vm_name = ? ORDER BY id DESC')
    .all(id, row.name) as ItemDetails['notes']
  const base = {
    id,
    vmId: row.vm_id,
    name: row.name,
    host: row.host,
    source: row.source,
    ruleYear: ruleYear(labOf(db).rule_pack),
    lastTestMs: row.last_drill_ms,
    errors: errorsOf(db, id, row.name),
    configurationIssue: issueOf(simulation, id),
    policy: row.policy,
    notes,
  }
  if (sim === null || index === undefined) return { ...base, ...unplayed(row.state) }
  const view = sim.item(index)
  return { ...base, ...played(db, view, id, sim) }
}

type Rest = Omit<
  ItemDetails,
  'id' | 'vmId' | 'name' | 'host' | 'source' | 'ruleYear' | 'lastTestMs' | 'errors' | 'configurationIssue' | 'policy' | 'notes'
>

/** Of the newest job, where that failed. */
const errorsOf = (db: Database, id: number, name: string): ItemDetails['errors'] => {
  const job = db
    .prepare(
      `SELECT j.status, j.error_code AS code, j.error_message AS message, j.error_remedy AS remedy, j.error_causes AS causes, r.ended_ms AS atMs
       FROM replication_job r JOIN job j ON j.id = r.job_id
       WHERE r.protected_item_id = ? AND r.gone = 0 AND j.target_name = ? ORDER BY r.job_id DESC LIMIT 1`,
    )
    .get(id, name) as
    | { status: string; code: string | null; message: string | null; remedy: string | null; causes: string | null; atMs: number | null }
    | undefined
  if (job?.status !== 'failed' || job.message === null) return []
  const { code, message, remedy, causes, atMs } = job
  return [{ code: code ?? '', message, causes: causes === null ? [] : (JSON.parse(causes) as string[]), remedy, atMs }]
}

/** What would stand against a failover to Azure now. What is there already, or on its way, has been judged. */
const issueOf = (simulation: LabSimulation, id: number): ItemDetails['configurationIssue'] => {
  const sim = simulation.live
  const vm = simulation.nameOf(id)
  const index = vm === undefined ? undefined : sim?.indexOf(vm)
  if (sim === null || index === undefined || !['M3', 'M3P', 'M4', 'M5', 'M9'].includes(sim.stateOf(index))) return null
  const refused = new AzureDesk(simulation.store.db, sim, (name) => simulation.itemOf(name)).ask(id, false)
  const text = refused === null ? null : azureFailure(refused.code, refused.facts)
  return text === null ? null : { code: text.code, message: text.message, remedy: text.remedy }
}

/** An item that the clock has not met yet. */
const unplayed = (state: string): Rest => ({
  state,
  status: statusText({ state, reason: null, drill: 'none', irPercent: null }),
  reason: null,
  health: 'not-applicable',
  drill: 'none',
  drillEndsMs: null,
  activeLocation: 'primary',
  rpoMs: null,
  rpoPeakMs: null,
  protectedMs: null,
  irPercent: null,
  cycles: 0,
  missedCycles: 0,
  bytes: noBytes,
  disks: [],
  transfer: null,
  job: null,
  points: [],
  failover: null,
  resyncs: [],
})

const played = (db: Database, view: ItemView, id: number, { now, scenario }: Pick<Simulation, 'now' | 'scenario'>): Rest => {
  const facts = { state: view.state, reason: reasonOf(view), drill: drillWord(view.drill), irPercent: view.irPercent }
  const disks = db
    .prepare(
      `SELECT d.name, d.size_bytes AS size FROM virtual_disk d JOIN protected_item p ON p.vm_id = d.vm_id
       WHERE p.id = ? AND NOT EXISTS (SELECT 1 FROM protected_item_excluded_disk x WHERE x.virtual_disk_id = d.id) ORDER BY d.ordinal`,
    )
    .all(id) as { name: string; size: number | null }[]
  const newest = view.points.at(-1)?.stamp
  return {
    ...facts,
    status: statusText(facts),
    health: healthWord(view.health),
    drillEndsMs: view.drillSince === null ? null : view.drillSince + scenario.params.drillMaxMs,
    activeLocation: activeLocation(view.state),
    rpoMs: view.rpoMs,
    rpoPeakMs: view.rpoPeakMs,
    protectedMs: view.protectedAt,
    cycles: view.cycles,
    missedCycles: view.missed,
    bytes: {
      written: view.written,
      sent: view.sent,
      pending: view.pending,
      superseded: view.superseded,
      irSent: view.irSent,
      resyncSent: view.resyncSent,
      failbackSent: view.failbackBytes,
    },
    disks: view.disks.map((disk, n) => ({
      name: disks[n]?.name ?? t('Disk {lun}', { lun: disk.lun }),
      lun: disk.lun,
      sizeBytes: disks[n]?.size ?? 0,
      hrlBytes: disk.hrlBytes,
      hrlLimitBytes: disk.hrlLimitBytes,
    })),
    transfer:
      view.transfer === null
        ? null
        : {
            kind: view.transfer.kind,
            amountBytes: view.transfer.amountBytes,
            remainingBytes: view.transfer.remainingBytes,
            bitsPerSecond: view.transfer.rateBps,
            completesMs: view.transfer.completesAt,
          },
    job: view.job === null ? null : jobOf(view.job, view, now),
    points: [...view.points].reverse().map((point) => ({
      stampMs: point.stamp,
      readyMs: point.at,
      appConsistent: point.app,
      newest: point.stamp === newest,
    })),
    failover:
      view.failover === null
        ? null
        : {
            kind: view.failover.kind,
            atMs: view.failover.at,
            stampMs: view.failover.stamp,
            lossMs: view.failover.lossMs,
            lossBytes: view.failover.lossBytes,
            rtoMs: view.failover.rtoMs,
          },
    resyncs: view.resyncs.map((each) => ({
      requiredMs: each.requiredAt,
      why: each.why,
      startedMs: each.startedAt,
      changedBytes: each.changedBytes,
      endedMs: each.endedAt,
    })),
  }
}

const stepState = {
  'not-started': 'pending',
  running: 'running',
  waiting: 'waiting',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  skipped: 'pending',
} as const

const jobOf = (job: JobView, view: ItemView, nowMs: number): NonNullable<ItemDetails['job']> => ({
  name: jobName(job.kind, isHome(view.state)),
  state: job.kind === 'testFailover' && view.drill === 'waiting' ? 'suspended' : job.state,
  steps: stepsOf(job, view, nowMs).map((step) => ({
    name: step.name,
    state: stepState[step.status],
    startedMs: step.labMs,
    endedMs: step.endLabMs,
  })),
})
