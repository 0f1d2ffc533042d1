import { t } from '../../../preload/contract/words.ts'
import { any, choice, col, figure, flag, groupsBelow, idColumn, type ListSpec, lineageColumns, more, size, text } from './list-spec.ts'

const hostVms = '(SELECT count(*) FROM vm v WHERE v.host_id = h.id)'
// a cloud's hosts: those of its host groups, and those that carry its machines (exports tell no host groups of a cloud)
const hostOfCloud = (cloud: string) =>
  `(h.host_group_id IN (WITH RECURSIVE below(id) AS (SELECT host_group_id FROM cloud_host_group WHERE cloud_id = ${cloud}
     UNION SELECT x.id FROM host_group x JOIN below ON x.parent_id = below.id) SELECT id FROM below)
    OR h.id IN (SELECT host_id FROM vm WHERE cloud_id = ${cloud}))`

export const hostList: ListSpec = {
  kind: 'hosts',
  from: 'host h LEFT JOIN host_cluster k ON k.id = h.host_cluster_id LEFT JOIN host_group g ON g.id = h.host_group_id LEFT JOIN vmm_server s ON s.id = h.vmm_server_id',
  id: 'h.id',
  defaultSort: [{ field: 'name', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 200, 'h.name'),
    col('status', t('Host Status'), 'hostStatus', 120, 'h.status'),
    col('cluster', t('Cluster'), 'text', 130, 'k.name'),
    col('cpuPercent', t('CPU Average'), 'percent', 100, 'h.cpu_percent'),
    col('availableMemory', t('Available Memory'), 'bytes', 130, 'h.available_memory_bytes'),
    col('os', t('Operating System'), 'text', 280, 'h.os_name'),
    col('vms', t('VMs'), 'count', 70, hostVms),
    col('agent', t('Agent'), 'text', 110, 'h.agent_version'),
    col('hostGroup', t('Host group'), 'text', 180, 'g.path', more),
    col('cores', t('Cores'), 'count', 70, 'h.logical_cpu_count', more),
    col('memory', t('Total memory'), 'bytes', 110, 'h.memory_bytes', more),
    col('volumes', t('Volumes'), 'count', 80, '(SELECT count(*) FROM host_volume x WHERE x.host_id = h.id)', more),
    col('vmmServer', t('VMM server'), 'text', 140, 's.name', more),
    ...lineageColumns('h'),
  ],
  scopes: {
    host: 'h.id = ?',
    cluster: 'h.host_cluster_id = ?',
    hostGroup: `h.host_group_id IN ${groupsBelow('?')}`,
    cloud: `EXISTS (SELECT 1 FROM cloud only WHERE only.id = ? AND ${hostOfCloud('only.id')})`,
  },
  fields: [
    text('name', t('Name'), 'h.name'),
    text('status', t('Host Status'), 'h.status'),
    text('cluster', t('Cluster'), 'k.name'),
    text('hostgroup', t('Host group'), 'g.path', [], ['group']),
    text('os', t('Operating System'), 'h.os_name'),
    figure('cpu', t('CPU Average'), 'h.cpu_percent'),
    figure('cores', t('Cores'), 'h.logical_cpu_count'),
    size('memory', t('Total memory'), 'h.memory_bytes'),
    size('available', t('Available Memory'), 'h.available_memory_bytes'),
    figure('vms', t('VMs'), hostVms),
    text('agent', t('Agent'), 'h.agent_version'),
    text('vmmserver', t('VMM server'), 's.name'),
    any('cloud', t('Cloud'), 'text', `cloud c WHERE ${hostOfCloud('c.id')}`, 'c.name'),
  ],
}

const clusterNodes = '(SELECT count(*) FROM host h WHERE h.host_cluster_id = k.id)'
const clusterVms = '(SELECT count(*) FROM vm v JOIN host h ON h.id = v.host_id WHERE h.host_cluster_id = k.id)'
export const clusterList: ListSpec = {
  kind: 'clusters',
  from: 'host_cluster k LEFT JOIN host_group g ON g.id = k.host_group_id',
  id: 'k.id',
  defaultSort: [{ field: 'name', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 200, 'k.name'),
    col('nodes', t('Nodes'), 'count', 80, clusterNodes),
    col('vms', t('VMs'), 'count', 80, clusterVms),
    col('broker', t('Broker'), 'yesNo', 90, 'k.has_replica_broker'),
    col('hostGroup', t('Host group'), 'text', 200, 'g.path'),
    ...lineageColumns('k'),
  ],
  scopes: { cluster: 'k.id = ?', hostGroup: `k.host_group_id IN ${groupsBelow('?')}` },
  fields: [
    text('name', t('Name'), 'k.name'),
    figure('nodes', t('Nodes'), clusterNodes),
    figure('vms', t('VMs'), clusterVms),
    flag('broker', t('Broker'), 'k.has_replica_broker'),
    text('hostgroup', t('Host group'), 'g.path', [], ['group']),
  ],
}

