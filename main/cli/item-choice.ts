import { AppError } from '../../preload/contract/errors.ts'
import { t } from '../../preload/contract/words.ts'
import { compileFilter } from '../services/inventory/filter-sql.ts'
import { lists } from '../services/inventory/lists.ts'
import type { LabStore } from '../services/lab/lab-store.types.ts'
import { type Options, optional, UsageError, type Values } from './command.ts'

const noPlan = (name: string): AppError =>
  new AppError({
    code: 'not-found',
    message: t('There is no recovery plan {name}.', { name }),
    remedy: t('See "offsite inventory --kind recoveryPlans".'),
    field: 'plan',
  })

export const itemOptions: Options = { vm: { type: 'string' }, where: { type: 'string' } }

/** Throws AppError `not-found`. */
export const planIdOf = (store: LabStore, name: string): number => {
  const id = store.db.prepare('SELECT id FROM recovery_plan WHERE name = ? COLLATE NOCASE').pluck().get(name)
  if (typeof id !== 'number') throw noPlan(name)
  return id
}

/**
 * Replicated items named by --vm (one name, or several with commas), chosen by --where, or those of the plan that --plan names. Throws
 * AppError `not-found`, `filter-syntax`.
 */
export const chosenItems = (store: LabStore, values: Values): number[] => {
  const names = optional(values, 'vm')
  const where = optional(values, 'where')
  const plan = optional(values, 'plan')
  if ([names, where, plan].filter((each) => each !== undefined).length !== 1)
    throw new UsageError(t('Choose items with --vm or with --where.'))
  if (plan !== undefined)
    return store.db
      .prepare('SELECT protected_item_id FROM recovery_plan_item WHERE recovery_plan_id = ? ORDER BY group_number, ordinal, id')
      .pluck()
      .all(planIdOf(store, plan)) as number[]
  if (where !== undefined) {
    const filter = compileFilter('protectedItems', where)
    const ids = store.db
      .prepare(`SELECT p.id FROM ${lists.protectedItems.from} WHERE ${filter.sql} ORDER BY v.name COLLATE NOCASE, p.id`)
      .pluck()
      .all(...filter.params) as number[]
    if (ids.length === 0)
      throw new AppError({
        code: 'not-found',
        message: t('No replicated item passes this filter.'),
        remedy: t('See "offsite inventory --kind protectedItems".'),
      })
    return ids
  }
  const find = store.db
    .prepare(
      'SELECT p.id FROM protected_item p JOIN vm v ON v.id = p.vm_id WHERE v.name = ? COLLATE NOCASE ORDER BY v.name = ? DESC, p.id LIMIT 1',
    )
    .pluck()
  return (names ?? '').split(',').map((each) => {
    const name = each.trim()
    const id = find.get(name, name)
    if (typeof id === 'number') return id
    throw new AppError({
      code: 'not-found',
      ...(store.db.prepare('SELECT 1 FROM vm WHERE name = ? COLLATE NOCASE').get(name) === undefined
        ? { message: t('There is no machine {name}.', { name }), remedy: t('See "offsite inventory".') }
        : {
            message: t('{name} is not replicated.', { name }),
            remedy: t('Enable replication for it first, or see "offsite inventory --kind protectedItems".'),
          }),
      field: 'vm',
    })
  })
}

export interface ItemLine {
  name: string
  state: string
  status: string
  health: string
  rpoSeconds: number | null
}
