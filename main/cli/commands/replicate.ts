import { AppError } from '../../../preload/contract/errors.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import { type Command, labOption, oneOf, optional, UsageError } from '../command.ts'
import { chosenItems, itemOptions } from '../item-choice.ts'
import { withLabTime } from '../lab-time.ts'
import { labPath } from '../labs.ts'
import { tableText } from '../table.ts'
import { properties, propertyOptions, propertyUsage } from './replicate-properties.ts'

const verbs = ['enable', 'disable', 'pause', 'resume', 'resync', 'policy', 'show', 'set', 'cleanup-script'] as const

interface Refused {
  name: string
  code: string
  message: string
  remedy: string | null
}
export const refusedText = (refused: readonly Refused[]): string[] =>
  refused.length === 0
    ? []
    : [
        '',
        tableText(
          [t('Name'), t('Code'), t('Why not')],
          refused.map((each) => [each.name, each.code, [each.message, each.remedy].filter(Boolean).join(' ')]),
        ),
      ]

const refusedShape = ({ name, code, message, remedy }: Refused): Refused => ({ name, code, message, remedy })

export const replicate: Command = {
  name: 'replicate',
  summary: t('Enables replication of machines, pauses, resumes, resynchronizes and disables it; shows and sets Compute and Network.'),
  usage: [
    t("replicate enable --lab FILE --where FILTER [--policy NAME] [--plan NAME] [--json]   e.g. --where 'readiness:ready'"),
    t('replicate disable|pause|resume|resync --lab FILE (--vm NAMES | --where FILTER) [--json]'),
    t(
      'replicate disable --remove-only --lab FILE (--vm NAMES | --where FILTER)   only the vault forgets; then run the script of the next line',
    ),
    t('replicate cleanup-script --lab FILE (--vm NAMES | --where FILTER) [--json]   what is left on the hosts, as PowerShell'),
    t('replicate policy --policy NAME --lab FILE (--vm NAMES | --where FILTER) [--json]'),
    t('replicate show --lab FILE --vm NAME [--json]   Compute and Network'),
    ...propertyUsage,
  ],
  options: {
    ...labOption,
    ...itemOptions,
    policy: { type: 'string' },
    plan: { type: 'string' },
    'remove-only': { type: 'boolean' },
    ...propertyOptions,
  },
  run: ({ values, positionals }, io) => {
    if (positionals.length !== 1) throw new UsageError(t('Say what to do: {verbs}.', { verbs: verbs.join(', ') }))
    const verb = oneOf(positionals[0] ?? '', verbs, t('The action'))
    const policyName = optional(values, 'policy')
    const where = optional(values, 'where')
    if (verb === 'enable' && where === undefined) throw new UsageError(t('--where is missing.'))
    const planName = optional(values, 'plan')
    if (planName !== undefined && verb !== 'enable') throw new UsageError(t('--plan belongs to enable.'))
    if (verb === 'policy' && policyName === undefined) throw new UsageError(t('--policy is missing.'))
    return withLabTime(labPath(values, io), io, async ({ store, replication, plans }) => {
      const policyId = policyName === undefined ? undefined : policyOf(store.db, policyName)
      if (verb === 'enable') {
        const { jobId, enabled, refused } = await replication.enable({
          machines: [],
          ...(where === undefined ? {} : { where }),
          ...(policyId === undefined ? {} : { policyId }),
        })
        const names = store.db
          .prepare(
            'SELECT v.name FROM protected_item p JOIN vm v ON v.id = p.vm_id WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id',
          )
          .pluck()
          .all(JSON.stringify(enabled)) as string[]
        if (planName !== undefined && enabled.length > 0) {
          const { groups } = await plans.suggestOrder({ itemIds: enabled })
          const planned = groups.map((group) => ({ itemIds: group.itemIds, pre: [], post: [] }))
          await plans.save({ id: null, name: planName, targetRtoMinutes: null, groups: planned })
        }
        return {
          code: enabled.length === 0 ? 1 : 0,
          json: { enabled: enabled.length, items: names, refused: refused.map(refusedShape), jobId },
          text: [t('Replication enabled for {machines}.', { machines: plural(enabled.length, 'machine') }), ...refusedText(refused)].join(
            '\n',
          ),
        }
      }
      const ids = chosenItems(store, values)
      if (verb === 'cleanup-script') {
        const { files } = await replication.cleanupScript({ ids })
        return { code: 0, json: { files }, text: files.map((each) => each.text).join('\n') }
      }
      if (verb === 'show' || verb === 'set') {
        if (ids.length !== 1) throw new UsageError(t('Choose one item.'))
        return properties(replication, ids[0] as number, verb === 'set' ? values : null)
      }
      const outcome =
        verb === 'disable'
          ? await replication.disable({ ids, removeOnly: values['remove-only'] === true })
          : verb === 'policy'
            ? await replication.changePolicy({ ids, policyId: policyId as number })
            : await replication.act({ ids, verb })
      return {
        code: 0,
        json: { done: outcome.done, refused: outcome.refused.map(refusedShape), jobId: outcome.jobId },
        text: [t('Done for {machines}.', { machines: plural(outcome.done, 'machine') }), ...refusedText(outcome.refused)].join('\n'),
      }
    })
  },
}

const policyOf = (db: { prepare(sql: string): { pluck(): { get(name: string): unknown } } }, name: string): number => {
  const id = db.prepare('SELECT id FROM policy WHERE name = ? COLLATE NOCASE').pluck().get(name)
  if (typeof id !== 'number')
    throw new AppError({
      code: 'not-found',
      message: t('There is no replication policy {name}.', { name }),
      remedy: t('See "offsite inventory --kind policies".'),
      field: 'policy',
    })
  return id
}
