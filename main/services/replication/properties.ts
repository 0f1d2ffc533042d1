import type { Database } from 'better-sqlite3'
import type { ComputeNetwork, PropertiesDraft, PropertyIssue } from '../../../preload/contract/compute-network.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import { t } from '../../../preload/contract/words.ts'
import type { NicType } from '../../domain/failover/adapters.ts'
import { type TargetDraft, type TargetFacts, targetIssues } from '../../domain/failover/compute-network.ts'
import { editReason } from '../../domain/failover/edit-states.ts'
import { landingSubnet } from '../../domain/mapping/landing.ts'
import type { Phase, State } from '../../domain/replication/states.ts'
import { ruleYear } from '../../domain/setup/context.ts'
import { sizeShortfall } from '../../domain/setup/machines-page.ts'
import type { Row } from '../lab/lab-store.types.ts'
import { upsertBy } from '../setup/finish-rows.ts'
import { type LabMachine, loadMachines } from '../setup/machine-facts.ts'
import { labOf, loadNetworks, sizesUnder } from '../setup/setup-context.ts'
import type { LabSimulation } from './lab-simulation.ts'

interface ItemRow {
  id: number
  vm_id: number
  azure_name: string
  azure_size: string
  azure_network_id: number | null
  resource_group_id: number
  availability_set: string | null
  region: string
  account_type: string
  state: string
}
interface AdapterRow {
  network_adapter_id: number
  subnet_name: string | null
  ip_address: string | null
  nic_type: NicType | null
}

interface Subject {
  row: ItemRow
  machine: LabMachine
  excluded: number
  /** As stored, in the order of the machine's adapters. */
  adapters: (AdapterRow & { name: string })[]
}

/** Throws AppError `not-found`. */
const subjectOf = (db: Database, id: number): Subject => {
  const row = db
    .prepare(
      `SELECT p.id, p.vm_id, p.azure_name, p.azure_size, p.azure_network_id, p.resource_group_id, p.availability_set, p.state, v.region, a.account_type
       FROM protected_item p JOIN vault v ON v.id = p.vault_id JOIN storage_account a ON a.id = p.storage_account_id WHERE p.id = ?`,
    )
    .get(id) as ItemRow | undefined
  const machine = row === undefined ? undefined : loadMachines(db, [row.vm_id], labOf(db).rule_pack, row.account_type === 'Premium_LRS')[0]
  if (row === undefined || machine === undefined)
    throw new AppError({
      code: 'not-found',
      message: t('This item is not replicated any more.'),
      remedy: t('Refresh the list.'),
      at: { row: id },
    })
  const stored = new Map(
    (
      db
        .prepare('SELECT network_adapter_id, subnet_name, ip_address, nic_type FROM protected_item_adapter WHERE protected_item_id = ?')
        .all(id) as AdapterRow[]
    ).map((each) => [each.network_adapter_id, each]),
  )
  const excluded = db.prepare('SELECT count(*) FROM protected_item_excluded_disk WHERE protected_item_id = ?').pluck().get(id) as number
  const blank = { subnet_name: null, ip_address: null, nic_type: null }
  return {
    row,
    machine,
    excluded,
    adapters: machine.nics.map((nic) => ({ name: nic.name, ...blank, ...stored.get(nic.id), network_adapter_id: nic.id })),
  }
}

const networksOf = (db: Database): TargetFacts['networks'] => {
  const ids = new Map(
    (db.prepare('SELECT id, name FROM azure_network').all() as { id: number; name: string }[]).map((each) => [each.name, each.id]),
  )
  return loadNetworks(db).flatMap((network) => {
    const id = ids.get(network.name)
    return id === undefined ? [] : [{ id, name: network.name, region: network.region, subnets: network.subnets }]
  })
}

