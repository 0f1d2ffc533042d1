import { t } from '../../../preload/contract/words.ts'
import { statusSql } from '../replication/item-texts.ts'
import { any, choice, col, figure, flag, idColumn, type ListSpec, more, size, sqlText, text } from './list-spec.ts'

export const modelSql = (alias: string) =>
  `CASE ${alias}.deployment_model WHEN 'resource-manager' THEN 'Resource Manager' WHEN 'classic' THEN 'Classic' END`
const models = ['resource-manager', 'classic'] as const
const byName = [{ field: 'name', descending: false }]

const vaultItems = '(SELECT count(*) FROM protected_item p WHERE p.vault_id = t.id)'
export const vaultList: ListSpec = {
  kind: 'vaults',
  from: 'vault t JOIN subscription u ON u.id = t.subscription_id JOIN resource_group q ON q.id = t.resource_group_id',
  id: 't.id',
  defaultSort: byName,
  columns: [
    col('name', t('Name'), 'text', 180, 't.name'),
    col('subscription', t('Subscription'), 'text', 160, 'u.name'),
    col('resourceGroup', t('Resource group'), 'text', 160, 'q.name'),
    col('region', t('Location'), 'text', 140, 't.region'),
    col('items', t('Items'), 'count', 80, vaultItems),
    col('model', t('Deployment model'), 'text', 150, modelSql('t'), more),
    idColumn('t'),
  ],
  scopes: { vault: 't.id = ?' },
  fields: [
    text('name', t('Name'), 't.name'),
    text('subscription', t('Subscription'), 'u.name'),
    text('group', t('Resource group'), 'q.name'),
    text('region', t('Location'), 't.region'),
    figure('items', t('Items'), vaultItems),
  ],
}

const accountItems = '(SELECT count(*) FROM protected_item p WHERE p.storage_account_id = t.id OR p.log_storage_account_id = t.id)'
export const storageAccountList: ListSpec = {
  kind: 'storageAccounts',
  from: 'storage_account t JOIN subscription u ON u.id = t.subscription_id LEFT JOIN resource_group q ON q.id = t.resource_group_id',
  id: 't.id',
  defaultSort: byName,
  columns: [
    col('name', t('Name'), 'text', 180, 't.name'),
    col('type', t('Type'), 'text', 130, 't.account_type'),
    col('region', t('Location'), 'text', 140, 't.region'),
    col('items', t('Items'), 'count', 80, accountItems),
    col('resourceGroup', t('Resource group'), 'text', 160, 'q.name', more),
    col('model', t('Deployment model'), 'text', 150, modelSql('t'), more),
    col('subscription', t('Subscription'), 'text', 160, 'u.name', more),
    idColumn('t'),
  ],
  scopes: { vault: 't.region = (SELECT region FROM vault WHERE id = ?)' },
  fields: [
    text('name', t('Name'), 't.name'),
    choice('type', t('Type'), ['Standard_GRS', 'Standard_LRS', 'Premium_LRS'], 't.account_type'),
    text('region', t('Location'), 't.region'),
    text('group', t('Resource group'), 'q.name'),
    choice('model', t('Deployment model'), models, 't.deployment_model'),
    figure('items', t('Items'), accountItems),
  ],
}

const azureSubnets = '(SELECT count(*) FROM azure_subnet x WHERE x.azure_network_id = t.id)'
const mappedFrom = `(SELECT group_concat(name, ', ') FROM (SELECT n.name FROM network_mapping m JOIN vm_network n ON n.id = m.vm_network_id WHERE m.azure_network_id = t.id ORDER BY n.name COLLATE NOCASE))`
export const azureNetworkList: ListSpec = {
  kind: 'azureNetworks',
  from: 'azure_network t JOIN subscription u ON u.id = t.subscription_id LEFT JOIN resource_group q ON q.id = t.resource_group_id',
  id: 't.id',
  defaultSort: byName,
  columns: [
    col('name', t('Name'), 'text', 180, 't.name'),
    col('addressRange', t('Address range'), 'text', 140, 't.address_range'),
    col('subnets', t('Subnets'), 'count', 80, azureSubnets),
    col('region', t('Location'), 'text', 140, 't.region'),
    col('mappedFrom', t('Mapped from'), 'text', 220, mappedFrom),
    col('resourceGroup', t('Resource group'), 'text', 160, 'q.name', more),
    col('model', t('Deployment model'), 'text', 150, modelSql('t'), more),
    col('subscription', t('Subscription'), 'text', 160, 'u.name', more),
    idColumn('t'),
  ],
  scopes: { vault: 't.region = (SELECT region FROM vault WHERE id = ?)' },
  fields: [
    text('name', t('Name'), 't.name'),
    text('range', t('Address range'), 't.address_range'),
    text('region', t('Location'), 't.region'),
    figure('subnets', t('Subnets'), azureSubnets),
    any('subnet', t('Subnet'), 'text', 'azure_subnet x WHERE x.azure_network_id = t.id', 'x.name'),
    any(
      'mappedfrom',
      t('Mapped from'),
      'text',
      'network_mapping m JOIN vm_network n ON n.id = m.vm_network_id WHERE m.azure_network_id = t.id',
      'n.name',
    ),
    choice('model', t('Deployment model'), models, 't.deployment_model'),
  ],
}

