import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { RulePack } from './pack.types.ts'
import pack201605 from './packs/2016-05.json' with { type: 'json' }
import pack202001 from './packs/2020-01.json' with { type: 'json' }

const packs: readonly RulePack[] = [pack201605 as unknown as RulePack, pack202001 as unknown as RulePack]

export const packIds: readonly string[] = packs.map((pack) => pack.id)

/** Throws AppError `rules-unknown`. */
export const loadPack = (id: string): RulePack => {
  const pack = packs.find((one) => one.id === id)
  if (!pack)
    throw new AppError({
      code: 'rules-unknown',
      field: 'rules',
      message: t('There is no rule pack "{id}".', { id }),
      remedy: t('Use one of {packIds}.', { packIds: packIds.join(', ') }),
    })
  return pack
}

/** Ids of every rule of every pack, for the filter field `failing`. */
export const knownRuleIds: readonly string[] = [...new Set(packs.flatMap((pack) => pack.rules.map((rule) => rule.id)))]
