import type { z } from 'zod'
import type { labModel, ModelSetting } from '../../../preload/contract/clock.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { setSeed } from './lab-seed.ts'
import type { LabSimulation } from './lab-simulation.ts'
import { changedSettings } from './model.ts'
import { modelAssumptions, modelSpecs } from './model-settings.ts'
import { threadsOf } from './scenario-builder.ts'

export type LabModel = z.input<typeof labModel>

/** Durations are drawn with 20 bits of spread (model 8.1). */
const widestSpreadMs = 2 ** 20

/** The numbers of the model with their values in this lab. */
export const readModel = ({ store }: LabSimulation): LabModel => {
  const { db } = store
  const seed = db.prepare('SELECT seed FROM lab').pluck().get() as number
  const set = changedSettings(db)
  const threads = threadsOf(db)
  const told = new Map<string, number>([['seed', seed], ...Object.entries(threads)])
  return {
    settings: modelSpecs(seed).map((spec) => ({ ...spec, value: told.get(spec.id) ?? set.get(spec.id) ?? spec.initial })),
    assumptions: modelAssumptions(),
  }
}

const refused = (field: string, message: string, remedy: string): AppError => new AppError({ code: 'model-range', message, remedy, field })

/**
 * Changes numbers of the model from now on, as one action; null = back to the default. Throws AppError `model-range`, `seed-fixed`,
 * `lab-read-only`, `lab-busy`.
 */
export const setModel = (simulation: LabSimulation, values: Readonly<Record<string, number | null>>, actor: string): LabModel => {
  const { settings } = readModel(simulation)
  const wanted = Object.entries(values).map(([id, value]) => {
    const setting = settings.find((each) => each.id === id)
    if (setting === undefined) throw refused(id, t('The model has no setting {id}.', { id }), t('See the list of Settings, Model.'))
    if (setting.locked !== null) throw refused(id, t('{label} stays as it is.', { label: setting.label }), setting.locked)
    const to = value ?? setting.initial
    if (!Number.isSafeInteger(to) || to < setting.min || to > setting.max)
      throw refused(
        id,
        t('{label} must be a whole number from {min} to {max}.', { label: setting.label, min: setting.min, max: setting.max }),
        t('Nothing was changed.'),
      )
    return { setting, to }
  })
  checkTogether(settings, new Map(wanted.map(({ setting, to }) => [setting.id, to])))
  const seed = wanted.find(({ setting }) => setting.id === 'seed')
  if (seed !== undefined && seed.to !== seed.setting.value) setSeed(simulation, seed.to)
  const changed = wanted.filter(({ setting, to }) => setting.id !== 'seed' && to !== setting.value)
  const [only] = changed
  if (only === undefined) return readModel(simulation)
  const name =
    changed.length === 1
      ? t('Change the model: {label}', { label: only.setting.label })
      : t('Change the model: {n} settings', { n: changed.length })
  const known = simulation.store.db.prepare('SELECT id FROM model_setting WHERE name = ?').pluck()
  simulation.act({ kind: 'model.set', name, actor, target: { kind: 'lab', id: 1, name: t('Model') }, byUser: true }, (tx) => {
    for (const { setting, to } of changed) {
      const id = known.get(setting.id) as number | undefined
      if (to === setting.initial) {
        if (id !== undefined) tx.remove('model_setting', id)
      } else if (id === undefined) tx.insert('model_setting', { name: setting.id, value: to })
      else tx.update('model_setting', id, { value: to })
    }
    return { value: null }
  })
  return readModel(simulation)
}

/** Rules that bind several settings. */
const checkTogether = (settings: readonly ModelSetting[], wanted: ReadonlyMap<string, number>): void => {
  const value = (id: string): number => wanted.get(id) ?? settings.find((each) => each.id === id)?.value ?? 0
  if (value('critRpoMs') <= value('warnRpoMs'))
    throw refused(
      wanted.has('critRpoMs') ? 'critRpoMs' : 'warnRpoMs',
      t('Critical must begin after Warning.'),
      t('Choose a longer RPO for Critical, or a shorter one for Warning.'),
    )
  const longest = Math.max(...settings.filter(({ group }) => group === 'jobs').map(({ id }) => value(id)))
  if ((longest * value('jitterPermille')) / 1000 >= widestSpreadMs)
    throw refused(
      wanted.has('jitterPermille') ? 'jitterPermille' : ([...wanted.keys()][0] ?? 'jitterPermille'),
      t('The spread of the longest step is too wide: at most 17 minutes.'),
      t('Choose a smaller spread or a shorter step.'),
    )
}
