import type { Database } from 'better-sqlite3'
import type { Op } from './simulation-store.ts'
import { lineage } from './simulation-store.ts'

export interface Deed {
  actor: string
  wallMs: number
}

/** Who did something to a machine at an instant of the present time line, from the stored inputs: many may be of one instant. */
export class WhoActed {
  readonly #db: Database
  readonly #branch: number
  #read: { key: string; deeds: Map<string, Deed> } | null = null

  constructor(db: Database, branch: number) {
    this.#db = db
    this.#branch = branch
  }

  /** Null where no stored input says so. */
  of(verb: 'cancel' | 'disable', vm: string, atMs: number): Deed | null {
    const key = `${verb} ${atMs}`
    if (this.#read?.key !== key) this.#read = { key, deeds: this.#at(verb, atMs) }
    return this.#read.deeds.get(vm) ?? null
  }

  #at(verb: string, atMs: number): Map<string, Deed> {
    const read = this.#db.prepare(
      'SELECT actor, wall_ms AS wallMs, body FROM simulation_input WHERE branch_id = ? AND at_ms = ? AND instr(body, ?) > 0 ORDER BY id',
    )
    const deeds = new Map<string, Deed>()
    for (const { branch, untilMs } of lineage(this.#db, this.#branch)) {
      if (atMs >= untilMs) continue
      for (const { actor, wallMs, body } of read.all(branch, atMs, `"${verb}"`) as (Deed & { body: string })[])
        for (const op of (JSON.parse(body) as { ops: Op[] }).ops)
          if ('act' in op && op.act.do === verb && 'vm' in op.act) deeds.set(op.act.vm, { actor, wallMs })
    }
    return deeds
  }
}
