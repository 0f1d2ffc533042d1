import { t } from '../../../preload/contract/words.ts'
import { type DetailBuilder, fact, facts, jobColumns, jobsOf, tab, tableTab } from './detail-parts.ts'
import {
  type AnyRow,
  all,
  hostColumns,
  hostRows,
  lineageTab,
  networkColumns,
  networkRows,
  originalFacts,
  vmColumns,
  vmRows,
} from './detail-rows.ts'
import { groupsBelow } from './list-spec.ts'

export const hostDetails: DetailBuilder = ({ db }, id) => {
  const row = db
    .prepare(
      `SELECT h.*, k.name AS cluster, g.path AS host_group, s.name AS vmm_server FROM host h LEFT JOIN host_cluster k ON k.id = h.host_cluster_id
       LEFT JOIN host_group g ON g.id = h.host_group_id LEFT JOIN vmm_server s ON s.id = h.vmm_server_id WHERE h.id = ?`,
    )
    .get(id) as AnyRow | undefined
  if (!row) return undefined
  const summary = originalFacts(db, row, [
    [t('Name'), 'name', 'text', 'name'],
    [t('Host Status'), 'status', 'hostStatus', 'status'],
    [t('Operating system'), 'os_name', 'text', 'os_name', 'os'],
    [t('Cluster'), 'cluster', 'text', 'host_cluster_id'],
    [t('Host group'), 'host_group', 'text', 'host_group_id'],
    [t('VMM server'), 'vmm_server', 'text', 'vmm_server_id'],
    [t('VMM agent'), 'agent_version', 'text', 'agent_version'],
  ])
  const hardware = originalFacts(db, row, [
    [t('Logical processors'), 'logical_cpu_count', 'count', 'logical_cpu_count', 'cores'],
    [t('Memory'), 'memory_bytes', 'bytes', 'memory_bytes', 'memory'],
    [t('Available memory'), 'available_memory_bytes', 'bytes', 'available_memory_bytes'],
    [t('CPU average'), 'cpu_percent', 'percent', 'cpu_percent'],
  ])
  const volumes = all(db, 'SELECT id, name, capacity_bytes, free_bytes, is_csv FROM host_volume WHERE host_id = ? ORDER BY name', id)
  return {
    title: row.name,
    icon: 'host',
    tabs: [
      tab('summary', t('Summary'), [facts(null, summary)]),
      tab('hardware', t('Hardware'), [facts(null, hardware)]),
      tableTab(
        'volumes',
        t('Volumes'),
        [
          ['name', t('Volume'), 'text'],
          ['capacity_bytes', t('Capacity'), 'bytes'],
          ['free_bytes', t('Free'), 'bytes'],
          ['is_csv', 'CSV', 'yesNo'],
        ],
        volumes,
        t('No volumes are in the import.'),
      ),
      tableTab('vms', t('Virtual Machines'), vmColumns, all(db, vmRows('v.host_id = ?'), id), t('No machines on this host.'), 'vms'),
      tableTab('jobs', t('Jobs'), jobColumns, jobsOf(db, 'host', { host: [id] }, id), t('No job has changed this host.'), 'jobs'),
      lineageTab([...summary, ...hardware]),
    ],
  }
}

export const clusterDetails: DetailBuilder = ({ db }, id) => {
  const row = db
    .prepare('SELECT k.*, g.path AS host_group FROM host_cluster k LEFT JOIN host_group g ON g.id = k.host_group_id WHERE k.id = ?')
    .get(id) as AnyRow | undefined
  if (!row) return undefined
  const summary = originalFacts(db, row, [
    [t('Name'), 'name', 'text', 'name'],
    [t('Host group'), 'host_group', 'text', 'host_group_id'],
    [t('Hyper-V Replica Broker'), 'has_replica_broker', 'yesNo', 'has_replica_broker'],
  ])
  return {
    title: row.name,
    icon: 'cluster',
    tabs: [
      tab('summary', t('Summary'), [facts(null, summary)]),
      tableTab('nodes', t('Nodes'), hostColumns, all(db, hostRows('h.host_cluster_id = ?'), id), t('No nodes are in the import.'), 'hosts'),
      tableTab(
        'vms',
        t('Virtual Machines'),
        vmColumns,
        all(db, vmRows('v.host_id IN (SELECT id FROM host WHERE host_cluster_id = ?)'), id),
        t('No machines on this cluster.'),
        'vms',
      ),
      lineageTab(summary),
    ],
  }
}

