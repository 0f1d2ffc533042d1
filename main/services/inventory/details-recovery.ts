import type { Database } from 'better-sqlite3'
import type { Cell, ListKind, ObjectLink } from '../../../preload/contract/inventory.ts'
import { plural, t } from '../../../preload/contract/words.ts'
import { findSize } from '../../domain/sizes/sizes.ts'
import { type DetailBuilder, fact, facts, type Row, tab, tableTab } from './detail-parts.ts'
import { connectTab } from './details-connect.ts'
import { modelSql } from './lists-azure.ts'
import { azureResourceList, azureStateSql, madeByJob, madeByRun, makerSql, type ResourceKind } from './lists-recovery.ts'

type AnyRow = Record<string, Cell> & { name: string }

const linkTo = (kind: ListKind, id: Cell | undefined): { link: ObjectLink | null } => ({
  link: typeof id === 'number' ? { kind, id } : null,
})

/** Why an adapter isn't as Compute and Network says. */
export const deviationText = (deviation: Cell | undefined): string | null => {
  switch (deviation) {
    case 'taken':
      return t('The address was taken, another was given.')
    case 'other-subnet':
      return t('The network has no such subnet or address.')
    case 'full':
      return t('The subnet has no free address.')
    default:
      return null
  }
}

export const azureAdapters = (db: Database, id: number): Row[] =>
  (
    db
      .prepare(
        'SELECT id, ordinal, name, subnet, address, assignment, deviation FROM azure_vm_adapter WHERE azure_vm_id = ? ORDER BY ordinal',
      )
      .all(id) as Row[]
  ).map((row) => ({
    ...row,
    assignment: row.assignment === null ? null : row.assignment === 'static' ? t('Static') : t('DHCP assigned'),
    note: deviationText(row.deviation),
  }))

/** "Standard_A2 (2 cores, 3.5 GiB memory, 1 NIC)". */
const sizeText = (name: string): string => {
  const size = findSize(name)
  return size === undefined
    ? name
    : t('{name} ({cores}, {memory} GiB memory, {nics})', {
        name,
        cores: plural(size.vcpu, 'core'),
        memory: size.memGib,
        nics: plural(size.maxNics, 'NIC'),
      })
}

export const azureVmDetails: DetailBuilder = ({ db }, id) => {
  const vm = db
    .prepare(
      `SELECT t.*, ${azureStateSql} AS shown_state, ${makerSql()} AS maker, ${modelSql('t')} AS model, v.name AS source, p.id AS item,
         ${madeByJob('id')} AS job_id, ${madeByJob('name')} AS job, ${madeByRun('recovery_plan_id')} AS plan_id, ${madeByRun('plan_name')} AS plan,
         (SELECT s.id FROM storage_account s WHERE s.name = t.storage_account) AS storage_id,
         (SELECT n.id FROM azure_network n WHERE n.id = t.network_id) AS known_network
       FROM azure_vm t LEFT JOIN protected_item p ON p.id = t.protected_item_id LEFT JOIN vm v ON v.id = p.vm_id WHERE t.id = ?`,
    )
    .get(id) as AnyRow | undefined
  if (!vm) return undefined
  const disks = db
    .prepare('SELECT id, lun, name, size_bytes FROM azure_vm_disk WHERE azure_vm_id = ? ORDER BY lun IS NOT NULL, lun')
    .all(id) as Row[]
  return {
    title: vm.name,
    icon: 'vm',
    actions: typeof vm.item === 'number' ? [{ command: 'connect.open', reason: null }] : [],
    tabs: [
      tab('summary', t('Summary'), [
        facts(null, [
          fact(t('Status'), vm.shown_state, 'vmState'),
          fact(t('Size'), sizeText(String(vm.size))),
          fact(t('Network'), vm.network, 'text', linkTo('azureNetworks', vm.known_network)),
          fact(t('Availability set'), vm.availability_set),
          fact(t('Resource group'), vm.resource_group),
          fact(t('Location'), vm.region),
          fact(t('Storage account'), vm.storage_account, 'text', linkTo('storageAccounts', vm.storage_id)),
          fact(t('Deployment model'), vm.model),
        ]),
        facts(t('Where it comes from'), [
          fact(t('Created by'), vm.maker),
          fact(t('Created'), vm.created_ms, 'instantLab'),
          fact(t('Replicated item'), vm.source, 'text', linkTo('protectedItems', vm.item)),
          fact(t('Job'), vm.job, 'text', linkTo('jobs', vm.job_id)),
          fact(t('Recovery plan'), vm.plan, 'text', linkTo('recoveryPlans', vm.plan_id)),
          ...(vm.created_by === 'test' ? [fact(t('Ends'), t('With the cleanup of the test failover'))] : []),
        ]),
      ]),
      tableTab(
        'adapters',
        t('Network interfaces'),
        [
          ['name', t('On-premises adapter'), 'text'],
          ['subnet', t('Subnet'), 'text'],
          ['address', t('IP address'), 'text'],
          ['assignment', t('Assignment'), 'text'],
          ['note', t('Note'), 'text'],
        ],
        azureAdapters(db, id),
        t('The machine has no network interface.'),
      ),
      tableTab(
        'disks',
        t('Disks'),
        [
          ['name', t('Name'), 'text'],
          ['kind', t('Kind'), 'text'],
          ['lun', t('LUN'), 'count'],
          ['size_bytes', t('Size'), 'bytes'],
        ],
        disks.map((disk) => ({ ...disk, kind: disk.lun === null ? t('OS disk') : t('Data disk') })),
        t('Its disks are told when the clock moves.'),
      ),
      ...(typeof vm.item === 'number' ? connectTab(db, vm.item) : []),
    ],
  }
}