const cloudVms = '(SELECT count(*) FROM vm v WHERE v.cloud_id = c.id)'
const cloudHosts = `(SELECT count(*) FROM host h WHERE ${hostOfCloud('c.id')})`
// ready and ready with warnings can both be protected
const cloudReady = `(SELECT round(100.0 * sum(r.verdict IN ('ready','warnings')) / count(*), 1) FROM vm v LEFT JOIN vm_readiness r ON r.vm_id = v.id WHERE v.cloud_id = c.id)`
const cloudPolicy = '(SELECT p.name FROM policy_cloud x JOIN policy p ON p.id = x.policy_id WHERE x.cloud_id = c.id)'
const cloudNetworks = `(SELECT group_concat(name, ', ') FROM (SELECT n.name FROM cloud_logical_network x JOIN logical_network n ON n.id = x.logical_network_id WHERE x.cloud_id = c.id ORDER BY n.name COLLATE NOCASE))`
export const cloudList: ListSpec = {
  kind: 'clouds',
  from: 'cloud c LEFT JOIN vmm_server s ON s.id = c.vmm_server_id',
  id: 'c.id',
  defaultSort: [{ field: 'name', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 200, 'c.name'),
    col('vms', t('VMs'), 'count', 80, cloudVms),
    col('hosts', t('Hosts'), 'count', 80, cloudHosts),
    col('sentToVault', t('Sent to vault'), 'yesNo', 110, 'c.sent_to_vault'),
    col('policy', t('Policy'), 'text', 140, cloudPolicy),
    col('ready', t('Ready %'), 'percent', 90, cloudReady),
    col('networks', t('Networks'), 'text', 200, cloudNetworks, more),
    col('vmmServer', t('VMM server'), 'text', 140, 's.name', more),
    col('description', t('Description'), 'text', 240, 'c.description', more),
    ...lineageColumns('c'),
  ],
  scopes: { cloud: 'c.id = ?' },
  fields: [
    text('name', t('Name'), 'c.name'),
    figure('vms', t('VMs'), cloudVms),
    figure('hosts', t('Hosts'), cloudHosts),
    flag('senttovault', t('Sent to vault'), 'c.sent_to_vault'),
    text('policy', t('Policy'), cloudPolicy),
    text('vmmserver', t('VMM server'), 's.name'),
    text('description', t('Description'), 'c.description'),
  ],
}

const groupHosts = `(SELECT count(*) FROM host h WHERE h.host_group_id IN ${groupsBelow('g.id')})`
const groupVms = `(SELECT count(*) FROM vm v JOIN host h ON h.id = v.host_id WHERE h.host_group_id IN ${groupsBelow('g.id')})`
export const hostGroupList: ListSpec = {
  kind: 'hostGroups',
  from: 'host_group g LEFT JOIN host_group parent ON parent.id = g.parent_id',
  id: 'g.id',
  defaultSort: [{ field: 'path', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 180, 'g.name'),
    col('path', t('Path'), 'text', 300, 'g.path'),
    col('hosts', t('Hosts'), 'count', 80, groupHosts),
    col('vms', t('VMs'), 'count', 80, groupVms),
    col('parent', t('Parent host group'), 'text', 180, 'parent.name', more),
    ...lineageColumns('g'),
  ],
  scopes: { hostGroup: `g.id IN ${groupsBelow('?')}` },
  fields: [
    text('name', t('Name'), 'g.name'),
    text('path', t('Path'), 'g.path'),
    figure('hosts', t('Hosts'), groupHosts),
    figure('vms', t('VMs'), groupVms),
  ],
}

const networkVms = '(SELECT count(DISTINCT a.vm_id) FROM network_adapter a WHERE a.vm_network_id = n.id)'
const networkSubnets = '(SELECT count(*) FROM vm_subnet x WHERE x.vm_network_id = n.id)'
const mappedTo = '(SELECT z.name FROM network_mapping m JOIN azure_network z ON z.id = m.azure_network_id WHERE m.vm_network_id = n.id)'
export const vmNetworkList: ListSpec = {
  kind: 'vmNetworks',
  from: 'vm_network n LEFT JOIN logical_network l ON l.id = n.logical_network_id LEFT JOIN vmm_server s ON s.id = n.vmm_server_id',
  id: 'n.id',
  defaultSort: [{ field: 'name', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 200, 'n.name'),
    col('logicalNetwork', t('Logical network'), 'text', 180, 'l.name'),
    col('subnets', t('Subnets'), 'count', 80, networkSubnets),
    col('vms', t('VMs'), 'count', 80, networkVms),
    col('mappedTo', t('Mapped to'), 'text', 180, mappedTo),
    col('vmmServer', t('VMM server'), 'text', 140, 's.name', more),
    ...lineageColumns('n'),
  ],
  scopes: {
    vmNetwork: 'n.id = ?',
    cloud: 'n.id IN (SELECT a.vm_network_id FROM network_adapter a JOIN vm v ON v.id = a.vm_id WHERE v.cloud_id = ?)',
  },
  fields: [
    text('name', t('Name'), 'n.name'),
    text('logicalnetwork', t('Logical network'), 'l.name'),
    figure('subnets', t('Subnets'), networkSubnets),
    figure('vms', t('VMs'), networkVms),
    text('mappedto', t('Mapped to'), mappedTo),
    any('subnet', t('Subnet'), 'text', 'vm_subnet x WHERE x.vm_network_id = n.id', 'x.name'),
  ],
}