export const cloudDetails: DetailBuilder = ({ db }, id) => {
  const row = db
    .prepare(
      `SELECT c.*, s.name AS vmm_server, (SELECT p.name FROM policy_cloud x JOIN policy p ON p.id = x.policy_id WHERE x.cloud_id = c.id) AS policy
       FROM cloud c LEFT JOIN vmm_server s ON s.id = c.vmm_server_id WHERE c.id = ?`,
    )
    .get(id) as AnyRow | undefined
  if (!row) return undefined
  const summary = originalFacts(db, row, [
    [t('Name'), 'name', 'text', 'name', 'name'],
    [t('Description'), 'description', 'text', 'description', 'description'],
    [t('VMM server'), 'vmm_server', 'text', 'vmm_server_id'],
    [t('Sent to vault'), 'sent_to_vault', 'yesNo', null],
    [t('Replication policy'), 'policy', 'text', null],
  ])
  const verdicts = all(
    db,
    `SELECT coalesce(r.verdict, 'unknown') AS verdict, count(*) AS machines FROM vm v LEFT JOIN vm_readiness r ON r.vm_id = v.id WHERE v.cloud_id = ? GROUP BY 1`,
    id,
  )
  const machines = (verdict: string) => (verdicts.find((one) => one.verdict === verdict)?.machines ?? 0) as number
  const hosts = all(db, hostRows('h.id IN (SELECT host_id FROM vm WHERE cloud_id = ?)'), id)
  return {
    title: row.name,
    icon: 'cloud',
    tabs: [
      tab('summary', t('Summary'), [
        facts(null, summary),
        facts(t('Readiness'), [
          fact(t('Ready'), machines('ready'), 'count'),
          fact(t('Ready with warnings'), machines('warnings'), 'count'),
          fact(t('Not ready'), machines('not-ready'), 'count'),
          fact(t('Unknown'), machines('unknown'), 'count'),
        ]),
      ]),
      tableTab('hosts', t('Hosts'), hostColumns, hosts, t('No host carries machines of this cloud.'), 'hosts'),
      tableTab('vms', t('Virtual Machines'), vmColumns, all(db, vmRows('v.cloud_id = ?'), id), t('No machines are in this cloud.'), 'vms'),
      tableTab(
        'networks',
        t('Networks'),
        networkColumns,
        all(
          db,
          networkRows('n.id IN (SELECT a.vm_network_id FROM network_adapter a JOIN vm v ON v.id = a.vm_id WHERE v.cloud_id = ?)'),
          id,
        ),
        t('No machine of this cloud is on a VM network.'),
      ),
      tableTab('jobs', t('Jobs'), jobColumns, jobsOf(db, 'cloud', { cloud: [id] }, id), t('No job has changed this cloud.'), 'jobs'),
      lineageTab(summary),
    ],
  }
}

export const hostGroupDetails: DetailBuilder = ({ db }, id) => {
  const row = db.prepare('SELECT * FROM host_group WHERE id = ?').get(id) as AnyRow | undefined
  if (!row) return undefined
  const summary = originalFacts(db, row, [
    [t('Name'), 'name', 'text', 'name'],
    [t('Path'), 'path', 'text', 'path'],
  ])
  return {
    title: row.name,
    icon: 'hostGroup',
    tabs: [
      tab('summary', t('Summary'), [facts(null, summary)]),
      tableTab(
        'hosts',
        t('Hosts'),
        hostColumns,
        all(db, hostRows(`h.host_group_id IN ${groupsBelow('?')}`), id),
        t('No hosts are in this group.'),
      ),
      lineageTab(summary),
    ],
  }
}