/** The list in which a resource has details of its own. */
const homes: Readonly<Record<ResourceKind, ListKind | null>> = {
  vm: 'azureVms',
  nic: null,
  'availability-set': null,
  vault: 'vaults',
  storage: 'storageAccounts',
  network: 'azureNetworks',
}
const icons: Readonly<Record<ResourceKind, string>> = {
  vm: 'vm',
  nic: 'adapter',
  'availability-set': 'availabilitySet',
  vault: 'vault',
  storage: 'storageAccount',
  network: 'azureNetwork',
}

export const azureResourceDetails: DetailBuilder = ({ db }, id) => {
  const row = db.prepare(`SELECT t.*, ${modelSql('t')} AS model FROM ${azureResourceList.from} WHERE t.id = ?`).get(id) as
    | (AnyRow & { kind: ResourceKind })
    | undefined
  if (!row) return undefined
  const own = Math.floor(id / 8)
  const home = homes[row.kind]
  const members =
    row.kind === 'availability-set'
      ? (db
          .prepare(
            `SELECT a.id, a.name, a.size, ${makerSql('a')} AS maker FROM azure_vm a JOIN azure_vm b ON b.id = ? AND b.availability_set = a.availability_set
               AND b.resource_group = a.resource_group ORDER BY a.name COLLATE NOCASE, a.id`,
          )
          .all(own) as Row[])
      : null
  const nic =
    row.kind === 'nic'
      ? (db
          .prepare(
            `SELECT x.*, a.name AS vm, a.network AS network, n.id AS known FROM azure_vm_adapter x JOIN azure_vm a ON a.id = x.azure_vm_id
             LEFT JOIN azure_network n ON n.id = x.network_id WHERE x.id = ?`,
          )
          .get(own) as AnyRow)
      : null
  return {
    title: row.name,
    icon: icons[row.kind],
    tabs: [
      tab('summary', t('Summary'), [
        facts(null, [
          fact(t('Name'), row.name, 'text', home === null ? {} : linkTo(home, own)),
          fact(t('Type'), row.type),
          fact(t('Resource group'), row.resource_group),
          fact(t('Location'), row.region),
          fact(t('Deployment model'), row.model),
          fact(t('Created by'), row.made_by),
          fact(t('Created'), row.created_ms, 'instantLab'),
        ]),
        ...(nic === null
          ? []
          : [
              facts(t('Connection'), [
                fact(t('Virtual machine'), nic.vm, 'text', linkTo('azureVms', nic.azure_vm_id)),
                fact(t('Network'), nic.network, 'text', linkTo('azureNetworks', nic.known)),
                fact(t('Subnet'), nic.subnet),
                fact(t('IP address'), nic.address),
                fact(t('Note'), deviationText(nic.deviation)),
              ]),
            ]),
      ]),
      ...(members === null
        ? []
        : [
            tableTab(
              'members',
              t('Virtual machines'),
              [
                ['name', t('Name'), 'text'],
                ['size', t('Size'), 'text'],
                ['maker', t('Created by'), 'text'],
              ],
              members,
              t('No machine is in it.'),
              'azureVms',
            ),
          ]),
    ],
  }
}