const logicalVmNetworks = '(SELECT count(*) FROM vm_network n WHERE n.logical_network_id = l.id)'
const logicalClouds = `(SELECT group_concat(name, ', ') FROM (SELECT c.name FROM cloud_logical_network x JOIN cloud c ON c.id = x.cloud_id WHERE x.logical_network_id = l.id ORDER BY c.name COLLATE NOCASE))`
export const logicalNetworkList: ListSpec = {
  kind: 'logicalNetworks',
  from: 'logical_network l',
  id: 'l.id',
  defaultSort: [{ field: 'name', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 200, 'l.name'),
    col('vmNetworks', t('VM networks'), 'count', 110, logicalVmNetworks),
    col('clouds', t('Clouds'), 'text', 300, logicalClouds),
    ...lineageColumns('l'),
  ],
  scopes: { cloud: 'l.id IN (SELECT logical_network_id FROM cloud_logical_network WHERE cloud_id = ?)' },
  fields: [
    text('name', t('Name'), 'l.name'),
    figure('vmnetworks', t('VM networks'), logicalVmNetworks),
    any(
      'cloud',
      t('Cloud'),
      'text',
      'cloud_logical_network x JOIN cloud c ON c.id = x.cloud_id WHERE x.logical_network_id = l.id',
      'c.name',
    ),
  ],
}

// what the lab itself knows to be wrong with a server; its heartbeat is known only while replication runs
const serverIssue = `(SELECT CASE WHEN a.restart_pending_wall_ms IS NOT NULL THEN 'Restart of the VMM service is due' WHEN a.enabled = 0 THEN 'Proxy account is disabled' END
  FROM run_as_account a WHERE a.id = s.proxy_run_as_account_id)`
const serverClouds = '(SELECT count(*) FROM cloud c WHERE c.vmm_server_id = s.id)'
const serverHosts = '(SELECT count(*) FROM host h WHERE h.vmm_server_id = s.id)'
export const vmmServerList: ListSpec = {
  kind: 'vmmServers',
  from: 'vmm_server s',
  id: 's.id',
  defaultSort: [{ field: 'name', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 180, 's.name'),
    col('friendlyName', t('Friendly Name'), 'text', 160, 's.friendly_name'),
    col('version', t('Version'), 'text', 120, 's.product_version'),
    col('clouds', t('Clouds'), 'count', 80, serverClouds),
    col('hosts', t('Hosts'), 'count', 80, serverHosts),
    col('registered', t('Registered'), 'instantLab', 160, 's.registered_lab_ms'),
    col(
      'connection',
      t('Internet Connection'),
      'text',
      150,
      `CASE s.connection WHEN 'direct' THEN 'Direct' WHEN 'proxy' THEN 'Proxy ' || s.proxy_address || ':' || s.proxy_port END`,
    ),
    col('issue', t('Issue'), 'text', 220, serverIssue),
    ...lineageColumns('s'),
  ],
  scopes: {},
  fields: [
    text('name', t('Name'), 's.name'),
    text('friendlyname', t('Friendly Name'), 's.friendly_name'),
    text('version', t('Version'), 's.product_version'),
    figure('clouds', t('Clouds'), serverClouds),
    figure('hosts', t('Hosts'), serverHosts),
    flag('registered', t('Registered'), '(s.registered_lab_ms IS NOT NULL)'),
    choice('connection', t('Internet Connection'), ['direct', 'proxy'], 's.connection'),
    text('issue', t('Issue'), serverIssue),
  ],
}

const accountUses = '(SELECT count(*) FROM vmm_server s WHERE s.proxy_run_as_account_id = a.id)'
export const runAsAccountList: ListSpec = {
  kind: 'runAsAccounts',
  from: 'run_as_account a',
  id: 'a.id',
  defaultSort: [{ field: 'name', descending: false }],
  columns: [
    col('name', t('Name'), 'text', 180, 'a.name'),
    col('userName', t('User name'), 'text', 180, 'a.user_name'),
    // Only the keychain of a computer knows whether it has the password: window and command line put its word here, and no order or
    // filter of the lab's fits it.
    col('secret', t('Secret'), 'text', 140, 'NULL', { sortable: false }),
    col('enabled', t('Enabled'), 'yesNo', 90, 'a.enabled'),
    col('usedBy', t('Used by'), 'count', 80, accountUses),
    col('description', t('Description'), 'text', 240, 'a.description', more),
    idColumn('a'),
  ],
  scopes: {},
  fields: [
    text('name', t('Name'), 'a.name'),
    text('username', t('User name'), 'a.user_name'),
    flag('enabled', t('Enabled'), 'a.enabled'),
    figure('usedby', t('Used by'), accountUses),
    text('description', t('Description'), 'a.description'),
  ],
}
