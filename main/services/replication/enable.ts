import type { Database } from 'better-sqlite3'
import type { EnableDraft, EnableMachine } from '../../../preload/contract/enable-replication.ts'
import { enableDraft } from '../../../preload/contract/enable-replication.ts'
import { AppError } from '../../../preload/contract/errors.ts'
import type { ItemRefusal } from '../../../preload/contract/replication.ts'
import { type SetupAnswers, setupAnswers } from '../../../preload/contract/setup-answers.ts'
import { t } from '../../../preload/contract/words.ts'
import type { MachineFacts, SetupContext } from '../../domain/setup/context.ts'
import { reasonsAgainst } from '../../domain/setup/eligibility.ts'
import { machinesIssues } from '../../domain/setup/machines-page.ts'
import { type ResolvedMachine, resolveMachines } from '../../domain/setup/resolve.ts'
import { compileFilter } from '../inventory/filter-sql.ts'
import { lists } from '../inventory/lists.ts'
import type { Tx } from '../lab/lab-store.types.ts'
import { type MachineTargets, writeItem } from '../setup/finish-machines.ts'
import { loadMachines } from '../setup/machine-facts.ts'
import { labOf, loadSetupContext } from '../setup/setup-context.ts'

export interface Enabled {
  items: number[]
  refused: ItemRefusal[]
}

export interface Base {
  vault: { id: number; region: string }
  targets: Omit<MachineTargets, 'policy'>
  model: 'resource-manager' | 'classic'
  premium: boolean
  /** Cloud -> policy, by the cloud's name in lower case. */
  policies: Map<string, { cloud: number; policy: number }>
  networks: Map<number, string>
  mappings: { source: string; target: string }[]
}

/** What Getting Started left to build on. Throws AppError `setup-unfinished`. */
export const baseOf = (db: Database): Base => {
  const vault = db.prepare('SELECT id, region, resource_group_id, deployment_model FROM vault ORDER BY id LIMIT 1').get() as
    | { id: number; region: string; resource_group_id: number; deployment_model: 'resource-manager' | 'classic' | null }
    | undefined
  const policies = db
    .prepare('SELECT c.name, x.cloud_id AS cloud, x.policy_id AS policy FROM policy_cloud x JOIN cloud c ON c.id = x.cloud_id')
    .all() as { name: string; cloud: number; policy: number }[]
  const account = db
    .prepare("SELECT id, account_type FROM storage_account ORDER BY account_type = 'Premium_LRS', region <> ?, id LIMIT 1")
    .get(vault?.region ?? '') as { id: number; account_type: string } | undefined
  const server = db.prepare('SELECT id FROM vmm_server WHERE registered_lab_ms IS NOT NULL ORDER BY id LIMIT 1').pluck().get() as
    | number
    | undefined
  if (vault === undefined || account === undefined || server === undefined || policies.length === 0)
    throw new AppError({
      code: 'setup-unfinished',
      message: t('Nothing can be protected yet. Getting Started is not finished.'),
      remedy: t('Finish Getting Started first: vault, source, target and replication policy.'),
    })
  return {
    vault,
    model: vault.deployment_model ?? 'resource-manager',
    premium: account.account_type === 'Premium_LRS',
    targets: {
      vault: vault.id,
      resourceGroup: vault.resource_group_id,
      storageAccount: account.id,
      logStorageAccount: null,
      vmmServer: server,
    },
    policies: new Map(policies.map(({ name, cloud, policy }) => [name.toLowerCase(), { cloud, policy }])),
    networks: new Map(
      (db.prepare('SELECT id, name FROM azure_network').all() as { id: number; name: string }[]).map(({ id, name }) => [id, name]),
    ),
    mappings: db
      .prepare(
        `SELECT n.name AS source, z.name AS target FROM network_mapping m JOIN vm_network n ON n.id = m.vm_network_id
         JOIN azure_network z ON z.id = m.azure_network_id ORDER BY m.id`,
      )
      .all() as Base['mappings'],
  }
}

/** The answers that Getting Started's rules want to see, for machines of any cloud. */
export const answersFor = (base: Base, networkId: number | null | undefined): SetupAnswers => {
  const answers = setupAnswers.parse({})
  answers.networkMapping.mappings = base.mappings
  const network = networkId == null ? undefined : base.networks.get(networkId)
  answers.machines.network = network === undefined ? 'later' : 'now'
  answers.machines.azureNetwork = network ?? ''
  answers.target.deploymentModel = base.model
  return answers
}