const factsOf = (db: Database, { row, machine, excluded }: Subject): TargetFacts => {
  // Asked with every change of a field: one name and one address, not those of the whole estate.
  const named = db
    .prepare(
      'SELECT v.name FROM protected_item p JOIN vm v ON v.id = p.vm_id WHERE p.azure_name = ? COLLATE NOCASE AND p.vm_id <> ? ORDER BY p.id DESC',
    )
    .pluck()
  const given = db
    .prepare(
      `SELECT v.name FROM protected_item_adapter a JOIN protected_item p ON p.id = a.protected_item_id JOIN vm v ON v.id = p.vm_id
       JOIN azure_network n ON n.id = p.azure_network_id
       WHERE a.ip_address = ? AND n.name = ? COLLATE NOCASE AND p.vm_id <> ? ORDER BY p.id DESC`,
    )
    .pluck()
  const standing = db
    .prepare(
      `SELECT v.name FROM azure_vm_adapter a JOIN azure_vm z ON z.id = a.azure_vm_id JOIN azure_network n ON n.id = a.network_id
       LEFT JOIN protected_item p ON p.id = z.protected_item_id LEFT JOIN vm v ON v.id = p.vm_id
       WHERE n.name = ? AND a.address = ? AND z.protected_item_id <> ?`,
    )
    .pluck()
  const foreign = db
    .prepare('SELECT used_by FROM azure_address x JOIN azure_network n ON n.id = x.azure_network_id WHERE n.name = ? AND x.address = ?')
    .pluck()
  return {
    machine,
    excluded,
    region: row.region,
    sizes: sizesUnder(labOf(db).rule_pack),
    networks: networksOf(db),
    resourceGroups: db.prepare('SELECT id FROM resource_group').pluck().all() as number[],
    nameOwner: (azureName) => (named.get(azureName, row.vm_id) as string | undefined) ?? null,
    addressOwner: (network, address) => {
      const wanted = given.get(address, network, row.vm_id) as string | undefined
      if (wanted !== undefined) return wanted
      const there = standing.get(network, address, row.id) as string | null | undefined
      if (there !== undefined) return there ?? t('another machine')
      return (foreign.get(network, address) as string | undefined) ?? null
    },
  }
}

const trimmed = (text: string | null | undefined): string | null => text?.trim() || null

/** What the item is to be: what is stored, changed by what was given. A new network gives each adapter a subnet of its own (N5). */
const draftOf = (db: Database, { row, machine, adapters }: Subject, wanted: PropertiesDraft): TargetDraft => {
  const networkId = wanted.networkId === undefined ? row.azure_network_id : wanted.networkId
  const moved = networkId !== row.azure_network_id
  const subnets = networksOf(db)
    .find((each) => each.id === networkId)
    ?.subnets.map((each) => each.name)
  const given = new Map((wanted.adapters ?? []).map((each) => [each.networkAdapterId, each]))
  return {
    azureName: wanted.azureName?.trim() ?? row.azure_name,
    size: wanted.size ?? row.azure_size,
    resourceGroupId: wanted.resourceGroupId ?? row.resource_group_id,
    availabilitySet: wanted.availabilitySet === undefined ? row.availability_set : trimmed(wanted.availabilitySet),
    networkId,
    adapters: adapters.map((stored, n) => {
      const own = given.get(stored.network_adapter_id)
      const kept = own === undefined && moved ? null : stored.subnet_name
      const subnet = networkId === null ? null : own === undefined ? kept : own.subnet
      return {
        subnet: subnet ?? (subnets === undefined ? null : (landingSubnet(machine.nics[n]?.subnet ?? '', subnets)?.targetSubnet ?? null)),
        ip: networkId === null ? null : own === undefined ? (moved ? null : stored.ip_address) : trimmed(own.ip),
        type: own?.type === undefined ? stored.nic_type : own.type,
      }
    }),
  }
}

/** Why it can't be edited in its present state; null = it can. */
const readOnlyOf = (simulation: LabSimulation, { row }: Subject): string | null => {
  const sim = simulation.live
  const vm = simulation.nameOf(row.id)
  const index = vm === undefined ? undefined : sim?.indexOf(vm)
  const view = index === undefined ? undefined : sim?.item(index)
  const standing: { state: State; phase: Phase | null; jobRunning: boolean } =
    view === undefined
      ? { state: row.state as State, phase: null, jobRunning: false }
      : { state: view.state, phase: view.phase, jobRunning: view.job?.state === 'running' }
  return editReason(standing)
}

