import type { Database } from 'better-sqlite3'
import type { Verdict } from '../../domain/replication/actions.ts'
import type { Simulation } from '../../domain/replication/simulation.ts'
import type { ActionInfo, LabStore, Tx } from '../lab/lab-store.types.ts'
import { AzureDesk } from './azure-refusals.ts'
import type { LabSimulationParts } from './lab-simulation.types.ts'
import { join, perform } from './live.ts'
import type { Loaded } from './loaded.ts'
import { inputTables, reconcile } from './reconcile.ts'
import { policiesOf } from './scenario-builder.ts'
import { addInput, type InputBody } from './simulation-store.ts'

/** Everything that the simulation is told, in one order: what people do, and what the lab's rows ask for since. Each is on the disk when its call returns. */
export class Inputs {
  readonly #store: LabStore
  readonly #loaded: Loaded
  readonly #actor: string
  readonly #wall: () => number
  #unreconciled = true
  #told = false

  constructor({ store, actor, wall }: LabSimulationParts, loaded: Loaded) {
    this.#store = store
    this.#loaded = loaded
    this.#actor = actor
    this.#wall = wall
    store.onCommitted(({ tables }) => {
      for (const table of tables) if (inputTables.has(table)) this.#unreconciled = true
    })
  }

  /** The simulation was replaced by another. */
  forget(): void {
    this.#unreconciled = true
  }

  act<T>(
    action: ActionInfo,
    prepare: (tx: Tx, sim: Simulation | null) => { ops?: InputBody['ops']; value: T },
  ): { value: T; jobId: number } {
    const outcome = this.#whole(() =>
      this.#store.apply(action, (tx) => {
        const { ops = [], value } = prepare(tx, this.#loaded.current?.sim ?? null)
        this.#follow(tx.db, tx.jobId)
        this.#tell(tx.db, { ops }, tx.jobId, action.actor)
        return value
      }),
    )
    this.#unreconciled = false
    return outcome
  }

  /** Verdicts of its actions, one each. */
  input(body: InputBody): Verdict[] {
    this.#loaded.load()
    const verdicts = this.#whole(() =>
      this.#store.shown(['replicated_item', 'job'], (db) => {
        this.#follow(db, null)
        return this.#tell(db, body, null, this.#actor)
      }),
    )
    this.#unreconciled = false
    return verdicts
  }

  /** Whether the lab's rows ask for anything that the simulation was not yet told. */
  get behind(): boolean {
    const live = this.#loaded.load()
    if (!this.#unreconciled || this.#store.readOnly) return false
    if (live === null && this.#store.db.prepare('SELECT 1 FROM protected_item').get() === undefined) return false
    if (live === null || reconcile(this.#store.db, live.sim, live.members).ops.length > 0) return true
    this.#unreconciled = false
    return false
  }

  /** What makes a policy of the lab known to the simulation; null when it is. */
  policy(name: string): InputBody | null {
    const sim = this.#loaded.current?.sim
    if (sim === undefined || sim.scenario.policies.some((policy) => policy.name === name)) return null
    const policy = [...policiesOf(this.#store.db).values()].find((each) => each.name === name)
    return policy === undefined ? null : { ops: [{ extend: { policies: [policy] } }] }
  }

  /** Inside a transaction: what the lab's rows ask for. */
  #follow(db: Database, jobId: number | null): void {
    const any = db.prepare('SELECT 1 FROM protected_item').get() !== undefined
    if (this.#loaded.current === null && !any) return
    const live = this.#loaded.current ?? this.#loaded.begin(db)
    const body = reconcile(db, live.sim, live.members)
    if (body.ops.length > 0) this.#tell(db, body, jobId, this.#actor)
  }

  #tell(db: Database, asked: InputBody, jobId: number | null, actor: string): Verdict[] {
    if (asked.ops.length === 0) return []
    const live = this.#loaded.current
    if (live === null) throw new Error('Nothing is protected')
    const body = new AzureDesk(db, live.sim, (vm) => live.items.get(vm)).answer(asked)
    const branch = db.prepare('SELECT branch FROM lab').pluck().get() as number
    addInput(db, { branch, atMs: live.sim.now, jobId, wallMs: this.#wall(), actor, body })
    db.prepare('UPDATE lab SET clock_ms = ?').run(live.sim.now)
    this.#told = true
    live.inputs += 1
    live.scenarioId = null
    join(live, body)
    return perform(live.sim, body)
  }

  /** The simulation can't be taken back with the transaction: when that fails after it was told, it is loaded anew. */
  #whole<T>(work: () => T): T {
    const before = this.#loaded.current
    this.#told = false
    try {
      return work()
    } catch (error) {
      if (this.#told || before === null) this.#loaded.drop()
      throw error
    }
  }
}
