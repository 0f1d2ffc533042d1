import type { Database } from 'better-sqlite3'

const counted = {
  vms: 'vm',
  hosts: 'host',
  clouds: 'cloud',
  vmNetworks: 'vm_network',
  disks: 'virtual_disk',
  adapters: 'network_adapter',
  protectedItems: 'protected_item',
  vaults: 'vault',
  recoveryPlans: 'recovery_plan',
} as const

type Totals = Record<keyof typeof counted | 'ready' | 'warnings' | 'notReady' | 'unknown', number>

/** Counts of the whole lab; a machine that was never judged counts as unknown, as its list shows it. */
export const readTotals = (db: Database): Totals => {
  const columns = Object.entries(counted).map(([name, table]) => `(SELECT count(*) FROM ${table}) AS "${name}"`)
  const totals = db.prepare(`SELECT ${columns.join(', ')}`).get() as Record<keyof typeof counted, number>
  const verdicts = db.prepare('SELECT verdict, count(*) FROM vm_readiness GROUP BY verdict').raw().all() as [string, number][]
  const of = (verdict: string) => verdicts.find(([name]) => name === verdict)?.[1] ?? 0
  const [ready, warnings, notReady] = [of('ready'), of('warnings'), of('not-ready')]
  return { ...totals, ready, warnings, notReady, unknown: totals.vms - ready - warnings - notReady }
}
