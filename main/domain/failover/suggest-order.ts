import { t } from '../../../preload/contract/words.ts'
/** What the order is guessed from. */
export interface OrderFacts {
  id: number
  name: string
  tag: string | null
}
export interface SuggestedGroup {
  ids: number[]
  why: string
}
/** What told the tier: the tag, a word of the name, or nothing. */
export type OrderSource = 'tag' | 'name' | 'none'
export interface SuggestedPlace {
  id: number
  /** Group that is suggested, from 1. */
  group: number
  by: OrderSource
  why: string
}
export interface SuggestedOrder {
  groups: SuggestedGroup[]
  machines: SuggestedPlace[]
}

const tiers: readonly { why: string; role: string; words: RegExp }[] = [
  {
    why: t('Directory and name services first: the others sign in and find each other through them.'),
    role: t('directory or name service'),
    words: /(?:^|[^a-z])(?:dc|adds?|dns|dhcp|ldap|pdc)(?=\d*(?:[^a-z]|$))|domain|directory|infra|tier[ -]?0/i,
  },
  {
    why: t('Databases before what reads them.'),
    role: t('database'),
    words: /sql|(?:^|[^a-z])db(?=\d*(?:[^a-z]|$))|oracle|postgres|mysql|mongo|database|data ?tier|tier[ -]?1/i,
  },
  {
    why: t('Applications and middle tiers.'),
    role: t('application'),
    words: /(?:^|[^a-z])(?:app|api|svc|mid|bus|mq)(?=\d*(?:[^a-z]|$))|application|service|tier[ -]?2/i,
  },
  {
    why: t('Web servers and other entrances last: they need all of the above.'),
    role: t('web server or entrance'),
    words: /web|www|iis|proxy|gateway|(?:^|[^a-z])(?:lb|fe|front)(?=\d*(?:[^a-z]|$))|tier[ -]?3/i,
  },
]
const others = 2

interface Found {
  tier: number
  word: string
}
const tierOf = (text: string): Found | null => {
  for (const [tier, { words }] of tiers.entries()) {
    const word = words.exec(text)?.[0]
    if (word !== undefined) return { tier, word: word.replace(/^[^\p{L}\p{N}]+/u, '') }
  }
  return null
}

const judge = (machine: OrderFacts): { tier: number; by: OrderSource; why: string } => {
  const tag = machine.tag?.trim() ?? ''
  const byTag = tag === '' ? null : tierOf(tag)
  if (byTag !== null) return { tier: byTag.tier, by: 'tag', why: t('Tag "{tag}": {role}.', { tag, role: tiers[byTag.tier]?.role ?? '' }) }
  const byName = tierOf(machine.name)
  if (byName !== null)
    return {
      tier: byName.tier,
      by: 'name',
      why: t('"{word}" in its name: {role}.', { word: byName.word, role: tiers[byName.tier]?.role ?? '' }),
    }
  return { tier: others, by: 'none', why: t('Neither tag nor name tells, so it starts with the applications.') }
}

/**
 * Groups in starting order, from tags first (a tag that names a tier wins over a name), then names; machines that say nothing go with the
 * applications. Empty tiers are left out, so there are at most four groups. Machines keep the order in which they come.
 */
export const suggestOrder = (machines: readonly OrderFacts[]): SuggestedOrder => {
  const judged = machines.map((machine) => ({ id: machine.id, ...judge(machine) }))
  const used = tiers.map((_, tier) => tier).filter((tier) => judged.some((each) => each.tier === tier))
  return {
    groups: used.map((tier) => ({
      ids: judged.filter((each) => each.tier === tier).map((each) => each.id),
      why: tiers[tier]?.why ?? '',
    })),
    machines: judged.map(({ id, tier, by, why }) => ({ id, group: used.indexOf(tier) + 1, by, why })),
  }
}
