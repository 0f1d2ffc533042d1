import { t } from '../../../preload/contract/words.ts'
/** What the order is guessed from. */
export interface OrderFacts {
  id: number
  name: string
  tag: string | null
  osName: string | null
}
export interface SuggestedGroup {
  ids: number[]
  why: string
}

const tiers: readonly { why: string; words: RegExp }[] = [
  {
    why: t('Directory and name services first: the others sign in and find each other through them.'),
    words: /(^|[^a-z])(dc|adds?|dns|dhcp|ldap|pdc)\d*([^a-z]|$)|domain|directory|infra|tier[ -]?0/i,
  },
  { why: t('Databases before what reads them.'), words: /sql|(^|[^a-z])db\d*|oracle|postgres|mysql|mongo|database|data ?tier|tier[ -]?1/i },
  { why: t('Applications and middle tiers.'), words: /(^|[^a-z])(app|api|svc|mid|bus|mq)\d*|application|service|tier[ -]?2/i },
  {
    why: t('Web servers and other entrances last: they need all of the above.'),
    words: /web|www|iis|proxy|gateway|(^|[^a-z])(lb|fe|front)\d*|tier[ -]?3/i,
  },
]
const others = 2

/** Groups in starting order, from tags first, then names; machines that say nothing go with the applications. Empty tiers are left out. */
export const suggestOrder = (machines: readonly OrderFacts[]): SuggestedGroup[] => {
  const groups = tiers.map(({ why }): SuggestedGroup => ({ ids: [], why }))
  for (const machine of machines) {
    const byTag = machine.tag === null ? -1 : tiers.findIndex(({ words }) => words.test(machine.tag ?? ''))
    const byName = byTag >= 0 ? byTag : tiers.findIndex(({ words }) => words.test(machine.name))
    groups[byName >= 0 ? byName : others]?.ids.push(machine.id)
  }
  return groups.filter((group) => group.ids.length > 0)
}