const policyClouds = `(SELECT group_concat(name, ', ') FROM (SELECT c.name FROM policy_cloud x JOIN cloud c ON c.id = x.cloud_id WHERE x.policy_id = t.id ORDER BY c.name COLLATE NOCASE))`
const policyItems = '(SELECT count(*) FROM protected_item p WHERE p.policy_id = t.id)'
export const policyList: ListSpec = {
  kind: 'policies',
  from: 'policy t JOIN vault y ON y.id = t.vault_id',
  id: 't.id',
  defaultSort: byName,
  columns: [
    col('name', t('Name'), 'text', 160, 't.name'),
    col('copyFrequency', t('Copy frequency'), 'durationMs', 120, 't.copy_frequency_seconds * 1000'),
    col('retention', t('Retention in hours'), 'count', 140, 't.retention_hours'),
    col('appConsistent', t('App-consistent in hours'), 'count', 168, 't.app_consistent_hours'),
    col(
      'initialReplication',
      t('Initial replication'),
      'text',
      190,
      `CASE t.initial_replication_start WHEN 'immediately' THEN 'Immediately' ELSE t.initial_replication_start END`,
    ),
    col('encryption', t('Encryption'), 'yesNo', 100, 't.encrypt'),
    col('clouds', t('Clouds'), 'text', 200, policyClouds),
    col('items', t('Items'), 'count', 80, policyItems),
    idColumn('t'),
  ],
  scopes: { vault: 't.vault_id = ?' },
  fields: [
    text('name', t('Name'), 't.name'),
    figure('copyfrequency', t('Copy frequency in seconds'), 't.copy_frequency_seconds'),
    figure('retention', t('Retention in hours'), 't.retention_hours'),
    figure('appconsistent', t('App-consistent in hours'), 't.app_consistent_hours'),
    flag('encryption', t('Encryption'), 't.encrypt'),
    any('cloud', t('Cloud'), 'text', 'policy_cloud x JOIN cloud c ON c.id = x.cloud_id WHERE x.policy_id = t.id', 'c.name'),
    figure('items', t('Items'), policyItems),
  ],
}

const mappingVms = '(SELECT count(DISTINCT a.vm_id) FROM network_adapter a WHERE a.vm_network_id = m.vm_network_id)'
export const mappingList: ListSpec = {
  kind: 'mappings',
  from: 'network_mapping m JOIN vm_network n ON n.id = m.vm_network_id JOIN azure_network z ON z.id = m.azure_network_id LEFT JOIN vmm_server s ON s.id = n.vmm_server_id',
  id: 'm.id',
  defaultSort: byName,
  columns: [
    col('name', t('Source network'), 'text', 200, 'n.name'),
    col('server', t('Server'), 'text', 140, 's.name'),
    col('target', t('Target network'), 'text', 200, 'z.name'),
    col('vms', t('VMs'), 'count', 80, mappingVms),
    col('region', t('Location'), 'text', 140, 'z.region', more),
    idColumn('m'),
  ],
  scopes: { vault: 'm.vault_id = ?', vmNetwork: 'm.vm_network_id = ?' },
  fields: [
    text('name', t('Source network'), 'n.name', [], ['source']),
    text('target', t('Target network'), 'z.name'),
    text('server', t('Server'), 's.name'),
    figure('vms', t('VMs'), mappingVms),
  ],
}