/** Throws AppError `not-found`. */
export const checkItemProperties = (simulation: LabSimulation, wanted: PropertiesDraft): { issues: PropertyIssue[] } => {
  const { db } = simulation.store
  const subject = subjectOf(db, wanted.id)
  return { issues: targetIssues(draftOf(db, subject, wanted), factsOf(db, subject)) }
}

/**
 * Compute and Network of an item (S62-S64), as one job. What is failed over keeps what it has.
 * Throws AppError `not-found`, `action-refused`, `setup-invalid` with the first fault.
 */
export const setItemProperties = (simulation: LabSimulation, actor: string, wanted: PropertiesDraft): { jobId: number } => {
  const { store } = simulation
  const subject = subjectOf(store.db, wanted.id)
  const { row, machine, adapters } = subject
  const readOnly = readOnlyOf(simulation, subject)
  if (readOnly !== null) throw new AppError({ code: 'action-refused', message: t('Nothing was changed. {readOnly}', { readOnly }) })
  const draft = draftOf(store.db, subject, wanted)
  const fault = targetIssues(draft, factsOf(store.db, subject)).find((issue) => issue.severity === 'error')
  if (fault !== undefined)
    throw new AppError({
      code: 'setup-invalid',
      message: fault.message,
      field: fault.field,
      ...(fault.remedy === null ? {} : { remedy: fault.remedy }),
    })
  const patch: Row = {
    azure_name: draft.azureName,
    azure_size: draft.size,
    azure_network_id: draft.networkId,
    resource_group_id: draft.resourceGroupId,
    availability_set: draft.availabilitySet,
  }
  const { jobId } = store.apply(
    {
      kind: 'replication.properties',
      name: t('Update properties of {name}', { name: machine.name }),
      actor,
      target: { kind: 'protectedItem', id: row.id, name: machine.name },
    },
    (tx) => {
      tx.update('protected_item', row.id, patch)
      draft.adapters.forEach((each, n) => {
        const values = { subnet_name: each.subnet, ip_address: each.ip, nic_type: each.type }
        const key = { protected_item_id: row.id, network_adapter_id: adapters[n]?.network_adapter_id as number }
        upsertBy(tx, 'protected_item_adapter', key, values)
      })
    },
  )
  return { jobId }
}

/** Everything that the tab Compute and Network shows and offers. Throws AppError `not-found`. */
export const computeNetworkOf = (simulation: LabSimulation, id: number): ComputeNetwork => {
  const { db } = simulation.store
  const subject = subjectOf(db, id)
  const { row, machine, adapters, excluded } = subject
  return {
    id,
    name: machine.name,
    readOnly: readOnlyOf(simulation, subject),
    ruleYear: ruleYear(labOf(db).rule_pack),
    source: {
      host: machine.host,
      cores: machine.cpuCount,
      memoryBytes: machine.memoryBytes,
      disks: machine.disks.length - excluded,
      adapters: machine.nics.length,
    },
    azureName: row.azure_name,
    size: row.azure_size,
    resourceGroupId: row.resource_group_id,
    availabilitySet: row.availability_set,
    networkId: row.azure_network_id,
    adapters: adapters.map((each, n) => ({
      networkAdapterId: each.network_adapter_id,
      name: each.name,
      sourceNetwork: machine.nics[n]?.network ?? null,
      sourceIp: machine.nics[n]?.ip ?? null,
      subnet: each.subnet_name,
      ip: each.ip_address,
      type: each.nic_type,
    })),
    resourceGroups: db.prepare('SELECT id, name FROM resource_group ORDER BY name COLLATE NOCASE, id').all() as {
      id: number
      name: string
    }[],
    networks: networksOf(db)
      .filter((network) => network.region === row.region)
      .map(({ id: networkId, name, subnets }) => ({ id: networkId, name, subnets: subnets.map((each) => ({ ...each })) })),
    sizes: sizesUnder(labOf(db).rule_pack).map(({ premium, ...size }) => ({
      ...size,
      lacks: sizeShortfall({ ...size, premium }, machine, excluded),
    })),
    availabilitySets: db
      .prepare('SELECT DISTINCT availability_set FROM protected_item WHERE availability_set IS NOT NULL ORDER BY 1')
      .pluck()
      .all() as string[],
  }
}
