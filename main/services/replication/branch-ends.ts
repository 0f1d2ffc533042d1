import type { BranchEnd, BranchItem } from '../../../preload/contract/clock.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { ItemView } from '../../domain/replication/views.ts'
import { branchHash, branchOf } from './branches.ts'
import { activeLocation, drillWord, healthWord, reasonOf, statusText } from './item-texts.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { lineage } from './simulation-store.ts'

interface Window {
  offset: number
  limit: number
}

/** How branches stand at their ends. A branch that was left never changes again, so the last two that were looked at are kept. */
export class BranchEnds {
  readonly #simulation: LabSimulation
  readonly #left = new Map<number, BranchItem[]>()

  constructor(simulation: LabSimulation) {
    this.#simulation = simulation
  }

  /** Throws AppError `not-found`, as all of these do. */
  branch(branch: number) {
    const info = branchOf(this.#simulation, branch)
    return { info, end: this.#end(branch), sha256: branchHash(this.#simulation, branch) }
  }

  items({ branch, filter, offset, limit }: Window & { branch: number; filter: string }): { total: number; rows: BranchItem[] } {
    const wanted = filter.trim().toLowerCase()
    const rows = this.#rows(branch).filter(
      ({ name, status }) => name.toLowerCase().includes(wanted) || status.toLowerCase().includes(wanted),
    )
    return { total: rows.length, rows: rows.slice(offset, offset + limit) }
  }

  /** Jobs of a branch and of its parents up to the branching, newest first. A job that was cut by a branching goes on as a job of its own. */
  jobs({ branch, offset, limit }: Window & { branch: number }) {
    branchOf(this.#simulation, branch)
    const { db } = this.#simulation.store
    const stretches = lineage(db, branch)
    const parts = stretches.map(({ branch: id, untilMs }, n) => {
      const cut = n === stretches.length - 1 ? '' : ` AND (r.job_id IS NULL OR r.ended_ms < ${untilMs})`
      return `(j.branch = ${id} AND j.started_lab_ms < ${untilMs}${cut})`
    })
    const from = `FROM job j LEFT JOIN replication_job r ON r.job_id = j.id WHERE (${parts.join(' OR ')}) AND j.kind <> 'clock.rewind'`
    return {
      total: db.prepare(`SELECT count(*) ${from}`).pluck().get() as number,
      rows: db
        .prepare(
          `SELECT j.id, j.name, j.status, j.owner, j.started_lab_ms AS startedMs,
             CASE WHEN r.job_id IS NULL THEN j.started_lab_ms ELSE r.ended_ms END AS endedMs
           ${from} ORDER BY j.started_lab_ms DESC, j.id DESC LIMIT ? OFFSET ?`,
        )
        .all(limit, offset) as {
        id: number
        name: string
        status: string
        owner: string
        startedMs: number
        endedMs: number | null
      }[],
    }
  }

  compare({ a, b, offset, limit }: Window & { a: number; b: number }) {
    const left = new Map(this.#rows(a).map((item) => [item.name, item]))
    const right = new Map(this.#rows(b).map((item) => [item.name, item]))
    const names = [...new Set([...left.keys(), ...right.keys()])]
    const rows = names
      .map((name) => ({ name, a: left.get(name) ?? null, b: right.get(name) ?? null }))
      .filter((row) => JSON.stringify(row.a) !== JSON.stringify(row.b))
    return {
      a: this.#end(a),
      b: this.#end(b),
      same: names.length - rows.length,
      total: rows.length,
      rows: rows.slice(offset, offset + limit),
    }
  }

  #end(branch: number): BranchEnd {
    const { toMs } = branchOf(this.#simulation, branch)
    const rows = this.#rows(branch)
    const count = (test: (row: BranchItem) => boolean): number => rows.filter(test).length
    const rpos = rows.flatMap(({ rpoMs }) => (rpoMs === null ? [] : [rpoMs])).sort((x, y) => x - y)
    const losses = rows.flatMap(({ lossMs }) => (lossMs === null ? [] : [lossMs]))
    return {
      branch,
      endMs: toMs,
      items: rows.length,
      normal: count(({ health }) => health === 'normal'),
      warning: count(({ health }) => health === 'warning'),
      critical: count(({ health }) => health === 'critical'),
      notApplicable: count(({ health }) => health === 'not-applicable'),
      protected: count(({ state }) => state === 'M5' || state === 'M9'),
      failedOver: count(({ activeLocation: where }) => where === 'recovery'),
      worstRpoMs: rpos.at(-1) ?? null,
      medianRpoMs: rpos[Math.floor((rpos.length - 1) / 2)] ?? null,
      pendingBytes: rows.reduce((sum, { pendingBytes }) => sum + pendingBytes, 0),
      worstLossMs: losses.length === 0 ? null : Math.max(...losses),
      lossBytes: rows.reduce((sum, { lossBytes }) => sum + (lossBytes ?? 0), 0),
    }
  }

  #rows(branch: number): BranchItem[] {
    const { current } = branchOf(this.#simulation, branch)
    const known = this.#left.get(branch)
    if (known !== undefined && !current) return known
    const sim = this.#simulation.endOf(branch)
    const rows = sim === null ? [] : rowsOf(sim)
    if (!current) {
      this.#left.set(branch, rows)
      for (const oldest of this.#left.keys()) {
        if (this.#left.size <= 2) break
        this.#left.delete(oldest)
      }
    }
    return rows
  }
}

/** Machines that are not protected any more are no part of the end. */
const rowsOf = (sim: Simulation): BranchItem[] => {
  const rows: BranchItem[] = []
  for (const item of sim.items()) if (item.state !== 'M0') rows.push(rowOf(item))
  return rows.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

const rowOf = (item: ItemView): BranchItem => ({
  name: item.name,
  state: item.state,
  status: statusText({ state: item.state, reason: reasonOf(item), drill: drillWord(item.drill), irPercent: item.irPercent }),
  health: healthWord(item.health),
  rpoMs: item.rpoMs,
  points: item.points.length,
  pendingBytes: item.pending,
  activeLocation: activeLocation(item.state),
  lossMs: item.failover?.lossMs ?? null,
  lossBytes: item.failover?.lossBytes ?? null,
  rtoMs: item.failover?.rtoMs ?? null,
})