/** Status of an item `p` with its simulated row `m`. */
export const itemStatusSql = statusSql('p', 'm')
const itemHealth = `CASE m.health WHEN 'normal' THEN 'healthy' ELSE coalesce(m.health, 'not-applicable') END`
const itemRpo = '(SELECT clock_ms FROM lab) - m.stamp_ms'
const itemPlans = `(SELECT group_concat(name, ', ') FROM (SELECT x.name FROM recovery_plan_item i JOIN recovery_plan x ON x.id = i.recovery_plan_id WHERE i.protected_item_id = p.id ORDER BY x.name COLLATE NOCASE))`
export const protectedItemList: ListSpec = {
  kind: 'protectedItems',
  from: `protected_item p JOIN vm v ON v.id = p.vm_id JOIN cloud c ON c.id = p.cloud_id JOIN policy y ON y.id = p.policy_id JOIN storage_account t ON t.id = p.storage_account_id
    JOIN resource_group q ON q.id = p.resource_group_id LEFT JOIN host h ON h.id = v.host_id LEFT JOIN azure_network z ON z.id = p.azure_network_id
    LEFT JOIN vmm_server s ON s.id = c.vmm_server_id LEFT JOIN vm_readiness r ON r.vm_id = v.id
    LEFT JOIN replicated_item m ON m.protected_item_id = p.id`,
  id: 'p.id',
  defaultSort: byName,
  columns: [
    col('name', t('Name'), 'text', 160, 'v.name'),
    // health begins with the first replication cycle; before it there is none to judge
    col('health', t('Replication Health'), 'health', 140, itemHealth),
    col('status', t('Status'), 'text', 230, itemStatusSql),
    col('rpo', t('RPO'), 'durationMs', 90, itemRpo),
    col(
      'activeLocation',
      t('Active location'),
      'text',
      120,
      `CASE m.active_location WHEN 'recovery' THEN 'Microsoft Azure' ELSE coalesce(s.friendly_name, s.name, c.name) END`,
    ),
    col('policy', t('Policy'), 'text', 140, 'y.name'),
    col('lastTest', t('Last test failover'), 'instantLab', 150, 'm.last_drill_ms'),
    col('irPercent', t('Initial replication'), 'percent', 120, 'm.ir_percent', more),
    col('backlog', t('Backlog'), 'bytes', 110, 'm.backlog_bytes', more),
    col('latestPoint', t('Latest point'), 'instantLab', 150, 'm.stamp_ms', more),
    col('points', t('Points'), 'count', 80, 'm.points', more),
    col('source', t('Source'), 'text', 140, 'coalesce(s.name, c.name)', more),
    col('availabilitySet', t('Availability set'), 'text', 140, 'p.availability_set', more),
    col('cloud', t('Cloud'), 'text', 120, 'c.name', more),
    col('host', t('Host'), 'text', 130, 'h.name', more),
    col('azureName', t('Azure name'), 'text', 150, 'p.azure_name', more),
    col('azureSize', t('Size'), 'text', 140, 'p.azure_size', more),
    col('network', t('Network'), 'text', 140, 'z.name', more),
    col('storageAccount', t('Storage account'), 'text', 150, 't.name', more),
    col('resourceGroup', t('Resource group'), 'text', 150, 'q.name', more),
    col('readiness', t('Readiness'), 'verdict', 120, `coalesce(r.verdict, 'unknown')`, more),
    col('plans', t('Plans'), 'text', 160, itemPlans, more),
    idColumn('p'),
  ],
  scopes: { vault: 'p.vault_id = ?', cloud: 'p.cloud_id = ?', host: 'v.host_id = ?' },
  fields: [
    text('name', t('Name'), 'v.name'),
    text('status', t('Status'), itemStatusSql),
    text('state', t('State'), 'coalesce(m.state, p.state)'),
    choice('health', t('Replication Health'), ['healthy', 'warning', 'critical', 'not-applicable'], itemHealth),
    choice('drill', t('Test failover'), ['none', 'running', 'waiting', 'cleaning'], `coalesce(m.drill, 'none')`),
    choice('location', t('Active location'), ['primary', 'recovery'], `coalesce(m.active_location, 'primary')`),
    figure('rpo', t('RPO in seconds'), `(${itemRpo}) / 1000`),
    size('backlog', t('Backlog'), 'm.backlog_bytes'),
    figure('points', t('Points'), 'm.points'),
    text('policy', t('Policy'), 'y.name'),
    text('cloud', t('Cloud'), 'c.name'),
    text('host', t('Host'), 'h.name'),
    text('azurename', t('Azure name'), 'p.azure_name'),
    text('azuresize', t('Size'), 'p.azure_size', [], ['size']),
    text('network', t('Network'), 'z.name'),
    text('storageaccount', t('Storage account'), 't.name'),
    choice('readiness', t('Readiness'), ['ready', 'warnings', 'not-ready', 'unknown'], `coalesce(r.verdict, 'unknown')`),
    any(
      'plan',
      t('Plan'),
      'text',
      'recovery_plan_item i JOIN recovery_plan x ON x.id = i.recovery_plan_id WHERE i.protected_item_id = p.id',
      'x.name',
    ),
  ],
}

