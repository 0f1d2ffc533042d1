import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { Scenario } from '../../domain/replication/scenario.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { inputsOf } from './simulation-store.ts'

/** Sets the lab's seed. Throws AppError `seed-fixed` once time has passed under another one. */
export const setSeed = (simulation: LabSimulation, seed: number): void => {
  const { store, live, time } = simulation
  const { db } = store
  const lab = db.prepare('SELECT seed FROM lab').pluck().get() as number
  const row = db.prepare('SELECT scenario FROM simulation WHERE id = 1').get() as { scenario: string } | undefined
  const scenario = row === undefined ? null : (JSON.parse(row.scenario) as Scenario)
  if (lab === seed && (live === null || scenario?.seed === seed)) return
  const first = inputsOf(db, time.stretches())[0]?.atMs
  if (live !== null && scenario?.seed !== seed && first !== undefined && live.now > first)
    throw new AppError({
      code: 'seed-fixed',
      message: t('Time has passed in this lab under the seed {seed}. Nothing was changed.', { seed: scenario?.seed ?? lab }),
      remedy: t('Use a new lab, or rewind to the beginning.'),
      field: 'seed',
    })
  store.apply(
    {
      kind: 'lab.seed',
      name: t('Set the seed to {seed}', { seed }),
      actor: simulation.actor,
      target: { kind: 'lab', id: 1, name: t('Seed') },
    },
    (tx) => {
      tx.update('lab', 1, { seed })
      if (scenario === null) return
      tx.db.prepare('UPDATE simulation SET seed = ?, scenario = ?').run(seed, JSON.stringify({ ...scenario, seed }))
      const { branch } = time.lab()
      for (const table of ['simulation_checkpoint', 'simulation_log']) tx.db.prepare(`DELETE FROM ${table} WHERE branch_id = ?`).run(branch)
    },
  )
  // Nothing has been drawn before time passes: the lines so far are the same.
  simulation.drop()
}