/** Machines that pass a filter and can be replicated. Throws AppError `filter-syntax`. */
const matching = (db: Database, where: string): number[] => {
  const filter = compileFilter('vms', where)
  return db
    .prepare(`SELECT v.id FROM ${lists.vms.from} WHERE ${filter.sql} ORDER BY v.name COLLATE NOCASE, v.id`)
    .pluck()
    .all(...filter.params) as number[]
}

/** Machines of the draft, each once, in its order. Throws AppError `vm-none`, `filter-syntax`. */
export const chosenMachines = (db: Database, input: EnableDraft): EnableMachine[] => {
  const draft = enableDraft.parse(input)
  const machines = new Map(draft.machines.map((machine) => [machine.vmId, machine]))
  if (draft.where !== undefined)
    for (const vmId of matching(db, draft.where)) if (!machines.has(vmId)) machines.set(vmId, { vmId, excludedDiskIds: [] })
  if (machines.size === 0)
    throw new AppError({
      code: 'vm-none',
      message: draft.where === undefined ? t('No machine is selected.') : t('No machine passes this filter.'),
      remedy: draft.where === undefined ? t('Select at least one machine.') : t('Correct the filter.'),
      field: 'machines',
    })
  return [...machines.values()]
}

/**
 * Writes protected items for the machines that can be protected, and says why the others can't. Properties that are left out are proposed as
 * in Getting Started. The simulation enables them when it next looks at the lab.
 */
export const writeEnabled = (tx: Tx, draft: EnableDraft): Enabled => {
  const { db } = tx
  const base = baseOf(db)
  const chosen = chosenMachines(db, draft)
  const rulePack = labOf(db).rule_pack
  const facts = new Map(
    loadMachines(
      db,
      chosen.map((machine) => machine.vmId),
      rulePack,
      base.premium,
    ).map((machine) => [machine.id, machine]),
  )
  const context = { ...loadSetupContext(db, setupAnswers.parse({})) }
  const names = new Map(context.azureNames)
  const taken = new Map(context.takenAddresses)
  const refused: ItemRefusal[] = []
  const items: number[] = []
  tx.step(t('Prerequisites check for enabling protection'))
  const groups = new Map<number | null, EnableMachine[]>()
  for (const machine of chosen) {
    const network = machine.networkId ?? draft.networkId ?? null
    const group = groups.get(network)
    if (group) group.push(machine)
    else groups.set(network, [machine])
  }
  for (const [networkId, group] of groups) {
    const open = group.filter((machine) => {
      const why = refusalOf(db, machine, facts.get(machine.vmId), base, draft)
      if (why !== null) refused.push(why)
      return why === null
    })
    // Machines of one name go one after the other: the rules know them by name.
    for (const batch of batches(open, facts)) {
      const answers = answersFor(base, networkId)
      answers.machines.items = batch.map((machine) => itemOf(machine, facts.get(machine.vmId) as MachineFacts))
      const local: SetupContext = {
        ...context,
        azureNames: names,
        takenAddresses: taken,
        machines: new Map(batch.map((machine) => [nameKey(facts, machine), [facts.get(machine.vmId) as MachineFacts]])),
      }
      const faults = faultsByItem(answers, local)
      const good = batch.filter((machine, n) => {
        const fault = faults.get(n)
        if (fault !== undefined) refused.push({ id: machine.vmId, name: facts.get(machine.vmId)?.name ?? '', ...fault })
        return fault === undefined
      })
      answers.machines.items = good.map((machine) => itemOf(machine, facts.get(machine.vmId) as MachineFacts))
      const byId = new Map(good.map((machine) => [machine.vmId, machine]))
      for (const resolved of resolveMachines(answers, local, context.networks)) {
        items.push(writeOne(tx, resolved, byId.get(resolved.facts.id) as EnableMachine, base, draft))
        names.set(resolved.azureName.toLowerCase(), resolved.facts.id)
        for (const { ip } of resolved.adapters)
          if (ip !== null && resolved.network !== null)
            taken.set(`${resolved.network.name.toLowerCase()}\n${ip}`, { id: resolved.facts.id, name: resolved.facts.name })
      }
    }
  }
  tx.step(t('Identifying replication target'))
  tx.step(
    t('Enable replication of {items} {value}', {
      items: items.length.toLocaleString('en-US'),
      value: items.length === 1 ? 'machine' : 'machines',
    }),
  )
  return { items, refused }
}