const planMachines = '(SELECT count(*) FROM recovery_plan_item i WHERE i.recovery_plan_id = t.id)'
/** The newest run of a plan in the present time line. */
const lastRun = (where: string): string =>
  `FROM plan_run r WHERE r.recovery_plan_id = t.id AND r.gone = 0 AND ${where} ORDER BY r.started_ms DESC, r.id DESC LIMIT 1`
/** What a plan is in: its newest run, until its test has been cleaned up. */
const planJob = `(SELECT CASE
    WHEN r.status = 'waiting' THEN ${sqlText(t('Waiting for input'))}
    WHEN r.status = 'running' THEN CASE r.kind WHEN 'test' THEN ${sqlText(t('Test failover in progress'))}
      WHEN 'planned' THEN ${sqlText(t('Planned failover in progress'))} ELSE ${sqlText(t('Failover in progress'))} END
    WHEN r.kind = 'test' AND EXISTS (SELECT 1 FROM recovery_plan_item i JOIN replicated_item m ON m.protected_item_id = i.protected_item_id
      WHERE i.recovery_plan_id = t.id AND m.drill <> 'none') THEN ${sqlText(t('Cleanup test failover pending'))}
    WHEN r.status = 'completed' THEN CASE r.kind WHEN 'test' THEN ${sqlText(t('Test failover completed'))}
      WHEN 'planned' THEN ${sqlText(t('Planned failover completed'))} ELSE ${sqlText(t('Failover completed'))} END
    ELSE CASE r.kind WHEN 'test' THEN ${sqlText(t('Test failover failed'))} WHEN 'planned' THEN ${sqlText(t('Planned failover failed'))}
      ELSE ${sqlText(t('Failover failed'))} END END ${lastRun('1')})`
const planGroups = '(SELECT count(DISTINCT i.group_number) FROM recovery_plan_item i WHERE i.recovery_plan_id = t.id)'
export const recoveryPlanList: ListSpec = {
  kind: 'recoveryPlans',
  from: 'recovery_plan t JOIN vmm_server s ON s.id = t.vmm_server_id',
  id: 't.id',
  defaultSort: byName,
  columns: [
    col('name', t('Name'), 'text', 180, 't.name'),
    col('source', t('Source'), 'text', 160, 's.name'),
    col('target', t('Target'), 'text', 150, `'Microsoft Azure'`),
    col('currentJob', t('Current job'), 'text', 200, planJob),
    col('status', t('Status'), 'jobStatus', 130, `(SELECT status ${lastRun('1')})`),
    col(
      'lastTest',
      t('Successful test failover'),
      'instantLab',
      160,
      `(SELECT started_ms ${lastRun("r.kind = 'test' AND r.status = 'completed'")})`,
    ),
    col(
      'lastFailover',
      t('Successful failover'),
      'instantLab',
      160,
      `(SELECT started_ms ${lastRun("r.kind <> 'test' AND r.status = 'completed'")})`,
    ),
    col('machines', t('Machines'), 'count', 90, planMachines),
    col('groups', t('Groups'), 'count', 90, planGroups),
    col('rto', t('RTO measured'), 'durationMs', 120, `(SELECT rto_ms ${lastRun('r.rto_ms IS NOT NULL')})`),
    col('rtoTarget', t('RTO target'), 'durationMs', 110, 't.target_rto_minutes * 60000'),
    col('model', t('Deployment model'), 'text', 150, modelSql('t'), more),
    idColumn('t'),
  ],
  scopes: { vault: 't.vault_id = ?' },
  fields: [
    text('name', t('Name'), 't.name'),
    text('source', t('Source'), 's.name'),
    figure('machines', t('Machines'), planMachines),
    figure('groups', t('Groups'), planGroups),
  ],
}
