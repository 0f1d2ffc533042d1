import type { Database } from 'better-sqlite3'
import { t } from '../../../preload/contract/words.ts'
import { connectCardOf } from '../connect/connect-lists.ts'
import { type Row, type Tab, tableTab } from './detail-parts.ts'

/** How far the check-lists of a replicated item are, and what comes next on each. None when the item is gone. */
export const connectTab = (db: Database, itemId: number): Tab[] => {
  const card = connectCardOf(db, itemId)
  if (card === undefined) return []
  const rows = card.lists.map((list, n): Row => {
    const next = list.steps.find(({ state }) => state === 'open' || state === 'failed')
    const waits = next === undefined && list.done < list.total
    return {
      id: n + 1,
      name: list.title,
      done: t('{done} of {total}', { done: list.done, total: list.total }),
      next: next?.text ?? (waits ? t('Waits for a machine in Azure.') : t('Nothing is left to do.')),
    }
  })
  const tab = tableTab(
    'connect',
    t('Connect'),
    [
      ['name', t('Check-list'), 'text'],
      ['done', t('Done'), 'text'],
      ['next', t('Next'), 'text'],
    ],
    rows,
    t('There is no check-list.'),
  )
  return [{ ...tab, count: null }]
}
