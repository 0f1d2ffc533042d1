import type { Database } from 'better-sqlite3'
import type { AzureLimits, AzureLimitsDraft } from '../../../preload/contract/compute-network.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import { parseCidr, parseIpv4, usableAddresses } from '../../domain/mapping/ipv4.ts'
import { AzureDesk } from './azure-refusals.ts'
import type { LabSimulation } from './lab-simulation.ts'

interface SubscriptionRow {
  id: number
  name: string
  core_quota: number | null
  adapter_quota: number | null
}

/** The subscription of the vault. Throws AppError `setup-unfinished`. */
const subscriptionOf = (db: Database): SubscriptionRow => {
  const row = db
    .prepare(
      'SELECT s.id, s.name, s.core_quota, s.adapter_quota FROM vault v JOIN subscription s ON s.id = v.subscription_id ORDER BY v.id LIMIT 1',
    )
    .get() as SubscriptionRow | undefined
  if (row === undefined)
    throw new AppError({
      code: 'setup-unfinished',
      message: t('There is no subscription yet. Getting Started is not finished.'),
      remedy: t('Make the vault in Getting Started first.'),
    })
  return row
}

/** Throws AppError `setup-unfinished`. */
export const azureLimitsOf = (simulation: LabSimulation): AzureLimits => {
  const { db } = simulation.store
  const row = subscriptionOf(db)
  const sim = simulation.live
  return {
    subscription: row.name,
    cores: row.core_quota,
    adapters: row.adapter_quota,
    used: sim === null ? { cores: 0, adapters: 0 } : new AzureDesk(db, sim, (vm) => simulation.itemOf(vm)).inUse(),
    networks: db.prepare('SELECT name FROM azure_network ORDER BY name COLLATE NOCASE').pluck().all() as string[],
    addresses: db
      .prepare(
        `SELECT n.name AS network, a.address, a.used_by AS usedBy FROM azure_address a JOIN azure_network n ON n.id = a.azure_network_id
         ORDER BY n.name COLLATE NOCASE, a.id`,
      )
      .all() as AzureLimits['addresses'],
  }
}

type Address = AzureLimits['addresses'][number]

/** Throws AppError `setup-invalid` with `addresses.N` as its field. */
const networkIds = (db: Database, addresses: readonly Address[]): number[] => {
  const seen = new Set<string>()
  return addresses.map(({ network, address, usedBy }, n) => {
    const fault = (message: string): AppError => new AppError({ code: 'setup-invalid', message, field: `addresses.${n}` })
    const id = db.prepare('SELECT id FROM azure_network WHERE name = ? COLLATE NOCASE').pluck().get(network) as number | undefined
    if (id === undefined) throw fault(t('There is no Azure network {network}.', { network }))
    const value = parseIpv4(address)
    if (value === null) throw fault(t('"{address}" is no address. Write one like 10.20.1.14.', { address }))
    const ranges = db.prepare('SELECT address_range FROM azure_subnet WHERE azure_network_id = ?').pluck().all(id) as string[]
    const fits = ranges.some((text) => {
      const range = parseCidr(text)
      const usable = range === null ? null : usableAddresses(range)
      return usable !== null && value >= usable.first && value <= usable.last
    })
    if (!fits) throw fault(t('{address} is not an address that a machine in {network} can have.', { address, network }))
    if (usedBy.trim() === '') throw fault(t('Say who uses {address}.', { address }))
    if (seen.has(`${id} ${address}`)) throw fault(t('{address} stands twice in {network}.', { address, network }))
    seen.add(`${id} ${address}`)
    return id
  })
}

/** One job for all that changes. Throws AppError `setup-unfinished`, `setup-invalid`. */
export const setAzureLimits = (simulation: LabSimulation, actor: string, draft: AzureLimitsDraft): AzureLimits => {
  const { store } = simulation
  const subscription = subscriptionOf(store.db)
  const ids = draft.addresses === undefined ? [] : networkIds(store.db, draft.addresses)
  store.apply(
    {
      kind: 'replication.azureLimits',
      name: t('Change Azure limits'),
      actor,
      target: { kind: 'subscription', id: subscription.id, name: subscription.name },
    },
    (tx) => {
      tx.update('subscription', subscription.id, {
        ...(draft.cores === undefined ? {} : { core_quota: draft.cores }),
        ...(draft.adapters === undefined ? {} : { adapter_quota: draft.adapters }),
      })
      if (draft.addresses === undefined) return
      const wanted = new Map(draft.addresses.map((each, n) => [`${ids[n]} ${each.address}`, { ...each, id: ids[n] as number }]))
      const rows = tx.db.prepare('SELECT id, azure_network_id AS network, address FROM azure_address').all() as {
        id: number
        network: number
        address: string
      }[]
      for (const row of rows) {
        const kept = wanted.get(`${row.network} ${row.address}`)
        if (kept === undefined) tx.remove('azure_address', row.id)
        else tx.update('azure_address', row.id, { used_by: kept.usedBy.trim() })
        wanted.delete(`${row.network} ${row.address}`)
      }
      for (const { id, address, usedBy } of wanted.values())
        tx.insert('azure_address', { azure_network_id: id, address, used_by: usedBy.trim() })
    },
  )
  return azureLimitsOf(simulation)
}
