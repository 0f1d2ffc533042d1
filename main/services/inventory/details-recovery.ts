import type { Cell } from '../../../preload/contract/inventory.ts'
import { t } from '../../../preload/contract/words.ts'
import { type DetailBuilder, fact, facts, type Row, tab, tableTab } from './detail-parts.ts'

type AnyRow = Record<string, Cell> & { name: string }

const createdBy: Record<string, string> = { test: t('Test failover'), planned: t('Planned failover'), unplanned: t('Unplanned failover') }

export const azureVmDetails: DetailBuilder = ({ db }, id) => {
  const vm = db
    .prepare(
      'SELECT t.*, v.name AS source FROM azure_vm t LEFT JOIN protected_item p ON p.id = t.protected_item_id LEFT JOIN vm v ON v.id = p.vm_id WHERE t.id = ?',
    )
    .get(id) as AnyRow | undefined
  if (!vm) return undefined
  const adapters = JSON.parse(String(vm.adapters)) as { name: string; subnet: string | null; address: string | null }[]
  return {
    title: vm.name,
    icon: 'vm',
    tabs: [
      tab('summary', t('Summary'), [
        facts(null, [
          fact(t('Name'), vm.name),
          fact(t('Size'), vm.size),
          fact(t('Resource group'), vm.resource_group),
          fact(t('Network'), vm.network),
          fact(t('Created by'), createdBy[String(vm.created_by)] ?? vm.created_by),
          fact(t('Created'), vm.created_ms, 'instantLab'),
          fact(t('Source'), vm.source),
        ]),
      ]),
      tableTab(
        'adapters',
        t('Network interfaces'),
        [
          ['name', t('On-premises adapter'), 'text'],
          ['subnet', t('Subnet'), 'text'],
          ['address', 'IP', 'text'],
        ],
        adapters.map(
          (adapter, n): Row => ({ id: n + 1, name: adapter.name, subnet: adapter.subnet, address: adapter.address ?? t('DHCP assigned') }),
        ),
        t('The machine has no network interface.'),
      ),
    ],
  }
}
