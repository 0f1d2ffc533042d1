import { t } from '../../../preload/contract/words.ts'
import { type DetailBuilder, fact, facts, tab, tableTab } from './detail-parts.ts'
import { type AnyRow, all, lineageTab, networkColumns, networkRows, originalFacts, vmColumns, vmRows } from './detail-rows.ts'

export const vmNetworkDetails: DetailBuilder = ({ db }, id) => {
  const row = db
    .prepare(
      `SELECT n.*, l.name AS logical, s.name AS vmm_server, z.name AS mapped FROM vm_network n LEFT JOIN logical_network l ON l.id = n.logical_network_id
       LEFT JOIN vmm_server s ON s.id = n.vmm_server_id LEFT JOIN network_mapping m ON m.vm_network_id = n.id LEFT JOIN azure_network z ON z.id = m.azure_network_id WHERE n.id = ?`,
    )
    .get(id) as AnyRow | undefined
  if (!row) return undefined
  const summary = originalFacts(db, row, [
    [t('Name'), 'name', 'text', 'name'],
    [t('Logical network'), 'logical', 'text', 'logical_network_id'],
    [t('VMM server'), 'vmm_server', 'text', 'vmm_server_id'],
    [t('Mapped to'), 'mapped', 'text', null],
  ])
  const machines = all(db, vmRows('v.id IN (SELECT vm_id FROM network_adapter WHERE vm_network_id = ?)'), id)
  return {
    title: row.name,
    icon: 'vmNetwork',
    tabs: [
      tab('summary', t('Summary'), [facts(null, summary)]),
      tableTab(
        'subnets',
        t('Subnets'),
        [
          ['name', t('Name'), 'text'],
          ['address_range', t('Address range'), 'text'],
          ['vlan', 'VLAN', 'count'],
        ],
        all(db, 'SELECT id, name, address_range, vlan FROM vm_subnet WHERE vm_network_id = ? ORDER BY ordinal', id),
        t('No subnets are in the import.'),
      ),
      tableTab('vms', t('Connected VMs'), vmColumns, machines, t('No machine is connected.'), 'vms'),
      lineageTab(summary),
    ],
  }
}

export const logicalNetworkDetails: DetailBuilder = ({ db }, id) => {
  const row = db.prepare('SELECT * FROM logical_network WHERE id = ?').get(id) as AnyRow | undefined
  if (!row) return undefined
  const summary = originalFacts(db, row, [[t('Name'), 'name', 'text', 'name']])
  return {
    title: row.name,
    icon: 'logicalNetwork',
    tabs: [
      tab('summary', t('Summary'), [facts(null, summary)]),
      tableTab(
        'networks',
        t('VM networks'),
        networkColumns,
        all(db, networkRows('n.logical_network_id = ?'), id),
        t('No VM network uses it.'),
      ),
      tableTab(
        'clouds',
        t('Clouds'),
        [['name', t('Name'), 'text']],
        all(
          db,
          'SELECT c.id, c.name FROM cloud_logical_network x JOIN cloud c ON c.id = x.cloud_id WHERE x.logical_network_id = ? ORDER BY c.name COLLATE NOCASE',
          id,
        ),
        t('No cloud uses it.'),
      ),
      lineageTab(summary),
    ],
  }
}

export const vmmServerDetails: DetailBuilder = ({ db }, id) => {
  const row = db
    .prepare(
      `SELECT s.*, a.name AS account, CASE s.connection WHEN 'direct' THEN 'Direct' WHEN 'proxy' THEN 'Proxy' END AS way, s.proxy_address || ':' || s.proxy_port AS proxy,
       CASE s.sync_clouds WHEN 'all' THEN 'All clouds' WHEN 'chosen' THEN 'Chosen clouds' END AS sync FROM vmm_server s LEFT JOIN run_as_account a ON a.id = s.proxy_run_as_account_id WHERE s.id = ?`,
    )
    .get(id) as AnyRow | undefined
  if (!row) return undefined
  const summary = originalFacts(db, row, [
    [t('Name'), 'name', 'text', 'name'],
    [t('Friendly Name'), 'friendly_name', 'text', null],
    [t('Version'), 'product_version', 'text', 'product_version'],
    [t('Registered'), 'registered_lab_ms', 'instantLab', null],
    [t('Sync cloud metadata'), 'sync', 'text', null],
    [t('Internet Connection'), 'way', 'text', null],
    [t('Proxy'), 'proxy', 'text', null],
    [t('Run As account'), 'account', 'text', null],
  ])
  return {
    title: row.name,
    icon: 'vmmServer',
    tabs: [
      tab('summary', t('Summary'), [facts(null, summary)]),
      tableTab(
        'clouds',
        t('Clouds'),
        [
          ['name', t('Name'), 'text'],
          ['sent', t('Sent to vault'), 'yesNo'],
        ],
        all(db, 'SELECT id, name, sent_to_vault AS sent FROM cloud WHERE vmm_server_id = ? ORDER BY name COLLATE NOCASE', id),
        t('No clouds are known.'),
      ),
      tableTab(
        'networks',
        t('Networks'),
        networkColumns,
        all(db, networkRows('n.vmm_server_id = ?'), id),
        t('No VM networks are known.'),
        'vmNetworks',
      ),
      lineageTab(summary),
    ],
  }
}

export const runAsAccountDetails: DetailBuilder = ({ db }, id) => {
  const row = db.prepare('SELECT * FROM run_as_account WHERE id = ?').get(id) as AnyRow | undefined
  if (!row) return undefined
  return {
    title: row.name,
    icon: 'runAsAccount',
    tabs: [
      tab('summary', t('Summary'), [
        facts(null, [
          fact(t('Name'), row.name),
          fact(t('User name'), row.user_name),
          fact(t('Description'), row.description),
          fact(t('Keychain entry'), row.keychain_ref),
          fact(t('Enabled'), row.enabled, 'yesNo'),
          ...(row.restart_pending_wall_ms === null
            ? []
            : [fact(t('VMM service restart due since'), row.restart_pending_wall_ms, 'instantWall')]),
        ]),
      ]),
      tableTab(
        'consumers',
        t('Consumers'),
        [['name', t('VMM server'), 'text']],
        all(db, 'SELECT id, name FROM vmm_server WHERE proxy_run_as_account_id = ? ORDER BY name', id),
        t('Nothing uses this account.'),
      ),
    ],
  }
}