const nameKey = (facts: ReadonlyMap<number, MachineFacts>, machine: EnableMachine): string =>
  (facts.get(machine.vmId)?.name ?? '').toLowerCase()

/** Lots in which no name stands twice. */
const batches = (machines: readonly EnableMachine[], facts: ReadonlyMap<number, MachineFacts>): EnableMachine[][] => {
  const lots: EnableMachine[][] = []
  const seen = new Map<string, number>()
  for (const machine of machines) {
    const key = nameKey(facts, machine)
    const n = seen.get(key) ?? 0
    seen.set(key, n + 1)
    const lot = lots[n] ?? []
    lot.push(machine)
    lots[n] = lot
  }
  return lots
}

const refusalOf = (
  db: Database,
  machine: EnableMachine,
  facts: MachineFacts | undefined,
  base: Base,
  draft: EnableDraft,
): ItemRefusal | null => {
  if (facts === undefined)
    return {
      id: machine.vmId,
      name: t('Machine {vmId}', { vmId: machine.vmId }),
      code: 'not-found',
      message: t('This machine is not in the lab.'),
      remedy: t('Choose one that is.'),
    }
  const told = { id: facts.id, name: facts.name }
  const reason = reasonsAgainst(facts, '')[0]
  if (reason !== undefined) return { ...told, code: reason.rule, message: reason.message, remedy: reason.remedy }
  if (!base.policies.has((facts.cloud ?? '').toLowerCase()))
    return {
      ...told,
      code: 'cloud-policy',
      message: t('{cloud} has no replication policy.', { cloud: facts.cloud }),
      remedy: t('Associate one in Getting Started, under Replication settings.'),
    }
  if (draft.policyId !== undefined && db.prepare('SELECT 1 FROM policy WHERE id = ?').get(draft.policyId) === undefined)
    return { ...told, code: 'not-found', message: t('This replication policy is not in the lab.'), remedy: t('Choose one that is.') }
  const sizes = facts.disks.filter((disk) => !machine.excludedDiskIds.includes(disk.id))
  if (sizes.length === 0)
    return {
      ...told,
      code: 'disk-none',
      message: t('No disk of {name} is left to replicate.', { name: facts.name }),
      remedy: t('Keep at least the OS disk.'),
    }
  return null
}

const itemOf = (machine: EnableMachine, facts: MachineFacts): SetupAnswers['machines']['items'][number] => {
  const diskName = (id: number): string => facts.disks.find((disk) => disk.id === id)?.name ?? t('disk {id}', { id })
  return {
    name: facts.name,
    ...(machine.osFamily === undefined ? {} : { osFamily: machine.osFamily }),
    ...(machine.osDiskId === undefined ? {} : { osDisk: diskName(machine.osDiskId) }),
    ...(machine.azureName === undefined || machine.azureName === '' ? {} : { azureName: machine.azureName }),
    ...(machine.size === undefined ? {} : { size: machine.size }),
    ...(machine.subnet === undefined ? {} : { subnet: machine.subnet }),
    ...(machine.ip === undefined ? {} : { ip: machine.ip }),
    excludeDisks: machine.excludedDiskIds.map(diskName),
  }
}

/** The first fault of each item, by its place. */
const faultsByItem = (
  answers: SetupAnswers,
  context: SetupContext,
): Map<number, { code: string; message: string; remedy: string | null }> => {
  const faults = new Map<number, { code: string; message: string; remedy: string | null }>()
  for (const issue of machinesIssues(answers, context)) {
    const [part, place] = issue.field.split('.')
    if (issue.severity !== 'error' || part !== 'items' || place === undefined) continue
    const at = Number(place)
    if (!faults.has(at)) faults.set(at, { code: issue.code, message: issue.message, remedy: issue.remedy })
  }
  return faults
}

const writeOne = (tx: Tx, resolved: ResolvedMachine, machine: EnableMachine, base: Base, draft: EnableDraft): number => {
  const cloud = tx.db.prepare('SELECT cloud_id FROM vm WHERE id = ?').pluck().get(resolved.facts.id) as number
  const policy = draft.policyId ?? (base.policies.get((resolved.facts.cloud ?? '').toLowerCase())?.policy as number)
  const networkName = resolved.network?.name
  const network = networkName === undefined ? null : ([...base.networks].find(([, name]) => name === networkName)?.[0] ?? null)
  const id = writeItem(tx, resolved, base.model, { ...base.targets, policy }, cloud, network)
  const set = machine.availabilitySet?.trim()
  if (set) tx.update('protected_item', id, { availability_set: set })
  return id
}
